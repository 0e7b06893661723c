use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::{Kind, System};

/// Whether a path leads to a file.
pub(crate) fn is_file(system: &dyn System, path: &Path) -> bool {
    matches!(system.look(path), Ok(Kind::File))
}

/// Whether a path leads to a folder.
pub(crate) fn is_folder(system: &dyn System, path: &Path) -> bool {
    matches!(system.look(path), Ok(Kind::Folder))
}

/// Whether a path leads to anything.
pub(crate) fn is_there(system: &dyn System, path: &Path) -> bool {
    !matches!(system.look(path), Ok(Kind::Nothing) | Err(_))
}

/// Makes a folder, and those above it, unless it is there.
pub(crate) fn make_folders(system: &dyn System, path: &Path) -> io::Result<()> {
    let make = || match system.make_folder(path) {
        Err(error) if error.kind() != ErrorKind::NotFound && is_folder(system, path) => Ok(()),
        made => made,
    };
    match (make(), path.parent()) {
        _ if path.as_os_str().is_empty() => Ok(()),
        (Err(error), Some(above)) if error.kind() == ErrorKind::NotFound => {
            make_folders(system, above)?;
            make()
        }
        (made, _) => made,
    }
}

/// How the names of files in a folder for staging begin.
const NEW: &str = "new-";
const OLD: &str = "old-";

/// A folder beside what is written, so that a rename never crosses file systems. It goes when it is dropped,
/// with all that is left in it.
pub(crate) struct Staging<'a> {
    system: &'a dyn System,
    path: PathBuf,
}

impl<'a> Staging<'a> {
    /// Makes one.
    pub(crate) fn inside(system: &'a dyn System, folder: &Path) -> io::Result<Self> {
        Ok(Self { system, path: system.make_fresh_folder(folder)? })
    }

    /// A place in it.
    pub(crate) fn place(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// The place of what is new.
    pub(crate) fn new_file(&self, number: usize) -> PathBuf {
        self.place(&format!("{NEW}{number}"))
    }

    /// The place of what was there before.
    pub(crate) fn old_file(&self, number: usize) -> PathBuf {
        self.place(&format!("{OLD}{number}"))
    }

    /// Whether a file in such a folder can have this name.
    pub(crate) fn is_name(name: &str) -> bool {
        let number = name.strip_prefix(NEW).or_else(|| name.strip_prefix(OLD));
        number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    }

    /// Whether it is there; another run removes what it takes for a leftover.
    pub(crate) fn is_there(&self) -> bool {
        is_there(self.system, &self.path)
    }
}

impl Drop for Staging<'_> {
    fn drop(&mut self) {
        // Nothing depends on it any more, so errors are ignored.
        let _ = remove_all(self.system, &self.path);
    }
}

/// Removes a folder with all that is in it.
pub(crate) fn remove_all(system: &dyn System, folder: &Path) -> io::Result<()> {
    for name in system.list(folder)? {
        let path = folder.join(name);
        match system.look_without_following(&path)? {
            Kind::Folder => remove_all(system, &path)?,
            _ => system.remove_file(&path)?,
        }
    }
    system.remove_folder(folder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::NativeSystem;

    #[test]
    fn folders_are_made_from_the_top() {
        let folder = tempfile::tempdir().unwrap();
        let deep = folder.path().join("a/b");
        make_folders(&NativeSystem, &deep).unwrap();
        make_folders(&NativeSystem, &deep).unwrap();
        assert!(deep.is_dir());
        std::fs::write(folder.path().join("c"), "").unwrap();
        let over = |path: &str| make_folders(&NativeSystem, &folder.path().join(path)).unwrap_err().kind();
        assert_eq!((over("c"), over("c/d")), (ErrorKind::AlreadyExists, ErrorKind::NotADirectory));
        make_folders(&NativeSystem, Path::new("")).unwrap();
    }

    #[test]
    fn what_is_staged_goes() {
        let folder = tempfile::tempdir().unwrap();
        let staging = Staging::inside(&NativeSystem, folder.path()).unwrap();
        std::fs::create_dir(staging.place("a")).unwrap();
        std::fs::write(staging.place("a").join("b"), "").unwrap();
        assert!(staging.path.file_name().unwrap().to_str().unwrap().starts_with(".groundplan-"));
        drop(staging);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
