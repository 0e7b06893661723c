//! The boundary between groundplan and JavaScript. It decides nothing: texts and options go in, answers come out. A spec
//! crosses as text: as an object it would lose the keys that are not known, and their findings with them.
//!
//! Mistakes in a spec are part of an answer; wrong use is thrown as an `Error` with `name`, `code`, `path` and `help`.

#[cfg(feature = "command")]
mod command;
mod crossing;
mod error;
mod library;
mod panic;
mod schema;
#[cfg(feature = "command")]
mod system;

#[cfg(feature = "command")]
pub use crate::command::run;
pub use crate::library::{
    alternatives, blocks, check, complete, convert, diagram, diff, edit, estimate, explain, fixes, hover,
    json_schema, load_schema, overview, preview, program, provenance, read_spec, rules, synth, usage,
    version,
};
#[doc(hidden)]
pub use crate::panic::start;
pub use crate::schema::load_own_schema;
#[cfg(feature = "command")]
pub use crate::system::Machine;
