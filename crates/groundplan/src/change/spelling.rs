//! Values that read differently and are the same to the provider.

use super::arguments::Differing;
use super::known::{Known, at};
use super::planned::of_node;
use crate::node::json;

/// Arguments with JSON, of which spaces and the order of keys make no difference.
///
/// Source: `SuppressEquivalentJSONDiffs` and `SuppressEquivalentPolicyDiffs` at these arguments in the provider.
const JSON: [&str; 10] = [
    "access_policies",
    "access_policy",
    "assume_role_policy",
    "container_definitions",
    "dashboard_body",
    "delivery_policy",
    "event_pattern",
    "policy",
    "redrive_allow_policy",
    "redrive_policy",
];

/// What differs for the provider as well.
pub(super) fn significant(
    kind: &str,
    mut differing: Vec<Differing>,
    (before, after): (&Known, &Known),
) -> Vec<Differing> {
    differing.retain(|one| !is_same(kind, &one.fact, at(before, &[&one.fact]), at(after, &[&one.fact])));
    differing
}

fn is_same(kind: &str, argument: &str, before: &Known, after: &Known) -> bool {
    match (before, after) {
        // <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html>
        (Known::Scalar(old), Known::Scalar(new)) if kind == "aws_route53_record" && argument == "name" => {
            let name = |text: &str| text.trim_end_matches('.').to_lowercase();
            name(old) == name(new)
        }
        _ if JSON.contains(&argument) => data(before).zip(data(after)).is_some_and(|(old, new)| old == new),
        _ => false,
    }
}

/// What is written as JSON, or by `jsonencode`.
fn data(known: &Known) -> Option<Known> {
    match known {
        Known::Scalar(text) => Some(of_node(&json::parse(text).ok()?)),
        Known::Object(entries) if entries.len() == 1 => entries.get("jsonencode").cloned(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_and_final_dots_are_no_difference() {
        let text = |text: &str| Known::Scalar(text.to_owned());
        let is = |kind, name, old, new| is_same(kind, name, &text(old), &text(new));
        assert!(is("aws_route53_record", "name", "WWW.example.com.", "www.example.com"));
        assert!(!is("aws_sqs_queue", "name", "A", "a"));
        assert!(is("aws_iam_policy", "policy", r#"{"a": 1, "b": [2]}"#, r#"{"b":[2],"a":1}"#));
        assert!(!is("aws_iam_policy", "policy", r#"{"a": 1}"#, r#"{"a": 2}"#));
        assert!(!is("aws_ssm_parameter", "value", "{}", "{ }"));
        let encoded = Known::Object(
            [("jsonencode".to_owned(), Known::Object([("a".to_owned(), text("1"))].into()))].into(),
        );
        assert!(is_same("aws_iam_policy", "policy", &encoded, &text(r#"{"a": 1}"#)));
    }
}
