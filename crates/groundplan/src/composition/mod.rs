//! How a stack is put together with Terraform that others wrote: modules that it calls, values that it exports and imports.
//!
//! Nothing here is AWS's: these are Terraform's own constructs, in the same files as a domain of `aws/`.

pub(crate) mod cross_stack;
pub(crate) mod module;
pub(crate) mod share;
