use std::collections::BTreeMap;

use super::Blueprint;
use super::address::load_balancer;
use crate::decision::{Decided, Origins};
use crate::terraform::{Address, File, Reference, block};
use crate::unit::{label, map_of};

/// The label of what belongs to a host.
pub(super) fn host_label(host: &str) -> String {
    label(&host.replace('*', "wildcard"))
}

/// Adds certificates and records for the hosts whose zone is known: one record per host, however many services share
/// it.
pub(super) fn emit(blueprint: &Blueprint, file: &mut File<'_>) {
    let mut hosts = BTreeMap::new();
    for route in &blueprint.routes {
        if let (Some(host), Some(zone)) = (&route.host, &route.zone) {
            let entry = hosts.entry(host.as_str()).or_insert((zone.clone(), Origins::NONE));
            entry.1 = [&entry.1, &route.origins, host.origins(), zone.origins()].into_iter().collect();
        }
    }
    if let Some(own) = &blueprint.own
        && let (Some(host), Some(zone)) = (&own.host, &own.zone)
    {
        let entry = hosts.entry(host.as_str()).or_insert((zone.clone(), Origins::NONE));
        entry.1 = [&entry.1, &own.origins, host.origins(), zone.origins()].into_iter().collect();
    }
    let zones = map_of(hosts.values().map(|(zone, origins)| (label(zone), (zone, origins))));
    for (label, (zone, origins)) in zones {
        file.because(origins).data("aws_route53_zone", label, block! { name = zone });
    }
    for (host, (zone, origins)) in &hosts {
        let host = Decided::new((*host).to_owned(), origins.clone());
        record(&host, zone, &load_balancer(blueprint), &mut file.because(origins));
    }
    blueprint.certificates.iter().for_each(|certificate| certificate.emit(file));
}

pub(super) fn zone_id(zone: &str) -> Reference {
    Address::data("aws_route53_zone", label(zone)).attr("zone_id")
}

fn record(host: &Decided<String>, zone: &str, balancer: &Address, file: &mut File<'_>) {
    file.resource(
        "aws_route53_record",
        host_label(host),
        block! {
            zone_id = zone_id(zone),
            name    = host,
            type    = "A",
            alias {
                name                   = balancer.attr("dns_name"),
                zone_id                = balancer.attr("zone_id"),
                evaluate_target_health = true,
            }
        },
    );
}
