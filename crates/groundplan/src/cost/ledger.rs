use std::collections::BTreeMap;

use super::bill::{Charge, Charges};
use super::price::{Entry, Part, Price};
use super::quantity::joined;
use super::{Line, Module, PriceBook, Range, Unpriced};

/// Decimals of a quantity. With those of a price they fit into a figure, so that no sum is rounded.
pub(super) const PLACES: u32 = 9;

/// What an account uses of a price: which account, region and key.
pub(super) type Meter = (Option<String>, String, &'static str);

/// Turns charges into lines. A price with steps is gone up by all that one account uses in one region, in the
/// order of the modules and their documents.
pub(crate) struct Ledger<'a> {
    book: &'a PriceBook,
    used: BTreeMap<Meter, Range>,
    oldest: Option<String>,
}

impl<'a> Ledger<'a> {
    pub(crate) fn new(book: &'a PriceBook) -> Self {
        Self { book, used: BTreeMap::new(), oldest: None }
    }

    /// When the oldest price that was used was in force; empty when none was.
    pub(crate) fn oldest(self) -> String {
        self.oldest.unwrap_or_default()
    }

    pub(crate) fn module(
        &mut self,
        name: String,
        region: Option<String>,
        account: Option<String>,
        charges: Charges,
    ) -> Module {
        let Charges { charges, free, unpriced, missing_usage } = charges;
        let lines = Vec::with_capacity(charges.len());
        let mut module = Module { name, region, account, lines, free, unpriced, missing_usage };
        for charge in charges {
            if let Err(reason) = self.charge(charge, &mut module)
                && module.unpriced.last() != Some(&reason)
            {
                module.unpriced.push(reason);
            }
        }
        module
    }

    fn charge(&mut self, charge: Charge, module: &mut Module) -> Result<(), Unpriced> {
        let unpriced = |reason: String| Unpriced { address: charge.address.clone().into(), reason };
        let region =
            charge.region.as_deref().ok_or_else(|| unpriced("the region is not known".to_owned()))?;
        let price = self.book.price(region, charge.key).map_err(|missing| unpriced(missing.to_string()))?;
        self.remember(price);
        let parts = self.parts(price, &charge, module.account.as_ref());
        let lines = parts.into_iter().map(|part| line(&charge, price, part));
        module.lines.extend(lines);
        Ok(())
    }

    /// The price tiers of a charge, given the account's total so far.
    fn parts(&mut self, price: &Price, charge: &Charge, account: Option<&String>) -> Vec<Part> {
        let amount = charge.quantity.amount.map(|figure| figure.round_dp(PLACES));
        if price.steps.len() < 2 {
            return price.parts(amount);
        }
        let region = charge.region.as_deref().unwrap_or_default();
        // What has one price worldwide is counted worldwide.
        let book = Entry::book(charge.key, region).to_owned();
        let used = self.used.entry((account.cloned(), book, charge.key)).or_default();
        let (before, after) = (price.parts(*used), price.parts(*used + amount));
        *used = *used + amount;
        let rest = |mut part: Part| {
            let taken = before.iter().find(|taken| taken.label == part.label);
            part.quantity = part.quantity.less(taken.map_or(Range::ZERO, |taken| taken.quantity));
            part
        };
        after.into_iter().map(rest).filter(|part| part.quantity != Range::ZERO).collect()
    }

    fn remember(&mut self, price: &Price) {
        if self.oldest.as_ref().is_none_or(|oldest| price.date < *oldest) {
            self.oldest = Some(price.date.clone());
        }
    }
}

fn line(charge: &Charge, price: &Price, part: Part) -> Line {
    let item =
        if price.steps.len() < 2 { charge.item.clone() } else { format!("{}, {}", charge.item, part.label) };
    Line {
        address: charge.address.clone().into(),
        service: charge.service,
        concern: charge.concern.clone(),
        item,
        key: charge.key,
        region: charge.region.clone().unwrap_or_default(),
        quantity: part.quantity.map(|figure| figure.normalize()),
        unit: price.unit,
        unit_price: part.unit_price,
        basis: charge.quantity.basis,
        assumption: joined(charge.quantity.assumption.clone(), price.note.clone()),
        source: price.source.clone(),
        date: price.date.clone(),
    }
}
