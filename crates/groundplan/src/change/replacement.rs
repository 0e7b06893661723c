//! Which change of an argument replaces a resource.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::conditional;
use super::known::{Known, at};
use crate::asked::Asked;

/// What a change of an argument does to its resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The resource is changed in place.
    Update,
    /// It is destroyed and created, in one order or the other.
    Replace,
    /// One of both: the provider was not asked, or refused the example.
    Unknown,
}

/// How an argument changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// It was not set before.
    Set,
    /// It has another value.
    Changed,
    /// It is no longer set.
    Unset,
}

/// What the provider answered, by type: the lines of its arguments, which are read when a type is asked about.
static ASKED: OnceLock<BTreeMap<&'static str, &'static str>> = OnceLock::new();

/// Arguments that the provider was asked about without an answer, or only with an example that hides a condition.
///
/// Sources: the pages of these types at <https://registry.terraform.io/providers/hashicorp/aws/latest/docs>.
const BY_HAND: &[(&str, &str, Verdict)] = &[
    ("aws_dynamodb_table", "hash_key", Verdict::Replace),
    ("aws_dynamodb_table", "range_key", Verdict::Replace),
    ("aws_dynamodb_table", "read_capacity", Verdict::Update),
    ("aws_dynamodb_table", "write_capacity", Verdict::Update),
    ("aws_dynamodb_table", "stream_enabled", Verdict::Update),
    ("aws_dynamodb_table", "ttl.enabled", Verdict::Update),
    ("aws_dynamodb_table", "attribute.name", Verdict::Update),
    ("aws_dynamodb_table", "attribute.type", Verdict::Unknown),
    ("aws_kinesis_stream", "stream_mode_details.stream_mode", Verdict::Update),
];

/// Types of small providers of which every argument, or all but these, replaces the resource.
///
/// Sources: <https://registry.terraform.io/providers/hashicorp/random/latest/docs> and the pages of `null`, `tls` and `time`.
const ALWAYS: &[(&str, &[&str])] = &[
    ("null_resource", &[]),
    ("random_bytes", &[]),
    ("random_id", &[]),
    ("random_integer", &[]),
    ("random_password", &[]),
    ("random_pet", &[]),
    ("random_shuffle", &[]),
    ("random_string", &[]),
    ("random_uuid", &[]),
    ("tls_private_key", &[]),
    ("tls_self_signed_cert", &[]),
    ("terraform_data", &["input"]),
];

/// What a change of an argument does, given the bodies of the resource.
pub(super) fn verdict(kind: &str, path: &str, step: Step, (before, body): (&Known, &Known)) -> Verdict {
    if let Some((_, _, verdict)) = BY_HAND.iter().find(|(of, argument, _)| *of == kind && *argument == path) {
        return *verdict;
    }
    if let Some((_, updated)) = ALWAYS.iter().find(|(of, _)| *of == kind) {
        return if updated.contains(&path) { Verdict::Update } else { Verdict::Replace };
    }
    if kind == "aws_instance" && matches!(path, "user_data" | "user_data_base64") {
        return of_user_data(body);
    }
    if let Some(verdict) = conditional::verdict(kind, path, (before, body)) {
        return verdict;
    }
    // An argument of every regional type since version 6:
    // <https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/enhanced-region-support>.
    if path == "region" && kind.starts_with("aws_") {
        return Verdict::Replace;
    }
    let Some(answers) = answers_about(kind) else { return Verdict::Unknown };
    match (answer(answers, path), step) {
        (None, _) | (Some("set"), Step::Changed | Step::Unset) | (Some("changed"), Step::Set) => {
            Verdict::Update
        }
        (Some("unknown"), _) => Verdict::Unknown,
        (Some(_), _) => Verdict::Replace,
    }
}

/// An instance gets other user data by a stop and a start, unless it asks to be replaced.
///
/// Source: `user_data_replace_on_change` at
/// <https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/instance>.
fn of_user_data(body: &Known) -> Verdict {
    match at(body, &["user_data_replace_on_change"]) {
        Known::Scalar(word) if word == "true" => Verdict::Replace,
        Known::Scalar(_) | Known::Absent => Verdict::Update,
        _ => Verdict::Unknown,
    }
}

/// The answers about a type, where the provider was asked about it and the table is there.
fn answers_about(kind: &str) -> Option<&'static str> {
    let text = Asked::Replaces.text()?;
    ASKED.get_or_init(|| by_type(text)).get(kind).copied()
}

/// A line for each type, and one with an indent for each argument, after a line for people.
fn by_type(text: &'static str) -> BTreeMap<&'static str, &'static str> {
    let mut found = BTreeMap::new();
    let (_, mut rest) = text.split_once('\n').unwrap_or_default();
    while let Some((kind, below)) = rest.split_once('\n') {
        let length = below.split_inclusive('\n').take_while(|line| line.starts_with(' ')).map(str::len).sum();
        let (answers, next) = below.split_at_checked(length).unwrap_or((below, ""));
        found.insert(kind, answers);
        rest = next;
    }
    found
}

/// What was answered about an argument, by its path without indices, `default_action.type`: `set`, `changed` or `unknown`.
fn answer(answers: &'static str, path: &str) -> Option<&'static str> {
    answers.lines().find_map(|line| {
        let rest = line.strip_prefix(' ')?.strip_prefix(path)?;
        if rest.is_empty() { Some("") } else { rest.strip_prefix(' ') }
    })
}

#[cfg(all(test, feature = "bundled-schema"))]
mod tests {
    use super::*;

    fn ask(kind: &str, path: &str, step: Step) -> Verdict {
        verdict(kind, path, step, (&Known::Absent, &Known::Absent))
    }

    #[test]
    fn the_provider_was_asked() {
        assert_eq!(ask("aws_vpc", "cidr_block", Step::Changed), Verdict::Replace);
        assert_eq!(ask("aws_vpc", "tags", Step::Changed), Verdict::Update);
        assert_eq!(ask("aws_lb", "internal", Step::Changed), Verdict::Replace);
        assert_eq!(ask("aws_lb_listener", "port", Step::Changed), Verdict::Update);
        assert_eq!(ask("aws_nothing", "x", Step::Changed), Verdict::Unknown);
    }

    #[test]
    fn user_data_replaces_an_instance_that_asks_for_it() {
        let body = |word: &str| {
            let entry = ("user_data_replace_on_change".to_owned(), Known::Scalar(word.to_owned()));
            verdict(
                "aws_instance",
                "user_data",
                Step::Changed,
                (&Known::Absent, &Known::Object([entry].into())),
            )
        };
        assert_eq!((body("true"), body("false")), (Verdict::Replace, Verdict::Update));
        assert_eq!(ask("aws_instance", "user_data_base64", Step::Changed), Verdict::Update);
    }
}
