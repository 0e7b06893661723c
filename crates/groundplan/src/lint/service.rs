//! ECS services: how they are started, reached and deployed.

use std::collections::BTreeMap;

use super::listener::{LISTENER_RULES, LISTENERS};
use super::load_balancer::TARGET_GROUPS;
use super::{container, task};
use crate::diagnostic::{Report, Rule, rules};
use crate::model::Model;
use crate::model::{Place, text};
use crate::terraform::{Address, Reference};
use crate::unit::set_of;

rules! {
    /// A service has a launch type or a strategy of capacity providers, not both.
    ///
    /// Both at once pass the plan, and AWS refuses them.
    AWS_SERVICE_LAUNCH = error "aws/service-launch", "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html";

    /// Only a service behind a load balancer has a grace period.
    ///
    /// AWS refuses the period where nothing checks the tasks' health.
    AWS_GRACE_PERIOD = error "aws/grace-period", "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html";

    /// A service on Fargate sets the subnets of its tasks.
    ///
    /// Tasks with a network interface of their own need a `network_configuration`; AWS refuses the service
    /// without.
    AWS_SERVICE_NETWORK = error "aws/service-network", "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html";

    /// Tasks on Fargate are registered by IP address.
    ///
    /// A target group's default type is `instance`; a task on Fargate is not an instance, and AWS refuses the
    /// service.
    AWS_TARGET_TYPE = error "aws/target-type", "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb.html";

    /// The container and port that a service registers exist in its task definition.
    ///
    /// Terraform does not compare them; AWS refuses an unknown container or port.
    AWS_CONTAINER_PORT = error "aws/container-port", "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html";

    /// A service waits for the listener that uses its target group.
    ///
    /// AWS refuses a service whose target group has no load balancer yet; nothing in the service refers to the
    /// listener, so without `depends_on` the order is random.
    AWS_SERVICE_LISTENER = warning "aws/service-listener", "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_service";

    /// A deployment may stop or start a task.
    ///
    /// With a minimum and a maximum of 100 percent, no task can be replaced; AWS refuses it.
    AWS_DEPLOYMENT_PERCENT = error "aws/deployment-percent", "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html";
}

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    let forwarders = forwarders(model);
    for service in model.resources("aws_ecs_service") {
        launch(&service, report);
        grace_period(&service, report);
        network(&service, report);
        deployment(&service, report);
        for balancer in service.blocks("load_balancer") {
            target_type(&service, &balancer, report);
            container_port(&service, &balancer, report);
            listener(&service, &balancer, &forwarders, report);
        }
    }
}

fn launch(service: &Place<'_>, report: &mut Report) {
    if service.has("launch_type") && service.has("capacity_provider_strategy") {
        let message = "both a launch type and a strategy are set";
        let finding = service.found(Rule::AWS_SERVICE_LAUNCH, "launch_type", message);
        report.add(
            finding.given(service.text("launch_type").unwrap_or("an expression")).wants("the strategy only"),
        );
    }
}

fn grace_period(service: &Place<'_>, report: &mut Report) {
    let Some(period) = service.integer("health_check_grace_period_seconds").filter(|period| *period > 0)
    else {
        return;
    };
    let registered = ["load_balancer", "service_registries", "vpc_lattice_configurations"];
    if registered.iter().all(|name| service.lacks(name)) {
        let message = "no load balancer checks the tasks of this service";
        let finding = service.found(Rule::AWS_GRACE_PERIOD, "health_check_grace_period_seconds", message);
        report.add(finding.given(period).wants("a load_balancer block, or no grace period"));
    }
}

/// Whether tasks of a service certainly have a network interface of their own.
fn is_awsvpc(service: &Place<'_>) -> bool {
    let strategy = service.blocks("capacity_provider_strategy");
    let mut providers = strategy.iter().filter_map(|one| one.text("capacity_provider"));
    let awsvpc = |task: &Place<'_>| task.text("network_mode") == Some("awsvpc") || task::is_fargate(task);
    service.says("launch_type", "FARGATE")
        || providers.any(|name| name.starts_with("FARGATE"))
        || definition(service).is_some_and(|task| awsvpc(&task))
}

/// The task definition of a service, if it is in this module.
pub(super) fn definition<'a>(service: &Place<'a>) -> Option<Place<'a>> {
    service.model.target(service.reference("task_definition")?, &["aws_ecs_task_definition"])
}

fn network(service: &Place<'_>, report: &mut Report) {
    let own_rules = service.blocks("deployment_controller").iter().any(|one| one.may_be("type", "EXTERNAL"));
    if is_awsvpc(service) && service.lacks("network_configuration") && !own_rules {
        let message = "missing subnets of the tasks";
        let finding = service.found(Rule::AWS_SERVICE_NETWORK, "network_configuration", message);
        report.add(finding.wants("a network_configuration block with subnets and security groups"));
    }
}

fn deployment(service: &Place<'_>, report: &mut Report) {
    let least = service.integer("deployment_minimum_healthy_percent");
    let most = service.integer("deployment_maximum_percent");
    if let (Some(least), Some(most)) = (least, most)
        && least >= most
        && !service.may_be("scheduling_strategy", "DAEMON")
    {
        let message = "no task can be replaced";
        let finding = service.found(Rule::AWS_DEPLOYMENT_PERCENT, "deployment_maximum_percent", message);
        let given = format!("at least {least} %, at most {most} %");
        report.add(finding.given(given).wants("a maximum above the minimum").hint("200"));
    }
}

fn target_type(service: &Place<'_>, balancer: &Place<'_>, report: &mut Report) {
    let Some(reference) = balancer.reference("target_group_arn") else { return };
    let Some(group) = service.model.target(reference, TARGET_GROUPS) else { return };
    let is_instance = group.lacks("target_type") || group.text("target_type") == Some("instance");
    if is_instance && is_awsvpc(service) {
        let message = format!("the tasks of {} are not instances", service.path());
        let finding = group.found(Rule::AWS_TARGET_TYPE, "target_type", message);
        report.add(
            finding
                .given(group.text("target_type").unwrap_or("none, which is instance"))
                .wants("ip")
                .hint("ip"),
        );
    }
}

fn container_port(service: &Place<'_>, balancer: &Place<'_>, report: &mut Report) {
    let Some(task) = definition(service) else { return };
    let (Some(json), Some(name)) = (task.json("container_definitions"), balancer.text("container_name"))
    else {
        return;
    };
    let containers = container::all(&task, &json);
    // One container whose name is not known may be the one.
    let are_known = task.are_all_objects(&json) && containers.iter().all(|one| one.text("name").is_some());
    if containers.is_empty() || !are_known {
        return;
    }
    let rule = Rule::AWS_CONTAINER_PORT;
    let Some(container) = containers.iter().find(|one| one.text("name") == Some(name)) else {
        let names: Vec<&str> = containers.iter().filter_map(|one| one.text("name")).collect();
        let finding = balancer.found(rule, "container_name", "unknown container");
        let hint = names.first().map(|name| (*name).to_owned());
        return report.add(finding.given(name).wants(names.join(", ")).maybe_hint(hint));
    };
    let Some(port) = balancer.integer("container_port") else { return };
    let mappings = container.blocks("portMappings");
    let known: Option<Vec<i64>> = mappings.iter().map(|one| one.integer("containerPort")).collect();
    let is_list = container.lacks("portMappings")
        || container.value("portMappings").is_some_and(|value| container.are_all_objects(value));
    if let Some(known) = known.filter(|known| is_list && !known.contains(&port)) {
        let ports: Vec<String> = known.iter().map(ToString::to_string).collect();
        let finding = balancer.found(rule, "container_port", "unknown port of the container");
        let wants =
            if ports.is_empty() { "a portMappings entry with it".to_owned() } else { ports.join(", ") };
        report.add(finding.given(port).wants(wants).maybe_hint(ports.first().cloned()));
    }
}

fn listener(service: &Place<'_>, balancer: &Place<'_>, forwarders: &Forwarders<'_>, report: &mut Report) {
    let Some(group) = balancer.reference("target_group_arn") else { return };
    let Some(own) = service.item.address() else { return };
    let users = forwarders.get(&group.address).map_or(&[][..], Vec::as_slice);
    if !users.is_empty() && !users.iter().any(|user| service.model.references.reach(&own, user)) {
        let message = "missing dependency on the listener of the target group";
        let finding = service.found(Rule::AWS_SERVICE_LISTENER, "depends_on", message);
        let names: Vec<String> = users.iter().map(|user| format!("\"{user}\"")).collect();
        report.add(finding.wants("the listener or listener rule").hint(format!("[{}]", names.join(", "))));
    }
}

/// The listeners and their rules that refer to each object, such as a target group.
type Forwarders<'a> = BTreeMap<&'a Address, Vec<Address>>;

fn forwarders<'a>(model: &'a Model<'a>) -> Forwarders<'a> {
    let mut all = Forwarders::new();
    for user in model.of_kinds(LISTENERS).chain(model.of_kinds(LISTENER_RULES)) {
        let mut found: Vec<&Reference> = Vec::new();
        user.item.block().into_iter().for_each(|block| block.references(&mut found));
        for address in set_of(found.into_iter().map(|reference| &reference.address)) {
            all.entry(address).or_default().extend(user.item.address());
        }
    }
    all
}

/// Whether text is among the elements of a list argument.
pub(super) fn lists(place: &Place<'_>, name: &str, word: &str) -> bool {
    place.list(name).is_some_and(|values| values.into_iter().any(|value| text(value) == Some(word)))
}
