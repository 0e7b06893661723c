//! Alarms watch metrics that exist, and tell somebody.

use groundplan_tests::case::all_roots;
use groundplan_tests::policy::{by_id, one_or_many, statements};
use groundplan_tests::root::{blocks, entries};
use serde_json::{Value, json};

use super::case;

#[test]
fn alarms_watch_the_right_metrics() {
    for (name, root) in all_roots() {
        for (label, alarm) in root.resources("aws_cloudwatch_metric_alarm") {
            for metric in metrics(alarm) {
                metric_is_known(metric).unwrap_or_else(|wrong| panic!("{name} {label} {wrong}: {metric}"));
            }
            let topic = alarm["alarm_actions"][0].as_str().unwrap_or_default();
            assert!(topic.starts_with("${aws_sns_topic.") && topic.ends_with(".arn}"), "{name} {label}");
            assert_eq!(
                alarm["alarm_actions"], alarm["ok_actions"],
                "{name} {label} tells when all is well again"
            );
        }
    }
    the_worst_host_counts();
    silence_means_what_it_should();
    who_is_told_can_be_told();
    what_an_outage_is();
}

/// The simple metric of an alarm, or the metrics in its expression.
fn metrics(alarm: &Value) -> Vec<&Value> {
    let queries = blocks(alarm, "metric_query");
    let inner: Vec<&Value> =
        queries.iter().map(|query| &query["metric"]).filter(|metric| !metric.is_null()).collect();
    if inner.is_empty() { vec![alarm] } else { inner }
}

/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html>
fn metric_is_known(metric: &Value) -> Result<(), String> {
    let name = metric["metric_name"].as_str().unwrap_or_default();
    let (namespace, dimensions): (&str, &[&str]) = match name {
        "CPUUtilization" | "MemoryUtilization" => ("AWS/ECS", &["ClusterName", "ServiceName"]),
        "DesiredTaskCount" | "RunningTaskCount" => ("ECS/ContainerInsights", &["ClusterName", "ServiceName"]),
        "UnHealthyHostCount" | "HTTPCode_Target_5XX_Count" | "TargetResponseTime" => {
            ("AWS/ApplicationELB", &["LoadBalancer", "TargetGroup"])
        }
        "HTTPCode_ELB_5XX_Count" => ("AWS/ApplicationELB", &["LoadBalancer"]),
        "ErrorPortAllocation" => ("AWS/NATGateway", &["NatGatewayId"]),
        other => return Err(format!("watches `{other}`, which is not in the list")),
    };
    if metric["namespace"] != namespace {
        return Err(format!("looks for {name} outside {namespace}"));
    }
    let mut given: Vec<&str> = entries(&metric["dimensions"]).map(|(name, _)| name).collect();
    given.sort_unstable();
    if given != dimensions {
        return Err(format!("has the dimensions {given:?}"));
    }
    let by_suffix =
        |name: &str| metric["dimensions"][name].as_str().is_none_or(|value| value.ends_with(".arn_suffix}"));
    let by_name =
        |name: &str| metric["dimensions"][name].as_str().is_none_or(|value| value.ends_with(".name}"));
    let named = ["ClusterName", "ServiceName"].into_iter().all(by_name);
    let suffixed = ["LoadBalancer", "TargetGroup"].into_iter().all(by_suffix);
    (named && suffixed).then_some(()).ok_or_else(|| "has a dimension that CloudWatch doesn't know".to_owned())
}

/// The average hides the one bad host, and half of the slow answers.
fn the_worst_host_counts() {
    let root = case("load_balancer/https-zone").environment("live");
    let alarm = |label: &str| root.resource("aws_cloudwatch_metric_alarm", label).clone();
    assert_eq!(alarm("api_unhealthy")["statistic"], "Maximum");
    assert_eq!(alarm("api_latency")["extended_statistic"], "p99");
    assert_eq!(alarm("api_latency")["statistic"], Value::Null);
    assert_eq!(alarm("api_errors")["statistic"], "Sum");
    assert_eq!(alarm("load_balancer_errors")["statistic"], "Sum");
    for (label, alarm) in root.resources("aws_cloudwatch_metric_alarm") {
        let kinds = [&alarm["statistic"], &alarm["extended_statistic"], &alarm["metric_query"]];
        assert_eq!(kinds.iter().filter(|kind| !kind.is_null()).count(), 1, "{label} measures one thing");
    }
}

/// Without requests nothing has failed; without tasks the service has, except outside its hours.
fn silence_means_what_it_should() {
    for (name, root) in all_roots() {
        for (label, alarm) in root.resources("aws_cloudwatch_metric_alarm") {
            let sleeps = |service: &str| {
                root.try_resource("aws_appautoscaling_scheduled_action", &format!("{service}_stop")).is_some()
            };
            let awake = label.strip_suffix("_tasks").is_some_and(|service| !sleeps(service));
            let wanted = if awake { "breaching" } else { "notBreaching" };
            assert_eq!(alarm["treat_missing_data"], wanted, "{name} {label}");
        }
    }
}

/// CloudWatch cannot use Amazon's own key of SNS.
fn who_is_told_can_be_told() {
    for (name, root) in all_roots() {
        for (label, topic) in root.resources("aws_sns_topic") {
            let policy = &root.resource("aws_sns_topic_policy", label)["policy"];
            let publish = by_id(&statements(root, policy), "CloudWatchAlarms").clone();
            assert_eq!(publish["Principal"]["Service"], "cloudwatch.amazonaws.com", "{name}");
            assert_eq!(publish["Action"], "sns:Publish", "{name}");
            assert!(publish["Condition"]["StringEquals"]["aws:SourceAccount"].is_string(), "{name}");
            match topic["kms_master_key_id"].as_str() {
                Some(key) => assert_eq!(key, "${aws_kms_key.main.arn}", "{name}"),
                None => assert_eq!(root.count("aws_kms_key"), 0, "{name}: the key is there and not used"),
            }
        }
        if let Some(key) = root.try_resource("aws_kms_key", "main") {
            let alarms = by_id(&statements(root, &key["policy"]), "CloudWatchAlarms").clone();
            assert_eq!(alarms["Principal"]["Service"], "cloudwatch.amazonaws.com", "{name}");
            assert_eq!(one_or_many(&alarms["Action"]), ["kms:Decrypt", "kms:GenerateDataKey*"], "{name}");
        }
    }
}

/// In development the two alarms that mean an outage; above, all; and none where alarms are off.
fn what_an_outage_is() {
    let alarms = |folder, environment| {
        let root = case(folder).environment(environment);
        let mut labels: Vec<String> =
            root.resources("aws_cloudwatch_metric_alarm").map(|(label, _)| label.to_owned()).collect();
        labels.sort();
        labels.join(" ")
    };
    assert_eq!(alarms("observability/essential", "try"), "web_tasks web_unhealthy");
    assert_eq!(alarms("observability/essential", "pre"), "web_tasks web_unhealthy");
    assert_eq!(alarms("observability/none", "try"), "");
    assert_eq!(alarms("observability/none", "pre"), "nat_main_a_ports web_cpu web_memory web_tasks");
    let all = "load_balancer_errors nat_main_a_ports web_cpu web_errors web_latency web_memory web_tasks web_unhealthy";
    assert_eq!(alarms("load_balancer/internal", "pre"), all);
    the_fewest_tasks_are_the_threshold();
}

/// Without Container Insights the tasks are counted by their reports, and with it as AWS counts them.
fn the_fewest_tasks_are_the_threshold() {
    let tasks = |folder: &str, environment: &str, label: &str| {
        case(folder).environment(environment).resource("aws_cloudwatch_metric_alarm", label).clone()
    };
    let counted = tasks("service/scaling-all", "try", "web_tasks");
    assert_eq!((&counted["statistic"], &counted["threshold"]), (&json!("SampleCount"), &json!(2)));
    assert_eq!(counted["comparison_operator"], "LessThanThreshold");
    let missing = tasks("observability/essential", "pre", "web_tasks");
    assert_eq!(
        (&missing["comparison_operator"], &missing["threshold"]),
        (&json!("GreaterThanThreshold"), &json!(0))
    );
    let result = blocks(&missing, "metric_query").into_iter().find(|query| query["return_data"] == true);
    assert_eq!(result.expect("one query is the result")["expression"], "wanted - running");
}
