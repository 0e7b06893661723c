//! Policies that let everyone in.

use super::statements::{self, Words};
use super::{Subject, arguments};
use crate::diagnostic::{Report, Rule};
use crate::model::{Model, Place, text};

/// Types whose resources may be meant for everyone: images that are published, and what a VPC alone may reach.
const PUBLISHED: [&str; 5] = [
    "aws_api_gateway_rest_api",
    "aws_api_gateway_rest_api_policy",
    "aws_ecrpublic_repository_policy",
    "aws_efs_file_system_policy",
    "aws_opensearch_domain_policy",
];

/// Domains, whose policies are for everyone where something else decides.
const DOMAINS: &[&str] = &["aws_opensearch_domain", "aws_elasticsearch_domain"];

/// What everyone may do with a bucket that is a website.
const READS: [&str; 2] = ["s3:GetObject", "s3:GetObjectVersion"];

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    let of_others = |subject: Subject| matches!(subject, Subject::Trust | Subject::Resource);
    for (kind, name, _) in arguments::POLICIES.iter().filter(|(.., subject)| of_others(*subject)) {
        for place in model.resources(kind).filter(|_| !PUBLISHED.contains(kind)) {
            statements::each(&place, name, &mut |statement, words, is_allowed| {
                statement_of(statement, words, is_allowed, report);
            });
        }
    }
    for domain in model.of_kinds(DOMAINS).filter(is_open) {
        statements::each(&domain, "access_policies", &mut |statement, words, is_allowed| {
            statement_of(statement, words, is_allowed, report);
        });
    }
}

/// Whether a policy for everyone is all that is before a domain. In a VPC there are security groups; with fine-grained access
/// control, users and roles within the domain, and AWS recommends such a policy.
fn is_open(domain: &Place<'_>) -> bool {
    domain.lacks("vpc_options") && domain.lacks("advanced_security_options")
}

/// Whether a policy certainly has a statement for everyone, whatever it allows.
pub(super) fn lets_in(place: &Place<'_>, name: &str) -> bool {
    let mut found = false;
    statements::each(place, name, &mut |statement, words, is_allowed| {
        found |= is_allowed && !is_bound(statement, words) && is_everyone(statement, words);
    });
    found
}

fn is_bound(statement: &Place<'_>, words: &Words) -> bool {
    statement.may_have(words.condition) || statement.is_dynamic(words.condition)
}

fn statement_of(statement: &Place<'_>, words: &Words, is_allowed: bool, report: &mut Report) {
    if is_allowed
        && !is_bound(statement, words)
        && is_everyone(statement, words)
        && !only_reads(statement, words)
    {
        let finding =
            statement.found(Rule::AWS_EVERYONE, words.principal, "everyone is let in, without a condition");
        report
            .add(finding.given("*").wants("the accounts, roles or services that are meant, or a condition"));
    }
}

/// `Principal: "*"`, `{ AWS: "*" }`, or a block `principals` with it.
fn is_everyone(statement: &Place<'_>, words: &Words) -> bool {
    let is_all = |place: &Place<'_>, name: &str| {
        let listed = place.list(name).unwrap_or_default();
        place.text(name) == Some("*") || listed.into_iter().filter_map(text).any(|one| one == "*")
    };
    if words.is_of_data {
        let blocks = statement.blocks(words.principal);
        return blocks
            .iter()
            .any(|block| matches!(block.text("type"), Some("*" | "AWS")) && is_all(block, "identifiers"));
    }
    is_all(statement, words.principal)
        || statement.blocks(words.principal).iter().any(|principal| is_all(principal, "AWS"))
}

/// Whether a statement certainly, or possibly, allows nothing but reading objects.
fn only_reads(statement: &Place<'_>, words: &Words) -> bool {
    let is_read = |action: &str| READS.contains(&action);
    if let Some(action) = statement.text(words.action) {
        return is_read(action);
    }
    let listed = statement.list(words.action).unwrap_or_default();
    listed.into_iter().all(|action| text(action).is_none_or(is_read))
}

#[cfg(test)]
mod tests {
    use crate::lint::trial::found;

    fn refused(kind: &str, argument: &str, statement: &str) -> usize {
        let text = format!(
            "resource \"{kind}\" \"a\" {{\n  {argument} = jsonencode({{\n    Version = \"2012-10-17\"\n    Statement = [{{ Effect = \"Allow\", {statement} }}]\n  }})\n}}\n"
        );
        found("aws/everyone", &text).len()
    }

    #[test]
    fn everyone_without_a_condition_is_found() {
        let trust = |statement: &str| refused("aws_iam_role", "assume_role_policy", statement);
        assert_eq!(trust("Action = \"sts:AssumeRole\", Principal = { AWS = \"*\" }"), 1);
        assert_eq!(trust("Action = \"sts:AssumeRole\", Principal = { AWS = [\"*\"] }"), 1);
        assert_eq!(trust("Action = \"sts:AssumeRole\", Principal = { AWS = \"111111111111\" }"), 0);
        assert_eq!(
            trust(
                "Action = \"sts:AssumeRole\", Principal = \"*\", Condition = { StringEquals = { \"aws:PrincipalOrgID\" = \"o-1\" } }"
            ),
            0
        );
        let bucket = |actions: &str| {
            refused(
                "aws_s3_bucket_policy",
                "policy",
                &format!("Principal = \"*\", Resource = \"*\", Action = {actions}"),
            )
        };
        assert_eq!([bucket("\"s3:*\""), bucket("[\"s3:GetObject\", \"s3:PutObject\"]")], [1, 1]);
        assert_eq!(
            [bucket("\"s3:GetObject\""), bucket("[\"s3:GetObject\"]"), bucket("var.actions")],
            [0, 0, 0]
        );
    }

    #[test]
    fn a_domain_is_open_where_nothing_else_decides() {
        let of = |more: &str| {
            let argument = format!("{more}\n  access_policies");
            refused(
                "aws_opensearch_domain",
                &argument,
                "Principal = \"*\", Resource = \"*\", Action = \"es:*\"",
            )
        };
        assert_eq!(of(""), 1);
        assert_eq!(of("vpc_options {\n    subnet_ids = var.a\n  }"), 0);
        assert_eq!(of("advanced_security_options {\n    enabled = true\n  }"), 0);
    }

    #[test]
    fn a_document_is_judged_by_what_uses_it() {
        let of = |condition: &str| {
            let text = format!(
                "data \"aws_iam_policy_document\" \"a\" {{\n  statement {{\n    actions   = [\"sqs:*\"]\n    resources = [\"*\"]\n    principals {{\n      type        = \"*\"\n      identifiers = [\"*\"]\n    }}\n{condition}  }}\n}}\n\
                 resource \"aws_sqs_queue_policy\" \"a\" {{\n  queue_url = \"a\"\n  policy = data.aws_iam_policy_document.a.json\n}}\n"
            );
            found("aws/everyone", &text).len()
        };
        let condition = "    condition {\n      test     = \"ArnEquals\"\n      variable = \"aws:SourceArn\"\n      values   = [\"a\"]\n    }\n";
        assert_eq!([of(""), of(condition)], [1, 0]);
    }
}
