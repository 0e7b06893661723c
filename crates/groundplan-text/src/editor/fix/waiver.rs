use groundplan::diagnostic::{Diagnostic, Path};

use super::Fix;
use crate::editor::outline::Outline;
use crate::editor::write::{Setter, Style, Tree};

/// The placeholder for the reason of a waiver.
const REASON: &str = "say here why this is meant so";

/// The reason alone, or with what the waiver is narrowed to.
fn narrowed(finding: &Diagnostic) -> Tree {
    let scope = finding.waiver_scope();
    if scope.is_empty() {
        return Tree::text(REASON);
    }
    let scope = scope.into_iter().map(|(key, value)| (key.to_owned(), Tree::text(&value)));
    Tree::Map(scope.chain([("reason".to_owned(), Tree::text(REASON))]).collect())
}

/// Waives the rule that a finding comes from, in the environments that it concerns.
pub(super) fn fix(finding: &Diagnostic, outline: &Outline<'_>) -> Option<Fix> {
    let waiver = finding.rule.waiver()?;
    let setter = Setter { outline, style: Style::Block };
    let roots = match finding.environments.as_slice() {
        [] => vec![Path::root()],
        names => names.iter().map(|name| Path::of("environments").key(name)).collect(),
    };
    let tree = narrowed(finding);
    let mut edits = Vec::new();
    for root in roots {
        outline.find(root.segments())?;
        let place = root.key("waive").key(&waiver);
        // One for something else is not to be overwritten.
        let says_something = |at: usize| outline.scalar(at).is_none_or(|reason| !reason.trim().is_empty());
        if outline.find(place.segments()).is_some_and(says_something) {
            return None;
        }
        edits.extend(setter.set(place.segments(), &tree)?);
    }
    let place = match finding.environments.as_slice() {
        [] => String::new(),
        names => format!(" in {}", names.join(", ")),
    };
    Some(Fix { title: format!("Waive `{waiver}`{place}"), edits })
}
