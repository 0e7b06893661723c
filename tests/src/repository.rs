//! Where the repository is, and which files belong to it.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of the repository.
///
/// # Panics
///
/// Never: this package lies one folder below it.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the package lies in the repository").to_owned()
}

/// The paths of all files that are, or could be, committed.
///
/// # Panics
///
/// When git cannot be asked.
#[must_use]
pub fn files() -> Vec<String> {
    let listed = run(Command::new("git").current_dir(root()).args([
        "ls-files",
        "--cached",
        "--others",
        "--exclude-standard",
        "-z",
    ]));
    let names = listed.split('\0').filter(|name| !name.is_empty() && root().join(name).is_file());
    names.map(str::to_owned).collect()
}

/// A judge of Terraform such as `oracle/tfcheck`, where this machine has one: in the folder that
/// `GROUNDPLAN_JUDGES` names, else in `../shared`.
#[must_use]
pub fn judge(path: &str) -> Option<PathBuf> {
    let folder = std::env::var("GROUNDPLAN_JUDGES").unwrap_or_else(|_| "../shared".to_owned());
    Some(root().join(folder).join(path)).filter(|program| program.is_file())
}

/// Runs a program to its end; what it printed.
///
/// # Panics
///
/// When it cannot be run, or fails.
pub fn run(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("the output is UTF-8")
}
