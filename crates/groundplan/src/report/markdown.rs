//! Markdown that fits a comment on a pull request.

use super::Show;
use super::amount::{difference, dollars, quantity, rate};
use super::comparison::{Comparison, Pair, a_year};
use super::escape::escape;
use super::notes::{Notes, heading};
use super::table::{Table, item, short};
use crate::cost::{Basis, Estimate, Line, Module, Range};

/// The limit of a comment on GitHub is 65,536 characters; a longer text is cut, with a note.
const MOST: usize = 60_000;

/// The part of a comparison, which shares its comment with what becomes of objects and of the configuration.
const MOST_COMPARED: usize = 22_000;

pub(super) fn estimate(estimate: &Estimate, show: Show) -> String {
    let table = Table::of(estimate, show.grouping);
    let columns = table.columns.len();
    let mut out = format!("### Monthly cost\n\n{}\n\n", heading(estimate));
    let names = table.columns.iter().map(|column| format!("{} ({})", escaped(&column.name), column.region));
    out += &row(std::iter::once(String::new()).chain(names));
    out += &rule(columns);
    for group in &table.groups {
        let cells = group.sums(columns).into_iter().map(cell);
        out += &row(std::iter::once(escaped(&group.name)).chain(cells));
    }
    for (name, figures) in table.sums() {
        let strong = if name == "total" { "**" } else { "" };
        let cells = figures.into_iter().map(|figure| format!("{strong}{figure}{strong}"));
        out += &row(std::iter::once(format!("{strong}{}{strong}", escaped(name))).chain(cells));
    }
    if !estimate.allowances.is_empty() || columns > 1 {
        let free = estimate.allowances.iter().map(|line| line.monthly()).sum::<Range>();
        let less = if estimate.allowances.is_empty() {
            String::new()
        } else {
            format!(", with {} of free allowances", dollars(free.expected))
        };
        out +=
            &format!("\nAll together **{}** a month{less}.\n", dollars(estimate.monthly().total().expected));
    }
    out += &notes(&Notes::of(estimate));
    estimate.modules.iter().for_each(|module| add(&mut out, &details(module), MOST));
    out
}

fn details(module: &Module) -> String {
    let mut out = format!(
        "\n<details><summary>{}: {} lines</summary>\n\n",
        escape(short(&module.name)),
        module.lines.len()
    );
    out += &row(["resource", "item", "quantity", "rate", "a month"].map(str::to_owned));
    out += &rule(4);
    for line in &module.lines {
        out += &row(cells(line, module));
    }
    out + "\n</details>\n"
}

fn cells(line: &Line, module: &Module) -> [String; 5] {
    let star = if line.basis == Basis::Usage { " \\*" } else { "" };
    [
        code(&line.address),
        format!("{}{star}", escaped(&item(line, module))),
        format!("{} {}", quantity(line.quantity.expected), line.unit),
        rate(line.unit_price),
        dollars(line.monthly().expected),
    ]
}

fn notes(notes: &Notes) -> String {
    let mut out = String::new();
    if !notes.assumptions.is_empty() {
        out += "\n<details><summary>What the figures rest on</summary>\n\n";
        for (assumption, of) in &notes.assumptions {
            out += &format!("- {} ({})\n", escaped(assumption), escaped(&of.join("; ")));
        }
        out += "\n</details>\n";
    }
    if !notes.unpriced.is_empty() {
        out += "\nNot priced, and not counted:\n\n";
        for (unpriced, columns) in &notes.unpriced {
            out += &format!(
                "- {}: {} ({})\n",
                code(&unpriced.address),
                escaped(&unpriced.reason),
                escaped(&columns.join(", "))
            );
        }
    }
    if !notes.missing_usage.is_empty() {
        let kinds: Vec<&str> = notes.missing_usage.iter().map(|(kind, _)| kind.as_str()).collect();
        out += &format!("\nMissing usage, counted as none: {}\n", escaped(&kinds.join(", ")));
    }
    out + &format!("\n{} resources cost nothing by themselves.\n", notes.free)
}

pub(super) fn comparison(comparison: &Comparison) -> String {
    let total = comparison.difference().expected;
    let mut out = format!(
        "### Monthly cost: {}\n\n",
        match difference(total).as_str() {
            "0.00" if comparison.is_unchanged() => "no change".to_owned(),
            "0.00" => "no change in what has a price".to_owned(),
            changed => format!("{changed} US dollars ({} a year)", difference(a_year(total))),
        }
    );
    out += &row(["", "before", "after", "difference"].map(str::to_owned));
    out += &rule(3);
    for pair in &comparison.pairs {
        let (before, after) = (pair.before.total(), pair.after.total());
        let difference = difference(after.less(before).expected);
        out += &row([escaped(&pair.title()), dollars(before.expected), dollars(after.expected), difference]);
    }
    comparison
        .pairs
        .iter()
        .filter(|pair| !pair.is_silent())
        .for_each(|pair| add(&mut out, &changes(pair), MOST_COMPARED));
    out
}

fn changes(pair: &Pair) -> String {
    let mut out = format!(
        "\n<details open><summary>{}: {} lines differ</summary>\n\n",
        escape(&pair.title()),
        pair.changes.len()
    );
    out += &row(["", "before", "after", "difference", "why"].map(str::to_owned));
    out += "|---|---:|---:|---:|---|\n";
    for change in pair.changes.iter().filter(|change| !change.is_slight()) {
        let what = format!("{} {}: {}", change.sign(), code(&change.address), escaped(&change.item));
        let difference = difference(change.difference().expected);
        out += &row([what, cell(change.before), cell(change.after), difference, escaped(&change.reason)]);
    }
    for (what, addresses) in pair.unpriced() {
        let named: Vec<String> = addresses.iter().map(|address| code(address)).collect();
        out += &format!("\n{what}: {}\n", named.join(", "));
    }
    out + "\n</details>\n"
}

fn row(cells: impl IntoIterator<Item = String>) -> String {
    format!("| {} |\n", cells.into_iter().collect::<Vec<_>>().join(" | "))
}

fn rule(figures: usize) -> String {
    format!("|---|{}\n", "---:|".repeat(figures))
}

fn cell(amount: Option<Range>) -> String {
    amount.map_or_else(String::new, |amount| dollars(amount.expected))
}

/// Text that stays text in a table.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\r' => out.push(' '),
            '|' | '*' | '_' | '`' | '[' | ']' | '\\' | '#' | '~' | '@' => {
                out.push('\\');
                out.push(character);
            }
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '&' => out += "&amp;",
            other => out.push(other),
        }
    }
    out
}

/// An address in a table: no backtick and no bar ends it.
fn code(address: &str) -> String {
    format!("<code>{}</code>", escape(address).replace('|', "&#124;").replace(['\n', '\r'], " "))
}

/// Adds a part with a `<details>` around it, of which only whole lines are left out.
fn add(out: &mut String, part: &str, most: usize) {
    const END: &str = "\n</details>\n";
    const LEFT_OUT: &str = "\n… the rest does not fit into a comment\n";
    if out.len() + part.len() <= most {
        return out.push_str(part);
    }
    let room = most.saturating_sub(out.len() + END.len() + LEFT_OUT.len());
    let end = (0..=room.min(part.len())).rev().find(|at| part.is_char_boundary(*at)).unwrap_or_default();
    let whole = part.get(..end).and_then(|start| start.rfind('\n').and_then(|line| start.get(..=line)));
    match whole.filter(|whole| whole.contains("<details")) {
        Some(whole) => *out += &format!("{whole}{LEFT_OUT}{END}"),
        None if out.ends_with(LEFT_OUT) => {}
        None => *out += LEFT_OUT,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_stays_text() {
        assert_eq!(escaped("a|b\n<script>*x*"), "a\\|b &lt;script&gt;\\*x\\*");
        assert_eq!(code("aws_x.a[\"|`\"]"), "<code>aws_x.a[&quot;&#124;`&quot;]</code>");
    }

    #[test]
    fn what_is_too_long_says_so_and_is_closed() {
        let mut out = String::from("head\n");
        let part = format!("\n<details><summary>x</summary>\n{}\n</details>\n", "äöü line\n".repeat(10_000));
        add(&mut out, &part, MOST);
        assert!(out.len() <= MOST && out.ends_with("</details>\n"), "{}", out.len());
        assert!(out.contains("does not fit"));
        add(&mut out, &part, MOST);
        assert!(
            out.len() <= MOST + 100 && out.matches("<details").count() == out.matches("</details").count()
        );
    }
}
