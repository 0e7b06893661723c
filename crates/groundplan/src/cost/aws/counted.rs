//! What AWS counts one by one and prices by the thousand or million, and in chunks of so many KB.

use crate::cost::Decimal;
use crate::cost::bill::Bill;
use crate::cost::price::Entry;
use crate::cost::quantity::Quantity;

/// What is used, counted one by one, at a price for many.
pub(super) fn usage(bill: &mut Bill<'_>, item: &'static str, key: &'static str, usage: &'static str) {
    let used = bill.used(usage);
    charge(bill, item, key, used);
}

/// A quantity of single things at a price for many.
pub(super) fn charge(bill: &mut Bill<'_>, item: &'static str, key: &'static str, things: Quantity) {
    let per = Entry::of(key).map_or(Decimal::ONE, Entry::per);
    bill.charge(item, key, things.over(per));
}

/// Requests of a size count once for each chunk of so many KB.
pub(super) fn chunks(bill: &Bill<'_>, requests: Quantity, size: &'static str, chunk: i64) -> Quantity {
    let Some(size) = bill.known_usage(size) else { return requests };
    let chunks = |figure: Decimal| {
        let chunks = figure.checked_div(chunk.into()).unwrap_or_default();
        chunks.ceil().max(Decimal::ONE)
    };
    requests.times(Quantity { amount: size.amount.map(chunks), ..size })
}

/// Reports usage that no price book has a price for, if it is set.
pub(super) fn unknown(bill: &mut Bill<'_>, usages: &[(&'static str, &'static str)]) {
    for (usage, what) in usages {
        if bill.known_usage(usage).is_some_and(|used| !used.is_nothing()) {
            bill.unpriced(format!("groundplan has no price of {what}"));
        }
    }
}
