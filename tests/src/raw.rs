//! Documents from Terraform's JSON written in a test, as they are when somebody else wrote them.

use groundplan::terraform::{Document, read};
use serde_json::Value;

/// A document with one file, `main`.
///
/// # Panics
///
/// When it is not of the form of Terraform's JSON.
#[must_use]
pub fn document(json: &Value) -> Document {
    let (document, report) = read::module([("main.tf.json", json.to_string())]);
    assert!(report.diagnostics().is_empty(), "{report}");
    document
}
