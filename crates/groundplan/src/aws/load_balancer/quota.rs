//! What AWS refuses of a load balancer by count.

use super::route::Route;
use super::{Blueprint, listener};
use crate::aws::Resolver;
use crate::aws::quota::Quota;
use crate::diagnostic::Path;

pub(super) fn check(blueprint: &Blueprint, resolver: &mut Resolver<'_>) {
    let (services, certificates) = (blueprint.routes.len(), listener::certificates(blueprint).len());
    if Quota::TARGET_GROUPS.is_exceeded(services) {
        let message = format!("{services} public services share a load balancer");
        report(&Quota::TARGET_GROUPS, services, message, "some of the services in another stack", resolver);
    } else if Quota::SECURITY_GROUP_RULES.is_exceeded(services) {
        let message = format!(
            "the load balancer's security group has {services} outbound rules, one for each public service"
        );
        let instead = "some of the services in another stack";
        report(&Quota::SECURITY_GROUP_RULES, services, message, instead, resolver);
    }
    if Quota::CERTIFICATES.is_exceeded(certificates) {
        let message = format!("the load balancer lists {certificates} certificates");
        let instead = "one certificate for several hosts, or their zone in place of certificates";
        report(&Quota::CERTIFICATES, certificates, message, instead, resolver);
    }
    blueprint.routes.iter().for_each(|route| wildcards(route, resolver));
}

fn wildcards(route: &Route, resolver: &mut Resolver<'_>) {
    let conditions = route.host.iter().chain(&route.path);
    let count = conditions.map(|condition| condition.matches(['*', '?']).count()).sum();
    if Quota::WILDCARDS.is_exceeded(count) {
        let at = Path::of("services").key(&route.service).key("public");
        let message = format!("host and path of `{}` have {count} wildcards", route.service);
        let region = resolver.context.region;
        resolver.report(Quota::WILDCARDS.finding(count, region, at, message, "a shorter path"));
    }
}

fn report(quota: &Quota, count: usize, message: String, instead: &str, resolver: &mut Resolver<'_>) {
    let region = resolver.context.region;
    resolver.report(quota.finding(count, region, Path::of("services"), message, instead));
}
