//! CloudWatch alarms, metrics and dashboards: <https://aws.amazon.com/cloudwatch/pricing/>.
//!
//! An alarm is charged for each metric that it looks at: one, or those of its metric math; one that detects
//! anomalies for the band above and below as well. Periods under a minute are of high resolution.

use super::{Family, Priced};
use crate::cost::Decimal;
use crate::cost::bill::Bill;
use crate::cost::count::Unknown;
use crate::cost::price::key;
use crate::cost::quantity::Quantity;
use crate::cost::resource::Resource;

pub(super) const FAMILY: Family = &[
    ("aws_cloudwatch_metric_alarm", alarm),
    ("aws_cloudwatch_composite_alarm", composite_alarm),
    ("aws_cloudwatch_dashboard", dashboard),
    ("aws_cloudwatch_log_metric_filter", filter),
];

const SERVICE: &str = "CloudWatch";
const A_MINUTE: Decimal = Decimal::from_parts(60, 0, 0, false, 0);
/// The metric, and the band's two bounds.
const BOUNDS: Decimal = Decimal::TWO;

fn alarm(alarm: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    bill.of(SERVICE);
    if alarm.may_have("evaluation_criteria") {
        return Err(Unknown::new("groundplan has no prices of alarms on PromQL"));
    }
    if alarm.is_dynamic("metric_query") {
        return Err(Unknown::new(
            "a dynamic block makes `metric_query`, so how many metrics there are is not known",
        ));
    }
    let queries: Vec<Resource<'_>> =
        alarm.blocks("metric_query").into_iter().map(|one| alarm.at(one)).collect();
    if queries.iter().any(is_insights) {
        let least = || Quantity::used(Decimal::ONE.into()).reason("its query finds one metric at least");
        let found = bill.known_usage("metrics_analysed").unwrap_or_else(least);
        bill.charge("metrics of a Metrics Insights alarm", key::CLOUDWATCH_METRICS_INSIGHTS_ALARM, found);
        return Ok(());
    }
    let looked_at = queries.iter().filter(|query| query.may_have("metric")).count().max(1);
    let anomaly = alarm.may_have("threshold_metric_id") || queries.iter().any(is_anomaly);
    let metrics = Decimal::from(looked_at).saturating_add(if anomaly { BOUNDS } else { Decimal::ZERO });
    if period(alarm, &queries)? < A_MINUTE {
        bill.charge("alarm metrics, high resolution", key::CLOUDWATCH_HIGH_RESOLUTION_ALARM, metrics);
    } else {
        bill.charge("alarm metrics", key::CLOUDWATCH_ALARM, metrics);
    }
    Ok(())
}

/// The shortest period that is looked at.
fn period(alarm: &Resource<'_>, queries: &[Resource<'_>]) -> Result<Decimal, Unknown> {
    let mut shortest = alarm.number("period")?.unwrap_or(A_MINUTE);
    for query in queries {
        let metric = query.within("metric");
        let within = metric.map_or(Ok(None), |metric| metric.number("period"))?;
        let period = within.or(query.number("period")?).unwrap_or(A_MINUTE);
        shortest = shortest.min(period);
    }
    Ok(shortest)
}

fn is_insights(query: &Resource<'_>) -> bool {
    let expression = query.text("expression").unwrap_or_default().trim_start();
    expression.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("select"))
}

fn is_anomaly(query: &Resource<'_>) -> bool {
    query.text("expression").is_some_and(|expression| expression.contains("ANOMALY_DETECTION_BAND"))
}

fn composite_alarm(_: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    bill.of(SERVICE).charge("composite alarms", key::CLOUDWATCH_COMPOSITE_ALARM, 1);
    Ok(())
}

fn dashboard(_: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    bill.of(SERVICE).charge("dashboards", key::CLOUDWATCH_DASHBOARD, 1);
    Ok(())
}

fn filter(_: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    let one =
        || Quantity::used(Decimal::ONE.into()).reason("one metric for each filter, while it finds something");
    let metrics = bill.known_usage("custom_metrics").unwrap_or_else(one);
    bill.of(SERVICE).charge("custom metrics", key::CLOUDWATCH_METRIC, metrics);
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::cost::Usage;
    use crate::cost::aws::testing::{bill, used};

    fn alarm(body: &str) -> Vec<String> {
        let text = format!("resource \"aws_cloudwatch_metric_alarm\" \"main\" {{\n{body}\n}}");
        bill("us-east-1", &text, &Usage::new())
    }

    const QUERIES: &str = r#"
metric_query {
  id         = "ratio"
  expression = "errors / requests"
}
metric_query {
  id = "errors"
  metric { period = PERIOD }
}
metric_query {
  id = "requests"
  metric { period = 60 }
}"#;

    #[test]
    fn an_alarm_is_charged_for_each_metric_and_more_below_a_minute() {
        let standard = |metrics: &str, monthly: &str| {
            [format!("CloudWatch: alarm metrics {metrics} x 0.10 = {monthly}")]
        };
        let high = |metrics: &str, monthly: &str| {
            [format!("CloudWatch: alarm metrics, high resolution {metrics} x 0.30 = {monthly}")]
        };
        assert_eq!(alarm("metric_name = \"CPU\"\nperiod = 60"), standard("1", "0.1"));
        assert_eq!(alarm("metric_name = \"CPU\"\nperiod = \"30\""), high("1", "0.3"));
        assert_eq!(alarm(&QUERIES.replace("PERIOD", "300")), standard("2", "0.2"));
        assert_eq!(alarm(&QUERIES.replace("PERIOD", "10")), high("2", "0.6"));
        assert_eq!(alarm("period = var.period"), ["unpriced: `period` is `var.period`, which is not known"]);
    }

    #[test]
    fn an_anomaly_is_three_metrics() {
        let text = r#"
threshold_metric_id = "band"
metric_query {
  id         = "band"
  expression = "ANOMALY_DETECTION_BAND(m1)"
}
metric_query {
  id = "m1"
  metric { period = 120 }
}"#;
        assert_eq!(alarm(text), ["CloudWatch: alarm metrics 3 x 0.10 = 0.3"]);
    }

    #[test]
    fn a_metrics_insights_alarm_is_charged_for_what_it_analyses() {
        let text = r#"
resource "aws_cloudwatch_metric_alarm" "main" {
  metric_query {
    id         = "q1"
    expression = "SELECT MAX(CPUUtilization) FROM SCHEMA(\"AWS/ECS\", ServiceName)"
    period     = 60
  }
}"#;
        let line = |metrics: &str, monthly: &str| {
            [format!("CloudWatch: metrics of a Metrics Insights alarm {metrics} x 0.10 = {monthly}")]
        };
        assert_eq!(bill("us-east-1", text, &Usage::new()), line("1", "0.1"));
        let usage = used("aws_cloudwatch_metric_alarm.main", &[("metrics_analysed", "40")]);
        assert_eq!(bill("us-east-1", text, &usage), line("40", "4"));
    }

    #[test]
    fn composite_alarms_dashboards_and_metrics_have_one_price_each() {
        let text = r#"
resource "aws_cloudwatch_composite_alarm" "main" {}
resource "aws_cloudwatch_dashboard" "main" {}
resource "aws_cloudwatch_log_metric_filter" "main" {}"#;
        assert_eq!(
            bill("us-east-1", text, &Usage::new()),
            [
                "CloudWatch: composite alarms 1 x 0.50 = 0.5",
                "CloudWatch: dashboards 1 x 3.00 = 3",
                "CloudWatch: custom metrics, first 10000 metrics 1 x 0.30 = 0.3",
            ]
        );
    }

    #[test]
    fn each_step_of_custom_metrics_has_its_price() {
        let text = "resource \"aws_cloudwatch_log_metric_filter\" \"main\" {}";
        let usage = used("aws_cloudwatch_log_metric_filter.main", &[("custom_metrics", "1200000")]);
        assert_eq!(
            bill("us-east-1", text, &usage),
            [
                "CloudWatch: custom metrics, first 10000 metrics 10000 x 0.30 = 3000",
                "CloudWatch: custom metrics, next 240000 metrics 240000 x 0.10 = 24000",
                "CloudWatch: custom metrics, next 750000 metrics 750000 x 0.05 = 37500",
                "CloudWatch: custom metrics, over 1000000 metrics 200000 x 0.02 = 4000",
            ]
        );
    }
}
