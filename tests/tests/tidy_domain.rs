//! How many files a small domain touches: those that CONTRIBUTING lists, and no other.

use groundplan_tests::repository;

/// The words of the domain that CONTRIBUTING takes as its example.
const WORDS: [&str; 3] = ["Cluster", "ContainerInsights", "containerInsights"];

/// Files that need not name a domain: its own, what uses it, what is written by a program, tests of something else.
const OTHERS: [&str; 26] = [
    "crates/groundplan/src/aws/cluster/",
    "crates/groundplan/src/aws/observability/",
    "crates/groundplan/src/aws/service/",
    "crates/groundplan/src/composition/share.rs",
    "crates/groundplan/src/cost/",
    "crates/groundplan/src/lint/",
    "crates/groundplan/src/stack/money/advice.rs",
    "crates/groundplan/src/stack/money/what_if/tests.rs",
    "crates/groundplan/prices/",
    "crates/groundplan/schema/",
    "crates/groundplan/spec.schema.json",
    "examples/",
    "pkg/src/builder/fields.ts",
    "pkg/src/builder/tables.ts",
    "pkg/src/spec.ts",
    "pkg/tests/builder/kitchen-sink.literal.ts",
    "pkg/tests/builder/patches.json",
    "scripts/fixtures/",
    "tests/bills/",
    "tests/cases/",
    "tests/hcl/",
    "tests/origins/",
    "tests/programs/",
    "tests/rust-programs/",
    "tests/src/generate.rs",
    "tests/tests/",
];

#[test]
fn a_small_domain_touches_the_files_that_contributing_lists() {
    let text = read("CONTRIBUTING.md");
    let listed: Vec<&str> = text.lines().filter_map(row).collect();
    assert!((1..=10).contains(&listed.len()), "{listed:?}");
    let unnamed = listed
        .iter()
        .filter(|file| !words(&read(file)).any(|word| word == "cluster" || WORDS.contains(&word)));
    assert_eq!(unnamed.collect::<Vec<_>>(), [&""; 0], "listed, and without the domain");
    let naming = repository::files().into_iter().filter(|file| names(file));
    let unlisted: Vec<String> = naming.filter(|file| !listed.contains(&file.as_str())).collect();
    assert_eq!(unlisted, [""; 0], "with the domain, and not listed");
}

/// The file of a row of the list.
fn row(line: &str) -> Option<&str> {
    line.strip_prefix("  | `")?.split('`').next()
}

/// Whether a file, other than those above and prose, names the domain.
fn names(file: &str) -> bool {
    let is_source = !file.ends_with(".md") && !OTHERS.iter().any(|other| file.starts_with(other));
    is_source && words(&read(file)).any(|word| WORDS.contains(&word))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !character.is_ascii_alphanumeric() && character != '_')
}

fn read(file: &str) -> String {
    let bytes = std::fs::read(repository::root().join(file)).unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}
