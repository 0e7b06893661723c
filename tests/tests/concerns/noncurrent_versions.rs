//! Old versions of the state expire, and every bucket is closed.

use groundplan_tests::case::{all_roots, codes_of_yaml};
use groundplan_tests::policy::{by_id, one_or_many, statements};
use groundplan_tests::root::texts;
use serde_json::{Value, json};

use super::bootstrap;

#[test]
fn old_state_versions_expire() {
    let rule =
        |folder| bootstrap(folder).resource("aws_s3_bucket_lifecycle_configuration", "state")["rule"].clone();
    for (folder, days) in [("state/both", 90), ("state/dynamodb", 30)] {
        let rule = rule(folder);
        assert_eq!(rule["status"], "Enabled");
        assert_eq!(rule["noncurrent_version_expiration"]["noncurrent_days"], days, "{folder}");
        assert_eq!(rule["abort_incomplete_multipart_upload"]["days_after_initiation"], 7, "{folder}");
        assert_eq!(
            rule["filter"],
            json!({}),
            "{folder}: without a filter the provider warns, and will refuse"
        );
        assert_eq!(rule["expiration"], Value::Null, "{folder}: the state itself never expires");
    }
    let root = bootstrap("state/both");
    let lifecycle = root.resource("aws_s3_bucket_lifecycle_configuration", "state");
    assert_eq!(texts(&lifecycle["depends_on"]), ["aws_s3_bucket_versioning.state"]);
    let versioning = &root.resource("aws_s3_bucket_versioning", "state")["versioning_configuration"];
    assert_eq!(versioning["status"], "Enabled");
    assert_eq!(
        codes_of_yaml(
            "{stack: s, region: eu-west-1, state: {noncurrentVersions: 0 days}, environments: {dev: {}}}"
        ),
        ["state/noncurrent-versions"]
    );
    every_bucket_is_closed();
}

fn every_bucket_is_closed() {
    for (name, root) in all_roots() {
        for (label, _) in root.resources("aws_s3_bucket") {
            let block = root.resource("aws_s3_bucket_public_access_block", label);
            let flags =
                ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"];
            assert!(flags.iter().all(|flag| block[flag] == true), "{name} {label}");
            let owner = &root.resource("aws_s3_bucket_ownership_controls", label)["rule"]["object_ownership"];
            assert_eq!(owner, "BucketOwnerEnforced", "{name} {label}");
            let policy = &root.resource("aws_s3_bucket_policy", label)["policy"];
            let deny = by_id(&statements(root, policy), "DenyInsecureTransport").clone();
            assert_eq!(
                (&deny["Effect"], &deny["Principal"]),
                (&json!("Deny"), &json!("*")),
                "{name} {label}"
            );
            assert_eq!(deny["Condition"]["Bool"]["aws:SecureTransport"], "false", "{name} {label}");
            assert_eq!(
                one_or_many(&deny["Resource"]).len(),
                2,
                "{name} {label}: the bucket and what is in it"
            );
            let encryption = root.resource("aws_s3_bucket_server_side_encryption_configuration", label);
            assert!(
                encryption["rule"]["apply_server_side_encryption_by_default"]["sse_algorithm"].is_string()
            );
        }
    }
}
