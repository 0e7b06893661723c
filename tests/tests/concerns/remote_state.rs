//! Where state lies is known only when the bootstrap was applied.

use groundplan_tests::case::all_roots;
use groundplan_tests::root::{Root, entries};
use serde_json::{Value, json};

use super::bootstrap;

#[test]
fn remote_state_is_never_hard_coded() {
    let mut keys = Vec::new();
    for (name, root) in all_roots() {
        let backend = &root.files["terraform.tf.json"]["terraform"]["backend"];
        if root.is_environment() {
            let settings: Vec<&str> = entries(&backend["s3"]).map(|(key, _)| key).collect();
            assert_eq!(settings, ["key"], "{name}: only the key is known before the bootstrap");
            assert!(!own_text(root).contains("-tfstate-"), "{name} names the bucket");
            keys.push(backend["s3"]["key"].to_string());
        } else {
            assert_eq!(*backend, Value::Null, "{name} is applied before there is a bucket");
        }
    }
    assert!(keys.contains(&json!("shop/live/terraform.tfstate").to_string()));
    bucket_is_named_when_applied();
    the_partial_configuration_is_an_output();
}

/// An import through the state of another stack names the bucket of that one, which is there already.
fn own_text(root: &Root) -> String {
    let files = root.files.iter().filter(|(name, _)| *name != "imports.tf.json");
    files.map(|(_, file)| file.to_string()).collect()
}

fn bucket_is_named_when_applied() {
    let root = bootstrap("state/both");
    let name = root.resource("aws_s3_bucket", "state")["bucket"].as_str().expect("it has a name");
    assert!(
        name.contains("${data.aws_caller_identity.current.account_id}"),
        "{name} is the same for two people"
    );
}

fn the_partial_configuration_is_an_output() {
    let config = |folder| {
        let root = bootstrap(folder);
        let output = root.section("output").find(|(name, _)| *name == "backend_config");
        output.expect("there is the output").1["value"].as_str().expect("it is text").to_owned()
    };
    let (both, table) = (config("state/both"), config("state/dynamodb"));
    let default = config("stack/three-environments");
    assert!(
        default.contains("bucket = \"${aws_s3_bucket.state.id}\"\n") && default.contains("encrypt = true\n")
    );
    assert!(default.contains("use_lockfile = true\n") && !default.contains("dynamodb_table"), "{default}");
    assert!(
        both.contains("use_lockfile = true\n")
            && both.contains("dynamodb_table = \"${aws_dynamodb_table.lock.name}\"\n")
    );
    assert!(
        table.contains("dynamodb_table") && !table.contains("use_lockfile") && !table.contains("kms_key_id"),
        "{table}"
    );
    assert!(both.contains("kms_key_id = \"${aws_kms_key.state.arn}\"\n"), "{both}");
}
