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
    let (services, tasks) = running(cluster, bill);
    let metrics = bill.said("container_insights_metrics").unwrap_or_else(|| {
        let of_tasks = if enhanced { tasks.clone().times(figures(OF_TASK)) } else { Decimal::ZERO.into() };
        let of_services = Quantity::from(services).times(figures(OF_SERVICE));
        Quantity::used(figures(OF_CLUSTER)).and(of_services).and(of_tasks).because(if enhanced {
            "roughly 8 metrics for the cluster, 17 for each service and 25 for each task"
        } else {
            "roughly 8 metrics for the cluster and 17 for each service"
        })
    });
    let metric = if enhanced { key::CLOUDWATCH_CONTAINER_INSIGHTS_METRIC } else { key::CLOUDWATCH_METRIC };
    bill.of("CloudWatch").charge("metrics of Container Insights", metric, metrics);
    let events = bill.said("container_insights_gb").unwrap_or_else(|| {
        let gigabytes = tasks.times(figures(EVENTS)).over(1000.into());
        Quantity::used(gigabytes.amount).because("roughly 100 MB for each task")
    });
    bill.of("CloudWatch Logs").charge("log events of Container Insights", key::LOGS_INGEST_GB, events);
    Ok(())
}

/// The services of a cluster, and their tasks as far as they are known.
fn running(cluster: &Resource<'_>, bill: &Bill<'_>) -> (Decimal, Quantity) {
    let services = cluster.index.services(&cluster.address());
    let tasks = services.iter().filter_map(|service| {
        let service = cluster.at(service.clone());
        let address = service.address();
        let said = |key: &str| bill.usages().quantity("aws_ecs_service", &address, key);
        fargate::tasks(&service, said).ok().map(|tasks| tasks.always.amount + tasks.added.amount)
    });
    (services.len().into(), tasks.sum::<Range>().into())
}

fn figures([low, expected, high]: [i64; 3]) -> Range {
    Range::new(low.into(), expected.into(), high.into())
}

#[cfg(test)]
mod tests {
    use crate::cost::Usage;
    use crate::cost::aws::testing::{bill, used};

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
    fn a_cluster_without_is_free() {
        assert_eq!(bill("us-east-1", &cluster("disabled"), &Usage::new()), [ON_INSTANCES]);
    }
}
