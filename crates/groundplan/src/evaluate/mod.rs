//! What Terraform's expressions yield, as far as that is known before an apply.
//!
//! An [`Evaluator`] works on one instance of one module: a [`Document`](crate::terraform::Document), the values of its
//! variables, and for each value the [`Instance`] of the block that it is in. It reads no file and knows no provider:
//! attributes of resources and data sources, outputs of modules, and functions that read files, the clock or chance
//! are [`Data::Unknown`], each with the expression that is left of them. One that is given what a provider does with
//! arguments knows those of resources that are written down.
//!
//! Everything is bounded, by size, steps and depth: what is larger is unknown as well.

mod collection;
mod constraint;
mod convert;
mod evaluator;
mod expression;
mod functions;
mod instance;
mod known;
mod operator;
mod residual;
mod scope;
mod template;
mod traversal;
mod types;
mod variable;
mod written;

#[cfg(test)]
mod tests;

pub use evaluator::{Evaluator, Variables};
pub(crate) use functions::is_match;
pub(crate) use instance::enabled;
pub use instance::{Instance, Instances};
pub use known::{Data, Known, Reason, Unknown};
pub(crate) use written::{Arguments, Planned};

/// What is computed, or why it is not known.
type Outcome<T = Known> = Result<T, Reason>;
