//! `cargo xtask codegen [--check]`: writes every file of the repository that is made of others or, with `--check`, tells
//! which of them are out of date.

use std::process::ExitCode;

use xtask::codegen;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["codegen"] => {
            codegen::write();
            ExitCode::SUCCESS
        }
        ["codegen", "--check"] => report(&codegen::outdated()),
        _ => {
            eprintln!("usage: cargo xtask codegen [--check]");
            ExitCode::FAILURE
        }
    }
}

fn report(outdated: &[String]) -> ExitCode {
    outdated.iter().for_each(|file| eprintln!("{file} is out of date: cargo xtask codegen"));
    if outdated.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
