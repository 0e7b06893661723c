//! What Terraform or AWS refuses, so that an apply stops half way.

use super::between::{Comparison, Pair, kind_of};
use super::data::is_true;
use super::effect::{Effect, ObjectChange};
use super::known::{Known, at};
use super::names::{self, resource_at};
use crate::terraform::{Item, Reference, Section};

/// Arguments that keep AWS or the provider from deleting an object: the type, the argument, its value, what to do.
///
/// Sources: the pages of these types at <https://registry.terraform.io/providers/hashicorp/aws/latest/docs>.
const PROTECTIONS: &[(&str, &str, &str)] = &[
    ("aws_lb", "enable_deletion_protection", "true"),
    ("aws_alb", "enable_deletion_protection", "true"),
    ("aws_db_instance", "deletion_protection", "true"),
    ("aws_rds_cluster", "deletion_protection", "true"),
    ("aws_docdb_cluster", "deletion_protection", "true"),
    ("aws_neptune_cluster", "deletion_protection", "true"),
    ("aws_dynamodb_table", "deletion_protection_enabled", "true"),
    ("aws_cognito_user_pool", "deletion_protection", "ACTIVE"),
    ("aws_instance", "disable_api_termination", "true"),
];

/// What AWS deletes only when nothing uses it, and what uses it: types, by how they begin; of none given, all but those that only
/// write of it.
///
/// Sources: the errors `ResourceInUse`, `DependencyViolation`, `DeleteConflict` and `ClusterContainsServicesException` of these services
/// at <https://docs.aws.amazon.com>.
const IN_USE: &[(&str, &[&str])] = &[
    ("aws_vpc", &[]),
    ("aws_subnet", &[]),
    ("aws_security_group", &[]),
    ("aws_internet_gateway", &[]),
    ("aws_lb_target_group", LISTENERS),
    ("aws_alb_target_group", LISTENERS),
    ("aws_ecs_cluster", &["aws_ecs_service", "aws_ecs_task_set"]),
    (
        "aws_acm_certificate",
        &[
            "aws_lb_listener",
            "aws_alb_listener",
            "aws_cloudfront_distribution",
            "aws_api_gateway_domain_name",
            "aws_apigatewayv2_domain_name",
            "aws_appsync_domain_name",
            "aws_cognito_user_pool_domain",
        ],
    ),
    (
        "aws_iam_policy",
        &[
            "aws_iam_role_policy_attachment",
            "aws_iam_user_policy_attachment",
            "aws_iam_group_policy_attachment",
            "aws_iam_policy_attachment",
        ],
    ),
    ("aws_launch_configuration", &["aws_autoscaling_group"]),
    ("aws_db_subnet_group", &["aws_db_instance", "aws_rds_cluster"]),
    ("aws_db_parameter_group", &["aws_db_instance", "aws_rds_cluster_instance"]),
    ("aws_elasticache_subnet_group", &["aws_elasticache_cluster", "aws_elasticache_replication_group"]),
];

const LISTENERS: &[&str] = &["aws_lb_listener", "aws_alb_listener"];

/// What only writes of a thing, or watches it.
const OBSERVERS: &[&str] = &[
    "aws_cloudwatch_",
    "aws_route53_",
    "aws_s3_object",
    "aws_secretsmanager_secret_version",
    "aws_servicediscovery_",
    "aws_ssm_parameter",
    "aws_flow_log",
];

/// Why an object that goes away cannot.
pub(super) fn refused(object: &ObjectChange, pair: &Pair<'_>, comparison: &Comparison<'_>) -> Option<String> {
    // Of an instance that goes, Terraform asks the block that is still there.
    if is_true(at(&pair.after, &["lifecycle", "prevent_destroy"])) {
        return Some("Terraform refuses the plan: lifecycle.prevent_destroy is true".to_owned());
    }
    let kind = kind_of(pair);
    if let Some(protected) = protected(kind, &pair.before) {
        return Some(protected);
    }
    if let Some(writer) = writer(object, pair, comparison) {
        return Some(format!(
            "AWS refuses to delete it while it has objects, and {writer} writes some: empty it first"
        ));
    }
    let (_, users) = IN_USE.iter().find(|(known, _)| *known == kind)?;
    let is_in_way = object.effect == Effect::Replaced && !object.new_first;
    let user = is_in_way.then(|| user(object, users, comparison)).flatten()?;
    Some(format!("AWS refuses to delete it while {user} uses it"))
}

/// Databases that the provider deletes only with a final snapshot, or with `skip_final_snapshot`.
///
/// Source: the errors "final_snapshot_identifier is required" of these types in the provider's `internal/service`.
const SNAPSHOT: [&str; 5] = [
    "aws_db_instance",
    "aws_rds_cluster",
    "aws_docdb_cluster",
    "aws_neptune_cluster",
    "aws_redshift_cluster",
];

/// Whether the provider refuses to delete a database, as it cannot name the final snapshot.
pub(super) fn lacks_snapshot(kind: &str, before: &Known) -> bool {
    let is_skipped = match at(before, &["skip_final_snapshot"]) {
        Known::Absent => false,
        Known::Scalar(word) => word != "false",
        _ => true,
    };
    SNAPSHOT.contains(&kind) && !is_skipped && *at(before, &["final_snapshot_identifier"]) == Known::Absent
}

/// What protects an object, by its own arguments.
pub(super) fn protected(kind: &str, before: &Known) -> Option<String> {
    if lacks_snapshot(kind, before) {
        return Some("the provider refuses to delete it: final_snapshot_identifier is not set".to_owned());
    }
    let (_, argument, value) = PROTECTIONS.iter().find(|(of, argument, value)| {
        *of == kind && *at(before, &[argument]) == Known::Scalar((*value).to_owned())
    })?;
    Some(format!("AWS refuses to delete it while {argument} is {value}"))
}

/// What writes logs into a bucket: the type, the argument that names the bucket, and the one that has to be `true` for that.
///
/// Sources: the pages of these types at <https://registry.terraform.io/providers/hashicorp/aws/latest/docs>.
const WRITERS: [(&str, &str, Option<&str>); 6] = [
    ("aws_alb", "access_logs", Some("enabled")),
    ("aws_cloudfront_distribution", "logging_config", None),
    ("aws_cloudtrail", "s3_bucket_name", None),
    ("aws_flow_log", "log_destination", None),
    ("aws_lb", "access_logs", Some("enabled")),
    ("aws_s3_bucket_logging", "target_bucket", None),
];

/// What has written into a bucket that goes and is not emptied by the provider.
fn writer(object: &ObjectChange, pair: &Pair<'_>, comparison: &Comparison<'_>) -> Option<String> {
    let is_kept = kind_of(pair) == "aws_s3_bucket" && !is_true(at(&pair.before, &["force_destroy"]));
    let bucket = resource_at(object.address.as_str()).filter(|_| is_kept)?;
    let old = &comparison.sides.0;
    let mut items = old.document.items().iter().filter(|item| item.section == Section::Resource);
    let writes = |item: &&Item| {
        let kind = names::kind(&item.resource_type);
        let Some((_, argument, switch)) = WRITERS.iter().find(|(of, ..)| *of == kind) else { return false };
        let Some(content) = item.block().and_then(|block| block.get(argument)) else { return false };
        let is_on = switch.is_none_or(|switch| is_true(at(&old.knowledge.content(content, 0), &[switch])));
        let mut references = Vec::new();
        content.references(&mut references);
        let is_bucket = |one: &&Reference| {
            one.address.resource_type == bucket.resource_type
                && one.address.name == *names::unkeyed(&bucket.name)
        };
        is_on && references.iter().any(is_bucket)
    };
    Some(items.find(writes)?.address()?.to_string())
}

/// A resource that refers to the object and stays.
fn user(object: &ObjectChange, types: &[&str], comparison: &Comparison<'_>) -> Option<String> {
    let address = resource_at(object.address.as_str())?;
    let users = comparison.dependents().resources_of(&address);
    let holds = |kind: &str| match types {
        [] => kind.starts_with("aws_") && !OBSERVERS.iter().any(|observer| kind.starts_with(observer)),
        types => types.iter().any(|known| kind.starts_with(known)),
    };
    users
        .into_iter()
        .filter(|user| holds(names::kind(&user.resource_type)))
        .filter_map(|user| user.address())
        .map(|user| user.to_string())
        .find(|user| comparison.stays(user))
}
