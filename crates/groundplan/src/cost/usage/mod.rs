//! Usage: quantities that a bill depends on and a configuration does not contain.
//!
//! The keys are Infracost's, so that its usage files work unchanged, and a few more for what it does not
//! price ([`OWN_KEYS`]). A key applies to one resource, by its address, or to all of a type. A usage file takes
//! precedence over the spec, the spec over assumptions, an address over a type. Usage that is neither set nor
//! assumed counts as not used; the bill lists such keys.

mod assumption;
mod infracost;
mod keys;
mod rules;
mod value;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Estimate;
use super::Range;
use super::quantity::Quantity;
use crate::decision::Tier;
use crate::unit::set_of;

pub use keys::{Key, OWN_KEYS};
pub(crate) use rules::RULES;
pub use value::{Amount, Origin, UsageValue};

/// Values by key.
type Entries = BTreeMap<String, UsageValue>;

/// Transfers of data that `aws_data_transfer.NAME` of a usage file counts as a whole.
const TRANSFERS: [&str; 4] = [
    "monthly_intra_region_gb",
    "monthly_outbound_internet_gb",
    "monthly_outbound_other_regions_gb",
    "monthly_outbound_us_east_to_us_east_gb",
];

/// The pretended type of a region's transfers.
pub(crate) const DATA_TRANSFER: &str = "aws_data_transfer";

/// How much the resources of a document are used.
///
/// ```
/// use groundplan::cost::{Decimal, Usage, UsageValue};
/// use groundplan::Tier;
/// let requests = UsageValue::spec(Decimal::from(30_000_000), "30 million requests a month, as the spec says");
/// let usage = Usage::assuming(Tier::Production).of("aws_lb.main", "monthly_requests", requests);
/// assert!(usage != Usage::assuming(Tier::Production));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    file: Layer,
    spec: Layer,
    assumed: Layer,
}

/// The usage from one source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Layer {
    by_address: BTreeMap<String, Entries>,
    /// Shared, since what is assumed of types is the same for every part of a document.
    by_type: Arc<BTreeMap<String, Entries>>,
}

impl Usage {
    /// Returns empty usage without assumptions: only fixed charges have a price.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns the assumptions for an environment of this tier.
    #[must_use]
    pub fn assuming(tier: Tier) -> Self {
        assumption::of(tier)
    }

    /// Sets the usage of one resource, `aws_lb.main`, or of all its instances, `aws_lb.main[*]`.
    #[must_use]
    pub fn of(mut self, address: impl Into<String>, key: impl Into<String>, used: UsageValue) -> Self {
        let layer = self.layer_mut(used.origin);
        layer.by_address.entry(address.into()).or_default().insert(key.into(), used);
        self
    }

    /// Sets the usage of all resources of a type that have none of their own.
    #[must_use]
    pub fn of_type(mut self, kind: impl Into<String>, key: impl Into<String>, used: UsageValue) -> Self {
        let layer = self.layer_mut(used.origin);
        Arc::make_mut(&mut layer.by_type).entry(kind.into()).or_default().insert(key.into(), used);
        self
    }

    /// Merges both; for the same key from the same source, `other` wins.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.file.extend(other.file);
        self.spec.extend(other.spec);
        self.assumed.extend(other.assumed);
        self
    }

    /// What is known of these addresses and of all types, which is enough to price these resources alone.
    pub(crate) fn of_addresses<'a>(&self, addresses: impl Iterator<Item = &'a str> + Clone) -> Self {
        let narrow = |layer: &Layer| layer.of_addresses(addresses.clone());
        let mut narrowed =
            Self { file: narrow(&self.file), spec: narrow(&self.spec), assumed: narrow(&self.assumed) };
        let transfers = self.file.by_address.iter().filter(|(address, _)| is_transfer(address));
        narrowed
            .file
            .by_address
            .extend(transfers.map(|(address, entries)| (address.clone(), entries.clone())));
        narrowed
    }

    /// Returns the addresses in a usage file or the spec, as texts: each is whatever is written there.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        self.file.by_address.keys().chain(self.spec.by_address.keys()).map(String::as_str)
    }

    /// Returns the addresses in a usage file or the spec that match no resource of the estimate, and so changed no
    /// line.
    #[must_use]
    pub fn unmatched_addresses(&self, estimate: &Estimate) -> Vec<&str> {
        let known = estimate.addresses();
        let whole = set_of(known.iter().map(|known| every_instance(known)));
        let is_known = |address: &str| known.contains(&address) || whole.contains(&every_instance(address));
        self.addresses().filter(|address| !is_transfer(address) && !is_known(address)).collect()
    }

    /// Returns the assumptions: the type, the key, and the value. All other keys count as not used unless they are
    /// set.
    pub fn assumptions(&self) -> impl Iterator<Item = (&str, &str, &UsageValue)> {
        self.assumed.by_type.iter().flat_map(|(kind, entries)| {
            entries.iter().map(move |(key, used)| (kind.as_str(), key.as_str(), used))
        })
    }

    /// Returns the usage of a resource, with its source.
    #[must_use]
    pub fn find(&self, kind: &str, address: &str, key: &str) -> Option<&UsageValue> {
        self.find_in(None, kind, address, key)
    }

    /// As [`Usage::find`], of a resource in this region.
    pub(crate) fn find_in(
        &self,
        region: Option<&str>,
        kind: &str,
        address: &str,
        key: &str,
    ) -> Option<&UsageValue> {
        let is_whole =
            kind != DATA_TRANSFER && TRANSFERS.contains(&key) && self.counts_transfers(key, region);
        let layers = [&self.file, &self.spec, &self.assumed];
        let layers = layers.into_iter().take(if is_whole { 1 } else { 3 });
        let mut found = layers.filter_map(|layer| layer.find(kind, address, key));
        found.next()
    }

    /// The usage of single instances of a resource in a usage file: of `aws_subnet.main["a"]`, for `aws_subnet.main`.
    pub(crate) fn of_instances(&self, address: &str, key: &str) -> Vec<Range> {
        if self.file.by_address.is_empty() {
            return Vec::new();
        }
        let start = format!("{address}[");
        let named =
            self.file.by_address.range(start.clone()..).take_while(|(name, _)| name.starts_with(&start));
        let own = named.filter(|(name, _)| name.ends_with(']') && !name.ends_with("[*]"));
        let figure = |used: &UsageValue| match used.amount {
            Amount::Figure(figure) => Some(figure),
            Amount::Text(_) => None,
        };
        own.filter_map(|(_, entries)| figure(entries.get(key)?)).collect()
    }

    /// The quantity, if it is set or assumed.
    pub(crate) fn quantity(&self, kind: &str, address: &str, key: &str) -> Option<Quantity> {
        self.find(kind, address, key)?.quantity()
    }

    /// The text, if it is set.
    pub(crate) fn word(&self, kind: &str, address: &str, key: &str) -> Option<&str> {
        match &self.find(kind, address, key)?.amount {
            Amount::Text(word) => Some(word),
            Amount::Figure(_) => None,
        }
    }

    /// The addresses `aws_data_transfer.NAME` of the usage file.
    pub(crate) fn transfers(&self) -> impl Iterator<Item = &str> {
        let addresses = self.file.by_address.keys().map(String::as_str);
        addresses.filter(|address| is_transfer(address))
    }

    /// Whether the usage file counts all of a kind of transfer in a region; what names none counts everywhere.
    fn counts_transfers(&self, key: &str, region: Option<&str>) -> bool {
        let is_there = |entries: &Entries| match (entries.get("region").map(|used| &used.amount), region) {
            (Some(Amount::Text(named)), Some(region)) => named == region,
            _ => true,
        };
        let mut all = self.file.by_address.iter().filter(|(address, _)| is_transfer(address));
        all.any(|(_, entries)| entries.contains_key(key) && is_there(entries))
    }

    fn layer_mut(&mut self, origin: Origin) -> &mut Layer {
        match origin {
            Origin::File => &mut self.file,
            Origin::Spec => &mut self.spec,
            Origin::Assumption => &mut self.assumed,
        }
    }
}

fn is_transfer(address: &str) -> bool {
    address.strip_prefix(DATA_TRANSFER).is_some_and(|name| name.starts_with('.'))
}

impl Layer {
    fn find(&self, kind: &str, address: &str, key: &str) -> Option<&UsageValue> {
        self.of_address(address, key).or_else(|| self.of_type(kind, key))
    }

    /// An address, the pattern of all its instances, or the resource that it is an instance of.
    fn of_address(&self, address: &str, key: &str) -> Option<&UsageValue> {
        if self.by_address.is_empty() {
            return None;
        }
        let find = |address: &str| self.by_address.get(address).and_then(|entries| entries.get(key));
        let resource = || find(address.strip_suffix(']')?.rsplit_once('[')?.0);
        find(address).or_else(|| find(&every_instance(address))).or_else(resource)
    }

    fn of_type(&self, kind: &str, key: &str) -> Option<&UsageValue> {
        let find = |kind: &str| self.by_type.get(kind).and_then(|entries| entries.get(key));
        let other = match kind {
            "aws_alb" => "aws_lb",
            "aws_lb" => "aws_alb",
            _ => return find(kind),
        };
        find(kind).or_else(|| find(other))
    }

    /// What it says of these addresses, of their instances, and of all types.
    fn of_addresses<'a>(&self, addresses: impl Iterator<Item = &'a str>) -> Self {
        let mut own = Self { by_address: BTreeMap::new(), by_type: self.by_type.clone() };
        for address in addresses {
            let found = self.by_address.range(address.to_owned()..);
            let found = found.take_while(|(name, _)| name.starts_with(address));
            let is_own = |name: &str| matches!(name.get(address.len()..), Some(rest) if rest.is_empty() || rest.starts_with('['));
            let found = found.filter(|(name, _)| is_own(name));
            own.by_address.extend(found.map(|(name, entries)| (name.clone(), entries.clone())));
        }
        own
    }

    fn extend(&mut self, other: Self) {
        merge(&mut self.by_address, other.by_address);
        if !other.by_type.is_empty() {
            merge(Arc::make_mut(&mut self.by_type), Arc::unwrap_or_clone(other.by_type));
        }
    }
}

fn merge(mine: &mut BTreeMap<String, Entries>, theirs: BTreeMap<String, Entries>) {
    for (name, entries) in theirs {
        mine.entry(name).or_default().extend(entries);
    }
}

/// The address with `[*]` for each index: `aws_subnet.main["a"]` is one of `aws_subnet.main[*]`, and so is
/// `aws_subnet.main`, the address of all of them.
fn every_instance(address: &str) -> String {
    let mut pieces = address.split('[');
    let head = pieces.next().unwrap_or_default().to_owned();
    let rest: Vec<&str> = pieces.filter_map(|piece| piece.split_once(']').map(|(_, rest)| rest)).collect();
    match rest.as_slice() {
        [] => head + "[*]",
        rest => rest.iter().fold(head, |all, rest| all + "[*]" + rest),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cost::{Decimal, Range};

    fn file(figure: i64) -> UsageValue {
        UsageValue::file(figure.into())
    }

    fn figure(usage: &Usage, address: &str) -> Option<Decimal> {
        let found = usage.quantity("aws_nat_gateway", address, "monthly_data_processed_gb");
        found.map(|quantity| quantity.amount.expected)
    }

    #[test]
    fn a_file_goes_before_the_spec_and_an_address_before_a_type() {
        const KEY: &str = "monthly_data_processed_gb";
        let assumed =
            Usage::new().of_type("aws_nat_gateway", KEY, UsageValue::assumed(Decimal::from(1), "few"));
        assert_eq!(figure(&assumed, "aws_nat_gateway.a"), Some(1.into()));
        let spec = UsageValue::spec(Range::exact(2.into()), "as the spec says");
        let usage = assumed.of("aws_nat_gateway.a", KEY, spec);
        assert_eq!(figure(&usage, "aws_nat_gateway.a"), Some(2.into()));
        let usage = usage.of_type("aws_nat_gateway", KEY, file(3));
        assert_eq!(figure(&usage, "aws_nat_gateway.a"), Some(3.into()));
        let usage = usage.of("aws_nat_gateway.a[*]", KEY, file(4));
        for address in ["aws_nat_gateway.a", "aws_nat_gateway.a[0]", "aws_nat_gateway.a[\"x\"]"] {
            assert_eq!(figure(&usage, address), Some(4.into()), "{address}");
        }
        let usage = usage.of("aws_nat_gateway.a[0]", KEY, file(5));
        assert_eq!(figure(&usage, "aws_nat_gateway.a[0]"), Some(5.into()));
        assert_eq!(figure(&usage, "aws_nat_gateway.b"), Some(3.into()));
        assert_eq!(figure(&Usage::new(), "aws_nat_gateway.b"), None);
    }

    #[test]
    fn a_file_that_counts_the_transfers_of_a_region_counts_all_of_them() {
        let usage = Usage::assuming(Tier::Production);
        let out =
            |usage: &Usage| usage.find("aws_lb", "aws_lb.main", "monthly_outbound_internet_gb").cloned();
        assert!(out(&usage).is_some());
        let usage = usage.of("aws_data_transfer.all", "monthly_outbound_internet_gb", file(7));
        assert_eq!(out(&usage), None);
        let usage = usage.of("aws_lb.main", "monthly_outbound_internet_gb", file(8));
        assert_eq!(out(&usage), Some(file(8)));
        assert_eq!(usage.transfers().collect::<Vec<_>>(), ["aws_data_transfer.all"]);
    }

    #[test]
    fn only_what_a_file_counts_as_a_whole_is_put_aside() {
        const OUT: &str = "monthly_outbound_internet_gb";
        const ZONES: &str = "monthly_intra_region_gb";
        let zones = UsageValue::spec(Range::exact(2.into()), "as the spec says");
        let usage = Usage::assuming(Tier::Production).of("aws_lb.main", ZONES, zones);
        let usage = usage.of("aws_data_transfer.us", OUT, file(7));
        let usage = usage.of("aws_data_transfer.us", "region", UsageValue::word("us-east-1"));
        let find = |region, key| usage.find_in(Some(region), "aws_lb", "aws_lb.main", key).is_some();
        assert!(!find("us-east-1", OUT));
        assert!(find("eu-west-1", OUT), "the entry is of another region");
        assert!(find("us-east-1", ZONES), "the entry does not count it");
    }

    #[test]
    fn an_address_that_no_resource_has_is_told() {
        let text = "resource \"aws_eip\" \"a\" {}\nresource \"aws_eip\" \"b\" {}";
        let addresses = ["aws_eip.a", "aws_eip.b[*]", "aws_eip.c", "aws_eip.a[0]", "aws_data_transfer.x"];
        let usage = addresses.iter().fold(Usage::new(), |usage, address| usage.of(*address, "x", file(1)));
        let estimate = crate::cost::aws::testing::estimate("us-east-1", text, &usage);
        assert_eq!(usage.unmatched_addresses(&estimate), ["aws_eip.c"]);
        let assumed = Usage::assuming(Tier::Staging);
        assert!(assumed.assumptions().any(|(kind, key, _)| (kind, key) == ("aws_lb", "monthly_requests")));
    }

    #[test]
    fn two_usages_are_laid_one_over_the_other() {
        let first = Usage::new().of("a.b", "x", file(1)).of("a.b", "y", file(1));
        let both = first.and(Usage::new().of("a.b", "x", file(2)));
        assert_eq!(both, Usage::new().of("a.b", "x", file(2)).of("a.b", "y", file(1)));
        assert_eq!(both.addresses().collect::<Vec<_>>(), ["a.b"]);
    }
}
