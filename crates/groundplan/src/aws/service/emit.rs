use super::connect;
use super::container::{self, ImageVariable};
use super::spec::{Architecture, Capacity};
use super::{Blueprint, access, roles, scaling};
use crate::aws::{EnvironmentContext, cluster, key, load_balancer, logs, network};
use crate::decision::{Decided, Origins};
use crate::terraform::{
    Address, Addresses, Block, Document, Expression, File, Literal, Names, block, object,
};

/// What services run beside.
#[derive(Clone, Copy)]
pub(crate) struct Beside<'a> {
    pub(crate) balancer: Option<&'a load_balancer::Blueprint>,
    pub(crate) network: &'a network::Blueprint,
    pub(crate) cluster: &'a cluster::Blueprint,
    pub(crate) key: &'a key::Blueprint,
    pub(crate) logs: &'a logs::Blueprint,
}

/// Adds the services, and the variables that they share.
pub(crate) fn emit(
    services: &[Blueprint],
    beside: &Beside<'_>,
    context: &EnvironmentContext,
    document: &mut Document,
) {
    variables(services, document);
    connect::namespace(services, context, document);
    for service in services {
        emit_one(service, beside, context, document);
    }
}

/// Adds a service with its task definition, roles, log group, security group and autoscaling.
fn emit_one(service: &Blueprint, beside: &Beside<'_>, context: &EnvironmentContext, document: &mut Document) {
    let Beside { balancer, network, cluster, key, logs } = *beside;
    let mut file = document.file(file_name(&service.label));
    let mut file = file.because(&service.origins);
    log_group(service, logs, context, &mut file);
    let execution = roles::execution(service, context, &mut file);
    let task = roles::task(service, (cluster, key), context, &mut file);
    let definition = task_definition(service, context, &execution, &task, &mut file);
    access::emit(service, balancer, network, context, &mut file);
    connect::rules(service, &mut file);
    let forwarding = balancer.and_then(|balancer| Some((balancer, balancer.route(&service.name)?)));
    ecs_service(service, forwarding, (network, cluster), context, &definition, &mut file);
    scaling::emit(service, forwarding, cluster, &mut file);
}

/// Adds of services their log groups alone.
pub(crate) fn emit_log_groups(
    services: &[Blueprint],
    logs: &logs::Blueprint,
    context: &EnvironmentContext,
    document: &mut Document,
) {
    for service in services {
        let mut file = document.file(file_name(&service.label));
        log_group(service, logs, context, &mut file.because(&service.origins));
    }
}

fn log_group(service: &Blueprint, logs: &logs::Blueprint, context: &EnvironmentContext, file: &mut File<'_>) {
    let name = context.path(&[&service.name]).map(|path| format!("/{path}"));
    logs.group(file, &service.label, name);
}

/// The types of what [`emit_tasks`] adds, some of them for some ways to run only.
pub(crate) const TASK_TYPES: [&str; 5] = [
    "aws_ecs_task_definition",
    "aws_ecs_service",
    "aws_appautoscaling_target",
    "aws_appautoscaling_policy",
    "aws_appautoscaling_scheduled_action",
];

/// The name of the file that has what belongs to a service.
pub(crate) fn file_name(label: &str) -> String {
    format!("service_{label}")
}

/// Adds of a service what follows from how its tasks run: task definition, service and autoscaling.
pub(crate) fn emit_tasks(
    service: &Blueprint,
    beside: &Beside<'_>,
    context: &EnvironmentContext,
    document: &mut Document,
) {
    let Beside { balancer, network, cluster, .. } = *beside;
    let mut file = document.file(file_name(&service.label));
    let mut file = file.because(&service.origins);
    let [execution, task] = ["execution", "task"].map(|purpose| roles::address(service, purpose));
    let definition = task_definition(service, context, &execution, &task, &mut file);
    let forwarding = balancer.and_then(|balancer| Some((balancer, balancer.route(&service.name)?)));
    ecs_service(service, forwarding, (network, cluster), context, &definition, &mut file);
    scaling::emit(service, forwarding, cluster, &mut file);
}

/// Adds the variables for tags and digests; several services may share one.
fn variables(services: &[Blueprint], document: &mut Document) {
    let mut variables: Vec<(&ImageVariable, Vec<&str>, Origins)> = Vec::new();
    let containers = services.iter().flat_map(|service| service.containers().map(move |one| (service, one)));
    for (service, container) in containers {
        let Some(variable) = &container.image.variable else { continue };
        let name = if service.is_own(container) { &service.name } else { &container.name };
        match variables.iter_mut().find(|(known, ..)| known.name == variable.name) {
            Some((_, names, origins)) => {
                names.push(name);
                *origins = origins.and(container.image.origins());
            }
            None => variables.push((variable, vec![name], container.image.origins().clone())),
        }
    }
    for (variable, names, origins) in variables {
        let what = if variable.is_digest { "digest (sha256:…)" } else { "tag" };
        document.file("variables").because(&origins).variable(
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
    let containers = container::emit(service, context, file);
    let architecture = service.architecture.map(|architecture| match architecture {
        Architecture::X86 => "X86_64",
        Architecture::Arm => "ARM64",
    });
    let storage = service.ephemeral_storage.as_ref().filter(|gib| ***gib > 20);
    file.resource(
        "aws_ecs_task_definition",
        service.label.clone(),
        block! {
            family                   = context.name(&[&service.name], 255),
            requires_compatibilities = ["FARGATE"],
            network_mode             = "awsvpc",
            cpu                      = service.vcpu.map(|vcpu| vcpu.as_units().to_string()),
            memory                   = service.memory.map(|memory| memory.as_mib().to_string()),
            execution_role_arn       = execution.attr("arn"),
            task_role_arn            = task.attr("arn"),
            container_definitions    = containers,
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
    (network, cluster): (&network::Blueprint, &cluster::Blueprint),
    context: &EnvironmentContext,
    definition: &Address,
    file: &mut File<'_>,
) {
    let forwarded = forwarding.map(|(_, route)| route.origins.clone()).unwrap_or_default();
    let address = file.resource(
        "aws_ecs_service",
        service.label.clone(),
        block! {
            name             = cluster.service_name(&service.name, context),
            cluster          = cluster.id(),
            task_definition  = definition.attr("arn"),
            desired_count    = &service.scale.min,
            platform_version = "LATEST",
            for capacity_provider_strategy in service.capacity.map(|capacity| strategy(*capacity)),
            force_new_deployment               = true,
            enable_execute_command             = &service.exec,
            enable_ecs_managed_tags            = true,
            propagate_tags                     = "SERVICE",
            availability_zone_rebalancing      = "ENABLED",
            deployment_minimum_healthy_percent = 100,
            deployment_maximum_percent         = 200,
            wait_for_steady_state              = service.wait.map(|wait| wait.then_some(true)),
            health_check_grace_period_seconds  = forwarding.map(|(_, route)| route.health.grace.map(|grace| grace.as_u32()).because(&route.origins)),
            deployment_circuit_breaker {
                enable   = true,
                rollback = true,
            }
            network_configuration {
                subnets          = network::task_subnets(network),
                security_groups  = [access::group(service)],
                assign_public_ip = &service.public_ip,
            }
            load_balancer = Decided::new(forwarding.map(|(_, route)| target(service, route)), forwarded),
            service_connect_configuration = connect::configuration(service, context),
            lifecycle     = lifecycle(service, definition),
            timeouts      = service.wait.map(|wait| wait.then(timeouts)),
            depends_on    = depends_on(service, forwarding, network, cluster),
        },
    );
    let value = address.attr("name");
    let description = format!("The ECS service of {}", service.name);
    file.output(format!("service_{}", service.label), block! { description = description, value = value });
}

fn lifecycle(service: &Blueprint, definition: &Address) -> Option<Block> {
    let block = block! {
        ignore_changes = ignored(service),
        postcondition  = service.wait.map(|wait| wait.then(|| not_rolled_back(service, definition))),
    };
    (!block.is_empty()).then_some(block)
}

/// Autoscaling, where it is on, changes the number of tasks: Terraform must not take that back.
fn ignored(service: &Blueprint) -> Decided<Names> {
    let ignored = service.scale.is_auto().then(|| "desired_count".into());
    Decided::new(Names(ignored.into_iter().collect()), service.scale.auto_origins())
}

/// A service is steady after a rollback too, with the tasks that it had before. The next apply tries again.
/// <https://github.com/hashicorp/terraform-provider-aws/issues/20858>
fn not_rolled_back(service: &Blueprint, definition: &Address) -> Block {
    let message = format!(
        "The new tasks of {} did not run, and AWS brought the old ones back; the events of the service say why.",
        service.name
    );
    block! {
        condition     = Expression::symbol("self.task_definition").equal(definition.attr("arn")),
        error_message = message,
    }
}

/// Longer than AWS takes to give a deployment up: it starts tasks again at growing intervals, and each may take its time to stop.
fn timeouts() -> Block {
    block! { create = "30m", update = "30m" }
}

fn target(service: &Blueprint, route: &load_balancer::Route) -> Block {
    block! {
        target_group_arn = load_balancer::target_group(&route.label).attr("arn"),
        container_name   = service.name.clone(),
        container_port   = &route.port,
    }
}

/// A strategy for each capacity, never a launch type: AWS and its provider change one strategy into another in
/// place, as long as a new deployment is forced, and replace a service that had a launch type.
/// <https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_service#capacity_provider_strategy-1>
fn strategy(capacity: Capacity) -> Vec<Block> {
    let provider = |name: &'static str, base: u8, weight: u8| {
        block! { capacity_provider = name, base = base, weight = weight }
    };
    match capacity {
        Capacity::OnDemand => vec![provider("FARGATE", 0, 1)],
        Capacity::Mixed => vec![provider("FARGATE", 1, 1), provider("FARGATE_SPOT", 0, 1)],
        Capacity::Spot => vec![provider("FARGATE_SPOT", 0, 1)],
    }
}

/// AWS takes a target group only once something forwards to it; tasks that start before anything leads
/// out cannot pull their image; tasks know the endpoints of others that were there before them; and while the service goes, its roles must still have their rights, or
/// its tasks never stop.
fn depends_on(
    service: &Blueprint,
    forwarding: Option<(&load_balancer::Blueprint, &load_balancer::Route)>,
    network: &network::Blueprint,
    cluster: &cluster::Blueprint,
) -> Decided<Addresses> {
    let policy =
        |purpose: &str| Address::resource("aws_iam_role_policy", format!("{}_{purpose}", service.label));
    let has_task_policy = !service.grants.is_empty() || *service.exec;
    let forwarder = forwarding.map(|(balancer, route)| load_balancer::forwarder(balancer, route));
    let forwarding = forwarding.map(|(balancer, route)| load_balancer::forwarder_origins(balancer, route));
    let (ways_out, by_network) = network::ways_out(network).into_parts();
    let origins = [&by_network, &forwarding.unwrap_or_default(), service.exec.origins()];
    let grants = service.grants.iter().map(Decided::origins);
    let (called, by_calls) = connect::depends_on(service).into_parts();
    let origins = origins.into_iter().chain(grants).chain([&by_calls]).collect();
    let addresses = forwarder
        .into_iter()
        .chain(ways_out)
        .chain([policy("execution")])
        .chain(has_task_policy.then(|| policy("task")))
        .chain(cluster.capacity())
        .chain(called)
        .collect();
    Decided::new(Addresses(addresses), origins)
}
