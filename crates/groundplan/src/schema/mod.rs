//! What providers take and give, and whether a document keeps to it.
//!
//! A [`Schema`] is what `terraform providers schema -json` prints, in a compact form that is part of the
//! program. [`check`] holds a document against it without Terraform, without the provider and without an
//! account; [`normalize_blocks`] tells blocks and arguments apart in what was written raw.
//!
//! Functions, list resources and actions of providers are not in it.

mod block;
mod check;
mod index;
mod json;
mod normalize_blocks;
mod provider;
mod rules;
mod text;
mod traversal;
mod ty;
mod write;

pub use block::{Attribute, BlockSchema, NestedBlock, Nesting};
pub use check::check;
pub use index::Schema;
pub use normalize_blocks::normalize_blocks;
pub use provider::Kind;
pub use ty::{Field, Type};

use crate::diagnostic::Rule;

/// The rules that documents are held to.
#[must_use]
pub fn rules() -> &'static [Rule] {
    rules::RULES
}
