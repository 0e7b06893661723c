//! The notes below the figures: assumptions, unpriced resources, sources of prices.

use std::collections::BTreeMap;

use crate::cost::{Estimate, Line, MissingUsage, OF_ANOTHER_PROVIDER, Unpriced};

/// What the reader must know to judge the figures.
pub(super) struct Notes {
    /// Each assumption once: on what it rests, and what rests on it.
    pub(super) assumptions: Vec<(String, Vec<String>)>,
    /// What is not priced, and in which columns: each resource, but all of another provider's together.
    pub(super) unpriced: Vec<(Unpriced, Vec<String>)>,
    /// Usage-based charges without usage: types of resources, and their usage keys.
    pub(super) missing_usage: Vec<(String, Vec<&'static str>)>,
    /// How many resources cost nothing.
    pub(super) free: usize,
}

impl Notes {
    pub(super) fn of(estimate: &Estimate) -> Self {
        let mut notes =
            Self { assumptions: Vec::new(), unpriced: Vec::new(), missing_usage: Vec::new(), free: 0 };
        for module in &estimate.modules {
            let column = super::table::short(&module.name);
            module.lines.iter().for_each(|line| notes.assume(line));
            let (others, own): (Vec<_>, Vec<_>) =
                module.unpriced.iter().partition(|unpriced| unpriced.reason == OF_ANOTHER_PROVIDER);
            own.into_iter().for_each(|unpriced| notes.lack(unpriced, column));
            of_providers(&others).iter().for_each(|unpriced| notes.lack(unpriced, column));
            module.missing_usage.iter().for_each(|missing_usage| notes.ask(missing_usage));
            notes.free += module.free.len();
        }
        notes
    }

    fn assume(&mut self, line: &Line) {
        let Some(assumption) = &line.assumption else { return };
        let what = format!("{}: {}", line.service, line.item);
        match self.assumptions.iter_mut().find(|(known, _)| known == assumption) {
            Some((_, of)) if of.contains(&what) => {}
            Some((_, of)) => of.push(what),
            None => self.assumptions.push((assumption.clone(), vec![what])),
        }
    }

    fn ask(&mut self, missing_usage: &MissingUsage) {
        let kind = missing_usage.resource_type();
        let known = self.missing_usage.iter().position(|(known, _)| known == kind).unwrap_or_else(|| {
            self.missing_usage.push((kind.to_owned(), Vec::new()));
            self.missing_usage.len() - 1
        });
        if let Some((_, keys)) = self.missing_usage.get_mut(known) {
            missing_usage.keys.iter().for_each(|key| {
                if !keys.contains(key) {
                    keys.push(key);
                }
            });
        }
    }

    fn lack(&mut self, unpriced: &Unpriced, column: &str) {
        match self.unpriced.iter_mut().find(|(known, _)| known == unpriced) {
            Some((_, columns)) if columns.iter().any(|known| known == column) => {}
            Some((_, columns)) => columns.push(column.to_owned()),
            None => self.unpriced.push((unpriced.clone(), vec![column.to_owned()])),
        }
    }
}

/// A line for each provider of resources that groundplan does not price, in place of one for each resource.
fn of_providers(others: &[&Unpriced]) -> Vec<Unpriced> {
    let mut providers: BTreeMap<&str, usize> = BTreeMap::new();
    for unpriced in others {
        let kind = unpriced.address.resource_type().unwrap_or_default();
        *providers.entry(kind.split('_').next().unwrap_or_default()).or_default() += 1;
    }
    let line = |(provider, count): (&str, usize)| {
        let resources = if count == 1 { "1 resource".to_owned() } else { format!("{count} resources") };
        Unpriced { address: provider.into(), reason: format!("{resources}; {OF_ANOTHER_PROVIDER}") }
    };
    providers.into_iter().map(line).collect()
}

/// What the figures are.
pub(super) fn heading(estimate: &Estimate) -> String {
    let date = match estimate.price_date.as_str() {
        "" => String::new(),
        date => format!(", prices of {date} and later"),
    };
    format!("US dollars a month of 730 hours, before tax{date}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cost::Module;

    #[test]
    fn resources_of_another_provider_are_one_line() {
        let of =
            |address: &str, reason: &str| Unpriced { address: address.into(), reason: reason.to_owned() };
        let unpriced = vec![
            of("helm_release.a", OF_ANOTHER_PROVIDER),
            of("aws_x.y", "no price"),
            of("module.k.helm_release.b[0]", OF_ANOTHER_PROVIDER),
            of("kubernetes_secret.a", OF_ANOTHER_PROVIDER),
        ];
        let estimate =
            Estimate { modules: vec![Module { unpriced, ..Module::default() }], ..Estimate::default() };
        let notes = Notes::of(&estimate);
        let lines: Vec<String> =
            notes.unpriced.iter().map(|(one, _)| format!("{}: {}", one.address, one.reason)).collect();
        assert_eq!(
            lines,
            [
                "aws_x.y: no price".to_owned(),
                format!("helm: 2 resources; {OF_ANOTHER_PROVIDER}"),
                format!("kubernetes: 1 resource; {OF_ANOTHER_PROVIDER}"),
            ]
        );
    }
}
