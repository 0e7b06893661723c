use std::fs;
use std::path::{Path, PathBuf};

use groundplan::diagnostic::Diagnostic;
use groundplan::inspection;
use groundplan::spec::{Node, NodeValue, json};
use groundplan::terraform::Section;

use crate::source::Source;
use crate::trouble::Trouble;

/// Something to be checked.
#[derive(Debug)]
pub(crate) enum Target {
    /// A spec.
    Spec(Source),
    /// The files of a root module.
    Module(Module),
    /// What `terraform show -json PLAN` prints.
    Plan(Source),
}

/// The files of a root module of Terraform, each with the name by which Terraform knows it.
#[derive(Debug)]
pub(crate) struct Module {
    pub(crate) name: String,
    pub(crate) files: Vec<(String, Source)>,
}

impl Module {
    /// The file of a finding as it is called on the command line.
    pub(crate) fn path_of(&self, finding: &Diagnostic) -> String {
        let file = finding.file.as_deref().unwrap_or_default();
        let read = self.files.iter().find(|(name, _)| name == file).map(|(_, source)| &source.name);
        read.cloned().unwrap_or_else(|| self.name.clone())
    }
}

/// Finds out what each path is: a folder by what lies in it, a file by its name or, where that tells nothing,
/// by what it says.
pub(crate) fn read(paths: &[PathBuf]) -> Result<Vec<Target>, Trouble> {
    let mut targets = Vec::new();
    for path in paths {
        if path.is_dir() {
            targets.extend(folder(path)?);
        } else {
            targets.push(file(Source::read_any(path)?, path)?);
        }
    }
    Ok(targets)
}

fn file(source: Source, path: &Path) -> Result<Target, Trouble> {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    if is_terraform(name) {
        return Ok(module_of(source, name));
    }
    if !source.text.trim_start().starts_with('{') {
        let native = path.extension().is_none_or(|ending| ending == "hcl") && is_native(&source.text);
        return if native { Ok(module_of(source, "main.tf")) } else { spec(source) };
    }
    if inspection::is_plan(&source.text) {
        return Ok(Target::Plan(source));
    }
    match json::parse(&source.text) {
        Ok(node) if is_configuration(&node) => Ok(module_of(source, "main.tf.json")),
        Ok(node) => match stranger(&node) {
            Some((what, help)) => Err(Trouble::new(format!("{} is {what}", source.name)).help(help)),
            None => spec(source),
        },
        Err(_) => spec(source),
    }
}

fn spec(source: Source) -> Result<Target, Trouble> {
    source.within_a_spec().map(Target::Spec)
}

fn module_of(source: Source, name: &str) -> Target {
    Target::Module(Module { name: source.name.clone(), files: vec![(name.to_owned(), source)] })
}

/// Files that Terraform reads; editors leave others beside them.
fn is_terraform(name: &str) -> bool {
    let is_backup = name.starts_with('.') || name.ends_with('~') || name.starts_with('#');
    !is_backup && (name.ends_with(".tf") || name.ends_with(".tf.json"))
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

/// Terraform's JSON under a name that Terraform does not read.
fn is_configuration(node: &Node) -> bool {
    let keys = keys(node);
    let is_section = |key: &&str| *key == "//" || Section::ALL.iter().any(|section| section.name() == *key);
    !keys.is_empty() && keys.iter().all(is_section)
}

/// Other JSON that Terraform prints.
fn stranger(node: &Node) -> Option<(&'static str, &'static str)> {
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

/// The root module in a folder; else those of a whole output: `bootstrap` and `environments/*`, for one stack
/// or for several.
fn folder(path: &Path) -> Result<Vec<Target>, Trouble> {
    let own = module(path)?;
    if !own.files.is_empty() {
        return Ok(vec![Target::Module(own)]);
    }
    let mut found = Vec::new();
    for stack in std::iter::once(path.to_owned()).chain(folders(path)?) {
        let environments = stack.join("environments");
        let environments = if environments.is_dir() { folders(&environments)? } else { Vec::new() };
        for root in std::iter::once(stack.join("bootstrap")).chain(environments) {
            let module = if root.is_dir() { module(&root)? } else { continue };
            found.extend((!module.files.is_empty()).then_some(Target::Module(module)));
        }
    }
    if found.is_empty() {
        let spec = path.join("groundplan.yaml");
        let trouble = Trouble::new(format!("{} is a folder without Terraform in it", path.display()));
        return Err(if spec.exists() { trouble.help(spec.display()) } else { trouble });
    }
    Ok(found)
}

fn module(folder: &Path) -> Result<Module, Trouble> {
    let mut files = Vec::new();
    for path in entries(folder)? {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        if is_terraform(&name) && path.is_file() {
            files.push((name, Source::read_any(&path)?));
        }
    }
    Ok(Module { name: folder.display().to_string(), files })
}

fn folders(folder: &Path) -> Result<Vec<PathBuf>, Trouble> {
    Ok(entries(folder)?.into_iter().filter(|path| path.is_dir()).collect())
}

/// What lies in a folder, in the order of names.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, Trouble> {
    let trouble = |error| Trouble::with("read", folder, &error);
    let entries = fs::read_dir(folder).map_err(trouble)?;
    let mut paths = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()
        .map_err(trouble)?;
    paths.sort();
    Ok(paths)
}
