//! Root modules anywhere below a folder.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use groundplan::configuration::{join, local_sources};
use groundplan_text::{Module, UsageError};

use crate::system::System;
use crate::target::{folders, sources};

/// Folders are followed so deep.
const DEEPEST: usize = 12;

/// More folders are not looked into: links may lead around for ever.
const MOST: usize = 10_000;

/// The folders below another one that have Terraform and that none of them calls, in the order of paths. Hidden folders, and
/// those of packages, are left out.
pub(crate) fn roots(system: &dyn System, folder: &Path) -> Result<Vec<PathBuf>, UsageError> {
    let mut found = Found::default();
    found.add(system, folder, "", 0)?;
    let Found { with_terraform, called, .. } = found;
    let is_root = |path: &String| !called.contains(path);
    let roots: Vec<&String> = with_terraform.iter().filter(|path| is_root(path)).collect();
    // Where each is called by another one, all are.
    let roots = if roots.is_empty() { with_terraform.iter().collect() } else { roots };
    Ok(roots.into_iter().map(|path| folder.join(path)).collect())
}

/// The root modules below one, which a check of that one says nothing about.
pub(crate) fn roots_below(system: &dyn System, root: &Path) -> Result<Vec<PathBuf>, UsageError> {
    let mut found = roots(system, root)?;
    found.retain(|below| below != root && below != &root.join(""));
    Ok(found)
}

#[derive(Default)]
struct Found {
    with_terraform: BTreeSet<String>,
    called: BTreeSet<String>,
    /// How many folders were looked into.
    count: usize,
}

impl Found {
    fn add(&mut self, system: &dyn System, folder: &Path, path: &str, deep: usize) -> Result<(), UsageError> {
        self.count += 1;
        let module = Module::of_folder("", sources(system, folder)?);
        let files: Vec<(&str, &str)> =
            module.files.iter().map(|(name, source)| (name.as_str(), source.text.as_str())).collect();
        if !files.is_empty() {
            self.with_terraform.insert(path.to_owned());
        }
        self.called.extend(
            local_sources(files).iter().map(|source| join(path, source)).filter(|called| called != path),
        );
        for below in folders(system, folder)?.iter().filter(|_| deep < DEEPEST) {
            if self.count >= MOST {
                return Ok(());
            }
            let name = below.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if !name.starts_with('.') && !["node_modules", "target", "vendor", ""].contains(&name) {
                self.add(system, below, &join(path, name), deep + 1)?;
            }
        }
        Ok(())
    }
}
