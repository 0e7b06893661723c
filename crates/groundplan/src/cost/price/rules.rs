//! What a book of prices is held to.

use crate::diagnostic::rules;

rules! {
    /// A book of prices holds what groundplan can charge with, each price with its unit, source and date.
    ///
    /// A key that nothing asks for is a price that is never used; a unit that differs makes every amount wrong.
    PRICE_BOOK = error "cost/price-book", "groundplan";
}
