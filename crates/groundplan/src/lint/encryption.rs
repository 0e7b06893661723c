//! Encryption that is switched off by hand, and keys that are never renewed.

use crate::diagnostic::{Report, Rule, rules};
use crate::model::{Model, Place};

rules! {
    /// Encryption is not switched off.
    ///
    /// Most of these cannot be encrypted later: a new one has to be made from a copy. Controls: RDS.3, EC2.3, EFS.1,
    /// ElastiCache.4, ElastiCache.5, Redshift.10, Opensearch.1, Opensearch.3, SQS.1; CKV_AWS_16, CKV_AWS_3, CKV_AWS_5, CKV_AWS_6,
    /// CKV_AWS_8, CKV_AWS_27, CKV_AWS_29, CKV_AWS_30, CKV_AWS_42, CKV_AWS_64.
    AWS_UNENCRYPTED = warning "aws/unencrypted", "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-3";

    /// A key is renewed each year.
    ///
    /// Rotation is off unless it is switched on. What was encrypted stays readable: AWS keeps the old material of the key. Keys
    /// that are not symmetric, or lie elsewhere, cannot be rotated so. Controls: KMS.4; CKV_AWS_7; CIS AWS Foundations 3.6.
    AWS_KEY_ROTATION = warning "aws/key-rotation", "https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html";
}

/// Switches of encryption at rest or on the way: the type, the blocks that lead to the switch, and the switch.
const SWITCHES: [(&str, &[&str], &str); 18] = [
    ("aws_db_instance", &[], "storage_encrypted"),
    ("aws_rds_cluster", &[], "storage_encrypted"),
    ("aws_docdb_cluster", &[], "storage_encrypted"),
    ("aws_neptune_cluster", &[], "storage_encrypted"),
    ("aws_ebs_volume", &[], "encrypted"),
    ("aws_instance", &["root_block_device"], "encrypted"),
    ("aws_instance", &["ebs_block_device"], "encrypted"),
    ("aws_launch_template", &["block_device_mappings", "ebs"], "encrypted"),
    ("aws_launch_configuration", &["root_block_device"], "encrypted"),
    ("aws_efs_file_system", &[], "encrypted"),
    ("aws_redshift_cluster", &[], "encrypted"),
    ("aws_elasticache_replication_group", &[], "at_rest_encryption_enabled"),
    ("aws_elasticache_replication_group", &[], "transit_encryption_enabled"),
    ("aws_opensearch_domain", &["encrypt_at_rest"], "enabled"),
    ("aws_opensearch_domain", &["node_to_node_encryption"], "enabled"),
    ("aws_elasticsearch_domain", &["encrypt_at_rest"], "enabled"),
    ("aws_elasticsearch_domain", &["node_to_node_encryption"], "enabled"),
    ("aws_sqs_queue", &[], "sqs_managed_sse_enabled"),
];

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    for (kind, blocks, switch) in SWITCHES {
        for resource in model.resources(kind).filter(|one| !has_own_key(one)) {
            let mut places = vec![resource];
            for block in blocks {
                places = places.iter().flat_map(|place| place.blocks(block)).collect();
            }
            places.iter().for_each(|place| switched(place, switch, report));
        }
    }
    model.resources("aws_kms_key").for_each(|key| rotation(&key, report));
}

/// A queue with a key of its own has its managed encryption off.
fn has_own_key(resource: &Place<'_>) -> bool {
    resource.item.resource_type == *"aws_sqs_queue" && resource.may_have("kms_master_key_id")
}

fn switched(place: &Place<'_>, switch: &str, report: &mut Report) {
    if place.boolean(switch) == Some(false) {
        let finding = place.found(Rule::AWS_UNENCRYPTED, switch, "encryption is switched off").given("false");
        report.add(finding.wants("true").hint("true"));
    }
}

fn rotation(key: &Place<'_>, report: &mut Report) {
    let is = |name: &str, word: &str| key.lacks(name) || key.text(name) == Some(word);
    let is_symmetric =
        is("customer_master_key_spec", "SYMMETRIC_DEFAULT") && is("key_usage", "ENCRYPT_DECRYPT");
    let is_off = key.boolean_or("enable_key_rotation", false) == Some(false);
    let is_here = key.lacks("custom_key_store_id") && key.boolean("is_enabled") != Some(false);
    if is_symmetric && is_off && is_here {
        let finding = key.found(Rule::AWS_KEY_ROTATION, "enable_key_rotation", "the key is never renewed");
        report.add(finding.wants("true").hint("true"));
    }
}

#[cfg(test)]
mod tests {
    use super::super::trial::found;

    fn of(code: &str, kind: &str, body: &str) -> usize {
        found(code, &format!("resource \"{kind}\" \"a\" {{\n{body}\n}}\n")).len()
    }

    #[test]
    fn a_switch_within_blocks_is_found() {
        let code = "aws/unencrypted";
        assert_eq!(of(code, "aws_instance", "root_block_device {\n  encrypted = false\n}"), 1);
        assert_eq!(of(code, "aws_instance", "root_block_device {\n  encrypted = var.a\n}"), 0);
        assert_eq!(
            of(
                code,
                "aws_launch_template",
                "block_device_mappings {\n  ebs {\n    encrypted = \"false\"\n  }\n}"
            ),
            1
        );
        assert_eq!(of(code, "aws_opensearch_domain", "encrypt_at_rest {\n  enabled = false\n}"), 1);
        assert_eq!(of(code, "aws_sqs_queue", "sqs_managed_sse_enabled = false"), 1);
        assert_eq!(
            of(code, "aws_sqs_queue", "sqs_managed_sse_enabled = false\nkms_master_key_id = var.a"),
            0
        );
    }

    #[test]
    fn a_symmetric_key_alone_is_renewed() {
        let of = |body: &str| of("aws/key-rotation", "aws_kms_key", body);
        assert_eq!([of(""), of("enable_key_rotation = false")], [1, 1]);
        for fine in [
            "enable_key_rotation = true",
            "enable_key_rotation = var.a",
            "customer_master_key_spec = \"RSA_2048\"",
            "customer_master_key_spec = var.a",
            "key_usage = \"GENERATE_VERIFY_MAC\"",
            "custom_key_store_id = \"cks-1\"",
        ] {
            assert_eq!(of(fine), 0, "{fine}");
        }
    }
}
