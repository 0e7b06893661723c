use std::collections::BTreeSet;

use super::Blueprint;
use super::address::target_group;
use super::defaults;
use super::spec::{HealthCheck, Public};
use crate::aws::{EnvironmentContext, Resolver};
use crate::decision::{Decided, Origins};
use crate::diagnostic::Path;
use crate::terraform::Reference;
use crate::unit::{Seconds, label, prefix, sort_by};

/// What a public service asks of the load balancer.
#[derive(Debug)]
pub(crate) struct RouteRequest<'a> {
    pub(crate) service: &'a str,
    pub(crate) port: u16,
    pub(crate) public: &'a Public,
    pub(crate) health: Option<&'a HealthCheck>,
    pub(crate) deregistration_delay: Option<Seconds>,
}

/// How requests reach a service: conditions, target group, health check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Route {
    pub(crate) service: String,
    pub(crate) label: String,
    pub(crate) port: Decided<u16>,
    pub(crate) host: Option<Decided<String>>,
    pub(crate) path: Option<Decided<String>>,
    pub(crate) certificate: Option<Certificate>,
    pub(crate) zone: Option<Decided<String>>,
    pub(crate) health: HealthCheckBlueprint,
    pub(crate) deregistration_delay: Decided<Seconds>,
    pub(crate) name_prefix: String,
    /// The priority that the spec states.
    stated_priority: Option<Decided<u32>>,
    /// The listener rule's priority; `None` for the HTTP listener's default.
    pub(crate) priority: Option<Decided<u32>>,
    /// What says that the service is public.
    pub(crate) origins: Origins,
}

/// Where the certificate of a host comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Certificate {
    /// It exists already.
    Existing(Decided<String>),
    /// It is made and validated in the host's zone.
    Made { host: Decided<String>, zone: Decided<String> },
}

/// A target group's health check, and the patience with new tasks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HealthCheckBlueprint {
    pub(crate) path: Decided<String>,
    pub(crate) matcher: Decided<String>,
    pub(crate) interval: Decided<Seconds>,
    pub(crate) timeout: Decided<Seconds>,
    pub(crate) healthy: Decided<u8>,
    pub(crate) unhealthy: Decided<u8>,
    pub(crate) grace: Decided<Seconds>,
}

impl Route {
    /// The last part of the target group's ARN, as metrics name it.
    pub(crate) fn target_group_suffix(&self) -> Reference {
        target_group(&self.label).attr("arn_suffix")
    }

    /// What its conditions follow from: which requests it takes, and before whom.
    pub(super) fn condition_origins(&self) -> Origins {
        let conditions = self.host.iter().chain(&self.path).map(Decided::origins);
        [&self.origins].into_iter().chain(conditions).collect()
    }

    /// What its certificate follows from, or that it has none.
    pub(super) fn certificate_origins(&self) -> Origins {
        match &self.certificate {
            Some(Certificate::Existing(arn)) => arn.origins().and(&self.origins),
            Some(Certificate::Made { host, zone }) => {
                [&self.origins, host.origins(), zone.origins()].into_iter().collect()
            }
            None => self.origins.clone(),
        }
    }

    /// The ARN of its certificate, where that exists already.
    pub(super) fn existing_certificate(&self) -> Option<&str> {
        match &self.certificate {
            Some(Certificate::Existing(arn)) => Some(arn),
            _ => None,
        }
    }

    /// Whether it takes what no other route asks for.
    pub(crate) fn is_default(&self) -> bool {
        self.host.is_none() && self.path.is_none()
    }
}

pub(super) fn resolve(request: &RouteRequest<'_>, resolver: &mut Resolver<'_>) -> Route {
    let (service, public) = (request.service, request.public);
    let health = request.health.cloned().unwrap_or_default();
    let own = Path::of("services").key(service);
    let spec = own.clone().key("public");
    let [host, path, zone] = [("host", &public.host), ("path", &public.path), ("zone", &public.zone)]
        .map(|(key, value)| resolver.stated(&spec, key, value.as_ref()));
    let existing = resolver.stated(&spec, "certificate", public.certificate.as_ref());
    Route {
        service: service.to_owned(),
        label: label(service),
        port: Decided::new(request.port, resolver.explicit(own.key("port"), request.port)),
        certificate: certificate(existing, zone.as_ref(), host.as_ref()),
        origins: resolver.explicit(&spec, service),
        host,
        path,
        zone,
        health: health_check(&health, service, resolver),
        deregistration_delay: resolver.decide(
            &defaults::DEREGISTRATION_DELAY,
            service,
            request.deregistration_delay,
        ),
        name_prefix: String::new(),
        stated_priority: resolver.stated(&spec, "priority", public.priority.as_ref()),
        priority: None,
    }
}

fn certificate(
    existing: Option<Decided<String>>,
    zone: Option<&Decided<String>>,
    host: Option<&Decided<String>>,
) -> Option<Certificate> {
    match (existing, zone, host) {
        (Some(arn), _, _) => Some(Certificate::Existing(arn)),
        (None, Some(zone), Some(host)) => Some(Certificate::Made { host: host.clone(), zone: zone.clone() }),
        _ => None,
    }
}

fn health_check(spec: &HealthCheck, service: &str, resolver: &mut Resolver<'_>) -> HealthCheckBlueprint {
    HealthCheckBlueprint {
        path: resolver.decide_text(&defaults::HEALTH_PATH, service, spec.path.as_ref()),
        matcher: resolver.decide_text(&defaults::HEALTH_MATCHER, service, spec.matcher.as_ref()),
        interval: resolver.decide(&defaults::HEALTH_INTERVAL, service, spec.interval),
        timeout: resolver.decide(&defaults::HEALTH_TIMEOUT, service, spec.timeout),
        healthy: resolver.decide(&defaults::HEALTHY, service, spec.healthy),
        unhealthy: resolver.decide(&defaults::UNHEALTHY, service, spec.unhealthy),
        grace: resolver.decide(&defaults::GRACE, service, spec.grace),
    }
}

/// AWS leaves six characters for the prefix of a generated name.
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html>
pub(super) const NAME_PREFIX: usize = 6;

/// Gives each target group a prefix of its own, which follows from the service's name. Only when two
/// names fall on one prefix does the later take another.
pub(super) fn name(routes: &mut [Route]) {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for route in by_name(routes) {
        let variants = (1_u32..).map(|variant| prefix(&format!("{}-{variant}", route.service), NAME_PREFIX));
        let free = [prefix(&route.service, NAME_PREFIX)]
            .into_iter()
            .chain(variants)
            .find(|name| !taken.contains(name));
        route.name_prefix = free.unwrap_or_default();
        taken.insert(route.name_prefix.clone());
    }
}

/// The routes in the order of their services' names, which a change elsewhere doesn't touch.
fn by_name(routes: &mut [Route]) -> Vec<&mut Route> {
    let mut order: Vec<&mut Route> = routes.iter_mut().collect();
    sort_by(&mut order, |a, b| a.service.cmp(&b.service));
    order
}

/// AWS takes 1 to 50000.
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html>
const BANDS: u32 = 20;
const BAND: u32 = 50_000 / BANDS;

/// The rule that takes what no other asks for.
const LAST: u32 = 50_000;

/// Gives each route the priority that follows from its own conditions and name, so that another
/// service, added or removed, doesn't move it: deeper paths come before shallower ones, a route with
/// a host before one without. Only when two names fall on one number does the later take the next. What no other asks
/// for has a rule where there is HTTPS.
///
/// On a listener that other stacks use, the number follows from the names of stack and environment as well: deeper paths of
/// one stack still come before shallower ones of another.
pub(super) fn prioritise(routes: &mut [Route], balancer: &Blueprint, context: &EnvironmentContext) {
    let has_tls = balancer.has_tls() || routes.iter().any(|route| route.certificate.is_some());
    for route in routes.iter_mut() {
        let last = (has_tls && route.is_default()).then(|| Decided::new(LAST, route.condition_origins()));
        route.priority = route.stated_priority.clone().or(last);
    }
    let mut taken: BTreeSet<u32> =
        routes.iter().filter_map(|route| route.priority.as_deref()).copied().collect();
    taken.insert(LAST);
    for route in by_name(routes).into_iter().filter(|route| !route.is_default() && route.priority.is_none()) {
        let name = match balancer.is_own() {
            true => route.service.clone(),
            false => [&context.stack, &context.environment, &route.service].map(String::as_str).join("/"),
        };
        let (start, offset) = (band(route) * BAND, spread(&name));
        let free =
            (0..BAND).map(|step| start + 1 + (offset + step) % BAND).find(|number| !taken.contains(number));
        route.priority = free.map(|free| Decided::new(free, route.condition_origins()));
        taken.extend(free);
    }
}

fn band(route: &Route) -> u32 {
    let depth =
        route.path.as_deref().map_or(0, |path| path.split('/').filter(|step| !step.is_empty()).count());
    let depth = u32::try_from(depth).unwrap_or(u32::MAX).min(BANDS / 2 - 1);
    (BANDS / 2 - 1 - depth) * 2 + u32::from(route.host.is_none())
}

/// A number below [`BAND`] from a name (FNV-1a).
fn spread(name: &str) -> u32 {
    let hash =
        name.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash % BAND
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::Map;

    fn context() -> EnvironmentContext {
        EnvironmentContext {
            stack: "shop".to_owned(),
            environment: "dev".to_owned(),
            tier: crate::decision::Tier::Development,
            region: crate::unit::Region::EuWest1,
            account: None,
        }
    }

    fn own() -> Blueprint {
        let (context, waivers) = (context(), Map::default());
        super::super::own(&crate::LoadBalancer::new(), false, &mut Resolver::new(&context, &waivers))
    }

    fn routes(names: &[String]) -> Vec<Route> {
        let context = context();
        let waivers = Map::default();
        let mut resolver = Resolver::new(&context, &waivers);
        let public = Public::new().host("shop.example.com").path("/orders/*");
        let request = |service| RouteRequest {
            service,
            port: 80,
            public: &public,
            health: None,
            deregistration_delay: None,
        };
        names.iter().map(|name| resolve(&request(name), &mut resolver)).collect()
    }

    #[test]
    fn prefixes_and_priorities_differ_however_many_services_there_are() {
        let names: Vec<String> = (0..2000).map(|number| format!("orders-{number}")).collect();
        let mut routes = routes(&names);
        name(&mut routes);
        prioritise(&mut routes, &own(), &context());
        let prefixes: std::collections::BTreeSet<_> =
            routes.iter().map(|route| route.name_prefix.clone()).collect();
        let priorities: std::collections::BTreeSet<_> =
            routes.iter().map(|route| route.priority.as_deref().copied()).collect();
        assert_eq!((prefixes.len(), priorities.len()), (2000, 2000));
        assert!(prefixes.iter().all(|prefix| prefix.len() <= NAME_PREFIX));
        assert!(priorities.iter().flatten().all(|priority| (1..=50_000).contains(priority)));
    }

    #[test]
    fn another_service_moves_nothing() {
        let named = |names: &[&str]| {
            let mut routes = routes(&names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>());
            name(&mut routes);
            prioritise(&mut routes, &own(), &context());
            let of = |wanted: &str| {
                routes
                    .iter()
                    .find(|route| route.service == wanted)
                    .map(|route| (route.name_prefix.clone(), route.priority.clone()))
            };
            (of("orders"), of("payments"))
        };
        assert_eq!(named(&["orders", "payments"]), named(&["accounts", "payments", "orders", "zebra"]));
    }
}
