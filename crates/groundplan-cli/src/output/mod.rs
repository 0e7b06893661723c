//! The folder that is written into: all or nothing, and nothing that somebody else wrote.

mod commit;
mod conflict;
mod entry;
mod leftover;
mod manifest;
mod own_path;
mod plan;
mod scope;

use std::path::{Path, PathBuf};

use groundplan::File;
use groundplan_text::UsageError;

pub(crate) use plan::{Change, Plan, State};
pub(crate) use scope::Scope;

use crate::system::{Kind, System};
use conflict::Conflict;
use leftover::Leftover;
use manifest::Manifest;

/// A folder for Terraform.
pub(crate) struct Folder<'a> {
    system: &'a dyn System,
    root: PathBuf,
}

impl<'a> Folder<'a> {
    /// The folder of a path; it need not be there yet.
    pub(crate) fn at(system: &'a dyn System, path: &Path) -> Result<Self, UsageError> {
        let is_link = matches!(system.look_without_following(path), Ok(Kind::Link));
        match system.look(path) {
            _ if path.as_os_str().is_empty() => Err(UsageError::new("the path of the folder is empty")),
            _ if is_link => Err(UsageError::new(format!("{} is a symbolic link", path.display()))
                .help("the folder that it leads to as --out, so that it is clear where files are written and removed")),
            Ok(Kind::File | Kind::Link | Kind::Other) => {
                Err(UsageError::new(format!("{} is not a folder", path.display())).help("another --out"))
            }
            _ => Ok(Self { system, root: path.to_owned() }),
        }
    }

    /// Finds out what has to change, and whether it may. Changes nothing.
    pub(crate) fn plan(&self, files: &[File], scope: &Scope, force: bool) -> Result<Plan, UsageError> {
        let mut known = Manifest::read(self.system, &self.root, force)?;
        for leftover in Leftover::all(self.system, &self.root) {
            let written = leftover.manifest(self.system);
            written.map_or(Ok(()), |written| known.adopt(&written, self.system, &self.root))?;
        }
        let (plan, conflicts) = Plan::draw(self.system, &self.root, files, &known, scope, force)?;
        if conflicts.is_empty() { Ok(plan) } else { Err(self.refusal(&conflicts)) }
    }

    /// Carries a plan out, or puts everything back. Afterwards, nothing needs what earlier runs have left: it is
    /// removed, and its paths are returned.
    pub(crate) fn apply(&self, plan: &Plan) -> Result<Vec<PathBuf>, UsageError> {
        let leftovers = Leftover::all(self.system, &self.root);
        if !plan.is_empty() {
            commit::apply(self.system, &self.root, plan)?;
        }
        let remove = |leftover: Leftover| leftover.remove(self.system, &self.root).ok();
        Ok(leftovers.into_iter().filter_map(remove).collect())
    }

    fn refusal(&self, conflicts: &[Conflict]) -> UsageError {
        let message = format!(
            "nothing was written: {} holds files that are not groundplan's to change",
            self.root.display()
        );
        let usage_error = conflicts.iter().fold(UsageError::new(message), UsageError::line);
        if conflicts.iter().all(Conflict::yields_to_force) {
            usage_error
                .help("another --out, or move them away; --force replaces them, and what they say is lost")
        } else {
            usage_error.help("another --out, or move them away")
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::NativeSystem;

    #[test]
    fn a_file_is_no_folder() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("x"), "").unwrap();
        assert!(Folder::at(&NativeSystem, &folder.path().join("x")).is_err());
        assert!(Folder::at(&NativeSystem, Path::new("")).is_err());
        assert!(Folder::at(&NativeSystem, &folder.path().join("not yet")).is_ok());
    }
}
