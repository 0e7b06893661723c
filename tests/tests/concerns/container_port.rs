//! The port of a container is set once, and everything follows from it.

use groundplan_tests::case::{all_roots, codes_of_yaml};
use groundplan_tests::root::blocks;

#[test]
fn one_container_port() {
    let mut ports = 0;
    for (name, root) in all_roots() {
        for (label, service) in root.resources("aws_ecs_service") {
            let Some(target) = blocks(service, "load_balancer").first().copied() else { continue };
            let port = &target["container_port"];
            assert_eq!(*port, root.container(label)["portMappings"][0]["containerPort"], "{name} {label}");
            assert_eq!(target["container_name"], root.container(label)["name"], "{name} {label}");
            // Another number would replace the target group whenever the port changes; tasks bring their own.
            assert_eq!(root.resource("aws_lb_target_group", label)["port"], 80, "{name} {label}");
            assert_eq!(root.resource("aws_lb_target_group", label)["health_check"]["port"], "traffic-port");
            for rule in [
                root.resource("aws_vpc_security_group_ingress_rule", &format!("{label}_from_load_balancer")),
                root.resource("aws_vpc_security_group_egress_rule", &format!("load_balancer_to_{label}")),
            ] {
                assert_eq!((port, port), (&rule["from_port"], &rule["to_port"]), "{name} {label}");
                assert!(
                    rule["referenced_security_group_id"].is_string(),
                    "{name} {label}: not open to addresses"
                );
            }
            ports += 1;
        }
    }
    assert!(ports > 10, "the cases have {ports} public services");
    let missing_usage = codes_of_yaml(
        "{stack: s, region: eu-west-1, loadBalancer: {scheme: internal}, services: {web: {image: {repository: a, tag: b}, public: {}}}, environments: {dev: {}}}",
    );
    assert_eq!(missing_usage, ["service/port"], "no port is guessed");
}
