//! Tasks that are started by a schedule: <https://aws.amazon.com/eventbridge/pricing/> and Fargate's own page.
//!
//! Each run is charged as long as its tasks run, by the second, with a minute as the least and five for Windows.

use super::launch::{Cluster, Launch, split};
use super::task::Task;
use super::{Family, Priced};
use crate::cost::bill::Bill;
use crate::cost::expression;
use crate::cost::price::key;
use crate::cost::quantity::Quantity;
use crate::cost::resource::Resource;
use crate::cost::{Decimal, Range};

pub(super) const FAMILY: Family =
    &[("aws_scheduler_schedule", schedule), ("aws_cloudwatch_event_target", event_target)];

const MILLION: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);
const MINUTES: Decimal = Decimal::from_parts(60, 0, 0, false, 0);

fn schedule(schedule: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    if schedule.word("state", "ENABLED")? == "DISABLED" {
        bill.free("the schedule is disabled");
        return Ok(());
    }
    let runs = runs(schedule, bill);
    bill.of("EventBridge").charge(
        "invocations of schedules",
        key::EVENTBRIDGE_SCHEDULE_INVOCATION,
        runs.clone().over(MILLION),
    );
    let Some(target) = schedule.within("target") else { return Ok(()) };
    match target.within("ecs_parameters") {
        Some(parameters) => tasks(&parameters, &Cluster::of(&target, "arn"), &runs, bill),
        None => Ok(()),
    }
}

fn event_target(target: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    let Some(parameters) = target.within("ecs_target") else {
        bill.free("charged with what it starts");
        return Ok(());
    };
    let rule = target.target("rule", &["aws_cloudwatch_event_rule"]);
    if rule.as_ref().is_some_and(is_disabled) {
        bill.free("the rule is disabled");
        return Ok(());
    }
    let runs = match rule {
        Some(rule) => runs(&rule, bill),
        None => bill.used("monthly_runs"),
    };
    tasks(&parameters, &Cluster::of(target, "arn"), &runs, bill)
}

/// Version 5 of the provider says `state`, those before it `is_enabled`.
fn is_disabled(rule: &Resource<'_>) -> bool {
    rule.says("state", "DISABLED") || rule.boolean("is_enabled") == Some(false)
}

/// How often it runs: from its usage, else from its expression.
fn runs(schedule: &Resource<'_>, bill: &Bill<'_>) -> Quantity {
    let by_expression =
        || schedule.text("schedule_expression").and_then(expression::runs).map(Quantity::from);
    bill.known_usage("monthly_runs")
        .or_else(by_expression)
        .unwrap_or_else(|| Quantity::missing_usage("monthly_runs"))
}

fn tasks(place: &Resource<'_>, cluster: &Cluster, runs: &Quantity, bill: &mut Bill<'_>) -> Priced {
    match Launch::of(place, cluster, "task_definition_arn")? {
        Launch::Elsewhere(reason) => bill.free(reason),
        Launch::Unpriced(reason) => bill.unpriced(reason),
        Launch::Fargate(shares, _) => {
            let task = Task::of(place, "task_definition_arn")?;
            let several = place.number("task_count")?.unwrap_or(Decimal::ONE);
            let minutes = at_least(bill.used("task_minutes"), task.least_minutes());
            let hours = minutes.times(runs.clone()).times(several).over(MINUTES);
            for (share, amount) in shares.iter().zip(split(&shares, hours.amount)) {
                if let Some(terms) = share.terms {
                    task.charge(bill, terms, &Quantity { amount, ..hours.clone() }, ", scheduled");
                }
            }
        }
    }
    Ok(())
}

/// Shorter runs are charged for the minimum time.
fn at_least(minutes: Quantity, least: Decimal) -> Quantity {
    match minutes.is_nothing() {
        true => minutes,
        false => Quantity { amount: minutes.amount.max(Range::exact(least)), ..minutes },
    }
}

#[cfg(test)]
mod tests {
    use crate::cost::Usage;
    use crate::cost::aws::testing::{bill, used};

    const TASK: &str = r#"
resource "aws_ecs_task_definition" "job" {
  cpu    = 1024
  memory = 2048
}
"#;

    fn schedule(expression: &str, more: &str) -> String {
        format!(
            r#"{TASK}
resource "aws_scheduler_schedule" "job" {{
  schedule_expression = "{expression}"
  {more}
  target {{
    arn = aws_ecs_cluster.main.arn
    ecs_parameters {{
      task_definition_arn = aws_ecs_task_definition.job.arn
      launch_type         = "FARGATE"
      task_count          = 2
    }}
  }}
}}"#
        )
    }

    #[test]
    fn a_schedule_is_charged_for_the_time_that_its_tasks_run() {
        let usage = used("aws_scheduler_schedule.job", &[("task_minutes", "6")]);
        // 8760 runs of two tasks, a tenth of an hour each.
        assert_eq!(
            bill("us-east-1", &schedule("rate(5 minutes)", ""), &usage),
            [
                "EventBridge: invocations of schedules 0.00876 x 1.00 = 0.00876",
                "Fargate: vCPU hours, scheduled 1752 x 0.04048 = 70.92096",
                "Fargate: memory, scheduled 3504 x 0.004445 = 15.57528",
            ]
        );
        let usage = used("aws_scheduler_schedule.job", &[("task_minutes", "0.2"), ("monthly_runs", "300")]);
        // A minute is the least.
        assert_eq!(
            bill("us-east-1", &schedule("at(2026-12-01T00:00:00)", ""), &usage)[1],
            "Fargate: vCPU hours, scheduled 10 x 0.04048 = 0.4048"
        );
        let disabled = schedule("rate(5 minutes)", "state = \"DISABLED\"");
        assert_eq!(bill("us-east-1", &disabled, &usage), ["free: the schedule is disabled"]);
    }

    #[test]
    fn a_rule_of_events_starts_tasks_too() {
        let text = format!(
            r#"{TASK}
resource "aws_cloudwatch_event_rule" "nightly" {{ schedule_expression = "rate(1 hour)" }}
resource "aws_cloudwatch_event_target" "job" {{
  rule = aws_cloudwatch_event_rule.nightly.name
  ecs_target {{
    task_definition_arn = aws_ecs_task_definition.job.arn
    launch_type         = "FARGATE"
  }}
}}
resource "aws_cloudwatch_event_target" "queue" {{ rule = aws_cloudwatch_event_rule.nightly.name }}"#
        );
        let usage = used("aws_cloudwatch_event_target.job", &[("task_minutes", "30")]);
        assert_eq!(
            bill("us-east-1", &text, &usage),
            [
                "Fargate: vCPU hours, scheduled 365 x 0.04048 = 14.7752",
                "Fargate: memory, scheduled 730 x 0.004445 = 3.24485",
                "free: schedules and events of AWS's own services are free: what they start is charged",
                "free: charged with what it starts",
            ]
        );
        assert_eq!(
            bill("us-east-1", &text, &Usage::new()).last().map(String::as_str),
            Some("missing usage: task_minutes")
        );
        for disabled in ["state = \"DISABLED\"", "is_enabled = false"] {
            let text = text.replace(
                "{ schedule_expression = \"rate(1 hour)\" }",
                &format!("{{\n{disabled}\nschedule_expression = \"rate(1 hour)\"\n}}"),
            );
            let lines = bill("us-east-1", &text, &usage);
            assert!(lines.iter().all(|line| line.starts_with("free: ")), "{lines:?}");
            assert!(lines.iter().any(|line| line == "free: the rule is disabled"), "{lines:?}");
        }
    }
}
