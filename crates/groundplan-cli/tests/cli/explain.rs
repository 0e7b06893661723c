//! What a block, an argument or a line follows from, asked from the command line.

use crate::place::Place;

const SHOP: &str = "stack: shop
region: eu-west-1
environments:
  dev: {}
  live: { tier: production, alarms: none, network: { cidr: 10.9.0.0/16 } }
";

fn place() -> Place {
    let place = Place::new();
    place.write("infra.yaml", SHOP);
    place
}

#[test]
fn a_block_tells_its_decisions() {
    let asked = ["explain", "aws_nat_gateway.main_a", "infra.yaml", "--environment", "live"];
    let run = place().run(&asked).ends(0).says("environments/live/network.tf.json:");
    run.says("network.egress = natPerZone  tier; environments.live.network.egress would change it")
        .says("Meets ECS.2");
}

#[test]
fn an_argument_and_its_line_are_the_same() {
    let place = place();
    let asked = ["explain", "aws_vpc.main.cidr_block", "infra.yaml", "-e", "live", "--format", "hcl"];
    let argument = place.run(&asked).ends(0).says("network.cidr = 10.9.0.0/16  infra.yaml:5").output;
    let line = argument.split_once("network.tf:").unwrap().1.split('-').next().unwrap();
    let line = format!("environments/live/network.tf:{line}");
    assert_eq!(place.run(&["explain", &line, "infra.yaml", "-e", "live"]).ends(0).output, argument);
}

#[test]
fn what_is_not_there_is_an_error() {
    let place = place();
    place.run(&["explain", "aws_vpc.mian", "infra.yaml"]).ends(2).says("infra.yaml makes no aws_vpc.mian");
    place.run(&["explain", "aws_vpc.main.cidr", "infra.yaml"]).ends(2);
    place.run(&["explain", "aws_vpc.main", "infra.yaml", "-e", "prod"]).ends(2).says("no environment `prod`");
}
