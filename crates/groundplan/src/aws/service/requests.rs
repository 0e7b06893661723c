//! What services ask of other domains.

use super::EcsFargateService;
use crate::aws::alarms::Alarms;
use crate::aws::load_balancer::RouteRequest;
use crate::spec::{Map, OrNone};

/// What the load balancer is to do for each public service.
pub(crate) fn route_requests(services: Option<&Map<OrNone<EcsFargateService>>>) -> Vec<RouteRequest<'_>> {
    on(services).filter_map(|(name, service)| route_request(name, service)).collect()
}

/// The services, each with its own settings of alarms.
pub(crate) fn alarms(
    services: Option<&Map<OrNone<EcsFargateService>>>,
) -> Vec<(&str, Option<&OrNone<Alarms>>)> {
    on(services).map(|(name, service)| (name, service.alarms.as_ref())).collect()
}

/// The services that are not turned off.
pub(super) fn on(
    services: Option<&Map<OrNone<EcsFargateService>>>,
) -> impl Iterator<Item = (&str, &EcsFargateService)> {
    let services = services.into_iter().flat_map(Map::iter);
    services.filter_map(|(name, service)| Some((name, service.on()?)))
}

fn route_request<'a>(name: &'a str, spec: &'a EcsFargateService) -> Option<RouteRequest<'a>> {
    Some(RouteRequest {
        service: name,
        port: spec.port.unwrap_or_default(),
        public: spec.public.as_ref()?.on()?,
        health: spec.health_check.as_ref(),
        deregistration_delay: spec.deregistration_delay,
    })
}
