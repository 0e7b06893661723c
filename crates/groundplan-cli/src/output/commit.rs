use std::io;
use std::path::{Path, PathBuf};

use groundplan_text::UsageError;

use super::entry::{below, prune};
use super::manifest::Manifest;
use super::plan::{Change, Plan, State};
use crate::system::{Kind, Staging, System, is_there};
use crate::usage_error;

/// Carries a plan out. Everything is written beside first, so that a full disk is met before anything
/// changes; then each file takes its place by being renamed. What fails is undone. The manifest is placed last;
/// until then it lies beside under its own name, so that the next run knows what this one has placed if it is ended.
pub(super) fn apply(system: &dyn System, root: &Path, plan: &Plan) -> Result<(), UsageError> {
    let failed = |error| usage_error::with("write into", root, &error);
    let made = make_folders(system, root).map_err(failed)?;
    let done = Staging::inside(system, root).map_err(failed).and_then(|staging| {
        let commit = Commit { system, root, staging, undo: Vec::new() };
        commit.run(plan)
    });
    if done.is_err() {
        remove_folders(system, &made);
    }
    done
}

/// A step that failed, and where.
struct Failure {
    path: PathBuf,
    error: io::Error,
}

/// How to take a step back.
enum Undo {
    /// The file was not there.
    Remove(PathBuf),
    /// The file is kept in another place.
    Restore { kept: PathBuf, path: PathBuf },
    /// The folders were not there.
    RemoveFolders(Vec<PathBuf>),
}

struct Commit<'a> {
    system: &'a dyn System,
    root: &'a Path,
    /// Holds what is new and what is kept; both are needed until the end.
    staging: Staging<'a>,
    undo: Vec<Undo>,
}

impl Commit<'_> {
    fn run(mut self, plan: &Plan) -> Result<(), UsageError> {
        let changes: Vec<_> = plan.changes.iter().filter(|change| change.state != State::Unchanged).collect();
        match self.stage(&changes).and_then(|()| self.place_all(&changes)) {
            Ok(()) => {
                self.prune(plan);
                Ok(())
            }
            Err(_) if !self.staging.is_there() => {
                Err(UsageError::new(format!("another run of groundplan writes into {}", self.root.display()))
                    .help("the same command again when the other run is done"))
            }
            Err(Failure { path, error }) => {
                let usage_error = usage_error::with("write", &path, &error);
                Err(self.roll_back().iter().fold(usage_error, |usage_error, left| {
                    usage_error.line(format!("{} could not be put back", left.display()))
                }))
            }
        }
    }

    fn stage(&self, changes: &[&Change]) -> Result<(), Failure> {
        for (number, change) in
            changes.iter().enumerate().filter(|(_, change)| change.state != State::Removed)
        {
            let path = self.staged(number, change);
            self.system.create(&path, change.text.as_bytes()).map_err(|error| Failure { path, error })?;
        }
        Ok(())
    }

    fn place_all(&mut self, changes: &[&Change]) -> Result<(), Failure> {
        for (number, change) in changes.iter().enumerate() {
            let path = below(self.root, &change.path);
            self.place(number, change, &path).map_err(|error| Failure { path, error })?;
        }
        Ok(())
    }

    fn staged(&self, number: usize, change: &Change) -> PathBuf {
        if change.path == Manifest::NAME {
            self.staging.place(Manifest::NAME)
        } else {
            self.staging.new_file(number)
        }
    }

    fn place(&mut self, number: usize, change: &Change, path: &Path) -> io::Result<()> {
        if let Some(folder) = path.parent() {
            self.undo.push(Undo::RemoveFolders(make_folders(self.system, folder)?));
        }
        let staged = self.staged(number, change);
        if change.state == State::Created {
            return self.create(&staged, path);
        }
        let kept = self.staging.old_file(number);
        self.keep(path, &kept, change.state)?;
        self.undo.push(Undo::Restore { kept, path: path.to_owned() });
        if change.state == State::Changed { self.system.rename(&staged, path) } else { Ok(()) }
    }

    /// A rename would replace what appeared there in the meantime.
    fn create(&mut self, staged: &Path, path: &Path) -> io::Result<()> {
        if matches!(self.system.look_without_following(path), Ok(kind) if kind != Kind::Nothing) {
            return Err(io::Error::new(
                io::ErrorKind::AlreadyExists,
                "it appeared while groundplan was writing",
            ));
        }
        self.system.rename(staged, path)?;
        self.undo.push(Undo::Remove(path.to_owned()));
        Ok(())
    }

    /// Takes every step back, the last one first; yields what resisted.
    fn roll_back(&mut self) -> Vec<PathBuf> {
        let system = self.system;
        let step = |undo: Undo| match undo {
            Undo::Remove(path) => system.remove_file(&path).err().map(|_| path),
            Undo::Restore { kept, path } => system.rename(&kept, &path).err().map(|_| path),
            Undo::RemoveFolders(folders) => remove_folders(system, &folders),
        };
        self.undo.drain(..).rev().filter_map(step).collect()
    }

    /// Removes folders that removed files leave empty. One that holds something else stays.
    fn prune(&self, plan: &Plan) {
        let removed = plan.changes.iter().filter(|change| change.state == State::Removed);
        removed.for_each(|change| prune(self.system, self.root, &change.path));
    }

    /// Keeps a file while it is replaced or removed. A copy leaves it in its place until the new one takes
    /// it; a link is moved, since a copy would follow it.
    fn keep(&self, path: &Path, kept: &Path, state: State) -> io::Result<()> {
        if state == State::Removed || self.system.look_without_following(path)? == Kind::Link {
            return self.system.rename(path, kept);
        }
        self.system.copy(path, kept)
    }
}

/// Makes a folder and those above it; yields the ones that were not there.
fn make_folders(system: &dyn System, folder: &Path) -> io::Result<Vec<PathBuf>> {
    let is_missing = |path: &&Path| !path.as_os_str().is_empty() && !is_there(system, path);
    let mut missing: Vec<_> = folder.ancestors().take_while(is_missing).map(Path::to_owned).collect();
    missing.reverse();
    for (at, path) in missing.iter().enumerate() {
        if let Err(error) = system.make_folder(path) {
            remove_folders(system, missing.get(..at).unwrap_or_default());
            return Err(error);
        }
    }
    Ok(missing)
}

/// Removes folders, the innermost first; yields the one that resisted.
fn remove_folders(system: &dyn System, folders: &[PathBuf]) -> Option<PathBuf> {
    folders.iter().rev().find(|folder| system.remove_folder(folder).is_err()).cloned()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::*;
    use crate::NativeSystem;

    fn change(path: &str, state: State, text: &str) -> Change {
        Change { path: path.into(), state, text: text.into() }
    }

    fn listing(root: &Path) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for entry in fs::read_dir(root).unwrap().map(Result::unwrap) {
            let name = entry.file_name().into_string().unwrap();
            if entry.path().is_dir() {
                found.extend(
                    listing(&entry.path()).into_iter().map(|(path, text)| (format!("{name}/{path}"), text)),
                );
                found.push((name, "(folder)".into()));
            } else {
                found.push((name, fs::read_to_string(entry.path()).unwrap()));
            }
        }
        found.sort();
        found
    }

    fn prepared() -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("old")).unwrap();
        for (path, text) in [("a", "1"), ("old/b", "1"), ("c", "1")] {
            fs::write(folder.path().join(path), text).unwrap();
        }
        folder
    }

    #[test]
    fn everything_is_done() {
        let folder = prepared();
        let changes = vec![
            change("a", State::Changed, "2"),
            change("old/b", State::Removed, ""),
            change("new ä/d", State::Created, "2"),
            change("c", State::Unchanged, "1"),
        ];
        apply(&NativeSystem, folder.path(), &Plan { changes, ..Plan::default() }).unwrap();
        let files = [("a", "2"), ("c", "1"), ("new ä", "(folder)"), ("new ä/d", "2")];
        assert_eq!(listing(folder.path()), files.map(|(path, text)| (path.to_owned(), text.to_owned())));
    }

    #[test]
    fn or_nothing_is() {
        let folder = prepared();
        let before = listing(folder.path());
        let changes = vec![
            change("a", State::Changed, "2"),
            change("old/b", State::Removed, ""),
            change("new/d", State::Created, "2"),
            change("old", State::Changed, "no folder can be replaced"),
        ];
        assert!(apply(&NativeSystem, folder.path(), &Plan { changes, ..Plan::default() }).is_err());
        assert_eq!(listing(folder.path()), before);
        assert!(
            apply(
                &NativeSystem,
                folder.path(),
                &Plan { changes: vec![change("a", State::Created, "2")], ..Plan::default() }
            )
            .is_err()
        );
        assert_eq!(listing(folder.path()), before);
    }

    #[test]
    fn a_folder_that_was_not_there_is_not_there_after_a_failure() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("x/y");
        assert!(
            apply(
                &NativeSystem,
                &root,
                &Plan { changes: vec![change("a", State::Changed, "2")], ..Plan::default() }
            )
            .is_err()
        );
        assert_eq!(listing(folder.path()), []);
    }
}
