//! Names that are taken while a resource is replaced.

use std::collections::BTreeSet;

use super::target_group::is_made_first;
use crate::diagnostic::{Report, Rule, rules};
use crate::model::{Model, Place};
use crate::terraform::{Expression, Mode, Value};

rules! {
    /// A resource with `create_before_destroy` has a generated name.
    ///
    /// With a fixed name, the new resource's name is still taken: the apply fails.
    AWS_NAME_TAKEN = warning "aws/name-taken", "https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#create_before_destroy";
}

/// Types whose names AWS takes once, and that changes of other arguments replace (`schema/replaces.txt`), with the argument that
/// has the name, and the one that has a prefix in its place, where there is one.
/// Source: the pages of these types at <https://registry.terraform.io/providers/hashicorp/aws/latest/docs>.
pub(super) const UNIQUE: [(&str, &str, &str); 41] = [
    ("aws_alb", "name", "name_prefix"),
    ("aws_alb_target_group", "name", "name_prefix"),
    ("aws_batch_compute_environment", "name", "name_prefix"),
    ("aws_batch_compute_environment", "compute_environment_name", "compute_environment_name_prefix"),
    ("aws_cloudwatch_log_group", "name", "name_prefix"),
    ("aws_db_instance", "identifier", "identifier_prefix"),
    ("aws_db_option_group", "name", "name_prefix"),
    ("aws_db_parameter_group", "name", "name_prefix"),
    ("aws_docdb_cluster", "cluster_identifier", "cluster_identifier_prefix"),
    ("aws_docdb_cluster_instance", "identifier", "identifier_prefix"),
    ("aws_docdb_cluster_parameter_group", "name", "name_prefix"),
    ("aws_dynamodb_table", "name", ""),
    ("aws_ecr_repository", "name", ""),
    ("aws_ecs_capacity_provider", "name", ""),
    ("aws_ecs_service", "name", ""),
    ("aws_eks_cluster", "name", ""),
    ("aws_eks_node_group", "node_group_name", "node_group_name_prefix"),
    ("aws_elasticache_cluster", "cluster_id", ""),
    ("aws_elasticache_parameter_group", "name", ""),
    ("aws_elasticache_replication_group", "replication_group_id", ""),
    ("aws_elb", "name", "name_prefix"),
    ("aws_iam_instance_profile", "name", "name_prefix"),
    ("aws_iam_policy", "name", "name_prefix"),
    ("aws_iam_role", "name", "name_prefix"),
    ("aws_key_pair", "key_name", "key_name_prefix"),
    ("aws_lambda_function", "function_name", ""),
    ("aws_launch_configuration", "name", "name_prefix"),
    ("aws_lb", "name", "name_prefix"),
    ("aws_lb_target_group", "name", "name_prefix"),
    ("aws_memorydb_cluster", "name", "name_prefix"),
    ("aws_memorydb_parameter_group", "name", "name_prefix"),
    ("aws_neptune_cluster", "cluster_identifier", "cluster_identifier_prefix"),
    ("aws_neptune_cluster_instance", "identifier", "identifier_prefix"),
    ("aws_neptune_cluster_parameter_group", "name", "name_prefix"),
    ("aws_neptune_parameter_group", "name", "name_prefix"),
    ("aws_rds_cluster", "cluster_identifier", "cluster_identifier_prefix"),
    ("aws_rds_cluster_instance", "identifier", "identifier_prefix"),
    ("aws_rds_cluster_parameter_group", "name", "name_prefix"),
    ("aws_redshift_cluster", "cluster_identifier", ""),
    ("aws_s3_bucket", "bucket", "bucket_prefix"),
    ("aws_security_group", "name", "name_prefix"),
];

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    for (kind, name, prefix) in UNIQUE {
        for unique in model.resources(kind) {
            if unique.has(name) && is_made_first(&unique) && is_fixed(&unique, name) {
                let message = "the name would still be taken when the resource is replaced";
                let finding = unique.found(Rule::AWS_NAME_TAKEN, name, message);
                report.add(match prefix {
                    "" => finding
                        .wants("a name that changes with what replaces it, or no create_before_destroy"),
                    prefix => finding.wants(format!("{prefix}, so that each name is unique")),
                });
            }
        }
    }
}

/// Whether a name certainly stays when the resource is replaced: it is made of texts, variables, data and what is the same in
/// each run, and of no other resource, such as a random one.
fn is_fixed(unique: &Place<'_>, name: &str) -> bool {
    let Some(value) = unique.value_of(name) else { return true };
    is_stable(unique, value, 0) && inputs(value).is_disjoint(&inputs_beside(unique, name))
}

/// Arguments whose changes replace nothing.
const HARMLESS: [&str; 3] = ["tags", "tags_all", "provider"];

/// What the other arguments are made of: a name that is made of the same may change with them.
fn inputs_beside(unique: &Place<'_>, name: &str) -> BTreeSet<String> {
    let beside = unique.entries().into_iter().filter(|(key, _)| *key != name && !HARMLESS.contains(key));
    beside.flat_map(|(_, value)| inputs(value)).collect()
}

/// The variables and local values in a value.
fn inputs(value: &Value) -> BTreeSet<String> {
    let mut found = Vec::new();
    value.references(&mut found);
    found.retain(|reference| matches!(reference.address.mode, Mode::Variable | Mode::Local));
    found.iter().map(ToString::to_string).collect()
}

/// How many local values lead to the next.
const FURTHEST: usize = 8;

fn is_stable(unique: &Place<'_>, value: &Value, depth: usize) -> bool {
    let mut is_stable = depth < FURTHEST;
    value.visit(&mut |expression| {
        is_stable &= match expression {
            Expression::Reference(reference) => match reference.address.mode {
                Mode::Variable | Mode::Data => true,
                Mode::Local => unique
                    .model
                    .resolve(reference)
                    .is_some_and(|value| self::is_stable(unique, value, depth + 1)),
                _ => false,
            },
            Expression::Call(name, _) => {
                !matches!(name.as_str(), "uuid" | "timestamp" | "plantimestamp" | "bcrypt")
            }
            // What a map holds under a key may be what is replaced.
            Expression::Symbol(name) => !name.starts_with("each.value"),
            Expression::Invalid(_) => false,
            _ => true,
        };
    });
    is_stable
}

#[cfg(test)]
mod tests {
    use super::super::trial::found;

    fn group(name: &str, other: &str) -> Vec<String> {
        let text = format!(
            "variable \"env\" {{}}\nvariable \"port\" {{}}\nlocals {{\n  name = \"a-${{random_id.a.hex}}\"\n}}\nresource \"random_id\" \"a\" {{\n  byte_length = 2\n}}\n\
             resource \"aws_lb_target_group\" \"a\" {{\n  name = {name}\n  port = {other}\n  lifecycle {{\n    create_before_destroy = true\n  }}\n}}\n"
        );
        found("aws/name-taken", &text)
    }

    #[test]
    fn a_name_that_may_change_with_what_replaces_it_is_not_fixed() {
        let at = ["resource.aws_lb_target_group.a.name"];
        assert_eq!(group("\"a\"", "80"), at);
        assert_eq!(group("\"${var.env}-a\"", "80"), at);
        assert_eq!(group("\"a-${random_id.a.hex}\"", "80"), [""; 0]);
        assert_eq!(group("local.name", "80"), [""; 0]);
        assert_eq!(group("\"a-${var.port}\"", "var.port"), [""; 0]);
        assert_eq!(group("null", "80"), [""; 0]);
    }
}
