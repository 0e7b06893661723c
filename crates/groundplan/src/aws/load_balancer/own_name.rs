//! The name that a load balancer has for services of other stacks, with its certificate.

use super::route::Certificate;
use super::spec::LoadBalancer;
use crate::aws::Resolver;
use crate::decision::{Decided, Origins};
use crate::diagnostic::Path;

/// Under which name others are reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OwnName {
    pub(super) host: Option<Decided<String>>,
    pub(super) zone: Option<Decided<String>>,
    pub(super) certificate: Option<Certificate>,
    /// What says that others use it.
    pub(super) origins: Origins,
}

/// Decides the name; `None` where nobody else uses the load balancer.
pub(super) fn resolve(spec: &LoadBalancer, is_shared: bool, resolver: &mut Resolver<'_>) -> Option<OwnName> {
    let path = Path::of("loadBalancer");
    let [host, zone, existing] =
        [("host", &spec.host), ("zone", &spec.zone), ("certificate", &spec.certificate)]
            .map(|(key, value)| resolver.stated(&path, key, value.as_ref()));
    if !is_shared {
        return None;
    }
    let certificate = match (existing, &zone, &host) {
        (Some(arn), ..) => Some(Certificate::Existing(arn)),
        (None, Some(zone), Some(host)) => Some(Certificate::Made { host: host.clone(), zone: zone.clone() }),
        _ => None,
    };
    let origins = resolver.explicit("share", "loadBalancer");
    Some(OwnName { host, zone, certificate, origins })
}

impl OwnName {
    /// What its certificate follows from, or that it has none.
    pub(super) fn certificate_origins(&self) -> Origins {
        let of = match &self.certificate {
            Some(Certificate::Existing(arn)) => arn.origins().clone(),
            Some(Certificate::Made { host, zone }) => host.origins().and(zone.origins()),
            None => Origins::NONE,
        };
        of.and(&self.origins)
    }
}
