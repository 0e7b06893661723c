use groundplan::schema::Schema;
use serde::Serialize;

use crate::check;
use crate::input::target::Target;
use crate::machine::{self, Diagnostic};

/// What `check` finds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub struct Checked {
    /// Whether there are no errors; there may be warnings.
    pub ok: bool,
    /// What is wrong, or worth a look.
    pub diagnostics: Vec<Diagnostic>,
}

/// Finds what is wrong with specs, Terraform and plans, or worth a look.
///
/// ```
/// use groundplan_text::{Source, Target, api};
/// let spec = Source::new("shop.yaml", "stack: shop\nregoin: eu-west-1\nenvironments: { dev: {} }\n");
/// let checked = api::check(Target::all([spec])?, None);
/// assert_eq!(checked.diagnostics[0].code, "spec/unknown-key");
/// # Ok::<(), groundplan_text::UsageError>(())
/// ```
#[must_use]
pub fn check(targets: Vec<Target>, schema: Option<&Schema>) -> Checked {
    let found = check::Checked::of(targets, schema).findings;
    Checked { ok: !found.report.has_errors(), diagnostics: machine::findings(&found.report, &found.texts) }
}
