//! Texts in, answers out: what every face of groundplan does with specs in YAML or JSON, with Terraform and with
//! plans, before anything is shown or written. It touches no file.
//!
//! [`Source`] is a text with its name; [`Target`] is what the text was taken for: a spec, a root module of
//! Terraform, or a plan. What is found in them, what they cost and what differs between two of them are values,
//! which the command line paints and [`answer`] writes as JSON.

pub mod api;
pub mod check;
pub mod cost;
pub mod diagram;
pub mod diff;
pub mod editor;
pub mod explain;
pub mod input;
pub mod machine;
mod nearest;
mod number;
pub mod program;
pub mod provenance;
pub mod wrap;
pub mod yaml;

pub use input::{
    Findings, Module, Named, Notation, Source, Sources, Target, Texts, UsageError, select, target,
};
pub use nearest::nearest;
pub use number::number;
