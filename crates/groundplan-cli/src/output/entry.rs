use std::fs::{self, Metadata};
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use crate::trouble;
use groundplan_text::Trouble;

/// What stands at a path below the folder.
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
pub(super) fn look(root: &Path, path: &str) -> Result<Entry, Trouble> {
    let parts: Vec<&str> = path.split('/').collect();
    let folders =
        (1..parts.len()).map(|length| parts.iter().take(length).copied().collect::<Vec<_>>().join("/"));
    for folder in folders {
        match metadata(&below(root, &folder))? {
            None => return Ok(Entry::Nothing),
            Some(metadata) if metadata.is_dir() => {}
            Some(_) => return Ok(Entry::Blocked(folder)),
        }
    }
    at(&below(root, path))
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

fn at(path: &Path) -> Result<Entry, Trouble> {
    Ok(match metadata(path)? {
        None => Entry::Nothing,
        Some(metadata) if metadata.is_symlink() => Entry::Link,
        Some(metadata) if metadata.is_file() => {
            Entry::File(fs::read(path).map_err(|error| trouble::with("read", path, &error))?)
        }
        Some(_) => Entry::Other,
    })
}

fn metadata(path: &Path) -> Result<Option<Metadata>, Trouble> {
    match fs::symlink_metadata(path) {
        Ok(metadata) => Ok(Some(metadata)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound) => Ok(None),
        Err(error) => Err(trouble::with("look at", path, &error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir(root.join("a")).unwrap();
        fs::write(root.join("a/b"), "x").unwrap();
        assert_eq!(look(root, "a/b"), Ok(Entry::File(b"x".into())));
        assert_eq!(look(root, "a"), Ok(Entry::Other));
        assert_eq!(look(root, "a/b/c"), Ok(Entry::Blocked("a/b".into())));
        assert_eq!(look(root, "z/b/c"), Ok(Entry::Nothing));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed() {
        let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        std::os::unix::fs::symlink(other.path(), folder.path().join("a")).unwrap();
        assert_eq!(look(folder.path(), "a"), Ok(Entry::Link));
        assert_eq!(look(folder.path(), "a/b"), Ok(Entry::Blocked("a".into())));
    }
}
