//! Reads AWS's price lists into price books.
//!
//! AWS publishes a file for each offer and region (`AmazonECS`, `eu-west-1`) at
//! `https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/index.json`. `groundplan prices` rebuilds the
//! books from downloaded files; prices that those lack (dashboards, Spot) are kept.

mod file;
mod meter;
mod prefix;
mod rebuild;
mod table;

pub use rebuild::{Rebuilt, RebuiltRegion};

pub(super) use rebuild::rebuilt;
