//! Roles, and JSON that is passed on as text.

use crate::diagnostic::{Report, Rule, rules};
use crate::model::Model;
use crate::model::Place;
use crate::terraform::{Content, Part, Section, Value};
use crate::unit::Partition;

rules! {
    /// A role has a name of at most 64 characters; a prefix of 38.
    ///
    /// Terraform appends 26 characters to a prefix.
    AWS_ROLE_NAME = error "aws/role-name", "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";

    /// A role's policies are resources of their own.
    ///
    /// `managed_policy_arns` and `inline_policy` are deprecated: they remove every policy that is attached
    /// elsewhere.
    AWS_ROLE_INLINE = warning "aws/role-inline", "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role";

    /// JSON is passed as a string.
    ///
    /// Policies and container definitions are strings to Terraform; an object or a list is refused.
    AWS_JSON_TEXT = error "aws/json-text", "https://developer.hashicorp.com/terraform/language/functions/jsonencode";

    /// An ARN has the partition that the provider works in.
    ///
    /// In China and in GovCloud, ARNs have another prefix: `arn:aws:` matches nothing there.
    AWS_PARTITION = warning "aws/partition", "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html";
}

/// Arguments that hold JSON as text.
const JSON: [(&str, &str); 16] = [
    ("aws_cloudwatch_dashboard", "dashboard_body"),
    ("aws_ecr_lifecycle_policy", "policy"),
    ("aws_ecr_repository_policy", "policy"),
    ("aws_ecs_task_definition", "container_definitions"),
    ("aws_iam_group_policy", "policy"),
    ("aws_iam_policy", "policy"),
    ("aws_iam_role", "assume_role_policy"),
    ("aws_iam_role_policy", "policy"),
    ("aws_iam_user_policy", "policy"),
    ("aws_kms_key", "policy"),
    ("aws_kms_key_policy", "policy"),
    ("aws_s3_bucket_policy", "policy"),
    ("aws_secretsmanager_secret_policy", "policy"),
    ("aws_sns_topic_policy", "policy"),
    ("aws_sqs_queue_policy", "policy"),
    ("aws_vpc_endpoint", "policy"),
];

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    for role in model.resources("aws_iam_role") {
        role_names(&role, report);
        for name in ["managed_policy_arns", "inline_policy"].into_iter().filter(|name| role.may_have(name)) {
            let finding =
                role.found(Rule::AWS_ROLE_INLINE, name, format!("`{name}` within a role is deprecated"));
            report.add(finding.wants("aws_iam_role_policy_attachment or aws_iam_role_policy"));
        }
    }
    for (kind, name) in JSON {
        for place in model.resources(kind) {
            json_text(&place, name, report);
        }
    }
    partition(model, report);
}

fn role_names(role: &Place<'_>, report: &mut Report) {
    for (key, most) in [("name", 64), ("name_prefix", 38)] {
        let Some(name) = role.text(key) else { continue };
        let legal = name.chars().all(|one| one.is_ascii_alphanumeric() || "_+=,.@-".contains(one));
        if name.chars().count() > most || !legal {
            let finding = role.found(Rule::AWS_ROLE_NAME, key, "invalid role name").given(name);
            report.add(finding.wants(format!("at most {most} letters, digits and _+=,.@-")));
        }
    }
}

fn json_text(place: &Place<'_>, name: &str, report: &mut Report) {
    if place.blocks(name).is_empty() && place.list(name).is_none() {
        return;
    }
    let finding = place.found(Rule::AWS_JSON_TEXT, name, "expected a string with JSON");
    report.add(finding.wants("a string, such as the result of jsonencode").hint("${jsonencode(local.…)}"));
}

/// Only where every configuration of the provider says a region, and all are of one partition.
fn partition(model: &Model<'_>, report: &mut Report) {
    let providers = model.section(Section::Provider).filter(|provider| provider.item.name == "aws");
    let regions: Option<Vec<&str>> = providers.map(|provider| provider.text("region")).collect();
    let regions = regions.unwrap_or_default();
    let Some(first) = regions.first().map(|region| of_region(region)) else { return };
    if first == Partition::Aws || regions.iter().any(|region| of_region(region) != first) {
        return;
    }
    for item in model.document.items() {
        let held = match &item.content {
            Content::Block(block) => block.entries().any(|(_, content)| holds_arn(content)),
            content => holds_arn(content),
        };
        if held {
            let at = crate::model::path(item);
            let finding = crate::diagnostic::Diagnostic::new(
                Rule::AWS_PARTITION,
                at,
                "an ARN here is of another partition",
            );
            let finding = finding.in_file(format!("{}.tf.json", item.file)).given("arn:aws:");
            report.add(
                finding
                    .wants(format!("arn:{}:", first.name()))
                    .hint("arn:${data.aws_partition.current.partition}:"),
            );
        }
    }
}

fn of_region(region: &str) -> Partition {
    match region {
        region if region.starts_with("cn-") => Partition::AwsChina,
        region if region.starts_with("us-gov-") => Partition::AwsGov,
        _ => Partition::Aws,
    }
}

fn holds_arn(content: &Content) -> bool {
    match content {
        Content::Value(value) => value_holds_arn(value),
        Content::Block(block) => block.entries().any(|(_, content)| holds_arn(content)),
        Content::Blocks(blocks) => {
            blocks.iter().flat_map(|block| block.entries()).any(|(_, content)| holds_arn(content))
        }
        _ => false,
    }
}

fn value_holds_arn(value: &Value) -> bool {
    match value {
        Value::Text(parts) => parts.parts().iter().any(|part| match part {
            Part::Literal(literal) => literal.contains("arn:aws:"),
            _ => false,
        }),
        Value::List(values) => values.iter().any(value_holds_arn),
        Value::Object(entries) => entries.iter().any(|(_, value)| value_holds_arn(value)),
        _ => false,
    }
}
