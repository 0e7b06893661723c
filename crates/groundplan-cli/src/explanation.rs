//! Rules as text.

use groundplan::diagnostic::{Rule, Severity};
use groundplan_text::explain::area_of;
use groundplan_text::wrap::{WIDTH, indented, wrap};

use crate::style::{BOLD, DIM, ERROR, NAME, WARNING, paint};

/// The text of one rule about specs, or about any Terraform.
pub(crate) fn text(rule: &Rule, of_documents: bool) -> String {
    let why: String = rule.why().split("\n\n").map(|part| format!("\n{}", indented(part, 0))).collect();
    format!(
        "{} {}\n\n{}{why}\n{} {}\n\n{}",
        severity(rule),
        paint(BOLD, rule.code),
        indented(rule.summary(), 0),
        paint(DIM, "source:"),
        rule.source,
        waiving(rule, of_documents),
    )
}

/// Groups of rules under their titles, each by area.
pub(crate) fn list(groups: &[(&str, &[Rule])]) -> String {
    let rules = || groups.iter().flat_map(|(_, rules)| *rules);
    let width = rules().map(|rule| rule.code.len()).max().unwrap_or_default();
    let listed: String = groups.iter().map(|(title, rules)| group(title, rules, width)).collect();
    let marks = if rules().any(|rule| rule.waivable) { "* can be waived with a reason. " } else { "" };
    let more = paint(NAME, "groundplan explain CODE");
    format!("{listed}{}To explain a rule: {more}\n", paint(DIM, marks))
}

fn group(title: &str, rules: &[Rule], width: usize) -> String {
    let mut areas: Vec<(&str, Vec<&Rule>)> = Vec::new();
    for rule in rules {
        let area = area_of(rule);
        match areas.iter_mut().find(|(known, _)| *known == area) {
            Some((_, rules)) => rules.push(rule),
            None => areas.push((area, vec![rule])),
        }
    }
    let title =
        if title.is_empty() { String::new() } else { format!("{}\n\n", paint(NAME, format!("# {title}"))) };
    areas.iter().fold(title, |text, (area, rules)| text + &self::area(area, rules, width))
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

fn waiving(rule: &Rule, of_documents: bool) -> String {
    match rule.waiver() {
        None if of_documents => indented(
            match rule.severity {
                Severity::Error => "This rule applies to any Terraform and cannot be waived.",
                Severity::Warning => {
                    "This rule applies to any Terraform. It is a warning, which stops nothing."
                }
            },
            0,
        ),
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
        crate::print::plain(text)
    }

    #[test]
    fn a_rule_tells_how_it_is_waived() {
        let text = plain(&text(&Rule::HTTPS_REQUIRED, false));
        assert!(
            text.starts_with("error load-balancer/https-required\n\nWhat is public speaks HTTPS"),
            "{text}"
        );
        assert!(text.contains("        httpsRequired: the reason"), "{text}");
        assert!(text.contains("source: https://"), "{text}");
    }

    #[test]
    fn or_that_it_cannot_be() {
        assert!(plain(&text(&Rule::SYNTAX, false)).ends_with("It cannot be waived.\n"));
        assert!(plain(&text(&Rule::AWS_LOG_RETENTION, true)).ends_with("and cannot be waived.\n"));
        assert!(plain(&text(&Rule::AWS_LOG_KEPT, true)).ends_with("which stops nothing.\n"));
    }

    #[test]
    fn every_rule_is_listed() {
        let (specs, documents) = (groundplan::rules(), groundplan::document_rules());
        let list = plain(&list(&[("Specs", &specs), ("Terraform", &documents)]));
        let is_listed = |rule: &Rule| list.contains(&format!("\n  {} ", rule.code));
        assert!(specs.iter().chain(&documents).all(is_listed));
        assert!(list.find("# Specs") < list.find("# Terraform"), "{list}");
        let width = list.lines().map(|line| line.chars().count()).max().unwrap_or_default();
        assert!(width <= 130, "{width} columns");
    }
}
