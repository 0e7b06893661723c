//! Every case makes the files that were looked at and accepted, and finds what was found then.
//!
//! `GROUNDPLAN_UPDATE=1` accepts what is made now.

use groundplan_tests::case::{Case, folders};
use groundplan_tests::golden::differences;
use groundplan_tests::{assert_none, expected};

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
    assert_eq!(case.make().as_ref(), Ok(case.accepted()));
}

fn compare(folder: &str) -> Vec<String> {
    let found = expected::differences(folder);
    found.into_iter().map(|difference| format!("{folder}: {difference}")).collect()
}
