//! What an environment costs with another network, which is known without making again what the network has no influence on.

use super::{Priced, WhatIf, emitted, fragment, meters, meters_of_first};
use crate::cost::{Decimal, Meters, Unpriced, Usage};
use crate::diagnostic::{Diagnostic, Severity};
use crate::stack::money::usage;
use crate::stack::spec::Environment;
use crate::terraform::Document;
use crate::unit::set_of;

impl WhatIf<'_> {
    /// What the environment costs with a patch of its network; `None` where it has errors then.
    pub(in crate::stack) fn priced(&self, patch: &Environment) -> Option<Priced> {
        match self.is_network_alone(patch) {
            true => self.with_network(patch, &|finding| finding.rule.severity == Severity::Error),
            false => self.priced_anew(patch),
        }
    }

    /// Whether it is certain, before the whole is made with a patch, that the patch is not sound or saves less than that.
    pub(super) fn is_network_in_vain(&self, patch: &Environment, least: Decimal) -> bool {
        let is_new = |finding: &Diagnostic| !self.now.report.diagnostics().contains(finding);
        let saves = |priced: Priced| self.monthly().less(priced.monthly).expected >= least;
        self.is_network_alone(patch) && !self.with_network(patch, &is_new).is_some_and(saves)
    }

    /// Whether a patch changes the network and nothing else, into which nothing of users reaches.
    fn is_network_alone(&self, patch: &Environment) -> bool {
        let rest = Environment { name: String::new(), network: None, ..patch.clone() };
        rest == Environment::default() && !self.has_raw() && !self.now.is_renamed
    }

    fn with_network(&self, patch: &Environment, rules_out: &dyn Fn(&Diagnostic) -> bool) -> Option<Priced> {
        let blueprint = &self.now.blueprint;
        let (before, after) = blueprint.network_prices(&self.patched(patch), &self.waive, rules_out)?;
        let (used, uses) = (self.network_meters(before), self.network_meters(after));
        let monthly = self.now.meters.total_with(self.now.total, &used, &uses, self.book);
        let gone = set_of(&used.unpriced);
        let kept = self.now.meters.unpriced.iter().filter(|one| !gone.contains(one)).cloned();
        let unpriced: Vec<Unpriced> = kept.chain(uses.unpriced).collect();
        Some(Priced { monthly, unpriced })
    }

    /// What a network and the tasks in it use of each price.
    fn network_meters(&self, mut document: Document) -> Meters {
        let own = document.items().len();
        let usage = self.network_usage(&document);
        document.items_mut().extend_from_slice(&self.now.surroundings);
        meters_of_first(own, &self.spec, &document, &usage, self.book)
    }

    fn network_usage(&self, document: &Document) -> Usage {
        let known = fragment::usage(&self.now.usage, document);
        usage::with_gateways(&self.spec, document, known).and(self.file.clone())
    }

    fn priced_anew(&self, patch: &Environment) -> Option<Priced> {
        let (spec, made, _) = self.resolved(patch).and_then(|then| emitted(then, self.schema)).ok()?;
        let usage = usage::of(&spec, self.tier, &made.document).and(self.file.clone());
        let meters = meters(&spec, &made.document, &usage, self.book);
        Some(Priced { monthly: meters.total(self.book), unpriced: meters.unpriced })
    }
}
