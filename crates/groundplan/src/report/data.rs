//! An estimate, and what changed in it, as programs get it. Keys are added, and never change their meaning.
//! Amounts are texts: a program that reads them as floats loses nothing unasked.

use serde::Serialize;

use super::comparison::{Change, Comparison, Pair};
use crate::configuration::UnreadCall;
use crate::cost::{self, Decimal, Range};
use crate::terraform::InstanceAddress;

/// An amount of US dollars as exact decimal digits: `'54.75876'`. A string, since `number` would round it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Amount(pub String);

impl From<Decimal> for Amount {
    /// All digits, and no needless ones.
    fn from(amount: Decimal) -> Self {
        Self(amount.normalize().to_string())
    }
}

/// An amount that depends on use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub struct AmountRange {
    /// The least.
    low: Amount,
    /// What is expected.
    expected: Amount,
    /// The most.
    high: Amount,
}

impl From<Range> for AmountRange {
    fn from(range: Range) -> Self {
        Self { low: range.low.into(), expected: range.expected.into(), high: range.high.into() }
    }
}

/// What a month costs: what is paid whatever happens, and what depends on use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub struct Monthly {
    /// What is paid whatever happens.
    fixed: Amount,
    /// What is expected of what depends on use.
    usage: Amount,
    /// What is expected in all.
    total: Amount,
    /// The least in all.
    low: Amount,
    /// The most in all.
    high: Amount,
}

impl From<cost::Monthly> for Monthly {
    fn from(monthly: cost::Monthly) -> Self {
        let total = monthly.total();
        Self {
            fixed: monthly.fixed.expected.into(),
            usage: monthly.usage.expected.into(),
            total: total.expected.into(),
            low: total.low.into(),
            high: total.high.into(),
        }
    }
}

/// The currency of all amounts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
enum Currency {
    /// US dollars.
    #[serde(rename = "USD")]
    UsDollar,
}

/// Whether something is paid whatever happens, or by use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
enum Basis {
    /// Paid whatever happens.
    Fixed,
    /// Paid by use.
    Usage,
}

/// One line of a bill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub struct Line<'a> {
    /// The resource: `aws_nat_gateway.main`.
    address: &'a InstanceAddress,
    /// The service of AWS that charges.
    service: &'a str,
    /// The file that holds the resource.
    concern: &'a str,
    /// What is charged.
    item: &'a str,
    /// The region whose price it is.
    region: &'a str,
    /// How much of it is expected.
    quantity: Amount,
    /// The least of it.
    quantity_low: Amount,
    /// The most of it.
    quantity_high: Amount,
    /// What is counted.
    unit: &'a str,
    /// What one of it costs.
    unit_price: Amount,
    /// What is expected.
    monthly: Amount,
    /// The least.
    monthly_low: Amount,
    /// The most.
    monthly_high: Amount,
    /// Paid whatever happens, or by use.
    basis: Basis,
    /// On what the quantity rests; null where it is certain.
    assumption: Option<&'a str>,
    /// The price, by its key.
    price_key: &'a str,
    /// Where the price comes from.
    price_source: &'a str,
    /// The date of the price.
    price_date: &'a str,
}

impl<'a> From<&'a cost::Line> for Line<'a> {
    fn from(line: &'a cost::Line) -> Self {
        let (monthly, quantity) = (line.monthly(), line.quantity);
        Self {
            address: &line.address,
            service: line.service,
            concern: &line.concern,
            item: &line.item,
            region: &line.region,
            quantity: quantity.expected.into(),
            quantity_low: quantity.low.into(),
            quantity_high: quantity.high.into(),
            unit: line.unit,
            unit_price: line.unit_price.into(),
            monthly: monthly.expected.into(),
            monthly_low: monthly.low.into(),
            monthly_high: monthly.high.into(),
            basis: line.basis.into(),
            assumption: line.assumption.as_deref(),
            price_key: line.key,
            price_source: &line.source,
            price_date: &line.date,
        }
    }
}

impl From<cost::Basis> for Basis {
    fn from(basis: cost::Basis) -> Self {
        match basis {
            cost::Basis::Fixed => Self::Fixed,
            cost::Basis::Usage => Self::Usage,
        }
    }
}

/// A resource, and why it costs nothing or has no price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
struct Reason<'a> {
    /// The resource.
    address: &'a InstanceAddress,
    /// Why.
    reason: &'a str,
}

/// A resource whose use is not known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
struct MissingUsage<'a> {
    /// The resource.
    address: &'a InstanceAddress,
    /// The keys of a usage file that would give its use.
    keys: &'a [&'static str],
}

/// The bill of one root module.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub struct ModuleEstimate<'a> {
    /// `bootstrap`, `environments/production`, or the name of a file.
    name: &'a str,
    /// The region; null where it is not known.
    region: Option<&'a str>,
    /// The account; null where it is not known.
    account: Option<&'a str>,
    /// What is charged.
    lines: Vec<Line<'a>>,
    /// What costs nothing, and why.
    free: Vec<Reason<'a>>,
    /// What is charged by a use that is not given; it counts as none.
    missing_usage: Vec<MissingUsage<'a>>,
    /// What has no price here: it is never counted as nothing.
    unpriced: Vec<Reason<'a>>,
    /// The sums.
    monthly: Monthly,
}

impl<'a> From<&'a cost::Module> for ModuleEstimate<'a> {
    fn from(module: &'a cost::Module) -> Self {
        let free = module.free.iter().map(|one| Reason { address: &one.address, reason: &one.reason });
        let unpriced =
            module.unpriced.iter().map(|one| Reason { address: &one.address, reason: &one.reason });
        let missing = module.missing_usage.iter();
        Self {
            name: &module.name,
            region: module.region.as_deref(),
            account: module.account.as_deref(),
            lines: module.lines.iter().map(Line::from).collect(),
            free: free.collect(),
            missing_usage: missing
                .map(|one| MissingUsage { address: &one.address, keys: &one.keys })
                .collect(),
            unpriced: unpriced.collect(),
            monthly: module.monthly().into(),
        }
    }
}

/// A change of the spec that would save money.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "codegen", schemars(rename = "Advice"))]
pub struct AdviceData<'a> {
    /// The stack.
    pub stack: &'a str,
    /// The environment.
    pub environment: &'a str,
    /// What to lay over the environment in the spec, as JSON.
    pub setting: &'a str,
    /// What it saves a month.
    pub saves: AmountRange,
    /// What it takes.
    pub takes: &'a str,
}

/// What everything costs a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "codegen", schemars(rename = "Estimate"))]
pub struct EstimateData<'a> {
    /// The currency of all amounts.
    currency: Currency,
    /// The date of the oldest price that was used.
    price_date: &'a str,
    /// The root modules.
    modules: Vec<ModuleEstimate<'a>>,
    /// What AWS gives each account for nothing, below zero; only with `freeTier`.
    allowances: Vec<Line<'a>>,
    /// The sums of all.
    monthly: Monthly,
    /// What would save money; of Terraform that came from elsewhere it is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    advice: Option<Vec<AdviceData<'a>>>,
    /// The calls of modules that were not read, so that what they make is not in the bill.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unread_calls: Vec<UnreadCall>,
}

impl<'a> From<&'a cost::Estimate> for EstimateData<'a> {
    fn from(estimate: &'a cost::Estimate) -> Self {
        Self {
            currency: Currency::UsDollar,
            price_date: &estimate.price_date,
            modules: estimate.modules.iter().map(ModuleEstimate::from).collect(),
            allowances: estimate.allowances.iter().map(Line::from).collect(),
            monthly: estimate.monthly().into(),
            advice: None,
            unread_calls: Vec::new(),
        }
    }
}

impl<'a> EstimateData<'a> {
    /// It, with what would save money.
    #[must_use]
    pub fn with_advice(mut self, advice: Vec<AdviceData<'a>>) -> Self {
        self.advice = Some(advice);
        self
    }

    /// It, with the calls of modules that were not read.
    #[must_use]
    pub fn with_unread_calls(mut self, calls: Vec<UnreadCall>) -> Self {
        self.unread_calls = calls;
        self
    }
}

/// What became of the cost of one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub struct CostChange<'a> {
    /// The resource.
    address: &'a InstanceAddress,
    /// What is charged.
    item: &'a str,
    /// The amount before; null where there was no such line.
    before: Option<AmountRange>,
    /// The amount after; null where there is no such line any more.
    after: Option<AmountRange>,
    /// How much more it costs.
    difference: AmountRange,
    /// Why: another quantity, another price, new, gone.
    reason: &'a str,
}

impl<'a> From<&'a Change> for CostChange<'a> {
    fn from(change: &'a Change) -> Self {
        Self {
            address: &change.address,
            item: &change.item,
            before: change.before.map(AmountRange::from),
            after: change.after.map(AmountRange::from),
            difference: change.difference().into(),
            reason: &change.reason,
        }
    }
}

/// Two root modules whose costs are compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub struct CostPair<'a> {
    /// What it is called before; null for one that is new.
    before: Option<&'a str>,
    /// What it is called after; null for one that is gone.
    after: Option<&'a str>,
    /// The sums before.
    monthly_before: Monthly,
    /// The sums after.
    monthly_after: Monthly,
    /// The lines that differ, the largest difference first.
    changes: Vec<CostChange<'a>>,
    /// What cannot be priced now, and could be or was not there before.
    newly_unpriced: &'a [InstanceAddress],
    /// What could not be priced before, and can be now or is gone.
    no_longer_unpriced: &'a [InstanceAddress],
}

impl<'a> From<&'a Pair> for CostPair<'a> {
    fn from(pair: &'a Pair) -> Self {
        Self {
            before: pair.old.as_deref(),
            after: pair.new.as_deref(),
            monthly_before: pair.before.into(),
            monthly_after: pair.after.into(),
            changes: pair.changes.iter().map(CostChange::from).collect(),
            newly_unpriced: &pair.newly_unpriced,
            no_longer_unpriced: &pair.no_longer_unpriced,
        }
    }
}

/// What changes in the bill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "codegen", schemars(rename = "Comparison"))]
pub struct ComparisonData<'a> {
    /// The currency of all amounts.
    currency: Currency,
    /// The root modules.
    pairs: Vec<CostPair<'a>>,
    /// How much more all of them cost.
    difference: AmountRange,
}

impl<'a> From<&'a Comparison> for ComparisonData<'a> {
    fn from(comparison: &'a Comparison) -> Self {
        Self {
            currency: Currency::UsDollar,
            pairs: comparison.pairs.iter().map(CostPair::from).collect(),
            difference: comparison.difference().into(),
        }
    }
}

/// JSON over several lines, and the end of the last one.
pub(super) fn pretty(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}
