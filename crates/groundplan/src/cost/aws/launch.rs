//! What tasks run on: a launch type, a strategy of capacity providers, or what the cluster has as its default.

use super::fargate::CLUSTERS;
use super::task::{DEFINITIONS, Terms};
use crate::cost::count::Unknown;
use crate::cost::resource::Resource;
use crate::cost::{Decimal, Range};

/// Where the tasks of a service or of a schedule run.
pub(super) enum Launch {
    /// On Fargate, on the terms of each provider.
    Fargate(Vec<Share>, Option<&'static str>),
    /// On something that is charged by itself.
    Elsewhere(&'static str),
    /// On something whose price is not known.
    Unpriced(&'static str),
}

/// The cluster that tasks run in.
pub(super) struct Cluster {
    address: Option<String>,
    /// Whether the document makes it, and so says what it has as its default.
    is_here: bool,
}

/// What one capacity provider takes of the tasks.
pub(super) struct Share {
    /// `None` for providers that are instances.
    pub(super) terms: Option<Terms>,
    base: Decimal,
    weight: Decimal,
}

const ON_INSTANCES: &str = "its tasks run on instances, which are charged themselves";
const REQUIRES: &str =
    "nothing here says what they run on: counted as FARGATE, which the definition requires";

impl Launch {
    /// Of a service, or of the parameters of a schedule; `definition` is the argument that names the task.
    pub(super) fn of(place: &Resource<'_>, cluster: &Cluster, definition: &str) -> Result<Self, Unknown> {
        if place.text("scheduling_strategy") == Some("DAEMON") {
            return Ok(Self::Elsewhere(
                "one task runs on each instance of the cluster, which are charged themselves",
            ));
        }
        let own = strategy(place, "capacity_provider_strategy")?;
        if !own.is_empty() {
            return Ok(Self::Fargate(own, None));
        }
        match place.word("launch_type", "")? {
            "FARGATE" => return Ok(Self::Fargate(vec![Share::all(Terms::OnDemand)], None)),
            "EC2" => return Ok(Self::Elsewhere(ON_INSTANCES)),
            "EXTERNAL" => return Ok(Self::Unpriced("groundplan has no prices of ECS Anywhere")),
            _ => {}
        }
        let default = cluster.address.as_ref().and_then(|cluster| place.index.strategy(cluster));
        let shares = match default {
            Some(providers) => strategy(&place.at(providers.clone()), "default_capacity_provider_strategy")?,
            None => Vec::new(),
        };
        if !shares.is_empty() {
            return Ok(Self::Fargate(shares, None));
        }
        Self::of_definition(&place.target(definition, DEFINITIONS), cluster)
    }

    /// Where neither the service nor its cluster chooses. A cluster that is not here may have Fargate as its
    /// default.
    fn of_definition(definition: &Option<Resource<'_>>, cluster: &Cluster) -> Result<Self, Unknown> {
        let unknown = |why| Err(Unknown::new(format!("what its tasks run on is not known: {why}")));
        let Some(definition) = definition else {
            return unknown("it does not say, and its task definition is not in this document");
        };
        let Some(allowed) = compatibilities(definition) else {
            return unknown("it does not say, and what the task definition requires is not known");
        };
        match (allowed.as_slice(), cluster.is_here) {
            (["FARGATE"], _) => Ok(Self::Fargate(vec![Share::all(Terms::OnDemand)], Some(REQUIRES))),
            (several, _) if several.contains(&"FARGATE") => {
                unknown("it does not say, and the task definition allows FARGATE beside others")
            }
            (_, true) => Ok(Self::Elsewhere(ON_INSTANCES)),
            (_, false) => unknown("it does not say, and its cluster is not in this document"),
        }
    }
}

impl Cluster {
    /// The cluster that an argument names.
    pub(super) fn of(place: &Resource<'_>, argument: &str) -> Self {
        let is_here = place.target(argument, CLUSTERS).is_some();
        Self { address: place.target_address(argument, CLUSTERS), is_here }
    }
}

/// What a definition says that it can run on; `None` where that is not known.
fn compatibilities<'a>(definition: &Resource<'a>) -> Option<Vec<&'a str>> {
    if !definition.may_have("requires_compatibilities") {
        return Some(Vec::new());
    }
    definition.list("requires_compatibilities")?.into_iter().map(crate::model::text).collect()
}

impl Share {
    fn all(terms: Terms) -> Self {
        Self { terms: Some(terms), base: Decimal::ZERO, weight: Decimal::ONE }
    }
}

/// How many of the tasks each share takes: bases first, the rest by weight.
pub(super) fn split(shares: &[Share], tasks: Range) -> Vec<Range> {
    let bases: Decimal = shares.iter().map(|share| share.base).sum();
    let weights: Decimal = shares.iter().map(|share| share.weight).sum();
    let rest = tasks.map(|figure| figure.saturating_sub(bases).max(Decimal::ZERO));
    let of = |share: &Share| {
        let base = tasks.map(|figure| figure.min(share.base));
        let weighted =
            rest.map(|figure| figure.saturating_mul(share.weight).checked_div(weights).unwrap_or_default());
        base + weighted
    };
    shares.iter().map(of).collect()
}

fn strategy(place: &Resource<'_>, name: &str) -> Result<Vec<Share>, Unknown> {
    if place.is_dynamic(name) {
        return Err(Unknown::new(format!(
            "a dynamic block makes `{name}`, so what the tasks run on is not known"
        )));
    }
    let of = |block| {
        let block = place.at(block);
        let terms = match block.word("capacity_provider", "")? {
            "FARGATE" => Some(Terms::OnDemand),
            "FARGATE_SPOT" => Some(Terms::Spot),
            _ => None,
        };
        let base = block.number("base")?.unwrap_or_default();
        let weight = block.number("weight")?.unwrap_or_default();
        Ok(Share { terms, base, weight })
    };
    place.blocks(name).into_iter().map(of).collect()
}
