//! Code generation: what the repository holds that is made of something else, in one run.

pub mod codegen;
pub mod rust_programs;
mod typescript;
