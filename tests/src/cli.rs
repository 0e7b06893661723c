//! The command line, built once for a run of tests.

use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

use crate::repository;

/// The program `groundplan`.
///
/// # Panics
///
/// When it cannot be built.
#[must_use]
pub fn groundplan() -> &'static PathBuf {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| build(&["--bin", "groundplan"], "groundplan"))
}

/// One of the library's example programs.
///
/// # Panics
///
/// When it cannot be built.
#[must_use]
pub fn example(name: &str) -> PathBuf {
    build(&["--example", name], &format!("examples/{name}"))
}

/// Builds into the folder that holds the running test, and of the whole workspace, since features of a package alone
/// differ: so nothing is compiled twice.
fn build(what: &[&str], program: &str) -> PathBuf {
    let test = std::env::current_exe().expect("the test knows where it is");
    let profile = test.ancestors().nth(2).expect("tests lie in PROFILE/deps");
    let target = profile.parent().expect("profiles lie in the target folder");
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let mut command = Command::new(cargo);
    command
        .current_dir(repository::root())
        .args(["build", "--workspace", "--quiet", "--target-dir"])
        .arg(target)
        .args(what);
    if profile.ends_with("release") {
        command.arg("--release");
    }
    repository::run(&mut command);
    profile.join(program)
}
