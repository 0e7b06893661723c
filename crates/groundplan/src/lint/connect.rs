//! Names of ports that Service Connect and VPC Lattice go by.

use super::{container, service};
use crate::diagnostic::{Report, Rule, nearest, rules};
use crate::model::{Model, Place};

rules! {
    /// A port that a service is reached by has a name in its task definition.
    ///
    /// Service Connect names a port mapping of a container. AWS refuses the service where no mapping has the name.
    AWS_PORT_NAME = error "aws/port-name", "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html";
}

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    for service in model.resources("aws_ecs_service") {
        let named = named(&service);
        let Some(known) =
            service::definition(&service).filter(|_| !named.is_empty()).and_then(|task| names(&task))
        else {
            continue;
        };
        for (place, given) in named.iter().filter(|(_, given)| !known.iter().any(|name| name == given)) {
            let finding = place.found(Rule::AWS_PORT_NAME, "port_name", "no port of the task has this name");
            let wants = if known.is_empty() {
                "a name in portMappings; there is none".to_owned()
            } else {
                known.join(", ")
            };
            let hint = nearest(given, known.iter().map(String::as_str)).map(str::to_owned);
            report.add(finding.given(*given).wants(wants).maybe_hint(hint));
        }
    }
}

/// What a service names, and where.
fn named<'a>(service: &Place<'a>) -> Vec<(Place<'a>, &'a str)> {
    let connected =
        service.blocks("service_connect_configuration").into_iter().flat_map(|one| one.blocks("service"));
    let all = connected.chain(service.blocks("vpc_lattice_configurations"));
    all.filter_map(|place| place.text("port_name").map(|name| (place, name))).collect()
}

/// The names of all ports of a task, if all are known.
fn names(task: &Place<'_>) -> Option<Vec<String>> {
    let json = task.json("container_definitions")?;
    let containers = container::all(task, &json);
    if containers.is_empty() || !task.are_all_objects(&json) {
        return None;
    }
    let mut names = Vec::new();
    for container in &containers {
        let is_list = container.lacks("portMappings")
            || container.value("portMappings").is_some_and(|value| container.are_all_objects(value));
        for mapping in container.blocks("portMappings") {
            if mapping.may_have("name") {
                names.push(mapping.text("name")?.to_owned());
            }
        }
        is_list.then_some(())?;
    }
    Some(names)
}
