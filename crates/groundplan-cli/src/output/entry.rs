use std::path::{Component, Path, PathBuf};

use groundplan_text::UsageError;

use crate::system::{Kind, System};
use crate::usage_error;

/// The entry at a path below the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// Nothing.
    Nothing,
    /// A file with its content.
    File(Vec<u8>),
    /// A symbolic link, wherever it leads.
    Link,
    /// A folder, or something else that no file can take the place of.
    Other,
    /// The path leads through something that is not a folder of the output's own.
    Blocked(String),
}

/// Looks without following any link below the folder.
pub(super) fn look(system: &dyn System, root: &Path, path: &str) -> Result<Entry, UsageError> {
    let parts: Vec<&str> = path.split('/').collect();
    let folders =
        (1..parts.len()).map(|length| parts.iter().take(length).copied().collect::<Vec<_>>().join("/"));
    for folder in folders {
        match kind(system, &below(root, &folder))? {
            Kind::Nothing => return Ok(Entry::Nothing),
            Kind::Folder => {}
            _ => return Ok(Entry::Blocked(folder)),
        }
    }
    at(system, &below(root, path))
}

/// The path of a file below the folder.
pub(super) fn below(root: &Path, path: &str) -> PathBuf {
    path.split('/').fold(root.to_owned(), |folder, part| folder.join(part))
}

/// Whether a path with slashes stays below the folder.
pub(super) fn is_inside(path: &str) -> bool {
    let is_plain = |part: &str| {
        let mut components = Path::new(part).components();
        matches!(components.next(), Some(Component::Normal(_))) && components.next().is_none()
    };
    path.split('/').all(is_plain)
}

/// Removes the folders that a file below the folder leaves empty. One that holds something else stays.
pub(super) fn prune(system: &dyn System, root: &Path, path: &str) {
    let path = below(root, path);
    let folders = path.ancestors().skip(1).take_while(|folder| *folder != root);
    let _ = folders.map(|folder| system.remove_folder(folder)).take_while(Result::is_ok).count();
}

fn at(system: &dyn System, path: &Path) -> Result<Entry, UsageError> {
    Ok(match kind(system, path)? {
        Kind::Nothing => Entry::Nothing,
        Kind::Link => Entry::Link,
        Kind::File => {
            let read = system.read(path, u64::MAX);
            Entry::File(read.map_err(|error| usage_error::with("read", path, &error))?)
        }
        Kind::Folder | Kind::Other => Entry::Other,
    })
}

fn kind(system: &dyn System, path: &Path) -> Result<Kind, UsageError> {
    system.look_without_following(path).map_err(|error| usage_error::with("look at", path, &error))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::NativeSystem;

    #[test]
    fn every_kind_is_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir(root.join("a")).unwrap();
        fs::write(root.join("a/b"), "x").unwrap();
        assert_eq!(look(&NativeSystem, root, "a/b"), Ok(Entry::File(b"x".into())));
        assert_eq!(look(&NativeSystem, root, "a"), Ok(Entry::Other));
        assert_eq!(look(&NativeSystem, root, "a/b/c"), Ok(Entry::Blocked("a/b".into())));
        assert_eq!(look(&NativeSystem, root, "z/b/c"), Ok(Entry::Nothing));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed() {
        let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        std::os::unix::fs::symlink(other.path(), folder.path().join("a")).unwrap();
        assert_eq!(look(&NativeSystem, folder.path(), "a"), Ok(Entry::Link));
        assert_eq!(look(&NativeSystem, folder.path(), "a/b"), Ok(Entry::Blocked("a".into())));
    }
}
