//! What a document costs a month, before anything runs.
//!
//! An [`Estimate`] has a line for everything that is charged, says what is free and why, and names what it
//! could not price. Nothing is dropped, and no price is guessed. [`estimate`] makes it of a document, a
//! [`PriceBook`] and a [`Usage`]; each family of resources has a file in `aws/` that reads like the page of
//! prices that it follows.

mod allowance;
mod aws;
mod bill;
mod count;
mod estimate;
mod expression;
mod index;
mod ledger;
mod meters;
#[doc(hidden)]
pub mod price;
mod pricing;
mod quantity;
mod range;
mod resource;
mod root;
mod usage;

pub use estimate::{Basis, Estimate, Free, Line, MissingUsage, Module, Monthly, Unpriced};
pub use price::PriceBook;
pub use pricing::{estimate, estimate_all};
pub use range::Range;
pub use root::Root;
pub use rust_decimal::Decimal;
pub use usage::{Amount, Key, OWN_KEYS, Origin, Usage, UsageValue};

pub(crate) use aws::MEASURED_BY_INSIGHTS;
pub(crate) use meters::Meters;
pub(crate) use pricing::OF_ANOTHER_PROVIDER;
pub(crate) use quantity::SCALED_OUT;

use crate::diagnostic::Rule;

/// What books of prices and usage files are held to.
#[must_use]
pub fn rules() -> Vec<Rule> {
    [price::RULES, usage::RULES].concat()
}
