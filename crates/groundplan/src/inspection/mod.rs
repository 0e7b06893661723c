//! Terraform held against everything at once: the schema of its providers, and what Terraform and AWS misread
//! or refuse late. Whoever wrote it: files of a folder, a plan, or a document that was just made.

mod files;
mod plan;

pub use files::files;
pub use plan::{is_plan, plan};

use crate::diagnostic::{Path, Report};
use crate::schema::Schema;
use crate::terraform::Document;
use crate::{lint, schema};

/// Everything that its providers, Terraform or AWS would refuse or misread in a document. What the provider
/// refuses is not told as a misreading as well.
///
/// ```
/// use groundplan::inspection;
/// use groundplan::schema::Schema;
/// use groundplan::terraform::{Block, Document};
/// let mut body = Block::new();
/// body.set("nam", "api").set("retention_in_days", 15);
/// let mut document = Document::new();
/// document.file("logs").resource("aws_cloudwatch_log_group", "api", body);
/// let report = inspection::document(&document, Some(Schema::bundled()));
/// let codes: Vec<_> = report.diagnostics().iter().map(|finding| finding.rule.code).collect();
/// assert_eq!(codes, ["schema/unknown-argument", "aws/log-retention"]);
/// ```
#[must_use]
pub fn document(document: &Document, schema: Option<&Schema>) -> Report {
    let mut report = schema.map(|schema| schema::check(document, schema)).unwrap_or_default();
    let refused: Vec<Path> = report.errors().map(|finding| finding.path.clone()).collect();
    for finding in lint::check(document).diagnostics() {
        if !refused.contains(&finding.path) {
            report.add(finding.clone());
        }
    }
    report
}
