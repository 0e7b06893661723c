//! The two phases of the bootstrap, and the way back, are explained.

use super::{bootstrap, case, readme};

#[test]
fn the_bootstrap_is_explained() {
    let text = readme("state/both");
    let place =
        |needle: &str| text.find(needle).unwrap_or_else(|| panic!("the README doesn't say `{needle}`"));
    let order = [
        place("## Phase 1"),
        place("terraform -chdir=bootstrap init"),
        place("terraform -chdir=bootstrap apply"),
        place("terraform -chdir=bootstrap output -raw backend_config > environments/try/try.tfbackend"),
        place("-migrate-state"),
        place("## Phase 2"),
        place("terraform -chdir=environments/try init -backend-config=try.tfbackend"),
        place("terraform -chdir=environments/pre apply"),
        place("## Destroy everything"),
    ];
    assert!(order.is_sorted(), "{order:?}");
    assert!(text.contains("deprecated"), "the README mentions Terraform's deprecation of the table");
    assert!(
        !readme("stack/three-environments").contains("DynamoDB"),
        "only a README with the table mentions it"
    );
    for environment in ["try", "pre", "live"] {
        let needle = format!("terraform -chdir=environments/{environment} init");
        assert!(readme("stack/three-environments").contains(&needle), "{needle}");
    }
    what_prevents_destruction_is_lifted_by_name(&text);
}

fn what_prevents_destruction_is_lifted_by_name(text: &str) {
    let root = bootstrap("state/both");
    let kept = root.all_resources().filter(|(.., body)| body["lifecycle"]["prevent_destroy"] == true);
    let kept: Vec<&str> = kept.map(|(kind, ..)| kind).collect();
    assert_eq!(kept.len(), 3, "bucket, key and table: {kept:?}");
    let override_file = text
        .lines()
        .find(|line| line.contains("destroy_override.tf.json") && line.contains("prevent_destroy"));
    let lifted = override_file.expect("the README lifts prevent_destroy");
    assert!(kept.iter().all(|kind| lifted.contains(kind)), "{lifted}");
}

#[test]
fn what_an_environment_in_use_holds_is_deleted_by_the_commands_shown() {
    let root = case("network/flow-logs-s3")
        .roots()
        .iter()
        .find(|root| root.is_environment())
        .expect("an environment");
    let guarded: Vec<&str> = root
        .resources("aws_s3_bucket")
        .filter(|(_, bucket)| bucket["force_destroy"] != true)
        .map(|(label, _)| label)
        .collect();
    assert!(!guarded.is_empty(), "the case has a bucket that Terraform refuses to delete with objects in it");
    let text = readme("network/flow-logs-s3");
    for label in guarded {
        assert!(text.contains(&format!(" -target=aws_s3_bucket.{label}")), "{label} is not changed first");
        assert!(
            text.contains(&format!(r#""{label}":{{"force_destroy":true}}"#)),
            "{label} keeps its objects"
        );
    }
}

#[test]
fn every_command_that_plans_gives_the_variables_without_a_default() {
    let text = readme("service/ecr-tag-variable");
    let plans = |line: &&str| {
        line.contains("environments/") && (line.contains(" apply") || line.contains(" destroy"))
    };
    let lines: Vec<&str> = text.lines().filter(|line| line.starts_with("terraform")).filter(plans).collect();
    assert!(lines.len() > 1 && lines.iter().all(|line| line.contains(" -var=")), "{lines:#?}");
}
