//! Every fix that is offered, applied: the text can be read, and the finding is gone.

use std::collections::BTreeSet;

use groundplan::diagnostic::{Diagnostic, Report};
use groundplan::{Stack, rules};
use groundplan_tests::case::Case;
use groundplan_tests::{assert_none, yaml};
use groundplan_text::editor::{Fix, Notation, fixes};

/// The findings about a text.
fn check(text: &str, notation: Notation) -> Report {
    let made = match notation {
        Notation::Yaml => Stack::synth_node(yaml::read(text)),
        Notation::Json => Stack::synth_json(text),
    };
    made.map_or_else(|error| error.report().clone(), |made| made.report().clone())
}

fn applied(text: &str, fix: &Fix) -> String {
    let mut edits = fix.edits.clone();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.range.start));
    let apply = |text: String, edit: &groundplan_text::editor::Edit| {
        format!("{}{}{}", &text[..edit.range.start], edit.insert, &text[edit.range.end..])
    };
    edits.iter().fold(text.to_owned(), apply)
}

/// Whether the same finding is still reported at the same place.
fn is_there(finding: &Diagnostic, report: &Report) -> bool {
    report.diagnostics().iter().any(|other| {
        other.rule == finding.rule && other.path == finding.path && other.message == finding.message
    })
}

/// The case that breaks each rule, as it is and as indented JSON.
fn cases(notation: Notation) -> Vec<(String, String)> {
    let folder = |code: &str| format!("rules/{}", code.replace('/', "-"));
    let cases = rules().into_iter().filter_map(|rule| Case::try_find(&folder(rule.code), "spec"));
    let is_known =
        |case: &Case| !["rules/spec-syntax", "rules/spec-duplicate-key"].contains(&case.name.as_str());
    let text = |case: Case| match notation {
        Notation::Yaml => (case.name.clone(), case.text()),
        Notation::Json => (case.name.clone(), case.json()),
    };
    cases.filter(is_known).map(text).collect()
}

fn wrong(name: &str, text: &str, notation: Notation, finding: &Diagnostic, fix: &Fix) -> Option<String> {
    let after = applied(text, fix);
    let report = check(&after, notation);
    let is_unread = report.diagnostics().iter().any(|finding| finding.rule.code == "spec/syntax");
    (is_unread || is_there(finding, &report))
        .then(|| format!("{name}: `{}` does not help:\n{finding}\n{after}\n{report}", fix.title))
}

/// The rules of whose findings some have a hint that cannot be put into the text as it is.
const WITHOUT: [(&str, &str); 9] = [
    ("spec/unknown-key", "the right key exists already"),
    ("service/image-reference", "an image in ECR is not written as the reference that the hint gives"),
    ("service/image-variable", "the hint is an example of another image"),
    ("service/secret-in-env", "the value must move to a secret, and only people can put it there"),
    ("service/grant", "the hint has a blank for the bucket"),
    ("service/secret-unknown", "nothing is called ``"),
    ("service/uses", "the hint is another name, for one in a list or for a key"),
    ("import/unknown", "the hint has a blank for the name"),
    ("raw/exists", "the hint has a blank for the change"),
];

/// What came of the findings of all cases.
#[derive(Default)]
struct Tally {
    findings: usize,
    hints: usize,
    by_hint: usize,
    by_waiver: usize,
    without: BTreeSet<&'static str>,
    failures: Vec<String>,
}

fn tally(notation: Notation) -> Tally {
    let mut tally = Tally::default();
    for (name, text) in cases(notation) {
        for finding in check(&text, notation).diagnostics() {
            let offered = fixes(finding, &text, notation);
            let waivers = offered.iter().filter(|fix| fix.title.starts_with("Waive")).count();
            let by_hint = offered.len() > waivers;
            tally.findings += 1;
            tally.hints += usize::from(finding.hint.is_some());
            tally.by_hint += usize::from(by_hint);
            tally.by_waiver += waivers;
            tally.without.extend((finding.hint.is_some() && !by_hint).then_some(finding.rule.code));
            tally
                .failures
                .extend(offered.iter().filter_map(|fix| wrong(&name, &text, notation, finding, fix)));
        }
    }
    let Tally { findings, hints, by_hint, by_waiver, .. } = tally;
    println!("{findings} findings, {hints} with a hint, {by_hint} put right by it, {by_waiver} by a waiver");
    tally
}

fn hold(notation: Notation) {
    let tally = tally(notation);
    assert_none(&tally.failures);
    assert!(
        tally.by_hint > 80 && tally.by_waiver > 15,
        "{} by hint, {} by waiver",
        tally.by_hint,
        tally.by_waiver
    );
    assert_eq!(tally.without, WITHOUT.into_iter().map(|(code, _)| code).collect::<BTreeSet<_>>());
}

#[test]
fn a_fix_in_yaml_helps() {
    hold(Notation::Yaml);
}

#[test]
fn a_fix_in_json_helps() {
    hold(Notation::Json);
}
