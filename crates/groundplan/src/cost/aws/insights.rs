//! Container Insights of ECS clusters: <https://aws.amazon.com/cloudwatch/pricing/>, "Container Insights".
//!
//! The older mode keeps metrics of the cluster, its services and their definitions, at the price of custom
//! metrics; with enhanced observability also of each task and container, at a price of their own. Both write
//! log events. How many metrics there are is in no price list: the counts here are rough, and say so.

use super::{Family, Priced, fargate};
use crate::cost::bill::Bill;
use crate::cost::price::key;
use crate::cost::quantity::Quantity;
use crate::cost::resource::Resource;
use crate::cost::{Decimal, Range};
use crate::model::Place;

pub(super) const FAMILY: Family = &[("aws_ecs_cluster", price)];

/// What is measured: services, and how many tasks of them run.
pub(crate) const MEASURED: &[&str] = &["aws_ecs_service", "aws_appautoscaling_target"];

/// Metrics of the cluster, of each service with its definition, of each task with its container.
const OF_CLUSTER: [i64; 3] = [5, 8, 15];
const OF_SERVICE: [i64; 3] = [12, 17, 25];
const OF_TASK: [i64; 3] = [15, 25, 40];
/// MB of log events a month for each task.
const EVENTS: [i64; 3] = [50, 100, 300];

fn price(cluster: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    let setting = |place: &Place<'_>| place.says("name", "containerInsights");
    let insights = cluster.blocks("setting").into_iter().find(setting).map(|setting| cluster.at(setting));
    let mode = insights.map_or(Ok("disabled"), |setting| setting.word("value", "disabled"))?;
    let enhanced = match mode {
        "enhanced" => true,
        "enabled" => false,
        _ => {
            bill.free("clusters are free: what runs in them is charged");
            return Ok(());
        }
    };
    let Running { services, tasks, unknown } = Running::of(cluster, bill);
    let metrics = bill.known_usage("container_insights_metrics").unwrap_or_else(|| {
        let of_tasks = if enhanced { tasks.clone().times(figures(OF_TASK)) } else { Decimal::ZERO.into() };
        let of_services = Quantity::from(services).times(figures(OF_SERVICE));
        Quantity::used(figures(OF_CLUSTER)).and(of_services).and(of_tasks).reason(if enhanced {
            format!("roughly 8 metrics for the cluster, 17 for each service and 25 for each task{unknown}")
        } else {
            "roughly 8 metrics for the cluster and 17 for each service".to_owned()
        })
    });
    let metric = if enhanced { key::CLOUDWATCH_CONTAINER_INSIGHTS_METRIC } else { key::CLOUDWATCH_METRIC };
    bill.of("CloudWatch").charge("metrics of Container Insights", metric, metrics);
    log_events(tasks, &unknown, bill);
    Ok(())
}

fn log_events(tasks: Quantity, unknown: &str, bill: &mut Bill<'_>) {
    let events = bill.known_usage("container_insights_gb").unwrap_or_else(|| {
        let gigabytes = tasks.times(figures(EVENTS)).over(1000.into());
        Quantity::used(gigabytes.amount).reason(format!("roughly 100 MB for each task{unknown}"))
    });
    if events.is_nothing() && !unknown.is_empty() {
        bill.unpriced(format!("log events of Container Insights{unknown}"));
    }
    bill.of("CloudWatch Logs").charge("log events of Container Insights", key::LOGS_INGEST_GB, events);
}

/// What runs in a cluster.
struct Running {
    services: Decimal,
    /// The tasks, as far as they are known.
    tasks: Quantity,
    /// The services that are missing in that, as the end of a sentence; empty where none is.
    unknown: String,
}

impl Running {
    fn of(cluster: &Resource<'_>, bill: &Bill<'_>) -> Self {
        let services = cluster.index.services(&cluster.address());
        let (mut tasks, mut unknown) = (Range::ZERO, Vec::new());
        for service in services {
            let service = cluster.at(service.clone());
            let address = service.address();
            let known_usage = |key: &str| bill.usages().quantity("aws_ecs_service", &address, key);
            match fargate::tasks(&service, known_usage) {
                Ok(known) => tasks = tasks + known.always.amount + known.added.amount,
                Err(_) => unknown.push(address),
            }
        }
        Self { services: services.len().into(), tasks: tasks.into(), unknown: without(&unknown) }
    }
}

fn without(services: &[String]) -> String {
    if services.is_empty() {
        return String::new();
    }
    format!(", without the tasks of {}, whose number is not known", services.join(", "))
}

fn figures([low, expected, high]: [i64; 3]) -> Range {
    Range::new(low.into(), expected.into(), high.into())
}

#[cfg(test)]
mod tests {
    use crate::cost::aws::testing::{bill, estimate, used};
    use crate::cost::{Line, Usage};

    fn cluster(mode: &str) -> String {
        format!(
            r#"
resource "aws_ecs_cluster" "main" {{
  setting {{
    name  = "containerInsights"
    value = "{mode}"
  }}
}}
resource "aws_ecs_service" "api" {{
  cluster       = aws_ecs_cluster.main.id
  launch_type   = "EC2"
  desired_count = 2
}}"#
        )
    }

    const ON_INSTANCES: &str = "free: its tasks run on instances, which are charged themselves";

    #[test]
    fn the_older_mode_is_custom_metrics_and_log_events() {
        assert_eq!(
            bill("us-east-1", &cluster("enabled"), &Usage::new()),
            [
                "CloudWatch: metrics of Container Insights, first 10000 metrics 17..25..40 x 0.30 = 5.1..7.5..12",
                "CloudWatch Logs: log events of Container Insights 0.1..0.2..0.6 x 0.50 = 0.05..0.1..0.3",
                ON_INSTANCES,
            ]
        );
    }

    #[test]
    fn enhanced_observability_counts_tasks_too() {
        assert_eq!(
            bill("us-east-1", &cluster("enhanced"), &Usage::new()),
            [
                "CloudWatch: metrics of Container Insights 47..75..120 x 0.07 = 3.29..5.25..8.4",
                "CloudWatch Logs: log events of Container Insights 0.1..0.2..0.6 x 0.50 = 0.05..0.1..0.3",
                ON_INSTANCES,
            ]
        );
        let usage = used(
            "aws_ecs_cluster.main",
            &[("container_insights_metrics", "300"), ("container_insights_gb", "4")],
        );
        assert_eq!(
            bill("us-east-1", &cluster("enhanced"), &usage),
            [
                "CloudWatch: metrics of Container Insights 300 x 0.07 = 21",
                "CloudWatch Logs: log events of Container Insights 4 x 0.50 = 2",
                ON_INSTANCES,
            ]
        );
    }

    #[test]
    fn services_whose_size_is_not_known_are_named() {
        const WITHOUT: &str = ", without the tasks of aws_ecs_service.job, whose number is not known";
        let job = r#"
resource "aws_ecs_service" "job" {
  cluster       = aws_ecs_cluster.main.id
  launch_type   = "EC2"
  desired_count = var.tasks
}"#;
        let estimate = estimate("us-east-1", &(cluster("enhanced") + job), &Usage::new());
        let lines: Vec<&Line> = estimate.modules[0].lines.iter().collect();
        assert_eq!(lines.len(), 2);
        for line in lines {
            assert!(line.assumption.as_ref().is_some_and(|reason| reason.ends_with(WITHOUT)), "{line:?}");
        }
        let alone = cluster("enabled").replace("desired_count = 2", "desired_count = var.tasks");
        let lines = bill("us-east-1", &alone, &Usage::new());
        assert!(lines.iter().any(|line| line.starts_with("unpriced: log events")), "{lines:?}");
    }

    #[test]
    fn a_cluster_without_is_free() {
        assert_eq!(bill("us-east-1", &cluster("disabled"), &Usage::new()), [ON_INSTANCES]);
    }
}
