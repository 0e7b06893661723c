//! Ports of load balancers, each of which one listener has.

use std::collections::BTreeMap;

use super::listener::LISTENERS;
use super::relation::{identity, is_single};
use crate::diagnostic::{Report, Rule, rules};
use crate::model::{Model, Place};

rules! {
    /// A port of a load balancer has one listener.
    ///
    /// AWS refuses the second one, after it created the first. Several hosts share a listener, by its rules.
    AWS_LISTENER_PORT = error "aws/listener-port", "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html";
}

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    let mut seen: BTreeMap<(String, i64, &str), Place<'_>> = BTreeMap::new();
    for listener in model.of_kinds(LISTENERS).filter(is_single) {
        let known =
            identity(&listener, "load_balancer_arn").zip(listener.integer("port")).zip(transport(&listener));
        let Some(((balancer, port), transport)) = known else { continue };
        match seen.get(&(balancer.clone(), port, transport)) {
            Some(first) => {
                let message = format!("{} has this port of the load balancer", first.path());
                let finding = listener.found(Rule::AWS_LISTENER_PORT, "port", message).given(port);
                report.add(finding.wants("another port, or rules of that listener"));
            }
            None => drop(seen.insert((balancer, port, transport), listener)),
        }
    }
}

/// What a port is of. Network load balancers may get further ones.
fn transport(listener: &Place<'_>) -> Option<&'static str> {
    match listener.text("protocol")? {
        "HTTP" | "HTTPS" => Some("HTTP"),
        "TCP" | "TLS" => Some("TCP"),
        "UDP" => Some("UDP"),
        _ => None,
    }
}
