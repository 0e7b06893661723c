//! Findings about a few lines, for tests.

use super::check;
use crate::terraform::read;

/// The places at which a rule finds something in a file of the native syntax.
pub(super) fn found(code: &str, text: &str) -> Vec<String> {
    let (document, report) = read::module([("main.tf", text)]);
    assert!(!report.has_errors(), "{report}");
    let report = check(&document);
    let of_rule = report.diagnostics().iter().filter(|finding| finding.rule.code == code);
    of_rule.map(|finding| finding.path.to_string()).collect()
}
