use groundplan::configuration::{Folder, Tree, is_values_file, values_order};
use groundplan::diagnostic::Diagnostic;

use crate::input::target::is_terraform;
use crate::input::{Inputs, Source};

/// The files of a root module of Terraform.
#[derive(Clone, Debug)]
pub struct Module {
    /// Its name: the folder or, for a single file, that file.
    pub name: String,
    /// Its path relative to the given folder, by which the modules of two folders are compared.
    pub below: String,
    /// Each file with the name by which Terraform knows it.
    pub files: Vec<(String, Source)>,
    /// Whether they are all files of the module; a file that was given alone may have others beside it.
    pub is_whole: bool,
    /// Its own files of values for its variables, in their order of precedence, the lowest first.
    pub values: Vec<(String, Source)>,
    /// What else its variables are set to.
    pub inputs: Inputs,
    /// The modules that it calls, directly or through others, as far as they were read.
    pub called: Vec<CalledFolder>,
    /// Whether these are all that are there: a local source that leads to none of them leads nowhere.
    pub is_all_read: bool,
    /// What `terraform init` says of them: `.terraform/modules/modules.json`.
    pub manifest: Option<String>,
    /// The versions of providers that it has chosen: `.terraform.lock.hcl`.
    pub lock: Option<String>,
}

/// The files of a module that a root module calls.
#[derive(Clone, Debug)]
pub struct CalledFolder {
    /// Its folder relative to the root module, with `/`: `../modules/network`.
    pub path: String,
    /// Each file with the name by which Terraform knows it.
    pub files: Vec<(String, Source)>,
}

impl Module {
    /// The files of a folder, in the order of names. What Terraform does not read is left out.
    #[must_use]
    pub fn of_folder(name: impl Into<String>, sources: impl IntoIterator<Item = Source>) -> Self {
        let named = sources.into_iter().map(|source| (source.file_name().to_owned(), source));
        let (values, others): (Vec<_>, Vec<_>) = named.partition(|(name, _)| is_values_file(name));
        let name = name.into();
        let module = Self::of_files(name, read_files(others));
        Self { values: in_order_of_precedence(values), is_whole: true, ..module }
    }

    /// Files that may be part of a module.
    pub(crate) fn of_files(name: String, files: Vec<(String, Source)>) -> Self {
        Self {
            below: name.clone(),
            name,
            files,
            is_whole: false,
            values: Vec::new(),
            inputs: Inputs::default(),
            called: Vec::new(),
            is_all_read: false,
            manifest: None,
            lock: None,
        }
    }

    /// All that is read of it, as the core takes it.
    #[must_use]
    pub fn tree(&self) -> Tree<'_> {
        let folders = self.called.iter();
        let folders = folders.map(|one| Folder { path: one.path.clone(), files: texts(&one.files) });
        Tree {
            files: texts(&self.files),
            is_whole: self.is_whole,
            folders: folders.collect(),
            is_all_read: self.is_all_read,
            manifest: self.manifest.as_deref(),
            lock: self.lock.as_deref(),
            inputs: self.inputs.with(&self.values),
        }
    }

    /// What a finding's file is called where the texts come from.
    #[must_use]
    pub fn path_of(&self, finding: &Diagnostic) -> String {
        let file = finding.file.as_deref().unwrap_or_default();
        let of = |files: &[(String, Source)], name: &str| {
            files.iter().find(|(known, _)| known == name).map(|(_, source)| source.name.clone())
        };
        let values =
            || self.values.iter().map(|(_, source)| &source.name).find(|name| *name == file).cloned();
        let own = of(&self.files, file).or_else(values);
        let called = || {
            let (folder, name) = file.rsplit_once('/')?;
            of(&self.called.iter().find(|called| called.path == folder)?.files, name)
        };
        let given =
            || self.inputs.files().find(|source| source.name == file).map(|source| source.name.clone());
        own.or_else(called).or_else(given).unwrap_or_else(|| self.name.clone())
    }

    /// Every text that findings may be about.
    #[must_use]
    pub fn into_sources(self) -> Vec<Source> {
        let given: Vec<Source> = self.inputs.files().cloned().collect();
        let called = self.called.into_iter().flat_map(|called| called.files);
        let named = self.files.into_iter().chain(self.values).chain(called).map(|(_, source)| source);
        named.chain(given).collect()
    }

    /// Something found in it, under the name of the file where the text comes from.
    #[must_use]
    pub fn located(&self, finding: &Diagnostic) -> Diagnostic {
        finding.clone().in_file(self.path_of(finding))
    }
}

impl CalledFolder {
    /// The files of a folder. What Terraform does not read is left out.
    #[must_use]
    pub fn new(path: impl Into<String>, sources: impl IntoIterator<Item = Source>) -> Self {
        let named = sources.into_iter().map(|source| (source.file_name().to_owned(), source));
        Self { path: path.into(), files: read_files(named.collect()) }
    }

    /// The local sources that it calls in turn.
    #[must_use]
    pub fn local_sources(&self) -> Vec<String> {
        groundplan::configuration::local_sources(texts(&self.files))
    }
}

fn texts(files: &[(String, Source)]) -> Vec<(&str, &str)> {
    files.iter().map(|(name, source)| (name.as_str(), source.text.as_str())).collect()
}

/// The files that Terraform reads, by name.
fn read_files(mut files: Vec<(String, Source)>) -> Vec<(String, Source)> {
    files.retain(|(name, _)| is_terraform(name));
    files.sort_by(|(a, _), (b, _)| a.cmp(b));
    let of_tofu: Vec<String> = files.iter().filter_map(|(name, _)| replaced_by_tofu(name)).collect();
    files.retain(|(name, _)| !of_tofu.contains(name));
    files
}

fn in_order_of_precedence(mut values: Vec<(String, Source)>) -> Vec<(String, Source)> {
    values.sort_by(|(a, _), (b, _)| values_order(a).cmp(&values_order(b)));
    values
}

/// The file in whose place OpenTofu reads one of its own: `main.tf` where there is `main.tofu`.
fn replaced_by_tofu(name: &str) -> Option<String> {
    let stem = name.strip_suffix(".json").unwrap_or(name).strip_suffix(".tofu")?;
    Some(format!("{stem}.tf{}", if name.ends_with(".json") { ".json" } else { "" }))
}
