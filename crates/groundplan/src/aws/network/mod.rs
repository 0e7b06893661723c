//! The VPC: subnets, routes, the way out, endpoints, flow logs.

mod address;
mod defaults;
mod emit;
mod endpoint;
mod flow_log;
mod rules;
mod spec;

pub use spec::{Destination, Egress, FlowLogs, Network, Traffic};

pub(crate) use address::{
    endpoint_group, nat_gateways, private_subnets, public_subnets, s3_prefix_list, task_subnets, vpc_id,
    ways_out,
};
pub(crate) use defaults::rows;
pub(crate) use emit::emit;
pub(crate) use rules::RULES;

use super::Context;
use crate::diagnostic::{Path, Rule};
use crate::spec::Switch;
use crate::unit::{Cidr, Days};

/// What the network is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Blueprint {
    pub(crate) cidr: Cidr,
    pub(crate) zones: u8,
    pub(crate) egress: Egress,
    pub(crate) flow_logs: Option<FlowLogBlueprint>,
    /// Interface endpoints, as the tasks' needs tell; empty unless they are the only way out.
    pub(crate) endpoints: Vec<&'static str>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FlowLogBlueprint {
    pub(crate) traffic: Traffic,
    pub(crate) destination: Destination,
    pub(crate) retention: Days,
}

/// Decides the network. `None` when its addresses cannot be read.
pub(crate) fn resolve(spec: &Network, cx: &mut Context<'_>) -> Option<Blueprint> {
    let cidr = cx.decide_text(&defaults::CIDR, "", spec.cidr.as_ref());
    let cidr = cx.parse(Rule::CIDR, Path::of("network.cidr"), &cidr)?;
    let blueprint = Blueprint {
        cidr,
        zones: zones(spec, cx),
        egress: cx.decide(&defaults::EGRESS, "", spec.egress),
        flow_logs: flow_logs(spec, cx),
        endpoints: Vec::new(),
    };
    rules::check(&blueprint, cx);
    Some(blueprint)
}

/// As many as the tier wants, unless the region shows an account only two.
fn zones(spec: &Network, cx: &mut Context<'_>) -> u8 {
    let wanted = defaults::ZONES.at(cx.tier());
    let shown = rules::zones_shown(cx.site.region);
    let said = spec.zones.or_else(|| (shown < wanted).then_some(shown));
    cx.decide(&defaults::ZONES, "", said)
}

fn flow_logs(spec: &Network, cx: &mut Context<'_>) -> Option<FlowLogBlueprint> {
    let spec = match &spec.flow_logs {
        Some(Switch::Off) => return None,
        Some(Switch::On(spec)) => spec.clone(),
        None => FlowLogs::default(),
    };
    Some(FlowLogBlueprint {
        traffic: cx.decide(&defaults::FLOW_LOG_TRAFFIC, "", spec.traffic),
        destination: cx.decide(&defaults::FLOW_LOG_DESTINATION, "", spec.destination),
        retention: cx.decide(&defaults::FLOW_LOG_RETENTION, "", spec.retention),
    })
}
