//! What was found and decided, for programs.

mod decisions;
mod finding;
mod place;

use serde_json::Value;

use crate::input::Findings;

pub use decisions::{decisions, waived};
pub use finding::findings;
pub use place::{Place, boundary};

/// JSON over several lines, and the end of the last one.
#[must_use]
pub fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

/// Everything that was found, one after the other.
#[must_use]
pub fn all<'a>(found: impl IntoIterator<Item = &'a Findings>) -> Value {
    let each = found.into_iter().map(|found| findings(&found.report, &found.texts));
    each.flat_map(|list| match list {
        Value::Array(list) => list,
        _ => Vec::new(),
    })
    .collect()
}
