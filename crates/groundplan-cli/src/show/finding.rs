use std::borrow::Cow;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use groundplan::diagnostic::{Diagnostic, Severity};
use groundplan::unit;
use groundplan_text::Named;
use groundplan_text::machine::boundary;
use groundplan_text::target::is_tfvars;
use groundplan_text::wrap::{WIDTH, wrap};

/// How many lines around the one that is shown tell what in it is a secret: the name of a value may be in another line.
const AROUND: usize = 3;

/// One finding with the line that it is about.
pub(super) fn text(finding: &Diagnostic, source: Named<'_>) -> String {
    let finding = &finding.without_secrets();
    let level = match finding.rule.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(finding.message.as_str()).id(finding.rule.code);
    let shown = without_secrets(finding, source.text);
    let group = pointed(Group::with_title(title), finding, Named { text: &shown, ..source });
    let notes = notes(finding);
    let group = notes.iter().fold(group, |group, (name, text)| {
        group.element(Level::NOTE.with_name(Some(*name)).message(text.as_str()))
    });
    // What prints it drops the colours where they are not wanted.
    Renderer::styled().render(&[group])
}

fn pointed<'a>(group: Group<'a>, finding: &Diagnostic, source: Named<'a>) -> Group<'a> {
    match finding.range.as_ref().map(|range| first_line(source.text, range)) {
        // Which variables are sensitive is not in a file of values.
        Some(range) if is_tfvars(source.name) => {
            let before = source.text.get(..range.start).unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            group.element(Origin::path(source.name).line(line))
        }
        Some(range) if !is_whole(source.text, finding) => {
            let snippet = Snippet::source(source.text).path(source.name);
            group.element(snippet.annotation(AnnotationKind::Primary.span(range)))
        }
        _ => group.element(Origin::path(source.name)),
    }
}

/// The text with stars in place of each secret in the line that is shown and around it, and of the same length.
fn without_secrets<'a>(finding: &Diagnostic, text: &'a str) -> Cow<'a, str> {
    let start = boundary(text, finding.range.as_ref().map_or(0, |range| range.start));
    let from = line_starts(text.get(..start)).nth(AROUND).unwrap_or(0);
    let rest = text.get(start..).unwrap_or_default();
    let to = start + rest.match_indices('\n').nth(AROUND).map_or(rest.len(), |(at, _)| at);
    match text.get(from..to).map(unit::without_secrets) {
        Some(Cow::Owned(lines)) => {
            let (before, after) = (text.get(..from).unwrap_or_default(), text.get(to..).unwrap_or_default());
            Cow::Owned(format!("{before}{lines}{after}"))
        }
        _ => Cow::Borrowed(text),
    }
}

/// Where the lines of a text begin, the last one first.
fn line_starts(text: Option<&str>) -> impl Iterator<Item = usize> {
    text.unwrap_or_default().rmatch_indices('\n').map(|(at, _)| at + 1)
}

/// Whether a finding is about all of the text, for want of a better place: no line shows that.
fn is_whole(text: &str, finding: &Diagnostic) -> bool {
    let range = finding.range.clone().unwrap_or_default();
    let says_nothing = |text: &str| {
        text.lines().map(str::trim).all(|line| line.is_empty() || line.starts_with('#') || line == "---")
    };
    let outside = [text.get(..range.start), text.get(range.end..)];
    text.is_empty() || (!range.is_empty() && outside.into_iter().flatten().all(says_nothing))
}

/// The part of a range that lies in its first line: a mark over many lines shows nothing.
fn first_line(text: &str, range: &Range<usize>) -> Range<usize> {
    let start = boundary(text, range.start);
    let rest = text.get(start..boundary(text, range.end.max(start))).unwrap_or_default();
    let line = rest.lines().next().unwrap_or_default();
    // A comment after a key is not part of what is wrong.
    let line = if rest.contains('\n') { line.split(" #").next().unwrap_or(line) } else { line };
    start..start + line.trim_end().len()
}

fn notes(finding: &Diagnostic) -> Vec<(&'static str, String)> {
    let mut at = finding.path.to_string();
    if !finding.environments.is_empty() {
        at = format!("{at}, in {}", finding.environments.join(", "));
    }
    let path = (!finding.path.segments().is_empty() || !finding.environments.is_empty()).then_some(&at);
    let notes = [
        ("at", path),
        ("given", finding.given.as_ref()),
        ("wants", finding.wants.as_ref()),
        ("try", finding.hint.as_ref()),
    ];
    let notes = notes.into_iter().filter_map(|(name, text)| Some((name, note(name, text?))));
    let waiver = finding.waiver().and_then(|line| Some(("waive", line.strip_prefix("waive: ")?.to_owned())));
    notes.chain(waiver).chain(finding.costs.iter().map(|text| ("costs", note("costs", text)))).collect()
}

/// Prose is wrapped; what can be pasted keeps its lines.
fn note(name: &str, text: &str) -> String {
    if name == "try" { text.to_owned() } else { wrap(text, WIDTH - 12).join("\n") }
}

#[cfg(test)]
mod tests {
    use groundplan::diagnostic::{Path, Rule};

    use super::*;

    #[test]
    fn a_mark_ends_with_its_line() {
        let text = "a:  # why\n  b: 1\n";
        assert_eq!(first_line(text, &(0..16)), 0..2);
        assert_eq!(first_line(text, &(12..16)), 12..16);
        assert_eq!(first_line(text, &(99..100)), 17..17);
    }

    #[test]
    fn a_secret_is_not_shown() {
        for line in [
            "    DB_PASSWORD: hunter2",
            "    env: { A: b, DB_PASSWORD: hunter2, C: d }",
            "    \"env\": { \"DB_PASSWORD\": \"hunter2\" }",
            "    DATABASE: postgres://user:hunter2@db/x",
            "    secrets: { API_TOKEN: 'hunter2' }",
            "    { \"name\": \"DB_PASSWORD\",\n  \"value\": \"hunter2\" }",
        ] {
            let text = format!("a: 1\n{line}\nb: 2\n");
            let mut finding =
                Diagnostic::new(Rule::SECRET_IN_ENV, Path::of("services.api.env.X"), "a secret");
            finding.range = Some(text.rfind("\nb").unwrap() - 10..text.len() - 5);
            let shown = super::text(&finding, Named { name: "groundplan.yaml", text: &text });
            let shown = crate::print::plain(&shown);
            assert!(!shown.contains("hunter2") && shown.contains("*******"), "{shown}");
            assert!(shown.contains("waive: { secretInEnv: { service: api, variable: X, reason: "), "{shown}");
        }
    }

    #[test]
    fn what_was_given_is_not_shown_where_it_is_a_secret() {
        let path = Path::of("services.api.env.DB_PASSWORD");
        let finding = Diagnostic::new(Rule::TYPE, path, "unexpected `hunter2`").given("`hunter2`");
        let shown = super::text(&finding, Named { name: "groundplan.yaml", text: "a: 1" });
        assert!(!shown.contains("hunter2") && shown.contains("(not shown)"), "{shown}");
    }

    #[test]
    fn the_whole_text_is_no_place() {
        let mut finding = Diagnostic::new(Rule::TYPE, Path::root(), "wrong");
        finding.range = Some(8..19);
        assert!(is_whole("# spec\n\na: 1\nb: {}\n# end\n", &finding));
        assert!(!is_whole("# spec\n\na: 1\nb: {}\nc: 2\n", &finding));
    }

    #[test]
    fn a_finding_without_a_place_names_the_file() {
        let source = Named { name: "groundplan.yaml", text: "a: 1" };
        let mut finding = Diagnostic::new(Rule::TYPE, Path::of("a"), "wrong").given(1).wants("2").hint("3");
        finding.environments = vec!["dev".into(), "live".into()];
        let shown = crate::print::plain(&text(&finding, source));
        assert!(shown.starts_with("error[spec/type]: wrong\n"), "{shown}");
        assert!(shown.contains("groundplan.yaml"), "{shown}");
        assert!(shown.contains("at: a, in dev, live"), "{shown}");
    }
}
