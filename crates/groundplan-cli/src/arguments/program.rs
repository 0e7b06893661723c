use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// `groundplan program`.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Program {
    /// The spec: YAML, or JSON in a file named *.json; `-` reads YAML or JSON from standard input
    #[arg(value_name = "SPEC")]
    pub(crate) spec: PathBuf,
    /// The language of the program
    #[arg(short, long, value_enum, value_name = "LANGUAGE")]
    pub(crate) language: Language,
    /// The file that is written; without it, standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Replace a file that is there already
    #[arg(long)]
    pub(crate) force: bool,
}

const EXAMPLES: &str = "\
Examples:
  groundplan program groundplan.yaml --language typescript --out stack.ts
  groundplan program groundplan.yaml --language rust --out src/main.rs

What is written:
  A program that makes the same Terraform as the spec. What breaks a rule is written
  too; comments are not. The first lines of the program say how it is run.

Exit codes:
  0  written
  1  the form of the spec is wrong; nothing was written
  2  wrong use, or trouble with files; nothing was written";

/// The language of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Language {
    /// For the library `groundplan`
    Rust,
    /// For the npm package `groundplan`
    #[value(name = "typescript")]
    TypeScript,
}

impl From<Language> for groundplan_text::program::Language {
    fn from(language: Language) -> Self {
        match language {
            Language::Rust => Self::Rust,
            Language::TypeScript => Self::TypeScript,
        }
    }
}
