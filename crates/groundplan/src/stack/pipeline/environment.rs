//! One environment: from its spec to a document.

use super::{access, root};
use crate::aws::observability::{self, Surroundings};
use crate::aws::{EnvironmentContext, Resolver, Waivers, service, state};
use crate::composition::cross_stack::Source;
use crate::decision::{Decided, Decision, Origins};
use crate::diagnostic::{Path, Report};
use crate::spec::Map;
use crate::stack::spec::Environment;
use crate::stack::spec::domains::Domains;
use crate::terraform::{Document, Key, Text, Value};
use std::sync::Arc;

/// Everything decided for an environment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::stack) struct Blueprint {
    pub(in crate::stack) context: EnvironmentContext,
    tags: Vec<(Key, Value)>,
    /// The role that Terraform works with, and the policy that bounds all roles.
    role: Option<Decided<String>>,
    boundary: Option<Decided<String>>,
    pub(in crate::stack) domains: Domains,
    /// What all of it follows from.
    decisions: Arc<Vec<Decision>>,
}

/// Decides everything.
pub(in crate::stack) fn resolve(
    spec: &Environment,
    sources: &Map<Source>,
    resolver: &mut Resolver<'_>,
) -> Blueprint {
    let context = resolver.context;
    let mut domains = Domains::resolve(spec, sources, resolver);
    // The network comes first, and only services tell which endpoints they need in it.
    domains.network.endpoints = service::endpoints(&domains.services, &domains.network);
    domains.network.dynamodb = service::dynamodb(&domains.services, &domains.network);
    let own_tags = tags(spec.tags.as_ref(), resolver);
    let tags = root::tags(&context.stack, Some(&context.environment), &own_tags);
    provider_decision(&domains, resolver);
    let [role, boundary] = access::resolve(spec, resolver);
    Blueprint { context: context.clone(), tags, role, boundary, domains, decisions: resolver.decisions() }
}

/// The tags that the spec wants on everything.
pub(in crate::stack) fn tags(
    spec: Option<&Map<Text>>,
    resolver: &mut Resolver<'_>,
) -> Vec<(String, Decided<Text>)> {
    let one = |(key, value): (&str, &Text)| (key.to_owned(), resolver.text(Path::of("tags").key(key), value));
    spec.into_iter().flat_map(Map::iter).map(one).collect()
}

/// Makes the document of an environment.
pub(in crate::stack) fn emit(blueprint: &Blueprint) -> Document {
    let Blueprint { context, tags, role, boundary, domains, decisions } = blueprint;
    let mut document = Document::new();
    let logs = service::call_logs(&domains.services);
    let floor = domains.network.egress.map(|egress| root::provider_floor(Some(*egress), *logs).0);
    let floor = floor.because(logs.origins());
    let backend = state::backend(&context.stack, &context.environment);
    document.decided_by(decisions.clone());
    root::terraform(&floor, Some(backend), &mut document);
    root::provider(
        context.region,
        Decided::new(context.account.iter().cloned().collect(), Origins::ACCOUNT),
        role.as_ref(),
        tags.clone(),
        &mut document,
    );
    domains.emit(context, &mut document);
    access::bound(boundary.as_ref(), &mut document);
    document
}

impl Blueprint {
    /// Whether AWS refuses to delete the load balancer.
    pub(in crate::stack) fn is_protected(&self) -> bool {
        self.domains
            .load_balancer
            .as_ref()
            .is_some_and(|balancer| balancer.is_own() && *balancer.deletion_protection)
    }

    /// Whether the same is emitted of another one: whatever its values follow from, they are the same.
    pub(in crate::stack) fn emits_as(&self, other: &Self) -> bool {
        (&self.context, &self.tags, &self.role, &self.boundary, &self.domains)
            == (&other.context, &other.tags, &other.role, &other.boundary, &other.domains)
    }

    /// How the tasks of one service run, made alone among all else that was decided for the environment, with what is
    /// wrong with the service.
    pub(in crate::stack) fn tasks_alone(
        &self,
        name: &str,
        spec: &service::EcsFargateService,
        waive: &Map<Waivers>,
    ) -> (Document, Report) {
        let (decided, mut document, report) = self.priced_tasks_alone(name, spec, waive);
        let around = Surroundings { services: &[decided], ..surroundings(&self.domains) };
        observability::emit_tasks(&self.domains.alarms, &around, &self.context, &mut document);
        (document, report)
    }

    /// As [`Blueprint::tasks_alone`], without the alarms, whose prices do not depend on how tasks run.
    pub(in crate::stack) fn priced_tasks_alone(
        &self,
        name: &str,
        spec: &service::EcsFargateService,
        waive: &Map<Waivers>,
    ) -> (service::Blueprint, Document, Report) {
        let mut resolver = Resolver::new(&self.context, waive);
        let Domains { network, cluster, encryption: key, secrets, logs, load_balancer, .. } = &self.domains;
        let mut decided = service::resolve_one(
            name,
            spec,
            &service::Around { secrets, key, network, cluster },
            &mut resolver,
        );
        // How its tasks run changes nothing of who calls them and whom they call.
        let now = self.domains.services.iter().find(|service| service.name == name);
        decided.connect = now.map(|now| now.connect.clone()).unwrap_or_default();
        let mut document = Document::new();
        let beside = service::Beside { balancer: load_balancer.as_ref(), network, cluster, key, logs };
        service::emit_tasks(&decided, &beside, &self.context, &mut document);
        (decided, document, resolver.into_report())
    }

    /// The secrets whose values have to be set: the address, and the output with the ARN.
    pub(in crate::stack) fn secrets_to_set(&self) -> Vec<(String, String)> {
        self.domains.secrets.iter().filter_map(|secret| secret.to_set()).collect()
    }
}

pub(super) fn surroundings(domains: &Domains) -> Surroundings<'_> {
    Surroundings {
        key: &domains.encryption,
        network: &domains.network,
        balancer: domains.load_balancer.as_ref(),
        cluster: &domains.cluster,
        services: &domains.services,
    }
}

/// Why the provider must be newer than usual, if it must.
fn provider_decision(domains: &Domains, resolver: &mut Resolver<'_>) {
    let (egress, logs) = (&domains.network.egress, service::call_logs(&domains.services));
    let (floor, reason) = root::provider_floor(Some(**egress), *logs);
    if let Some(reason) = reason {
        let version = format!(">= {floor}");
        resolver.derived(
            "(AWS provider)".to_owned(),
            version,
            reason,
            if *logs { logs.origins() } else { egress.origins() },
        );
    }
}

/// The waivers in force in an environment.
pub(in crate::stack) fn waivers(spec: &Environment) -> Map<Waivers> {
    spec.waive.clone().unwrap_or_default()
}
