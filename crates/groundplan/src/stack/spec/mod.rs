//! What a spec is: stack and environments, the list of domains, and the rules that hold for the whole.

pub(super) mod across_stacks;
pub(super) mod addresses;
mod defaults;
pub(super) mod domains;
pub(super) mod hosts;
pub(super) mod quotas;
pub(super) mod renaming;
pub(super) mod rules;
#[cfg(feature = "codegen")]
pub(super) mod schema;
mod stack;
pub(super) mod waivers;

pub use defaults::Defaults;
pub use stack::{Environment, Stack};
