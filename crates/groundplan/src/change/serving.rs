//! A service that gets another port, while its tasks still listen on the former one.

use super::between::Pair;
use super::effect::Interruption;
use super::known::{Known, at};

/// What stops when a rule takes the new port of a service before its new tasks do.
pub(super) fn of_port((rule, service): (&Pair<'_>, &Pair<'_>)) -> Option<Interruption> {
    let (old, new) = (port(&rule.before)?, port(&rule.after)?);
    let container = |side| scalar(at(side, &["load_balancer", "container_port"]));
    let is_its_port = container(&service.before)? == old && container(&service.after)? == new;
    let groups = texts(at(&service.after, &["network_configuration", "security_groups"]));
    let of_rule = ["security_group_id", "referenced_security_group_id"];
    let is_its_rule = of_rule.iter().any(|name| groups.contains(&at(&rule.after, &[name]).text()));
    let name = &service.new?.name;
    (is_its_port && is_its_rule && old != new).then(|| Interruption {
        what: format!(
            "requests to {name}: its tasks listen on port {old} until new ones, on port {new}, pass their health checks"
        ),
        at_best: "some minutes".to_owned(),
    })
}

/// The only port of a rule.
fn port(rule: &Known) -> Option<&str> {
    let (from, to) = (scalar(at(rule, &["from_port"]))?, scalar(at(rule, &["to_port"]))?);
    (from == to).then_some(from)
}

fn scalar(known: &Known) -> Option<&str> {
    match known {
        Known::Scalar(text) => Some(text),
        _ => None,
    }
}

fn texts(known: &Known) -> Vec<String> {
    match known {
        Known::List(all) => all.iter().map(Known::text).collect(),
        _ => Vec::new(),
    }
}

#[cfg(all(test, feature = "bundled-schema"))]
mod tests {
    use crate::change::tests::interrupted;

    #[test]
    fn a_service_by_another_port_is_not_reached_until_its_new_tasks_are_healthy() {
        let of = |port: u16| {
            format!(
                "resource \"aws_ecs_service\" \"api\" {{\n  network_configuration {{\n    security_groups = [aws_security_group.api.id]\n  }}\n  load_balancer {{\n    container_port = {port}\n  }}\n}}\nresource \"aws_vpc_security_group_ingress_rule\" \"api\" {{\n  security_group_id = aws_security_group.api.id\n  cidr_ipv4 = \"10.0.0.0/16\"\n  ip_protocol = \"tcp\"\n  from_port = {port}\n  to_port = {port}\n}}\n"
            )
        };
        let expected = "requests to api: its tasks listen on port 80 until new ones, on port 8080, pass their health checks, at best some minutes";
        assert_eq!(interrupted(&of(80), &of(8080)), [expected]);
    }
}
