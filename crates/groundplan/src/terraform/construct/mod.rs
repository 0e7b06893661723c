//! The constructs of Terraform's language besides resources. Each takes exactly the arguments that Terraform
//! takes.

mod backend;
mod check;
mod lifecycle;
mod output;
mod provider;
mod refactoring;
mod type_constraint;
mod variable;

pub use backend::{Backend, RequiredProvider, Settings};
pub use check::Check;
pub use lifecycle::{Condition, Lifecycle};
pub use output::Output;
pub use provider::Provider;
pub use refactoring::{Import, Moved, Removed};
pub use type_constraint::TypeConstraint;
pub use variable::Variable;

use super::{Block, Key, Section};

/// A top-level block other than a resource, data source or module: what [`super::File::add`] takes.
pub trait Construct {
    /// Which top-level block it is.
    fn section(&self) -> Section;

    /// Its label; empty where it has none.
    fn name(&self) -> Key {
        Key::EMPTY
    }

    /// Its body.
    fn into_block(self) -> Block;
}
