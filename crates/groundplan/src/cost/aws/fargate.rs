//! Services of ECS: <https://aws.amazon.com/fargate/pricing/>.
//!
//! ECS itself is free. On Fargate each task is charged while it runs; what autoscaling keeps running is charged
//! whatever happens, what it adds depends on the load. Each public address of a task is charged besides.

use super::launch::{Cluster, Launch, Share, split};
use super::task::Task;
use super::{Family, Priced, public_address, transfer};
use crate::cost::bill::Bill;
use crate::cost::count::Unknown;
use crate::cost::index::service_name;
use crate::cost::price::key;
use crate::cost::quantity::{HOURS, Quantity, SCALED_OUT};
use crate::cost::resource::Resource;
use crate::cost::{Decimal, Range};

pub(super) const FAMILY: Family = &[("aws_ecs_service", price)];

pub(super) const CLUSTERS: &[&str] = &["aws_ecs_cluster"];
const DIMENSION: &str = "ecs:service:DesiredCount";

fn price(service: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    bill.of("CloudWatch").usage("custom metrics", key::CLOUDWATCH_METRIC, "custom_metrics");
    if service.within("deployment_controller").is_some_and(|one| one.says("type", "EXTERNAL")) {
        return Err(Unknown::new("its tasks are in task sets, which are not priced"));
    }
    match Launch::of(service, &Cluster::of(service, "cluster"), "task_definition")? {
        Launch::Elsewhere(reason) => bill.free(reason),
        Launch::Unpriced(reason) => bill.unpriced(reason),
        Launch::Fargate(shares, reason) => on_fargate(service, &shares, reason, bill)?,
    }
    Ok(())
}

fn on_fargate(
    service: &Resource<'_>,
    shares: &[Share],
    reason: Option<&'static str>,
    bill: &mut Bill<'_>,
) -> Priced {
    let task = Task::of(service, "task_definition")?;
    let mut tasks = tasks(service, |key| bill.known_usage(key))?;
    if let Some(reason) = reason {
        tasks.always = tasks.always.reason(reason);
    }
    if tasks.always.is_nothing() && tasks.added.is_nothing() {
        bill.free("no task runs: `desired_count` is 0");
        return Ok(());
    }
    let hours = bill.known_usage("monthly_task_hours").unwrap_or_else(|| HOURS.into());
    let all = split(shares, tasks.always.amount + tasks.added.amount);
    let always = split(shares, tasks.always.amount);
    for ((share, all), always) in shares.iter().zip(all).zip(always) {
        let Some(terms) = share.terms else {
            bill.free("the tasks of a capacity provider of instances are charged with those");
            continue;
        };
        let of = |amount: Range, tasks: &Quantity| Quantity { amount, ..tasks.clone() }.times(hours.clone());
        task.charge(bill, terms, &of(always, &tasks.always), "");
        task.charge(bill, terms, &of(all.less(always), &tasks.added), ", scaled out");
    }
    network(service, &tasks, &hours, bill)
}

fn network(service: &Resource<'_>, tasks: &Tasks, hours: &Quantity, bill: &mut Bill<'_>) -> Priced {
    let network = service.within("network_configuration");
    let public = network.map_or(Ok(false), |network| network.truth("assign_public_ip", false))?;
    if public {
        let hours_of = |tasks: &Quantity| tasks.clone().times(hours.clone());
        public_address::charge(bill, "addresses of tasks", hours_of(&tasks.always));
        public_address::charge(bill, "addresses of tasks, scaled out", hours_of(&tasks.added));
        transfer::to_the_internet(bill);
    }
    transfer::between_zones(bill);
    Ok(())
}

/// How many tasks of a service run.
pub(super) struct Tasks {
    /// The fixed part.
    pub(super) always: Quantity,
    /// More, when autoscaling adds them.
    pub(super) added: Quantity,
}

/// The tasks of a service; `known_usage` looks up its usage.
pub(super) fn tasks(
    service: &Resource<'_>,
    known_usage: impl Fn(&str) -> Option<Quantity>,
) -> Result<Tasks, Unknown> {
    let cluster = service.target("cluster", CLUSTERS);
    let name = service_name(service, cluster.as_deref());
    let average = known_usage("average_tasks");
    let nothing = || Quantity::from(Decimal::ZERO);
    let Some(target) = service.index.scaling(&service.address(), name, DIMENSION) else {
        let desired = service.number("desired_count")?.unwrap_or_default();
        return Ok(Tasks { always: average.unwrap_or_else(|| desired.into()), added: nothing() });
    };
    let target = service.at(target.clone());
    let least = target.number("min_capacity")?.unwrap_or_default();
    let most = target.number("max_capacity")?.unwrap_or(least).max(least);
    let more = most.saturating_sub(least);
    let added = match average {
        Some(average) => {
            let beyond = |figure: Decimal| figure.saturating_sub(least).clamp(Decimal::ZERO, more);
            Quantity { amount: average.amount.map(beyond), ..average }
        }
        None if more == Decimal::ZERO => nothing(),
        None => Quantity::used(Range::new(Decimal::ZERO, more.saturating_mul(SCALED_OUT), more))
            .reason(format!("autoscaling adds up to {more} tasks to {least}: a tenth of them on average")),
    };
    Ok(Tasks { always: least.into(), added })
}

#[cfg(test)]
mod tests {
    use crate::cost::Usage;
    use crate::cost::aws::testing::{bill, estimate, used};

    /// A service of half a vCPU and 1 GB, with more of the task's and the service's arguments.
    fn text(task: &str, service: &str) -> String {
        format!(
            r#"
resource "aws_ecs_cluster" "main" {{ name = "main" }}
resource "aws_ecs_task_definition" "api" {{
  requires_compatibilities = ["FARGATE"]
  cpu                      = "512"
  memory                   = "1024"
{task}
}}
resource "aws_ecs_service" "api" {{
  name            = "api"
  cluster         = aws_ecs_cluster.main.id
  task_definition = aws_ecs_task_definition.api.arn
{service}
}}"#
        )
    }

    fn priced(task: &str, service: &str) -> Vec<String> {
        bill("us-east-1", &text(task, service), &Usage::new())
    }

    #[test]
    fn each_architecture_has_prices_of_its_own() {
        let service = "launch_type = \"FARGATE\"\ndesired_count = 2";
        assert_eq!(
            priced("", service),
            ["Fargate: vCPU hours 730 x 0.04048 = 29.5504", "Fargate: memory 1460 x 0.004445 = 6.4897",]
        );
        let platform = |body: &str| format!("runtime_platform {{\n{body}\n}}");
        assert_eq!(
            priced(&platform("cpu_architecture = \"ARM64\""), service),
            [
                "Fargate: vCPU hours, ARM 730 x 0.03238 = 23.6374",
                "Fargate: memory, ARM 1460 x 0.00356 = 5.1976",
            ]
        );
        assert_eq!(
            priced(&platform("operating_system_family = \"WINDOWS_SERVER_2022_CORE\""), service),
            [
                "Fargate: vCPU hours, Windows 730 x 0.046552 = 33.98296",
                "Fargate: licences, Windows 730 x 0.046 = 33.58",
                "Fargate: memory, Windows 1460 x 0.00511175 = 7.463155",
            ]
        );
    }

    #[test]
    fn disk_beyond_twenty_gigabytes_is_charged() {
        let lines =
            priced("ephemeral_storage { size_in_gib = 50 }", "launch_type = \"FARGATE\"\ndesired_count = 1");
        assert_eq!(lines[2], "Fargate: disk over 20 GB 21900 x 0.000111 = 2.4309");
    }

    #[test]
    fn tasks_are_spread_over_a_strategy_bases_first() {
        let strategy = r#"
desired_count = 8
capacity_provider_strategy {
  capacity_provider = "FARGATE"
  base              = 2
  weight            = 1
}
capacity_provider_strategy {
  capacity_provider = "FARGATE_SPOT"
  weight            = 2
}"#;
        // 2 and a third of 6 tasks on demand, two thirds of 6 on Spot.
        assert_eq!(
            priced("", strategy),
            [
                "Fargate: vCPU hours 1460 x 0.04048 = 59.1008",
                "Fargate: memory 2920 x 0.004445 = 12.9794",
                "Fargate: vCPU hours, Spot 1460 x 0.01288871 = 18.8175166",
                "Fargate: memory, Spot 2920 x 0.00141527 = 4.1325884",
            ]
        );
        let estimate = estimate("us-east-1", &text("", strategy), &Usage::new());
        let assumption = estimate.modules[0].lines[2].assumption.clone().unwrap_or_default();
        assert!(assumption.contains("Spot prices float"), "{assumption}");
    }

    #[test]
    fn the_default_of_the_cluster_holds_where_the_service_says_nothing() {
        let default = text("", "desired_count = 1")
            + r#"
resource "aws_ecs_cluster_capacity_providers" "main" {
  cluster_name = aws_ecs_cluster.main.name
  default_capacity_provider_strategy {
    capacity_provider = "FARGATE_SPOT"
    weight            = 1
  }
}"#;
        assert_eq!(
            bill("us-east-1", &default, &Usage::new()),
            [
                "Fargate: vCPU hours, Spot 365 x 0.01288871 = 4.70437915",
                "Fargate: memory, Spot 730 x 0.00141527 = 1.0331471",
            ]
        );
        let required = priced("", "desired_count = 1");
        assert_eq!(required[0], "Fargate: vCPU hours 365 x 0.04048 = 14.7752");
    }

    const TARGET: &str = r#"
resource "aws_appautoscaling_target" "api" {
  service_namespace  = "ecs"
  scalable_dimension = "ecs:service:DesiredCount"
  resource_id        = "service/${aws_ecs_cluster.main.name}/${aws_ecs_service.api.name}"
  min_capacity       = 2
  max_capacity       = 12
}"#;

    #[test]
    fn what_autoscaling_keeps_is_fixed_and_what_it_adds_is_a_range() {
        let scaled = text("", "launch_type = \"FARGATE\"\ndesired_count = 99") + TARGET;
        assert_eq!(
            bill("us-east-1", &scaled, &Usage::new()),
            [
                "Fargate: vCPU hours 730 x 0.04048 = 29.5504",
                "Fargate: memory 1460 x 0.004445 = 6.4897",
                "Fargate: vCPU hours, scaled out 0..365..3650 x 0.04048 = 0..14.7752..147.752",
                "Fargate: memory, scaled out 0..730..7300 x 0.004445 = 0..3.24485..32.4485",
            ]
        );
        let usage = used("aws_ecs_service.api", &[("average_tasks", "5"), ("monthly_task_hours", "100")]);
        assert_eq!(
            bill("us-east-1", &scaled, &usage),
            [
                "Fargate: vCPU hours 100 x 0.04048 = 4.048",
                "Fargate: memory 200 x 0.004445 = 0.889",
                "Fargate: vCPU hours, scaled out 150 x 0.04048 = 6.072",
                "Fargate: memory, scaled out 300 x 0.004445 = 1.3335",
            ]
        );
        let by_name = scaled.replace("${aws_ecs_cluster.main.name}/${aws_ecs_service.api.name}", "main/api");
        assert_eq!(bill("us-east-1", &by_name, &usage).len(), 4);
    }

    #[test]
    fn tasks_with_public_addresses_are_charged_for_those() {
        let service = r#"
launch_type   = "FARGATE"
desired_count = 3
network_configuration {
  subnets          = ["a"]
  assign_public_ip = true
}"#;
        let lines = priced("", service);
        assert_eq!(lines[2], "Public IPv4 addresses: addresses of tasks 2190 x 0.005 = 10.95");
        let usage = used(
            "aws_ecs_service.api",
            &[("monthly_outbound_internet_gb", "10"), ("monthly_intra_region_gb", "10")],
        );
        assert_eq!(
            bill("us-east-1", &text("", service), &usage)[3..],
            [
                "Data transfer: data to the internet, first 10 TB 10 x 0.09 = 0.9",
                "Data transfer: data between zones, in both directions 20 x 0.01 = 0.2",
            ]
        );
    }

    #[test]
    fn what_runs_elsewhere_is_charged_there() {
        for (service, line) in [
            ("launch_type = \"EC2\"", "free: its tasks run on instances, which are charged themselves"),
            (
                "scheduling_strategy = \"DAEMON\"",
                "free: one task runs on each instance of the cluster, which are charged themselves",
            ),
            ("launch_type = \"EXTERNAL\"", "unpriced: groundplan has no prices of ECS Anywhere"),
            (
                "deployment_controller { type = \"EXTERNAL\" }",
                "unpriced: its tasks are in task sets, which are not priced",
            ),
            ("launch_type = \"FARGATE\"", "free: no task runs: `desired_count` is 0"),
            (
                "launch_type = \"FARGATE\"\ndesired_count = var.tasks",
                "unpriced: `desired_count` is `var.tasks`, which is not known",
            ),
            ("launch_type = var.type", "unpriced: `launch_type` is `var.type`, which is not known"),
        ] {
            assert_eq!(priced("", service), [line], "{service}");
        }
    }

    #[test]
    fn what_may_run_on_fargate_is_not_free() {
        const REQUIRED: &str = "requires_compatibilities = [\"FARGATE\"]";
        let service = text("", "desired_count = 1");
        let requires = |list: &str| service.replace(REQUIRED, list);
        let both = requires("requires_compatibilities = [\"EC2\", \"FARGATE\"]");
        let lines = |text: &str| bill("us-east-1", text, &Usage::new());
        for (text, reason) in [
            (both, "the task definition allows FARGATE beside others"),
            (
                requires("").replace("aws_ecs_cluster.main.id", "data.aws_ecs_cluster.main.arn"),
                "its cluster is not in this document",
            ),
            (
                service.replace("aws_ecs_task_definition.api.arn", "var.definition"),
                "its task definition is not in this document",
            ),
            (requires("requires_compatibilities = var.on"), "what the task definition requires is not known"),
        ] {
            let reason =
                format!("unpriced: what its tasks run on is not known: it does not say, and {reason}");
            assert_eq!(lines(&text), [reason]);
        }
        assert_eq!(lines(&requires("")), ["free: its tasks run on instances, which are charged themselves"]);
    }

    #[test]
    fn sizes_are_read_in_both_ways_and_missing_prices_are_named() {
        let words = text("", "launch_type = \"FARGATE\"\ndesired_count = 1")
            .replace("\"512\"", "\".5 vCPU\"")
            .replace("\"1024\"", "\"1 GB\"");
        assert_eq!(
            bill("us-east-1", &words, &Usage::new()),
            ["Fargate: vCPU hours 365 x 0.04048 = 14.7752", "Fargate: memory 730 x 0.004445 = 3.24485",]
        );
        let arm = text(
            "runtime_platform { cpu_architecture = \"ARM64\" }",
            "launch_type = \"FARGATE\"\ndesired_count = 1",
        );
        assert_eq!(
            bill("eu-north-1", &arm, &Usage::new()),
            [
                "unpriced: no price of Fargate ARM vCPU hours for eu-north-1",
                "unpriced: no price of Fargate ARM memory for eu-north-1",
            ]
        );
    }

    #[test]
    fn the_size_may_be_a_default_of_a_variable_and_may_not_be_known() {
        let service = "launch_type = \"FARGATE\"\ndesired_count = var.tasks";
        let known = text("", service) + "\nvariable \"tasks\" { default = 2 }";
        assert_eq!(
            bill("us-east-1", &known, &Usage::new())[0],
            "Fargate: vCPU hours 730 x 0.04048 = 29.5504"
        );
        let elsewhere = "resource \"aws_ecs_service\" \"api\" {\n launch_type = \"FARGATE\"\n task_definition = var.task\n}";
        assert_eq!(
            bill("us-east-1", elsewhere, &Usage::new()),
            ["unpriced: its task definition, and so its size, is not in this document",]
        );
    }
}
