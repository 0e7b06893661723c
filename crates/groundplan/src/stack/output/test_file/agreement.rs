//! What is asserted of several things together: that they agree.

use super::{Assertion, native};
use crate::terraform::{Content, Document, Expression, Item, Key, Mode, Section, Value};

/// A service's load balancer block and its container speak of one port. The target group's own port is only what a
/// target without a port would get: the service registers each task with its own.
pub(super) fn of_service(item: &Item, document: &Document) -> Vec<Assertion> {
    let mut found = Vec::new();
    if !is(item, "aws_ecs_service") {
        return found;
    }
    let address = format!("aws_ecs_service.{}", item.name);
    let balanced = argument(item, "load_balancer", "target_group_arn").is_some();
    let containers = containers(item, document);
    found.extend(containers.iter().flat_map(container));
    if !balanced {
        return found;
    }
    let port = format!("one({address}.load_balancer).container_port");
    for local in containers.iter().filter(|local| field(local, "portMappings").is_some()) {
        found.push(Assertion {
            condition: format!(
                "contains([for mapping in local.{}.portMappings : mapping.containerPort], {port})",
                local.name
            ),
            message: format!("{address}: its container must listen where the load balancer sends requests"),
        });
    }
    found
}

/// What a container runs, and what it may do.
fn container(local: &&Item) -> Vec<Assertion> {
    let asserted = |name: &&str| {
        let wanted = native::literal(field(local, name)?)?;
        let place = format!("local.{}.{name}", local.name);
        let message = format!("{place} must be {wanted}");
        Some(Assertion { condition: format!("{place} == {wanted}"), message })
    };
    ["image", "readonlyRootFilesystem", "privileged"].iter().filter_map(asserted).collect()
}

/// Subnets of one purpose lie in different zones, and zones that have gateways of their own use those.
pub(super) fn of_zones(document: &Document) -> Vec<Assertion> {
    let all = |kind: &'static str| document.items().iter().filter(move |item| is(item, kind));
    let mut groups: Vec<(&str, Vec<String>)> = Vec::new();
    for subnet in all("aws_subnet") {
        let Some((purpose, _)) = subnet.name.as_str().rsplit_once('_') else { continue };
        let zone = format!("aws_subnet.{}.availability_zone", subnet.name);
        match groups.iter_mut().find(|(known, _)| *known == purpose) {
            Some((_, zones)) => zones.push(zone),
            None => groups.push((purpose, vec![zone])),
        }
    }
    let zones = groups.into_iter().map(|(purpose, zones)| {
        let message = format!("the {purpose} subnets must lie in {} different zones", zones.len());
        distinct(&zones, zones.len(), message)
    });
    let gateways = all("aws_nat_gateway").count();
    let routes: Vec<String> = all("aws_route")
        .filter(|route| route.block().is_some_and(|block| block.get("nat_gateway_id").is_some()))
        .map(|route| format!("aws_route.{}.nat_gateway_id", route.name))
        .collect();
    let egress = (gateways > 0 && !routes.is_empty()).then(|| {
        distinct(
            &routes,
            gateways,
            format!("egress must go through {gateways} NAT gateway{}", if gateways == 1 { "" } else { "s" }),
        )
    });
    zones.chain(egress).collect()
}

fn distinct(places: &[String], count: usize, message: String) -> Assertion {
    Assertion { condition: format!("length(distinct([{}])) == {count}", places.join(", ")), message }
}

fn is(item: &Item, kind: &str) -> bool {
    item.section == Section::Resource && item.resource_type == *kind
}

/// An argument of a nested block.
fn argument<'a>(item: &'a Item, block: &str, name: &str) -> Option<&'a Value> {
    match item.block()?.get(block)? {
        Content::Block(block) => match block.get(name)? {
            Content::Value(value) => Some(value),
            _ => None,
        },
        _ => None,
    }
}

/// The address that a value refers to.
fn reference(value: &Value) -> Option<String> {
    match value.as_expression()? {
        Expression::Reference(reference) => Some(reference.address.to_string()),
        _ => None,
    }
}

/// The names of the local values that the tests refer to.
pub(super) fn locals(document: &Document) -> Vec<Key> {
    let services = document.items().iter().filter(|item| is(item, "aws_ecs_service"));
    services.flat_map(|service| containers(service, document)).map(|local| local.name.clone()).collect()
}

/// The local values from which the containers of a service's task definition are made.
fn containers<'a>(service: &Item, document: &'a Document) -> Vec<&'a Item> {
    let task = service.block().and_then(|block| block.get("task_definition"));
    let task = match task {
        Some(Content::Value(value)) => reference(value),
        _ => None,
    };
    let is_task = |item: &&Item| task.is_some() && item.address().map(|address| address.to_string()) == task;
    let Some(block) = document.items().iter().find(is_task).and_then(Item::block) else { return Vec::new() };
    let mut references = Vec::new();
    block.references(&mut references);
    let locals = references.into_iter().filter(|reference| reference.address.mode == Mode::Local);
    locals.filter_map(|reference| document.get(&reference.address)).collect()
}

/// A field of a local value that is an object.
fn field<'a>(local: &'a Item, name: &str) -> Option<&'a Value> {
    match &local.content {
        Content::Value(Value::Object(entries)) => {
            entries.iter().find(|(key, _)| key == name).map(|(_, value)| value)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terraform::{Address, Block, block, list, object};

    fn service() -> Document {
        let mut document = Document::new();
        let mut file = document.file("service_api");
        let ports = list![object! { "containerPort": 80 }];
        let container = object! { "image": "nginx:1", "privileged": false, "portMappings": ports };
        let container = file.local("api_container", container).whole();
        let definitions = Expression::call("jsonencode", [list![container]]);
        let task =
            file.resource("aws_ecs_task_definition", "api", block! { container_definitions = definitions });
        let group = Address::resource("aws_lb_target_group", "api").attr("arn");
        let balancer = block! { target_group_arn = group, container_port = 80 };
        file.resource(
            "aws_ecs_service",
            "api",
            block! { task_definition = task.attr("arn"), load_balancer = balancer },
        );
        document
    }

    #[test]
    fn ports_agree() {
        let document = service();
        let found = document.items().iter().flat_map(|item| of_service(item, &document));
        let conditions = [
            "local.api_container.image == \"nginx:1\"",
            "local.api_container.privileged == false",
            "contains([for mapping in local.api_container.portMappings : mapping.containerPort], \
             one(aws_ecs_service.api.load_balancer).container_port)",
        ];
        assert_eq!(found.map(|assertion| assertion.condition).collect::<Vec<_>>(), conditions);
    }

    #[test]
    fn subnets_and_gateways_are_spread() {
        let mut document = Document::new();
        let mut file = document.file("network");
        for zone in ["a", "b"] {
            file.resource("aws_subnet", format!("private_{zone}"), Block::new());
            let route = block! { nat_gateway_id = Address::resource("aws_nat_gateway", "main").attr("id") };
            file.resource("aws_route", format!("private_{zone}_nat"), route);
        }
        file.resource("aws_nat_gateway", "main", Block::new());
        let conditions = [
            "length(distinct([aws_subnet.private_a.availability_zone, aws_subnet.private_b.availability_zone])) == 2",
            "length(distinct([aws_route.private_a_nat.nat_gateway_id, aws_route.private_b_nat.nat_gateway_id])) == 1",
        ];
        let found = of_zones(&document).into_iter().map(|assertion| assertion.condition);
        assert_eq!(found.collect::<Vec<_>>(), conditions);
    }
}
