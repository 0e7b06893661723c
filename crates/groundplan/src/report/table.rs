use super::amount::{dollars, span};
use crate::cost::{Basis, Estimate, Line, Module, Monthly, Range};
use crate::unit::sort_by;

/// A cell without a figure.
pub(super) const NOTHING: &str = "·";

/// What lines are put together by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// The service of AWS that is charged: `Fargate`, `NAT gateway`.
    #[default]
    Service,
    /// The concern: the file that holds the resource, such as `network`.
    Concern,
}

/// An estimate with its root modules side by side.
pub(super) struct Table {
    /// A column for each root module.
    pub(super) columns: Vec<Column>,
    /// The groups, the dearest first.
    pub(super) groups: Vec<Group>,
}

pub(super) struct Column {
    pub(super) name: String,
    pub(super) region: String,
    pub(super) monthly: Monthly,
    /// How much of it has no price, and is in no sum.
    pub(super) unpriced: usize,
}

/// What one service, or one concern, costs in each column.
pub(super) struct Group {
    pub(super) name: String,
    pub(super) rows: Vec<Row>,
}

/// One item in each column.
pub(super) struct Row {
    pub(super) item: String,
    pub(super) basis: Basis,
    /// `None` where the column has no such line.
    pub(super) amounts: Vec<Option<Range>>,
}

impl Table {
    pub(super) fn of(estimate: &Estimate, grouping: Grouping) -> Self {
        let columns: Vec<Column> = estimate
            .modules
            .iter()
            .map(|module| Column {
                name: short(&module.name).to_owned(),
                region: module.region.clone().unwrap_or_default(),
                monthly: module.monthly(),
                unpriced: module.unpriced.len(),
            })
            .collect();
        let mut table = Self { columns, groups: Vec::new() };
        for (column, module) in estimate.modules.iter().enumerate() {
            module.lines.iter().for_each(|line| table.add(line, grouping, column));
        }
        sort_by(&mut table.groups, |a, b| b.total().cmp(&a.total()));
        table
    }

    fn add(&mut self, line: &Line, grouping: Grouping, column: usize) {
        let (group, item) = match grouping {
            Grouping::Service => (line.service, line.item.clone()),
            Grouping::Concern => (line.concern.as_str(), format!("{}: {}", line.service, line.item)),
        };
        let width = self.columns.len();
        let group = found(
            &mut self.groups,
            |known| known.name == group,
            || Group { name: group.to_owned(), rows: Vec::new() },
        );
        let Some(group) = group else { return };
        let is_it = |row: &Row| row.item == item && row.basis == line.basis;
        let row = found(&mut group.rows, is_it, || Row {
            item: item.clone(),
            basis: line.basis,
            amounts: vec![None; width],
        });
        if let Some(amount) = row.and_then(|row| row.amounts.get_mut(column)) {
            *amount = Some(amount.unwrap_or_default() + line.monthly());
        }
    }

    /// The rows below the groups: a name, and a figure for each column.
    pub(super) fn sums(&self) -> [(&'static str, Vec<String>); 5] {
        let each = |figure: fn(&Column) -> String| self.columns.iter().map(figure).collect();
        [
            ("fixed", each(|column| dollars(column.monthly.fixed.expected))),
            ("usage *", each(|column| dollars(column.monthly.usage.expected))),
            ("total", each(|column| dollars(column.monthly.total().expected))),
            ("likely", each(|column| span(column.monthly.total()))),
            ("not priced", each(|column| items(column.unpriced))),
        ]
    }

    /// What the dearest group costs in all columns together.
    pub(super) fn most(&self) -> crate::cost::Decimal {
        self.groups.first().map(Group::total).unwrap_or_default()
    }
}

impl Group {
    /// What it costs in each column.
    pub(super) fn sums(&self, columns: usize) -> Vec<Option<Range>> {
        let sum = |column: usize| {
            let amounts = self.rows.iter().filter_map(|row| row.amounts.get(column).copied().flatten());
            amounts.reduce(|sum, amount| sum + amount)
        };
        (0..columns).map(sum).collect()
    }

    /// What it is expected to cost in all columns together.
    pub(super) fn total(&self) -> crate::cost::Decimal {
        let amounts = self.rows.iter().flat_map(|row| &row.amounts).flatten();
        amounts.map(|amount| amount.expected).sum()
    }
}

/// How much is missing from a sum.
fn items(count: usize) -> String {
    match count {
        0 => NOTHING.to_owned(),
        1 => "1 item".to_owned(),
        more => format!("{more} items"),
    }
}

/// What is charged, with the region where that is another one than the module's.
pub(super) fn item(line: &Line, module: &Module) -> String {
    if module.region.as_ref() == Some(&line.region) {
        return line.item.clone();
    }
    format!("{}, in {}", line.item, line.region)
}

/// The element that is meant, put at the end where there is none.
fn found<T>(all: &mut Vec<T>, is_it: impl Fn(&T) -> bool, make: impl FnOnce() -> T) -> Option<&mut T> {
    let at = all.iter().position(is_it).unwrap_or_else(|| {
        all.push(make());
        all.len() - 1
    });
    all.get_mut(at)
}

/// What a root module is called for short: `production` for `environments/production`; with the stack, where
/// there is one.
///
/// ```
/// assert_eq!(groundplan::report::short("environments/production"), "production");
/// ```
#[must_use]
pub fn short(name: &str) -> &str {
    name.strip_prefix("environments/").unwrap_or(name)
}
