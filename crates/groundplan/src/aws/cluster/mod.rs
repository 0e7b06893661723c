//! The ECS cluster that the services of an environment share.

mod defaults;
mod emit;
mod spec;

pub use spec::{Cluster, ContainerInsights};

pub(crate) use defaults::rows;
pub(crate) use emit::{address, emit};

use super::Resolver;
use crate::decision::Decided;
use crate::terraform::Reference;

/// What the cluster is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Blueprint {
    pub(crate) insights: Decided<ContainerInsights>,
}

/// Decides the cluster.
pub(crate) fn resolve(spec: Option<&Cluster>, resolver: &mut Resolver<'_>) -> Blueprint {
    let insights = spec.and_then(|spec| spec.container_insights);
    Blueprint { insights: resolver.decide(&defaults::CONTAINER_INSIGHTS, "", insights) }
}

/// The cluster's name, as metrics and scaling targets have it.
pub(crate) fn name() -> Reference {
    address().attr("name")
}
