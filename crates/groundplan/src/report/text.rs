//! Plain text, with the environments side by side.

use super::Show;
use super::amount::{difference, dollars, quantity, rate, span};
use super::comparison::{Change, Comparison, Pair};
use super::notes::{Notes, heading};
use super::table::{Group, NOTHING, Table, item, short};
use crate::cost::{Basis, Decimal, Estimate, Line, Module, Range};

const GAP: &str = "  ";
const BAR: usize = 20;

pub(super) fn estimate(estimate: &Estimate, show: Show) -> String {
    let table = Table::of(estimate, show.grouping);
    let mut out = format!("{}\n\n", heading(estimate));
    out += &grid(rows(&table, estimate));
    if show.details {
        estimate.modules.iter().for_each(|module| out += &details(module));
    }
    out + &notes(&Notes::of(estimate), show.details)
}

/// A row of cells, followed by the bar or a remark.
struct Cells {
    cells: Vec<String>,
    bar: String,
}

impl Cells {
    fn new(first: impl Into<String>, others: impl IntoIterator<Item = String>) -> Self {
        Self { cells: std::iter::once(first.into()).chain(others).collect(), bar: String::new() }
    }

    fn blank() -> Self {
        Self { cells: Vec::new(), bar: String::new() }
    }
}

fn rows(table: &Table, estimate: &Estimate) -> Vec<Cells> {
    let columns = table.columns.len();
    let mut rows = vec![
        Cells::new("", table.columns.iter().map(|column| column.name.clone())),
        Cells::new("", table.columns.iter().map(|column| column.region.clone())),
    ];
    for group in &table.groups {
        rows.push(Cells::blank());
        let sums = group.sums(columns).into_iter().map(cell);
        rows.push(Cells { bar: bar(group, table.most()), ..Cells::new(group.name.clone(), sums) });
        for row in &group.rows {
            let star = if row.basis == Basis::Usage { " *" } else { "" };
            rows.push(Cells::new(format!("  {}{star}", row.item), row.amounts.iter().copied().map(cell)));
        }
    }
    rows.push(Cells::blank());
    rows.extend(table.sums().map(|(name, figures)| Cells::new(name, figures)));
    rows.extend(allowances(table, estimate));
    rows
}

/// What each account gets for nothing belongs to no column.
fn allowances(table: &Table, estimate: &Estimate) -> Vec<Cells> {
    let one = |line: &Line| {
        Cells::new(format!("free: {}: {}", line.service, line.item), [dollars(line.monthly().expected)])
    };
    let mut rows: Vec<Cells> = estimate.allowances.iter().map(one).collect();
    if table.columns.len() > 1 || !rows.is_empty() {
        let total = estimate.monthly().total();
        rows.push(Cells::new("all together", [dollars(total.expected)]));
        rows.push(Cells::new("likely", [span(total)]));
        rows.insert(0, Cells::blank());
    }
    rows
}

fn cell(amount: Option<Range>) -> String {
    amount.map_or_else(|| NOTHING.to_owned(), |amount| dollars(amount.expected))
}

fn bar(group: &Group, most: Decimal) -> String {
    if most <= Decimal::ZERO {
        return String::new();
    }
    let share = group.total().checked_div(most).unwrap_or_default().saturating_mul(BAR.into());
    let length = usize::try_from(share.round()).unwrap_or_default().clamp(1, BAR);
    "█".repeat(length)
}

/// Columns as wide as their widest cell: words to the left, figures to the right.
fn grid(rows: Vec<Cells>) -> String {
    let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
    let width = |column: usize| {
        rows.iter()
            .filter_map(|row| row.cells.get(column))
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or_default()
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    rows.iter().map(|row| line(row, &widths)).collect()
}

fn line(row: &Cells, widths: &[usize]) -> String {
    let mut out = String::new();
    for (at, width) in widths.iter().enumerate() {
        let cell = row.cells.get(at).map_or("", String::as_str);
        let pad = " ".repeat(width.saturating_sub(cell.chars().count()));
        out += &if at == 0 { format!("{cell}{pad}") } else { format!("{GAP}{pad}{cell}") };
    }
    format!("{}{GAP}{}", out, row.bar).trim_end().to_owned() + "\n"
}

/// Every line of a module with its quantity and rate.
fn details(module: &Module) -> String {
    let rows = module.lines.iter().map(|line| {
        let star = if line.basis == Basis::Usage { " *" } else { "" };
        let how = format!("{} {} × {}", quantity(line.quantity.expected), line.unit, rate(line.unit_price));
        Cells::new(
            line.address.clone(),
            [format!("{}{star}", item(line, module)), how, dollars(line.monthly().expected)],
        )
    });
    let mut out = format!("\n{}\n\n{}", short(&module.name), grid(rows.collect()));
    if !module.free.is_empty() {
        let rows = module.free.iter().map(|free| format!("  {}: {}\n", free.address, free.reason));
        out += &format!("\nfree in {}:\n{}", short(&module.name), rows.collect::<String>());
    }
    out
}

fn notes(notes: &Notes, details: bool) -> String {
    let mut out = String::new();
    if !notes.assumptions.is_empty() {
        out += "\nwhat the figures rest on (* depends on usage):\n";
        for (assumption, of) in &notes.assumptions {
            out += &format!("  {assumption} ({})\n", of.join("; "));
        }
    }
    if !notes.unpriced.is_empty() {
        out += "\nnot priced, and not counted:\n";
        for (unpriced, columns) in &notes.unpriced {
            out += &format!("  {}: {} ({})\n", unpriced.address, unpriced.reason, columns.join(", "));
        }
    }
    if !notes.missing_usage.is_empty() && !details {
        out += "\nsome usage is neither set nor assumed, and counts as none; --details lists it\n";
    } else if !notes.missing_usage.is_empty() {
        out += "\ncounted as not used, because no usage is set (keys of a usage file):\n";
        notes
            .missing_usage
            .iter()
            .for_each(|(kind, keys)| out += &format!("  {kind}: {}\n", keys.join(", ")));
    }
    let more = if details { "" } else { "; --details lists them and every line" };
    out + &format!("\n{} resources cost nothing by themselves{more}\n", notes.free)
}

pub(super) fn comparison(comparison: &Comparison) -> String {
    let mut out = String::from("US dollars a month\n");
    for pair in &comparison.pairs {
        out += &format!("\n{}\n\n", pair.title());
        let shown = pair.changes.iter().filter(|change| !change.is_slight());
        out += &grid(shown.map(changed).chain(pair_sums(pair)).collect());
        let slight = pair.changes.iter().filter(|change| change.is_slight()).count();
        if slight > 0 {
            let lines = if slight == 1 { "line differs" } else { "lines differ" };
            out += &format!("{slight} {lines} by less than a cent\n");
        }
        for (what, addresses) in pair.unpriced() {
            out += &format!("{what}: {}\n", addresses.join(", "));
        }
    }
    if comparison.pairs.len() != 1 {
        let total = comparison.difference();
        out += &format!("\nall together {} ({})\n", difference(total.expected), span(total));
    }
    out
}

fn changed(change: &Change) -> Cells {
    let what = format!("{} {}: {}", change.sign(), change.address, change.item);
    let figures = [cell(change.before), cell(change.after), difference(change.difference().expected)];
    Cells { bar: change.reason.clone(), ..Cells::new(what, figures) }
}

fn pair_sums(pair: &Pair) -> Vec<Cells> {
    let row = |name: &str, before: Range, after: Range| {
        Cells::new(
            name,
            [dollars(before.expected), dollars(after.expected), difference(after.less(before).expected)],
        )
    };
    let mut rows = vec![match (pair.changes.is_empty(), pair.has_gaps) {
        (true, false) => Cells::new("nothing changes", []),
        (true, true) => Cells::new("nothing changes in what has a price", []),
        (false, _) => Cells::blank(),
    }];
    rows.push(row("fixed", pair.before.fixed, pair.after.fixed));
    rows.push(row("usage *", pair.before.usage, pair.after.usage));
    rows.push(row("total", pair.before.total(), pair.after.total()));
    rows
}
