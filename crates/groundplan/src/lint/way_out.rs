//! Whether tasks can reach what they start from.

use super::relation::{is_passed_on, is_single};
use crate::diagnostic::{Report, Rule, rules};
use crate::model::{Model, Place};

rules! {
    /// Tasks on Fargate have a way to the registry of their image.
    ///
    /// An internet gateway serves only tasks with a public address; others need a NAT gateway, or endpoints. Without a way out
    /// the image cannot be pulled, and tasks stop before they run.
    AWS_WAY_OUT = warning "aws/way-out", "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html";
}

/// What leads out of a VPC besides routes to an internet gateway, or may change its routes where this is not seen.
const OTHER_WAYS: [&str; 9] = [
    "aws_default_route_table",
    "aws_ec2_transit_gateway_vpc_attachment",
    "aws_main_route_table_association",
    "aws_networkfirewall_firewall",
    "aws_vpc_endpoint",
    "aws_vpc_peering_connection",
    "aws_vpc_peering_connection_accepter",
    "aws_vpn_gateway",
    "aws_vpn_gateway_route_propagation",
];

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    if OTHER_WAYS.iter().any(|kind| model.resources(kind).next().is_some()) {
        return;
    }
    for service in model.resources("aws_ecs_service").filter(is_on_fargate) {
        for network in service.blocks("network_configuration").iter().filter(|network| is_private(network)) {
            let subnets: Option<Vec<Place<'_>>> = subnets(network);
            let all = subnets.unwrap_or_default();
            if !all.is_empty() && all.iter().all(has_no_way_out) {
                let message = "tasks without a public address cannot leave these subnets";
                let finding = network.found(Rule::AWS_WAY_OUT, "assign_public_ip", message).given("false");
                report.add(
                    finding.wants("true, a route to a NAT gateway, or endpoints of the VPC").hint("true"),
                );
            }
        }
    }
}

/// Whether Fargate pulls the image: on a machine, the machine does.
fn is_on_fargate(service: &Place<'_>) -> bool {
    let strategy = service.blocks("capacity_provider_strategy");
    let mut providers = strategy.iter().filter_map(|one| one.text("capacity_provider"));
    service.says("launch_type", "FARGATE") || providers.any(|name| name.starts_with("FARGATE"))
}

fn is_private(network: &Place<'_>) -> bool {
    network.boolean_or("assign_public_ip", false) == Some(false)
}

/// The subnets of tasks, if each is made here.
fn subnets<'a>(network: &Place<'a>) -> Option<Vec<Place<'a>>> {
    let each = network
        .list("subnets")?
        .into_iter()
        .map(|value| network.model.target(crate::model::reference(value)?, &["aws_subnet"]));
    each.collect()
}

/// Whether all routes of a subnet are known, and none leads out without a public address.
fn has_no_way_out(subnet: &Place<'_>) -> bool {
    let tables = tables(subnet).unwrap_or_default();
    let vpc = subnet.reference("vpc_id").and_then(|vpc| subnet.model.target(vpc, &["aws_vpc"]));
    let is_known = vpc.is_some_and(|vpc| !is_passed_on(&vpc)) && !is_passed_on(subnet);
    is_known && !is_dual(subnet) && !tables.is_empty() && tables.iter().all(is_closed)
}

/// Whether tasks may have addresses of IPv6, by which an internet gateway serves them.
fn is_dual(subnet: &Place<'_>) -> bool {
    subnet.may_have("ipv6_cidr_block") || subnet.may_have("ipv6_native")
}

/// The route tables that a subnet is associated with, if all associations are known.
fn tables<'a>(subnet: &Place<'a>) -> Option<Vec<Place<'a>>> {
    let mut tables = Vec::new();
    for association in subnet.model.resources("aws_route_table_association") {
        if association.has("gateway_id") {
            continue;
        }
        let of = subnet.model.target(association.reference("subnet_id")?, &["aws_subnet"])?;
        if of.path() == subnet.path() {
            tables.push(subnet.model.target(association.reference("route_table_id")?, &["aws_route_table"])?);
        }
        is_single(&association).then_some(())?;
    }
    Some(tables)
}

/// Whether nothing but internet gateways is behind the routes of a table.
fn is_closed(table: &Place<'_>) -> bool {
    let is_list = table.value("route").is_none_or(|value| table.are_all_objects(value));
    let beside = routes(table);
    let Some(beside) = beside.filter(|_| is_list && !table.is_dynamic("route") && !is_passed_on(table))
    else {
        return false;
    };
    table.lacks("propagating_vgws")
        && table.blocks("route").iter().chain(&beside).all(leads_to_internet_gateway)
}

/// The routes of a table that are resources of their own, if the table of each route is known.
fn routes<'a>(table: &Place<'a>) -> Option<Vec<Place<'a>>> {
    let mut routes = Vec::new();
    for route in table.model.resources("aws_route") {
        let of = table.model.target(route.reference("route_table_id")?, &["aws_route_table"])?;
        if of.path() == table.path() {
            routes.push(route);
        }
    }
    Some(routes)
}

/// Targets of a route other than an internet gateway.
const TARGETS: [&str; 9] = [
    "carrier_gateway_id",
    "core_network_arn",
    "egress_only_gateway_id",
    "instance_id",
    "local_gateway_id",
    "nat_gateway_id",
    "network_interface_id",
    "transit_gateway_id",
    "vpc_endpoint_id",
];

fn leads_to_internet_gateway(route: &Place<'_>) -> bool {
    let is_empty = |name: &str| route.lacks(name) || route.text(name) == Some("");
    let is_gateway = route
        .reference("gateway_id")
        .is_some_and(|reference| route.model.target(reference, &["aws_internet_gateway"]).is_some());
    is_gateway && TARGETS.iter().all(|name| is_empty(name)) && is_empty("vpc_peering_connection_id")
}

#[cfg(test)]
mod tests {
    use super::super::trial::found;

    const CODE: &str = "aws/way-out";
    const STACK: &str = "resource \"aws_vpc\" \"a\" {
  cidr_block = \"10.0.0.0/16\"
}
resource \"aws_subnet\" \"a\" {
  vpc_id     = aws_vpc.a.id
  cidr_block = \"10.0.0.0/24\"
}
resource \"aws_internet_gateway\" \"a\" {
  vpc_id = aws_vpc.a.id
}
resource \"aws_route_table\" \"a\" {
  vpc_id = aws_vpc.a.id
  route {
    cidr_block = \"0.0.0.0/0\"
    gateway_id = aws_internet_gateway.a.id
  }
}
resource \"aws_route_table_association\" \"a\" {
  subnet_id      = aws_subnet.a.id
  route_table_id = aws_route_table.a.id
}
resource \"aws_ecs_service\" \"a\" {
  launch_type = \"FARGATE\"
  network_configuration {
    subnets = [aws_subnet.a.id]
  }
}
";

    #[test]
    fn only_where_every_route_is_known_there_is_no_way() {
        assert_eq!(found(CODE, STACK), ["resource.aws_ecs_service.a.network_configuration.assign_public_ip"]);
        let with = |more: &str| found(CODE, &format!("{STACK}{more}"));
        assert_eq!(with("resource \"aws_vpc_endpoint\" \"a\" {\n  vpc_id = aws_vpc.a.id\n}\n"), [""; 0]);
        assert_eq!(
            with("module \"nat\" {\n  source = \"./nat\"\n  table  = aws_route_table.a.id\n}\n"),
            [""; 0]
        );
        assert_eq!(with("output \"table\" {\n  value = aws_route_table.a.id\n}\n"), [""; 0]);
        let route =
            "resource \"aws_route\" \"a\" {\n  route_table_id = var.table\n  nat_gateway_id = var.nat\n}\n";
        assert_eq!(with(&format!("variable \"table\" {{}}\nvariable \"nat\" {{}}\n{route}")), [""; 0]);
        let public = STACK.replace("    subnets =", "    assign_public_ip = true\n    subnets =");
        assert_eq!(found(CODE, &public), [""; 0]);
    }
}
