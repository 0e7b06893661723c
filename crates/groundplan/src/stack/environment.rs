//! One environment: from what was said to a document.

use super::root;
use super::spec::Environment;
use crate::aws::load_balancer::{self, RouteRequest};
use crate::aws::{
    EnvironmentContext, Resolver, Waivers, key, logs, network, observability, secret, service, state,
};
use crate::composition::{cross_stack, module};
use crate::decision::{Decided, Decision, Origins};
use crate::diagnostic::{Path, Report};
use crate::spec::Map;
use crate::terraform::{Document, Key, Text, Value};
use std::sync::Arc;

/// Everything decided for an environment.
#[derive(Clone, Debug)]
pub(super) struct Blueprint {
    pub(super) context: EnvironmentContext,
    tags: Vec<(Key, Value)>,
    network: network::Blueprint,
    key: key::Blueprint,
    logs: logs::Blueprint,
    secrets: Vec<secret::Blueprint>,
    balancer: Option<load_balancer::Blueprint>,
    cluster: service::ClusterBlueprint,
    pub(super) services: Vec<service::Blueprint>,
    alarms: observability::Blueprint,
    modules: Vec<module::Blueprint>,
    exports: Vec<cross_stack::ExportBlueprint>,
    imports: Vec<cross_stack::ImportBlueprint>,
    /// What all of it follows from.
    decisions: Arc<Vec<Decision>>,
}

/// Decides everything. What cannot be read is an error, and a stand-in takes its place, so that the rest is checked.
pub(super) fn resolve(
    spec: &Environment,
    sources: &Map<cross_stack::Source>,
    resolver: &mut Resolver<'_>,
) -> Blueprint {
    let context = resolver.context;
    let key = key::resolve(spec.encryption, resolver);
    let logs = logs::resolve(&spec.logs.clone().unwrap_or_default(), &key, resolver);
    let mut network = network::resolve(&spec.network.clone().unwrap_or_default(), resolver);
    let secrets = secret::resolve(&spec.secrets.clone().unwrap_or_default(), resolver);
    let services = spec.services.clone().unwrap_or_default();
    let specs: Vec<_> = services.iter().filter_map(|(name, service)| Some((name, service.on()?))).collect();
    let requests = specs.iter().filter_map(|(name, service)| route_request(name, service)).collect();
    let balancer =
        load_balancer::resolve(&spec.load_balancer.clone().unwrap_or_default(), requests, resolver);
    let modules = module::resolve(&spec.modules.clone().unwrap_or_default(), resolver);
    let exports = cross_stack::resolve_exports(&spec.exports.clone().unwrap_or_default(), resolver);
    let imports = cross_stack::resolve_imports(&spec.imports.clone().unwrap_or_default(), sources, resolver);
    let cluster = service::resolve_cluster(&spec.cluster.clone().unwrap_or_default(), resolver);
    let watched: Vec<_> = specs.iter().map(|(name, service)| (*name, service.alarms.as_ref())).collect();
    let alarms = observability::resolve(spec.alarms.as_ref(), &watched, resolver);
    let services: Vec<_> = specs
        .iter()
        .map(|(name, spec)| service::resolve(name, spec, &secrets, &key, &network, resolver))
        .collect();
    network.endpoints = service::endpoints(&services, &network);
    let own_tags = tags(spec.tags.as_ref(), resolver);
    let tags = root::tags(&context.stack, Some(&context.environment), &own_tags);
    provider_decision(&network, resolver);
    let (context, decisions) = (context.clone(), resolver.decisions());
    Blueprint {
        context,
        tags,
        network,
        key,
        logs,
        secrets,
        balancer,
        cluster,
        services,
        alarms,
        modules,
        exports,
        imports,
        decisions,
    }
}

fn route_request<'a>(name: &'a str, spec: &'a service::EcsFargateService) -> Option<RouteRequest<'a>> {
    Some(RouteRequest {
        service: name,
        port: spec.port.unwrap_or_default(),
        public: spec.public.as_ref()?.on()?,
        health: spec.health_check.as_ref(),
        deregistration_delay: spec.deregistration_delay,
    })
}

/// The tags that the spec wants on everything.
pub(super) fn tags(spec: Option<&Map<Text>>, resolver: &mut Resolver<'_>) -> Vec<(String, Decided<Text>)> {
    let one = |(key, value): (&str, &Text)| (key.to_owned(), resolver.text(Path::of("tags").key(key), value));
    spec.into_iter().flat_map(Map::iter).map(one).collect()
}

/// Makes the document of an environment.
pub(super) fn emit(blueprint: &Blueprint) -> Document {
    let (context, key, logs, network) =
        (&blueprint.context, &blueprint.key, &blueprint.logs, &blueprint.network);
    let mut document = Document::new();
    let floor = network.egress.map(|egress| root::provider_floor(Some(*egress)).0);
    let backend = state::backend(&context.stack, &context.environment);
    document.decided_by(blueprint.decisions.clone());
    root::terraform(&floor, Some(backend), &mut document);
    root::provider(
        context.region,
        Decided::new(context.account.iter().cloned().collect(), Origins::ACCOUNT),
        blueprint.tags.clone(),
        &mut document,
    );
    key::emit(key, context, &mut document);
    network::emit(network, logs, context, &mut document);
    secret::emit(&blueprint.secrets, key, context, &mut document);
    service::emit_cluster(&blueprint.cluster, key, logs, context, &mut document);
    if let Some(balancer) = &blueprint.balancer {
        load_balancer::emit(balancer, network, logs, context, &mut document);
    }
    service::emit_variables(&blueprint.services, &mut document);
    for spec in &blueprint.services {
        service::emit(spec, blueprint.balancer.as_ref(), network, key, logs, context, &mut document);
    }
    observability::emit(&blueprint.alarms, &surroundings(blueprint), context, &mut document);
    module::emit(&blueprint.modules, &mut document);
    cross_stack::emit_imports(&blueprint.imports, context, &mut document);
    cross_stack::emit_exports(&blueprint.exports, key, context, &mut document);
    document
}

impl Blueprint {
    /// Whether AWS refuses to delete the load balancer.
    pub(super) fn is_protected(&self) -> bool {
        self.balancer.as_ref().is_some_and(|balancer| *balancer.deletion_protection)
    }

    /// Whether the same is emitted of another one: whatever its values follow from, they are the same.
    pub(super) fn emits_as(&self, other: &Self) -> bool {
        (&self.context, &self.tags, &self.network) == (&other.context, &other.tags, &other.network)
            && (&self.key, &self.logs, &self.secrets) == (&other.key, &other.logs, &other.secrets)
            && (&self.balancer, &self.cluster) == (&other.balancer, &other.cluster)
            && (&self.services, &self.alarms) == (&other.services, &other.alarms)
            && (&self.modules, &self.exports, &self.imports) == (&other.modules, &other.exports, &other.imports)
    }

    /// How the tasks of one service run, made alone among all else that was decided for the environment, with what is
    /// wrong with the service.
    pub(super) fn tasks_alone(
        &self,
        name: &str,
        spec: &service::EcsFargateService,
        waive: &Map<Waivers>,
    ) -> (Document, Report) {
        let mut resolver = Resolver::new(&self.context, waive);
        let decided = service::resolve(name, spec, &self.secrets, &self.key, &self.network, &mut resolver);
        let mut document = Document::new();
        let (balancer, network) = (self.balancer.as_ref(), &self.network);
        service::emit_tasks(&decided, balancer, network, &self.context, &mut document);
        let around = observability::Surroundings { services: &[decided], ..surroundings(self) };
        observability::emit_tasks(&self.alarms, &around, &self.context, &mut document);
        let (report, ..) = resolver.finish();
        (document, report)
    }

    /// The secrets whose values have to be set: address and id.
    pub(super) fn secrets_to_set(&self) -> Vec<(String, String)> {
        self.secrets.iter().filter_map(|secret| secret.to_set(&self.context)).collect()
    }
}

fn surroundings(blueprint: &Blueprint) -> observability::Surroundings<'_> {
    observability::Surroundings {
        key: &blueprint.key,
        network: &blueprint.network,
        balancer: blueprint.balancer.as_ref(),
        cluster: &blueprint.cluster,
        services: &blueprint.services,
    }
}

/// Why the provider must be newer than usual, if it must.
fn provider_decision(network: &network::Blueprint, resolver: &mut Resolver<'_>) {
    let (floor, reason) = root::provider_floor(Some(*network.egress));
    if let Some(reason) = reason {
        let version = format!(">= {floor}");
        resolver.derived("(AWS provider)".to_owned(), version, reason, network.egress.origins());
    }
}

/// The Terraform variables that give tags or digests of images.
pub(super) fn image_variables(blueprint: &Blueprint) -> Vec<String> {
    let mut names = Vec::new();
    for variable in blueprint.services.iter().filter_map(|service| service.image.variable.as_ref()) {
        if !names.contains(&variable.name) {
            names.push(variable.name.clone());
        }
    }
    names
}

/// The waivers in force in an environment.
pub(super) fn waivers(spec: &Environment) -> Map<Waivers> {
    spec.waive.clone().unwrap_or_default()
}
