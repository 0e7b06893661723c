//! Writes values into a text, in the notation and style that it has.

mod set;
mod tree;
mod whole;

pub(crate) use set::{Setter, Style, content};
pub(crate) use tree::Tree;
pub use whole::written;
