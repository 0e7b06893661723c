//! Findings about a spec, for people and for programs.

mod finding;

use groundplan::configuration::{UnreadCall, unread_line};
use groundplan::diagnostic::Report;
use groundplan_text::{Findings, Texts, number};

use crate::style::{ERROR, NAME, WARNING, paint};

/// Findings for people; the last line counts them.
pub(crate) fn people(report: &Report, texts: &Texts) -> String {
    let findings =
        report.diagnostics().iter().map(|finding| finding::text(finding, texts.of(finding)) + "\n\n");
    findings.collect::<String>() + &count(report)
}

/// What was found, with its own texts.
pub(crate) fn found(found: &Findings) -> String {
    people(&found.report, &found.texts)
}

/// What was found, each group with a count of its own.
pub(crate) fn all(found: &[Findings]) -> String {
    found.iter().map(self::found).collect()
}

/// The calls of modules that were not entered, in one line.
pub(crate) fn unread(calls: &[UnreadCall]) -> String {
    let line = |text| format!("{}: {text}\n", paint(WARNING, "warning"));
    unread_line(calls).map(line).unwrap_or_default()
}

/// How many findings there are.
fn count(report: &Report) -> String {
    let (errors, warnings) = (report.errors().count(), report.warnings().count());
    let mut counts = Vec::new();
    if errors > 0 {
        counts.push(paint(ERROR, number(errors, "error")));
    }
    if warnings > 0 {
        counts.push(paint(WARNING, number(warnings, "warning")));
    }
    let Some(first) = report.diagnostics().first() else { return String::new() };
    let more = paint(NAME, format!("groundplan explain {}", first.rule.code));
    format!("{}; for the reason behind a rule: {more}\n", counts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{made, spec};

    fn shown(text: &str) -> String {
        let source = spec(text);
        let report = made(&source).map_or_else(|report| report, |synthesis| synthesis.report().clone());
        crate::print::plain(&people(&report, source.texts()))
    }

    #[test]
    fn findings_point_at_the_text() {
        let text = "stack: shop\nregion: eu-west-1\nnetwrk: {}\nenvironments: { dev: {} }\n";
        let shown = shown(text);
        assert!(shown.contains("error[spec/unknown-key]: unknown key `netwrk`"), "{shown}");
        assert!(shown.contains("groundplan.yaml:3:1"), "{shown}");
        assert!(shown.contains("3 | netwrk: {}\n  | ^^^^^^^^^^"), "{shown}");
        assert!(shown.contains("try: network"), "{shown}");
        assert!(shown.contains("1 error; for the reason"), "{shown}");
    }

    #[test]
    fn nothing_found_is_nothing_said() {
        assert_eq!(shown("stack: shop\nregion: eu-west-1\nenvironments: { dev: {} }\n"), "");
    }

    #[test]
    fn syntax_errors_show_the_line() {
        let shown = shown("ä: 1\nb: [1\nc: 2\n");
        assert!(shown.contains("error[spec/syntax]: this is not YAML"), "{shown}");
        assert!(shown.contains("groundplan.yaml:3:"), "{shown}");
    }
}
