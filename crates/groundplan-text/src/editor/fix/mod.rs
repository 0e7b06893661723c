//! How a finding is put right, as edits of the text.

mod hint;
mod waiver;

use std::ops::Range;

use groundplan::diagnostic::Diagnostic;

use super::Notation;
use super::outline::Outline;

/// A way to put a finding right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in a few words.
    pub title: String,
    /// The edits: no two begin at the same place or overlap.
    pub edits: Vec<Edit>,
}

/// A change of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that give way; an empty range where something is put in.
    pub range: Range<usize>,
    /// The text that replaces them.
    pub insert: String,
}

/// The fixes of a finding in this text: its hint and, where its rule can be waived, a waiver in each environment concerned,
/// with a reason to be replaced. None where the hint is not part of a spec, or an example that would not help unchanged.
///
/// ```
/// use groundplan::diagnostic::{Diagnostic, Path, Rule};
/// use groundplan_text::editor::{Notation, fixes};
/// let finding = Diagnostic::new(Rule::UNKNOWN_KEY, Path::of("netwrok"), "there is no such key").hint("network");
/// let found = fixes(&finding, "netwrok: { zones: 2 }", Notation::Yaml);
/// assert_eq!((found[0].edits[0].range.clone(), found[0].edits[0].insert.as_str()), (0..7, "network"));
/// ```
#[must_use]
pub fn fixes(finding: &Diagnostic, text: &str, notation: Notation) -> Vec<Fix> {
    let outline = Outline::of(text, notation);
    let found = [hint::fix(finding, &outline), waiver::fix(finding, &outline)];
    found.into_iter().flatten().filter(|fix| is_sound(&fix.edits)).collect()
}

/// Whether there are edits, and no two begin at the same place or overlap.
fn is_sound(edits: &[Edit]) -> bool {
    let is_before =
        |one: &Edit, other: &Edit| one.range.start < other.range.start && one.range.end <= other.range.start;
    let apart = |(at, edit): (usize, &Edit)| {
        edits.iter().skip(at + 1).all(|other| is_before(edit, other) || is_before(other, edit))
    };
    !edits.is_empty() && edits.iter().enumerate().all(apart)
}

#[cfg(test)]
mod tests;
