//! What a book of prices is held to.

use crate::diagnostic::rules;

rules! {
    /// A book of prices holds what groundplan can charge with, each price with its unit, source and date.
    ///
    /// A key that nothing asks for is a price that is never used; a unit that differs makes every amount wrong.
    PRICE_BOOK = error "cost/price-book", "groundplan";

    /// An offer file is one of AWS's price lists, with each price in it once.
    ///
    /// Where two products match, one of them is something else that only looks like it, and either may be wrong.
    PRICE_LIST = error "cost/price-list", "https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/price-changes.html";
}
