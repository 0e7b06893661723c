use std::collections::BTreeSet;

use super::amount::{quantity, rate};
use super::table::short;
use crate::cost::{Decimal, Estimate, Line, Module, Monthly, Range, Unpriced};
use crate::terraform::InstanceAddress;
use crate::unit::{map_of, set_of, sort_by};

/// What changed from one estimate to another, line by line, each with the reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Root modules that belong together.
    pub pairs: Vec<Pair>,
}

/// A root module before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// What it is called before; `None` for one that is new.
    pub old: Option<String>,
    /// What it is called after; `None` for one that is gone.
    pub new: Option<String>,
    /// The sums before.
    pub before: Monthly,
    /// The sums after.
    pub after: Monthly,
    /// The lines that differ, the largest difference first.
    pub changes: Vec<Change>,
    /// What could not be priced before, and can be now or is gone: addresses.
    pub no_longer_unpriced: Vec<InstanceAddress>,
    /// What cannot be priced now: addresses.
    pub newly_unpriced: Vec<InstanceAddress>,
    /// Whether either of them has something without a price: what changes of that is not known.
    pub has_gaps: bool,
}

/// A line that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The resource.
    pub address: InstanceAddress,
    /// What is charged.
    pub item: String,
    /// The amount before; `None` where there was no such line.
    pub before: Option<Range>,
    /// The amount after; `None` where there is no such line any more.
    pub after: Option<Range>,
    /// Why: `730 → 2,190 hours`.
    pub reason: String,
}

impl Comparison {
    /// Compares root modules of the same name; where each side has but one, those two.
    #[must_use]
    pub fn of(before: &Estimate, after: &Estimate) -> Self {
        let mut compared = Self::of_modules(before, after);
        if !before.allowances.is_empty() || !after.allowances.is_empty() {
            let [old, new] = [before, after].map(allowances);
            compared.pairs.push(Pair::of(Some(&old), Some(&new)));
        }
        compared
    }

    fn of_modules(before: &Estimate, after: &Estimate) -> Self {
        if let ([old], [new]) = (before.modules.as_slice(), after.modules.as_slice()) {
            return Self { pairs: vec![Pair::of(Some(old), Some(new))] };
        }
        let named = |modules: &'_ [Module], name: &str| modules.iter().position(|module| module.name == name);
        let olds = before.modules.iter().map(|old| {
            let new = named(&after.modules, &old.name).and_then(|at| after.modules.get(at));
            Pair::of(Some(old), new)
        });
        let news = after.modules.iter().filter(|new| named(&before.modules, &new.name).is_none());
        Self { pairs: olds.chain(news.map(|new| Pair::of(None, Some(new)))).collect() }
    }

    /// Whether no line differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pairs.iter().all(|pair| pair.changes.is_empty())
    }

    /// Whether it is certain that no cost changes.
    pub(super) fn is_unchanged(&self) -> bool {
        self.pairs.iter().all(|pair| pair.is_silent() && !pair.has_gaps)
    }

    /// How much more all of them cost.
    #[must_use]
    pub fn difference(&self) -> Range {
        self.pairs.iter().map(|pair| pair.after.total().less(pair.before.total())).sum()
    }
}

impl Pair {
    fn of(old: Option<&Module>, new: Option<&Module>) -> Self {
        let (before, after) = (lines(old), lines(new));
        // Later entries win, so the first of each key comes last.
        let present = map_of(after.iter().rev().map(|new| (new.key(), new)));
        let known = set_of(before.iter().map(Merged::key));
        let kept = before.iter().map(|old| (Some(old), present.get(&old.key()).copied()));
        let added = after.iter().filter(|new| !known.contains(&new.key())).map(|new| (None, Some(new)));
        let unpriced = new.map(|module| module.unpriced.as_slice()).unwrap_or_default();
        let change = |(old, new)| change(old, new, unpriced);
        let mut changes: Vec<Change> = kept.chain(added).filter_map(change).collect();
        let weight = |change: &Change| change.difference().expected.abs();
        sort_by(&mut changes, |a, b| weight(b).cmp(&weight(a)));
        let monthly = |module: Option<&Module>| module.map(Module::monthly).unwrap_or_default();
        Self {
            old: old.map(|module| module.name.clone()),
            new: new.map(|module| module.name.clone()),
            before: monthly(old),
            after: monthly(new),
            changes,
            no_longer_unpriced: missing(old, new),
            newly_unpriced: missing(new, old),
            has_gaps: old.into_iter().chain(new).any(|module| !module.unpriced.is_empty()),
        }
    }

    /// Whether there is nothing to report.
    pub(super) fn is_silent(&self) -> bool {
        self.changes.is_empty() && self.unpriced().next().is_none()
    }

    /// What has no price on one side only, with what that means.
    pub(super) fn unpriced(&self) -> impl Iterator<Item = (&'static str, &[InstanceAddress])> {
        let both = [
            ("not priced any more, or new and not priced", self.newly_unpriced.as_slice()),
            ("not priced before, or gone", self.no_longer_unpriced.as_slice()),
        ];
        both.into_iter().filter(|(_, addresses)| !addresses.is_empty())
    }

    /// What is compared: `staging`, or `dev → production`.
    pub(super) fn title(&self) -> String {
        match (self.old.as_deref().map(short), self.new.as_deref().map(short)) {
            (Some(old), Some(new)) if old == new => old.to_owned(),
            (Some(old), Some(new)) => format!("{old} → {new}"),
            (Some(old), None) => format!("{old}, which is gone"),
            (None, new) => format!("{}, which is new", new.unwrap_or_default()),
        }
    }
}

fn lines(module: Option<&Module>) -> Vec<Merged<'_>> {
    module.map(|module| merged(&module.lines)).unwrap_or_default()
}

/// What accounts get for nothing, as if it were a module.
fn allowances(estimate: &Estimate) -> Module {
    Module { name: "free allowances".to_owned(), lines: estimate.allowances.clone(), ..Module::default() }
}

/// Addresses without a price in one module that are not without one in the other.
fn missing(of: Option<&Module>, in_other: Option<&Module>) -> Vec<InstanceAddress> {
    let others = in_other.into_iter().flat_map(|module| &module.unpriced);
    let others = set_of(others.map(|unpriced| &unpriced.address));
    let own = of.into_iter().flat_map(|module| &module.unpriced).map(|unpriced| &unpriced.address);
    let mut missing: Vec<InstanceAddress> =
        own.filter(|address| !others.contains(address)).cloned().collect();
    let mut seen = BTreeSet::new();
    missing.retain(|address| seen.insert(address.clone()));
    missing
}

/// Lines of one resource and item, the steps of a price together.
struct Merged<'a> {
    first: &'a Line,
    quantity: Range,
    amount: Range,
}

impl Merged<'_> {
    fn key(&self) -> (&str, &str, &str) {
        (&self.first.address, self.first.key, item(self.first))
    }
}

/// The item without the step of its price.
fn item(line: &Line) -> &str {
    // Few prices have steps, and a single character is found faster than a text.
    if !line.item.contains(',') {
        return &line.item;
    }
    line.item
        .split(", first ")
        .next()
        .and_then(|item| item.split(", next ").next())
        .and_then(|item| item.split(", over ").next())
        .unwrap_or(&line.item)
}

fn merged(lines: &[Line]) -> Vec<Merged<'_>> {
    let mut all: Vec<Merged<'_>> = Vec::new();
    for line in lines {
        let (quantity, amount) = (line.quantity, line.monthly());
        let new = Merged { first: line, quantity, amount };
        match all.last_mut().filter(|known| known.key() == new.key()) {
            Some(known) => {
                known.quantity = known.quantity + quantity;
                known.amount = known.amount + amount;
            }
            None => all.push(new),
        }
    }
    all
}

/// A line that lost its price is not a deletion; `unpriced` lists it.
fn change(old: Option<&Merged<'_>>, new: Option<&Merged<'_>>, unpriced: &[Unpriced]) -> Option<Change> {
    let (before, after) = (old.map(|old| old.amount), new.map(|new| new.amount));
    let of = new.or(old)?;
    let reason = match (old, new) {
        (Some(old), Some(new)) if old.amount == new.amount => return None,
        (Some(old), Some(new)) => reason(old, new),
        (None, _) => format!("new: {} {}", quantity(of.quantity.expected), of.first.unit),
        (_, None) => gone(of, unpriced),
    };
    Some(Change { address: of.first.address.clone(), item: item(of.first).to_owned(), before, after, reason })
}

fn gone(line: &Merged<'_>, unpriced: &[Unpriced]) -> String {
    let of_it = unpriced.iter().filter(|one| one.address == line.first.address);
    let reasons: Vec<&str> = of_it.map(|one| one.reason.as_str()).collect();
    if reasons.is_empty() {
        return format!("gone: {} {}", quantity(line.quantity.expected), line.first.unit);
    }
    format!("gone, or not counted any more: {}", reasons.join("; "))
}

/// Why an amount is another one: quantity, price, or both.
fn reason(old: &Merged<'_>, new: &Merged<'_>) -> String {
    let mut reasons = Vec::new();
    if old.quantity != new.quantity {
        let (from, to) = (quantity(old.quantity.expected), quantity(new.quantity.expected));
        let known = format!("{from} → {to} {}", new.first.unit);
        reasons.push(if from == to { format!("another range of {to} {}", new.first.unit) } else { known });
    }
    if old.first.unit_price != new.first.unit_price {
        let place = match old.first.region == new.first.region {
            true => String::new(),
            false => format!(" in {} instead of {}", new.first.region, old.first.region),
        };
        reasons.push(format!(
            "at {} instead of {}{place}",
            rate(new.first.unit_price),
            rate(old.first.unit_price)
        ));
    }
    if let Some(assumption) =
        new.first.assumption.as_ref().filter(|_| old.first.assumption != new.first.assumption)
    {
        reasons.push(assumption.clone());
    }
    reasons.join("; ")
}

impl Change {
    /// How much more it costs.
    #[must_use]
    pub fn difference(&self) -> Range {
        self.after.unwrap_or_default().less(self.before.unwrap_or_default())
    }

    /// Whether it is less than a cent.
    pub(super) fn is_slight(&self) -> bool {
        self.difference().expected.abs() < Decimal::new(5, 3)
    }

    /// `+` for a new line, `-` for one that is gone, `~` for another amount.
    pub(super) fn sign(&self) -> char {
        match (self.before, self.after) {
            (None, _) => '+',
            (_, None) => '-',
            _ => '~',
        }
    }
}

/// What a difference comes to in a year.
pub(super) fn a_year(amount: Decimal) -> Decimal {
    amount.saturating_mul(Decimal::from(12))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cost::Basis;

    fn line(address: &str, hours: i64, price: &str, region: &str) -> Line {
        Line {
            address: address.into(),
            service: "NAT gateway",
            concern: "network".into(),
            item: "gateway hours".into(),
            key: "nat/gateway-hour",
            region: region.into(),
            quantity: Range::exact(hours.into()),
            unit: "hours",
            unit_price: price.parse().unwrap(),
            basis: Basis::Fixed,
            assumption: None,
            source: "AWS".into(),
            date: "2026-09-11".into(),
        }
    }

    fn estimate(modules: &[(&str, Vec<Line>)]) -> Estimate {
        let module = |(name, lines): &(&str, Vec<Line>)| Module {
            name: (*name).into(),
            lines: lines.clone(),
            ..Module::default()
        };
        Estimate { modules: modules.iter().map(module).collect(), ..Estimate::default() }
    }

    #[test]
    fn every_change_has_its_reason() {
        let before = estimate(&[(
            "environments/dev",
            vec![
                line("a", 730, "0.05", "us-east-1"),
                line("b", 730, "0.05", "us-east-1"),
                line("c", 1, "1", "us-east-1"),
                line("d", 1, "1", "x"),
            ],
        )]);
        let after = estimate(&[(
            "environments/dev",
            vec![
                line("a", 1460, "0.05", "us-east-1"),
                line("b", 730, "0.06", "eu-west-1"),
                line("d", 1, "1", "x"),
                line("e", 2, "1", "x"),
            ],
        )]);
        let comparison = Comparison::of(&before, &after);
        let lines: Vec<String> = comparison.pairs[0]
            .changes
            .iter()
            .map(|change| format!("{} {} {}", change.sign(), change.address, change.reason))
            .collect();
        assert_eq!(
            lines,
            [
                "~ a 730 → 1,460 hours",
                "~ b at 0.06 instead of 0.05 in eu-west-1 instead of us-east-1",
                "+ e new: 2 hours",
                "- c gone: 1 hours",
            ]
        );
        let difference: Decimal = "44.8".parse().unwrap();
        assert_eq!(comparison.difference().expected, difference);
        assert!(Comparison::of(&after, &after).is_empty());
    }

    #[test]
    fn what_has_no_price_any_more_is_not_said_to_be_gone() {
        let before = estimate(&[("dev", vec![line("a", 730, "0.05", "us-east-1")])]);
        let mut after = estimate(&[("dev", Vec::new())]);
        after.modules[0].unpriced.push(Unpriced { address: "a".into(), reason: "no price of it".into() });
        let pair = &Comparison::of(&before, &after).pairs[0];
        assert_eq!(pair.changes[0].reason, "gone, or not counted any more: no price of it");
        assert_eq!(pair.newly_unpriced, ["a"]);
    }

    #[test]
    fn what_is_free_counts_in_the_difference() {
        let with = |allowed: i64| Estimate {
            allowances: vec![line("account", -allowed, "1", "x")],
            ..estimate(&[("dev", vec![line("a", 10, "1", "x")])])
        };
        assert_eq!(Comparison::of(&with(2), &with(3)).difference().expected, Decimal::NEGATIVE_ONE);
    }

    #[test]
    fn modules_are_paired_by_name_or_being_the_only_ones() {
        let one = |name| (name, vec![line("a", 1, "1", "x")]);
        let titles = |before: &[_], after: &[_]| -> Vec<String> {
            Comparison::of(&estimate(before), &estimate(after)).pairs.iter().map(Pair::title).collect()
        };
        assert_eq!(titles(&[one("environments/dev")], &[one("environments/live")]), ["dev → live"]);
        assert_eq!(
            titles(&[one("a"), one("b")], &[one("b"), one("c")]),
            ["a, which is gone", "b", "c, which is new"]
        );
    }
}
