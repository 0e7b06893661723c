//! Every rule has a case in which it is broken, one in which it is kept by a hair, and, where it can be
//! waived, one in which a waiver with a reason excuses it.

use std::collections::BTreeSet;

use groundplan::diagnostic::{Diagnostic, Rule, Severity};
use groundplan::rules;
use groundplan_tests::assert_none;
use groundplan_tests::case::{Case, folders};
use groundplan_tests::root::Root;
use groundplan_tests::template::plain;

/// Findings that come with another: what is missing there is missing for both rules.
const ALSO: [(&str, &str); 2] =
    [("service/image-variable", "service/image-pinned"), ("stack/waiver", "stack/waiver-unused")];

/// Rules about numbers, whose cases are counted out in `quotas.rs`: nobody writes a hundred services by hand.
const QUOTAS: &str = "quota/";

#[test]
fn every_rule_has_a_case_and_every_case_a_rule() {
    let of_cases = |rule: &&Rule| !rule.code.starts_with(QUOTAS);
    let rules: BTreeSet<String> = rules().iter().filter(of_cases).map(folder).collect();
    let cases: BTreeSet<String> = folders().into_iter().filter(|name| name.starts_with("rules/")).collect();
    assert_none(&rules.symmetric_difference(&cases).cloned().collect::<Vec<_>>());
}

#[test]
fn a_broken_rule_is_reported() {
    for_every_rule(|rule| {
        let case = Case::find(&folder(rule), "spec");
        let report = case.report();
        let found: Vec<&Diagnostic> = report.diagnostics().iter().collect();
        let of_rule = found.iter().filter(|finding| finding.rule == *rule).count();
        let strange = found.iter().filter(|finding| !is_expected(rule, finding)).map(ToString::to_string);
        let mut wrong: Vec<String> = strange.collect();
        if of_rule == 0 {
            wrong.push("is not reported".to_owned());
        }
        if case.synth().is_err() != (rule.severity == Severity::Error) {
            wrong.push("doesn't decide whether files are made as its severity says".to_owned());
        }
        wrong
    });
}

#[test]
fn a_finding_tells_where_what_and_what_is_allowed() {
    for_every_rule(|rule| {
        let report = Case::find(&folder(rule), "spec").report();
        let of_rule = report.diagnostics().iter().filter(|finding| finding.rule == *rule);
        let form = ["spec/syntax", "spec/duplicate-key"].contains(&rule.code);
        let mute = of_rule.filter(|finding| finding.message.is_empty() || (finding.wants.is_none() && !form));
        mute.map(|finding| format!("{finding}\n  says too little")).collect()
    });
}

#[test]
fn a_hint_is_not_what_was_given() {
    for_every_rule(|rule| {
        let report = Case::find(&folder(rule), "spec").report();
        let useless = report
            .diagnostics()
            .iter()
            .filter(|finding| finding.hint.is_some() && finding.hint == finding.given);
        useless.map(|finding| format!("{finding}\n  advises what was refused")).collect()
    });
}

#[test]
fn a_finding_has_its_place_in_the_text() {
    for_every_rule(|rule| {
        let text = Case::find(&folder(rule), "spec").json();
        let report = groundplan::Stack::synth_json(&text);
        let report = report.map_or_else(|error| error.report().clone(), |made| made.report().clone());
        let of_rule = report.diagnostics().iter().filter(|finding| finding.rule == *rule);
        let lost =
            of_rule.filter(|finding| finding.range.clone().is_none_or(|range| text.get(range).is_none()));
        lost.map(|finding| format!("{finding}\n  has no place")).collect()
    });
}

#[test]
fn a_kept_rule_is_silent_and_nothing_else_is_found() {
    for_every_rule(|rule| {
        let report = Case::find(&folder(rule), "spec-fixed").report();
        report.diagnostics().iter().map(ToString::to_string).collect()
    });
}

#[test]
fn a_waiver_with_a_reason_excuses_and_is_recorded() {
    for_every_rule(|rule| match rule.waivable {
        true => waived(rule),
        false => Vec::new(),
    });
}

fn waived(rule: &Rule) -> Vec<String> {
    let Some(case) = Case::try_find(&folder(rule), "spec-waived") else {
        return vec!["can be waived, and no case does it".to_owned()];
    };
    let report = case.report();
    let mut wrong: Vec<String> = report.diagnostics().iter().map(ToString::to_string).collect();
    let Ok(synthesis) = case.synth() else { return wrong };
    let recorded =
        synthesis.decisions().iter().flat_map(|decided| &decided.waived).find(|waived| waived.rule == *rule);
    match recorded {
        Some(waived) => wrong.extend(unwritten(&Root::all(&synthesis.files()), rule, &waived.reason)),
        None => wrong.push("its waiver is not among the decisions".to_owned()),
    }
    wrong
}

/// Code and reason are at the head of `terraform.tf.json`, for readers of the output.
fn unwritten(roots: &[Root], rule: &Rule, reason: &str) -> Option<String> {
    let comments = roots.iter().map(|root| root.files["terraform.tf.json"]["//"].to_string());
    let written = comments.into_iter().any(|comment| comment.contains(rule.code) && comment.contains(reason));
    (!written).then(|| "its waiver is not written into the output".to_owned())
}

#[test]
fn what_cannot_be_waived_is_reported_in_spite_of_a_waiver() {
    for_every_rule(|rule| match rule.waivable || rule.code.starts_with("spec/") {
        true => Vec::new(),
        false => in_spite_of_a_waiver(rule),
    });
}

fn in_spite_of_a_waiver(rule: &Rule) -> Vec<String> {
    let name = camel(rule.code);
    let text = Case::find(&folder(rule), "spec").json();
    let mut spec: serde_json::Value = serde_json::from_str(&text).expect("the case is JSON");
    spec["waive"][name] = "because".into();
    let report = groundplan::Stack::synth_json(&spec.to_string());
    let report = report.map_or_else(|error| error.report().clone(), |made| made.report().clone());
    let codes: Vec<&str> = report.errors().map(|finding| finding.rule.code).collect();
    let mut wrong = Vec::new();
    if rule.severity == Severity::Error && !codes.contains(&rule.code) {
        wrong.push("is silenced by a waiver".to_owned());
    }
    if !codes.contains(&Rule::WAIVER.code) {
        wrong.push("its waiver is not refused".to_owned());
    }
    wrong
}

#[test]
fn a_waiver_without_a_reason_excuses_nothing() {
    for_every_rule(|rule| match Case::try_find(&folder(rule), "spec-waived") {
        Some(case) => without_reason(rule, &case),
        None => Vec::new(),
    });
}

fn without_reason(rule: &Rule, case: &Case) -> Vec<String> {
    let mut spec: serde_json::Value = serde_json::from_str(&case.json()).expect("the case is JSON");
    for (_, environment) in spec["environments"].as_object_mut().into_iter().flatten() {
        environment["waive"] = serde_json::json!({ camel(rule.code): " " });
    }
    let Err(error) = groundplan::Stack::synth_json(&spec.to_string()) else {
        return vec!["is excused without a reason".to_owned()];
    };
    let codes: Vec<&str> = error.report().diagnostics().iter().map(|finding| finding.rule.code).collect();
    let missing = [rule.code, Rule::WAIVER.code].into_iter().filter(|code| !codes.contains(code));
    missing.map(|code| format!("with an empty reason, {code} is not reported")).collect()
}

#[test]
fn comments_of_waivers_cannot_be_taken_for_templates() {
    let case = Case::find("stack/hostile-text", "spec");
    let root = case.environment("pre");
    let comment = root.files["terraform.tf.json"]["//"].as_str().expect("there is one waiver");
    assert!(
        comment.contains("${friend}"),
        "a comment is not evaluated, so nothing in it is escaped: {comment}"
    );
    assert_eq!(plain("$${friend}"), "${friend}");
}

fn is_expected(rule: &Rule, finding: &Diagnostic) -> bool {
    finding.rule == *rule || ALSO.contains(&(rule.code, finding.rule.code))
}

fn folder(rule: &Rule) -> String {
    format!("rules/{}", rule.code.replace('/', "-"))
}

/// `network/flow-logs` as its waiver would be called: `flowLogs`.
fn camel(code: &str) -> String {
    let name = code.rsplit('/').next().unwrap_or(code);
    let mut upper = false;
    let letter = |character: char| match (character, std::mem::replace(&mut upper, character == '-')) {
        ('-', _) => None,
        (character, true) => Some(character.to_ascii_uppercase()),
        (character, false) => Some(character),
    };
    name.chars().filter_map(letter).collect()
}

/// A rule without a case is reported once, by the test about that.
fn for_every_rule(check: impl Fn(&Rule) -> Vec<String>) {
    let rules = rules().into_iter().filter(|rule| Case::try_find(&folder(rule), "spec").is_some());
    let failures = rules.flat_map(|rule| {
        let wrong = check(&rule);
        wrong.into_iter().map(move |wrong| format!("{}: {wrong}", rule.code))
    });
    assert_none(&failures.collect::<Vec<_>>());
}
