//! Listeners of load balancers, their rules, and what they do with requests.

use std::collections::BTreeMap;

use super::relation::{identity, is_single};
use crate::diagnostic::{Report, Rule, rules};
use crate::model::Model;
use crate::model::Place;

pub(super) const LISTENERS: &[&str] = &["aws_lb_listener", "aws_alb_listener"];
pub(super) const LISTENER_RULES: &[&str] = &["aws_lb_listener_rule", "aws_alb_listener_rule"];

rules! {
    /// A listener that speaks HTTPS or TLS has a certificate.
    ///
    /// Without one it passes the plan, and AWS refuses it.
    AWS_LISTENER_CERTIFICATE = error "aws/listener-certificate", "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html";

    /// A listener waits until its certificate is issued.
    ///
    /// The certificate's ARN exists before DNS validation is complete: AWS refuses a certificate that is still
    /// pending.
    AWS_CERTIFICATE_ISSUED = warning "aws/certificate-issued", "https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html";

    /// A listener that speaks HTTPS or TLS has a security policy.
    ///
    /// The default is a policy of 2016, which allows TLS 1.0 and 1.1.
    AWS_TLS_POLICY = warning "aws/tls-policy", "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html";

    /// An action has the block of its type, and one way to name its target group.
    ///
    /// `forward` without a target passes the plan; `target_group_arn` beside a `forward` block must be its only
    /// target.
    AWS_ACTION = error "aws/action", "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Action.html";

    /// A redirect has another target than the request.
    ///
    /// One that changes neither protocol, port, host nor path redirects to itself; AWS refuses it.
    AWS_REDIRECT = error "aws/redirect", "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RedirectActionConfig.html";

    /// Priorities of a listener's rules are unique and from 1 to 50000.
    ///
    /// AWS refuses the second rule of a priority, after it created the first.
    AWS_RULE_PRIORITY = error "aws/rule-priority", "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html";
}

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    for listener in model.of_kinds(LISTENERS) {
        certificate(&listener, report);
        for action in listener.blocks("default_action") {
            forward(&action, report);
            redirect(&listener, &action, report);
        }
    }
    let rules: Vec<Place<'_>> = model.of_kinds(LISTENER_RULES).collect();
    rules.iter().flat_map(|rule| rule.blocks("action")).for_each(|action| forward(&action, report));
    priorities(&rules, report);
}

fn certificate(listener: &Place<'_>, report: &mut Report) {
    if !matches!(listener.text("protocol"), Some("HTTPS" | "TLS")) {
        return;
    }
    if listener.lacks("certificate_arn") {
        let message = "missing certificate";
        let finding = listener.found(Rule::AWS_LISTENER_CERTIFICATE, "certificate_arn", message);
        let hint = "${aws_acm_certificate_validation.main.certificate_arn}";
        report.add(finding.wants("the ARN of a certificate in the same region").hint(hint));
    }
    if listener.lacks("ssl_policy") {
        let message = "missing security policy: AWS's default is a policy of 2016";
        let finding = listener.found(Rule::AWS_TLS_POLICY, "ssl_policy", message);
        report.add(finding.wants("a security policy").hint("ELBSecurityPolicy-TLS13-1-2-2021-06"));
    }
    issued(listener, report);
}

fn issued(listener: &Place<'_>, report: &mut Report) {
    let Some(reference) = listener.reference("certificate_arn") else { return };
    let Some(certificate) = listener.model.target(reference, &["aws_acm_certificate"]) else { return };
    let Some(own) = listener.item.address() else { return };
    let mut validations = listener.model.resources("aws_acm_certificate_validation");
    let waits = validations.any(|validation| {
        validation.item.address().is_some_and(|address| listener.model.references.reach(&own, &address))
    });
    if certificate.has("validation_method") && !waits {
        let message = "the certificate may still be pending when the listener is created";
        let finding = listener.found(Rule::AWS_CERTIFICATE_ISSUED, "certificate_arn", message);
        let hint = format!("${{aws_acm_certificate_validation.{}.certificate_arn}}", certificate.item.name);
        report.add(finding.given(reference).wants("the ARN from the certificate's validation").hint(hint));
    }
}

fn forward(action: &Place<'_>, report: &mut Report) {
    let mut finding = |name: &str, message: &str, wants: &str| {
        report.add(action.found(Rule::AWS_ACTION, name, message).wants(wants));
    };
    match action.text("type") {
        Some("forward") if action.lacks("target_group_arn") && action.lacks("forward") => {
            finding("", "missing target of the forward action", "target_group_arn, or a forward block");
        }
        Some("redirect") if action.lacks("redirect") => {
            finding("", "missing target of the redirect action", "a redirect block");
        }
        Some("fixed-response") if action.lacks("fixed_response") => {
            finding("", "missing response of the fixed-response action", "a fixed_response block");
        }
        _ => {}
    }
    if action.has("target_group_arn") && action.has("forward") && !is_same_target(action) {
        let message = "the action names its target twice";
        finding("forward", message, "target_group_arn for one target group, a forward block for several");
    }
}

/// Whether the forward block names only the target group of `target_group_arn`, or this is unknown.
fn is_same_target(action: &Place<'_>) -> bool {
    let groups: Vec<Place<'_>> =
        action.blocks("forward").iter().flat_map(|forward| forward.blocks("target_group")).collect();
    match groups.as_slice() {
        [] => true,
        [one] => match (action.reference("target_group_arn"), one.reference("arn")) {
            (Some(beside), Some(within)) => beside == within,
            _ => true,
        },
        _ => false,
    }
}

fn redirect(listener: &Place<'_>, action: &Place<'_>, report: &mut Report) {
    for redirect in action.blocks("redirect") {
        let same =
            |name: &str, placeholder: &str| redirect.lacks(name) || redirect.text(name) == Some(placeholder);
        let protocol = same("protocol", "#{protocol}")
            || (listener.may_have("protocol")
                && redirect.text("protocol").is_some_and(|it| listener.says("protocol", it)));
        let port = same("port", "#{port}")
            || (redirect.integer("port").is_some() && redirect.integer("port") == listener.integer("port"));
        if protocol && port && same("host", "#{host}") && same("path", "/#{path}") {
            let finding = redirect.found(Rule::AWS_REDIRECT, "", "the redirect leads to itself");
            report.add(
                finding
                    .wants("another protocol, port, host or path")
                    .hint("\"port\": \"443\", \"protocol\": \"HTTPS\""),
            );
        }
    }
}

fn priorities(rules: &[Place<'_>], report: &mut Report) {
    let mut seen: BTreeMap<(String, i64), &Place<'_>> = BTreeMap::new();
    for rule in rules {
        let Some(priority) = rule.integer("priority") else { continue };
        let finding =
            |message: String| rule.found(Rule::AWS_RULE_PRIORITY, "priority", message).given(priority);
        if !(1..=50_000).contains(&priority) {
            report.add(finding("priority out of range".to_owned()).wants("1 to 50000"));
        }
        let Some(listener) = identity(rule, "listener_arn").filter(|_| is_single(rule)) else { continue };
        if let Some(first) = seen.insert((listener, priority), rule) {
            let message = format!("duplicate priority: {} has it too", first.path());
            report.add(finding(message).wants("a unique priority for each rule of a listener"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::trial::found;

    #[test]
    fn a_priority_is_there_once_on_a_listener() {
        let of = |listener: &str, more: &str| {
            let rule = |name: &str, listener: &str, more: &str| {
                format!(
                    "resource \"aws_lb_listener_rule\" \"{name}\" {{\n  listener_arn = {listener}\n  priority = 100\n  {more}\n}}\n"
                )
            };
            let text = rule("a", "\"arn:a\"", "") + &rule("b", listener, more);
            found("aws/rule-priority", &text).len()
        };
        assert_eq!([of("\"arn:a\"", ""), of("\"arn:b\"", ""), of("var.a", "")], [1, 0, 0]);
        assert_eq!(of("\"arn:a\"", "count = var.on ? 1 : 0"), 0);
    }
}
