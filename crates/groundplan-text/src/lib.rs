//! The text interface of groundplan: everything that front ends do with specs in YAML or JSON, with Terraform and with
//! plans, before anything is shown or written. It accesses no files.
//!
//! [`Source`] is a text with its name; [`Target`] is the detected kind of input: a spec, a root module of
//! Terraform, or a plan. Findings, costs and differences are values, which the command line formats and [`api`]
//! writes as JSON.

pub mod alternatives;
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
mod unjudged;
pub mod wrap;
pub mod yaml;

pub use input::{
    CalledFolder, Findings, InputArgument, Inputs, Module, Named, Notation, Source, Sources, Target, Texts,
    UsageError, called_folders, select, target,
};
pub use nearest::nearest;
pub use number::number;
