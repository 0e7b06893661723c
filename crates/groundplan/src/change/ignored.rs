//! What `ignore_changes` leaves to others.

use super::arguments::Differing;
use super::known::{Known, at};
use crate::terraform::{Block, Content};

/// What `ignore_changes` leaves to others does not count.
pub(super) fn unignored(mut differing: Vec<Differing>, body: &Known) -> Vec<Differing> {
    differing.retain(|one| !is_ignored(&one.fact, body));
    differing
}

/// The arguments that were left to others before, and are set by the configuration again: they may have another value by now.
pub(super) fn lifted(before: &Known, after: &Known) -> Vec<String> {
    let names = |body: &Known| match at(body, &["lifecycle", "ignore_changes"]) {
        Known::List(names) => names.iter().map(|name| name.text().trim_matches('"').to_owned()).collect(),
        _ => Vec::new(),
    };
    let mut lifted: Vec<String> = names(before);
    lifted.retain(|name| {
        let first = name.split(['.', '[']).next().unwrap_or_default();
        !is_ignored(name, after) && *at(after, &[first]) != Known::Absent
    });
    lifted
}

/// Whether `ignore_changes` leaves an argument alone.
pub(super) fn is_ignored(fact: &str, body: &Known) -> bool {
    let ignores = |name: &str| {
        let name = name.trim_matches('"').split('[').next().unwrap_or_default();
        name == "all" || fact == name || fact.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'))
    };
    match at(body, &["lifecycle", "ignore_changes"]) {
        Known::List(names) => names.iter().any(|name| ignores(&name.text())),
        Known::Absent => false,
        one => ignores(&one.text()),
    }
}

/// Whether `ignore_changes` of a block leaves an argument to others.
pub(super) fn ignores(block: &Block, argument: &str) -> bool {
    let names = |lifecycle: &Block| match lifecycle.get("ignore_changes") {
        Some(Content::Names(names)) => {
            names.iter().any(|name| name.split(['.', '[']).next() == Some(argument))
        }
        Some(_) => true,
        None => false,
    };
    match block.get("lifecycle") {
        Some(Content::Block(lifecycle)) => names(lifecycle),
        _ => false,
    }
}
