//! Resources of a statement that are not ARNs.

use super::statements::Words;
use crate::diagnostic::{Report, Rule};
use crate::model::{Place, text};
use crate::terraform::{Expression, Part, Value};

/// Reports resources of a statement about an identity or a bucket that AWS cannot read as it is meant.
pub(super) fn check(statement: &Place<'_>, words: &Words, report: &mut Report) {
    for value in values(statement, words.resource) {
        match (text(value), value) {
            (Some(given), _) if !is_arn(given) => {
                let finding = statement.found(Rule::AWS_POLICY, words.resource, "the resource is not an ARN");
                report.add(finding.given(given).wants("`*`, or an ARN: arn:aws:s3:::bucket/*"));
            }
            (None, Value::Text(text)) if is_twice(text.parts()) => {
                let finding = statement.found(Rule::AWS_POLICY, words.resource, "an ARN begins in an ARN");
                report.add(finding.wants("the ARN alone, with what follows: ${aws_s3_bucket.main.arn}/*"));
            }
            _ => {}
        }
    }
}

/// What a statement is about, one by one.
pub(super) fn values<'a>(statement: &Place<'a>, name: &str) -> Vec<&'a Value> {
    statement.list(name).unwrap_or_else(|| {
        let one = statement.value_of(name).map(|value| statement.model.follow_locals(value));
        one.into_iter().collect()
    })
}

/// Whether a text may be an ARN. Wildcards match any part of one, and variables of policies stand for any text.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html>
fn is_arn(given: &str) -> bool {
    let begins = given.get(..4).unwrap_or(given);
    begins.starts_with("arn:") && !given[4..].contains("arn:aws:s3:::") || begins.contains(['*', '?', '$'])
}

/// Whether a text begins as an ARN, and the ARN of a resource follows.
fn is_twice(parts: &[Part]) -> bool {
    let [Part::Literal(begins), Part::Expression(Expression::Reference(reference)), ..] = parts else {
        return false;
    };
    begins.starts_with("arn:")
        && reference.path.ends_with("arn")
        && reference.address.resource_type.starts_with("aws_")
}

#[cfg(test)]
mod tests {
    use crate::lint::trial::found;

    #[test]
    fn a_resource_is_an_arn() {
        let of = |resource: &str| {
            let text = format!(
                "resource \"aws_s3_bucket\" \"a\" {{}}\nresource \"aws_iam_role_policy\" \"a\" {{\n  policy = jsonencode({{\n    Statement = [{{ Effect = \"Allow\", Action = \"s3:GetObject\", Resource = {resource} }}]\n  }})\n}}\n"
            );
            found("aws/policy", &text).len()
        };
        for refused in [
            "\"assets/*\"",
            "[\"assets\"]",
            "\"arn:aws:s3:::arn:aws:s3:::a/*\"",
            "\"arn:aws:s3:::${aws_s3_bucket.a.arn}/*\"",
        ] {
            assert_eq!(of(refused), 1, "{refused}");
        }
        for taken in [
            "\"*\"",
            "\"arn:aws:s3:::a/*\"",
            "\"${aws_s3_bucket.a.arn}/*\"",
            "\"arn:aws:s3:::${aws_s3_bucket.a.id}/*\"",
            "\"arn:${var.partition}:s3:::a\"",
            "\"$${aws:PrincipalTag/team}\"",
            "var.resource",
        ] {
            assert_eq!(of(taken), 0, "{taken}");
        }
    }
}
