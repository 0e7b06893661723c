//! What goes into groundplan, and what comes out: every black-box test, a subject a module.

mod bills;
mod concerns;
mod cost;
mod diagrams;
mod documents;
mod editor;
mod evaluator;
mod facade;
mod foreign;
mod functions;
mod golden;
mod hcl;
mod hostile;
mod instance_changes;
mod language;
mod module_changes;
mod modules;
mod origins;
mod parity;
mod planned;
mod programs;
mod properties;
mod quotas;
mod raw_blocks;
mod reading;
mod readme;
mod refusals;
mod renaming;
mod rules;
mod schema;
mod seeded;
mod sensitive;
mod spec_as_rust;
mod tidy;
mod tidy_domain;
mod tidy_phrases;
mod traps;
mod undetected_by_terraform;
mod user_assertions;
mod variables;
mod versions;

/// A file that no line above names would not be compiled, and its tests would never run.
#[test]
fn every_file_is_a_module() {
    let folder = groundplan_tests::repository::root().join("tests/tests");
    let files = std::fs::read_dir(folder).expect("the tests can be listed");
    let missing = files
        .map(|file| file.expect("a file has a name").path())
        .filter_map(|file| file.file_stem().and_then(|stem| stem.to_str()).map(str::to_owned))
        .filter(|name| name != "main" && !include_str!("main.rs").contains(&format!("\nmod {name};\n")));
    groundplan_tests::assert_none(&missing.collect::<Vec<_>>());
}
