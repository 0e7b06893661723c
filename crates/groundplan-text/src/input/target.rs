//! What a text is: a spec, Terraform or a plan.

use std::path::Path;

use groundplan::diagnostic::Diagnostic;
use groundplan::spec::{Node, NodeValue, json};
use groundplan::terraform::{Section, read};
use groundplan::validate;

use crate::input::Source;
use crate::input::UsageError;

/// Something to be checked, priced or compared.
#[derive(Clone, Debug)]
pub enum Target {
    /// A spec.
    Spec(Source),
    /// The files of a root module.
    Module(Module),
    /// What `terraform show -json PLAN` prints.
    Plan(Source),
}

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
}

impl Module {
    /// The files of a folder, in the order of names. What Terraform does not read is left out.
    #[must_use]
    pub fn of_folder(name: impl Into<String>, sources: impl IntoIterator<Item = Source>) -> Self {
        let named = sources.into_iter().map(|source| (source.file_name().to_owned(), source));
        let mut files: Vec<_> = named.filter(|(name, _)| is_terraform(name)).collect();
        files.sort_by(|(a, _), (b, _)| a.cmp(b));
        let of_tofu: Vec<String> = files.iter().filter_map(|(name, _)| replaced_by_tofu(name)).collect();
        files.retain(|(name, _)| !of_tofu.contains(name));
        let name = name.into();
        Self { below: name.clone(), name, files, is_whole: true }
    }

    /// What a finding's file is called where the texts come from.
    #[must_use]
    pub fn path_of(&self, finding: &Diagnostic) -> String {
        let file = finding.file.as_deref().unwrap_or_default();
        let read = self.files.iter().find(|(name, _)| name == file).map(|(_, source)| &source.name);
        read.cloned().unwrap_or_else(|| self.name.clone())
    }

    /// The names and texts of its files.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(name, source)| (name.as_str(), source.text.as_str()))
    }

    /// Something found in it, under the name of the file where the text comes from.
    #[must_use]
    pub fn located(&self, finding: &Diagnostic) -> Diagnostic {
        finding.clone().in_file(self.path_of(finding))
    }
}

impl Target {
    /// Finds out what a text is: by its name or, where that tells nothing, by what it says.
    ///
    /// # Errors
    ///
    /// When it is something else that Terraform prints, or too large.
    ///
    /// ```
    /// use groundplan_text::{Source, Target};
    /// let is_spec = |name, text| Target::of(Source::new(name, text)).map(|it| matches!(it, Target::Spec(_)));
    /// assert_eq!(is_spec("shop.yaml", "stack: shop"), Ok(true));
    /// assert_eq!(is_spec("text", "provider \"aws\" {\n}\n"), Ok(false));
    /// assert!(is_spec("schema.json", "{\"provider_schemas\": {}}").is_err());
    /// ```
    pub fn of(source: Source) -> Result<Self, UsageError> {
        let source = source.within_terraform()?;
        let name = source.file_name().to_owned();
        if is_terraform(&name) {
            return Ok(module_of(source, &name));
        }
        if !source.text.trim_start().starts_with('{') {
            let may_be_native = Path::new(&name).extension().is_none_or(|ending| ending == "hcl");
            let is_native = may_be_native && is_native(&source.text);
            return if is_native { Ok(module_of(source, "main.tf")) } else { spec(source) };
        }
        if validate::is_plan(&source.text) {
            return Ok(Self::Plan(source));
        }
        match json::parse(&source.text) {
            Ok(node) if is_configuration(&node) => Ok(module_of(source, "main.tf.json")),
            Ok(node) => match other_json(&node) {
                Some((what, help)) => Err(UsageError::new(format!("{} is {what}", source.name)).help(help)),
                None => spec(source),
            },
            Err(_) => spec(source),
        }
    }

    /// Groups texts that do not come from a file system by their names: the Terraform of one folder is one root
    /// module, as when a folder is read. A single file of Terraform without a folder is a module of its own;
    /// several are the module `.`. Every other text is a target of its own.
    ///
    /// # Errors
    ///
    /// Those of [`Target::of`], and when there is no text or two are called the same.
    ///
    /// ```
    /// use groundplan_text::{Source, Target};
    /// let sources = ["dev/main.tf", "live/main.tf", "live/net.tf"].map(|name| Source::new(name, ""));
    /// let targets = Target::all(sources)?;
    /// let named = targets.iter().filter_map(|target| match target {
    ///     Target::Module(module) => Some((module.name.as_str(), module.files.len())),
    ///     _ => None,
    /// });
    /// assert_eq!(named.collect::<Vec<_>>(), [("dev", 1), ("live", 2)]);
    /// # Ok::<(), groundplan_text::UsageError>(())
    /// ```
    pub fn all(sources: impl IntoIterator<Item = Source>) -> Result<Vec<Self>, UsageError> {
        let sources: Vec<Source> = sources.into_iter().collect();
        disambiguate(&sources)?;
        let mut targets = Vec::new();
        let mut folders: Vec<(String, Vec<Source>)> = Vec::new();
        for source in sources {
            let Some(folder) = folder_of(&source) else {
                targets.push(Self::of(source)?);
                continue;
            };
            let source = source.within_terraform()?;
            match folders.iter_mut().find(|(known, _)| *known == folder) {
                Some((_, files)) => files.push(source),
                None => folders.push((folder, vec![source])),
            }
        }
        targets.extend(folders.into_iter().map(|(folder, sources)| Self::Module(in_folder(folder, sources))));
        Ok(targets)
    }
}

/// The folder of a file of Terraform.
fn folder_of(source: &Source) -> Option<String> {
    let name = source.file_name();
    let folder = source.name.strip_suffix(name)?.trim_end_matches(['/', '\\']);
    is_terraform(name).then(|| folder.strip_prefix("./").unwrap_or(folder).to_owned())
}

fn in_folder(folder: String, sources: Vec<Source>) -> Module {
    let alone = match sources.as_slice() {
        [only] if folder.is_empty() => Some(only.name.clone()),
        _ if folder.is_empty() => Some(".".to_owned()),
        _ => None,
    };
    let is_whole = !folder.is_empty() || sources.len() > 1;
    Module { is_whole, ..Module::of_folder(alone.unwrap_or(folder), sources) }
}

fn disambiguate(sources: &[Source]) -> Result<(), UsageError> {
    if sources.is_empty() {
        return Err(UsageError::new("there is no text"));
    }
    let mut names: Vec<&str> = sources.iter().map(|source| source.name.as_str()).collect();
    names.sort_unstable();
    match names.array_windows().find(|[a, b]| a == b) {
        Some([name, _]) => Err(UsageError::new(format!("two texts are called {name}"))),
        None => Ok(()),
    }
}

fn spec(source: Source) -> Result<Target, UsageError> {
    source.within_a_spec().map(Target::Spec)
}

fn module_of(source: Source, file: &str) -> Target {
    let name = source.name.clone();
    Target::Module(Module {
        below: name.clone(),
        name,
        files: vec![(file.to_owned(), source)],
        is_whole: false,
    })
}

/// Files that Terraform reads; editors leave others beside them.
#[must_use]
pub fn is_terraform(name: &str) -> bool {
    let is_backup = name.starts_with('.') || name.ends_with('~') || name.starts_with('#');
    !is_backup && read::Syntax::of(name).is_some()
}

/// The file in whose place OpenTofu reads one of its own: `main.tf` where there is `main.tofu`.
fn replaced_by_tofu(name: &str) -> Option<String> {
    let stem = name.strip_suffix(".json").unwrap_or(name).strip_suffix(".tofu")?;
    Some(format!("{stem}.tf{}", if name.ends_with(".json") { ".json" } else { "" }))
}

/// Whether a text begins with a block of Terraform's native syntax.
fn is_native(text: &str) -> bool {
    let is_comment = |line: &&str| line.is_empty() || line.starts_with('#') || line.starts_with("//");
    let first = text.lines().map(str::trim).find(|line| !is_comment(line)).unwrap_or_default();
    let word = first.split([' ', '"', '{']).next().unwrap_or_default();
    Section::ALL.iter().any(|section| section.name() == word) && first.ends_with(['{', '}'])
}

fn keys(node: &Node) -> Vec<&str> {
    match &node.value {
        NodeValue::Map(entries) => entries.iter().map(|(key, _)| key.as_str()).collect(),
        _ => Vec::new(),
    }
}

/// Terraform's JSON in a file whose name Terraform ignores.
fn is_configuration(node: &Node) -> bool {
    let keys = keys(node);
    let is_section = |key: &&str| *key == "//" || Section::ALL.iter().any(|section| section.name() == *key);
    !keys.is_empty() && keys.iter().all(is_section)
}

/// Other JSON that Terraform prints.
fn other_json(node: &Node) -> Option<(&'static str, &'static str)> {
    let keys = keys(node);
    let has = |key: &str| keys.contains(&key);
    let plan = "terraform plan -out plan && terraform show -json plan > plan.json";
    match () {
        () if has("provider_schemas") => Some(("a provider schema", "groundplan check PATH --schema FILE")),
        () if has("terraform_version") && (has("values") || has("serial")) => {
            Some(("a state, not a plan", plan))
        }
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(texts: &[(&str, &str)]) -> Vec<String> {
        let all = Target::all(texts.iter().map(|(name, text)| Source::new(*name, *text))).unwrap();
        all.iter()
            .map(|target| match target {
                Target::Spec(source) => format!("spec {}", source.name),
                Target::Plan(source) => format!("plan {}", source.name),
                Target::Module(module) => {
                    let files: Vec<&str> = module.files.iter().map(|(name, _)| name.as_str()).collect();
                    format!("{}: {}", module.name, files.join(" "))
                }
            })
            .collect()
    }

    #[test]
    fn the_terraform_of_one_folder_is_one_module() {
        let texts = [("x/b.tf", ""), ("spec.yaml", "stack: a"), ("x/a.tf.json", "{}"), ("./y/main.tf", "")];
        assert_eq!(names(&texts), ["spec spec.yaml", "x: a.tf.json b.tf", "y: main.tf"]);
        assert_eq!(names(&[("main.tf", "")]), ["main.tf: main.tf"]);
        assert_eq!(names(&[("main.tf", ""), ("b.tf", "")]), [".: b.tf main.tf"]);
        assert_eq!(names(&[("x/.hidden.tf", "")]), ["spec x/.hidden.tf"]);
    }

    #[test]
    fn what_a_text_says_tells_what_it_is() {
        let plan = r#"{"format_version": "1.2", "planned_values": {"root_module": {}}}"#;
        let texts = [("plan.json", plan), ("x", "resource \"a\" \"b\" {\n}\n"), ("y", "stack: a")];
        assert_eq!(names(&texts), ["plan plan.json", "x: main.tf", "spec y"]);
        assert_eq!(names(&[("x.json", r#"{"resource": {}}"#)]), ["x.json: main.tf.json"]);
    }

    #[test]
    fn duplicate_names_are_refused() {
        let twice = [Source::new("a", "stack: a"), Source::new("a", "stack: b")];
        assert_eq!(Target::all(twice).unwrap_err().message(), "two texts are called a");
        assert_eq!(Target::all([]).unwrap_err().message(), "there is no text");
        let state = Source::new("state.json", r#"{"terraform_version": "1.9.0", "serial": 3}"#);
        assert_eq!(Target::of(state).unwrap_err().message(), "state.json is a state, not a plan");
    }
}
