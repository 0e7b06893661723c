//! A stack: what all environments share, what each changes, and the way from a spec to files.
//!
//! The only module that knows every domain; in four parts: `spec` is what is stated, `pipeline` the way to root modules, `money`
//! what they cost and what another spec would change, `output` what is handed out.

mod app;
mod money;
mod output;
mod pipeline;
mod spec;
#[cfg(test)]
mod tests;

pub use app::App;
pub use money::{Advice, Outcome, OverBudget, ServiceUse, WhatIf};
pub use output::{Decisions, File, Format, Synthesis, Tool};
pub use spec::{Defaults, Environment, Stack};

use self::spec::{addresses, domains, renaming};
use crate::aws::{quota, state};
use crate::decision::Row;
use crate::diagnostic::Rule;

/// Every rule for specs.
#[must_use]
pub fn rules() -> Vec<Rule> {
    let first = [
        crate::node::RULES,
        crate::spec::RULES,
        crate::spec::PLACEHOLDER_RULES,
        spec::rules::RULES,
        pipeline::access::RULES,
    ]
    .concat();
    let of_stack = [addresses::RULES, renaming::RULES, state::RULES, quota::RULES].concat();
    [first, of_stack, domains::rules(), crate::raw::RULES.to_vec()].concat()
}

/// Every rule for documents, also for those that groundplan did not write.
#[must_use]
pub fn document_rules() -> Vec<Rule> {
    let of_texts = [crate::terraform::RULES, crate::configuration::RULES].concat();
    [&of_texts, crate::schema::rules(), &crate::lint::rules(), &crate::cost::rules()].concat()
}

/// Every default, as `DEFAULTS.md` shows it.
#[must_use]
pub fn defaults() -> Vec<Row> {
    [state::rows(), domains::defaults()].concat()
}
