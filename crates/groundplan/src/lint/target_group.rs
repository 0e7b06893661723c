//! Target groups: health checks, limits, and how they are replaced.

use std::ops::RangeInclusive;

use super::load_balancer::TARGET_GROUPS;
use crate::diagnostic::{Report, Rule, rules};
use crate::model::Model;
use crate::model::Place;
use crate::unit::{GRPC_CODES, HTTP_CODES, is_matcher};

rules! {
    /// A health check's timeout is shorter than its interval, and its path starts with `/`.
    ///
    /// A timeout as long as the interval passes the plan; AWS refuses it. The interval is 5 to 300 seconds.
    AWS_HEALTH_CHECK = error "aws/health-check", "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html";

    /// A target group takes success codes of its protocol.
    ///
    /// gRPC answers with codes from 0 to 99, HTTP with 200 to 499 behind an application load balancer, and 200 to 599
    /// behind a network load balancer. Others pass the plan, and AWS refuses them.
    AWS_HEALTH_MATCHER = error "aws/health-matcher", "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Matcher.html";

    /// Delays of a target group are within AWS's limits.
    ///
    /// A slow start is 0 or 30 to 900 seconds, a deregistration delay 0 to 3600.
    AWS_TARGET_GROUP_DELAY = error "aws/target-group-delay", "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html";

    /// A target group is created anew before it is destroyed.
    ///
    /// Changing port, protocol, target type or VPC replaces the group, and AWS does not delete one that a listener
    /// still uses. Only `create_before_destroy` creates the new one first.
    AWS_TARGET_GROUP_REPLACED = warning "aws/target-group-replaced", "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteTargetGroup.html";
}

/// The default health check of a target group.
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html>
const INTERVAL: i64 = 30;
const TIMEOUT: i64 = 5;

/// Success codes behind a network load balancer.
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Matcher.html>
const NETWORK_CODES: RangeInclusive<u16> = 200..=599;

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    for group in model.of_kinds(TARGET_GROUPS) {
        for health in group.blocks("health_check") {
            health_check(&group, &health, report);
            matcher(&group, &health, report);
        }
        delay(
            &group,
            "slow_start",
            "0, or 30 to 900 seconds",
            |of| of == 0 || (30..=900).contains(&of),
            report,
        );
        delay(&group, "deregistration_delay", "0 to 3600 seconds", |of| (0..=3600).contains(&of), report);
        if !group.may_be("target_type", "lambda") && !is_made_first(&group) {
            let message = "changing its port or protocol would fail, because the old group is in use";
            let finding = group.found(Rule::AWS_TARGET_GROUP_REPLACED, "lifecycle", message);
            report.add(
                finding
                    .wants("create_before_destroy")
                    .hint("\"lifecycle\": { \"create_before_destroy\": true }"),
            );
        }
    }
}

/// Whether a resource is created anew before the old one is destroyed.
pub(super) fn is_made_first(place: &Place<'_>) -> bool {
    place.blocks("lifecycle").iter().any(|lifecycle| lifecycle.boolean("create_before_destroy") == Some(true))
}

fn health_check(group: &Place<'_>, health: &Place<'_>, report: &mut Report) {
    let rule = Rule::AWS_HEALTH_CHECK;
    let is_http = matches!(group.text("protocol"), Some("HTTP" | "HTTPS"));
    let seconds = |name: &str, otherwise: i64| match health.may_have(name) {
        true => health.integer(name),
        false => Some(otherwise).filter(|_| !group.may_be("target_type", "lambda")),
    };
    if let (Some(timeout), Some(interval)) = (seconds("timeout", TIMEOUT), seconds("interval", INTERVAL))
        && is_http
        && timeout >= interval
    {
        let at = if health.may_have("timeout") { "timeout" } else { "interval" };
        let finding = health.found(rule, at, "the timeout is not below the interval");
        let given = format!("timeout {timeout}, interval {interval}");
        report.add(finding.given(given).wants("a timeout that is shorter than the interval"));
    }
    if let Some(interval) = health.integer("interval").filter(|interval| !(5..=300).contains(interval)) {
        let finding = health.found(rule, "interval", "interval out of range").given(interval);
        report.add(finding.wants("5 to 300 seconds"));
    }
    if let Some(path) = health.text("path").filter(|path| !path.starts_with('/') && is_http) {
        let finding = health.found(rule, "path", "invalid path").given(path);
        report.add(finding.wants("a path that begins with /").hint(format!("/{path}")));
    }
}

fn matcher(group: &Place<'_>, health: &Place<'_>, report: &mut Report) {
    let number = health.integer("matcher").map(|code| code.to_string());
    let Some(given) = health.text("matcher").or(number.as_deref()) else { return };
    let Some((protocol, codes)) = codes(group) else { return };
    if !is_matcher(given, &codes) {
        let finding =
            health.found(Rule::AWS_HEALTH_MATCHER, "matcher", format!("no success codes of {protocol}"));
        report.add(finding.given(given).wants(format!(
            "codes from {} to {}, such as {0} or {0}-{1}",
            codes.start(),
            codes.end()
        )));
    }
}

/// The protocol of a target group and its codes; nothing where it is not known.
fn codes(group: &Place<'_>) -> Option<(&'static str, RangeInclusive<u16>)> {
    let version =
        if group.lacks("protocol_version") { Some("HTTP1") } else { group.text("protocol_version") };
    match (group.text("protocol")?, version?) {
        ("HTTP" | "HTTPS", "GRPC") => Some(("gRPC", GRPC_CODES)),
        ("HTTP" | "HTTPS", "HTTP1" | "HTTP2") => Some(("HTTP", HTTP_CODES)),
        ("TCP" | "TLS" | "UDP" | "TCP_UDP", _) => Some(("HTTP", NETWORK_CODES)),
        _ => None,
    }
}

fn delay(group: &Place<'_>, name: &str, wants: &str, is_legal: impl Fn(i64) -> bool, report: &mut Report) {
    if let Some(given) = group.integer(name).filter(|given| !is_legal(*given)) {
        let message = format!("invalid {}", name.replace('_', " "));
        report.add(group.found(Rule::AWS_TARGET_GROUP_DELAY, name, message).given(given).wants(wants));
    }
}
