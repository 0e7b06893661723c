//! Every construct of Terraform's language is read: a root each, which Terraform itself takes.

use std::collections::BTreeSet;

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
