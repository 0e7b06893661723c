//! AWS's own price lists, read into books.
//!
//! AWS publishes a file for each offer and region (`AmazonECS`, `eu-west-1`) at
//! `https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/index.json`. Whoever can fetch them rebuilds the
//! books from them; what they do not hold (dashboards, Spot) keeps its old figure.

mod file;
mod meter;
mod prefix;
mod rebuild;
mod table;

pub use rebuild::{Rebuilt, RebuiltRegion};

pub(super) use rebuild::rebuilt;
