//! Checks Terraform against the schema of its providers and all lints: the files of a folder, a plan, or a document,
//! including Terraform that groundplan did not write.

mod files;
mod in_its_syntax;
mod modules;
mod older_terraform;
mod pinned;
mod placeholder;
mod plan;
mod versions;

pub use files::{files, part, read};
pub use modules::{Checked, modules, read_modules};
pub use pinned::LOCK;
#[doc(hidden)]
pub use pinned::judge;
pub use plan::{is_plan, plan};

use crate::diagnostic::{Diagnostic, Report, Rule};
use crate::model::Model;
use crate::schema::Schema;
use crate::terraform::Document;
use crate::{lint, schema};

/// Reports everything in a document that its providers, Terraform or AWS would refuse or misread. Of two findings at one
/// place, it reports the schema's error or, if that is only a deprecation, the other one, which has a reason.
///
/// ```
/// use groundplan::validate;
/// use groundplan::Schema;
/// use groundplan::terraform::{Block, Document};
/// let mut body = Block::new();
/// body.set("nam", "api");
/// body.set("retention_in_days", 15);
/// let mut document = Document::new();
/// document.file("logs").resource("aws_cloudwatch_log_group", "api", body);
/// let report = validate::document(&document, Some(Schema::bundled()));
/// let codes: Vec<_> = report.diagnostics().iter().map(|finding| finding.rule.code).collect();
/// assert_eq!(codes, ["schema/unknown-argument", "aws/log-retention"]);
/// ```
#[must_use]
pub fn document(document: &Document, schema: Option<&Schema>) -> Report {
    of_model(&Model::of(document), schema)
}

/// As [`document`], of one that is indexed already.
pub(crate) fn of_model(model: &Model<'_>, schema: Option<&Schema>) -> Report {
    let mut refused = schema.map(|schema| schema::check(model.document, schema)).unwrap_or_default();
    refused.extend(schema::check_language(model.document));
    let misread = lint::of_model(model);
    let is_reported =
        |finding: &Diagnostic| misread.diagnostics().iter().any(|other| are_one(finding, other));
    let of_schema = refused.diagnostics().iter();
    let of_schema = of_schema.filter(|finding| finding.rule != Rule::DEPRECATED || !is_reported(finding));
    let is_refused = |finding: &Diagnostic| refused.errors().any(|error| are_one(finding, error));
    // What is wrong about a place in general is the same as what the provider's rule of values has.
    let is_twice = |finding: &Diagnostic| {
        let mut others = misread.diagnostics().iter().filter(|other| are_one(finding, other));
        finding.rule.code.starts_with("value/") && others.any(|other| other.rule == Rule::AWS_CIDR)
    };
    let of_lints = misread.diagnostics().iter().filter(|finding| !is_refused(finding) && !is_twice(finding));
    let mut report = Report::default();
    of_schema.chain(of_lints).for_each(|finding| report.add(finding.clone()));
    report
}

/// Whether two findings are about the same argument.
fn are_one(a: &Diagnostic, b: &Diagnostic) -> bool {
    (&a.path, &a.file) == (&b.path, &b.file)
}
