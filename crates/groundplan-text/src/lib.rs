//! Texts in, answers out: what every face of groundplan does with specs in YAML or JSON, with Terraform and with
//! plans, before anything is shown or written. It touches no file.
//!
//! [`Source`] is a text with its name; [`Target`] is what the text was taken for: a spec, a root module of
//! Terraform, or a plan. What is found in them, what they cost and what differs between two of them are values,
//! which the command line paints and [`answer`] writes as JSON.

mod alone;
pub mod answer;
pub mod behind;
pub mod check;
pub mod cost;
pub mod diagram;
pub mod diff;
pub mod editor;
pub mod explain;
pub mod machine;
mod nearest;
mod number;
pub mod program;
mod source;
mod sources;
pub mod target;
mod texts;
mod trouble;
pub mod wrap;
pub mod yaml;

pub use nearest::nearest;
pub use number::number;
pub use source::{Notation, Source};
pub use sources::{Sources, select};
pub use target::{Module, Target};
pub use texts::{Findings, Named, Texts};
pub use trouble::Trouble;
