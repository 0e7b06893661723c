use std::collections::BTreeMap;
use std::fmt::Write;

use groundplan::Decisions;
use groundplan::decision::{Decision, Origin};
use groundplan_text::wrap::{WIDTH, indented, wrap};

use crate::arguments::Shown;
use crate::style::{BOLD, DIM, WARNING, paint};

/// What was decided, and why, stack by stack.
pub(super) fn text(all: &[Decisions], shown: Shown) -> String {
    let stacks: Vec<&[Decisions]> = all.chunk_by(|one, other| one.stack == other.stack).collect();
    if let [_] | [] = stacks.as_slice() {
        return of_stack(all, shown);
    }
    let named = stacks.into_iter().filter_map(|of| Some((of.first()?, of_stack(of, shown))));
    let named = named.filter(|(_, text)| !text.is_empty());
    named.map(|(first, text)| format!("\n{}\n{text}", paint(BOLD, &first.stack))).collect()
}

/// One line for each setting, one column for each environment.
fn of_stack(all: &[Decisions], shown: Shown) -> String {
    let settings: Vec<Setting<'_>> =
        settings(all).into_iter().filter(|setting| setting.is_shown(shown)).collect();
    let environments: Vec<&str> =
        all.iter().map(|one| one.environment.as_str()).filter(|name| !name.is_empty()).collect();
    let (derived, by_default): (Vec<_>, Vec<_>) =
        settings.iter().partition(|setting| setting.origin() == Origin::Derived);
    let mut out = String::new();
    if shown == Shown::None {
        return out;
    }
    let title = if shown == Shown::All { "Decided" } else { "Decided by tier" };
    table(&mut out, title, &by_default, &environments, shown);
    table(&mut out, "Follows from the spec", &derived, &environments, Shown::All);
    waived(&mut out, all);
    if !settings.is_empty() {
        let more =
            if shown == Shown::Key { "; --decisions all shows every decision with its reason" } else { "" };
        let _ = writeln!(out, "\n  {}", paint(DIM, format!("* set in the spec{more}")));
    }
    out
}

/// What was decided under one path, in each environment.
struct Setting<'a> {
    path: &'a str,
    decisions: Vec<(&'a str, &'a Decision)>,
}

impl Setting<'_> {
    fn is_shown(&self, shown: Shown) -> bool {
        shown == Shown::All
            || self.decisions.iter().any(|(_, one)| matches!(one.origin, Origin::Tier | Origin::Derived))
    }

    fn origin(&self) -> Origin {
        self.decisions.first().map_or(Origin::Default, |(_, decision)| decision.origin)
    }

    /// The values in the order of the environments; a dash where nothing was decided.
    fn values(&self, environments: &[&str]) -> Vec<String> {
        let find = |name: &&str| {
            self.decisions.iter().find(|(of, _)| of == name).map(|(_, decision)| value(decision))
        };
        environments.iter().map(|name| find(name).unwrap_or_else(|| "-".to_owned())).collect()
    }
}

/// The value, with a star if it is set in the spec.
fn value(decision: &Decision) -> String {
    let star = if decision.origin == Origin::Explicit { " *" } else { "" };
    format!("{}{star}", decision.value)
}

fn settings(all: &[Decisions]) -> Vec<Setting<'_>> {
    let mut settings: Vec<Setting<'_>> = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for (environment, decision) in
        all.iter().flat_map(|of| of.decisions.iter().map(|one| (of.environment.as_str(), one)))
    {
        let place = *places.entry(&decision.path).or_insert(settings.len());
        match settings.get_mut(place) {
            Some(setting) => setting.decisions.push((environment, decision)),
            None => settings.push(Setting { path: &decision.path, decisions: vec![(environment, decision)] }),
        }
    }
    settings
}

fn table(out: &mut String, title: &str, settings: &[&Setting<'_>], environments: &[&str], shown: Shown) {
    if settings.is_empty() {
        return;
    }
    let rows: Vec<Vec<String>> = settings.iter().map(|setting| row(setting, environments)).collect();
    let head: Vec<String> =
        std::iter::once(title).chain(environments.iter().copied()).map(str::to_owned).collect();
    let widths = widths(&head, &rows);
    let _ = writeln!(out, "\n{}", paint(BOLD, cells(&head, &widths)));
    for (setting, row) in settings.iter().zip(&rows) {
        let _ = writeln!(out, "{}", cells(row, &widths));
        out.push_str(&costs(setting));
        if shown == Shown::All {
            out.push_str(&reason(setting));
        }
    }
}

/// A path and its values; a value that is the same everywhere is shown once.
fn row(setting: &Setting<'_>, environments: &[&str]) -> Vec<String> {
    let values = match setting.decisions.as_slice() {
        [("", decision)] => vec![format!("{} everywhere", value(decision))],
        _ => once(setting.values(environments)),
    };
    std::iter::once(format!("  {}", setting.path)).chain(values).collect()
}

fn once(values: Vec<String>) -> Vec<String> {
    match values.as_slice() {
        [first, _, ..] if values.iter().all(|value| value == first) => vec![format!("{first} everywhere")],
        _ => values,
    }
}

/// As wide as the widest cell; a value that stands for all columns widens none.
fn widths(head: &[String], rows: &[Vec<String>]) -> Vec<usize> {
    let length = |row: &[String], column: usize| row.get(column).map_or(0, |cell| cell.chars().count());
    let counts = |row: &&Vec<String>, column: usize| column == 0 || row.len() == head.len();
    let widest = |column| {
        rows.iter().filter(|row| counts(row, column)).map(|row| length(row, column)).max().unwrap_or(0)
    };
    (0..head.len()).map(|column| widest(column).max(length(head, column))).collect()
}

fn cells(row: &[String], widths: &[usize]) -> String {
    let cells: Vec<_> = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}")).collect();
    cells.join("  ").trim_end().to_owned()
}

/// The cost of each alternative, if the decision has any.
fn costs(setting: &Setting<'_>) -> String {
    let priced = setting.decisions.iter().filter(|(_, decision)| !decision.costs.is_empty());
    let lines = priced.map(|(environment, decision)| {
        let each: Vec<String> = decision.costs.iter().map(ToString::to_string).collect();
        format!("{environment} costs {} a month", each.join(", "))
    });
    let wrapped = lines.flat_map(|line| wrap(&line, WIDTH - 4));
    wrapped.map(|line| format!("    {}\n", paint(DIM, line))).collect()
}

fn reason(setting: &Setting<'_>) -> String {
    let Some((_, decision)) = setting.decisions.first() else { return String::new() };
    let controls = decision.controls.join(", ");
    let text =
        if controls.is_empty() { decision.reason() } else { format!("{} [{controls}]", decision.reason()) };
    wrap(&text, WIDTH - 4).iter().map(|line| format!("    {}\n", paint(DIM, line))).collect()
}

fn waived(out: &mut String, all: &[Decisions]) {
    let lines = all.iter().flat_map(|of| {
        of.waived.iter().map(|waived| {
            let place =
                if of.environment.is_empty() { String::new() } else { format!(", in {}", of.environment) };
            let head =
                format!("  {} {} at {}{place}\n", paint(WARNING, "waived"), waived.rule.code, waived.path);
            head + &indented(&waived.reason, 4)
        })
    });
    let lines: String = lines.collect();
    if !lines.is_empty() {
        let _ = write!(out, "\n{}\n{lines}", paint(BOLD, "Broken on purpose"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{made, spec};

    const SPEC: &str = "stack: shop
region: eu-west-1
services:
  web: { image: 'public.ecr.aws/nginx/nginx:1.27.5-alpine', port: 80, public: {} }
environments:
  dev: { waive: { plainHttp: a first look } }
  live: { services: { web: { public: { host: a.example.com, zone: example.com } } }, alarms: { email: a@example.com } }
";

    fn shown(which: Shown) -> String {
        let synthesis = made(&spec(SPEC)).unwrap();
        crate::print::plain(&text(synthesis.decisions(), which))
    }

    #[test]
    fn environments_stand_side_by_side() {
        let text = shown(Shown::Key);
        let egress = text.lines().find(|line| line.starts_with("  network.egress ")).unwrap();
        assert_eq!(egress.split_whitespace().collect::<Vec<_>>(), ["network.egress", "nat", "natPerZone"]);
        assert!(!text.contains("loadBalancer.scheme"), "{text}");
        assert!(text.contains("waived load-balancer/plain-http at services.web.public, in dev\n"), "{text}");
        assert!(text.contains("    a first look\n"), "{text}");
    }

    #[test]
    fn all_are_shown_with_their_reasons_or_none() {
        assert!(shown(Shown::All).contains("loadBalancer.scheme"));
        assert!(shown(Shown::All).contains("[CKV_AWS_150, ELB.6]"));
        assert_eq!(shown(Shown::None), "");
    }
}
