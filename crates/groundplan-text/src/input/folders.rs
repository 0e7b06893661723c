//! Which folders are root modules, and which are called by others.

use std::collections::{BTreeSet, VecDeque};
use std::convert::Infallible;

use groundplan::configuration::{installed_folders, join, local_sources};

use crate::input::{CalledFolder, Module, Source};

/// More folders than a root module calls.
const MOST: usize = 1_000;

/// Reads the folders of the modules that a root module calls: those of local sources, from folder to folder, and those
/// that `terraform init` lists. A folder of which there is nothing to read is `None`.
///
/// # Errors
///
/// What the reading of a folder fails with.
pub fn called_folders<E>(
    root: &Module,
    mut read: impl FnMut(&str) -> Result<Option<CalledFolder>, E>,
) -> Result<Vec<CalledFolder>, E> {
    let tree = root.tree();
    let local = local_sources(tree.files.iter().copied()).into_iter().map(|source| join("", &source));
    let installed = tree.manifest.map(installed_folders).unwrap_or_default();
    let mut open: VecDeque<String> = local.chain(installed).collect();
    let (mut seen, mut found) = (BTreeSet::from([String::new()]), Vec::new());
    while let Some(path) = open.pop_front().filter(|_| found.len() < MOST) {
        if !seen.insert(path.clone()) {
            continue;
        }
        if let Some(folder) = read(&path)? {
            open.extend(folder.local_sources().into_iter().map(|source| join(&path, &source)));
            found.push(folder);
        }
    }
    Ok(found)
}

/// The Terraform of folders, by the names of its texts.
#[derive(Default)]
pub(crate) struct Folders(Vec<FolderTexts>);

#[derive(Default)]
struct FolderTexts {
    path: String,
    sources: Vec<Source>,
    manifest: Option<String>,
    lock: Option<String>,
}

impl Folders {
    /// Adds a file.
    pub(crate) fn add(&mut self, folder: &str, source: Source) {
        self.change(folder, |texts| texts.sources.push(source));
    }

    /// Adds what `terraform init` says of a folder.
    pub(crate) fn add_manifest(&mut self, folder: &str, source: Source) {
        self.change(folder, |texts| texts.manifest = Some(source.text));
    }

    /// Adds the versions of providers that it has chosen for a folder.
    pub(crate) fn add_lock(&mut self, folder: &str, source: Source) {
        self.change(folder, |texts| texts.lock = Some(source.text));
    }

    fn change(&mut self, path: &str, change: impl FnOnce(&mut FolderTexts)) {
        if let Some(known) = self.0.iter_mut().find(|folder| folder.path == path) {
            return change(known);
        }
        let mut added = FolderTexts { path: path.to_owned(), ..FolderTexts::default() };
        change(&mut added);
        self.0.push(added);
    }

    /// The root modules, with what they call. Where each folder is called by another one, all are root modules.
    pub(crate) fn into_roots(self) -> Vec<Module> {
        let called: BTreeSet<String> = self.0.iter().flat_map(FolderTexts::calls).collect();
        let is_root = |folder: &&FolderTexts| {
            !called.contains(&folder.path) && !folder.path.contains(".terraform/modules")
        };
        let roots: Vec<&FolderTexts> = self.0.iter().filter(is_root).collect();
        let roots = if roots.is_empty() { self.0.iter().collect() } else { roots };
        roots.into_iter().map(|root| self.root(root)).collect()
    }

    fn root(&self, root: &FolderTexts) -> Module {
        let module = Module { manifest: root.manifest.clone(), lock: root.lock.clone(), ..root.module() };
        let called = called_folders(&module, |path| {
            let named = join(&root.path, path);
            let found = self.0.iter().find(|folder| folder.path == named);
            Ok::<_, Infallible>(found.map(|folder| CalledFolder::new(path, folder.sources.clone())))
        });
        let called = called.unwrap_or_default();
        Module { is_whole: module.is_whole || !called.is_empty(), called, ..module }
    }
}

impl FolderTexts {
    fn module(&self) -> Module {
        let terraform = |source: &&Source| super::target::is_terraform(source.file_name());
        let own: Vec<&Source> = self.sources.iter().filter(terraform).collect();
        let name = match own.as_slice() {
            [only] if self.path.is_empty() => only.name.clone(),
            _ if self.path.is_empty() => ".".to_owned(),
            _ => self.path.clone(),
        };
        let is_whole = !self.path.is_empty() || own.len() > 1;
        Module { is_whole, ..Module::of_folder(name, self.sources.clone()) }
    }

    /// The folders that it calls, by the names of texts.
    fn calls(&self) -> Vec<String> {
        let files = self.sources.iter().map(|source| (source.file_name(), source.text.as_str()));
        let called = local_sources(files).into_iter().map(|source| join(&self.path, &source));
        called.filter(|path| *path != self.path).collect()
    }
}
