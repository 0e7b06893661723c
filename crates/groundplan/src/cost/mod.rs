//! What a document costs a month, before anything runs.
//!
//! An [`Estimate`] has a line for everything that is charged, says what is free and why, and names what it
//! could not price. Nothing is dropped, and no price is guessed.

mod estimate;
pub mod price;
mod range;

pub use estimate::{Basis, Estimate, Free, Line, Module, Monthly, Unpriced};
pub use price::PriceBook;
pub use range::Range;
pub use rust_decimal::Decimal;

use crate::diagnostic::Rule;

/// What books of prices are held to.
#[must_use]
pub fn rules() -> &'static [Rule] {
    price::RULES
}
