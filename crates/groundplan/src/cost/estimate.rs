use std::borrow::Cow;
use std::collections::BTreeSet;

use super::{Decimal, Range};
use crate::terraform::InstanceAddress;
use crate::unit::set_of;

/// What root modules cost, in US dollars a month of 730 hours, before tax.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Estimate {
    /// When the oldest price that was used was in force, `2026-09-11`; empty when none was used.
    pub price_date: String,
    /// Each root module, in the order given.
    pub modules: Vec<Module>,
    /// What AWS gives each account for nothing, where that was asked for: lines below zero.
    pub allowances: Vec<Line>,
}

/// What one root module costs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Module {
    /// Its folder or its name: `environments/production`.
    pub name: String,
    /// The region that its provider works in; `None` where it does not say.
    pub region: Option<String>,
    /// The account that its provider works in, if it says.
    pub account: Option<String>,
    /// What is charged, in the order of the document.
    pub lines: Vec<Line>,
    /// What costs nothing.
    pub free: Vec<Free>,
    /// What could not be priced.
    pub unpriced: Vec<Unpriced>,
    /// Usage-based charges without usage, which count as not used. Their resources may also have lines for other
    /// charges.
    pub missing_usage: Vec<MissingUsage>,
}

impl Module {
    /// Adds what a module costs that it calls.
    pub(crate) fn join(&mut self, called: Self) {
        self.lines.extend(called.lines);
        self.free.extend(called.free);
        self.unpriced.extend(called.unpriced);
        self.missing_usage.extend(called.missing_usage);
    }
}

/// One thing that is charged: a quantity at a price. A price with steps has a line for each step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The resource: `aws_nat_gateway.main`, or an instance of it, `aws_subnet.main["a"]`.
    pub address: InstanceAddress,
    /// The service that is charged, as AWS bills name it: `Fargate`, `NAT gateway`.
    pub service: &'static str,
    /// The concern: the file that holds the resource, without its ending: `network`, `service_api`.
    pub concern: String,
    /// What is charged: `gateway hours`, `data processed, next 40 TB`.
    pub item: String,
    /// Which price it is: `nat/gateway-hour`.
    pub key: &'static str,
    /// The region that it is charged in.
    pub region: String,
    /// How much of it a month.
    pub quantity: Range,
    /// The unit of the quantity: `hours`, `GB`, `GB-months`, `requests`.
    pub unit: &'static str,
    /// The price of one unit, exact.
    pub unit_price: Decimal,
    /// What this rests on.
    pub basis: Basis,
    /// Where the quantity comes from, when that is not the configuration alone.
    pub assumption: Option<String>,
    /// Who published the price.
    pub source: String,
    /// When that price was in force: `2026-09-11`.
    pub date: String,
}

/// What a quantity rests on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Basis {
    /// The configuration alone: a fixed charge.
    #[default]
    Fixed,
    /// How much it is used.
    Usage,
}

/// A resource that costs nothing by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Free {
    /// The resource.
    pub address: InstanceAddress,
    /// Why: `charged with what it protects`.
    pub reason: Cow<'static, str>,
}

/// A resource, or one item of it, whose cost is not known. It is never counted as nothing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unpriced {
    /// The resource.
    pub address: InstanceAddress,
    /// Why: `no price of aws_ecs_service ARM vCPU hours for eu-north-1`.
    pub reason: String,
}

/// A resource with a usage-based charge whose usage is neither set nor assumed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingUsage {
    /// The resource.
    pub address: InstanceAddress,
    /// The keys of a usage file that would say it, each once: `monthly_requests`.
    pub keys: Vec<&'static str>,
}

impl MissingUsage {
    /// The type of the resource.
    #[must_use]
    pub fn resource_type(&self) -> &str {
        self.address.resource_type().unwrap_or(&self.address)
    }
}

/// Sums a month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Monthly {
    /// The fixed charges.
    pub fixed: Range,
    /// What depends on usage.
    pub usage: Range,
}

impl Line {
    /// The amount a month, exact.
    #[must_use]
    pub fn monthly(&self) -> Range {
        self.quantity.times(self.unit_price)
    }
}

impl Monthly {
    /// The sums of lines.
    pub fn of<'a>(lines: impl IntoIterator<Item = &'a Line>) -> Self {
        lines.into_iter().fold(Self::default(), |mut sums, line| {
            let sum = match line.basis {
                Basis::Fixed => &mut sums.fixed,
                Basis::Usage => &mut sums.usage,
            };
            *sum = *sum + line.monthly();
            sums
        })
    }

    /// Everything together.
    #[must_use]
    pub fn total(self) -> Range {
        self.fixed + self.usage
    }
}

impl Module {
    /// The sums of this module.
    #[must_use]
    pub fn monthly(&self) -> Monthly {
        Monthly::of(&self.lines)
    }

    fn addresses(&self) -> impl Iterator<Item = &str> {
        let lines = self.lines.iter().map(|line| line.address.as_str());
        let free = self.free.iter().map(|free| free.address.as_str());
        let missing_usage = self.missing_usage.iter().map(|one| one.address.as_str());
        lines.chain(free).chain(self.unpriced.iter().map(|one| one.address.as_str())).chain(missing_usage)
    }
}

impl Estimate {
    /// The address of every resource in it.
    pub(crate) fn addresses(&self) -> BTreeSet<&str> {
        set_of(self.modules.iter().flat_map(Module::addresses))
    }

    /// The sums of all modules, less the allowances.
    #[must_use]
    pub fn monthly(&self) -> Monthly {
        Monthly::of(self.modules.iter().flat_map(|module| &module.lines).chain(&self.allowances))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(basis: Basis, quantity: i64, cents: i64) -> Line {
        Line {
            address: "aws_nat_gateway.main".into(),
            service: "NAT gateway",
            concern: "network".into(),
            item: "gateway hours".into(),
            key: "nat/gateway-hour",
            region: "eu-west-1".into(),
            quantity: Range::exact(quantity.into()),
            unit: "hours",
            unit_price: Decimal::new(cents, 2),
            basis,
            assumption: None,
            source: "AWS".into(),
            date: "2026-09-11".into(),
        }
    }

    #[test]
    fn a_sum_is_that_of_its_lines_and_allowances_are_taken_off() {
        let lines = vec![line(Basis::Fixed, 730, 5), line(Basis::Usage, 100, 9)];
        let module = Module { lines, ..Module::default() };
        let allowances = vec![line(Basis::Usage, -100, 9)];
        let estimate = Estimate { modules: vec![module], allowances, ..Estimate::default() };
        let monthly = estimate.modules[0].monthly();
        assert_eq!(monthly.fixed, Range::exact(Decimal::new(3650, 2)));
        assert_eq!(monthly.total(), Range::exact(Decimal::new(4550, 2)));
        assert_eq!(estimate.monthly().total(), Range::exact(Decimal::new(3650, 2)));
    }
}
