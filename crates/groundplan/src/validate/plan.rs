use crate::diagnostic::{Diagnostic, Path, Report, Rule};
use crate::lint;
use crate::node::json;
use crate::schema::{self, Schema};
use crate::terraform::read::plan::{self, Module};

/// What a plan does not tell: `lifecycle`, `depends_on`, and how a text was put together.
const UNTOLD: [Rule; 7] = [
    Rule::AWS_CERTIFICATE_ISSUED,
    Rule::AWS_DESIRED_COUNT,
    Rule::AWS_LIFECYCLE_VERSIONING,
    Rule::AWS_NAME_TAKEN,
    Rule::AWS_PARTITION,
    Rule::AWS_SERVICE_LISTENER,
    Rule::AWS_TARGET_GROUP_REPLACED,
];

/// Whether a text is what `terraform show -json PLAN` prints.
#[must_use]
pub fn is_plan(text: &str) -> bool {
    json::parse(text).is_ok_and(|node| plan::is_plan(&node))
}

/// What AWS would refuse or misread in a plan, whose values are known where those of files are expressions.
///
/// Terraform and the providers have accepted what is planned, so only the rules about AWS are asked, and of
/// those the ones that need nothing that a plan leaves out, such as `lifecycle`. Paths begin with the address
/// of the module, for all but the root module.
///
/// ```
/// use groundplan::inspection;
/// let text = r#"{"format_version": "1.2", "planned_values": {"root_module": {"resources": [{
///     "mode": "managed", "type": "aws_cloudwatch_log_group", "name": "api", "values": {"retention_in_days": 15}
/// }]}}}"#;
/// let report = inspection::plan(text, None)?;
/// assert_eq!(report.diagnostics()[0].path.to_string(), "resource.aws_cloudwatch_log_group.api.retention_in_days");
/// # Ok::<(), groundplan::diagnostic::Diagnostic>(())
/// ```
///
/// # Errors
///
/// Text that is not JSON, or is no plan.
pub fn plan(text: &str, schema: Option<&Schema>) -> Result<Report, Diagnostic> {
    let mut report = Report::default();
    for module in plan::read_said(text)? {
        of_module(module, schema, &mut report);
    }
    Ok(report)
}

fn of_module(mut module: Module, schema: Option<&Schema>, report: &mut Report) {
    if let Some(schema) = schema {
        schema::normalize_blocks(&mut module.document, schema);
    }
    for finding in lint::check(&module.document).diagnostics() {
        let is_about_aws = finding.rule.code.starts_with("aws/");
        if is_about_aws && !UNTOLD.contains(&finding.rule) {
            let path = finding.path.under(&within(&module.address));
            report.add(Diagnostic { path, file: None, ..finding.clone() });
        }
    }
}

fn within(module: &str) -> Path {
    if module.is_empty() { Path::root() } else { Path::of(module) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Terraform tells the references of an argument that is not known yet, and not what becomes of them.
    #[test]
    fn text_that_is_put_together_after_the_apply_is_no_list() {
        let resource = |body: &str| {
            format!(r#"{{"mode": "managed", "type": "aws_s3_bucket_policy", "name": "state", {body}}}"#)
        };
        let planned = resource(r#""values": {"bucket": "b"}"#);
        let references =
            r#"["aws_s3_bucket.a.arn", "aws_s3_bucket.a", "aws_iam_role.b.arn", "aws_iam_role.b"]"#;
        let said = resource(&format!(
            r#""expressions": {{"bucket": {{"constant_value": "b"}}, "policy": {{"references": {references}}}}}"#
        ));
        let text = format!(
            r#"{{"format_version": "1.2", "planned_values": {{"root_module": {{"resources": [{planned}]}}}},
                "configuration": {{"root_module": {{"resources": [{said}]}}}}}}"#
        );
        let report = plan(&text, None).unwrap();
        assert_eq!(report.to_string(), "");
        let wrong = text.replace(r#""bucket": "b"}}"#, r#""bucket": "b", "policy": ["x"]}}"#);
        assert!(plan(&wrong, None).unwrap().has_errors(), "a list that is there is one");
    }
}
