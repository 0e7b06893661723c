use std::collections::BTreeMap;

use super::Blueprint;
use super::address::load_balancer;
use super::route::Certificate;
use crate::decision::{Decided, Origins};
use crate::terraform::{Address, Expression, File, Text, block};
use crate::unit::{label, map_of};

/// The label of what belongs to a host.
pub(super) fn host_label(host: &str) -> String {
    label(&host.replace('*', "wildcard"))
}

/// The certificate of a host, once AWS has seen that the zone is ours.
pub(super) fn validated_certificate(host: &str) -> Text {
    Address::resource("aws_acm_certificate_validation", host_label(host)).attr("certificate_arn").into()
}

/// Adds certificates and records for the hosts whose zone is known: one of each per host, however many
/// services share it.
pub(super) fn emit(blueprint: &Blueprint, file: &mut File<'_>) {
    let mut hosts = BTreeMap::new();
    for route in &blueprint.routes {
        if let (Some(host), Some(zone)) = (&route.host, &route.zone) {
            let made = matches!(route.certificate, Some(Certificate::Made { .. }));
            let entry = hosts.entry(host.as_str()).or_insert((zone.clone(), false, Origins::NONE));
            entry.1 |= made;
            entry.2 = [&entry.2, &route.origins, host.origins(), zone.origins()].into_iter().collect();
        }
    }
    let zones = map_of(hosts.values().map(|(zone, _, origins)| (label(zone), (zone, origins))));
    for (label, (zone, origins)) in zones {
        file.because(origins).data("aws_route53_zone", label, block! { name = zone });
    }
    for (host, (zone, made, origins)) in &hosts {
        let host = Decided::new((*host).to_owned(), origins.clone());
        let file = &mut file.because(origins);
        record(&host, zone, file);
        if *made {
            certificate(&host, zone, file);
        }
    }
}

fn zone_id(zone: &str) -> crate::terraform::Reference {
    Address::data("aws_route53_zone", label(zone)).attr("zone_id")
}

fn record(host: &Decided<String>, zone: &str, file: &mut File<'_>) {
    file.resource(
        "aws_route53_record",
        host_label(host),
        block! {
            zone_id = zone_id(zone),
            name    = host,
            type    = "A",
            alias {
                name                   = load_balancer().attr("dns_name"),
                zone_id                = load_balancer().attr("zone_id"),
                evaluate_target_health = true,
            }
        },
    );
}

fn certificate(host: &Decided<String>, zone: &str, file: &mut File<'_>) {
    let name = host_label(host);
    let certificate = file.resource(
        "aws_acm_certificate",
        name.clone(),
        block! {
            domain_name       = host,
            validation_method = "DNS",
            lifecycle { create_before_destroy = true }
        },
    );
    // The certificate has one name, so there is one option.
    let option = |attribute: &'static str| {
        Expression::call("one", [certificate.attr("domain_validation_options")]).attr(attribute)
    };
    let proof = file.resource(
        "aws_route53_record",
        format!("{name}_validation"),
        block! {
            zone_id         = zone_id(zone),
            name            = option("resource_record_name"),
            type            = option("resource_record_type"),
            records         = [option("resource_record_value")],
            ttl             = 60,
            allow_overwrite = true,
        },
    );
    file.resource(
        "aws_acm_certificate_validation",
        name,
        block! {
            certificate_arn         = certificate.attr("arn"),
            validation_record_fqdns = [proof.attr("fqdn")],
        },
    );
}
