//! What a type tells of itself to the code generator.

/// Has a JSON Schema, from which the npm package's types are made.
#[cfg(feature = "codegen")]
pub use schemars::JsonSchema as Described;

/// Has a JSON Schema where code is generated; a user's build carries none, so here it is every type.
#[cfg(not(feature = "codegen"))]
pub trait Described {}

#[cfg(not(feature = "codegen"))]
impl<T> Described for T {}
