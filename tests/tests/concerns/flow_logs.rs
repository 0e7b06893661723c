//! The traffic of a VPC is on record, for a while.

use groundplan_tests::case::{all_roots, codes_of_yaml};
use groundplan_tests::policy::{all_statements, by_id, one_or_many, statements};
use serde_json::{Value, json};

use super::case;

#[test]
fn the_vpc_has_flow_logs() {
    for (name, root) in all_roots().into_iter().filter(|(_, root)| root.count("aws_vpc") > 0) {
        let waived = root.files["terraform.tf.json"]["//"].to_string().contains("network/flow-logs");
        assert_eq!(root.count("aws_flow_log"), usize::from(!waived), "{name}");
    }
    flow_logs_in_cloudwatch();
    flow_logs_in_a_bucket();
    logs_are_kept_for_a_while_and_not_for_ever();
    let off = "{stack: s, region: eu-west-1, network: {flowLogs: none}, environments: {dev: {}}}";
    assert_eq!(codes_of_yaml(off), ["network/flow-logs"]);
}

fn flow_logs_in_cloudwatch() {
    let root = case("network/nat-per-zone").environment("live");
    let log = root.resource("aws_flow_log", "main");
    assert_eq!(
        (&log["traffic_type"], &log["log_destination_type"]),
        (&json!("ALL"), &json!("cloud-watch-logs"))
    );
    assert_eq!(log["log_destination"], "${aws_cloudwatch_log_group.flow_logs.arn}");
    assert_eq!(log["iam_role_arn"], "${aws_iam_role.flow_logs.arn}");
    let role = root.resource("aws_iam_role", "flow_logs");
    let trust = statements(root, &role["assume_role_policy"])[0];
    assert_eq!(trust["Principal"]["Service"], "vpc-flow-logs.amazonaws.com");
    assert_eq!(
        trust["Condition"]["StringEquals"]["aws:SourceAccount"],
        "${data.aws_caller_identity.current.account_id}"
    );
    let source = trust["Condition"]["ArnLike"]["aws:SourceArn"].as_str().unwrap_or_default();
    assert!(
        source.starts_with("arn:${data.aws_partition.current.partition}:ec2:eu-west-1:")
            && source.ends_with(":vpc-flow-log/*"),
        "{source}"
    );
    let write = by_id(
        &statements(root, &root.resource("aws_iam_role_policy", "flow_logs")["policy"]),
        "WriteFlowLogs",
    )
    .clone();
    assert_eq!(one_or_many(&write["Resource"]), ["${aws_cloudwatch_log_group.flow_logs.arn}:*"]);
    assert!(one_or_many(&write["Action"]).contains(&"logs:PutLogEvents"));
}

fn flow_logs_in_a_bucket() {
    let root = case("network/flow-logs-s3").environment("pre");
    let log = root.resource("aws_flow_log", "main");
    assert_eq!((&log["log_destination_type"], &log["iam_role_arn"]), (&json!("s3"), &Value::Null));
    assert_eq!(root.try_resource("aws_iam_role", "flow_logs"), None);
    let rule = &root.resource("aws_s3_bucket_lifecycle_configuration", "flow_logs")["rule"];
    assert_eq!(rule["expiration"]["days"], 90);
    let policy = statements(root, &root.resource("aws_s3_bucket_policy", "flow_logs")["policy"]);
    for id in ["FlowLogDelivery", "FlowLogDeliveryCheck"] {
        let deliver = by_id(&policy, id);
        assert_eq!(deliver["Principal"]["Service"], "delivery.logs.amazonaws.com");
        assert!(deliver["Condition"]["StringEquals"]["aws:SourceAccount"].is_string(), "{id}");
        assert!(deliver["Condition"]["ArnLike"]["aws:SourceArn"].is_string(), "{id}");
    }
    let destroy = |environment| {
        case("network/flow-logs-s3").environment(environment).resource("aws_s3_bucket", "flow_logs")["force_destroy"].clone()
    };
    assert_eq!(
        (destroy("try"), destroy("pre")),
        (json!(true), json!(false)),
        "records are thrown away in development only"
    );
}

/// A group that a role may create comes back without retention after it was destroyed.
fn logs_are_kept_for_a_while_and_not_for_ever() {
    for (name, root) in all_roots() {
        for (label, group) in root.resources("aws_cloudwatch_log_group") {
            assert!(group["retention_in_days"].as_u64().is_some_and(|days| days > 0), "{name} {label}");
        }
        for (policy, statement) in all_statements(root) {
            let actions = one_or_many(&statement["Action"]);
            assert!(
                !actions.contains(&"logs:CreateLogGroup") && !actions.contains(&"logs:*"),
                "{name} {policy}"
            );
        }
    }
    let days = |environment| {
        case("observability/essential")
            .environment(environment)
            .resource("aws_cloudwatch_log_group", "flow_logs")["retention_in_days"]
            .clone()
    };
    assert_eq!((days("try"), days("pre")), (json!(14), json!(30)));
    let live = case("network/nat-per-zone").environment("live");
    assert_eq!(live.resource("aws_cloudwatch_log_group", "flow_logs")["retention_in_days"], 365);
}
