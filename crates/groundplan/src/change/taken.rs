//! Names that AWS gives to one object at a time: a new object cannot have the name of one that is still there.

use std::collections::BTreeMap;

use super::between::{Comparison, Pair, kind_of};
use super::effect::{Effect, ObjectChange};
use super::known::{Known, at};
use crate::terraform::InstanceAddress;

/// Types with the argument that no two objects of an account and region have in common, of which AWS refuses a second
/// one.
///
/// Sources, the errors of the calls that create them: `ResourceAlreadyExistsException` of CloudWatch Logs,
/// `EntityAlreadyExists` of IAM, `DuplicateLoadBalancerName` and `DuplicateTargetGroupName` of Elastic Load Balancing,
/// `RepositoryAlreadyExistsException` of ECR, `ResourceInUseException` of DynamoDB, `DBInstanceAlreadyExists` and
/// `DBClusterAlreadyExistsFault` of RDS, `ResourceConflictException` of Lambda, `ResourceExistsException` of Secrets Manager,
/// `ParameterAlreadyExists` of Systems Manager, `AlreadyExistsException` of KMS, `WAFDuplicateItemException` of WAF, at
/// <https://docs.aws.amazon.com>.
const UNIQUE: &[(&str, &str)] = &[
    ("aws_cloudwatch_log_group", "name"),
    ("aws_iam_group", "name"),
    ("aws_iam_instance_profile", "name"),
    ("aws_iam_policy", "name"),
    ("aws_iam_role", "name"),
    ("aws_iam_user", "name"),
    ("aws_lb", "name"),
    ("aws_alb", "name"),
    ("aws_lb_target_group", "name"),
    ("aws_alb_target_group", "name"),
    ("aws_ecr_repository", "name"),
    ("aws_dynamodb_table", "name"),
    ("aws_db_instance", "identifier"),
    ("aws_rds_cluster", "cluster_identifier"),
    ("aws_lambda_function", "function_name"),
    ("aws_secretsmanager_secret", "name"),
    ("aws_ssm_parameter", "name"),
    ("aws_kms_alias", "name"),
    ("aws_wafv2_web_acl", "name"),
];

/// The objects that are destroyed, by type and name.
pub(super) type Freed = BTreeMap<(String, String), InstanceAddress>;

/// The names that become free.
pub(super) fn freed<'a>(
    objects: impl Iterator<Item = &'a ObjectChange>,
    comparison: &Comparison<'_>,
) -> Freed {
    let destroyed = objects.filter(|object| object.effect == Effect::Destroyed);
    let named = destroyed.filter_map(|object| {
        let pair = comparison.pair(object.address.as_str())?;
        let kind = kind_of(pair);
        Some(((kind.to_owned(), name(kind, &pair.before)?.to_owned()), object.address.clone()))
    });
    named.collect()
}

/// Why AWS refuses a new object: the old one of its name is there, or may still be.
pub(super) fn refused(object: &ObjectChange, pair: &Pair<'_>, freed: &Freed) -> Option<String> {
    let kind = kind_of(pair);
    let name = name(kind, &pair.after)?;
    match object.effect {
        Effect::Created => {
            let holder = freed.get(&(kind.to_owned(), name.to_owned()))?;
            Some(format!(
                "AWS refuses it while {holder} has the same name; Terraform destroys that in no certain order"
            ))
        }
        Effect::Replaced if object.new_first && self::name(kind, &pair.before) == Some(name) => Some(
            "AWS refuses the new one while the old one has the same name, and the new one is created first"
                .to_owned(),
        ),
        _ => None,
    }
}

/// The name of an object, where it is known and its type has such a name.
fn name<'a>(kind: &str, body: &'a Known) -> Option<&'a str> {
    let (_, argument) = UNIQUE.iter().find(|(of, _)| *of == kind)?;
    match at(body, &[argument]) {
        Known::Scalar(name) => Some(name),
        _ => None,
    }
}
