//! What is there once: settings of one thing, and names.

use std::collections::BTreeMap;

use super::name_taken::UNIQUE;
use super::relation::{identity, is_single};
use crate::diagnostic::{Report, Rule, rules};
use crate::model::{Model, Place};

rules! {
    /// A thing has one resource for each of its settings.
    ///
    /// Two policies of a bucket, or two route tables of a subnet, undo each other with each apply, or AWS refuses the second.
    AWS_ONCE = warning "aws/once", "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_policy";

    /// Two resources of a type have two names.
    ///
    /// AWS refuses the second one, after it created the first; or both are one thing for AWS, and change it in turn.
    AWS_NAME_TWICE = error "aws/name-twice", "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names";
}

/// Types of settings, and the argument that says of what: AWS keeps one of each.
/// Source: the pages of these types at <https://registry.terraform.io/providers/hashicorp/aws/latest/docs>.
const SETTINGS: [(&str, &str); 18] = [
    ("aws_ecr_lifecycle_policy", "repository"),
    ("aws_ecr_repository_policy", "repository"),
    ("aws_efs_file_system_policy", "file_system_id"),
    ("aws_kms_key_policy", "key_id"),
    ("aws_main_route_table_association", "vpc_id"),
    ("aws_route_table_association", "subnet_id"),
    ("aws_s3_bucket_cors_configuration", "bucket"),
    ("aws_s3_bucket_lifecycle_configuration", "bucket"),
    ("aws_s3_bucket_logging", "bucket"),
    ("aws_s3_bucket_notification", "bucket"),
    ("aws_s3_bucket_ownership_controls", "bucket"),
    ("aws_s3_bucket_policy", "bucket"),
    ("aws_s3_bucket_public_access_block", "bucket"),
    ("aws_s3_bucket_server_side_encryption_configuration", "bucket"),
    ("aws_s3_bucket_versioning", "bucket"),
    ("aws_s3_bucket_website_configuration", "bucket"),
    ("aws_secretsmanager_secret_policy", "secret_arn"),
    ("aws_sqs_queue_policy", "queue_url"),
];

/// Further types whose names AWS takes once in an account and region, with the argument that has the name.
/// Source: the pages of these types at <https://registry.terraform.io/providers/hashicorp/aws/latest/docs>.
const NAMED: [(&str, &str); 12] = [
    ("aws_cloudwatch_dashboard", "dashboard_name"),
    ("aws_cloudwatch_metric_alarm", "alarm_name"),
    ("aws_ecs_cluster", "name"),
    ("aws_iam_group", "name"),
    ("aws_iam_user", "name"),
    ("aws_kinesis_stream", "name"),
    ("aws_kms_alias", "name"),
    ("aws_secretsmanager_secret", "name"),
    ("aws_sfn_state_machine", "name"),
    ("aws_sns_topic", "name"),
    ("aws_sqs_queue", "name"),
    ("aws_ssm_parameter", "name"),
];

/// Types whose names are free again in another VPC or cluster.
const WITHIN: [&str; 3] = ["aws_security_group", "aws_ecs_service", "aws_eks_node_group"];

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    for (kind, of) in SETTINGS {
        twice(
            model,
            kind,
            |place| if of == "bucket" { bucket(place) } else { identity(place, of) },
            |place, first| {
                let message = format!("{} sets the same of it", first.path());
                let finding = place.found(Rule::AWS_ONCE, of, message);
                report.add(finding.wants("one resource, with the settings of both"));
            },
        );
    }
    let unique = UNIQUE.into_iter().filter(|(kind, ..)| !WITHIN.contains(kind));
    for (kind, name) in unique.map(|(kind, name, _)| (kind, name)).chain(NAMED) {
        twice(
            model,
            kind,
            |place| place.text(name).map(str::to_owned),
            |place, first| {
                let message = format!("{} has the same name", first.path());
                let finding = place.found(Rule::AWS_NAME_TWICE, name, message);
                report.add(finding.given(place.text(name).unwrap_or_default()).wants("another name"));
            },
        );
    }
}

/// The bucket that an argument names, by its name where that is written: its `id` and its `bucket` are the same.
fn bucket(place: &Place<'_>) -> Option<String> {
    let own = identity(place, "bucket")?;
    let target = place.reference("bucket").and_then(|one| {
        let is_name = one.path.ends_with("id") || one.path.ends_with("bucket");
        place.model.target(one, &["aws_s3_bucket"]).filter(|_| is_name)
    });
    Some(match target {
        Some(bucket) => match bucket.text("bucket") {
            Some(name) => name.to_owned(),
            None => own.strip_suffix(".bucket").map_or(own.clone(), |address| format!("{address}.id")),
        },
        None => own,
    })
}

/// Finds resources of a type with something in common, in one account and region.
fn twice<'a>(
    model: &'a Model<'a>,
    kind: &str,
    common: impl Fn(&Place<'a>) -> Option<String>,
    mut then: impl FnMut(&Place<'a>, &Place<'a>),
) {
    let mut seen: BTreeMap<[String; 3], Place<'a>> = BTreeMap::new();
    for place in model.resources(kind).filter(is_single) {
        let Some(common) = common(&place).filter(|common| !common.is_empty()) else { continue };
        let Some([provider, region]) = where_it_is(&place) else { continue };
        match seen.get(&[common.clone(), provider.clone(), region.clone()]) {
            Some(first) => then(&place, first),
            None => drop(seen.insert([common, provider, region], place)),
        }
    }
}

/// The provider configuration and the region; nothing where the region is not known.
fn where_it_is(place: &Place<'_>) -> Option<[String; 2]> {
    let provider = place.item.block()?.get("provider").map(|provider| format!("{provider:?}"));
    let region = if place.lacks("region") { Some(String::new()) } else { identity(place, "region") };
    Some([provider.unwrap_or_default(), region?])
}

#[cfg(test)]
mod tests {
    use super::super::trial::found;

    #[test]
    fn a_bucket_has_one_policy() {
        let of = |other: &str| {
            let one = |name: &str, bucket: &str| {
                format!(
                    "resource \"aws_s3_bucket_policy\" \"{name}\" {{\n  bucket = {bucket}\n  policy = var.policy\n}}\n"
                )
            };
            found("aws/once", &(one("a", "aws_s3_bucket.a.id") + &one("b", other))).len()
        };
        assert_eq!([of("aws_s3_bucket.a.id"), of("aws_s3_bucket.b.id"), of("var.b")], [1, 0, 0]);
        let bucket = "resource \"aws_s3_bucket\" \"a\" {\n  bucket = \"acme\"\n}\n";
        let named = |name: &str| {
            let one = |label: &str, bucket: &str| {
                format!("resource \"aws_s3_bucket_policy\" \"{label}\" {{\n  bucket = {bucket}\n}}\n")
            };
            found("aws/once", &(one("a", "aws_s3_bucket.a.id") + &one("b", name) + bucket)).len()
        };
        assert_eq!([named("aws_s3_bucket.a.bucket"), named("\"acme\""), named("\"other\"")], [1, 1, 0]);
    }

    #[test]
    fn a_name_is_taken_once() {
        let of = |more: &str| {
            let text = format!(
                "resource \"aws_iam_role\" \"a\" {{\n  name = \"deployer\"\n}}\nresource \"aws_iam_role\" \"b\" {{\n  {more}\n}}\n"
            );
            found("aws/name-twice", &text).len()
        };
        assert_eq!(of("name = \"deployer\""), 1);
        for fine in [
            "name = \"other\"",
            "name = \"deployer\"\n  provider = aws.other",
            "name = \"deployer\"\n  count = var.on ? 1 : 0",
            "name = \"\"",
            "name_prefix = \"deployer\"",
        ] {
            assert_eq!(of(fine), 0, "{fine}");
        }
        let group = |label: &str| {
            format!(
                "resource \"aws_eks_node_group\" \"{label}\" {{\n  cluster_name = \"{label}\"\n  node_group_name = \"main\"\n}}\n"
            )
        };
        assert_eq!(found("aws/name-twice", &(group("a") + &group("b"))).len(), 0, "each cluster has its own");
    }
}
