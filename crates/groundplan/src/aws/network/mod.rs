//! The VPC: subnets, routes, the way out, endpoints, flow logs.

mod address;
mod defaults;
mod emit;
mod endpoint;
mod existing;
mod flow_log;
mod own_block;
mod rules;
mod spec;

pub use spec::{Egress, ExistingNetwork, FlowLogDestination, FlowLogTraffic, FlowLogs, Network};

pub(crate) use address::{
    dynamodb_prefix_list, endpoint_group, nat_gateways, private_subnets, public_subnets, s3_prefix_list,
    task_subnets, vpc_id, ways_out,
};
pub(crate) use defaults::rows;
pub(crate) use emit::emit;
pub(crate) use flow_log::key_statement;
pub(crate) use own_block::OwnBlock;
pub(crate) use rules::RULES;

use existing::{Existing, Kind};

use super::Resolver;
use crate::decision::{Decided, Origins, Tier};
use crate::diagnostic::{Path, Rule};
use crate::spec::OrNone;
use crate::terraform::Text;
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
    /// Where it is found, if it exists already: then none of it is made, and the values of addresses, zones and NAT gateways
    /// are unused.
    pub(crate) existing: Option<Existing>,
}

impl Blueprint {
    /// The addresses of the VPC.
    pub(crate) fn addresses(&self) -> Decided<Text> {
        existing::cidr(self)
    }

    /// Reports what a load balancer in it lacks.
    pub(crate) fn check_for_load_balancer(&self, is_internal: bool, resolver: &mut Resolver<'_>) {
        let (kind, whose) = match is_internal {
            true => (Kind::Private, "an internal load balancer is"),
            false => (Kind::Public, "a load balancer that the internet can reach is"),
        };
        if let Some(existing) = &self.existing {
            existing::check_subnets(existing, kind, whose, resolver);
        }
    }
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
    existing::resolve(spec, resolver).unwrap_or_else(|| own(spec, resolver))
}

fn own(spec: &Network, resolver: &mut Resolver<'_>) -> Blueprint {
    let cidr = cidr(spec, resolver);
    let parsed = resolver.parse(Rule::CIDR, Path::of("network.cidr"), &cidr);
    let blueprint = Blueprint {
        cidr: cidr.map(|_| parsed.unwrap_or(Cidr::STAND_IN)),
        zones: zones(spec, resolver),
        egress: resolver.decide(&defaults::EGRESS, "", spec.egress),
        flow_logs: flow_logs(spec, resolver),
        endpoints: Vec::new(),
        dynamodb: None,
        existing: None,
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

/// Whether a network is made, rather than one that exists used.
pub(crate) fn is_made(spec: Option<&Network>) -> bool {
    spec.is_none_or(|spec| spec.existing.is_none() && spec.from.is_none())
}

/// The addresses of an environment's own VPC, without a decision; `None` where it has none, or they cannot be read.
pub(crate) fn addresses(spec: Option<&Network>, stack: &str, environment: &str) -> Option<Cidr> {
    if !is_made(spec) {
        return None;
    }
    match spec.and_then(|spec| spec.cidr.as_ref()) {
        Some(text) => text.parse().ok(),
        None => Some(OwnBlock.of(stack, environment)),
    }
}

/// How many NAT gateways a network has, and how many of them in its first zone, without a decision.
pub(crate) fn nat_gateway_count(spec: Option<&Network>, tier: Tier, region: Region) -> (usize, usize) {
    if !is_made(spec) {
        return (0, 0);
    }
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
