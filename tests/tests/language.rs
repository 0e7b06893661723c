//! Every construct of Terraform's language is read: a root each, which Terraform itself takes.

use std::collections::BTreeSet;

use groundplan::diagnostic::{Diagnostic, Severity};
use groundplan::{Schema, validate};
use groundplan_tests::{assert_none, judge, repository};

/// The roots of `tests/language`, one for every construct of the language, with their texts: as they are, and with the line
/// breaks of Windows and a byte order mark.
fn language() -> Vec<(String, String)> {
    let folder = repository::root().join("tests/language");
    let read = |name: &String| std::fs::read_to_string(folder.join(name)).expect("the file is text");
    let entries = std::fs::read_dir(&folder).expect("the folder can be listed");
    let name = |entry: std::io::Result<std::fs::DirEntry>| entry.ok()?.file_name().into_string().ok();
    let names: BTreeSet<String> = entries.filter_map(name).collect();
    let both = names.iter().flat_map(|name| {
        let text = read(name);
        let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        [(name.clone(), text), (format!("{name} of Windows"), windows)]
    });
    both.collect()
}

#[test]
fn every_construct_of_the_language_is_taken() {
    let roots = language();
    assert!(roots.len() > 60, "{} roots were read", roots.len());
    let refused = roots.iter().flat_map(|(name, text)| {
        let report = validate::files([("main.tf", text)], Some(Schema::bundled()));
        report.errors().map(|error| format!("{name}: {error}")).collect::<Vec<_>>()
    });
    assert_none(&refused.collect::<Vec<_>>());
}

/// What Terraform 1.7 to 1.15 and OpenTofu 1.7 to 1.11 added, a root each, with the page that describes it: `tests/newer`. The
/// real programs here are older than some of it.
#[test]
fn every_newer_construct_is_taken() {
    let folder = repository::root().join("tests/newer");
    let entries = std::fs::read_dir(&folder).expect("the folder can be listed");
    let names: BTreeSet<_> = entries.filter_map(|entry| Some(entry.ok()?.file_name())).collect();
    assert!(names.len() > 10, "{} roots were read", names.len());
    let found = names.iter().filter_map(|name| name.to_str()).flat_map(|name| {
        let text = std::fs::read_to_string(folder.join(name)).expect("the file is text");
        let report = validate::files([(name, text.as_str())], Some(Schema::bundled()));
        // What OpenTofu alone takes is worth a warning.
        let is_wrong =
            |finding: &&Diagnostic| finding.rule.severity == Severity::Error || !name.ends_with(".tofu");
        let wrong = report.diagnostics().iter().filter(is_wrong);
        wrong.map(|finding| format!("{name}: {finding}")).collect::<Vec<_>>()
    });
    assert_none(&found.collect::<Vec<_>>());
}

#[test]
fn terraform_takes_every_construct() {
    if !judge::has_terraform() {
        println!("terraform was not asked: it is not on PATH");
        return;
    }
    let refused = language().into_iter().filter_map(|(name, text)| {
        let refused = judge::refuses(&text)?;
        Some(format!("{name}: {refused}"))
    });
    assert_none(&refused.collect::<Vec<_>>());
}
