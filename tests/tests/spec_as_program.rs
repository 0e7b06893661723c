//! The programs in Rust that lie in `rust-programs/` are what is written of their specs; `spec_as_rust` runs them.
//!
//! `GROUNDPLAN_UPDATE=1` writes the files. What does not compile any more can be written by itself:
//! `GROUNDPLAN_UPDATE=1 cargo test -p groundplan-tests spec_as_program`.

use std::fs;

use groundplan_tests::golden::{Tree, compare};
use groundplan_tests::{assert_none, codegen};
use groundplan_text::program::{Language, program};

#[test]
fn programs_in_rust_are_as_they_are_written() {
    let text = |path| program(&codegen::spec(path), Language::Rust).expect("the form of the spec is right");
    let made: Tree = codegen::PROGRAMS.map(|(name, path)| (name.to_owned(), text(path))).into();
    if std::env::var_os("GROUNDPLAN_UPDATE").is_some() {
        for (name, text) in &made {
            fs::write(codegen::file(name), text).expect("the program can be written");
        }
    }
    let read = |name: &String| fs::read_to_string(codegen::file(name)).unwrap_or_default();
    let known: Tree = made.keys().map(|name| (name.clone(), read(name))).collect();
    assert_none(&compare(&known, &made));
}
