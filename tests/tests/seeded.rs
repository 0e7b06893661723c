//! Mistakes that somebody made up who did not know the rules: most of them are found, and nothing is wrong with what is mended.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use groundplan::diagnostic::Report;
use groundplan_tests::folders::check;
use groundplan_tests::{assert_none, repository};

/// What mends a mistake, beside the files: `--- FILE`, then lines as in a diff, whose places their text says.
const MEND: &str = "mend.diff";

/// Names and texts.
type Files = BTreeMap<String, String>;

/// A mistake, the rule that finds it, and the files with and without it.
struct Mistake {
    number: String,
    rule: Option<String>,
    broken: Files,
    mended: Files,
}

#[test]
fn mistakes_are_found_by_the_rules_that_they_break() {
    let mistakes = mistakes();
    let failures = mistakes.iter().filter_map(|mistake| {
        let found = report(&mistake.broken);
        let codes: Vec<&str> = found.diagnostics().iter().map(|one| one.rule.code).collect();
        let is_as_accepted = match &mistake.rule {
            Some(rule) => codes.contains(&rule.as_str()),
            None => codes.is_empty(),
        };
        (!is_as_accepted).then(|| format!("{}: {codes:?}", mistake.number))
    });
    assert_none(&failures.collect::<Vec<_>>());
    let known = mistakes.iter().filter(|mistake| mistake.rule.is_some()).count();
    assert!(mistakes.len() >= 48 && known * 48 >= 44 * mistakes.len(), "{known} of {}", mistakes.len());
}

#[test]
fn what_is_mended_has_no_errors() {
    let failures = mistakes().into_iter().filter_map(|mistake| {
        let found = report(&mistake.mended);
        let is_same = |code: &str| mistake.rule.as_deref() == Some(code);
        let is_wrong = found.has_errors() || found.diagnostics().iter().any(|one| is_same(one.rule.code));
        is_wrong.then(|| format!("{}:\n{found}", mistake.number))
    });
    assert_none(&failures.collect::<Vec<_>>());
}

fn report(files: &Files) -> Report {
    check(&files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect::<Vec<_>>())
}

fn mistakes() -> Vec<Mistake> {
    let folder = repository::root().join("tests/seeded");
    let table = fs::read_to_string(folder.join("mistakes.tsv")).expect("the table is there");
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    rows.map(|row| {
        let cells: Vec<&str> = row.split('\t').collect();
        let [number, _, _, _, rule] = cells[..] else { panic!("a mistake has five cells: {row}") };
        let mut broken = Files::new();
        read(&folder.join(number), "", &mut broken);
        let mend = broken.remove(MEND).expect("a mistake is mended");
        let mended = mended(broken.clone(), &mend);
        let rule = (rule != "-").then(|| rule.to_owned());
        Mistake { number: number.to_owned(), rule, broken, mended }
    })
    .collect()
}

/// Names below a folder, and texts.
fn read(folder: &Path, before: &str, files: &mut Files) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the folder can be read").path();
        let name = format!("{before}{}", path.file_name().expect("an entry has a name").to_string_lossy());
        match path.is_dir() {
            true => read(&path, &format!("{name}/"), files),
            false => drop(files.insert(name, fs::read_to_string(&path).expect("the file is text"))),
        }
    }
}

/// The files without their mistake.
fn mended(mut files: Files, mend: &str) -> Files {
    for of_file in mend.split("--- ").skip(1) {
        let (name, hunks) = of_file.split_once('\n').expect("a file has a line");
        let text = files.get_mut(name).unwrap_or_else(|| panic!("{name} is mended, and is not there"));
        for hunk in hunks.split("@@\n").filter(|hunk| !hunk.is_empty()) {
            let (old, new) = (side(hunk, '+'), side(hunk, '-'));
            assert_eq!(text.matches(&old).count(), 1, "{old} occurs once");
            *text = text.replacen(&old, &new, 1);
        }
    }
    files
}

/// The lines of one side of a hunk: those that the other one alone has are left out.
fn side(hunk: &str, other: char) -> String {
    let lines = hunk.lines().filter(|line| !line.starts_with(other));
    lines.filter_map(|line| line.get(1..)).map(|line| format!("{line}\n")).collect()
}
