//! Changes of one domain that reach a part of the environment only.

use std::sync::Arc;

use super::{Outcome, WhatIf, meters_of_first};
use crate::aws::Waivers;
use crate::cost::Meters;
use crate::diagnostic::Report;
use crate::spec::Map;
use crate::stack::pipeline::environment::Blueprint;
use crate::stack::pipeline::part::Part;
use crate::stack::spec::Environment;
use crate::terraform::{Document, Item};

/// How a part is made.
type Make = fn(&Blueprint, &Environment, &Map<Waivers>) -> Option<Part>;

impl WhatIf<'_> {
    /// The part of the environment that a patch reaches, where that is known to be all.
    pub(super) fn part(&self, patch: &Environment) -> Option<Part> {
        let make = of_domain(patch)?;
        if self.has_raw() || self.now.is_renamed {
            return None;
        }
        make(&self.now.blueprint, &self.patched(patch), &self.waive)
    }

    /// What becomes of the environment when a part of it changes.
    pub(super) fn with_part(&self, part: Part) -> Result<Outcome, Report> {
        let Part { before, after, report, priced_by } = part;
        if report.has_errors() {
            return Err(report);
        }
        let (before, used) = self.measured(before, priced_by);
        let (after, uses) = self.measured(after, priced_by);
        let monthly = self.now.meters.total_with(self.now.total, &used, &uses, self.book);
        let unpriced = (used.unpriced.as_slice(), uses.unpriced.as_slice());
        let mut outcome = self.outcome(monthly, &report, unpriced, (Arc::new(before), Arc::new(after)));
        outcome.is_whole &= self.now.meters.unpriced.is_empty();
        Ok(outcome)
    }

    /// A document with what it uses of each price, which depends on the region and on things of some types.
    fn measured(&self, mut document: Document, priced_by: &[&str]) -> (Document, Meters) {
        let own = document.items().len();
        let is_around =
            |item: &&Item| item.file == "provider" || priced_by.contains(&item.resource_type.as_str());
        document.items_mut().extend(self.now.document.items().iter().filter(is_around).cloned());
        let meters = meters_of_first(own, &self.spec, &document, &self.now.whole_usage, self.book);
        document.items_mut().truncate(own);
        (document, meters)
    }
}

/// How the part is made that a patch of one domain may be limited to.
fn of_domain(patch: &Environment) -> Option<Make> {
    let rest = Environment { name: String::new(), network: None, logs: None, cluster: None, ..patch.clone() };
    if rest != Environment::default() {
        return None;
    }
    match (&patch.network, &patch.logs, &patch.cluster) {
        (Some(_), None, None) => Some(Blueprint::flow_logs_alone),
        (None, Some(_), None) => Some(Blueprint::log_groups_alone),
        (None, None, Some(_)) => Some(Blueprint::cluster_alone),
        _ => None,
    }
}
