//! What a synthesis costs: its documents with the use that belongs to each.

use std::fmt;

use rust_decimal::RoundingStrategy;

use super::usage;
use crate::cost::{Decimal, Estimate, PriceBook, Root, Usage, estimate_all};
use crate::diagnostic::Report;
use crate::report;
use crate::stack::Synthesis;
use crate::stack::pipeline::environment::Blueprint;
use crate::stack::spec::Environment;
use crate::terraform::Document;
use crate::unit::Money;

/// What the bill of a root module needs beside its document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::stack) struct Costing {
    /// How much it is used: what the spec says, and what is assumed.
    pub(in crate::stack) usage: Usage,
    /// The account, if the spec says one.
    pub(in crate::stack) account: Option<String>,
    /// What it may cost a month.
    pub(in crate::stack) budget: Option<Money>,
    /// What was decided for an environment, from which it is known what another spec changes.
    pub(in crate::stack) compiled: Option<Compiled>,
}

/// An environment that was made, without its document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::stack) struct Compiled {
    pub(in crate::stack) blueprint: Blueprint,
    /// Whether things have other names in AWS.
    pub(in crate::stack) is_renamed: bool,
    /// What is wrong with the environment by itself.
    pub(in crate::stack) report: Report,
}

/// Something that costs more than it may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverBudget {
    /// What it is: a root module, for one.
    pub what: String,
    /// What it may cost a month.
    pub budget: Money,
    /// What it is expected to cost.
    pub expected: Decimal,
    /// By how much that is too much.
    pub by: Decimal,
}

impl Costing {
    /// What the bill of an environment needs.
    pub(in crate::stack) fn of(spec: &Environment, compiled: Compiled, document: &Document) -> Self {
        let usage = usage::of(spec, compiled.blueprint.context.tier, document);
        Self { usage, account: spec.account.clone(), budget: spec.budget, compiled: Some(compiled) }
    }
}

impl OverBudget {
    /// Compares an amount with a budget, to the cent.
    ///
    /// ```
    /// use groundplan::OverBudget;
    /// use groundplan::unit::Money;
    /// let over = OverBudget::of("dev", Money::cents(1000), "12.345".parse()?);
    /// let message = "dev is expected to cost 12.35 a month, 2.35 more than its budget of 10 USD";
    /// assert_eq!(over.map(|over| over.to_string()).as_deref(), Some(message));
    /// assert_eq!(OverBudget::of("dev", Money::cents(1000), "10.004".parse()?), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn of(what: &str, budget: Money, expected: Decimal) -> Option<Self> {
        let expected = expected.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
        let by = expected.saturating_sub(dollars(budget));
        (by > Decimal::ZERO).then(|| Self { what: what.to_owned(), budget, expected, by })
    }
}

impl fmt::Display for OverBudget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (expected, by) = (report::dollars(self.expected), report::dollars(self.by));
        write!(
            f,
            "{} is expected to cost {expected} a month, {by} more than its budget of {}",
            self.what, self.budget
        )
    }
}

impl Synthesis {
    /// Estimates the monthly cost of everything. A usage file takes precedence over the spec, the spec over
    /// the assumptions of the tier.
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
    OverBudget::of(module, budget, costs.monthly().total().expected)
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
        assert_eq!((found[0].what.as_str(), found[0].budget), ("environments/dev", Money::cents(100)));
        assert_eq!(found[0].by, found[0].expected - Decimal::ONE);
    }
}
