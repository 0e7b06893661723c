//! Alarms, and the topics that they notify.

use super::load_balancer::{LOAD_BALANCERS, TARGET_GROUPS, is_arn};
use crate::diagnostic::{Report, Rule, nearest, rules};
use crate::model::{Model, entry};
use crate::model::{Place, reference, text};
use crate::terraform::Value;

rules! {
    /// An alarm treats missing data as `missing`, `ignore`, `breaching` or `notBreaching`.
    ///
    /// Terraform accepts any spelling; AWS is case-sensitive and refuses others.
    AWS_ALARM_MISSING_DATA = error "aws/alarm-missing-data", "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html";

    /// An alarm has a threshold.
    ///
    /// Without one the provider sets 0, which few alarms mean.
    AWS_ALARM_THRESHOLD = warning "aws/alarm-threshold", "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html";

    /// The period of an alarm is 10, 20 or 30 seconds, or whole minutes.
    ///
    /// CloudWatch has no other periods.
    AWS_ALARM_PERIOD = error "aws/alarm-period", "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html";

    /// An alarm watches a metric that exists.
    ///
    /// A load balancer's metrics are known by `arn_suffix`, ECS's by names. With an ARN in their place, or a
    /// missing dimension, the metric does not exist: the alarm never has data and never fires.
    AWS_ALARM_DIMENSION = warning "aws/alarm-dimension", "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html";

    /// An alarm may write to its topic.
    ///
    /// CloudWatch may not use the key `alias/aws/sns`: alarms fire, but no notification is sent.
    AWS_TOPIC_KEY = warning "aws/topic-key", "https://repost.aws/knowledge-center/cloudwatch-configure-alarm-sns";
}

const MISSING: [&str; 4] = ["missing", "ignore", "breaching", "notBreaching"];

/// Dimensions, and the attribute that gives the value of each.
const DIMENSIONS: [(&str, &[&str], &str); 4] = [
    ("LoadBalancer", LOAD_BALANCERS, "arn_suffix"),
    ("TargetGroup", TARGET_GROUPS, "arn_suffix"),
    ("ClusterName", &["aws_ecs_cluster"], "name"),
    ("ServiceName", &["aws_ecs_service"], "name"),
];

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    for alarm in model.resources("aws_cloudwatch_metric_alarm") {
        missing_data(&alarm, report);
        threshold(&alarm, report);
        period(&alarm, report);
        dimensions(&alarm, report);
        topics(&alarm, report);
    }
}

fn missing_data(alarm: &Place<'_>, report: &mut Report) {
    if let Some(given) = alarm.text("treat_missing_data").filter(|given| !MISSING.contains(given)) {
        let message = "unknown treatment of missing data";
        let finding = alarm.found(Rule::AWS_ALARM_MISSING_DATA, "treat_missing_data", message).given(given);
        let hint = nearest(given, MISSING.into_iter()).map(str::to_owned);
        report.add(finding.wants(MISSING.join(", ")).maybe_hint(hint));
    }
}

fn threshold(alarm: &Place<'_>, report: &mut Report) {
    if alarm.lacks("threshold") && alarm.lacks("threshold_metric_id") {
        let finding = alarm.found(Rule::AWS_ALARM_THRESHOLD, "threshold", "missing threshold");
        report.add(finding.wants("threshold, or threshold_metric_id for an anomaly"));
    }
}

fn period(alarm: &Place<'_>, report: &mut Report) {
    let is_legal = |period: i64| [10, 20, 30].contains(&period) || (period > 0 && period % 60 == 0);
    if let Some(given) = alarm.integer("period").filter(|given| !is_legal(*given)) {
        let finding = alarm.found(Rule::AWS_ALARM_PERIOD, "period", "unsupported alarm period").given(given);
        let hint = (given.max(1).saturating_add(59) / 60).saturating_mul(60);
        report.add(finding.wants("10, 20, 30, or a multiple of 60").hint(hint.to_string()));
    }
}

fn dimensions(alarm: &Place<'_>, report: &mut Report) {
    let Some(Value::Object(dimensions)) = alarm.value("dimensions") else { return };
    let place = |name: &str, message: &str| {
        let mut finding = alarm.found(Rule::AWS_ALARM_DIMENSION, "dimensions", message);
        finding.path = finding.path.key(name);
        finding
    };
    for (name, kinds, attribute) in DIMENSIONS {
        let Some(value) = entry(dimensions, name).map(|value| alarm.model.follow_locals(value)) else {
            continue;
        };
        let wrong = reference(value).filter(|reference| {
            kinds.contains(&reference.address.resource_type.as_str())
                && matches!(reference.path.as_str(), "arn" | "id")
        });
        if let Some(reference) = wrong {
            let hint = format!("${{{}}}", reference.address.attr(attribute));
            report.add(
                place(name, "a metric's dimension cannot be an ARN")
                    .given(reference)
                    .wants(attribute)
                    .hint(hint),
            );
        } else if is_arn(value) {
            let given = text(value).unwrap_or_default();
            report.add(place(name, "a metric's dimension cannot be an ARN").given(given).wants(attribute));
        }
    }
    let is_hosts = matches!(alarm.text("metric_name"), Some("UnHealthyHostCount" | "HealthyHostCount"));
    if is_hosts && alarm.text("namespace") == Some("AWS/ApplicationELB") {
        for name in ["TargetGroup", "LoadBalancer"] {
            if entry(dimensions, name).is_none() {
                report.add(
                    place(name, "missing dimension: this metric has two")
                        .wants("TargetGroup and LoadBalancer"),
                );
            }
        }
    }
}

/// Topics of this module that are encrypted with the AWS managed key for SNS.
fn topics(alarm: &Place<'_>, report: &mut Report) {
    for name in ["alarm_actions", "ok_actions", "insufficient_data_actions"] {
        for action in alarm.list(name).into_iter().flatten() {
            let topic = reference(action).and_then(|to| alarm.model.target(to, &["aws_sns_topic"]));
            let Some(topic) = topic else { continue };
            if topic.text("kms_master_key_id") == Some("alias/aws/sns") {
                let message = format!("{} cannot use this key", alarm.path());
                let finding = topic.found(Rule::AWS_TOPIC_KEY, "kms_master_key_id", message);
                let wants = "no key, or one whose policy lets cloudwatch.amazonaws.com in";
                report.add(finding.given("alias/aws/sns").wants(wants));
                return;
            }
        }
    }
}
