//! The families of AWS's resources, one file each: from a resource's arguments to its charges.
//!
//! A family states a key and a quantity for each price; the ledger looks up prices and applies tiers and allowances.

mod api_gateway;
mod aurora;
mod capacity;
mod certificate;
mod cloud_map;
mod cloudfront;
mod cloudtrail;
mod counted;
mod dynamodb;
mod ebs;
mod ecr;
mod efs;
mod eks;
mod elasticache;
mod endpoint;
mod event_bus;
mod fargate;
mod free;
mod insights;
mod kms;
mod lambda;
mod launch;
mod load_balancer;
mod logs;
mod metrics;
mod nat;
mod public_address;
mod rds;
mod route53;
mod s3;
mod schedule;
mod secrets_manager;
mod sns;
mod sqs;
mod ssm;
mod task;
#[cfg(test)]
pub(crate) mod testing;
mod transfer;
mod waf;

use std::collections::BTreeMap;

use super::bill::Bill;
use super::count::Unknown;
use super::resource::Resource;
use crate::unit::map_of;

pub(crate) use insights::MEASURED as MEASURED_BY_INSIGHTS;
pub(crate) use transfer::of_region as data_transfer;

/// Writes the bill of one resource; what is not known and was needed ends it.
pub(crate) type Price = fn(&Resource<'_>, &mut Bill<'_>) -> Priced;

/// Whether everything was known.
pub(crate) type Priced = Result<(), Unknown>;

/// The types of a family, each with how it is priced.
pub(crate) type Family = &'static [(&'static str, Price)];

const FAMILIES: &[Family] = &[
    fargate::FAMILY,
    schedule::FAMILY,
    load_balancer::FAMILY,
    nat::FAMILY,
    public_address::FAMILY,
    endpoint::FAMILY,
    logs::FAMILY,
    metrics::FAMILY,
    insights::FAMILY,
    s3::FAMILY,
    dynamodb::FAMILY,
    kms::FAMILY,
    secrets_manager::FAMILY,
    ssm::FAMILY,
    ecr::FAMILY,
    route53::FAMILY,
    waf::FAMILY,
    efs::FAMILY,
    sns::FAMILY,
    sqs::FAMILY,
    event_bus::FAMILY,
    cloudtrail::FAMILY,
    cloud_map::FAMILY,
    certificate::FAMILY,
    lambda::FAMILY,
    api_gateway::FAMILY,
    cloudfront::FAMILY,
    rds::FAMILY,
    aurora::FAMILY,
    elasticache::FAMILY,
    eks::FAMILY,
    ebs::FAMILY,
];

/// How a type is priced.
pub(crate) enum Pricing {
    /// By a family.
    Family(Price),
    /// It costs nothing by itself, and why.
    Free(&'static str),
}

/// Every type that groundplan knows.
pub(crate) struct Families {
    known: BTreeMap<&'static str, Pricing>,
}

impl Families {
    /// All of them, collected when first asked for.
    pub(crate) fn all() -> &'static Self {
        static ALL: std::sync::LazyLock<Families> = std::sync::LazyLock::new(Families::new);
        &ALL
    }

    fn new() -> Self {
        let free = free::all().map(|(kind, reason)| (kind, Pricing::Free(reason)));
        let priced = FAMILIES.iter().copied().flatten().map(|(kind, price)| (*kind, Pricing::Family(*price)));
        Self { known: map_of(free.chain(priced)) }
    }

    pub(crate) fn of(&self, kind: &str) -> Option<&Pricing> {
        self.known.get(kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_type_is_priced_twice_or_free_as_well() {
        let free = free::all().map(|(kind, _)| kind);
        let all: Vec<&str> = FAMILIES.iter().copied().flatten().map(|(kind, _)| *kind).chain(free).collect();
        let known = Families::new().known;
        let twice: Vec<_> =
            known.keys().filter(|kind| all.iter().filter(|one| one == kind).count() > 1).collect();
        assert!(twice.is_empty(), "{twice:?}");
    }
}
