use groundplan::diagnostic::Report;
use groundplan::schema::Schema;
use serde::Serialize;

use super::editor::Fix;
use crate::check::Checked;
use crate::input::Source;
use crate::input::Texts;
use crate::input::target::Target;
use crate::machine::{self, Diagnostic};

/// A finding, and how it can be settled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub struct Finding {
    /// The finding.
    pub diagnostic: Diagnostic,
    /// What settles it.
    pub fixes: Vec<Fix>,
}

/// Finds what is wrong with a spec's text, and how each finding is settled.
///
/// ```
/// use groundplan_text::{Source, api};
/// let found = api::fixes(&Source::new("shop.yaml", "stack: shop\nregoin: eu-west-1\n"), None);
/// assert_eq!(found[0].fixes[0].edits[0].insert, "region");
/// ```
#[must_use]
pub fn fixes(spec: &Source, schema: Option<&Schema>) -> Vec<Finding> {
    let found = Checked::of(vec![Target::Spec(spec.clone())], schema).findings;
    with_fixes(spec, &found.report, &found.texts)
}

/// Findings about a spec, each with its fixes.
pub(super) fn with_fixes(spec: &Source, report: &Report, texts: &Texts) -> Vec<Finding> {
    let both = machine::findings(report, texts).into_iter().zip(report.diagnostics());
    let of =
        |(diagnostic, finding)| Finding { diagnostic, fixes: Fix::all(finding, &spec.text, spec.notation) };
    both.map(of).collect()
}
