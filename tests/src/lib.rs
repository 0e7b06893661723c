//! What the black-box tests share: cases read from files, and ways to look at what a spec made.
//!
//! The tests themselves are in `tests/`, one file per question; the specs are in `cases/`. Everything
//! goes through the public face of the product: specs go in as text, Terraform JSON comes out.

pub mod apply;
pub mod banned_phrases;
pub mod baseline;
pub mod case;
pub mod cli;
pub mod document_cases;
pub mod documents;
pub mod expected;
pub mod folders;
pub mod generate;
pub mod golden;
pub mod judge;
pub mod language;
pub mod limits;
pub mod meaning;
pub mod minimal;
pub mod modules;
pub mod policy;
pub mod raw;
pub mod repository;
pub mod root;
pub mod rust_source;
pub mod template;
pub mod yaml;

/// Fails with all failures at once, so that one run shows everything.
///
/// # Panics
///
/// When there is any.
pub fn assert_none(failures: &[String]) {
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
}

/// The programs in the README are compiled.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
