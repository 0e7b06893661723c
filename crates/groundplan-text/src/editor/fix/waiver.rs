use groundplan::diagnostic::{Diagnostic, Path};

use super::Fix;
use crate::editor::outline::Outline;
use crate::editor::write::{Setter, Style, Tree};

/// What stands as the reason until somebody gives one.
const REASON: &str = "say here why this is meant so";

/// Waives the rule that a finding comes from, in the environments that it concerns.
pub(super) fn fix(finding: &Diagnostic, outline: &Outline<'_>) -> Option<Fix> {
    let waiver = finding.rule.waiver()?;
    let setter = Setter { outline, style: Style::Block };
    let roots = match finding.environments.as_slice() {
        [] => vec![Path::root()],
        names => names.iter().map(|name| Path::of("environments").key(name)).collect(),
    };
    let mut edits = Vec::new();
    for root in roots {
        outline.find(root.segments())?;
        edits.extend(setter.set(root.key("waive").key(&waiver).segments(), &Tree::text(REASON))?);
    }
    let place = match finding.environments.as_slice() {
        [] => String::new(),
        names => format!(" in {}", names.join(", ")),
    };
    Some(Fix { title: format!("Waive `{waiver}`{place}"), edits })
}
