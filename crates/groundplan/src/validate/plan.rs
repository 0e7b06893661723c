use crate::diagnostic::{Diagnostic, Path, Report, Rule};
use crate::lint;
use crate::node::json;
use crate::schema::{self, Schema};
use crate::terraform::Document;
use crate::terraform::read::plan::{self, Module};

/// Rules about what a plan lacks: `lifecycle`, `depends_on`, how a text is composed, and what calls of modules are given.
const NOT_IN_PLANS: [Rule; 11] = [
    Rule::AWS_CERTIFICATE_ISSUED,
    Rule::AWS_DESIRED_COUNT,
    Rule::AWS_LIFECYCLE_VERSIONING,
    Rule::AWS_LOG_KEY,
    Rule::AWS_NAME_TAKEN,
    Rule::AWS_PARTITION,
    Rule::AWS_ROLE_EMPTY,
    Rule::AWS_SERVICE_LISTENER,
    Rule::AWS_STRATEGY_CHANGE,
    Rule::AWS_TARGET_GROUP_REPLACED,
    Rule::AWS_WAY_OUT,
];

/// Whether a text is the output of `terraform show -json PLAN`.
#[must_use]
pub fn is_plan(text: &str) -> bool {
    json::parse(text).is_ok_and(|node| plan::is_plan(&node))
}

/// Reports what AWS would refuse or misread in a plan, whose values are known where those of files are expressions.
///
/// Terraform and the providers have accepted the plan, so only rules about AWS apply, except for those that need
/// something that a plan lacks, such as `lifecycle`. Paths begin with the address of the module, except in the root
/// module.
///
/// ```
/// use groundplan::validate;
/// let text = r#"{"format_version": "1.2", "planned_values": {"root_module": {"resources": [{
///     "mode": "managed", "type": "aws_cloudwatch_log_group", "name": "api", "values": {"retention_in_days": 15}
/// }]}}}"#;
/// let report = validate::plan(text, None)?;
/// assert_eq!(report.diagnostics()[0].path.to_string(), "resource.aws_cloudwatch_log_group.api.retention_in_days");
/// # Ok::<(), groundplan::diagnostic::Diagnostic>(())
/// ```
///
/// # Errors
///
/// If the text is not JSON, or not a plan.
pub fn plan(text: &str, schema: Option<&Schema>) -> Result<Report, Diagnostic> {
    let mut report = Report::default();
    for module in plan::read_configured(text)? {
        of_module(module, schema, &mut report);
    }
    Ok(report)
}

fn of_module(module: Module, schema: Option<&Schema>, report: &mut Report) {
    for finding in of_instances(module.document, schema, Stage::Planned) {
        let path = finding.path.under(&within(&module.address));
        report.add(Diagnostic { path, file: None, ..finding });
    }
}

/// How far Terraform got with a document.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// Nothing was asked of it.
    Written,
    /// The providers took the values.
    Planned,
}

/// What AWS would refuse or misread in a document in which each instance is a resource of its own, and what the provider
/// would, where it was not asked.
pub(super) fn of_instances(mut document: Document, schema: Option<&Schema>, stage: Stage) -> Vec<Diagnostic> {
    if let Some(schema) = schema {
        schema::normalize_blocks(&mut document, schema);
    }
    let is_certain = |finding: &&Diagnostic| {
        let code = finding.rule.code;
        (code.starts_with("aws/") || code.starts_with("value/")) && !NOT_IN_PLANS.contains(&finding.rule)
    };
    let mut report = lint::check_instances(&document);
    if stage == Stage::Written {
        lint::check_values(&document, &mut report);
    }
    report.diagnostics().iter().filter(is_certain).cloned().collect()
}

pub(super) fn within(module: &str) -> Path {
    if module.is_empty() { Path::root() } else { Path::of(module) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// For an argument that is not known yet, Terraform reports the references but not their value.
    #[test]
    fn text_known_after_apply_is_not_a_list() {
        let resource = |body: &str| {
            format!(r#"{{"mode": "managed", "type": "aws_s3_bucket_policy", "name": "state", {body}}}"#)
        };
        let planned = resource(r#""values": {"bucket": "b"}"#);
        let references =
            r#"["aws_s3_bucket.a.arn", "aws_s3_bucket.a", "aws_iam_role.b.arn", "aws_iam_role.b"]"#;
        let configured = resource(&format!(
            r#""expressions": {{"bucket": {{"constant_value": "b"}}, "policy": {{"references": {references}}}}}"#
        ));
        let text = format!(
            r#"{{"format_version": "1.2", "planned_values": {{"root_module": {{"resources": [{planned}]}}}},
                "configuration": {{"root_module": {{"resources": [{configured}]}}}}}}"#
        );
        let report = plan(&text, None).unwrap();
        assert_eq!(report.to_string(), "");
        let wrong = text.replace(r#""bucket": "b"}}"#, r#""bucket": "b", "policy": ["x"]}}"#);
        assert!(plan(&wrong, None).unwrap().has_errors(), "a list that is there is one");
    }
}
