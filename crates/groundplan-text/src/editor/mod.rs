//! What an editor asks of a spec's text: what can be written at the cursor, what something means, and how a finding
//! is put right. Pure functions of the text, which may be half-written; they never fail.
//!
//! Offsets and ranges count bytes. The functions whose names end in `json` serve editors whose strings count UTF-16 code
//! units, as those of browsers do: numbers go in and come out in these units, see [`utf16`].

mod complete;
mod edit;
mod fix;
mod hover;
mod outline;
mod quote;
pub(crate) mod types;
pub mod utf16;
mod write;

pub use crate::input::Notation;
pub use complete::{Completions, Item, ItemKind, complete};
pub use edit::{Change, edit};
pub use fix::{Edit, Fix, fixes};
pub use hover::{Hover, documentation, hover};
pub use write::written;

/// The indentation of new text, relative to the part around it.
const INDENT: usize = 2;
