//! The repository's texts are plain English: none holds a banned phrase.

use groundplan_tests::assert_none;
use groundplan_tests::banned_phrases::found;
use groundplan_tests::repository;

/// The list of phrases with the tests of the search for them, and a spec whose values are quoted speech.
const EXEMPT: [&str; 4] = [
    "tests/src/banned_phrases.rs",
    "tests/cases/stack/hostile-text/spec.yaml",
    "tests/cases/stack/hostile-text/expected.diff",
    "tests/rust-programs/hostile_text.rs",
];

#[test]
fn texts_hold_no_banned_phrase() {
    let files = read();
    assert!(files.len() > 300, "{} files were read", files.len());
    assert_none(&files.iter().flat_map(|(file, text)| found(file, text)).collect::<Vec<_>>());
}

/// The files whose texts people read, with their texts.
fn read() -> Vec<(String, String)> {
    let files = repository::files().into_iter().filter(|file| is_read(file));
    files
        .filter_map(|file| {
            let text = std::fs::read_to_string(repository::root().join(&file)).ok()?;
            Some((file, text))
        })
        .collect()
}

/// Sources, pages and generated texts. Tables of facts and locked versions hold the texts of others.
fn is_read(file: &str) -> bool {
    const ENDS: [&str; 10] = [".rs", ".ts", ".mts", ".tsx", ".mjs", ".md", ".html", ".tf", ".yaml", ".toml"];
    const STARTS: [&str; 4] = ["scripts/", ".ci/", "tests/cases/", "tests/bills"];
    let is_text = ENDS.iter().any(|end| file.ends_with(end))
        || STARTS.iter().any(|start| file.starts_with(start))
        || file.ends_with("spec.schema.json")
        || file == "justfile";
    is_text && !EXEMPT.contains(&file)
}
