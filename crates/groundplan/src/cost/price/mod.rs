//! What AWS charges for each thing: a book of prices for each region, with source and date.
//!
//! A price that a book lacks is [`Missing`]: it is not taken from another region or source, and not worked out.

mod book;
pub mod key;
mod offer;
mod read;
mod rules;
mod steps;
mod write;

pub use book::{Missing, PriceBook};
pub use key::Entry;
pub use offer::{Rebuilt, RebuiltRegion};
pub use steps::{Part, Price, Step};

pub(crate) use rules::RULES;
