//! The addresses of the network's parts, for everything in it.

use super::existing::Kind;
use super::{Blueprint, Egress};
use crate::decision::{Decided, Origins};
use crate::terraform::{Address, Reference, Value};

const ZONES: [&str; 3] = ["a", "b", "c"];

/// The zones over which the subnets spread: their place in AWS's list, and their letter in labels.
pub(super) fn zones(blueprint: &Blueprint) -> impl Iterator<Item = (u32, &'static str)> + use<> {
    (0..).zip(ZONES).take((*blueprint.zones).into())
}

pub(crate) fn vpc_id(blueprint: &Blueprint) -> Reference {
    match blueprint.existing {
        Some(_) => Address::data("aws_vpc", "main").attr("id"),
        None => own_vpc_id(),
    }
}

pub(super) fn own_vpc_id() -> Reference {
    Address::resource("aws_vpc", "main").attr("id")
}

/// The subnets of load balancers that the internet can reach.
pub(crate) fn public_subnets(blueprint: &Blueprint) -> Decided<Value> {
    subnets(blueprint, Kind::Public)
}

/// The subnets that nothing outside can reach.
pub(crate) fn private_subnets(blueprint: &Blueprint) -> Decided<Value> {
    subnets(blueprint, Kind::Private)
}

/// The subnets of tasks.
pub(crate) fn task_subnets(blueprint: &Blueprint) -> Decided<Value> {
    let kind = if blueprint.egress == Egress::PublicIp { Kind::Public } else { Kind::Private };
    subnets(blueprint, kind).because(blueprint.egress.origins())
}

/// The security group of the interface endpoints, where there are any.
pub(crate) fn endpoint_group(blueprint: &Blueprint) -> Decided<Option<Reference>> {
    let group = || Address::resource("aws_security_group", "endpoints").attr("id");
    Decided::new((!blueprint.endpoints.is_empty()).then(group), endpoint_origins(blueprint))
}

/// What makes that there are endpoints.
pub(super) fn endpoint_origins(blueprint: &Blueprint) -> Origins {
    let own = blueprint.endpoints.iter().map(Decided::origins).chain(&blueprint.dynamodb);
    [blueprint.egress.origins()].into_iter().chain(own).collect()
}

/// The label of an endpoint.
pub(super) fn endpoint_label(service: &str) -> String {
    service.replace(['.', '-'], "_")
}

/// The addresses of S3 in this region, a list that AWS keeps.
pub(crate) fn s3_prefix_list() -> Reference {
    Address::data("aws_ec2_managed_prefix_list", "s3").attr("id")
}

/// The addresses of DynamoDB in this region, where tasks need them: its gateway endpoint tells them.
pub(crate) fn dynamodb_prefix_list(blueprint: &Blueprint) -> Option<Decided<Reference>> {
    let list = || Address::resource("aws_vpc_endpoint", "dynamodb").attr("prefix_list_id");
    blueprint.dynamodb.as_ref().map(|origins| Decided::new(list(), origins.clone()))
}

/// The NAT gateways.
pub(crate) fn nat_gateways(blueprint: &Blueprint) -> Decided<Vec<Address>> {
    let origins = blueprint.egress.origins();
    match *blueprint.egress {
        _ if blueprint.existing.is_some() => Decided::new(Vec::new(), origins.clone()),
        Egress::NatPerZone => blueprint.zones.map(|_| gateways(blueprint)).because(origins),
        _ => blueprint.egress.map(|_| gateways(blueprint)),
    }
}

fn gateways(blueprint: &Blueprint) -> Vec<Address> {
    let gateway = |label: String| Address::resource("aws_nat_gateway", label);
    match *blueprint.egress {
        Egress::NatPerZone => zones(blueprint).map(|(_, zone)| gateway(format!("main_{zone}"))).collect(),
        Egress::Nat => vec![gateway("main_a".to_owned())],
        Egress::RegionalNat => vec![gateway("main".to_owned())],
        Egress::Endpoints | Egress::PublicIp => Vec::new(),
    }
}

/// What must exist before a task can reach anything: a task that starts earlier cannot pull its image,
/// and a deployment that fails too often is given up.
pub(crate) fn ways_out(blueprint: &Blueprint) -> Decided<Vec<Address>> {
    let origins = endpoint_origins(blueprint).and(blueprint.zones.origins());
    Decided::new(routes_out(blueprint), origins)
}

fn routes_out(blueprint: &Blueprint) -> Vec<Address> {
    let of = |kind: &'static str, label: String| Address::resource(kind, label);
    match *blueprint.egress {
        _ if blueprint.existing.is_some() => Vec::new(),
        Egress::NatPerZone | Egress::Nat | Egress::RegionalNat => {
            zones(blueprint).map(|(_, zone)| of("aws_route", format!("private_{zone}_nat"))).collect()
        }
        Egress::PublicIp => vec![of("aws_route", "public_internet".to_owned())],
        Egress::Endpoints => {
            let interfaces = blueprint.endpoints.iter().map(|service| endpoint_label(service));
            let gateways = ["s3"].into_iter().chain(blueprint.dynamodb.as_ref().map(|_| "dynamodb"));
            let all = interfaces.chain(gateways.map(str::to_owned));
            all.map(|label| of("aws_vpc_endpoint", label)).collect()
        }
    }
}

fn subnets(blueprint: &Blueprint, kind: Kind) -> Decided<Value> {
    if let Some(existing) = &blueprint.existing {
        return existing.subnets(kind);
    }
    let id = |(_, zone)| Address::resource("aws_subnet", format!("{}_{zone}", kind.label())).attr("id");
    blueprint.zones.map(|_| zones(blueprint).map(id).collect::<Vec<_>>().into())
}
