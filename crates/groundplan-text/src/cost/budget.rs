use groundplan::OverBudget;
use groundplan::cost::Estimate;
use groundplan::report::short;
use groundplan::unit::Money;

use super::subject::Priced;
use crate::number::number;

/// The result of checking budgets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// What is told of each that is passed, or was held against a sum in which something is missing.
    pub told: Vec<Told>,
}

/// What is told of a budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// It is exceeded.
    Over(OverBudget),
    /// Part of the sum has no price; a message.
    Missing(String),
    /// Nothing in the sum has a price, so the result is unknown; a message.
    Nothing(String),
}

impl Held {
    /// Checks each root module against its budget, and the shown total against another one.
    #[must_use]
    pub fn of(priced: &Priced, all: Option<Money>) -> Self {
        let mut held = Self::default();
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

    /// Whether a budget is exceeded, or the result is unknown.
    #[must_use]
    pub fn failed(&self) -> bool {
        self.told.iter().any(|told| !matches!(told, Told::Missing(_)))
    }

    fn hold(&mut self, what: &str, estimate: &Estimate, budget: Money) {
        let over = OverBudget::of(what, budget, estimate.monthly().total().expected);
        self.told.extend(over.map(Told::Over));
        let missing: usize = estimate.modules.iter().map(|module| module.unpriced.len()).sum();
        if missing == 0 {
            return;
        }
        let priced = estimate.modules.iter().any(|module| !module.lines.is_empty());
        self.told.push(if priced {
            let counted = number(missing, "item");
            Told::Missing(format!(
                "{what} has {counted} without a price: the cost is higher than the sum compared with the budget"
            ))
        } else {
            Told::Nothing(format!(
                "nothing of {what} has a price, so its budget cannot be checked"
            ))
        });
    }
}

#[cfg(test)]
mod tests {
    use groundplan::cost::{Module, Unpriced};

    use super::*;

    fn held(modules: Vec<Module>) -> Held {
        let estimate = Estimate { modules, ..Estimate::default() };
        let priced = Priced { estimate, budgets: Vec::new(), documents: Vec::new() };
        Held::of(&priced, Some(Money::cents(1000)))
    }

    #[test]
    fn a_budget_without_any_price_fails() {
        let unpriced = vec![Unpriced { address: "a".into(), reason: "the region is not known".into() }];
        let held_of = held(vec![Module { unpriced, ..Module::default() }]);
        assert!(held_of.failed());
        let [Told::Nothing(text)] = held_of.told.as_slice() else { panic!("{held_of:?}") };
        assert!(text.starts_with("nothing of what is shown has a price"), "{text}");
        assert_eq!(held(vec![Module::default()]), Held::default());
    }
}
