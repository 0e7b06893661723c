//! Whether a value is what its argument takes.

use super::facts::Fact;
use super::walk::Place;
use super::{alphabet, form, measure, word};
use crate::diagnostic::{Diagnostic, Rule};
use crate::unit::looks_secret;

/// The kinds of rules.
#[cfg(test)]
pub(super) const KINDS: [&str; 13] = [
    "words", "words~", "range", "length", "chars", "matches", "arn", "account", "region", "json", "cidr",
    "ip", "time",
];

/// What is wrong with a value.
pub(in crate::lint) struct Wrong {
    pub(in crate::lint) rule: Rule,
    pub(in crate::lint) message: String,
    pub(in crate::lint) wants: String,
    pub(in crate::lint) hint: Option<String>,
}

impl Wrong {
    pub(super) fn new(rule: Rule, message: impl Into<String>, wants: impl Into<String>) -> Self {
        Self { rule, message: message.into(), wants: wants.into(), hint: None }
    }

    pub(super) fn hint(self, hint: Option<String>) -> Self {
        Self { hint, ..self }
    }
}

/// How much of a text is shown.
const SHOWN: usize = 80;

/// The first rule that a value breaks, as a finding.
pub(super) fn judge(place: &Place<'_>, rules: &[Fact], text: &str) -> Option<Diagnostic> {
    let wrong =
        if text.is_empty() { empty(rules) } else { rules.iter().find_map(|fact| broken(*fact, text)) }?;
    let finding = place.found(wrong.rule, wrong.message).wants(wrong.wants);
    if is_secret(place.name(), text) {
        return Some(finding);
    }
    let finding = finding.maybe_hint(wrong.hint);
    let is_shown = !text.is_empty() && text.chars().count() <= SHOWN && !text.contains('\n');
    Some(if is_shown { finding.given(text) } else { finding })
}

/// What is secret is not shown, and neither is a part of it.
fn is_secret(name: &str, text: &str) -> bool {
    name.ends_with("_wo") || looks_secret(name, text)
}

fn empty(rules: &[Fact]) -> Option<Wrong> {
    let is_refused = |fact: &&Fact| !fact.takes_empty && broken(**fact, "").is_some();
    rules.iter().find(is_refused)?;
    Some(
        Wrong::new(Rule::VALUE_EMPTY, "an empty text is refused here", "some text, or no such argument")
            .hint(Some("null".to_owned())),
    )
}

fn broken(fact: Fact, text: &str) -> Option<Wrong> {
    match fact.kind {
        "words" | "words~" => word::wrong(fact, text),
        "range" => measure::number(fact, text),
        "length" => measure::length(fact, text),
        "chars" => alphabet::wrong(fact, text),
        _ => form::wrong(fact, text),
    }
}
