use groundplan::OverBudget;
use groundplan::cost::Estimate;
use groundplan::statement::short;
use groundplan::unit::Money;

use super::subject::Priced;
use crate::style::{ERROR, WARNING, paint};

/// What became of the budgets.
pub(super) struct Held {
    /// A line for each that is passed, and for each that was held against a sum in which something is missing.
    pub(super) told: String,
    /// Whether one is passed, or nobody can tell.
    pub(super) failed: bool,
}

/// Holds each root module against its budget, and everything that is shown against another one.
pub(super) fn held(priced: &Priced, all: Option<Money>) -> Held {
    let mut held = Held { told: String::new(), failed: false };
    for (module, budget) in &priced.budgets {
        let of_it = priced.estimate.modules.iter().filter(|known| known.name == *module).cloned();
        let alone = Estimate { modules: of_it.collect(), ..Estimate::default() };
        if !alone.modules.is_empty() {
            held.hold(short(module), &alone, *budget);
        }
    }
    if let Some(budget) = all {
        held.hold("what is shown", &priced.estimate, budget);
    }
    held
}

impl Held {
    fn hold(&mut self, what: &str, estimate: &Estimate, budget: Money) {
        if let Some(over) = OverBudget::of(what, budget, estimate.monthly().total().expected) {
            self.told += &format!("{}: {over}\n", paint(ERROR, "over budget"));
            self.failed = true;
        }
        let missing: usize = estimate.modules.iter().map(|module| module.unpriced.len()).sum();
        if missing == 0 {
            return;
        }
        let priced = estimate.modules.iter().any(|module| !module.lines.is_empty());
        let told = if priced {
            let counted = crate::show::number(missing, "item");
            format!(
                "{}: {what} holds {counted} without a price: it costs more than its budget is held against",
                paint(WARNING, "warning")
            )
        } else {
            format!(
                "{}: nothing of {what} has a price, so nobody can tell whether it keeps to its budget",
                paint(ERROR, "error")
            )
        };
        self.told += &format!("{told}\n");
        self.failed |= !priced;
    }
}

#[cfg(test)]
mod tests {
    use groundplan::cost::{Module, Unpriced};

    use super::*;

    fn told(modules: Vec<Module>) -> (String, bool) {
        let estimate = Estimate { modules, ..Estimate::default() };
        let priced = Priced { estimate, budgets: Vec::new(), documents: Vec::new() };
        let held = held(&priced, Some(Money::cents(1000)));
        (anstream::adapter::strip_str(&held.told).to_string(), held.failed)
    }

    #[test]
    fn a_budget_that_nothing_can_be_held_against_fails() {
        let unpriced = vec![Unpriced { address: "a".into(), reason: "the region is not known".into() }];
        let (text, failed) = told(vec![Module { unpriced, ..Module::default() }]);
        assert!(failed && text.starts_with("error: nothing of what is shown has a price"), "{text}");
        assert_eq!(told(vec![Module::default()]), (String::new(), false));
    }
}
