//! The application load balancer that public services share: listeners, target groups, certificates,
//! DNS records, the firewall and the access log.

mod address;
mod certificate;
pub(crate) mod defaults;
mod dns;
mod emit;
mod listener;
mod quota;
mod route;
mod rules;
mod spec;
mod waf;

pub use spec::{AccessLogs, HealthCheck, LoadBalancer, LoadBalancerScheme, Public};

pub(crate) use address::{arn_suffix, security_group, target_group};
pub(crate) use defaults::rows;
pub(crate) use emit::{emit, emit_firewall};
pub(crate) use listener::{forwarder, forwarder_origins};
pub(crate) use route::{Route, RouteRequest};
pub(crate) use rules::RULES;

use std::collections::BTreeMap;

use super::Resolver;
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
}

impl Blueprint {
    /// Whether it speaks HTTPS.
    pub(crate) fn has_tls(&self) -> bool {
        self.routes.iter().any(|route| route.certificate.is_some())
    }

    /// What makes that there is a load balancer: the services that are public.
    pub(crate) fn origins(&self) -> Origins {
        self.routes.iter().map(|route| &route.origins).collect()
    }

    /// What makes that it speaks HTTPS, or does not.
    fn tls_origins(&self) -> Origins {
        let each: Vec<Origins> = self.routes.iter().map(Route::certificate_origins).collect();
        each.iter().collect()
    }

    /// The route of a service.
    pub(crate) fn route(&self, service: &str) -> Option<&Route> {
        self.routes.get(*self.places.get(service)?)
    }
}

/// Decides the load balancer. `None` when no service is public.
pub(crate) fn resolve(
    spec: Option<&LoadBalancer>,
    requests: Vec<RouteRequest<'_>>,
    resolver: &mut Resolver<'_>,
) -> Option<Blueprint> {
    if requests.is_empty() {
        return None;
    }
    let spec = &spec.cloned().unwrap_or_default();
    let mut routes: Vec<Route> = requests.iter().map(|request| route::resolve(request, resolver)).collect();
    route::name(&mut routes);
    route::prioritise(&mut routes);
    let blueprint = Blueprint {
        scheme: resolver.decide(&defaults::SCHEME, "", spec.scheme),
        deletion_protection: resolver.decide(&defaults::DELETION_PROTECTION, "", spec.deletion_protection),
        access_logs: access_logs(spec, resolver),
        waf: resolver.decide(&defaults::WAF, "", spec.waf),
        http_redirect: resolver.decide(&defaults::HTTP_REDIRECT, "", spec.http_redirect),
        tls_policy: resolver.decide_text(&defaults::TLS_POLICY, "", spec.tls_policy.as_ref()),
        idle_timeout: resolver.decide(&defaults::IDLE_TIMEOUT, "", spec.idle_timeout),
        security_headers: resolver.decide(&defaults::SECURITY_HEADERS, "", spec.security_headers),
        places: map_of((0..).zip(&routes).map(|(place, route)| (route.service.clone(), place))),
        certificates: certificate::shared(&routes),
        routes,
    };
    rules::check(&blueprint, resolver);
    quota::check(&blueprint, resolver);
    Some(blueprint)
}

fn access_logs(spec: &LoadBalancer, resolver: &mut Resolver<'_>) -> Decided<Option<Decided<Days>>> {
    let access_logs = spec.access_logs.as_ref();
    let on = resolver.decide(&defaults::ACCESS_LOGS, "", access_logs.map(|logs| logs.on().is_some()));
    let retention = access_logs.and_then(OrNone::on).and_then(|logs| logs.retention);
    on.map(|on| on.then(|| resolver.decide(&defaults::ACCESS_LOG_RETENTION, "", retention)))
}
