//! What texts are taken for: sources with a name, specs and what is found in them, root modules of Terraform, plans.

mod single_environment;
mod source;
mod sources;
pub mod target;
mod texts;
mod usage_error;

pub(crate) use single_environment::alone;
pub use source::{Notation, Source};
pub use sources::{Sources, select};
pub use target::{Module, Target};
pub use texts::{Findings, Named, Texts};
pub use usage_error::UsageError;
