use super::ImageVariable;
use super::address::cluster;
use super::cluster::{self, ClusterBlueprint};
use super::spec::{Architecture, Capacity};
use super::{Blueprint, access, container, roles, scaling};
use crate::aws::{EnvironmentContext, key, load_balancer, logs, network};
use crate::terraform::{
    Address, Addresses, Block, Document, Expression, File, Literal, Names, Reference, block, list, object,
};

/// Adds the cluster.
pub(crate) fn emit_cluster(
    cluster: &ClusterBlueprint,
    key: &key::Blueprint,
    logs: &logs::Blueprint,
    context: &EnvironmentContext,
    document: &mut Document,
) {
    cluster::emit(cluster, key, logs, context, &mut document.file("cluster"));
}

/// Adds a service with its task definition, roles, log group, security group and autoscaling.
pub(crate) fn emit(
    service: &Blueprint,
    balancer: Option<&load_balancer::Blueprint>,
    network: &network::Blueprint,
    key: &key::Blueprint,
    logs: &logs::Blueprint,
    context: &EnvironmentContext,
    document: &mut Document,
) {
    let mut file = document.file(format!("service_{}", service.label));
    logs.group(&mut file, &service.label, format!("/{}", context.path(&[&service.name])));
    let execution = roles::execution(service, context, &mut file);
    let task = roles::task(service, key, context, &mut file);
    let definition = task_definition(service, context, &execution, &task, &mut file);
    let group = access::emit(service, network, context, &mut file);
    let forwarding = balancer.and_then(|balancer| Some((balancer, balancer.route(&service.name)?)));
    ecs_service(service, forwarding, network, &definition, group, &mut file);
    scaling::emit(service, forwarding.map(|(_, route)| route), &mut file);
}

/// Adds the variables that give tags or digests; services that share one are told of in one.
pub(crate) fn emit_variables(services: &[Blueprint], document: &mut Document) {
    let mut variables: Vec<(&ImageVariable, Vec<&str>)> = Vec::new();
    for service in services {
        let Some(variable) = &service.image.variable else { continue };
        match variables.iter_mut().find(|(known, _)| known.name == variable.name) {
            Some((_, names)) => names.push(&service.name),
            None => variables.push((variable, vec![&service.name])),
        }
    }
    for (variable, names) in variables {
        let what = if variable.is_digest { "digest (sha256:…)" } else { "tag" };
        document.file("variables").variable(
            variable.name.clone(),
            block! {
                type        = Literal::from("string"),
                description = Literal::from(format!("The {what} of the image of {}", names.join(", "))),
                nullable    = Literal::from(false),
            },
        );
    }
}

fn task_definition(
    service: &Blueprint,
    context: &EnvironmentContext,
    execution: &Address,
    task: &Address,
    file: &mut File<'_>,
) -> Address {
    let container = container::emit(service, context, file).whole();
    let architecture = match service.architecture {
        Architecture::X86 => "X86_64",
        Architecture::Arm => "ARM64",
    };
    let storage = service.ephemeral_storage.filter(|gib| *gib > 20);
    file.resource(
        "aws_ecs_task_definition",
        service.label.clone(),
        block! {
            family                   = context.name(&[&service.name], 255),
            requires_compatibilities = ["FARGATE"],
            network_mode             = "awsvpc",
            cpu                      = service.vcpu.as_units().to_string(),
            memory                   = service.memory.as_mib().to_string(),
            execution_role_arn       = execution.attr("arn"),
            task_role_arn            = task.attr("arn"),
            container_definitions    = Expression::call("jsonencode", [list![container]]),
            runtime_platform {
                operating_system_family = "LINUX",
                cpu_architecture        = architecture,
            }
            ephemeral_storage = storage.map(|gib| block! { size_in_gib = gib }),
            for volume in container::volumes(service),
            tags = object! { "Name": context.name(&[&service.name], 255) },
        },
    )
}

fn ecs_service(
    service: &Blueprint,
    forwarding: Option<(&load_balancer::Blueprint, &load_balancer::Route)>,
    network: &network::Blueprint,
    definition: &Address,
    group: Reference,
    file: &mut File<'_>,
) {
    let on_demand = service.capacity == Capacity::OnDemand;
    let ignored = service.scale.is_auto().then(|| {
        block! { ignore_changes = Names(vec!["desired_count".into()]) }
    });
    let address = file.resource(
        "aws_ecs_service",
        service.label.clone(),
        block! {
            name             = service.name.clone(),
            cluster          = cluster().attr("id"),
            task_definition  = definition.attr("arn"),
            desired_count    = service.scale.min,
            launch_type      = on_demand.then_some("FARGATE"),
            platform_version = "LATEST",
            for capacity_provider_strategy in strategy(service.capacity),
            force_new_deployment               = (!on_demand).then_some(true),
            enable_execute_command             = service.exec,
            enable_ecs_managed_tags            = true,
            propagate_tags                     = "SERVICE",
            availability_zone_rebalancing      = "ENABLED",
            deployment_minimum_healthy_percent = 100,
            deployment_maximum_percent         = 200,
            health_check_grace_period_seconds  = forwarding.map(|(_, route)| route.health.grace.as_u32()),
            deployment_circuit_breaker {
                enable   = true,
                rollback = true,
            }
            network_configuration {
                subnets          = network::task_subnets(network),
                security_groups  = [group],
                assign_public_ip = service.public_ip,
            }
            load_balancer = forwarding.map(|(_, route)| target(service, route)),
            lifecycle     = ignored,
            depends_on    = depends_on(service, forwarding, network),
        },
    );
    let value = address.attr("name");
    let description = format!("The ECS service of {}", service.name);
    file.output(format!("service_{}", service.label), block! { description = description, value = value });
}

fn target(service: &Blueprint, route: &load_balancer::Route) -> Block {
    block! {
        target_group_arn = load_balancer::target_group(&route.label).attr("arn"),
        container_name   = service.name.clone(),
        container_port   = route.port,
    }
}

fn strategy(capacity: Capacity) -> Vec<Block> {
    let provider = |name: &'static str, base: u8, weight: u8| {
        block! { capacity_provider = name, base = base, weight = weight }
    };
    match capacity {
        Capacity::OnDemand => Vec::new(),
        Capacity::Mixed => vec![provider("FARGATE", 1, 1), provider("FARGATE_SPOT", 0, 1)],
        Capacity::Spot => vec![provider("FARGATE_SPOT", 0, 1)],
    }
}

/// AWS takes a target group only once something forwards to it; tasks that start before anything leads
/// out cannot pull their image; and while the service goes, its roles must still have their rights, or
/// its tasks never stop.
fn depends_on(
    service: &Blueprint,
    forwarding: Option<(&load_balancer::Blueprint, &load_balancer::Route)>,
    network: &network::Blueprint,
) -> Addresses {
    let policy =
        |purpose: &str| Address::resource("aws_iam_role_policy", format!("{}_{purpose}", service.label));
    let has_task_policy = !service.grants.is_empty() || service.exec;
    let forwarder = forwarding.map(|(balancer, route)| load_balancer::forwarder(balancer, route));
    let capacity = Address::resource("aws_ecs_cluster_capacity_providers", "main");
    Addresses(
        forwarder
            .into_iter()
            .chain(network::ways_out(network))
            .chain([policy("execution")])
            .chain(has_task_policy.then(|| policy("task")))
            .chain((service.capacity != Capacity::OnDemand).then_some(capacity))
            .collect(),
    )
}
