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
