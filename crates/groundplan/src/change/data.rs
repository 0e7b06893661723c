//! What holds data, and what becomes of it when its object goes away.

use super::effect::Data;
use super::known::{Known, at};
use super::refusal::lacks_snapshot;

/// A type of which objects hold data.
struct Holder {
    kind: &'static str,
    holds: &'static str,
    /// Settings that keep the data in another place.
    kept: &'static [(&'static str, Is, &'static str)],
}

/// When a setting keeps data.
#[derive(Clone, Copy)]
enum Is {
    /// It is set to anything.
    Set,
    /// It is not `true`; that is the provider's default.
    NotTrue,
    True,
}

const fn lost(kind: &'static str, holds: &'static str) -> Holder {
    Holder { kind, holds, kept: &[] }
}

const fn kept(
    kind: &'static str,
    holds: &'static str,
    kept: &'static [(&'static str, Is, &'static str)],
) -> Holder {
    Holder { kind, holds, kept }
}

const FINAL_SNAPSHOT: &[(&str, Is, &str)] = &[("skip_final_snapshot", Is::NotTrue, "in its final snapshot")];
const SNAPSHOT: &[(&str, Is, &str)] = &[("final_snapshot_identifier", Is::Set, "in its final snapshot")];

/// Sources: what the pages of these types at <https://registry.terraform.io/providers/hashicorp/aws/latest/docs> say of
/// final snapshots, recovery windows and `force_destroy`.
const HOLDERS: &[Holder] = &[
    kept(
        "aws_s3_bucket",
        "objects",
        &[("force_destroy", Is::NotTrue, "in the bucket, which AWS deletes only when it is empty")],
    ),
    kept(
        "aws_cloudwatch_log_group",
        "log events",
        &[("skip_destroy", Is::True, "in the log group, which stays")],
    ),
    kept("aws_db_instance", "a database", FINAL_SNAPSHOT),
    kept("aws_rds_cluster", "a database", FINAL_SNAPSHOT),
    kept("aws_docdb_cluster", "a database", FINAL_SNAPSHOT),
    kept("aws_neptune_cluster", "a database", FINAL_SNAPSHOT),
    kept("aws_redshift_cluster", "a database", FINAL_SNAPSHOT),
    kept("aws_memorydb_cluster", "a database", &[("final_snapshot_name", Is::Set, "in its final snapshot")]),
    kept("aws_elasticache_cluster", "a cache", SNAPSHOT),
    kept("aws_elasticache_replication_group", "a cache", SNAPSHOT),
    lost("aws_dynamodb_table", "items"),
    lost("aws_efs_file_system", "files"),
    kept(
        "aws_ecr_repository",
        "images",
        &[("force_delete", Is::NotTrue, "in the repository, which AWS deletes only when it is empty")],
    ),
    kept(
        "aws_ecrpublic_repository",
        "images",
        &[("force_destroy", Is::NotTrue, "in the repository, which AWS deletes only when it is empty")],
    ),
    lost("aws_sqs_queue", "messages"),
    lost("aws_kinesis_stream", "records"),
    lost("aws_msk_cluster", "records"),
    lost("aws_mq_broker", "messages"),
    lost("aws_opensearch_domain", "indexes"),
    lost("aws_elasticsearch_domain", "indexes"),
    kept("aws_ebs_volume", "a file system", &[("final_snapshot", Is::True, "in its final snapshot")]),
    lost("aws_cognito_user_pool", "users"),
    kept(
        "aws_backup_vault",
        "backups",
        &[("force_destroy", Is::NotTrue, "in the vault, which AWS deletes only when it is empty")],
    ),
    lost("aws_timestreamwrite_table", "records"),
    lost("aws_keyspaces_table", "rows"),
    lost("aws_prometheus_workspace", "metrics"),
    lost("aws_codecommit_repository", "a repository"),
    lost("aws_fsx_lustre_file_system", "files"),
    kept(
        "aws_fsx_windows_file_system",
        "files",
        &[("skip_final_backup", Is::NotTrue, "in its final backup")],
    ),
    kept("aws_fsx_ontap_volume", "files", &[("skip_final_backup", Is::NotTrue, "in its final backup")]),
    kept(
        "aws_fsx_openzfs_file_system",
        "files",
        &[("skip_final_backup", Is::NotTrue, "in its final backup")],
    ),
    lost("aws_ebs_snapshot", "a snapshot"),
    lost("aws_db_snapshot", "a snapshot"),
    lost("aws_db_cluster_snapshot", "a snapshot"),
    lost("aws_ami", "an image"),
    lost("aws_s3_object", "an object"),
    lost("aws_dynamodb_table_item", "an item"),
];

/// What becomes of the data of an object that goes away.
pub(super) fn data(kind: &str, body: &Known) -> Option<Data> {
    match kind {
        "aws_secretsmanager_secret" => return Some(secret(body)),
        "aws_kms_key" | "aws_kms_replica_key" => return Some(key(body)),
        _ => {}
    }
    if lacks_snapshot(kind, body) {
        let kept = Some("as it cannot be deleted".to_owned());
        return Some(Data { holds: "a database".to_owned(), lost: false, kept });
    }
    let holder = HOLDERS.iter().find(|holder| holder.kind == kind)?;
    let keeps = |(name, is, _): &&(&str, Is, &str)| match (is, at(body, &[name])) {
        (Is::Set, value) => *value != Known::Absent,
        (Is::NotTrue, value) => !is_true(value),
        (Is::True, value) => is_true(value),
    };
    let kept = holder.kept.iter().find(keeps).map(|(_, _, place)| (*place).to_owned());
    Some(Data { holds: holder.holds.to_owned(), lost: kept.is_none(), kept })
}

/// Settings of how long data is kept: the type, the argument, what it holds, and the value that keeps it for ever.
///
/// Sources: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html>,
/// <https://docs.aws.amazon.com/streams/latest/dev/kinesis-extended-retention.html>,
/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html>,
/// <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.Enabling.html>.
const RETENTIONS: &[(&str, &str, &str, Option<&str>)] = &[
    ("aws_cloudwatch_log_group", "retention_in_days", "log events that are older", Some("0")),
    ("aws_kinesis_stream", "retention_period", "records that are older", None),
    ("aws_sqs_queue", "message_retention_seconds", "messages that are older", None),
    ("aws_db_instance", "backup_retention_period", "backups that are older", None),
    ("aws_rds_cluster", "backup_retention_period", "backups that are older", None),
];

/// The data that a shorter retention deletes.
pub(super) fn of_update(kind: &str, before: &Known, after: &Known) -> Option<Data> {
    let (_, argument, holds, forever) = RETENTIONS.iter().find(|(of, ..)| *of == kind)?;
    let days = |body: &Known| match at(body, &[argument]) {
        Known::Scalar(text) if Some(text.as_str()) == *forever => Some(u64::MAX),
        Known::Scalar(text) => text.parse().ok(),
        Known::Absent if forever.is_some() => Some(u64::MAX),
        _ => None,
    };
    let (old, new) = (days(before)?, days(after)?);
    (new < old).then(|| Data { holds: (*holds).to_owned(), lost: true, kept: None })
}

/// A secret can be restored for some days, unless it is deleted at once.
///
/// Source: <https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html>.
fn secret(body: &Known) -> Data {
    let kept = match at(body, &["recovery_window_in_days"]) {
        Known::Scalar(days) if days == "0" => None,
        Known::Scalar(days) => Some(format!("for {days} days, in which its name is taken")),
        _ => Some("for 30 days, in which its name is taken".to_owned()),
    };
    Data { holds: "a secret".to_owned(), lost: kept.is_none(), kept }
}

/// A key is deleted after a waiting period, and with it what it encrypts.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html>.
fn key(body: &Known) -> Data {
    let days = match at(body, &["deletion_window_in_days"]) {
        Known::Scalar(days) => days.clone(),
        _ => "30".to_owned(),
    };
    let kept = Some(format!("for {days} days; afterwards nobody can read what the key encrypts"));
    Data { holds: "what it encrypts".to_owned(), lost: true, kept }
}

pub(super) fn is_true(known: &Known) -> bool {
    *known == Known::Scalar("true".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(entries: &[(&str, &str)]) -> Known {
        Known::Object(
            entries
                .iter()
                .map(|(name, value)| ((*name).to_owned(), Known::Scalar((*value).to_owned())))
                .collect(),
        )
    }

    #[test]
    fn what_is_kept_is_not_lost() {
        let is_lost = |kind, entries: &[(&str, &str)]| data(kind, &body(entries)).map(|data| data.lost);
        assert_eq!(is_lost("aws_s3_bucket", &[]), Some(false));
        assert_eq!(is_lost("aws_s3_bucket", &[("force_destroy", "true")]), Some(true));
        assert_eq!(is_lost("aws_db_instance", &[("skip_final_snapshot", "true")]), Some(true));
        assert_eq!(is_lost("aws_secretsmanager_secret", &[]), Some(false));
        assert_eq!(is_lost("aws_secretsmanager_secret", &[("recovery_window_in_days", "0")]), Some(true));
        assert_eq!(is_lost("aws_kms_key", &[]), Some(true));
        assert_eq!(is_lost("aws_vpc", &[]), None);
    }
}
