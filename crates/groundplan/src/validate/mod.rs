//! Terraform held against everything at once: the schema of its providers, and what Terraform and AWS misread
//! or refuse late. Whoever wrote it: files of a folder, a plan, or a document that was just made.

mod files;
mod plan;

pub use files::files;
pub use plan::{is_plan, plan};

use crate::diagnostic::{Diagnostic, Report, Rule};
use crate::schema::Schema;
use crate::terraform::Document;
use crate::{lint, schema};

/// Everything that its providers, Terraform or AWS would refuse or misread in a document. Of two findings at one
/// place, the schema's error is told or, where it only calls something deprecated, the other one, which says why.
///
/// ```
/// use groundplan::inspection;
/// use groundplan::Schema;
/// use groundplan::terraform::{Block, Document};
/// let mut body = Block::new();
/// body.set("nam", "api");
/// body.set("retention_in_days", 15);
/// let mut document = Document::new();
/// document.file("logs").resource("aws_cloudwatch_log_group", "api", body);
/// let report = inspection::document(&document, Some(Schema::bundled()));
/// let codes: Vec<_> = report.diagnostics().iter().map(|finding| finding.rule.code).collect();
/// assert_eq!(codes, ["schema/unknown-argument", "aws/log-retention"]);
/// ```
#[must_use]
pub fn document(document: &Document, schema: Option<&Schema>) -> Report {
    let refused = schema.map(|schema| schema::check(document, schema)).unwrap_or_default();
    let misread = lint::check(document);
    let is_told = |finding: &Diagnostic| misread.diagnostics().iter().any(|other| are_one(finding, other));
    let of_schema = refused.diagnostics().iter();
    let of_schema = of_schema.filter(|finding| finding.rule != Rule::DEPRECATED || !is_told(finding));
    let is_refused = |finding: &Diagnostic| refused.errors().any(|error| are_one(finding, error));
    let of_lints = misread.diagnostics().iter().filter(|finding| !is_refused(finding));
    let mut report = Report::default();
    of_schema.chain(of_lints).for_each(|finding| report.add(finding.clone()));
    report
}

/// Whether two findings are about the same argument.
fn are_one(a: &Diagnostic, b: &Diagnostic) -> bool {
    (&a.path, &a.file) == (&b.path, &b.file)
}
