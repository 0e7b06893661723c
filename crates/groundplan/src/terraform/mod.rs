//! Terraform's configuration language as plain data.
//!
//! A [`Document`] is one root module: [`Block`]s of arguments under an [`Address`], each in the file
//! of its concern. Everything after emission reads only the document: rendering ([`json`]), checks,
//! and later the bill, so they cannot disagree.
//!
//! **A plain string is never an expression.** Terraform reads `${` and `%{` inside strings as
//! templates, so a [`Text`] literal is escaped when it is rendered. Only a [`Reference`], an
//! [`Expression`] or [`Text::join`] becomes `${…}`. Places that Terraform takes literally (backend
//! settings, variable defaults) hold a [`Literal`], and places that take bare references
//! (`depends_on`) hold [`Addresses`]; neither can hold an expression.
//!
//! Knows nothing of AWS, of specs, or of environments.

mod address;
mod block;
mod compare;
mod construct;
mod difference;
mod document;
mod escape;
mod expression;
mod file;
mod hcl;
mod hidden;
mod identifier;
mod instance_address;
pub mod json;
mod key;
mod literal;
pub(crate) mod macros;
mod module_source;
mod origins;
mod presence;
pub mod read;
mod readdress;
mod rules;
mod span;
mod text;
mod typed;
mod value;
mod version;

pub(crate) use address::AddressKey;
pub use address::{Address, Mode};
pub use block::{Addresses, Argument, Block, Bodies, Content, Names};
pub use construct::{
    Backend, Check, Condition, Construct, Import, Lifecycle, Moved, Output, Provider, Removed,
    RequiredProvider, Settings, TypeConstraint, Variable,
};
pub use difference::{Action, Difference};
pub use document::{Document, Item, Section};
pub(crate) use expression::parse_template;
pub use expression::{
    Evaluated, Expression, FUNCTIONS, For, Function, Operator, Prefix, Reference, SyntaxError, call, function,
};
pub use file::File;
pub use hidden::hide as hide_whole;
#[doc(hidden)]
pub use hidden::hide_argument;
pub use identifier::{RESERVED_VARIABLES, is_identifier, is_variable_name};
pub use instance_address::InstanceAddress;
pub(crate) use instance_address::index_of_key;
pub use key::Key;
pub use literal::Literal;
pub(crate) use module_source::at_tag;
pub use module_source::{Origin, is_bounded};
pub use span::{Rendered, Span};
pub use text::{Directive, Part, Text};
pub use typed::Ref;
pub use value::Value;
#[doc(hidden)]
pub use value::{Member, entry};
pub use version::{Version, VersionConstraint};

pub(crate) use presence::Presence;
pub(crate) use readdress::Mismatch;
pub(crate) use rules::RULES;

pub(crate) use macros::{block, list, object, text};
