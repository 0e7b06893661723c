//! What an environment would cost if its spec said something else: made and priced as anything else is.

use super::App;
use super::spec::{Environment, Stack};
use crate::aws::network::{Egress, Network};
use crate::cost::{Monthly, PriceBook, Unpriced, Usage};
use crate::diagnostic::{Report, Rule};
use crate::spec::{Field, Map};

/// One environment of a stack, alone, so that changes of it can be priced.
pub(super) struct Alone<'a> {
    stack: Stack,
    pub(super) environment: Environment,
    book: &'a PriceBook,
    file: &'a Usage,
}

/// What became of a change.
pub(super) struct Outcome {
    pub(super) monthly: Monthly,
    pub(super) unpriced: Vec<Unpriced>,
    pub(super) report: Report,
}

impl Outcome {
    /// Whether nothing is without a price that has one, or is not there, in another outcome: only then are both
    /// amounts of the same things.
    pub(super) fn is_as_whole_as(&self, other: &Self) -> bool {
        self.unpriced.iter().all(|unpriced| other.unpriced.contains(unpriced))
    }
}

impl<'a> Alone<'a> {
    pub(super) fn new(
        stack: &Stack,
        name: &str,
        environment: &Environment,
        book: &'a PriceBook,
        file: &'a Usage,
    ) -> Self {
        Self {
            stack: Stack { environments: None, ..stack.clone() },
            environment: Environment { name: name.to_owned(), ..environment.clone() },
            book,
            file,
        }
    }

    /// What the stack says to this environment, with its own words over it.
    pub(super) fn effective(&self) -> Environment {
        self.stack.at(&self.environment)
    }

    /// The environment as it is.
    pub(super) fn as_it_is(&self) -> Option<Outcome> {
        self.price(self.environment.clone())
    }

    /// The environment with something laid over it; `None` where that has errors.
    pub(super) fn with(&self, patch: &Environment) -> Option<Outcome> {
        let mut changed = self.environment.clone();
        changed.merge(patch);
        self.price(changed)
    }

    fn price(&self, environment: Environment) -> Option<Outcome> {
        let name = environment.name.clone();
        let mut environments = Map::default();
        environments.insert(name.clone(), environment);
        let stack = Stack { environments: Some(environments), ..self.stack.clone() };
        let synthesis = App::new().stack(stack).synth().ok()?;
        let estimate = synthesis.estimate(self.book, self.file);
        let folder = super::synthesis::folder(&name);
        let module = estimate.modules.into_iter().find(|known| known.name == folder)?;
        let report = synthesis.report().clone();
        Some(Outcome { monthly: module.monthly(), unpriced: module.unpriced, report })
    }
}

/// The rules whose findings offer a choice of the way out.
pub(super) const ABOUT_EGRESS: [Rule; 3] =
    [Rule::IMAGE_OUT_OF_REACH, Rule::NAT_GATEWAY_PER_ZONE, Rule::PUBLIC_TASKS];

/// What the whole environment costs with each way out that it can take.
pub(super) fn egress(alone: &Alone<'_>) -> Vec<(Egress, Outcome)> {
    let priced = Egress::ALL.iter().filter_map(|way| {
        let patch = Environment::new(alone.environment.name.clone()).network(Network::patch().egress(*way));
        Some((*way, alone.with(&patch)?))
    });
    priced.collect()
}
