use groundplan::schema::Schema;
use serde_json::{Value, json};

use crate::check::Checked;
use crate::input::target::Target;
use crate::machine;

/// What is wrong with specs, Terraform and plans, or worth a look: `{ok, diagnostics}`.
///
/// ```
/// use groundplan_text::{Source, Target, api};
/// let spec = Source::new("shop.yaml", "stack: shop\nregoin: eu-west-1\nenvironments: { dev: {} }\n");
/// let api = api::check(Target::all([spec])?, None);
/// assert_eq!(api["diagnostics"][0]["code"], "spec/unknown-key");
/// # Ok::<(), groundplan_text::UsageError>(())
/// ```
#[must_use]
pub fn check(targets: Vec<Target>, schema: Option<&Schema>) -> Value {
    let found = Checked::of(targets, schema).findings;
    json!({
        "ok": !found.report.has_errors(),
        "diagnostics": machine::findings(&found.report, &found.texts),
    })
}
