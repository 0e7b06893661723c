//! Operators of conditions: `StringEquals`, `ForAnyValue:StringLike`, `ArnLikeIfExists`.

use crate::diagnostic::{Report, Rule, nearest};
use crate::model::Place;

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html>
const OPERATORS: [&str; 27] = [
    "StringEquals",
    "StringNotEquals",
    "StringEqualsIgnoreCase",
    "StringNotEqualsIgnoreCase",
    "StringLike",
    "StringNotLike",
    "NumericEquals",
    "NumericNotEquals",
    "NumericLessThan",
    "NumericLessThanEquals",
    "NumericGreaterThan",
    "NumericGreaterThanEquals",
    "DateEquals",
    "DateNotEquals",
    "DateLessThan",
    "DateLessThanEquals",
    "DateGreaterThan",
    "DateGreaterThanEquals",
    "Bool",
    "BinaryEquals",
    "IpAddress",
    "NotIpAddress",
    "ArnEquals",
    "ArnLike",
    "ArnNotEquals",
    "ArnNotLike",
    "Null",
];

/// Of values of which there are several.
const SETS: [&str; 2] = ["ForAllValues", "ForAnyValue"];
const IF_EXISTS: &str = "IfExists";

/// Checks an operator that the argument of a name holds, or that is the name itself.
pub(super) fn check(place: &Place<'_>, name: &str, operator: &str, report: &mut Report) {
    let (set, plain) = operator.split_once(':').map_or((None, operator), |(set, plain)| (Some(set), plain));
    let is = |known: &&'static str| known.eq_ignore_ascii_case(without_suffix(plain));
    let is_set = set.is_none_or(|set| SETS.iter().any(|known| known.eq_ignore_ascii_case(set)));
    if is_set && OPERATORS.iter().any(is) || operator.contains("${") {
        return;
    }
    let finding =
        place.found(Rule::AWS_POLICY_CONDITION, name, "unknown operator of a condition").given(operator);
    let near = nearest(without_suffix(plain), OPERATORS.into_iter()).map(str::to_owned);
    let wants = "an operator such as StringEquals, ArnLike, Bool or IpAddress; with `ForAnyValue:` or `ForAllValues:` before it";
    report.add(finding.wants(wants).maybe_hint(near.filter(|_| is_set)));
}

fn without_suffix(operator: &str) -> &str {
    let length = operator.len().saturating_sub(IF_EXISTS.len());
    match operator.split_at_checked(length) {
        Some((plain, suffix)) if suffix.eq_ignore_ascii_case(IF_EXISTS) => plain,
        _ => operator,
    }
}
