//! A page of its own, without scripts, in light and dark.

use super::Show;
use super::amount::{difference, dollars, quantity, rate, span};
use super::comparison::{Change, Comparison, Pair};
use super::escape::escape as text;
use super::notes::{Notes, heading};
use super::table::{Group, Table, item, short};
use crate::cost::{Basis, Decimal, Estimate, Line, Module, Range};

const STYLE: &str = include_str!("page.css");

pub(super) fn estimate(estimate: &Estimate, show: Show) -> String {
    let table = Table::of(estimate, show.grouping);
    let columns = table.columns.len();
    let mut body =
        format!("<h1>Monthly cost</h1>\n<p>{}</p>\n<table>\n<thead><tr><th></th>", text(&heading(estimate)));
    for column in &table.columns {
        body += &format!("<th>{}<br><small>{}</small></th>", text(&column.name), text(&column.region));
    }
    body += "<th></th></tr></thead>\n<tbody>\n";
    table.groups.iter().for_each(|group| body += &group_rows(group, columns, table.most()));
    body += "</tbody>\n<tfoot>\n";
    for (name, figures) in table.sums() {
        let class = if name == "total" { " class=\"total\"" } else { "" };
        body += &format!("<tr{class}><th>{}</th>{}<td></td></tr>\n", text(name), cells(figures));
    }
    body += "</tfoot>\n</table>\n";
    let together = estimate.monthly().total();
    if columns > 1 || !estimate.allowances.is_empty() {
        body += &format!(
            "<p>All together <strong>{}</strong> a month ({}).</p>\n",
            dollars(together.expected),
            span(together)
        );
    }
    estimate.allowances.iter().for_each(|line| {
        body += &format!(
            "<p>Free: {}: {}, {}</p>\n",
            text(line.service),
            text(&line.item),
            dollars(line.monthly().expected)
        );
    });
    estimate.modules.iter().for_each(|module| body += &details(module));
    page("Monthly cost", &(body + &notes(&Notes::of(estimate))))
}

fn group_rows(group: &Group, columns: usize, most: Decimal) -> String {
    let share = group.total().saturating_mul(Decimal::ONE_HUNDRED).checked_div(most).unwrap_or_default();
    let bar = format!(
        "<td class=\"bar\"><span style=\"width:{}%\"></span></td>",
        share.round().clamp(Decimal::ZERO, Decimal::ONE_HUNDRED)
    );
    let sums = cells(group.sums(columns).into_iter().map(cell));
    let mut out = format!("<tr class=\"group\"><th>{}</th>{sums}{bar}</tr>\n", text(&group.name));
    for row in &group.rows {
        let star = if row.basis == Basis::Usage { " *" } else { "" };
        let amounts = cells(row.amounts.iter().copied().map(cell));
        out += &format!("<tr><th>{}{star}</th>{amounts}<td></td></tr>\n", text(&row.item));
    }
    out
}

fn details(module: &Module) -> String {
    let mut out = format!(
        "<details><summary>{}: {} lines</summary>\n<table>\n",
        text(short(&module.name)),
        module.lines.len()
    );
    module.lines.iter().for_each(|line| out += &line_row(line, module));
    out += "</table>\n<ul>\n";
    for free in &module.free {
        out += &format!("<li><code>{}</code>: {}</li>\n", text(&free.address), text(&free.reason));
    }
    out + "</ul>\n</details>\n"
}

fn line_row(line: &Line, module: &Module) -> String {
    let star = if line.basis == Basis::Usage { " *" } else { "" };
    format!(
        "<tr><th><code>{}</code></th><td>{}{star}</td><td>{} {}</td><td>{}</td><td>{}</td></tr>\n",
        text(&line.address),
        text(&item(line, module)),
        quantity(line.quantity.expected),
        text(line.unit),
        rate(line.unit_price),
        dollars(line.monthly().expected),
    )
}

fn notes(notes: &Notes) -> String {
    let mut out = String::new();
    if !notes.assumptions.is_empty() {
        out += "<h2>What the figures rest on (* depends on usage)</h2>\n<ul>\n";
        for (assumption, of) in &notes.assumptions {
            out += &format!("<li>{} <small>({})</small></li>\n", text(assumption), text(&of.join("; ")));
        }
        out += "</ul>\n";
    }
    if !notes.unpriced.is_empty() {
        out += "<h2>Not priced, and not counted</h2>\n<ul>\n";
        for (unpriced, columns) in &notes.unpriced {
            let (address, reason) = (text(&unpriced.address), text(&unpriced.reason));
            out += &format!(
                "<li><code>{address}</code>: {reason} <small>({})</small></li>\n",
                text(&columns.join(", "))
            );
        }
        out += "</ul>\n";
    }
    if !notes.missing_usage.is_empty() {
        out += "<h2>Counted as not used, because no usage is set</h2>\n<ul>\n";
        for (kind, keys) in &notes.missing_usage {
            out += &format!("<li><code>{}</code>: {}</li>\n", text(kind), text(&keys.join(", ")));
        }
        out += "</ul>\n";
    }
    out + &format!("<p>{} resources cost nothing by themselves.</p>\n", notes.free)
}

pub(super) fn comparison(comparison: &Comparison) -> String {
    let mut body = format!("<h1>Monthly cost: {}</h1>\n", difference(comparison.difference().expected));
    comparison.pairs.iter().for_each(|pair| body += &pair_table(pair));
    page("What changes in the monthly cost", &body)
}

fn pair_table(pair: &Pair) -> String {
    let mut out = format!(
        "<h2>{}</h2>\n<table>\n<thead><tr><th></th><th>before</th><th>after</th><th>difference</th><th class=\"why\">why</th></tr></thead>\n<tbody>\n",
        text(&pair.title())
    );
    pair.changes.iter().for_each(|change| out += &change_row(change));
    let (before, after) = (pair.before.total(), pair.after.total());
    let figures =
        [dollars(before.expected), dollars(after.expected), difference(after.less(before).expected)];
    out += &format!(
        "</tbody>\n<tfoot><tr class=\"total\"><th>total</th>{}<td></td></tr></tfoot>\n</table>\n",
        cells(figures)
    );
    for (what, addresses) in pair.unpriced() {
        out += &format!("<p>{what}: <code>{}</code></p>\n", text(&addresses.join(", ")));
    }
    out
}

fn change_row(change: &Change) -> String {
    let figures = [cell(change.before), cell(change.after), difference(change.difference().expected)];
    format!(
        "<tr><th>{} <code>{}</code>: {}</th>{}<td class=\"why\">{}</td></tr>\n",
        change.sign(),
        text(&change.address),
        text(&change.item),
        cells(figures),
        text(&change.reason)
    )
}

fn cells(figures: impl IntoIterator<Item = String>) -> String {
    figures.into_iter().map(|figure| format!("<td>{}</td>", text(&figure))).collect()
}

fn cell(amount: Option<Range>) -> String {
    amount.map_or_else(String::new, |amount| dollars(amount.expected))
}

fn page(title: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n",
        text(title)
    )
}
