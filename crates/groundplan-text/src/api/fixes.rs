use groundplan::diagnostic::Report;
use groundplan::schema::Schema;
use serde_json::{Value, json};

use crate::check::Checked;
use crate::editor::fixes_json;
use crate::input::Source;
use crate::input::Texts;
use crate::input::target::Target;
use crate::machine;

/// What is wrong with a spec's text, and how each finding is settled: `[{diagnostic, fixes}]`, where a fix has `title`
/// and `edits`, whose offsets count UTF-16 code units.
///
/// ```
/// use groundplan_text::{Source, api};
/// let found = api::fixes(&Source::new("shop.yaml", "stack: shop\nregoin: eu-west-1\n"), None);
/// assert_eq!(found[0]["fixes"][0]["edits"][0]["insert"], "region");
/// ```
#[must_use]
pub fn fixes(spec: &Source, schema: Option<&Schema>) -> Value {
    let found = Checked::of(vec![Target::Spec(spec.clone())], schema).findings;
    told(spec, &found.report, &found.texts)
}

/// Findings about a spec, each with its fixes.
pub(super) fn told(spec: &Source, report: &Report, texts: &Texts) -> Value {
    let diagnostics = machine::findings(report, texts);
    let told = diagnostics.as_array().into_iter().flatten().zip(report.diagnostics());
    told.map(|(diagnostic, finding)| {
        json!({ "diagnostic": diagnostic, "fixes": fixes_json(finding, &spec.text, spec.notation) })
    })
    .collect()
}
