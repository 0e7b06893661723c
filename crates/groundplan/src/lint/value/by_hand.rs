//! Rules about arguments that the provider was not asked about, or that are narrower than what AWS's own description has.

/// The type, the argument, and the rule as the table has it.
///
/// Sources: the errors of provider 5.100 for values outside of these, and
/// <https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html>,
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleRule.html>,
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeDefinition.html>,
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html>,
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html>,
/// <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html>.
const RULES: &[(&str, &str, &str)] = &[
    ("aws_lambda_function", "timeout", "range! 1 900"),
    ("aws_lambda_function", "memory_size", "range! 128 10240"),
    ("aws_s3_bucket_lifecycle_configuration", "rule.status", "words! Disabled Enabled"),
    ("aws_launch_template", "name", "length! 3 128"),
    ("aws_dynamodb_table", "attribute.type", "words! B N S"),
    ("aws_kms_key", "rotation_period_in_days", "range! 90 2560"),
    ("aws_kms_key", "deletion_window_in_days", "range! 7 30"),
    ("aws_db_instance", "backup_retention_period", "range! 0 35"),
    ("aws_rds_cluster", "backup_retention_period", "range! 0 35"),
    ("aws_db_instance", "engine", ENGINES),
    ("aws_ecs_task_definition", "container_definitions", "json! any"),
];

/// Engines of single databases, where no newer one is like them.
/// <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html>
const ENGINES: &str = "words! aurora-mysql aurora-postgresql custom-oracle-ee custom-oracle-ee-cdb custom-oracle-se2 custom-oracle-se2-cdb custom-sqlserver-ee custom-sqlserver-se custom-sqlserver-web custom-sqlserver-dev db2-ae db2-se mariadb mysql oracle-ee oracle-ee-cdb oracle-se2 oracle-se2-cdb postgres sqlserver-ee sqlserver-ex sqlserver-se sqlserver-web";

/// Every rule.
#[cfg(test)]
pub(super) fn all() -> impl Iterator<Item = super::facts::Fact> {
    RULES.iter().map(|(.., rule)| super::facts::Fact::parse(rule))
}

/// The rule about an argument, by its path without indices.
pub(super) fn rule(kind: &str, path: &str) -> Option<&'static str> {
    RULES.iter().find(|(of, argument, _)| *of == kind && *argument == path).map(|(.., rule)| *rule)
}
