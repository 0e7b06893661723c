//! How much is used of each price, so that the bill of a change follows from what the change adds and takes away.
//!
//! A bill is a sum over prices, and each price is a function of how much one account uses of it in one region. A change
//! that touches a few resources changes the quantities of a few prices: only these are worked out anew, however large the
//! rest is, and the result is the difference of the two whole bills to the last digit.

use std::collections::BTreeMap;

use super::bill::Charge;
use super::ledger::{Meter, PLACES};
use super::price::Entry;
use super::pricing::{Charged, charged, charged_first};
use super::{PriceBook, Range, Root, Unpriced};
use crate::unit::Lookup;

/// What a root module uses of each price, and what of it has no price.
#[derive(Clone, Debug, Default)]
pub(crate) struct Meters {
    used: BTreeMap<Meter, Used>,
    pub(crate) unpriced: Vec<Unpriced>,
}

/// A quantity, and a region whose price it has: worldwide prices are counted together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Used {
    region: String,
    quantity: Range,
}

impl Meters {
    /// Reads the meters of a root module.
    pub(crate) fn of(root: &Root<'_>, book: &PriceBook) -> Self {
        Self::of_charged(charged(root), book)
    }

    /// Reads the meters of the first objects of a root module; the others are what their prices depend on.
    pub(crate) fn of_first(count: usize, root: &Root<'_>, book: &PriceBook) -> Self {
        Self::of_charged(charged_first(root, count), book)
    }

    /// The meters of a root module, and of each of its objects, by address.
    pub(crate) fn with_objects(root: &Root<'_>, book: &PriceBook) -> (Self, Lookup<String, Self>) {
        let Charged { account, charges, .. } = charged(root);
        let mut each: Lookup<String, Self> = Lookup::default();
        let mut whole = Self { unpriced: charges.unpriced.clone(), ..Self::default() };
        for unpriced in charges.unpriced {
            each.entry(unpriced.address.to_string()).or_default().leave_out(unpriced);
        }
        for charge in charges.charges {
            whole.charge(&charge, account.as_ref(), book);
            let address = charge.address.clone();
            each.entry(address).or_default().charge(&charge, account.as_ref(), book);
        }
        (whole, each)
    }

    fn of_charged(charged: Charged, book: &PriceBook) -> Self {
        let Charged { account, charges, .. } = charged;
        let mut meters = Self { unpriced: charges.unpriced, ..Self::default() };
        charges.charges.iter().for_each(|charge| meters.charge(charge, account.as_ref(), book));
        meters
    }

    fn charge(&mut self, charge: &Charge, account: Option<&String>, book: &PriceBook) {
        let missing = match &charge.region {
            None => Some("the region is not known".to_owned()),
            Some(region) => book.price(region, charge.key).err().map(|missing| missing.to_string()),
        };
        let region = charge.region.clone().unwrap_or_default();
        match missing {
            Some(reason) => self.leave_out(Unpriced { address: charge.address.clone().into(), reason }),
            None => {
                let meter = (account.cloned(), Entry::book(charge.key, &region).to_owned(), charge.key);
                self.add(meter, region, charge.quantity.amount);
            }
        }
    }

    /// What everything costs a month.
    pub(crate) fn total(&self, book: &PriceBook) -> Range {
        self.used.iter().map(|(meter, used)| amount(meter, &used.region, used.quantity, book)).sum()
    }

    /// What the same costs a month when a part of it, which used this `before`, uses that `after`.
    pub(crate) fn total_with(&self, total: Range, before: &Self, after: &Self, book: &PriceBook) -> Range {
        let mut total = total;
        let added = after.used.keys().filter(|meter| !before.used.contains_key(*meter));
        for meter in before.used.keys().chain(added) {
            let (old, new) = (before.quantity(meter), after.quantity(meter));
            if old != new {
                let region = self.region(meter).or(after.region(meter)).unwrap_or_default();
                let now = self.quantity(meter);
                let then = now.less(old) + new;
                total = total.less(amount(meter, region, now, book)) + amount(meter, region, then, book);
            }
        }
        total
    }

    /// Adds what something else uses.
    pub(crate) fn add_all(&mut self, other: Self) {
        other.used.into_iter().for_each(|(meter, used)| self.add(meter, used.region, used.quantity));
        self.unpriced.extend(other.unpriced);
    }

    fn add(&mut self, meter: Meter, region: String, amount: Range) {
        let used = self.used.entry(meter).or_insert_with(|| Used { region, quantity: Range::ZERO });
        used.quantity = used.quantity + amount.map(|figure| figure.round_dp(PLACES));
    }

    fn leave_out(&mut self, unpriced: Unpriced) {
        if self.unpriced.last() != Some(&unpriced) {
            self.unpriced.push(unpriced);
        }
    }

    fn quantity(&self, meter: &Meter) -> Range {
        self.used.get(meter).map_or(Range::ZERO, |used| used.quantity)
    }

    fn region(&self, meter: &Meter) -> Option<&str> {
        self.used.get(meter).map(|used| used.region.as_str())
    }
}

/// What a quantity costs, up all steps of its price.
fn amount(meter: &Meter, region: &str, quantity: Range, book: &PriceBook) -> Range {
    let (_, _, key) = meter;
    let parts = book.price(region, key).map(|price| price.parts(quantity)).unwrap_or_default();
    parts.into_iter().map(|part| part.quantity.times(part.unit_price)).sum()
}

#[cfg(test)]
mod tests {
    use super::super::aws::testing::document;
    use super::super::{Decimal, Usage, UsageValue, estimate_all};
    use super::*;

    const GATEWAYS: &str = r#"
provider "aws" { region = "us-east-1" }
resource "aws_nat_gateway" "a" {}
resource "aws_nat_gateway" "b" {}
resource "aws_eip" "b" {}"#;

    /// Each gateway sends 30 TB to the internet, whose price has a step at 10 TB.
    fn usage() -> Usage {
        let out = |usage: Usage, name| {
            let used = UsageValue::file(Decimal::from(30_000));
            usage.of(format!("aws_nat_gateway.{name}"), "monthly_outbound_internet_gb", used)
        };
        ["a", "b"].into_iter().fold(Usage::new(), out)
    }

    fn meters(text: &str) -> Meters {
        let (document, usage) = (document(text), usage());
        Meters::of(&Root::new("", &document, &usage), PriceBook::bundled())
    }

    #[test]
    fn the_total_is_that_of_the_estimate() {
        let (document, usage) = (document(GATEWAYS), usage());
        let estimate = estimate_all([Root::new("", &document, &usage)], PriceBook::bundled());
        assert_eq!(meters(GATEWAYS).total(PriceBook::bundled()), estimate.monthly().total());
        assert!(estimate.modules[0].lines.iter().any(|line| line.item.contains("next")), "a step is passed");
    }

    #[test]
    fn a_part_that_changes_changes_the_total_by_what_the_whole_would() {
        let book = PriceBook::bundled();
        let rest = GATEWAYS.replace("resource \"aws_nat_gateway\" \"b\" {}", "");
        let head = "provider \"aws\" { region = \"us-east-1\" }\n";
        let part = |text: &str| meters(&format!("{head}{text}"));
        let (before, after) = (part("resource \"aws_nat_gateway\" \"b\" {}"), part(""));
        let (whole, without) = (meters(GATEWAYS), meters(&rest));
        let total = whole.total(book);
        assert_eq!(whole.total_with(total, &before, &after, book), without.total(book));
        assert_eq!(without.total_with(without.total(book), &after, &before, book), total);
        assert_ne!(total, without.total(book));
    }
}
