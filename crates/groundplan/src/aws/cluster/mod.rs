//! The ECS cluster that the services of an environment share.

mod address;
mod defaults;
mod emit;
mod existing;
mod rules;
mod spec;

pub use spec::{Cluster, ContainerInsights};

pub(crate) use defaults::rows;
pub(crate) use emit::emit;
pub(crate) use rules::RULES;

use super::{EnvironmentContext, Resolver, fixed};
use crate::decision::Decided;
use existing::Existing;

/// What the cluster is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Blueprint {
    pub(crate) insights: Decided<ContainerInsights>,
    /// Where it is found, if it exists already.
    existing: Option<Existing>,
}

/// Decides the cluster.
pub(crate) fn resolve(spec: Option<&Cluster>, resolver: &mut Resolver<'_>) -> Blueprint {
    if let Some(spec) = spec
        && let Some(existing) = existing::resolve(spec, resolver)
    {
        // What it measures is not known: alarms count tasks by what ECS measures of every cluster.
        let insights = existing.name.map(|_| ContainerInsights::Disabled);
        return Blueprint { insights, existing: Some(existing) };
    }
    let insights = spec.and_then(|spec| spec.container_insights);
    Blueprint { insights: resolver.decide(&defaults::CONTAINER_INSIGHTS, "", insights), existing: None }
}

impl Blueprint {
    /// Whether it is made here, with a log of the sessions of ECS Exec.
    pub(crate) fn is_own(&self) -> bool {
        self.existing.is_none()
    }

    /// The name that a service has in it. Names are unique in a cluster: in one that others use as well, stack and environment
    /// are part of them. <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html>
    pub(crate) fn service_name(&self, service: &str, context: &EnvironmentContext) -> Decided<String> {
        match self.is_own() {
            true => fixed(service.to_owned()),
            false => context.name(&[service], 255),
        }
    }

    /// Its name for a command that people run, or a blank where only Terraform knows it.
    pub(crate) fn name_to_type(&self, context: &EnvironmentContext) -> String {
        match &self.existing {
            Some(existing) => existing.name.as_literal().unwrap_or("CLUSTER").to_owned(),
            None => context.name(&[], 255).into_value(),
        }
    }
}
