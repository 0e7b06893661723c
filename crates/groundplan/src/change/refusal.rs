//! What Terraform or AWS refuses, so that an apply stops half way.

use super::between::{Comparison, Pair, kind_of};
use super::data::is_true;
use super::effect::{Effect, ObjectChange};
use super::known::{Known, at};
use super::names::resource_at;

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

/// What AWS deletes only when nothing uses it.
///
/// Sources: the errors `ResourceInUse`, `DependencyViolation` and `ClusterContainsServicesException` of these services at
/// <https://docs.aws.amazon.com>.
const IN_USE: &[&str] = &[
    "aws_vpc",
    "aws_subnet",
    "aws_security_group",
    "aws_internet_gateway",
    "aws_lb_target_group",
    "aws_alb_target_group",
    "aws_ecs_cluster",
    "aws_acm_certificate",
    "aws_iam_policy",
    "aws_db_subnet_group",
    "aws_db_parameter_group",
    "aws_elasticache_subnet_group",
];

/// Why an object that goes away cannot.
pub(super) fn refused(object: &ObjectChange, pair: &Pair<'_>, comparison: &Comparison<'_>) -> Option<String> {
    let is_prevented =
        object.effect == Effect::Replaced && is_true(at(&pair.after, &["lifecycle", "prevent_destroy"]));
    if is_prevented {
        return Some("Terraform refuses the plan: lifecycle.prevent_destroy is true".to_owned());
    }
    let kind = kind_of(pair);
    if let Some(protected) = protected(kind, &pair.before) {
        return Some(protected);
    }
    let user = || user(object, comparison);
    let is_used = IN_USE.contains(&kind) && object.effect == Effect::Replaced && !object.new_first;
    is_used.then(user).flatten().map(|user| format!("AWS refuses to delete it while {user} uses it"))
}

/// What protects an object, by its own arguments.
pub(super) fn protected(kind: &str, before: &Known) -> Option<String> {
    let (_, argument, value) = PROTECTIONS.iter().find(|(of, argument, value)| {
        *of == kind && *at(before, &[argument]) == Known::Scalar((*value).to_owned())
    })?;
    Some(format!("AWS refuses to delete it while {argument} is {value}"))
}

/// A resource that refers to the object and stays.
fn user(object: &ObjectChange, comparison: &Comparison<'_>) -> Option<String> {
    let address = resource_at(object.address.as_str())?;
    let users = comparison.dependents().resources_of(&address);
    users
        .into_iter()
        .filter_map(|user| user.address())
        .map(|user| user.to_string())
        .find(|user| comparison.stays(user))
}
