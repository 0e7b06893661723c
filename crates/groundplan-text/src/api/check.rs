use groundplan::schema::Schema;
use serde::Serialize;

use super::options::options;
use super::vars::Vars;
use crate::check;
use crate::input::target::Target;
use crate::machine::{self, Diagnostic};

options! {
    /// What is checked.
    #[derive(Default)]
    "check" pub struct CheckOptions {
        /// Values of the variables of Terraform, by name, as in `terraform.tfvars.json`. Files of this name, and
        /// `*.auto.tfvars`, are read among the texts of their folder.
        vars: Option<Vars>,
    }
}

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
/// let checked = api::check(Target::all([spec])?, &api::CheckOptions::default(), None);
/// assert_eq!(checked.diagnostics[0].code, "spec/unknown-key");
/// # Ok::<(), groundplan_text::UsageError>(())
/// ```
#[must_use]
pub fn check(targets: Vec<Target>, options: &CheckOptions, schema: Option<&Schema>) -> Checked {
    let targets = Vars::given_to(options.vars.as_ref(), targets);
    let found = check::Checked::of(targets, schema).findings;
    Checked { ok: !found.report.has_errors(), diagnostics: machine::findings(&found.report, &found.texts) }
}
