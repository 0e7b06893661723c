//! The schema of providers, and a check of documents against it.
//!
//! A [`Schema`] is the output of `terraform providers schema -json` in a compact form that is part of the
//! program. `check` checks a document without Terraform, the provider or an account; `normalize_blocks`
//! distinguishes blocks from arguments in raw blocks.
//!
//! It leaves out functions, list resources and actions of providers.

mod block;
mod check;
mod index;
mod json;
mod normalize_blocks;
mod provider;
mod rules;
mod sensitive;
mod since;
mod text;
mod traversal;
mod ty;
mod write;

pub use block::{Attribute, BlockSchema, NestedBlock, Nesting};
pub(crate) use check::newer_than;
pub use check::{check, check_language, check_syntax, needs};
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
