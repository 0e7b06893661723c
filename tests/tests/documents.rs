//! What Terraform and AWS misread is found on documents: every rule has a document that breaks it and one that
//! keeps it by a hair, and what groundplan makes breaks none.
//!
//! `GROUNDPLAN_UPDATE=1` accepts the reports that are made now.

use std::collections::BTreeSet;

use groundplan::diagnostic::{Diagnostic, Report, Severity};
use groundplan::lint;
use groundplan::terraform::read;
use groundplan_tests::case::accepted;
use groundplan_tests::{assert_none, document_cases, expected};

/// What is found about a document whose spec waives the same, or overrides what it needs.
const KNOWN: [(&str, &str); 2] = [
    ("rules/load-balancer-tls-policy spec-waived", "aws/old-tls"),
    ("rules/service-image-pinned spec-waived", "aws/image-pinned"),
];

#[test]
fn every_rule_has_a_case_and_every_case_a_rule() {
    let rules: BTreeSet<String> = lint::rules().iter().map(|rule| rule.code.replace('/', "-")).collect();
    let cases: BTreeSet<String> = names().into_iter().collect();
    let of_reading = ["terraform-bare", "terraform-block", "terraform-form", "terraform-provisioner"];
    let strange = rules.symmetric_difference(&cases).filter(|name| !of_reading.contains(&name.as_str()));
    assert_none(&strange.cloned().collect::<Vec<_>>());
}

#[test]
fn a_broken_rule_is_reported_and_no_other() {
    let failures = names().into_iter().filter_map(|name| {
        let report = report(&name, "broken");
        let of_rule = |finding: &&Diagnostic| finding.rule.code.replace('/', "-") == name;
        match report.diagnostics().iter().find(|finding| !of_rule(finding)) {
            Some(other) => Some(format!("{name} breaks another rule as well:\n{other}")),
            None => report.diagnostics().is_empty().then(|| format!("{name} is not reported")),
        }
    });
    assert_none(&failures.collect::<Vec<_>>());
}

#[test]
fn broken_rules_are_reported_as_it_was_accepted() {
    let of_case = |name: String| format!("# {name}\n{}", report(&name, "broken"));
    let made = names().into_iter().map(of_case).collect::<Vec<_>>().join("\n");
    assert_none(&expected::difference(&document_cases::folder().join("expected.txt"), made));
}

#[test]
fn a_kept_rule_is_silent_and_nothing_else_is_found() {
    let failures = names().into_iter().filter_map(|name| {
        let report = report(&name, "kept");
        (!report.diagnostics().is_empty()).then(|| format!("{name}:\n{report}"))
    });
    assert_none(&failures.collect::<Vec<_>>());
}

#[test]
fn a_finding_tells_where_and_what_is_wanted() {
    let all = names().into_iter().flat_map(|name| report(&name, "broken").diagnostics().to_vec());
    let mute = all.filter(|finding| {
        finding.wants.is_none() && finding.rule.code != "terraform/form"
            || finding.file.as_deref() != Some("broken.tf.json")
            || finding.path.segments().is_empty()
            || (finding.hint.is_some() && finding.hint == finding.given)
    });
    assert_none(&mute.map(|finding| finding.to_string()).collect::<Vec<_>>());
}

#[test]
fn rules_are_explained() {
    let rules = lint::rules();
    let codes: BTreeSet<&str> = rules.iter().map(|rule| rule.code).collect();
    assert_eq!(codes.len(), rules.len(), "two rules share a code");
    let mute = rules.iter().filter(|rule| {
        let summary = rule.summary();
        !summary.ends_with('.')
            || summary.len() > 120
            || rule.why().is_empty()
            || !rule.source.starts_with("https://")
    });
    assert_none(&mute.map(|rule| rule.code.to_owned()).collect::<Vec<_>>());
}

#[test]
fn what_groundplan_makes_breaks_no_rule() {
    let mut seen = 0;
    let mut failures = Vec::new();
    for case in accepted() {
        let synthesis = case.accepted();
        for (folder, document) in synthesis.documents() {
            seen += 1;
            let found = lint::check(document);
            failures.extend(strange(&case.name, folder, &found));
        }
    }
    assert!(seen > 100, "{seen} documents were looked at");
    assert_none(&failures);
}

#[test]
fn what_is_read_back_breaks_no_rule_either() {
    let mut failures = Vec::new();
    for case in accepted().into_iter().filter(|case| !case.name.starts_with("rules/")) {
        for (folder, document) in case.accepted().documents() {
            let (read, mut report) = read::module(document.render());
            report.extend(lint::check(&read));
            failures.extend(strange(&case.name, folder, &report));
        }
    }
    assert_none(&failures);
}

#[test]
fn severities_are_as_terraform_and_aws_have_it() {
    let warnings = lint::rules().iter().filter(|rule| rule.severity == Severity::Warning).count();
    assert!(
        warnings > 10 && warnings < lint::rules().len() / 2,
        "{warnings} of {} warn",
        lint::rules().len()
    );
}

#[test]
fn what_is_known_to_be_found_is_found() {
    let mut unfound = KNOWN.to_vec();
    for case in accepted() {
        for (_, document) in case.accepted().documents() {
            let found = lint::check(document);
            let codes: Vec<&str> = found.diagnostics().iter().map(|finding| finding.rule.code).collect();
            unfound.retain(|(name, code)| *name != case.name || !codes.contains(code));
        }
    }
    assert!(unfound.is_empty(), "{unfound:?}");
}

/// The unexpected findings.
fn strange(case: &str, folder: &str, report: &Report) -> Vec<String> {
    let is_known = |finding: &&Diagnostic| KNOWN.contains(&(case, finding.rule.code));
    let strange = report.diagnostics().iter().filter(|finding| !is_known(finding));
    strange.map(|finding| format!("{case} {folder}: {finding}")).collect()
}

/// What the rules are called that have documents.
fn names() -> Vec<String> {
    document_cases::all().keys().cloned().collect()
}

/// Everything found in one document of a case.
fn report(name: &str, variant: &str) -> Report {
    let both = &document_cases::all()[name];
    let (document, mut report) =
        read::module([(format!("{variant}.tf.json"), format!("{:#}\n", both[variant]))]);
    report.extend(lint::check(&document));
    report
}
