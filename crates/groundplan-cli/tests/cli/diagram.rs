//! Pictures, asked from the command line.

use crate::place::Place;

const SHOP: &str = "stack: shop
region: eu-west-1
network: { egress: nat }
services:
  api: { image: 'ghcr.io/example/api:1', port: 8080 }
environments:
  dev: {}
  test: { services: { api: none } }
";

#[test]
fn an_environment_is_printed_or_written() {
    let place = Place::new();
    place.write("spec.yaml", SHOP);
    let printed = place.run(&["diagram", "spec.yaml", "--environment", "dev"]).ends(0);
    assert!(
        printed.output.starts_with("<svg ") && printed.output.ends_with("</svg>\n"),
        "{}",
        printed.output
    );
    let dev = printed.says("data-address=\"aws_ecs_service.api\"").output;
    let asked = ["diagram", "spec.yaml", "-e", "dev", "-o", "dev.svg"];
    let written = place.run(&asked).ends(0);
    assert_eq!(written.output, "written  dev.svg\n");
    assert_eq!(place.read("dev.svg"), dev);
    place.write("dev.svg", "older");
    place.run(&asked).ends(0);
    assert_eq!(place.read("dev.svg"), dev);
    // Without a name, the last one.
    let last = place.run(&["diagram", "spec.yaml"]).ends(0).says("1 NAT gateway").output;
    assert!(!last.contains("aws_ecs_service"), "{last}");
    assert_eq!(last, place.run(&["diagram", "spec.yaml", "-e", "test"]).ends(0).output);
}

#[test]
fn every_kind_of_terraform_is_drawn() {
    let place = Place::new();
    place.write("spec.yaml", SHOP);
    let made = place.run(&["diagram", "spec.yaml", "-e", "dev"]).ends(0).output;
    for format in ["json", "hcl"] {
        place.synth(&["--format", format]).ends(0);
        assert_eq!(place.run(&["diagram", "out/environments/dev"]).ends(0).output, made, "{format}");
        assert_eq!(place.run(&["diagram", "out", "--environment", "dev"]).ends(0).output, made, "{format}");
    }
    let plan = r#"{"format_version": "1.2", "terraform_version": "1.16.0", "planned_values": {"root_module": {"resources": [
        {"address": "aws_vpc.main", "mode": "managed", "type": "aws_vpc", "name": "main", "values": {"cidr_block": "10.9.0.0/16"}}]}}}"#;
    place.write("plan.json", plan);
    place.run(&["diagram", "plan.json"]).ends(0).says("VPC 10.9.0.0/16");
}

#[test]
fn what_cannot_be_drawn_is_told() {
    let place = Place::new();
    place.run(&["diagram", "spec.yaml", "--environment", "de"]).ends(2).says("--environment dev");
    place.run(&["diagram", "nowhere.yaml"]).ends(2).says("cannot read nowhere.yaml");
    place.run(&["diagram", "spec.yaml", "--out", "no/folder.svg"]).ends(2).says("cannot write no/folder.svg");
    place.run(&["diagram"]).ends(2).says("PATH");
    place.write("wrong.yaml", "stack: shop\nregoin: eu-west-1\n");
    let ran = place.run(&["diagram", "wrong.yaml", "--out", "wrong.svg"]).ends(1).says("try: region");
    assert_eq!(ran.output, "");
    assert!(!place.path("wrong.svg").exists());
    place.write("broken/main.tf", "resource \"aws_eip\" {");
    place.run(&["diagram", "broken"]).ends(1).says("broken/main.tf");
}
