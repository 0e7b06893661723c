//! What `ignore_changes` leaves to others.

use super::arguments::Differing;
use super::known::{Known, at};

/// What `ignore_changes` leaves to others does not count.
pub(super) fn unignored(mut differing: Vec<Differing>, body: &Known) -> Vec<Differing> {
    differing.retain(|one| !is_ignored(&one.fact, body));
    differing
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
