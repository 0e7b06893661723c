//! Statements in IAM's own notation.

use super::{Subject, action, condition, unknown};
use crate::diagnostic::{Report, Rule, Severity, nearest};
use crate::model::{Place, text};
use crate::terraform::Value;

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html>
const ELEMENTS: [&str; 9] = [
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
];

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>
pub(super) const PRINCIPALS: [&str; 4] = ["AWS", "Service", "Federated", "CanonicalUser"];

pub(super) fn check(statement: &Place<'_>, subject: Subject, report: &mut Report) {
    let strange = statement.entries().into_iter().filter(|(key, _)| !ELEMENTS.contains(key)).count();
    for (key, _) in statement.entries().into_iter().filter(|(key, _)| !ELEMENTS.contains(key)) {
        unknown(statement, key, &ELEMENTS, report);
    }
    effect(statement, report);
    // What lacks may be what is misspelt.
    if strange == 0 {
        needs(statement, subject, report);
    }
    excludes(statement, subject, report);
    for name in ["Action", "NotAction"] {
        each_text(statement, name, &mut |at, one| action::check(statement, at, one, report));
    }
    for name in ["Principal", "NotPrincipal"] {
        principal(statement, name, report);
    }
    for operators in statement.blocks("Condition") {
        operators
            .entries()
            .iter()
            .for_each(|(operator, _)| condition::check(&operators, operator, operator, report));
    }
}

fn effect(statement: &Place<'_>, report: &mut Report) {
    let effect = statement.text("Effect");
    if statement.lacks("Effect") || effect.is_some_and(|effect| !["Allow", "Deny"].contains(&effect)) {
        let mut finding = statement.found(Rule::AWS_POLICY, "Effect", "invalid effect of a statement");
        // The documentation wants these letters; the provider's own examples had small ones for years.
        if effect.is_some_and(|effect| ["allow", "deny"].contains(&effect.to_lowercase().as_str())) {
            finding.rule.severity = Severity::Warning;
        }
        report.add(finding.given(effect.unwrap_or("nothing")).wants("Allow or Deny").hint("Allow"));
    }
}

fn needs(statement: &Place<'_>, subject: Subject, report: &mut Report) {
    let mut either = |one: &str, other: &str, wants: &str| {
        // Null may be a placeholder for what a caller gives.
        let is_written = statement.entries().iter().any(|(key, _)| [one, other].contains(key));
        if !is_written {
            let message = format!("the statement has no `{one}`");
            report.add(statement.found(Rule::AWS_POLICY, one, message).wants(wants));
        }
    };
    either("Action", "NotAction", "Action or NotAction: an action, or a list of them");
    match subject {
        Subject::Identity => {
            either("Resource", "NotResource", "Resource or NotResource: an ARN, a list of them, or `*`")
        }
        Subject::Trust | Subject::Resource => {
            either("Principal", "NotPrincipal", "Principal: who may, such as { Service: ec2.amazonaws.com }")
        }
        Subject::Any => {}
    }
}

/// What AWS refuses beside something else, or in a policy of this kind.
fn excludes(statement: &Place<'_>, subject: Subject, report: &mut Report) {
    for (one, other) in [("Action", "NotAction"), ("Resource", "NotResource"), ("Principal", "NotPrincipal")]
    {
        if statement.has(one) && statement.has(other) {
            let message = format!("`{one}` and `{other}` exclude each other");
            report.add(statement.found(Rule::AWS_POLICY, other, message).wants("one of both"));
        }
    }
    let (forbidden, reason) = match subject {
        Subject::Identity => {
            (["Principal", "NotPrincipal"], "the principal is who the policy is attached to")
        }
        Subject::Trust => (["Resource", "NotResource"], "the resource is the role"),
        Subject::Resource | Subject::Any => return,
    };
    for name in forbidden.into_iter().filter(|name| statement.has(name)) {
        let finding =
            statement.found(Rule::AWS_POLICY, name, format!("`{name}` is refused in such a policy"));
        report.add(finding.wants(format!("no {name}: {reason}")));
    }
}

fn principal(statement: &Place<'_>, name: &str, report: &mut Report) {
    if let Some(given) = statement.text(name).filter(|given| *given != "*") {
        let finding = statement.found(Rule::AWS_POLICY, name, "a principal names its kind").given(given);
        let kind = if given.ends_with(".amazonaws.com") { "Service" } else { "AWS" };
        report.add(
            finding
                .wants("`*`, or an object such as { Service: … }")
                .hint(format!("\"{name}\": {{\"{kind}\": \"{given}\"}}")),
        );
    }
    for kinds in statement.blocks(name) {
        for (kind, _) in kinds.entries().into_iter().filter(|(kind, _)| !PRINCIPALS.contains(kind)) {
            let finding = kinds.found(Rule::AWS_POLICY, kind, "unknown kind of principal").given(kind);
            let near = nearest(kind, PRINCIPALS.into_iter()).map(str::to_owned);
            report.add(finding.wants(PRINCIPALS.join(", ")).maybe_hint(near));
        }
    }
}

/// What is called with the name of an element, the place in its list, and a text.
type SeeText<'s, 'a> = dyn FnMut((&str, Option<usize>), &'a str) + 's;

/// Each text of an element that is one or a list of them, with its place.
pub(super) fn each_text<'a>(place: &Place<'a>, name: &str, see: &mut SeeText<'_, 'a>) {
    match place.value(name) {
        Some(Value::List(values)) => {
            for (at, one) in values.iter().enumerate() {
                if let Some(one) = text(place.model.follow(one)) {
                    see((name, Some(at)), one);
                }
            }
        }
        Some(value) => {
            if let Some(one) = text(value) {
                see((name, None), one);
            }
        }
        None => {}
    }
}
