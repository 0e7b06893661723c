//! What is behind a line of Terraform: which block it is of, and which decisions made it so.
//!
//! No table says which decision leads to which argument. It is found by trying: with another value laid over the
//! environment, the document is made again, and what differs is what the decision is about.

mod blocks;
mod candidates;
mod leaves;
mod place;
mod tracer;

pub use blocks::{Argument, Block, blocks};
pub use place::place;
pub use tracer::{Alternative, Provenance, Tracer};
