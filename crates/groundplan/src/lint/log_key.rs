//! Keys of log groups.

use super::relation::is_passed_on;
use crate::diagnostic::{Report, Rule, rules};
use crate::model::{Model, Place, text};
use crate::terraform::{Mode, Part, Section, Value};

rules! {
    /// The key of a log group may be used by CloudWatch Logs.
    ///
    /// Its policy names `logs.REGION.amazonaws.com`. A key without a policy has one that names the account only: AWS refuses
    /// the log group.
    AWS_LOG_KEY = error "aws/log-key", "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html";
}

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    for group in model.resources("aws_cloudwatch_log_group") {
        let Some(reference) = group.reference("kms_key_id") else { continue };
        let Some(key) = model.target(reference, &["aws_kms_key"]) else { continue };
        if is_closed(&key) {
            let message = format!("CloudWatch Logs may not use {}", key.path());
            let finding = group.found(Rule::AWS_LOG_KEY, "kms_key_id", message).given(reference);
            report.add(finding.wants("a key whose policy allows logs.REGION.amazonaws.com to use it"));
        }
    }
}

/// Whether a key certainly lets nobody but the account and principals other than CloudWatch Logs use it.
fn is_closed(key: &Place<'_>) -> bool {
    let beside = ["aws_kms_key_policy", "aws_kms_grant"];
    let mut further = beside.into_iter().flat_map(|kind| key.model.resources(kind));
    // One may be about a key that is only known by its id.
    if further.next().is_some() || is_passed_on(key) {
        return false;
    }
    if key.lacks("policy") {
        return true;
    }
    match key.reference("policy").filter(|reference| reference.address.mode == Mode::Data) {
        Some(reference) => {
            let mut documents = key.model.section(Section::Data);
            let document =
                documents.find(|one| one.item.address().is_some_and(|own| own == reference.address));
            document.is_some_and(|document| is_closed_document(&document))
        }
        None => key.json("policy").is_some_and(|json| is_closed_policy(key, &json)),
    }
}

/// Whether no statement of a policy in IAM's notation lets CloudWatch Logs in.
fn is_closed_policy(key: &Place<'_>, json: &Value) -> bool {
    let policies = key.objects(json, key.below.clone().key("policy"));
    let [policy] = policies.as_slice() else { return false };
    let statements = policy.blocks("Statement");
    let are_known = policy.value("Statement").is_some_and(|value| policy.are_all_objects(value));
    are_known
        && statements.iter().all(|statement| {
            statement.has("Principal")
                && statement.value("Principal").is_some_and(|value| is_other(statement, value))
        })
}

/// As [`is_closed_policy`], of the data source.
fn is_closed_document(document: &Place<'_>) -> bool {
    let further = ["source_policy_documents", "override_policy_documents", "source_json", "override_json"];
    if document.item.resource_type != *"aws_iam_policy_document"
        || document.is_dynamic("statement")
        || further.iter().any(|name| document.may_have(name))
    {
        return false;
    }
    document.blocks("statement").iter().all(|statement| {
        let principals = statement.blocks("principals");
        let are_other = |principal: &Place<'_>| {
            principal.value("identifiers").is_some_and(|value| is_other(principal, value))
        };
        !statement.is_dynamic("principals")
            && statement.lacks("not_principals")
            && !principals.is_empty()
            && principals.iter().all(are_other)
    })
}

/// Whether principals are certainly neither CloudWatch Logs nor everybody.
fn is_other(place: &Place<'_>, value: &Value) -> bool {
    match place.model.follow(value) {
        Value::List(values) => values.iter().all(|value| is_other(place, value)),
        Value::Object(entries) => entries.iter().all(|(_, value)| is_other(place, value)),
        Value::Text(parts) => match text(place.model.follow(value)) {
            Some(plain) => plain != "*" && !plain.starts_with("logs."),
            // What begins with an ARN, or with the name of another service, is known by its beginning.
            None => match parts.parts().first() {
                Some(Part::Literal(start)) => !"logs.".starts_with(&**start) && !start.starts_with("logs."),
                _ => false,
            },
        },
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::trial::found;

    fn with(more: &str) -> usize {
        let group = "resource \"aws_kms_key\" \"a\" {}\nresource \"aws_cloudwatch_log_group\" \"a\" {\n  kms_key_id = aws_kms_key.a.arn\n}\n";
        found("aws/log-key", &format!("{group}{more}")).len()
    }

    #[test]
    fn a_key_without_a_policy_is_closed_unless_one_comes_from_elsewhere() {
        assert_eq!(with(""), 1);
        assert_eq!(
            with(
                "resource \"aws_kms_key_policy\" \"a\" {\n  key_id = aws_kms_key.a.id\n  policy = var.policy\n}\nvariable \"policy\" {}\n"
            ),
            0
        );
        assert_eq!(with("module \"m\" {\n  source = \"./m\"\n  key    = aws_kms_key.a.id\n}\n"), 0);
    }

    #[test]
    fn the_principals_of_a_document_are_read() {
        let key = |identifiers: &str| {
            let text = format!(
                "data \"aws_iam_policy_document\" \"a\" {{\n  statement {{\n    principals {{\n      type        = \"Service\"\n      identifiers = [{identifiers}]\n    }}\n  }}\n}}\n\
                 resource \"aws_kms_key\" \"a\" {{\n  policy = data.aws_iam_policy_document.a.json\n}}\nresource \"aws_cloudwatch_log_group\" \"a\" {{\n  kms_key_id = aws_kms_key.a.arn\n}}\n"
            );
            found("aws/log-key", &text).len()
        };
        assert_eq!(key("\"sns.amazonaws.com\""), 1);
        assert_eq!(key("\"logs.${var.region}.amazonaws.com\""), 0);
        assert_eq!(key("\"${var.service}.amazonaws.com\""), 0);
        assert_eq!(key("\"*\""), 0);
    }
}
