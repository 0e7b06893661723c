use std::path::Path;

use groundplan::File;
use groundplan_text::UsageError;

use super::conflict::{Conflict, Reason};
use super::entry::{self, Entry};
use super::manifest::{self, Manifest};
use super::scope::Scope;
use crate::system::System;

/// What happens to each file of a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Plan {
    /// File by file, in the order of the output.
    pub(crate) changes: Vec<Change>,
    /// What the manifest lists and groundplan cannot have written: it stays as it is.
    pub(crate) disowned: Vec<String>,
}

/// What happens to one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    /// The path below the folder, with slashes.
    pub(crate) path: String,
    /// What happens to it.
    pub(crate) state: State,
    /// The content afterwards; empty for what is removed.
    pub(crate) text: String,
}

/// What happens to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// It was not there.
    Created,
    /// It had other content.
    Changed,
    /// It is as it was.
    Unchanged,
    /// It is not needed any more.
    Removed,
}

impl State {
    /// The name in a report.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Changed => "changed",
            Self::Unchanged => "unchanged",
            Self::Removed => "removed",
        }
    }
}

impl Plan {
    /// Whether everything is as it should be already.
    pub(super) fn is_empty(&self) -> bool {
        self.changes.iter().all(|change| change.state == State::Unchanged)
    }

    /// Compares what is wanted with what is there and with what groundplan wrote.
    pub(super) fn draw(
        system: &dyn System,
        root: &Path,
        files: &[File],
        known: &Manifest,
        scope: &Scope,
        force: bool,
    ) -> Result<(Self, Vec<Conflict>), UsageError> {
        let mut drawing = Drawing { system, root, known, force, changes: Vec::new(), conflicts: Vec::new() };
        let mut next = Manifest::default();
        for file in files {
            drawing.write(&file.path, &file.text)?;
            next.add(&file.path, &file.text);
        }
        for path in known.paths().filter(|path| !files.iter().any(|file| file.path == *path)) {
            if scope.has(path) { drawing.remove(path)? } else { next.keep(path, known) }
        }
        drawing.push(Manifest::NAME, &entry::look(system, root, Manifest::NAME)?, next.text());
        let plan = Self { changes: drawing.changes, disowned: known.disowned().to_vec() };
        Ok((plan, drawing.conflicts))
    }
}

/// A plan that is being drawn.
struct Drawing<'a> {
    system: &'a dyn System,
    root: &'a Path,
    known: &'a Manifest,
    force: bool,
    changes: Vec<Change>,
    conflicts: Vec<Conflict>,
}

impl Drawing<'_> {
    fn write(&mut self, path: &str, text: &str) -> Result<(), UsageError> {
        let found = entry::look(self.system, self.root, path)?;
        let is_same = matches!(&found, Entry::File(content) if manifest::is_same(content, text.as_bytes()));
        if !is_same {
            self.guard(path, &found);
        }
        self.push(path, &found, text.to_owned());
        Ok(())
    }

    fn remove(&mut self, path: &str) -> Result<(), UsageError> {
        let found = entry::look(self.system, self.root, path)?;
        if matches!(found, Entry::File(_) | Entry::Link) {
            self.guard(path, &found);
            self.changes.push(Change { path: path.to_owned(), state: State::Removed, text: String::new() });
        }
        Ok(())
    }

    fn push(&mut self, path: &str, found: &Entry, text: String) {
        let state = match found {
            Entry::Nothing => State::Created,
            Entry::File(content) if manifest::is_same(content, text.as_bytes()) => State::Unchanged,
            _ => State::Changed,
        };
        self.changes.push(Change { path: path.to_owned(), state, text });
    }

    /// Notes why a file must not be touched, if so.
    fn guard(&mut self, path: &str, found: &Entry) {
        let (path, reason) = match found {
            Entry::Nothing => return,
            Entry::File(content) if self.known.has(path, content) => return,
            Entry::File(_) if self.known.names(path) => (path, Reason::Edited),
            Entry::File(_) => (path, Reason::Foreign),
            Entry::Link => (path, Reason::Link),
            Entry::Other => (path, Reason::NoFile),
            Entry::Blocked(folder) => (folder.as_str(), Reason::NoFolder),
        };
        let conflict = Conflict { path: path.to_owned(), reason };
        let settled = self.force && conflict.yields_to_force();
        if !settled && !self.conflicts.contains(&conflict) {
            self.conflicts.push(conflict);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::NativeSystem;

    fn file(path: &str, text: &str) -> File {
        File { path: path.into(), text: text.into() }
    }

    fn draw(
        root: &Path,
        files: &[File],
        known: &Manifest,
        scope: &Scope,
        force: bool,
    ) -> (Vec<(String, State)>, Vec<Reason>) {
        let (plan, conflicts) = Plan::draw(&NativeSystem, root, files, known, scope, force).unwrap();
        let states = plan.changes.into_iter().map(|change| (change.path, change.state)).collect();
        (states, conflicts.into_iter().map(|conflict| conflict.reason).collect())
    }

    #[test]
    fn each_file_has_its_fate() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let mut known = Manifest::default();
        for (path, text) in [("same", "1"), ("differs", "1"), ("gone", "1"), ("edited", "1")] {
            known.add(path, text);
            fs::write(root.join(path), text).unwrap();
        }
        fs::write(root.join("edited"), "2").unwrap();
        fs::write(root.join("foreign"), "2").unwrap();
        fs::write(root.join("adopted"), "1").unwrap();
        let names = ["new", "same", "differs", "edited", "foreign", "adopted"];
        let files = names.map(|path| file(path, if path == "differs" { "2" } else { "1" }));
        let (states, conflicts) = draw(root, &files, &known, &Scope::All, false);
        let state = |name: &str| states.iter().find(|(path, _)| path == name).unwrap().1;
        assert_eq!(
            (state("new"), state("same"), state("differs")),
            (State::Created, State::Unchanged, State::Changed)
        );
        assert_eq!((state("gone"), state("adopted")), (State::Removed, State::Unchanged));
        assert_eq!(conflicts, [Reason::Edited, Reason::Foreign]);
        assert_eq!(draw(root, &files, &known, &Scope::All, true).1, []);
    }

    #[test]
    fn other_environments_are_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let mut known = Manifest::default();
        for name in ["dev", "live"] {
            fs::create_dir_all(folder.path().join("environments").join(name)).unwrap();
            fs::write(folder.path().join("environments").join(name).join("a"), "1").unwrap();
            known.add(&format!("environments/{name}/a"), "1");
        }
        let (states, _) = draw(folder.path(), &[], &known, &Scope::Environment("dev".into()), false);
        assert_eq!(states.first().unwrap(), &("environments/dev/a".to_owned(), State::Removed));
        assert_eq!(states.len(), 2);
    }
}
