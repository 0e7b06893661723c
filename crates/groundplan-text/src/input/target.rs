//! What a text is: a spec, Terraform or a plan.

use std::path::Path;

use groundplan::configuration::{MANIFEST, is_values_file};
use groundplan::spec::{Node, NodeValue, json};
use groundplan::terraform::{Section, read};
use groundplan::validate::{self, LOCK};

use crate::input::folders::Folders;
use crate::input::{Module, Source, UsageError};

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
        if is_tfvars(&name) {
            let usage_error =
                UsageError::new(format!("{} has values of variables, and no Terraform", source.name));
            return Err(
                usage_error.help(format!("the folder that they are for, with --var-file {}", source.name))
            );
        }
        if name.ends_with(".tfquery.hcl") {
            let what = format!("{} is a file of `terraform query`, which has nothing to check", source.name);
            return Err(UsageError::new(what));
        }
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
        let mut folders = Folders::default();
        let has_terraform =
            |folder: &str| sources.iter().any(|source| folder_of(source).as_deref() == Some(folder));
        let is_values = |source: &Source| values_of(source).is_some_and(|folder| has_terraform(&folder));
        let (values, others): (Vec<_>, Vec<_>) = sources.iter().cloned().partition(is_values);
        // Other files of values are read when they are asked for, as Terraform does.
        let is_asked_for = |source: &Source| {
            let name = source.file_name();
            is_tfvars(name) && has_terraform(&folder(&source.name, name))
        };
        for source in others.into_iter().filter(|source| !is_asked_for(source)) {
            let beside = |file: &str| below(&source, file).filter(|folder| has_terraform(folder));
            match (folder_of(&source), beside(MANIFEST), beside(LOCK)) {
                (Some(folder), ..) => folders.add(&folder, source.within_terraform()?),
                (None, Some(folder), _) => folders.add_manifest(&folder, source),
                (None, None, Some(folder)) => folders.add_lock(&folder, source),
                _ => targets.push(Self::of(source)?),
            }
        }
        for source in values {
            folders.add(&values_of(&source).unwrap_or_default(), source);
        }
        targets.extend(folders.into_roots().into_iter().map(Self::Module));
        Ok(targets)
    }
}

/// The folder of a file of Terraform.
fn folder_of(source: &Source) -> Option<String> {
    is_terraform(source.file_name()).then(|| folder(&source.name, source.file_name()))
}

/// The folder whose variables a file sets.
fn values_of(source: &Source) -> Option<String> {
    is_values_file(source.file_name()).then(|| folder(&source.name, source.file_name()))
}

/// The folder below which `terraform init` has written a file.
fn below(source: &Source, file: &str) -> Option<String> {
    source.name.ends_with(file).then(|| folder(&source.name, file))
}

fn folder(name: &str, file: &str) -> String {
    let folder = name.strip_suffix(file).unwrap_or(name).trim_end_matches(['/', '\\']);
    folder.strip_prefix("./").unwrap_or(folder).to_owned()
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
    Target::Module(Module::of_files(name, vec![(file.to_owned(), source)]))
}

/// Files that Terraform reads; editors leave others beside them.
#[must_use]
pub fn is_terraform(name: &str) -> bool {
    let is_backup = name.starts_with('.') || name.ends_with('~') || name.starts_with('#');
    !is_backup && read::Syntax::of(name).is_some()
}

/// Whether a file has values of variables. It may have secrets, which are not to be shown.
#[must_use]
pub fn is_tfvars(name: &str) -> bool {
    name.strip_suffix(".json").unwrap_or(name).ends_with(".tfvars")
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
