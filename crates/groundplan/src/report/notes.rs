//! The notes below the figures: assumptions, unpriced resources, sources of prices.

use crate::cost::{Estimate, Line, MissingUsage, Unpriced};

/// What the reader must know to judge the figures.
pub(super) struct Notes {
    /// Each assumption once: on what it rests, and what rests on it.
    pub(super) assumptions: Vec<(String, Vec<String>)>,
    /// What is not priced, and in which columns.
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
            module.unpriced.iter().for_each(|unpriced| notes.lack(unpriced, column));
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

/// What the figures are.
pub(super) fn heading(estimate: &Estimate) -> String {
    let date = match estimate.price_date.as_str() {
        "" => String::new(),
        date => format!(", prices of {date} and later"),
    };
    format!("US dollars a month of 730 hours, before tax{date}")
}
