//! The VPC: subnets, routes, the way out, endpoints, flow logs.

mod address;
mod defaults;
mod emit;
mod endpoint;
mod flow_log;
mod own_block;
mod rules;
mod spec;

pub use spec::{Egress, FlowLogDestination, FlowLogTraffic, FlowLogs, Network};

pub(crate) use address::{
    dynamodb_prefix_list, endpoint_group, nat_gateways, private_subnets, public_subnets, s3_prefix_list,
    task_subnets, vpc_id, ways_out,
};
pub(crate) use defaults::rows;
pub(crate) use emit::emit;
pub(crate) use flow_log::key_statement;
pub(crate) use own_block::OwnBlock;
pub(crate) use rules::RULES;

use super::Resolver;
use crate::decision::{Decided, Origins, Tier};
use crate::diagnostic::{Path, Rule};
use crate::spec::OrNone;
use crate::unit::{Cidr, Days, Region};

/// What the network is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Blueprint {
    pub(crate) cidr: Decided<Cidr>,
    pub(crate) zones: Decided<u8>,
    pub(crate) egress: Decided<Egress>,
    pub(crate) flow_logs: Option<FlowLogBlueprint>,
    /// Interface endpoints, as the tasks' needs tell; empty unless they are the only way out.
    pub(crate) endpoints: Vec<Decided<&'static str>>,
    /// Why tasks need the addresses of DynamoDB's gateway, where they do.
    pub(crate) dynamodb: Option<Origins>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FlowLogBlueprint {
    pub(crate) traffic: Decided<FlowLogTraffic>,
    pub(crate) destination: Decided<FlowLogDestination>,
    pub(crate) retention: Decided<Days>,
    /// What says that there are any.
    pub(crate) origins: Origins,
}

/// Decides the network. Addresses that cannot be read are an error, and others take their place.
pub(crate) fn resolve(spec: Option<&Network>, resolver: &mut Resolver<'_>) -> Blueprint {
    let spec = &spec.cloned().unwrap_or_default();
    let cidr = cidr(spec, resolver);
    let parsed = resolver.parse(Rule::CIDR, Path::of("network.cidr"), &cidr);
    let blueprint = Blueprint {
        cidr: cidr.map(|_| parsed.unwrap_or(Cidr::STAND_IN)),
        zones: zones(spec, resolver),
        egress: resolver.decide(&defaults::EGRESS, "", spec.egress),
        flow_logs: flow_logs(spec, resolver),
        endpoints: Vec::new(),
        dynamodb: None,
    };
    rules::check(&blueprint, resolver);
    blueprint
}

/// The addresses that the spec states, or else those that follow from the names of stack and environment.
fn cidr(spec: &Network, resolver: &mut Resolver<'_>) -> Decided<String> {
    let context = resolver.context;
    let own = defaults::CIDR.map(|block| block.of(&context.stack, &context.environment).to_string());
    let cidr = resolver.decide(&own, "", spec.cidr.clone());
    if spec.cidr.is_none() {
        resolver.follows(&cidr, &Origins::NAME);
    }
    cidr
}

/// The addresses of an environment's VPC, without a decision; `None` where they cannot be read.
pub(crate) fn addresses(spec: Option<&Network>, stack: &str, environment: &str) -> Option<Cidr> {
    match spec.and_then(|spec| spec.cidr.as_ref()) {
        Some(text) => text.parse().ok(),
        None => Some(OwnBlock.of(stack, environment)),
    }
}

/// How many NAT gateways a network has, and how many of them in its first zone, without a decision.
pub(crate) fn nat_gateway_count(spec: Option<&Network>, tier: Tier, region: Region) -> (usize, usize) {
    let egress = spec.and_then(|spec| spec.egress).unwrap_or_else(|| defaults::EGRESS.at(tier));
    let zones = spec.and_then(|spec| spec.zones).unwrap_or_else(|| defaults::ZONES.at(tier));
    match egress {
        Egress::NatPerZone => (zones.min(rules::zones_shown(region)).into(), 1),
        Egress::Nat => (1, 1),
        Egress::RegionalNat | Egress::Endpoints | Egress::PublicIp => (0, 0),
    }
}

/// As many as the tier wants, unless the region shows an account only two.
fn zones(spec: &Network, resolver: &mut Resolver<'_>) -> Decided<u8> {
    let wanted = defaults::ZONES.at(resolver.tier());
    let shown = rules::zones_shown(resolver.context.region);
    let given = spec.zones.or_else(|| (shown < wanted).then_some(shown));
    let zones = resolver.decide(&defaults::ZONES, "", given);
    resolver.follows(&zones, &Origins::REGION);
    zones
}

fn flow_logs(spec: &Network, resolver: &mut Resolver<'_>) -> Option<FlowLogBlueprint> {
    let spec = match &spec.flow_logs {
        Some(OrNone::Off) => return None,
        Some(OrNone::On(spec)) => spec.clone(),
        None => FlowLogs::default(),
    };
    let reason = "Who talked to whom, and whom a security group refused, is on record.";
    Some(FlowLogBlueprint {
        origins: resolver.implied("network.flowLogs", "on", reason),
        traffic: resolver.decide(&defaults::FLOW_LOG_TRAFFIC, "", spec.traffic),
        destination: resolver.decide(&defaults::FLOW_LOG_DESTINATION, "", spec.destination),
        retention: resolver.decide(&defaults::FLOW_LOG_RETENTION, "", spec.retention),
    })
}
