//! What was found and decided, for programs.

mod decisions;
mod finding;
mod place;
pub mod tools;

use serde::Serialize;

use crate::input::Findings;

pub use decisions::{Decision, DecisionCost, Waived, decisions, waived};
pub use finding::{Diagnostic, Severity, TextRange, findings};
pub use place::{Place, boundary};

/// JSON over several lines, and the end of the last one.
#[must_use]
pub fn pretty(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}

/// Everything that was found, one after the other.
#[must_use]
pub fn all<'a>(found: impl IntoIterator<Item = &'a Findings>) -> Vec<Diagnostic> {
    found.into_iter().flat_map(|found| findings(&found.report, &found.texts)).collect()
}
