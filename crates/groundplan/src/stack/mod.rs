//! A stack: what all environments share, what each changes, and the way from a spec to files.
//!
//! The only room that knows every domain.

mod advice;
mod alternatives;
mod app;
mod app_readme;
mod bootstrap;
mod compile;
mod compiler;
mod costing;
mod cross_stack;
mod domains;
mod environment;
mod format;
mod gitignore;
mod hosts;
mod readme;
mod renaming;
mod root;
mod rules;
#[cfg(feature = "codegen")]
mod schema;
mod spec;
mod synthesis;
mod test_file;
#[cfg(test)]
mod tests;
mod usage;
mod used;
mod validation;
mod waivers;
mod what_if;

pub use advice::Advice;
pub use app::App;
pub use costing::OverBudget;
pub use format::Format;
pub use spec::{Environment, Stack};
pub use synthesis::{Decisions, File, Synthesis};
pub use used::ServiceUse;
pub use what_if::{Outcome, WhatIf};

use crate::aws::state;
use crate::decision::Row;
use crate::diagnostic::Rule;

/// Every rule for specs.
#[must_use]
pub fn rules() -> Vec<Rule> {
    let first =
        [crate::node::RULES, crate::spec::RULES, rules::RULES, renaming::RULES, state::RULES].concat();
    [first, domains::rules(), crate::raw::RULES.to_vec()].concat()
}

/// Every rule for documents, also for those that groundplan did not write.
#[must_use]
pub fn document_rules() -> Vec<Rule> {
    [crate::terraform::RULES, crate::schema::rules(), &crate::lint::rules(), &crate::cost::rules()].concat()
}

/// Every default, as `DEFAULTS.md` shows it.
#[must_use]
pub fn defaults() -> Vec<Row> {
    [state::rows(), domains::defaults()].concat()
}
