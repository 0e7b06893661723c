//! What a user says in Terraform's own words: resources and other blocks beside those that groundplan
//! makes, and changes of those that it makes.
//!
//! Both are laid into the document before anything looks at it, so checks, files and bill see them.

mod apply;
mod configuration;
mod origin;
mod overrides;
mod place;
mod rules;
mod value;

pub use configuration::{Configuration, Raw};
pub use overrides::Override;

pub(crate) use apply::{add, override_all};
pub(crate) use origin::{Origin, origin};
pub(crate) use rules::RULES;
