//! Settings that do nothing because nothing reaches a service.

use std::collections::BTreeSet;

use super::compile::Compiled;
use crate::aws::load_balancer::HealthCheck;
use crate::aws::service::{self, EcsFargateService};
use crate::aws::{Waived, Waivers};
use crate::diagnostic::{Diagnostic, Path, Rule};
use crate::spec::Map;
use crate::stack::spec::{Environment, Stack};
use crate::unit::label;

/// The services that are reached in any environment, and so are as they are meant to be.
#[derive(Default)]
pub(in crate::stack) struct Reached {
    public: BTreeSet<String>,
    used: BTreeSet<String>,
}

/// Reports ports that nothing can reach, and what is set for a load balancer or for callers that a service does not have.
pub(in crate::stack) fn check(known: &Reached, spec: &Environment, compiled: &mut Compiled) {
    let Reached { public, used } = known;
    for finding in without_callers(used, spec) {
        report(spec, finding, compiled);
    }
    let services = spec.services.iter().flat_map(Map::iter);
    let private =
        services.filter_map(|(name, service)| Some((name, service.on().filter(|one| !is_public(one))?)));
    let set: Vec<_> = private.filter(|(_, service)| service.port.is_some() || is_balanced(service)).collect();
    if set.is_empty() {
        return;
    }
    let reached = service::reached(&compiled.made.document);
    for (name, service) in set.into_iter().filter(|(name, _)| !public.contains(*name)) {
        let path = Path::of("services").key(name);
        let is_open = reached.contains(&service::tasks(&label(name)))
            || used.contains(name)
            || is_overridden(spec, name);
        let port = service.port.filter(|port| *port > 0 && !is_open);
        let port = port.map(|port| unreachable_port(name, port, &path));
        for finding in port.into_iter().chain(balanced_only(name, service, &path)) {
            report(spec, finding, compiled);
        }
    }
}

/// Reports a finding, unless its rule is waived in the environment.
fn report(spec: &Environment, mut finding: Diagnostic, compiled: &mut Compiled) {
    let reason = spec.waive.as_ref().and_then(|waivers| Waivers::reason(waivers, &finding));
    match reason {
        Some(reason) => compiled.waived.push(Waived::new(&finding, reason)),
        None => {
            finding.environments = vec![spec.name.clone()];
            compiled.report.add(finding);
        }
    }
}

fn unreachable_port(name: &str, port: u16, path: &Path) -> Diagnostic {
    Diagnostic::new(
        Rule::PORT_UNREACHABLE,
        path.clone().key("port"),
        format!("nothing can reach port {port} of `{name}`"),
    )
    .given(port)
    .wants(format!(
        "`public`, a service that uses it, a raw ingress rule of {}, no port, or a waiver with the reason",
        service::tasks(&label(name))
    ))
}

/// Settings that only a target group has.
fn balanced_only<'a>(
    name: &'a str,
    service: &EcsFargateService,
    path: &'a Path,
) -> impl Iterator<Item = Diagnostic> + use<'a> {
    let set = [
        ("healthCheck", service.health_check.is_some()),
        ("deregistrationDelay", service.deregistration_delay.is_some()),
    ];
    set.into_iter().filter(|(_, is_set)| *is_set).map(move |(key, _)| {
        let message = format!("`{key}` does nothing: `{name}` is not public");
        Diagnostic::new(Rule::PUBLIC_ONLY, path.clone().key(key), message)
            .wants(format!("`public` as well, no `{key}`, or a waiver with the reason"))
    })
}

fn is_balanced(service: &EcsFargateService) -> bool {
    let asks = |check: &HealthCheck| HealthCheck { command: None, ..check.clone() } != HealthCheck::default();
    service.health_check.as_ref().is_some_and(asks) || service.deregistration_delay.is_some()
}

fn is_public(service: &EcsFargateService) -> bool {
    service.public.as_ref().is_some_and(|public| public.on().is_some())
}

/// What is set for callers of services that no other uses.
fn without_callers(used: &BTreeSet<String>, spec: &Environment) -> Vec<Diagnostic> {
    let services = spec.services.iter().flat_map(Map::iter);
    let unused = services.filter(|(name, service)| {
        service.on().is_some_and(|service| service.service_connect.is_some()) && !used.contains(*name)
    });
    let finding = |(name, _): (&str, _)| {
        let path = Path::of("services").key(name).key("serviceConnect");
        let message = format!("`serviceConnect` does nothing: no service uses `{name}`");
        Diagnostic::new(Rule::SERVICE_CONNECT_UNUSED, path, message).wants(format!(
            "`uses: [{name}]` in another service, no `serviceConnect`, or a waiver with the reason"
        ))
    };
    unused.map(finding).collect()
}

/// The services that are reached in any environment.
pub(in crate::stack) fn reached(stack: &Stack) -> Reached {
    let environments =
        stack.environments.iter().flat_map(Map::iter).map(|(name, environment)| stack.at(name, environment));
    let mut reached = Reached::default();
    for environment in environments {
        let services = environment.services.unwrap_or_default();
        for (name, service) in services.iter().filter_map(|(name, service)| Some((name, service.on()?))) {
            reached.public.extend(is_public(service).then(|| name.to_owned()));
            let uses = service.uses.iter().flat_map(Map::iter).filter(|(_, used)| used.on().is_some());
            reached.used.extend(uses.map(|(name, _)| name.to_owned()));
        }
    }
    reached
}

/// An override of the service itself may give its tasks other security groups.
fn is_overridden(spec: &Environment, name: &str) -> bool {
    let service = service::address(&label(name)).to_string();
    spec.overrides.as_ref().is_some_and(|all| all.get(&service).is_some())
}
