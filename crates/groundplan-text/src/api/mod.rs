//! What programs in other languages ask and get: options and answers, each a structure with a JSON Schema, from which
//! the npm package's types are made. The forms are stable: keys are added, and never change their meaning.
//!
//! Texts come as JSON, with [`sources`], and options with the `read` of each. A key that is not known is refused with
//! the nearest one.

mod alternatives;
mod check;
mod diagram;
mod diff;
mod edit;
mod editor;
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
mod vars;

pub use alternatives::{Alternative, Alternatives, AlternativesOptions, alternatives};
pub use check::{CheckOptions, Checked, check};
pub use diagram::{DiagramNode, DiagramOptions, Drawn, diagram};
pub use diff::{Compared, DiffOptions, diff};
#[cfg(feature = "codegen")]
pub use edit::ChangeSchema;
pub use edit::{Edits, edit};
pub use editor::{CompletionItem, CompletionKind, Completions, Edit, Fix, Hover, complete, hover};
pub use estimate::{EstimateOptions, Estimated, PassedBudget, estimate};
pub use explain::{Rule, explain, rules};
pub use fixes::{Finding, fixes};
pub use options::{GroupBy, Syntax, TextForm, ToolName, sources};
pub use overview::{EnvironmentOverview, Overview, OverviewOptions, overview};
pub use preview::{Preview, PreviewOptions, preview};
pub use program::{ProgramOptions, Written, program};
pub use provenance::{
    Argument, Block, BlocksOptions, Provenance, ProvenanceOfBlock, ProvenanceOptions, blocks, provenance,
};
pub use read::{Converted, EditorOptions, ReadSpec, convert, read};
pub use synth::{OutputFile, SynthOptions, Synthesized, synth};
pub use usage::{ServiceUsages, ServiceUse, UsageOptions, usage};
pub use vars::Vars;
