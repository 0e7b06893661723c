//! Hosts that several environments claim.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::rules::tier;
use super::stack::{Environment, Stack};
use crate::aws::service::EcsFargateService;
use crate::aws::{Waived, Waivers};
use crate::decision::Tier;
use crate::diagnostic::{Diagnostic, Path, Report, Rule};
use crate::spec::{Map, OrNone};

/// Hosts whose records groundplan writes, in more than one environment. Those that an environment waives
/// are returned, with its name.
pub(in crate::stack) fn shared(stack: &Stack, report: &mut Report) -> Vec<(String, Waived)> {
    let mut waived = Vec::new();
    for (host, claims) in claims(stack) {
        // Production keeps its name, or whatever comes nearest to it.
        let Some(keeper) = claims.iter().min_by_key(|claim| Reverse(claim.tier)) else { continue };
        let others = claims.iter().filter(|claim| claim.environment != keeper.environment);
        let (excused, shared): (Vec<_>, Vec<_>) =
            others.partition(|claim| claim.excuse(&host, keeper).is_some());
        let excuses = excused.into_iter().filter_map(|claim| claim.excuse(&host, keeper));
        waived.extend(excuses);
        report_shared(&host, keeper, &shared, report);
    }
    waived
}

/// A service of an environment, and a host that points at it.
struct Claim<'a> {
    environment: &'a str,
    service: String,
    tier: Option<Tier>,
    waivers: Map<Waivers>,
}

impl Claim<'_> {
    /// The waiver of one of the two environments that share a host, if there is one.
    fn excuse(&self, host: &str, keeper: &Claim<'_>) -> Option<(String, Waived)> {
        let of = |claim: &Claim<'_>| {
            let finding = host_shared(host, keeper, &[self], claim);
            let reason = Waivers::reason(&claim.waivers, &finding)?;
            Some((claim.environment.to_owned(), Waived::new(&finding, reason)))
        };
        of(self).or_else(|| of(keeper))
    }
}

/// Each host with those who claim it, in the order of the spec.
fn claims(stack: &Stack) -> BTreeMap<String, Vec<Claim<'_>>> {
    let mut claims: BTreeMap<String, Vec<Claim<'_>>> = BTreeMap::new();
    for (name, environment) in stack.environments.iter().flat_map(Map::iter) {
        let effective = stack.at(name, environment);
        for (service, host) in recorded_hosts(&effective) {
            claims.entry(host).or_default().push(Claim {
                environment: name,
                service: service.to_owned(),
                tier: tier(name, environment),
                waivers: effective.waive.clone().unwrap_or_default(),
            });
        }
    }
    claims
}

fn report_shared(host: &str, keeper: &Claim<'_>, others: &[&Claim<'_>], report: &mut Report) {
    let Some(first) = others.first() else { return };
    let mut finding = host_shared(host, keeper, others, first);
    for claim in others {
        if !finding.environments.iter().any(|known| known == claim.environment) {
            finding.environments.push(claim.environment.to_owned());
        }
    }
    report.add(finding);
}

/// Services and the hosts that point at them by a record that groundplan writes.
fn recorded_hosts(environment: &Environment) -> Vec<(&str, String)> {
    let services = environment.services.iter().flat_map(Map::iter);
    let host = |(name, service): (_, &OrNone<EcsFargateService>)| {
        let public = service.on()?.public.as_ref()?.on()?;
        Some((name, public.zone.as_ref().and(public.host.clone())?))
    };
    services.filter_map(host).collect()
}

fn host_shared(host: &str, keeper: &Claim<'_>, others: &[&Claim<'_>], at: &Claim<'_>) -> Diagnostic {
    let path = Path::of("environments").key(at.environment).key("services").key(&at.service).key("public");
    let mut names: Vec<String> = Vec::new();
    let mut hosts: Vec<String> = Vec::new();
    for claim in others.iter().copied() {
        let (name, service) = (claim.environment, &claim.service);
        if !names.contains(&format!("`{name}`")) {
            names.push(format!("`{name}`"));
            hosts.push(format!(
                "{name}: {{ services: {{ {service}: {{ public: {{ host: {name}.{host} }} }} }} }}"
            ));
        }
    }
    let message = format!("{} and `{}` claim the same host `{host}`", names.join(", "), keeper.environment);
    Diagnostic::new(Rule::HOST_SHARED, path.key("host"), message)
        .given(host)
        .wants("a host of its own for each environment")
        .hint(format!("environments: {{ {} }}", hosts.join(", ")))
}
