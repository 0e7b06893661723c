//! Actions on buckets and on objects, and whether a statement names what they are for.

use super::statement::each_text;
use super::statements::{self, Words};
use super::{Subject, arguments, resource};
use crate::diagnostic::{Report, Rule, Severity};
use crate::model::{Model, Place, reference, text};
use crate::terraform::{Expression, Part, Value};

/// What an action is for, and what an ARN names.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Bucket,
    Object,
}

/// How actions begin that are for one of both.
/// <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html>
const ACTIONS: [(&str, Level); 9] = [
    ("s3:listbucket", Level::Bucket),
    ("s3:getbucket", Level::Bucket),
    ("s3:putbucket", Level::Bucket),
    ("s3:deletebucket", Level::Bucket),
    ("s3:getobject", Level::Object),
    ("s3:putobject", Level::Object),
    ("s3:deleteobject", Level::Object),
    ("s3:restoreobject", Level::Object),
    ("s3:abortmultipartupload", Level::Object),
];

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    for (kind, name, subject) in arguments::POLICIES {
        let of_bucket = ["aws_s3_bucket", "aws_s3_bucket_policy"].contains(kind);
        if !of_bucket && *subject != Subject::Identity {
            continue;
        }
        for place in model.resources(kind) {
            statements::each(&place, name, &mut |statement, words, _| {
                apart(statement, words, of_bucket, report);
                resource::check(statement, words, report);
            });
        }
    }
}

/// Reports an action for which none of the statement's resources is.
fn apart(statement: &Place<'_>, words: &Words, is_refused: bool, report: &mut Report) {
    let Some(named) = levels(statement, words.resource) else { return };
    let mut astray = None;
    each_text(statement, words.action, &mut |_, action| {
        let other = level(action).filter(|level| !named.contains(level));
        astray = astray.or(other.map(|level| (action, level)));
    });
    if let Some((action, level)) = astray {
        let message = format!("no resource of the statement is {}", noun(level));
        let mut finding = statement.found(Rule::AWS_POLICY_RESOURCE, words.resource, message);
        // A role's policy is taken, and allows nothing by it.
        if !is_refused {
            finding.rule.severity = Severity::Warning;
        }
        report.add(finding.given(action).wants(wanted(level)));
    }
}

fn level(action: &str) -> Option<Level> {
    let action = action.to_lowercase();
    let is_whole = !action.contains(['*', '?']);
    ACTIONS.iter().find(|(begins, _)| is_whole && action.starts_with(begins)).map(|(_, level)| *level)
}

/// What the resources of a statement are, if that is known of all.
fn levels(statement: &Place<'_>, name: &str) -> Option<Vec<Level>> {
    let values = resource::values(statement, name);
    if values.is_empty() { None } else { values.into_iter().map(of_value).collect() }
}

fn of_value(value: &Value) -> Option<Level> {
    if let Some(named) = reference(value) {
        let is_bucket = named.address.resource_type == "aws_s3_bucket" && named.path.ends_with("arn");
        return is_bucket.then_some(Level::Bucket);
    }
    match (value, text(value)) {
        (_, Some(arn)) => of_arn(arn),
        (Value::Text(text), None) => of_parts(text.parts()),
        _ => None,
    }
}

fn of_arn(arn: &str) -> Option<Level> {
    let (bucket, object) =
        arn.split_once(":s3:::").map(|(_, named)| named.split_once('/').unwrap_or((named, "")))?;
    match (bucket.contains(['*', '?', '$']), arn.ends_with(bucket)) {
        (true, _) => None,
        (false, true) => Some(Level::Bucket),
        (false, false) => (!object.is_empty()).then_some(Level::Object),
    }
}

/// The ARN of a bucket of this module with something behind it.
fn of_parts(parts: &[Part]) -> Option<Level> {
    let [Part::Expression(Expression::Reference(bucket)), rest @ ..] = parts else { return None };
    let is_bucket = bucket.address.resource_type == "aws_s3_bucket" && bucket.path.ends_with("arn");
    match rest {
        [] if is_bucket => Some(Level::Bucket),
        [Part::Literal(rest), ..] if is_bucket && rest.starts_with('/') => Some(Level::Object),
        _ => None,
    }
}

fn noun(level: Level) -> &'static str {
    match level {
        Level::Bucket => "a bucket, which this action is for",
        Level::Object => "an object, which this action is for",
    }
}

fn wanted(level: Level) -> &'static str {
    match level {
        Level::Bucket => "the ARN of the bucket, without a path",
        Level::Object => "the ARN of the bucket with a path, such as /*",
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::trial::found;

    #[test]
    fn actions_on_buckets_and_on_objects_have_resources_of_their_own() {
        let of = |action: &str, resource: &str| {
            let text = format!(
                "resource \"aws_s3_bucket\" \"a\" {{}}\nresource \"aws_s3_bucket_policy\" \"a\" {{\n  policy = jsonencode({{\n    Statement = [{{ Effect = \"Allow\", Principal = {{ AWS = var.who }}, Action = {action}, Resource = {resource} }}]\n  }})\n}}\n"
            );
            found("aws/policy-resource", &text).len()
        };
        let (bucket, objects) = ("aws_s3_bucket.a.arn", "\"${aws_s3_bucket.a.arn}/*\"");
        assert_eq!(of("\"s3:ListBucket\"", objects), 1);
        assert_eq!(of("[\"s3:GetObject\"]", bucket), 1);
        assert_eq!(of("\"s3:GetObject\"", "\"arn:aws:s3:::a\""), 1);
        for (action, resource) in [
            ("\"s3:ListBucket\"", bucket),
            ("\"s3:GetObject\"", objects),
            ("[\"s3:ListBucket\", \"s3:GetObject\"]", &format!("[{bucket}, {objects}]")),
            ("\"s3:*\"", objects),
            ("\"s3:ListAllMyBuckets\"", "\"*\""),
            ("\"s3:GetObject\"", "\"arn:aws:s3:::*\""),
            ("\"s3:GetObject\"", "\"arn:aws:s3:::a*\""),
            ("\"s3:GetObject\"", "var.resource"),
            ("\"s3:ListBucket\"", "[var.resource, aws_s3_bucket.a.arn]"),
        ] {
            assert_eq!(of(action, resource), 0, "{action} {resource}");
        }
    }
}
