//! Every case makes the files that were looked at and accepted, and finds what was found then.
//!
//! `GROUNDPLAN_UPDATE=1` accepts what is made now.

use std::fmt::Write;

use groundplan::{Decisions, Synthesis};
use groundplan_tests::assert_none;
use groundplan_tests::case::{Case, folders};
use groundplan_tests::golden::{Tree, differences};

#[test]
fn every_case_makes_what_was_accepted() {
    let failures: Vec<String> = folders().iter().flat_map(|folder| compare(folder)).collect();
    assert_none(&failures);
}

/// One with a variable, and one with nearly everything that is asserted.
#[test]
fn the_tests_for_terraform_are_what_was_accepted() {
    for folder in ["service/ecr-tag-variable", "load_balancer/https-zone"] {
        let case = Case::find(folder, "spec");
        let files = case.accepted().test_files().into_iter().map(|file| (file.path, file.text));
        assert_none(&differences(&case.folder().join("expected-tests"), &files.collect()));
    }
}

#[test]
fn refused_cases_are_refused_and_others_accepted() {
    let all = folders().into_iter().map(|folder| Case::find(&folder, "spec"));
    let wrong = all.filter(|case| case.synth().is_err() != case.expects_errors());
    assert_none(&wrong.map(|case| case.name).collect::<Vec<_>>());
}

#[test]
fn a_case_is_the_same_twice_in_a_row() {
    let case = Case::find("stack/three-environments", "spec");
    assert_eq!(case.accepted(), case.accepted());
}

fn compare(folder: &str) -> Vec<String> {
    let case = Case::find(folder, "spec");
    let found = differences(&case.folder().join("expected"), &made(folder, &case));
    found.into_iter().map(|difference| format!("{folder}: {difference}")).collect()
}

/// Rules are about the report only; the files around an environment are shown where they differ.
fn made(folder: &str, case: &Case) -> Tree {
    let mut tree = Tree::from([("report.txt".to_owned(), case.report().to_string())]);
    let domain = folder.split('/').next().unwrap_or_default();
    if let (Ok(synthesis), true) = (case.synth(), domain != "rules") {
        let whole = ["state", "stack"].contains(&domain);
        let files =
            synthesis.files().into_iter().filter(|file| whole || file.path.starts_with("environments/"));
        tree.extend(files.map(|file| (file.path, file.text)));
        tree.insert("decisions.txt".to_owned(), decisions(&synthesis));
    }
    tree
}

fn decisions(synthesis: &Synthesis) -> String {
    synthesis.decisions().iter().map(of_environment).collect::<Vec<_>>().join("\n")
}

fn of_environment(decided: &Decisions) -> String {
    let tier = decided.tier.map_or(String::new(), |tier| format!(" ({tier})"));
    let name = if decided.environment.is_empty() { "the whole stack" } else { &decided.environment };
    let mut out = format!("# {name}{tier}\n");
    for decision in &decided.decisions {
        writeln!(out, "{} = {}  [{}]", decision.path, decision.value, decision.origin.name())
            .expect("strings take text");
    }
    for waived in &decided.waived {
        writeln!(out, "waived {} at {}: {:?}", waived.rule.code, waived.path, waived.reason)
            .expect("strings take text");
    }
    out
}
