//! Raw Terraform in a spec: blocks in addition to those that groundplan generates, and overrides of generated ones.
//!
//! Both are applied to the document before anything reads it, so checks, files and bill include them.

mod apply;
mod configuration;
mod origins;
mod overrides;
mod place;
mod rules;
mod value;

pub use configuration::{Configuration, Raw};
pub use overrides::Override;

pub(crate) use apply::{add, override_all};
pub(crate) use overrides::stands_for;
pub(crate) use rules::RULES;
