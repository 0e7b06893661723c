use super::Blueprint;
use super::address::service_name;
use crate::aws::{cluster, fixed, load_balancer};
use crate::decision::Decided;
use crate::terraform::{Address, Block, File, Names, block, text};
use crate::unit::OfficeHours;

/// Adds what changes the number of tasks; nothing where it is fixed.
pub(super) fn emit(
    service: &Blueprint,
    forwarding: Option<(&load_balancer::Blueprint, &load_balancer::Route)>,
    cluster: &cluster::Blueprint,
    file: &mut File<'_>,
) {
    if !service.scale.is_auto() {
        return;
    }
    let file = &mut file.because(&service.scale.auto_origins());
    let target = file.resource(
        "aws_appautoscaling_target",
        service.label.clone(),
        block! {
            service_namespace  = "ecs",
            scalable_dimension = "ecs:service:DesiredCount",
            resource_id        = text!["service/", cluster.name(), "/", service_name(&service.label)],
            min_capacity       = &service.scale.min,
            max_capacity       = &service.scale.max,
            lifecycle          = service.scale.hours.as_ref().map(|hours| hours.map(|_| changed_by_schedule())),
        },
    );
    if let Some(hours) = &service.scale.hours {
        schedules(service, hours, &target, &mut file.because(hours.origins()));
    }
    let scale = &service.scale;
    let mut policy = |purpose: &str, value: Decided<u32>, metric: Block| {
        let file = &mut file.because(value.origins());
        track(service, purpose, value, metric, &target, file);
    };
    if let Some(cpu) = &scale.cpu {
        policy(
            "cpu",
            cpu.map(|cpu| cpu.as_u8().into()),
            block! { predefined_metric_type = "ECSServiceAverageCPUUtilization" },
        );
    }
    if let Some(memory) = &scale.memory {
        policy(
            "memory",
            memory.map(|memory| memory.as_u8().into()),
            block! { predefined_metric_type = "ECSServiceAverageMemoryUtilization" },
        );
    }
    if let (Some(requests), Some((balancer, route))) = (&scale.requests_per_task, forwarding) {
        let metric = block! {
            predefined_metric_type = "ALBRequestCountPerTarget",
            resource_label         = text![load_balancer::arn_suffix(balancer), "/", route.target_group_suffix()],
        };
        policy("requests", requests.clone().because(&route.origins), metric);
    }
}

/// The schedule says other numbers than Terraform; what Terraform says is in force until it first does.
fn changed_by_schedule() -> Block {
    block! { ignore_changes = Names(vec!["min_capacity".into(), "max_capacity".into()]) }
}

fn schedules(service: &Blueprint, hours: &Decided<OfficeHours>, target: &Address, file: &mut File<'_>) {
    let scale = &service.scale;
    for (purpose, cron, min, max) in [
        ("start", hours.start_cron(), scale.min.clone(), scale.max.clone()),
        ("stop", hours.end_cron(), fixed(0), fixed(0)),
    ] {
        file.resource(
            "aws_appautoscaling_scheduled_action",
            format!("{}_{purpose}", service.label),
            block! {
                name               = format!("{}-{purpose}", service.name),
                service_namespace  = target.attr("service_namespace"),
                scalable_dimension = target.attr("scalable_dimension"),
                resource_id        = target.attr("resource_id"),
                schedule           = cron,
                timezone           = hours.timezone().to_owned(),
                scalable_target_action {
                    min_capacity = min,
                    max_capacity = max,
                }
            },
        );
    }
}

/// Out fast, in slowly: too few tasks are felt, too many only paid.
fn track(
    service: &Blueprint,
    purpose: &str,
    value: Decided<u32>,
    metric: Block,
    target: &Address,
    file: &mut File<'_>,
) {
    file.resource(
        "aws_appautoscaling_policy",
        format!("{}_{purpose}", service.label),
        block! {
            name               = format!("{}-{purpose}", service.name),
            policy_type        = "TargetTrackingScaling",
            service_namespace  = target.attr("service_namespace"),
            scalable_dimension = target.attr("scalable_dimension"),
            resource_id        = target.attr("resource_id"),
            target_tracking_scaling_policy_configuration {
                target_value       = value,
                scale_out_cooldown = 60,
                scale_in_cooldown  = 300,
                predefined_metric_specification = metric,
            }
        },
    );
}
