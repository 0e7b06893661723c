use groundplan::OverBudget;
use groundplan::cost::Estimate;
use groundplan::report::short;
use groundplan::unit::Money;

use super::subject::Priced;
use crate::number::number;

/// The result of checking budgets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BudgetCheck {
    /// Budgets that are exceeded, or were compared with an incomplete sum.
    pub problems: Vec<BudgetProblem>,
}

/// A problem with a budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BudgetProblem {
    /// It is exceeded.
    Over(OverBudget),
    /// Part of the sum has no price; a message.
    Missing(String),
    /// Nothing in the sum has a price, so the result is unknown; a message.
    Nothing(String),
}

impl BudgetCheck {
    /// Checks each root module against its budget, and the shown total against another one.
    #[must_use]
    pub fn of(priced: &Priced, all: Option<Money>) -> Self {
        let mut check = Self::default();
        for (module, budget) in &priced.budgets {
            let of_it = priced.estimate.modules.iter().filter(|known| known.name == *module).cloned();
            let alone = Estimate { modules: of_it.collect(), ..Estimate::default() };
            if !alone.modules.is_empty() {
                check.add(short(module), &alone, *budget);
            }
        }
        if let Some(budget) = all {
            check.add("what is shown", &priced.estimate, budget);
        }
        check
    }

    /// Whether a budget is exceeded, or the result is unknown.
    #[must_use]
    pub fn failed(&self) -> bool {
        self.problems.iter().any(|problem| !matches!(problem, BudgetProblem::Missing(_)))
    }

    fn add(&mut self, what: &str, estimate: &Estimate, budget: Money) {
        let over = OverBudget::of(what, budget, estimate.monthly().total().expected);
        self.problems.extend(over.map(BudgetProblem::Over));
        let missing: usize = estimate.modules.iter().map(|module| module.unpriced.len()).sum();
        if missing == 0 {
            return;
        }
        let priced = estimate.modules.iter().any(|module| !module.lines.is_empty());
        self.problems.push(if priced {
            let counted = number(missing, "item");
            BudgetProblem::Missing(format!(
                "{what} has {counted} without a price: the cost is higher than the sum compared with the budget"
            ))
        } else {
            BudgetProblem::Nothing(format!(
                "nothing of {what} has a price, so its budget cannot be checked"
            ))
        });
    }
}

#[cfg(test)]
mod tests {
    use groundplan::cost::{Module, Unpriced};

    use super::*;

    fn checked(modules: Vec<Module>) -> BudgetCheck {
        let estimate = Estimate { modules, ..Estimate::default() };
        let priced = Priced { estimate, ..Priced::default() };
        BudgetCheck::of(&priced, Some(Money::cents(1000)))
    }

    #[test]
    fn a_budget_without_any_price_fails() {
        let unpriced = vec![Unpriced { address: "a".into(), reason: "the region is not known".into() }];
        let check = checked(vec![Module { unpriced, ..Module::default() }]);
        assert!(check.failed());
        let [BudgetProblem::Nothing(text)] = check.problems.as_slice() else { panic!("{check:?}") };
        assert!(text.starts_with("nothing of what is shown has a price"), "{text}");
        assert_eq!(checked(vec![Module::default()]), BudgetCheck::default());
    }
}
