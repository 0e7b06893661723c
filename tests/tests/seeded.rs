//! Mistakes that somebody made up who did not know the rules: most of them are found, and nothing is wrong with what is mended.

use std::fs;
use std::path::{Path, PathBuf};

use groundplan_tests::folders::codes;
use groundplan_tests::{assert_none, repository};

/// A mistake: its folder, and the rule that finds it.
struct Mistake {
    folder: PathBuf,
    rule: Option<String>,
}

#[test]
fn mistakes_are_found_by_the_rules_that_they_break() {
    let mistakes = mistakes();
    let failures = mistakes.iter().filter_map(|mistake| {
        let found = found(&mistake.folder.join("broken"));
        let is_as_accepted = match &mistake.rule {
            Some(rule) => found.iter().any(|code| code == rule),
            None => found.is_empty(),
        };
        (!is_as_accepted).then(|| format!("{}: {found:?}", mistake.folder.display()))
    });
    assert_none(&failures.collect::<Vec<_>>());
    let known = mistakes.iter().filter(|mistake| mistake.rule.is_some()).count();
    assert!(mistakes.len() >= 48 && known * 48 >= 44 * mistakes.len(), "{known} of {}", mistakes.len());
}

#[test]
fn what_is_mended_breaks_none_of_them() {
    let failures = mistakes().into_iter().filter_map(|mistake| {
        let found = found(&mistake.folder.join("kept"));
        let is_found = mistake.rule.is_some_and(|rule| found.contains(&rule));
        is_found.then(|| format!("{}: {found:?}", mistake.folder.display()))
    });
    assert_none(&failures.collect::<Vec<_>>());
}

fn mistakes() -> Vec<Mistake> {
    let folder = repository::root().join("tests/seeded");
    let table = fs::read_to_string(folder.join("mistakes.tsv")).expect("the table is there");
    let rows = table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t'));
    rows.map(|mut row| {
        let folder = folder.join(row.next().expect("a mistake has a number"));
        let rule = row.nth(3).expect("a mistake has a rule, or a hyphen");
        Mistake { folder, rule: (rule != "-").then(|| rule.to_owned()) }
    })
    .collect()
}

/// The codes of what is found in a folder.
fn found(folder: &Path) -> Vec<String> {
    let mut files = Vec::new();
    read(folder, "", &mut files);
    assert!(!files.is_empty(), "{} has files", folder.display());
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let code = |found: String| found.split(' ').next().unwrap_or_default().to_owned();
    codes(&files).into_iter().map(code).collect()
}

/// Names below the folder, and texts.
fn read(folder: &Path, before: &str, files: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the folder can be read").path();
        let name = path.file_name().expect("an entry has a name").to_string_lossy();
        let name = if before.is_empty() { name.into_owned() } else { format!("{before}/{name}") };
        match path.is_dir() {
            true => read(&path, &name, files),
            false => files.push((name, fs::read_to_string(&path).expect("the file is text"))),
        }
    }
}
