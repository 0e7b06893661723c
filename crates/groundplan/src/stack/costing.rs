//! What a synthesis costs: its documents with the use that belongs to each.

use super::Synthesis;
use crate::cost::{Decimal, Estimate, PriceBook, Root, Usage, estimate_all};
use crate::unit::Money;

/// What the bill of a root module needs beside its document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Costing {
    /// How much it is used: what the spec says, and what is assumed.
    pub(super) usage: Usage,
    /// The account, if the spec says one.
    pub(super) account: Option<String>,
    /// What it may cost a month.
    pub(super) budget: Option<Money>,
}

/// A root module that costs more than it may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverBudget {
    /// The root module.
    pub module: String,
    /// What it may cost a month.
    pub budget: Money,
    /// What it is expected to cost.
    pub expected: Decimal,
    /// By how much that is too much.
    pub by: Decimal,
}

impl Synthesis {
    /// What everything is expected to cost a month. A usage file goes before the spec, the spec before what is
    /// assumed of a tier.
    ///
    /// ```
    /// use groundplan::cost::{PriceBook, Usage};
    /// use groundplan::prelude::*;
    /// let shop = Stack::new("shop").region(Region::EuWest1).environment(Environment::development("dev"));
    /// let estimate = shop.synth()?.estimate(PriceBook::bundled(), &Usage::new());
    /// assert_eq!(estimate.modules[1].name, "environments/dev");
    /// // One NAT gateway: 730 hours at 0.048 dollars.
    /// let hours = estimate.modules[1].lines.iter().find(|line| line.service == "NAT gateway");
    /// assert_eq!(hours.map(|line| line.monthly().expected.to_string()).as_deref(), Some("35.040"));
    /// # Ok::<(), groundplan::Error>(())
    /// ```
    #[must_use]
    pub fn estimate(&self, book: &PriceBook, file: &Usage) -> Estimate {
        let usages: Vec<Usage> =
            self.costings.iter().map(|costing| costing.usage.clone().and(file.clone())).collect();
        let roots = self.documents.iter().zip(&self.costings).zip(&usages).map(
            |(((folder, document), costing), usage)| {
                let root = Root::new(folder.clone(), document, usage);
                match &costing.account {
                    Some(account) => root.account(account.clone()),
                    None => root,
                }
            },
        );
        estimate_all(roots, book)
    }

    /// What root modules may cost a month, where the spec says so.
    pub fn budgets(&self) -> impl Iterator<Item = (&str, Money)> {
        let documents = self.documents.iter().zip(&self.costings);
        documents.filter_map(|((folder, _), costing)| Some((folder.as_str(), costing.budget?)))
    }

    /// The root modules that are expected to cost more than the spec allows.
    #[must_use]
    pub fn over_budget(&self, estimate: &Estimate) -> Vec<OverBudget> {
        self.budgets().filter_map(|(module, budget)| over(module, budget, estimate)).collect()
    }
}

fn over(module: &str, budget: Money, estimate: &Estimate) -> Option<OverBudget> {
    let costs = estimate.modules.iter().find(|known| known.name == module)?;
    let expected = costs.monthly().total().expected;
    let by = expected.saturating_sub(dollars(budget));
    (by > Decimal::ZERO).then(|| OverBudget { module: module.to_owned(), budget, expected, by })
}

fn dollars(money: Money) -> Decimal {
    Decimal::from(money.as_cents()).checked_div(Decimal::ONE_HUNDRED).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Stack;

    #[test]
    fn what_costs_more_than_it_may_is_named_with_by_how_much() {
        let spec = |budget: &str| {
            let text = r#"{"stack": "s", "region": "us-east-1", "environments": {"dev": {"budget": "BUDGET"}, "pre": {"tier": "staging"}}}"#;
            Stack::synth_json(&text.replace("BUDGET", budget)).unwrap()
        };
        let over = |budget: &str| {
            let synthesis = spec(budget);
            synthesis.over_budget(&synthesis.estimate(PriceBook::bundled(), &Usage::new()))
        };
        assert_eq!(over("10000 USD"), []);
        let found = over("1 USD");
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].module.as_str(), found[0].budget), ("environments/dev", Money::cents(100)));
        assert_eq!(found[0].by, found[0].expected - Decimal::ONE);
    }
}
