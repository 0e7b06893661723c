//! Alarms, logs and metrics.

use super::{every, must, stack};

#[test]
fn alarms_say_what_silence_means_and_from_when_on() {
    assert_eq!(stack("alarms: {treatMissingData: notbreaching}"), ["spec/unknown-key"]);
    assert_eq!(stack("alarms: {cpu: none}"), ["spec/type"]);
    every("aws_cloudwatch_metric_alarm", |_, _, alarm| {
        let silence = ["missing", "ignore", "breaching", "notBreaching"];
        let is_set = alarm["treat_missing_data"].as_str().is_some_and(|word| silence.contains(&word));
        let periods = alarm["evaluation_periods"].as_u64().unwrap_or_default();
        let points = alarm["datapoints_to_alarm"].as_u64().unwrap_or_default();
        must(is_set && alarm["threshold"].is_u64() && (1..=periods).contains(&points), "is half an alarm")
    });
}

#[test]
fn a_flow_log_says_what_it_records() {
    assert_eq!(stack("network: {flowLogs: {traffic: REJECT}}"), ["spec/type"]);
    every("aws_flow_log", |_, _, log| {
        let traffic = ["ALL", "REJECT", "ACCEPT"].iter().any(|kind| log["traffic_type"] == *kind);
        must(traffic && log["max_aggregation_interval"] == 600, "records nothing in particular")
    });
}

#[test]
fn container_insights_are_a_word_that_aws_knows() {
    assert_eq!(stack("cluster: {containerInsights: on}"), ["spec/type"]);
    every("aws_ecs_cluster", |_, _, cluster| {
        let value = &cluster["setting"]["value"];
        must(["disabled", "enabled", "enhanced"].iter().any(|known| value == known), &format!("has {value}"))
    });
}

#[test]
fn logs_never_hold_a_request_up() {
    every("aws_ecs_task_definition", |root, label, _| {
        let group = format!("${{aws_cloudwatch_log_group.{label}.name}}");
        let is_right = |container: &&serde_json::Value| {
            let log = &container["logConfiguration"];
            let known = log["logDriver"] == "awslogs" && log["options"]["awslogs-group"] == group;
            known && log["options"]["mode"] == "non-blocking"
        };
        must(root.containers(label).iter().all(is_right), "waits for its log")
    });
}
