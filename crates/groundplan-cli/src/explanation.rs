//! What a rule says, for people.

use groundplan::diagnostic::{Rule, Severity};

use crate::style::{BOLD, DIM, ERROR, NAME, WARNING, paint};
use crate::wrap::{WIDTH, indented, wrap};

/// Everything about one rule.
pub(crate) fn text(rule: &Rule) -> String {
    let why: String = rule.why().split("\n\n").map(|part| format!("\n{}", indented(part, 0))).collect();
    format!(
        "{} {}\n\n{}{why}\n{} {}\n\n{}",
        severity(rule),
        paint(BOLD, rule.code),
        indented(rule.summary(), 0),
        paint(DIM, "source:"),
        rule.source,
        waiving(rule),
    )
}

/// All rules by area.
pub(crate) fn list(rules: &[Rule]) -> String {
    let mut areas: Vec<(&str, Vec<&Rule>)> = Vec::new();
    for rule in rules {
        let area = rule.code.split('/').next().unwrap_or_default();
        match areas.iter_mut().find(|(known, _)| *known == area) {
            Some((_, rules)) => rules.push(rule),
            None => areas.push((area, vec![rule])),
        }
    }
    let width = rules.iter().map(|rule| rule.code.len()).max().unwrap_or_default();
    let listed: String = areas.iter().map(|(area, rules)| self::area(area, rules, width)).collect();
    let marks = paint(DIM, "* can be waived with a reason.");
    format!("{listed}{marks} For the reason behind a rule: {}\n", paint(NAME, "groundplan explain CODE"))
}

fn area(area: &str, rules: &[&Rule], width: usize) -> String {
    let rows: String = rules.iter().map(|rule| row(rule, width)).collect();
    format!("{}\n{rows}\n", paint(BOLD, area))
}

fn row(rule: &Rule, width: usize) -> String {
    let indent = width + 14;
    let mark = if rule.waivable { "*" } else { " " };
    let gap = " ".repeat(8_usize.saturating_sub(rule.severity.to_string().len()));
    let lines = wrap(rule.summary(), (WIDTH + 10).saturating_sub(indent)).join(&format!("\n{:indent$}", ""));
    format!("  {:width$} {mark} {}{gap} {lines}\n", rule.code, severity(rule))
}

fn severity(rule: &Rule) -> String {
    let style = if rule.severity == Severity::Error { ERROR } else { WARNING };
    paint(style, rule.severity)
}

fn waiving(rule: &Rule) -> String {
    match rule.waiver() {
        None => "It cannot be waived.\n".to_owned(),
        Some(name) => format!(
            "To break it on purpose, say why. The reason is written into the Terraform:\n\n{}",
            paint(
                NAME,
                format!(
                    "  environments:\n    NAME:\n      waive:\n        {name}: the reason, in a sentence"
                )
            ) + "\n"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        anstream::adapter::strip_str(text).to_string()
    }

    #[test]
    fn a_rule_tells_how_it_is_waived() {
        let text = plain(&text(&Rule::HTTPS_REQUIRED));
        assert!(
            text.starts_with("error load-balancer/https-required\n\nWhat is public speaks HTTPS"),
            "{text}"
        );
        assert!(text.contains("        httpsRequired: the reason"), "{text}");
        assert!(text.contains("source: https://"), "{text}");
    }

    #[test]
    fn or_that_it_cannot_be() {
        assert!(plain(&text(&Rule::SYNTAX)).ends_with("It cannot be waived.\n"));
    }

    #[test]
    fn every_rule_is_listed() {
        let list = plain(&list(&groundplan::rules()));
        assert!(groundplan::rules().iter().all(|rule| list.contains(&format!("  {} ", rule.code))));
    }
}
