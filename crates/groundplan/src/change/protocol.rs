//! What a service speaks, which AWS changes of no service that others reach through Service Connect.

use super::between::{Comparison, Pair, kind_of};
use super::known::{Known, at};
use super::written::Written;
use crate::terraform::{Item, Mode, Reference};

/// The word of AWS for a port mapping that names no protocol.
const TCP: &str = "tcp";

/// Why a service cannot be updated.
///
/// Source: `appProtocol` is immutable in a Service Connect service, by
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html>.
pub(super) fn refused(pair: &Pair<'_>, comparison: &Comparison<'_>) -> Option<String> {
    let (old, new) = (pair.old?, pair.new?);
    let spoken = |side: &Written<'_>, item, known| spoken(side, item, port_name(known)?);
    let before = spoken(&comparison.sides.0, old, &pair.before)?;
    let after = spoken(&comparison.sides.1, new, &pair.after)?;
    (kind_of(pair) == "aws_ecs_service" && before != after).then(|| {
        format!(
            "AWS changes the appProtocol of no service that others reach through Service Connect ({before}, then \
             {after}): make it anew, in two applies"
        )
    })
}

/// The name of the port by which others reach a service.
fn port_name(service: &Known) -> Option<&str> {
    match at(service, &["service_connect_configuration", "service", "port_name"]) {
        Known::Scalar(name) => Some(name),
        _ => None,
    }
}

/// What the containers of a service speak on a port of this name, where local values say it.
fn spoken(side: &Written<'_>, service: &Item, port: &str) -> Option<String> {
    let task = references(service, "task_definition");
    let task = task.iter().find(|one| one.address.resource_type == "aws_ecs_task_definition")?;
    let containers = references(side.document.get(&task.address)?, "container_definitions");
    let locals = containers.iter().filter(|one| one.address.mode == Mode::Local);
    let items = locals.filter_map(|one| side.document.get(&one.address));
    items
        .map(|item| side.knowledge.content(&item.content, 0))
        .find_map(|container| protocol(&container, port))
}

fn references<'a>(item: &'a Item, argument: &str) -> Vec<&'a Reference> {
    let mut found = Vec::new();
    if let Some(content) = item.block().and_then(|block| block.get(argument)) {
        content.references(&mut found);
    }
    found
}

/// What a container speaks on a port of this name, as far as that is known.
fn protocol(container: &Known, port: &str) -> Option<String> {
    let Known::List(mappings) = at(container, &["portMappings"]) else { return None };
    let is_port = |mapping: &&Known| *at(mapping, &["name"]) == Known::Scalar(port.to_owned());
    match at(mappings.iter().find(is_port)?, &["appProtocol"]) {
        Known::Scalar(protocol) => Some(protocol.clone()),
        Known::Absent => Some(TCP.to_owned()),
        _ => None,
    }
}

#[cfg(all(test, feature = "bundled-schema"))]
mod tests {
    use crate::change::tests::between;

    fn service(protocol: &str, connect: &str) -> String {
        format!(
            "locals {{\n  api = {{ name = \"api\", portMappings = [{{ containerPort = 80, name = \"api\"{protocol} }}] }}\n}}\n\
             resource \"aws_ecs_task_definition\" \"api\" {{\n  family = \"api\"\n  container_definitions = jsonencode([local.api])\n}}\n\
             resource \"aws_ecs_service\" \"api\" {{\n  name = \"api\"\n  task_definition = aws_ecs_task_definition.api.arn\n{connect}}}\n"
        )
    }

    fn refused(before: &str, after: &str, connect: &str) -> Option<String> {
        let change = between(&service(before, connect), &service(after, connect));
        change.objects.into_iter().find_map(|object| object.refused)
    }

    #[test]
    fn another_protocol_of_a_service_that_others_reach_is_refused() {
        let connect = "  service_connect_configuration {\n    enabled = true\n    service {\n      port_name = \"api\"\n    }\n  }\n";
        let (http, grpc) = (", appProtocol = \"http\"", ", appProtocol = \"grpc\"");
        let why = refused(http, grpc, connect).unwrap_or_default();
        assert!(why.contains("(http, then grpc)"), "{why}");
        assert!(refused(http, "", connect).is_some_and(|why| why.contains("(http, then tcp)")));
        assert_eq!(refused(http, grpc, ""), None);
        assert_eq!(refused(http, http, connect), None);
    }
}
