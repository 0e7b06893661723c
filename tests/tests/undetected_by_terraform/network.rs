//! Subnets, gateways, security groups and their rules.

use groundplan_tests::case::{all_roots, codes_of_yaml};
use groundplan_tests::root::Root;
use serde_json::Value;

use super::{every, must, service, stack};

#[test]
fn security_group_rules_name_a_protocol_its_ports_and_one_other_side() {
    assert_eq!(service("allowEgress: [{cidr: 10.0.0.0/16}]"), ["service/egress-rule"]);
    assert_eq!(
        service("allowEgress: [{cidr: 10.0.0.0/16, port: 5432, protocol: \"-1\"}]"),
        ["spec/unknown-key"]
    );
    for kind in ["aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"] {
        every(kind, |_, _, rule| {
            let ports =
                rule["ip_protocol"] == "tcp" && rule["from_port"].is_u64() && rule["to_port"].is_u64();
            let sides = ["cidr_ipv4", "cidr_ipv6", "prefix_list_id", "referenced_security_group_id"];
            let sides = sides.iter().filter(|side| rule[**side].is_string()).count();
            must(ports && sides == 1, &format!("is {rule}"))
        });
    }
}

#[test]
fn security_groups_have_no_rules_of_their_own() {
    let no_rules = |_: &Root, _: &str, group: &Value| {
        must(group["ingress"].is_null() && group["egress"].is_null(), "has inline rules")
    };
    every("aws_security_group", no_rules);
    every("aws_default_security_group", no_rules);
    every("aws_security_group", |_, _, group| {
        must(
            group["lifecycle"]["create_before_destroy"] == true && group["name"].is_null(),
            "is in the way of its successor",
        )
    });
    every("aws_route_table", |_, _, table| must(table["route"].is_null(), "has inline routes"));
    every("aws_vpc", |root, _, _| {
        must(root.count("aws_default_security_group") == 1, "leaves the default group as AWS made it")
    });
}

#[test]
fn descriptions_of_security_groups_are_safe() {
    for name in ["it's", "a<b", "a\\\"b", "ünï", "a b"] {
        let stack =
            codes_of_yaml(&format!("{{stack: \"{name}\", region: eu-west-1, environments: {{dev: {{}}}}}}"));
        assert_eq!(stack, ["stack/name"], "{name}");
        let service = codes_of_yaml(&format!(
            "{{stack: shop, region: eu-west-1, services: {{\"{name}\": {{image: {{repository: a, tag: b}}}}}}, environments: {{dev: {{}}}}}}"
        ));
        assert_eq!(service, ["service/name"], "{name}");
    }
    assert_eq!(
        stack(
            "services: {web: {image: {repository: a, tag: b}, allowEgress: [{cidr: \"10.0.0.0/16'<\", port: 1}]}}"
        ),
        ["service/egress-rule"]
    );
}

#[test]
fn a_nat_gateway_has_an_address() {
    every("aws_nat_gateway", |_, _, gateway| {
        let regional = gateway["availability_mode"] == "regional";
        must(regional != gateway["allocation_id"].is_string(), "has no address")
    });
    every("aws_eip", |_, _, address| {
        must(address["domain"] == "vpc" && address["vpc"].is_null(), "is of the old kind")
    });
}

#[test]
fn subnets_lie_apart_within_their_vpc() {
    for (name, root) in all_roots().into_iter().filter(|(_, root)| root.count("aws_vpc") > 0) {
        let cidr = |body: &Value| {
            body["cidr_block"]
                .as_str()
                .and_then(|text| text.parse::<groundplan::unit::Cidr>().ok())
                .expect("a block")
        };
        let vpc = cidr(root.resource("aws_vpc", "main"));
        let subnets: Vec<_> = root.resources("aws_subnet").map(|(label, body)| (label, cidr(body))).collect();
        for (at, (label, subnet)) in subnets.iter().enumerate() {
            assert!(vpc.contains(subnet), "{name} {label}");
            assert!(
                label.starts_with("private_") || subnet.prefix() <= 27,
                "{name} {label} is too small for a load balancer"
            );
            assert!(subnets.iter().take(at).all(|(_, other)| !subnet.overlaps(other)), "{name} {label}");
        }
    }
}

#[test]
fn zones_of_subnets_are_looked_up_in_order() {
    every("aws_subnet", |_, label, subnet| {
        let at = match label.rsplit('_').next() {
            Some("a") => 0,
            Some("b") => 1,
            _ => 2,
        };
        must(
            subnet["availability_zone"] == format!("${{data.aws_availability_zones.available.names[{at}]}}"),
            "is elsewhere",
        )
    });
}
