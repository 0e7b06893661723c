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
mod unreachable;
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

use crate::decision::Row;
use crate::diagnostic::Rule;

/// Every rule that a spec is held against.
#[must_use]
pub fn rules() -> Vec<Rule> {
    use crate::aws::{load_balancer, logs, network, observability, secret, service, state};
    use crate::composition::{cross_stack, module};
    [
        crate::node::RULES,
        crate::spec::RULES,
        rules::RULES,
        renaming::RULES,
        state::RULES,
        network::RULES,
        secret::RULES,
        logs::RULES,
        load_balancer::RULES,
        service::RULES,
        observability::RULES,
        module::RULES,
        crate::raw::RULES,
        cross_stack::RULES,
    ]
    .concat()
}

/// Every rule that a document is held against, whoever wrote it.
#[must_use]
pub fn document_rules() -> Vec<Rule> {
    [crate::terraform::RULES, crate::schema::rules(), &crate::lint::rules(), &crate::cost::rules()].concat()
}

/// Every default, as `DEFAULTS.md` shows it.
#[must_use]
pub fn defaults() -> Vec<Row> {
    use crate::aws::{key, load_balancer, logs, network, observability, secret, service, state};
    [
        state::rows(),
        network::rows(),
        key::rows(),
        secret::rows(),
        logs::rows(),
        load_balancer::rows(),
        service::rows(),
        observability::rows(),
    ]
    .concat()
}
