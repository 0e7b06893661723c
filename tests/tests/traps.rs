//! `TRAPS.md`: what goes wrong in Terraform for AWS, when Terraform notices, and what groundplan does about it.
//!
//! Made from the documents that break a rule, from `cases/traps/`, and from what the real Terraform answered
//! (`scripts/test-traps`). `GROUNDPLAN_UPDATE=1` rewrites the page.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use groundplan::diagnostic::{Rule, Severity};
use groundplan::lint;
use groundplan::terraform::read;
use groundplan_tests::case::{folder_of_cases, sorted_entries};
use groundplan_tests::{assert_none, repository};
use serde_json::Value;

const HEAD: &str = "# Traps

Common mistakes in Terraform for AWS, when Terraform itself notices them, and what groundplan does about them. Each row is a
small configuration that real Terraform 1.11 and version 5.100 of the AWS provider have judged: the documents in
`tests/cases/documents/` (`broken`), and those in `tests/cases/traps/`. `scripts/test-traps` judges them again;
`GROUNDPLAN_UPDATE=1 cargo test -p groundplan-tests traps` rewrites this page.

A code names a rule that groundplan checks in any Terraform; `groundplan explain CODE` has the details. *Cannot be written*
means that groundplan's data model cannot express the mistake.

| # | rule and consequence | Terraform notices | groundplan |
|--:|---|---|---|
";

/// The rules of syntax that reading a document checks.
const OF_READING: [Rule; 4] =
    [Rule::TERRAFORM_FORM, Rule::TERRAFORM_BLOCK, Rule::TERRAFORM_BARE, Rule::TERRAFORM_PROVISIONER];

struct Trap {
    case: String,
    title: String,
    does: String,
    /// Whether AWS refuses what Terraform lets through.
    is_refused: bool,
}

#[test]
fn the_page_shows_every_trap() {
    let answers = answers();
    let mut page = HEAD.to_owned();
    for (trap, number) in traps().iter().zip(1..) {
        let notices = notices(trap, &answers);
        writeln!(page, "| {number} | {} | {notices} | {} |", trap.title, trap.does)
            .expect("strings take text");
    }
    let file = repository::root().join("TRAPS.md");
    if std::env::var_os("GROUNDPLAN_UPDATE").is_some() {
        fs::write(&file, &page).expect("the page can be written");
    }
    let written = fs::read_to_string(&file).unwrap_or_default();
    assert!(written == page, "TRAPS.md is out of date: GROUNDPLAN_UPDATE=1 rewrites it");
}

#[test]
fn terraform_was_asked_about_every_trap_and_no_other() {
    let answers = answers();
    let traps = traps();
    let unasked = traps.iter().filter(|trap| !answers.contains_key(&trap.case)).map(|trap| &trap.case);
    let gone = answers.keys().filter(|name| !traps.iter().any(|trap| trap.case == **name));
    assert_none(&unasked.chain(gone).cloned().collect::<Vec<_>>());
}

#[test]
fn what_cannot_be_written_is_still_read() {
    let failures = own_cases().into_iter().filter_map(|name| {
        let text =
            fs::read_to_string(folder_of_cases().join("traps").join(&name).join("main.tf.json")).ok()?;
        let (document, _) = read::module([("main.tf.json", text)]);
        document.items().is_empty().then_some(name)
    });
    // A section without content holds nothing.
    assert_eq!(failures.collect::<Vec<_>>(), ["09-empty-section"]);
}

fn traps() -> Vec<Trap> {
    let rules = OF_READING.into_iter().chain(lint::rules()).map(|rule| Trap {
        case: rule.code.replace('/', "-"),
        title: format!(
            "**{}** {}",
            rule.summary(),
            rule.why().split_whitespace().collect::<Vec<_>>().join(" ")
        ),
        does: format!("`{}`", rule.code),
        is_refused: rule.severity == Severity::Error && rule.code.starts_with("aws/"),
    });
    let own = own_cases().into_iter().map(|case| {
        let file = folder_of_cases().join("traps").join(&case).join("title.txt");
        let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let (title, does) = text.trim().split_once('\n').unwrap_or_else(|| panic!("{case} has two lines"));
        Trap { case, title: title.to_owned(), does: does.to_owned(), is_refused: false }
    });
    rules.chain(own).collect()
}

fn own_cases() -> Vec<String> {
    sorted_entries(&folder_of_cases().join("traps"))
}

/// Terraform's answers: `validate`, `plan`, `warns` or `never`, by case.
fn answers() -> BTreeMap<String, String> {
    let file = folder_of_cases().join("traps/terraform.json");
    let text = fs::read_to_string(file).expect("Terraform was asked: scripts/test-traps --update");
    let answers: Value = serde_json::from_str(&text).expect("the answers are JSON");
    let answers = answers.as_object().expect("there is an answer for each case").iter();
    answers
        .map(|(name, answer)| (name.clone(), answer["notices"].as_str().unwrap_or_default().to_owned()))
        .collect()
}

fn notices(trap: &Trap, answers: &BTreeMap<String, String>) -> &'static str {
    match (answers.get(&trap.case).map(String::as_str), trap.is_refused) {
        (Some("validate"), _) => "at validate",
        (Some("plan"), _) => "at plan",
        (Some("warns"), _) => "warns",
        (Some("unknown"), _) => "not judged: needs a registry",
        (Some("never"), true) => "only at apply: AWS refuses it",
        (Some("never"), false) => "never",
        (answer, _) => panic!("{}: Terraform answered {answer:?}", trap.case),
    }
}
