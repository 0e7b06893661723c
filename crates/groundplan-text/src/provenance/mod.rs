//! What is behind a line of Terraform: which block it is of, and which decisions made it so. Both are looked up in
//! what was recorded while it was made.

mod lookup;
mod place;

pub use lookup::{Argument, Because, Block, Lookup};
pub use place::place;
