//! A stack: what all environments share, what each changes, and the way from a spec to files.
//!
//! The only room that knows every domain.

mod advice;
mod alternative;
mod bootstrap;
mod choice;
mod costing;
mod environment;
mod exchange;
mod format;
mod gitignore;
mod inspection;
mod program;
mod program_readme;
mod reading;
mod readme;
mod renaming;
mod root;
mod rules;
#[cfg(test)]
mod schema;
mod spec;
mod synthesis;
mod test_file;
mod usage;
mod used;
mod waivers;

pub use advice::Advice;
pub use costing::OverBudget;
pub use format::Format;
pub use program::Program;
pub use spec::{Environment, Stack};
pub use synthesis::{Decisions, File, Synthesis};
pub use used::ServiceUse;

use crate::decision::Row;
use crate::diagnostic::Rule;

/// Every rule that a spec is held against.
#[must_use]
pub fn rules() -> Vec<Rule> {
    use crate::aws::{exchange, load_balancer, logs, module, network, observability, secret, service, state};
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
        exchange::RULES,
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
