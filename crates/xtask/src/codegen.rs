//! Every generated file, and whether the repository has it as it would be made now.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use groundplan::Stack;

use crate::{rust_programs, typescript};

/// The folder of the repository.
///
/// # Panics
///
/// Never: this package is two folders below it.
#[must_use]
pub fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.ancestors().nth(2).expect("the package is in the repository").to_owned()
}

/// Generated files by their paths in the repository. All are made of the types themselves, none of another's file, so one
/// run is enough.
///
/// # Panics
///
/// When a source has a form that no generator knows yet.
#[must_use]
pub fn files() -> BTreeMap<String, String> {
    let schema = ("crates/groundplan/spec.schema.json".to_owned(), Stack::json_schema());
    let typescript = typescript::files().into_iter().map(|(path, text)| (path.to_owned(), text));
    std::iter::once(schema).chain(typescript).chain(rust_programs::files()).collect()
}

/// Writes all of them.
///
/// # Panics
///
/// When one cannot be written.
pub fn write() {
    for (path, text) in files() {
        fs::write(root().join(&path), text).unwrap_or_else(|error| panic!("{path}: {error}"));
    }
}

/// Those that are other than they would be made now.
#[must_use]
pub fn outdated() -> Vec<String> {
    let is_current = |path: &String, text: &String| {
        let known = fs::read_to_string(root().join(path)).unwrap_or_default();
        known.replace("\r\n", "\n") == *text
    };
    files().into_iter().filter(|(path, text)| !is_current(path, text)).map(|(path, _)| path).collect()
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    #[test]
    fn generated_files_are_current() {
        assert_eq!(outdated(), [""; 0], "run `cargo xtask codegen`");
    }

    #[test]
    fn schemars_is_in_no_users_build() {
        for package in ["groundplan", "groundplan-text", "groundplan-cli", "groundplan-wasm"] {
            let arguments =
                ["tree", "--locked", "--offline", "--edges", "normal", "--prefix", "none", "--package"];
            let tree = Command::new(env!("CARGO")).current_dir(root()).args(arguments).arg(package).output();
            let tree = String::from_utf8(tree.expect("cargo runs").stdout).expect("names are UTF-8");
            assert!(tree.starts_with(&format!("{package} v")), "{package}: {tree}");
            assert!(!tree.contains("schemars"), "{package}: {tree}");
        }
    }

    #[test]
    fn nothing_is_of_any_type() {
        let words = |text: &str| text.split(|c: char| !c.is_alphanumeric()).any(|word| word == "any");
        let is_code = |line: &&str| !line.trim_start().starts_with(['*', '/']);
        let is_loose = |text: &String| text.lines().filter(is_code).any(words);
        let loose = typescript::files().into_iter().filter(|(_, text)| is_loose(text)).map(|(path, _)| path);
        assert_eq!(loose.collect::<Vec<_>>(), [""; 0]);
    }
}
