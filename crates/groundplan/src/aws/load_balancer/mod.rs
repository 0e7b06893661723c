//! The application load balancer that public services share: listeners, target groups, certificates,
//! DNS records, the firewall and the access log.

mod address;
mod certificate;
pub(crate) mod defaults;
mod dns;
mod emit;
mod existing;
mod listener;
mod own_name;
mod quota;
mod route;
mod rules;
mod spec;
mod waf;

pub use existing::ExistingLoadBalancer;
pub use spec::{AccessLogs, HealthCheck, LoadBalancer, LoadBalancerScheme, Public};

pub(crate) use address::{arn_suffix, security_group, target_group};
pub(crate) use defaults::rows;
pub(crate) use emit::{emit, emit_firewall};
pub(crate) use listener::{forwarder, forwarder_origins, listener_arn};
pub(crate) use route::{Route, RouteRequest};
pub(crate) use rules::RULES;

use std::collections::BTreeMap;

use super::{Resolver, network};
use crate::decision::{Decided, Origins};
use crate::spec::OrNone;
use crate::unit::{Days, Seconds, map_of};

/// What the load balancer is to be, and what it forwards to whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Blueprint {
    pub(crate) scheme: Decided<LoadBalancerScheme>,
    pub(crate) deletion_protection: Decided<bool>,
    /// Whether they are kept, and for how long.
    access_logs: Decided<Option<Decided<Days>>>,
    pub(crate) waf: Decided<bool>,
    http_redirect: Decided<bool>,
    tls_policy: Decided<String>,
    idle_timeout: Decided<Seconds>,
    security_headers: Decided<bool>,
    pub(crate) routes: Vec<Route>,
    /// The certificates that are made for their hosts.
    certificates: Vec<certificate::Shared>,
    /// Where the route of each service is among them.
    places: BTreeMap<String, usize>,
    /// The name and certificate for services of other stacks.
    own: Option<own_name::OwnName>,
    /// Where it is found, if it exists already: then only rules are made, and the values of the load balancer itself are
    /// unused.
    pub(crate) existing: Option<existing::Existing>,
}

impl Blueprint {
    /// Whether it speaks HTTPS.
    pub(crate) fn has_tls(&self) -> bool {
        self.own.as_ref().is_some_and(|own| own.certificate.is_some())
            || self.routes.iter().any(|route| route.certificate.is_some())
    }

    /// Whether it is made here.
    pub(crate) fn is_own(&self) -> bool {
        self.existing.is_none()
    }

    /// What makes that there is a load balancer: the services that are public, or those of other stacks.
    pub(crate) fn origins(&self) -> Origins {
        let shared = self.own.iter().map(|own| &own.origins);
        self.routes.iter().map(|route| &route.origins).chain(shared).collect()
    }

    /// What makes that it speaks HTTPS, or does not.
    fn tls_origins(&self) -> Origins {
        let own = self.own.iter().map(own_name::OwnName::certificate_origins);
        let each: Vec<Origins> = self.routes.iter().map(Route::certificate_origins).chain(own).collect();
        each.iter().collect()
    }

    /// The route of a service.
    pub(crate) fn route(&self, service: &str) -> Option<&Route> {
        self.routes.get(*self.places.get(service)?)
    }
}

/// Decides the load balancer. `None` when no service is public, and none of another stack can be.
pub(crate) fn resolve(
    spec: Option<&LoadBalancer>,
    requests: Vec<RouteRequest<'_>>,
    is_shared: bool,
    network: &network::Blueprint,
    resolver: &mut Resolver<'_>,
) -> Option<Blueprint> {
    if requests.is_empty() && !is_shared {
        return None;
    }
    let spec = &spec.cloned().unwrap_or_default();
    let mut routes: Vec<Route> = requests.iter().map(|request| route::resolve(request, resolver)).collect();
    route::name(&mut routes);
    let mut blueprint = existing::resolve(spec, resolver).unwrap_or_else(|| own(spec, is_shared, resolver));
    route::prioritise(&mut routes, &blueprint, resolver.context);
    blueprint.places = map_of((0..).zip(&routes).map(|(place, route)| (route.service.clone(), place)));
    blueprint.certificates = certificate::shared(&routes, blueprint.own.as_ref());
    blueprint.routes = routes;
    if blueprint.is_own() {
        network.check_for_load_balancer(blueprint.scheme == LoadBalancerScheme::Internal, resolver);
    }
    existing::check_network(&blueprint, network.existing.is_none(), resolver);
    rules::check(&blueprint, resolver);
    quota::check(&blueprint, resolver);
    Some(blueprint)
}

/// A load balancer of one's own, without routes.
fn own(spec: &LoadBalancer, is_shared: bool, resolver: &mut Resolver<'_>) -> Blueprint {
    Blueprint {
        scheme: resolver.decide(&defaults::SCHEME, "", spec.scheme),
        deletion_protection: resolver.decide(&defaults::DELETION_PROTECTION, "", spec.deletion_protection),
        access_logs: access_logs(spec, resolver),
        waf: resolver.decide(&defaults::WAF, "", spec.waf),
        http_redirect: resolver.decide(&defaults::HTTP_REDIRECT, "", spec.http_redirect),
        tls_policy: resolver.decide_text(&defaults::TLS_POLICY, "", spec.tls_policy.as_ref()),
        idle_timeout: resolver.decide(&defaults::IDLE_TIMEOUT, "", spec.idle_timeout),
        security_headers: resolver.decide(&defaults::SECURITY_HEADERS, "", spec.security_headers),
        places: BTreeMap::new(),
        certificates: Vec::new(),
        routes: Vec::new(),
        own: own_name::resolve(spec, is_shared, resolver),
        existing: None,
    }
}

fn access_logs(spec: &LoadBalancer, resolver: &mut Resolver<'_>) -> Decided<Option<Decided<Days>>> {
    let access_logs = spec.access_logs.as_ref();
    let on = resolver.decide(&defaults::ACCESS_LOGS, "", access_logs.map(|logs| logs.on().is_some()));
    let retention = access_logs.and_then(OrNone::on).and_then(|logs| logs.retention);
    on.map(|on| on.then(|| resolver.decide(&defaults::ACCESS_LOG_RETENTION, "", retention)))
}
