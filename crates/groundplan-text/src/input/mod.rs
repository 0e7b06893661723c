//! What texts are taken for: sources with a name, specs and what is found in them, root modules of Terraform, plans.

mod folders;
mod inputs;
mod module;
mod single_environment;
mod source;
mod sources;
pub mod target;
mod texts;
mod usage_error;

pub use folders::called_folders;
pub use inputs::{InputArgument, Inputs};
pub use module::{CalledFolder, Module};
pub(crate) use single_environment::alone;
pub use source::{Notation, Source};
pub use sources::{Sources, select};
pub use target::Target;
pub use texts::{Findings, Named, Texts};
pub use usage_error::UsageError;
