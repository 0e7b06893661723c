use std::io;
use std::path::{Path, PathBuf};

use super::entry::{self, Entry, prune};
use super::manifest::Manifest;
use crate::system::{FRESH, Kind, Staging, System, remove_all};

/// A folder for staging whose run was ended before it could remove it. A run that is ended between placing its files
/// and writing their manifest leaves that manifest in it.
#[derive(Debug)]
pub(super) struct Leftover {
    path: PathBuf,
}

impl Leftover {
    /// All of them in a folder. What another program has put there looks different, and is left alone.
    pub(super) fn all(system: &dyn System, root: &Path) -> Vec<Self> {
        let mut names = system.list(root).unwrap_or_default();
        names.sort_unstable();
        let paths = names.iter().filter(|name| is_fresh_name(name.to_str())).map(|name| root.join(name));
        paths.filter(|path| is_staging(system, path)).map(|path| Self { path }).collect()
    }

    /// The manifest that the run would have written; `None` if it had not come to placing files.
    pub(super) fn manifest(&self, system: &dyn System) -> Option<Manifest> {
        match entry::look(system, &self.path, Manifest::NAME) {
            Ok(found @ Entry::File(_)) => Manifest::parse(&found),
            _ => None,
        }
    }

    /// Removes it, and the folders that its run made or emptied, and no others; yields its path.
    pub(super) fn remove(self, system: &dyn System, root: &Path) -> io::Result<PathBuf> {
        let written = self.manifest(system).unwrap_or_default();
        remove_all(system, &self.path)?;
        written.paths().for_each(|path| prune(system, root, path));
        remove_emptied(system, root, DEEPEST);
        Ok(self.path)
    }
}

/// How deep folders of an output are: a stack's, `environments`, an environment's, its tests.
const DEEPEST: usize = 4;

/// Removes empty folders below a folder. Whose files a run had removed before it was ended is not known any more.
fn remove_emptied(system: &dyn System, folder: &Path, deep: usize) {
    let names = system.list(folder).unwrap_or_default();
    let is_output = |name: &&std::ffi::OsString| name.to_str().is_some_and(|name| !name.starts_with('.'));
    for path in names.iter().filter(is_output).map(|name| folder.join(name)) {
        if deep > 0 && matches!(system.look_without_following(&path), Ok(Kind::Folder)) {
            remove_emptied(system, &path, deep - 1);
            // A folder with something in it resists.
            drop(system.remove_folder(&path));
        }
    }
}

fn is_fresh_name(name: Option<&str>) -> bool {
    let rest = name.and_then(|name| name.strip_prefix(FRESH));
    rest.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

fn is_staging(system: &dyn System, path: &Path) -> bool {
    let is_own = |name: &std::ffi::OsString| {
        let is_file = matches!(system.look_without_following(&path.join(name)), Ok(Kind::File | Kind::Link));
        is_file && name.to_str().is_some_and(|name| name == Manifest::NAME || Staging::is_name(name))
    };
    matches!(system.look_without_following(path), Ok(Kind::Folder))
        && system.list(path).is_ok_and(|names| names.iter().all(is_own))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::NativeSystem;

    fn found(root: &Path) -> Vec<String> {
        let name = |leftover: Leftover| leftover.path.file_name().unwrap().to_str().unwrap().to_owned();
        Leftover::all(&NativeSystem, root).into_iter().map(name).collect()
    }

    #[test]
    fn only_what_looks_like_a_folder_for_staging_is_one() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        assert!(found(&root.join("nowhere")).is_empty());
        for (folder, file) in [
            (".groundplan-a1B2c3", "new-0"),
            (".groundplan-a1B2c4", "old-12"),
            (".groundplan-a1B2c5", Manifest::NAME),
            (".groundplan-mine01", "notes.txt"),
            (".groundplan-mine02", "new-"),
            (".groundplan-a.b", "new-0"),
            ("groundplan-a1B2c3", "new-0"),
        ] {
            fs::create_dir(root.join(folder)).unwrap();
            fs::write(root.join(folder).join(file), "").unwrap();
        }
        fs::create_dir(root.join(".groundplan-empty1")).unwrap();
        fs::create_dir_all(root.join(".groundplan-mine03/new-0")).unwrap();
        fs::write(root.join(".groundplan-file01"), "").unwrap();
        let own = [".groundplan-a1B2c3", ".groundplan-a1B2c4", ".groundplan-a1B2c5", ".groundplan-empty1"];
        assert_eq!(found(root), own);
    }

    #[test]
    fn a_manifest_that_was_not_finished_counts_for_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(".groundplan-a1B2c3");
        fs::create_dir(&path).unwrap();
        let leftover = Leftover { path };
        assert!(leftover.manifest(&NativeSystem).is_none());
        fs::write(leftover.path.join(Manifest::NAME), "{ \"version\": 1, \"fil").unwrap();
        assert!(leftover.manifest(&NativeSystem).is_none());
        fs::write(leftover.path.join(Manifest::NAME), Manifest::default().text()).unwrap();
        assert_eq!(leftover.manifest(&NativeSystem), Some(Manifest::default()));
        assert!(leftover.remove(&NativeSystem, folder.path()).is_ok());
        assert!(found(folder.path()).is_empty());
    }
}
