//! What Terraform's expressions yield, as far as that is known before an apply.
//!
//! An [`Evaluator`] works on one instance of one module: a [`Document`](crate::terraform::Document), the values of its
//! variables, and for each value the [`Instance`] of the block that it is in. It reads no file and knows no provider:
//! attributes of resources and data sources, outputs of modules, and functions that read files, the clock or chance
//! are [`Data::Unknown`], each with the expression that is left of them.
//!
//! Everything is bounded, by size, steps and depth: what is larger is unknown as well.

mod instance;
mod known;

pub use instance::{Instance, Instances};
pub use known::{Data, Known, Reason, Unknown};

mod evaluator;
pub use evaluator::{Evaluator, Variables};
