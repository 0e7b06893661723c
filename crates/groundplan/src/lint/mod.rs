//! Finds what Terraform and AWS misread or refuse late, in any [`Document`].
//!
//! These are mistakes that the provider's schema does not cover. An unknown value (an expression) is never reported:
//! avoiding a false alarm matters more than one more finding.

mod alarm;
mod bucket;
mod cluster;
mod container;
mod iam;
mod language;
mod listener;
mod literal;
mod load_balancer;
mod logs;
mod meta;
mod name;
mod network;
mod scaling;
mod security_group;
mod service;
mod target_group;
mod task;

use crate::diagnostic::{Report, Rule};
use crate::model::Model;
use crate::terraform::Document;

/// The rules of each concern.
pub(crate) const RULES: &[&[Rule]] = &[
    language::RULES,
    meta::RULES,
    name::RULES,
    literal::RULES,
    load_balancer::RULES,
    listener::RULES,
    target_group::RULES,
    cluster::RULES,
    service::RULES,
    scaling::RULES,
    task::RULES,
    container::RULES,
    network::RULES,
    security_group::RULES,
    logs::RULES,
    alarm::RULES,
    bucket::RULES,
    iam::RULES,
];

/// Every rule about documents.
#[must_use]
pub fn rules() -> Vec<Rule> {
    RULES.concat()
}

/// Checks a document against all rules. Findings name the file and the place in Terraform's JSON.
///
/// ```
/// use groundplan::terraform::{Block, Document};
/// let mut body = Block::new();
/// body.set("retention_in_days", 15);
/// let mut document = Document::new();
/// document.file("logs").resource("aws_cloudwatch_log_group", "api", body);
/// let report = groundplan::lint::check(&document);
/// assert_eq!(
///     report.diagnostics()[0].path.to_string(),
///     "resource.aws_cloudwatch_log_group.api.retention_in_days"
/// );
/// ```
#[must_use]
pub fn check(document: &Document) -> Report {
    of_model(&Model::of(document))
}

/// As [`check`], of a document that is indexed already.
pub(crate) fn of_model(model: &Model<'_>) -> Report {
    let mut report = Report::default();
    language::check(model, &mut report);
    meta::check(model, &mut report);
    name::check(model, &mut report);
    literal::check(model, &mut report);
    load_balancer::check(model, &mut report);
    listener::check(model, &mut report);
    target_group::check(model, &mut report);
    cluster::check(model, &mut report);
    service::check(model, &mut report);
    scaling::check(model, &mut report);
    task::check(model, &mut report);
    network::check(model, &mut report);
    security_group::check(model, &mut report);
    logs::check(model, &mut report);
    alarm::check(model, &mut report);
    bucket::check(model, &mut report);
    iam::check(model, &mut report);
    report
}
