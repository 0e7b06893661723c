//! How tasks reach what is outside the VPC is decided once.

use groundplan_tests::case::all_roots;
use groundplan_tests::root::texts;

use super::case;

#[test]
fn egress_is_one_decision() {
    for (folder, environment, gateways, is_public) in [
        ("network/nat-per-zone", "live", 3, false),
        ("network/single-nat", "try", 1, false),
        ("network/regional-nat", "live", 1, false),
        ("network/endpoints", "try", 0, false),
        ("network/public-ip", "try", 0, true),
    ] {
        let root = case(folder).environment(environment);
        assert_eq!(root.count("aws_nat_gateway"), gateways, "{folder}");
        for (label, service) in root.resources("aws_ecs_service") {
            let network = &service["network_configuration"];
            assert_eq!(network["assign_public_ip"], is_public, "{folder} {label}");
            let kind = if is_public { "aws_subnet.public_" } else { "aws_subnet.private_" };
            assert!(
                texts(&network["subnets"]).iter().all(|subnet| subnet.contains(kind)),
                "{folder} {label}"
            );
        }
    }
    nat_gateways_stand_in_public_subnets();
    private_routes_lead_to_a_gateway_or_nowhere();
    endpoints_follow_what_tasks_need();
}

fn nat_gateways_stand_in_public_subnets() {
    for (name, root) in all_roots() {
        for (label, gateway) in root.resources("aws_nat_gateway") {
            let regional = gateway["availability_mode"] == "regional";
            let subnet = gateway["subnet_id"].as_str().unwrap_or_default();
            assert!(regional || subnet.contains("aws_subnet.public_"), "{name} {label}");
            assert_eq!(
                regional,
                gateway["allocation_id"].is_null(),
                "{name} {label} needs an address, unless AWS brings it"
            );
        }
    }
}

/// Each zone's own gateway in production, one for all below, and none where nothing leads out.
fn private_routes_lead_to_a_gateway_or_nowhere() {
    let gateways = |folder, environment| {
        let root = case(folder).environment(environment);
        let routes = root.resources("aws_route").filter(|(label, _)| label.starts_with("private_"));
        let mut gateways: Vec<String> =
            routes.map(|(_, route)| route["nat_gateway_id"].to_string()).collect();
        let routes = gateways.len();
        gateways.sort();
        gateways.dedup();
        (routes, gateways.len())
    };
    assert_eq!(gateways("network/nat-per-zone", "live"), (3, 3));
    assert_eq!(gateways("network/single-nat", "try"), (3, 1));
    assert_eq!(gateways("network/regional-nat", "live"), (3, 1));
    assert_eq!(gateways("network/endpoints", "live"), (0, 0));
    assert_eq!(gateways("network/public-ip", "try"), (0, 0));
}

fn endpoints_follow_what_tasks_need() {
    let endpoints = |folder, environment| {
        let root = case(folder).environment(environment);
        let interfaces = root
            .resources("aws_vpc_endpoint")
            .filter(|(_, endpoint)| endpoint["vpc_endpoint_type"] == "Interface");
        let mut names: Vec<String> = interfaces.map(|(label, _)| label.to_owned()).collect();
        names.sort();
        names.join(" ")
    };
    assert_eq!(endpoints("network/endpoints", "try"), "ecr_api ecr_dkr logs");
    assert_eq!(
        endpoints("network/endpoints", "live"),
        "bedrock_runtime ecr_api ecr_dkr logs secretsmanager sqs ssmmessages"
    );
    assert_eq!(endpoints("network/single-nat", "try"), "");
    let root = case("network/endpoints").environment("try");
    let logs = root.resource("aws_vpc_endpoint", "logs");
    assert_eq!(logs["private_dns_enabled"], true, "or tasks would look for the public address");
    let rules = root.resources("aws_vpc_security_group_ingress_rule");
    assert!(
        rules.into_iter().any(|(_, rule)| rule["security_group_id"] == "${aws_security_group.endpoints.id}"
            && rule["from_port"] == 443)
    );
    let open = root
        .resources("aws_vpc_security_group_egress_rule")
        .filter(|(_, rule)| rule["cidr_ipv4"] == "0.0.0.0/0");
    assert_eq!(open.count(), 0, "where nothing leads out, nothing is open either");
}
