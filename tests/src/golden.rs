//! Outputs on disk, compared byte for byte: `cases/DOMAIN/CASE/expected/`, each file under its own name.
//!
//! `GROUNDPLAN_UPDATE=1` rewrites them, to be looked at in the diff. A file that is no longer made counts
//! as a difference as much as one that is new.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Files by their paths below the folder.
pub type Tree = BTreeMap<String, String>;

/// Compares an output with the folder that holds the expected one; what differs, file by file.
///
/// # Panics
///
/// When files cannot be read or written.
#[must_use]
pub fn differences(folder: &Path, made: &Tree) -> Vec<String> {
    if std::env::var_os("GROUNDPLAN_UPDATE").is_some() {
        write(folder, made);
    }
    compare(&read(folder), made)
}

/// What differs between two outputs, file by file.
#[must_use]
pub fn compare(expected: &Tree, made: &Tree) -> Vec<String> {
    let names: BTreeSet<&String> = expected.keys().chain(made.keys()).collect();
    names.into_iter().filter_map(|name| difference(name, expected.get(name), made.get(name))).collect()
}

fn difference(name: &str, expected: Option<&String>, made: Option<&String>) -> Option<String> {
    match (expected, made) {
        (Some(expected), Some(made)) if expected == made => None,
        (Some(expected), Some(made)) => Some(format!("{name} differs {}", first_difference(expected, made))),
        (None, _) => Some(format!("{name} is new")),
        (_, None) => Some(format!("{name} is no longer made")),
    }
}

/// The first line that differs, on both sides.
fn first_difference(expected: &str, made: &str) -> String {
    let mut lines = expected.lines().zip(made.lines()).zip(1..);
    match lines.find(|((expected, made), _)| expected != made) {
        Some(((expected, made), line)) => format!("in line {line}:\n  - {expected}\n  + {made}"),
        None => format!("in length: {} lines, now {}", expected.lines().count(), made.lines().count()),
    }
}

/// The files below a folder; none when there is no folder.
///
/// # Panics
///
/// When a file cannot be read.
#[must_use]
pub fn read(folder: &Path) -> Tree {
    let mut tree = Tree::new();
    collect(folder, "", &mut tree);
    tree
}

fn collect(folder: &Path, prefix: &str, tree: &mut Tree) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("an entry can be read").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("names are UTF-8");
        let name = format!("{prefix}{name}");
        if path.is_dir() {
            collect(&path, &format!("{name}/"), tree);
        } else {
            let text =
                fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            tree.insert(name, text);
        }
    }
}

/// Makes a folder hold these files and no others.
///
/// # Panics
///
/// When it cannot be written.
pub fn write(folder: &Path, made: &Tree) {
    if folder.exists() {
        fs::remove_dir_all(folder).expect("the old files can be removed");
    }
    for (name, text) in made {
        let file = folder.join(name);
        fs::create_dir_all(file.parent().expect("a file is in a folder")).expect("the folder can be made");
        fs::write(file, text).expect("the file can be written");
    }
}

#[cfg(test)]
mod tests {
    use super::{Tree, difference, read, write};

    #[test]
    fn new_changed_and_removed_files_are_differences() {
        let (old, new) = ("a\nb\n".to_owned(), "a\nc\n".to_owned());
        assert_eq!(difference("x", Some(&old), Some(&old)), None);
        assert_eq!(difference("x", Some(&old), Some(&new)).unwrap(), "x differs in line 2:\n  - b\n  + c");
        assert_eq!(difference("x", None, Some(&new)).unwrap(), "x is new");
        assert_eq!(difference("x", Some(&old), None).unwrap(), "x is no longer made");
    }

    #[test]
    fn what_is_written_is_read_and_leftovers_go() {
        let folder = tempfile::tempdir().unwrap();
        let tree = |name: &str| Tree::from([(name.to_owned(), "text".to_owned())]);
        write(&folder.path().join("out"), &tree("a/b.json"));
        write(&folder.path().join("out"), &tree("c.json"));
        assert_eq!(read(folder.path()), tree("out/c.json"));
    }
}
