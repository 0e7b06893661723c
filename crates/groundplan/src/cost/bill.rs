use std::borrow::Cow;

use super::count::Unknown;
use super::quantity::Quantity;
use super::{Decimal, Free, MissingUsage, Origin, Range, Unpriced, Usage, UsageValue};

/// What is charged, and what is not, before prices are known.
#[derive(Debug, Default)]
pub(crate) struct Charges {
    pub(crate) charges: Vec<Charge>,
    pub(crate) free: Vec<Free>,
    pub(crate) unpriced: Vec<Unpriced>,
    pub(crate) missing_usage: Vec<MissingUsage>,
}

/// A quantity of something that has a price.
#[derive(Debug)]
pub(crate) struct Charge {
    pub(crate) address: String,
    pub(crate) concern: String,
    pub(crate) region: Option<String>,
    pub(crate) service: &'static str,
    pub(crate) item: String,
    pub(crate) key: &'static str,
    pub(crate) quantity: Quantity,
}

/// The bill of one resource, while its family writes it.
pub(crate) struct Bill<'a> {
    address: &'a str,
    kind: &'a str,
    concern: &'a str,
    region: Option<&'a str>,
    instances: Decimal,
    usage: &'a Usage,
    charges: &'a mut Charges,
    service: &'static str,
    missing_usage: Vec<&'static str>,
}

/// Whose bill it is.
pub(crate) struct Payer<'a> {
    pub(crate) address: &'a str,
    pub(crate) kind: &'a str,
    pub(crate) concern: &'a str,
    pub(crate) region: Option<&'a str>,
    pub(crate) instances: Decimal,
}

impl<'a> Bill<'a> {
    pub(crate) fn new(payer: Payer<'a>, usage: &'a Usage, charges: &'a mut Charges) -> Self {
        let Payer { address, kind, concern, region, instances } = payer;
        let (service, missing_usage) = ("", Vec::new());
        Self { address, kind, concern, region, instances, usage, charges, service, missing_usage }
    }

    /// The service that what follows belongs to, as AWS's bills name it.
    pub(crate) fn of(&mut self, service: &'static str) -> &mut Self {
        self.service = service;
        self
    }

    /// A quantity at the price of a key.
    pub(crate) fn charge(
        &mut self,
        item: impl Into<String>,
        key: &'static str,
        quantity: impl Into<Quantity>,
    ) -> &mut Self {
        let quantity = quantity.into();
        self.missing_usage.extend(quantity.missing_usage.filter(|key| !self.missing_usage.contains(key)));
        if !quantity.is_nothing() && self.instances > Decimal::ZERO {
            self.charges.charges.push(Charge {
                address: self.address.to_owned(),
                concern: self.concern.to_owned(),
                region: self.region.map(str::to_owned),
                service: self.service,
                item: item.into(),
                key,
                quantity: self.of_all(quantity),
            });
        }
        self
    }

    /// Charges a quantity at the price of a key, or lists it as unpriced if it is unknown.
    pub(crate) fn charge_known(
        &mut self,
        item: impl Into<String>,
        key: &'static str,
        quantity: Result<Quantity, Unknown>,
    ) -> &mut Self {
        match quantity {
            Ok(quantity) => self.charge(item, key, quantity),
            Err(unknown) => {
                self.unpriced(unknown.reason);
                self
            }
        }
    }

    /// Charges usage, in the unit of its price.
    pub(crate) fn usage(
        &mut self,
        item: impl Into<String>,
        key: &'static str,
        usage: &'static str,
    ) -> &mut Self {
        let quantity = self.used(usage);
        self.charge(item, key, quantity)
    }

    /// The usage of one instance; zero, and listed as missing, if it is neither set nor assumed.
    pub(crate) fn used(&self, usage: &'static str) -> Quantity {
        self.known_usage(usage).unwrap_or_else(|| Quantity::missing_usage(usage))
    }

    /// The usage of one instance, if it is set or assumed. Usage of single instances is averaged over all of them,
    /// since they are charged together.
    pub(crate) fn known_usage(&self, usage: &str) -> Option<Quantity> {
        let each = self.find(usage).and_then(UsageValue::quantity);
        let of_instances = self.usage.of_instances(self.address, usage);
        if of_instances.is_empty() {
            return each;
        }
        let count = Decimal::from(of_instances.len()).min(self.instances);
        let others = each.map_or(Range::ZERO, |each| each.amount.times(self.instances.saturating_sub(count)));
        let all = of_instances.into_iter().sum::<Range>() + others;
        let average = all.map(|figure| figure.checked_div(self.instances).unwrap_or_default());
        let reason = format!("as the usage file says of {count} of {} instances", self.instances);
        Some(Quantity::used(average).reason(reason))
    }

    /// Whether a usage file sets the usage.
    pub(crate) fn is_in_file(&self, usage: &str) -> bool {
        self.find(usage).is_some_and(|used| used.origin == Origin::File)
    }

    /// Whether the usage is set rather than assumed.
    pub(crate) fn is_explicit(&self, usage: &str) -> bool {
        self.find(usage).is_some_and(|used| used.origin != Origin::Assumption)
    }

    /// The usage as text, such as a region.
    pub(crate) fn word(&self, usage: &str) -> Option<&'a str> {
        self.usage.word(self.kind, self.address, usage)
    }

    /// A quantity at the price of another region, where a part of the resource is.
    pub(crate) fn charge_in(
        &mut self,
        region: &str,
        item: impl Into<String>,
        key: &'static str,
        quantity: impl Into<Quantity>,
    ) {
        let before = self.charges.charges.len();
        self.charge(item, key, quantity);
        let charges = self.charges.charges.iter_mut().skip(before);
        charges.for_each(|charge| charge.region = Some(region.to_owned()));
    }

    /// The usage of all resources.
    pub(crate) fn usages(&self) -> &'a Usage {
        self.usage
    }

    /// Lists the resource as free, with a reason.
    pub(crate) fn free(&mut self, reason: impl Into<Cow<'static, str>>) {
        self.charges.free.push(Free { address: self.address.to_owned().into(), reason: reason.into() });
    }

    /// Lists the resource as unpriced, with a reason.
    pub(crate) fn unpriced(&mut self, reason: impl Into<String>) {
        let (address, reason) = (self.address.to_owned(), reason.into());
        let unpriced = Unpriced { address: address.into(), reason };
        if self.charges.unpriced.last() != Some(&unpriced) {
            self.charges.unpriced.push(unpriced);
        }
    }

    /// Lists the missing usage; returns whether there was any.
    pub(crate) fn missing_usage(self) -> bool {
        let (address, keys) = (self.address.to_owned(), self.missing_usage);
        let is_any = !keys.is_empty();
        self.charges.missing_usage.extend(is_any.then_some(MissingUsage { address: address.into(), keys }));
        is_any
    }

    fn find(&self, usage: &str) -> Option<&'a UsageValue> {
        self.usage.find_in(self.region, self.kind, self.address, usage)
    }

    fn of_all(&self, quantity: Quantity) -> Quantity {
        if self.instances == Decimal::ONE {
            return quantity;
        }
        quantity.times(self.instances).reason(format!("{} of them", self.instances))
    }
}

impl Charges {
    /// The number of entries so far.
    pub(crate) fn count(&self) -> usize {
        self.charges.len() + self.free.len() + self.unpriced.len()
    }
}
