//! Answers as JSON: what programs in other languages get. The forms are stable: keys are added, and never change
//! their meaning.
//!
//! What is asked comes as JSON too: texts with [`sources`], options with the `read` of each. A key that nobody
//! knows is refused with the nearest one.

mod check;
mod diff;
mod estimate;
mod explain;
mod fixes;
mod given;
mod program;
mod synth;

pub use check::check;
pub use diff::{DiffOptions, diff};
pub use estimate::{EstimateOptions, estimate};
pub use explain::{explain, rules};
pub use fixes::fixes;
pub use given::sources;
pub use program::{ProgramOptions, program};
pub use synth::{SynthOptions, synth};
