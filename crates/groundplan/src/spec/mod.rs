//! How every spec is read, merged and written: one mechanism for all of them.
//!
//! A spec is plain data in which every field may be left out. The macro `spec!` declares one: from
//! a field's line it makes the builder method of the same name, the key in YAML and JSON, the merge of
//! an environment's patch, and the entry in the JSON Schema, so the four cannot drift apart.
//!
//! Reading never stops at the first mistake: each is reported with its path, and the rest is read.

mod described;
#[cfg(feature = "codegen")]
mod facts;
mod field;
mod map;
mod option;
mod or_none;
mod placeholder;
mod reader;
mod renamed;
mod rules;
mod scalar;
mod string_enum;
mod structure;
mod text;

pub use crate::node::{Kind, Node, NodeValue, json};
pub use described::Described;
pub use field::Field;
pub use map::Map;
pub use or_none::OrNone;
pub use placeholder::Placeholders;
pub use reader::Reader;
pub(crate) use renamed::Renamed;

#[cfg(feature = "codegen")]
pub(crate) use facts::{default_row, facts, field_facts, others};
pub(crate) use option::{Synonyms, default_doc, old_name, replaced, setter, synonyms};
pub(crate) use placeholder::RULES as PLACEHOLDER_RULES;
pub(crate) use rules::RULES;
pub(crate) use scalar::{read_scalar, scalar};
pub(crate) use string_enum::{not_a_value, string_enum};
pub(crate) use structure::{
    camel, fill_field, is_camel, is_reference, lay, merge_field, shorthand, spec, write_field,
};
pub(crate) use text::imported;
