//! The certificates that are made: which hosts share one, and how AWS sees that they are ours.
//!
//! AWS issues another certificate whenever a name comes or goes, so a change is harmless where the new one is in use
//! before the old one goes, and every host has a certificate throughout.

use std::collections::{BTreeMap, BTreeSet};
use std::iter::{once, successors};

use super::Route;
use super::dns::{host_label, zone_id};
use super::own_name::OwnName;
use super::route::Certificate;
use crate::decision::{Decided, Origins};
use crate::terraform::{Address, Block, Expression, File, For, Names, Text, Value, block};
use crate::unit::{label, spread};

/// How many names AWS takes in a certificate by default.
/// <https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html>
const NAMES: usize = 10;

/// How long the first name of a certificate can be; the others have more room.
/// <https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html>
const FIRST_NAME: usize = 64;

/// A certificate for hosts of one zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shared {
    pub(super) label: String,
    zone: String,
    hosts: Vec<String>,
    /// The later certificates of the zone, which are in use before this one changes.
    pub(super) later: Vec<String>,
    pub(super) origins: Origins,
}

/// The hosts of a zone that want a certificate.
#[derive(Default)]
struct Zone {
    name: String,
    hosts: BTreeSet<String>,
    origins: Vec<Origins>,
}

/// The certificates for all hosts in zones: by zone, at most ten names each.
pub(super) fn shared(routes: &[Route], own: Option<&OwnName>) -> Vec<Shared> {
    let mut zones: BTreeMap<String, Zone> = BTreeMap::new();
    let of_routes = routes.iter().map(|route| (route.certificate.as_ref(), route.certificate_origins()));
    let of_others = own.map(|own| (own.certificate.as_ref(), own.certificate_origins()));
    for (certificate, origins) in of_routes.chain(of_others) {
        let Some(Certificate::Made { host, zone }) = certificate else { continue };
        let known = zones.entry(label(zone)).or_default();
        known.name.clone_from(zone);
        known.hosts.insert(host.to_string());
        known.origins.push(origins);
    }
    zones.iter().flat_map(|(label, zone)| of_zone(label, zone)).collect()
}

fn of_zone(zone_label: &str, zone: &Zone) -> Vec<Shared> {
    let origins: Origins = zone.origins.iter().collect();
    let numbered = |at: usize| if at == 1 { zone_label.to_owned() } else { format!("{zone_label}_{at}") };
    let packed = packed(&zone.name, &zone.hosts);
    let labels: Vec<String> = packed.iter().map(|(at, _)| numbered(*at)).collect();
    let one = |(at, (_, hosts)): (usize, (usize, Vec<String>))| Shared {
        label: labels.get(at).cloned().unwrap_or_default(),
        zone: zone.name.clone(),
        hosts,
        later: labels.iter().skip(at + 1).cloned().collect(),
        origins: origins.clone(),
    };
    packed.into_iter().enumerate().map(one).collect()
}

/// The hosts of a zone by certificate, each with its number.
///
/// The number of certificates grows in steps, and a host's place follows from its name, so that another host, added
/// or removed, changes the certificate that it is in and leaves the others alone while there is room.
fn packed(zone: &str, hosts: &BTreeSet<String>) -> Vec<(usize, Vec<String>)> {
    let mut domains: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for host in hosts {
        domains.entry(domain(host)).or_default().push(host.clone());
    }
    let steps = once(1).chain(successors(Some(3_usize), |count| count.checked_mul(2)));
    let large_enough = steps.filter(|count| count.saturating_mul(NAMES) >= hosts.len());
    let groups = large_enough.map(|count| placed(zone, &domains, count)).find_map(|placed| placed);
    let numbered = (1..).zip(groups.unwrap_or_default());
    numbered.filter(|(_, hosts)| !hosts.is_empty()).collect()
}

/// Each domain, with its wildcard, in the certificate that it prefers among those with room.
fn placed(zone: &str, domains: &BTreeMap<&str, Vec<String>>, count: usize) -> Option<Vec<Vec<String>>> {
    let mut groups: Vec<Vec<String>> = vec![Vec::new(); count];
    for (domain, hosts) in domains {
        let free = groups.iter_mut().enumerate().filter(|(_, group)| group.len() + hosts.len() <= NAMES);
        let preference = |at: usize| spread(&[zone, domain, &at.to_string()], u32::MAX);
        let (_, group) = free.max_by_key(|(at, _)| preference(*at))?;
        group.extend(hosts.iter().cloned());
    }
    Some(groups)
}

/// What AWS wants proof for: it is the same for `example.com` and `*.example.com`.
/// <https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html>
fn domain(host: &str) -> &str {
    host.strip_prefix("*.").unwrap_or(host)
}

impl Shared {
    /// Its ARN, once AWS has seen that the zone is ours.
    pub(super) fn validated(&self) -> Text {
        self.validation().attr("certificate_arn").into()
    }

    /// Adds it, with the records that prove the zone ours.
    pub(super) fn emit(&self, file: &mut File<'_>) {
        let file = &mut file.because(&self.origins);
        let certificate = file.resource("aws_acm_certificate", self.label.clone(), self.certificate());
        let records: Vec<Value> =
            self.proofs().map(|(domain, host)| self.record(domain, host, &certificate, file)).collect();
        file.resource(
            "aws_acm_certificate_validation",
            self.label.clone(),
            block! {
                certificate_arn         = certificate.attr("arn"),
                validation_record_fqdns = Value::List(records),
                lifecycle { create_before_destroy = true }
            },
        );
    }

    fn validation(&self) -> Address {
        Address::resource("aws_acm_certificate_validation", self.label.clone())
    }

    /// All names are listed, the first as well: Terraform keeps the names of a list that is left out.
    fn certificate(&self) -> Block {
        let first = self.hosts.iter().min_by_key(|host| (host.len() > FIRST_NAME, *host));
        let decided = |value: Value| Decided::new(value, self.origins.clone());
        let names = self.hosts.iter().map(|host| host.clone().into()).collect();
        block! {
            domain_name               = first.map(|host| decided(host.clone().into())),
            subject_alternative_names = decided(Value::List(names)),
            validation_method         = "DNS",
            lifecycle { create_before_destroy = true }
        }
    }

    /// Each domain once, with the first host that is in the certificate for it.
    fn proofs(&self) -> impl Iterator<Item = (&str, &str)> {
        let mut first = BTreeMap::new();
        for host in &self.hosts {
            first.entry(domain(host)).or_insert(host.as_str());
        }
        first.into_iter()
    }

    /// Adds the record for a domain. AWS asks an account for one and the same record however often a certificate for
    /// the domain is issued: it is written once, and renewals find it while certificates come and go.
    fn record(&self, domain: &str, host: &str, certificate: &Address, file: &mut File<'_>) -> Value {
        let options = For::each("option", certificate.attr("domain_validation_options"));
        let of_host = Expression::symbol("option").attr("domain_name").equal(host.to_owned());
        let option = Expression::call("one", [options.only(of_host).list(Expression::symbol("option"))]);
        let record = file.resource(
            "aws_route53_record",
            format!("{}_validation", host_label(domain)),
            block! {
                zone_id         = zone_id(&self.zone),
                name            = option.clone().attr("resource_record_name"),
                type            = option.clone().attr("resource_record_type"),
                records         = [option.attr("resource_record_value")],
                ttl             = 60,
                allow_overwrite = true,
                lifecycle { ignore_changes = Names(vec!["name".into(), "type".into(), "records".into()]) }
            },
        );
        record.attr("fqdn").into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts(numbers: std::ops::Range<usize>) -> BTreeSet<String> {
        numbers.map(|number| format!("service-{number}.example.com")).collect()
    }

    /// The number of each host's certificate.
    fn places(hosts: &BTreeSet<String>) -> BTreeMap<String, usize> {
        let packed = packed("example.com", hosts);
        packed.into_iter().flat_map(|(at, hosts)| hosts.into_iter().map(move |host| (host, at))).collect()
    }

    #[test]
    fn thirty_hosts_take_three_certificates() {
        for (count, certificates) in [(1, 1), (10, 1), (11, 3), (30, 3), (60, 6), (100, 12)] {
            let packed = packed("example.com", &hosts(0..count));
            let sizes: Vec<usize> = packed.iter().map(|(_, hosts)| hosts.len()).collect();
            assert_eq!((sizes.len(), sizes.iter().sum::<usize>()), (certificates, count), "{sizes:?}");
            assert!(sizes.iter().all(|size| *size <= NAMES), "{sizes:?}");
        }
    }

    #[test]
    fn another_host_leaves_the_others_where_they_are() {
        let before = places(&hosts(0..20));
        for number in 100..200 {
            let mut more = hosts(0..20);
            more.insert(format!("service-{number}.example.com"));
            let after = places(&more);
            let moved = before.iter().filter(|(host, place)| after.get(*host) != Some(place));
            assert_eq!(moved.count(), 0, "service-{number}");
        }
    }

    #[test]
    fn a_domain_and_its_wildcard_share_a_certificate() {
        for number in 0..10 {
            let mut all = hosts(0..9);
            all.extend([format!("app{number}.example.com"), format!("*.app{number}.example.com")]);
            let places = places(&all);
            assert_eq!(
                places.get(&format!("app{number}.example.com")),
                places.get(&format!("*.app{number}.example.com"))
            );
        }
    }
}
