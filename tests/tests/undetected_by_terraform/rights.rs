//! Policies: who may do what.

use groundplan_tests::case::{accepted, all_roots, codes_of_yaml};
use groundplan_tests::policy::{all_statements, one_or_many};
use groundplan_tests::root::{blocks, walk};
use serde_json::Value;

use super::{every, must};

#[test]
fn buckets_are_in_lower_case() {
    assert_eq!(codes_of_yaml("{stack: Shop, region: eu-west-1, environments: {dev: {}}}"), [""; 0]);
    every("aws_s3_bucket", |_, _, bucket| {
        let name = [&bucket["bucket"], &bucket["bucket_prefix"]]
            .into_iter()
            .find_map(Value::as_str)
            .unwrap_or_default();
        let given = name.split("${").next().unwrap_or_default();
        must(!given.is_empty() && given == given.to_lowercase(), &format!("is called {name}"))
    });
}

#[test]
fn secrets_are_read_by_the_execution_role_and_nothing_else_is() {
    every("aws_ecs_task_definition", |root, label, _| {
        let read = root.local(&format!("{label}_execution_policy"));
        let is_reading =
            |statement: &&Value| ["ReadSecrets", "ReadParameters"].iter().any(|sid| statement["Sid"] == *sid);
        let read = blocks(read, "Statement").into_iter().filter(is_reading);
        let allowed: Vec<&str> = read.flat_map(|statement| one_or_many(&statement["Resource"])).collect();
        let containers = root.containers(label);
        let secrets =
            containers.iter().flat_map(|one| blocks(one, "secrets")).map(|secret| &secret["valueFrom"]);
        let registries = containers.iter().map(|one| &one["repositoryCredentials"]["credentialsParameter"]);
        let wanted: Vec<&str> = secrets.chain(registries).filter_map(Value::as_str).collect();
        let covered = wanted.iter().all(|value| allowed.iter().any(|arn| value.starts_with(arn)));
        let needed = allowed.iter().all(|arn| wanted.iter().any(|value| value.starts_with(arn)));
        must(covered && needed, &format!("may read {allowed:?} and wants {wanted:?}"))
    });
}

#[test]
fn no_policy_allows_everything() {
    let mut seen = 0;
    for (name, root) in all_roots() {
        for (policy, statement) in all_statements(root) {
            seen += 1;
            let actions = one_or_many(&statement["Action"]);
            let everything = actions.iter().any(|action| *action == "*" || action.starts_with("*:"));
            // The account itself administers the key, since otherwise its policy could never be changed.
            let whole_service =
                actions.iter().filter(|action| action.ends_with(":*")).all(|action| *action == "kms:*");
            let allow = statement["Effect"] == "Allow";
            assert!(!allow || (!everything && whole_service), "{name} {policy}: {statement}");
            let anyone = statement["Principal"] == "*" || statement["Principal"]["AWS"] == "*";
            assert!(!allow || !anyone, "{name} {policy}: {statement}");
        }
    }
    assert!(seen > 100, "the cases have {seen} statements");
}

#[test]
fn services_of_aws_act_only_for_this_account() {
    for (name, root) in all_roots() {
        for (policy, statement) in
            all_statements(root).filter(|(_, statement)| !statement["Principal"]["Service"].is_null())
        {
            let conditions = statement["Condition"].to_string();
            let own =
                ["aws:SourceAccount", "kms:EncryptionContext"].iter().any(|key| conditions.contains(key));
            assert!(own, "{name} {policy}: {statement}");
        }
    }
}

#[test]
fn arns_are_of_whatever_partition_terraform_runs_in() {
    for case in accepted() {
        let spec = case.text();
        for root in case.roots() {
            for content in root.files.values() {
                walk(content, &case.name, &mut |path, text| {
                    assert!(is_explicit(&spec, text), "{path}: {text}");
                });
            }
        }
    }
}

/// Only an ARN that the spec itself names may name a partition.
fn is_explicit(spec: &str, text: &str) -> bool {
    let arn = text.split_once("arn:aws:").map(|(_, rest)| rest.split('$').next().unwrap_or_default());
    arn.is_none_or(|arn| spec.contains(&format!("arn:aws:{}", arn)))
}
