//! Answers as JSON: what programs in other languages get. The forms are stable: keys are added, and never change
//! their meaning.
//!
//! What is asked comes as JSON too: texts with [`sources`], options with the `read` of each. A key that nobody
//! knows is refused with the nearest one.

mod check;
mod diagram;
mod diff;
mod edit;
mod estimate;
mod explain;
mod fixes;
mod options;
mod overview;
mod preview;
mod program;
mod provenance;
mod read;
mod synth;
mod usage;

pub use check::check;
pub use diagram::diagram;
pub use diff::{DiffOptions, diff};
pub use edit::edit;
pub use estimate::{EstimateOptions, estimate};
pub use explain::{explain, rules};
pub use fixes::fixes;
pub use options::sources;
pub use overview::{OverviewOptions, overview};
pub use preview::{PreviewOptions, preview};
pub use program::{ProgramOptions, program};
pub use provenance::{alternatives, blocks, provenance};
pub use read::{convert, read};
pub use synth::{SynthOptions, synth};
pub use usage::usage;
