//! A root module with the modules that it calls: what is written once for each folder, what follows for the instances.

use super::files::{ABOUT_THE_WHOLE, Sources, of_document};
use super::older_terraform;
use super::pinned::{Pinned, judge};
use super::placeholder;
use super::plan::{Stage, of_instances, within};
use super::versions;
use crate::configuration::{Module, Modules, Tree, Written, is_another_aws, join, unread_line};
use crate::diagnostic::{Diagnostic, Path, Report, Rule, Segment, Severity};
use crate::schema::Schema;
use crate::terraform::{Item, Section};

/// Where `terraform init` puts modules that nobody here writes.
const INSTALLED: &str = ".terraform/";

/// What was found in a root module and in what it calls.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// The findings. The file of each is relative to the root module: `main.tf`, `modules/network/main.tf`.
    pub report: Report,
    /// The modules themselves.
    pub modules: Modules,
    /// The version of the provider by whose schema they were judged: `hashicorp/aws 5.100.0`.
    pub judge: Option<String>,
}

/// Everything wrong with a root module, with the modules that it calls, and with the values of its variables.
///
/// What is written is checked once for each folder. What the values of variables make of it is checked for each instance,
/// and reported at its place in the file, under the address of the first instance that has it.
///
/// ```
/// use groundplan::configuration::{Folder, Tree};
/// use groundplan::validate;
/// let root = "module \"api\" {\n  source = \"./logs\"\n  days   = 15\n}\n";
/// let logs = "variable \"days\" {}\nresource \"aws_cloudwatch_log_group\" \"main\" {\n  retention_in_days = var.days\n}\n";
/// let folder = Folder { path: "logs".to_owned(), files: vec![("main.tf", logs)] };
/// let tree = Tree { files: vec![("main.tf", root)], is_whole: true, folders: vec![folder], ..Tree::default() };
/// let checked = validate::modules(&tree, None);
/// assert_eq!((checked.modules.instances.len(), checked.modules.unread.len()), (2, 0));
/// ```
#[must_use]
pub fn modules(tree: &Tree<'_>, schema: Option<&Schema>) -> Checked {
    let modules = Modules::of(tree, schema);
    let mut report = Report::default();
    report.extend(modules.inputs.clone());
    let called = || modules.written.iter().enumerate().filter(|(_, written)| written.is_called);
    let is_another = modules.written.first().is_some_and(|root| is_another_aws(&root.document));
    let given = schema.filter(|_| !is_another);
    let documents = called().map(|(_, written)| &written.document);
    let pinned = given.and_then(|schema| Pinned::of(documents, tree.lock, schema));
    let schema = pinned.as_ref().map(|pinned| &pinned.schema).or(given);
    let mut temper = |finding: Diagnostic| match &pinned {
        Some(pinned) => pinned.tempered(finding).into_iter().for_each(|finding| report.add(finding)),
        None => report.add(finding),
    };
    let of_root = modules.written.first().and_then(|root| older_terraform::taken(&root.document));
    for (at, written) in called() {
        let is_whole = at > 0 || tree.is_whole;
        let instances = modules.instances.iter().filter(|module| module.written == at);
        let sources = Sources::of(files_of(tree, at)).locked_by(tree.lock);
        let folder = FolderOf { written, is_whole, is_given: !tree.inputs.is_empty() };
        let older = older_terraform::taken(&written.document).or_else(|| of_root.clone());
        let mut temper = |finding| temper(older_terraform::tempered(finding, older.as_ref()));
        of_folder(&sources, &folder, instances, schema).into_iter().for_each(&mut temper);
        for finding in sources.all(&modules.check_calls(at)).diagnostics() {
            let first = modules.instances.iter().find(|module| module.written == at);
            temper(in_folder(addressed(finding.clone(), first), &written.folder));
        }
    }
    report_versions(tree, &modules, given, &mut report);
    report_unread(tree, &modules, &mut report);
    Checked { report, modules, judge: schema.and_then(judge) }
}

/// What is wrong with the versions that all modules take together.
fn report_versions(tree: &Tree<'_>, modules: &Modules, schema: Option<&Schema>, report: &mut Report) {
    let newer = schema.map(|schema| versions::newer(&modules.written, tree.lock, schema)).unwrap_or_default();
    let name = |at: usize, file: &str| {
        let names = files_of(tree, at).iter().map(|(name, _)| *name);
        let is_it = |name: &&str| name.strip_prefix(file).is_some_and(|ending| ending.starts_with('.'));
        let folder = modules.written.get(at).map_or("", |written| written.folder.as_str());
        join(folder, names.into_iter().find(is_it).unwrap_or(file))
    };
    let apart = versions::check(&modules.written, tree.lock, &name);
    for (at, finding) in apart.into_iter().chain(newer) {
        let located = Sources::of(files_of(tree, at)).located(&finding);
        let folder = modules.written.get(at).map_or("", |written| written.folder.as_str());
        let first = modules.instances.iter().find(|module| module.written == at);
        report.add(in_folder(addressed(located, first), folder));
    }
}

/// Counts what was not entered, in one finding.
fn report_unread(tree: &Tree<'_>, modules: &Modules, report: &mut Report) {
    let unread = unread_line(&modules.unread).filter(|_| tree.is_whole);
    let Some((message, first)) = unread.zip(modules.unread.first()) else { return };
    let calls = modules.written.first().into_iter().flat_map(|root| root.document.items());
    let mut calls = calls.filter(|item| item.section == Section::Module);
    let Some(call) = calls.find(|item| item.name == *first.of_root()) else { return };
    let path = Path::root().key(call.section.name()).key(call.name.as_str());
    let finding = Diagnostic::new(Rule::TERRAFORM_MODULE_UNREAD, path, message)
        .in_file(format!("{}.tf.json", call.file))
        .wants("their files, to check, price and draw what is in them");
    report.add(Sources::of(&tree.files).located(&finding));
}

/// Reads and enters a root module. The report has what cannot be read of it, of what it calls and of the values of its
/// variables, each with its place.
#[must_use]
pub fn read_modules(tree: &Tree<'_>, schema: Option<&Schema>) -> Checked {
    let modules = Modules::of(tree, schema);
    let mut report = Report::default();
    for (at, written) in modules.written.iter().enumerate().filter(|(_, written)| written.is_called) {
        let sources = Sources::of(files_of(tree, at));
        for finding in sources.all(&written.report).diagnostics() {
            report.add(in_folder(finding.clone(), &written.folder));
        }
    }
    report.extend(modules.inputs.clone());
    Checked { report, modules, judge: None }
}

/// The files of a folder.
fn files_of<'a, 't>(tree: &'a Tree<'t>, at: usize) -> &'a [(&'t str, &'t str)] {
    let called = at.checked_sub(1).and_then(|at| tree.folders.get(at));
    called.map_or(&tree.files, |folder| &folder.files)
}

/// A folder of which something is found.
struct FolderOf<'a> {
    written: &'a Written,
    /// Whether all its files are known.
    is_whole: bool,
    /// Whether variables of the root module are given values: it is not one that others call.
    is_given: bool,
}

impl FolderOf<'_> {
    /// Whether a value may be a placeholder for what a caller says, in an instance that has no caller.
    fn is_placeholder(&self, finding: &Diagnostic, path: &Path, module: &Module) -> bool {
        module.address.is_empty()
            && !self.is_given
            && finding.rule.code.starts_with("value/")
            && placeholder::rests_on_one(&self.written.document, path)
    }
}

fn of_folder<'a>(
    sources: &Sources<'_>,
    folder: &FolderOf<'_>,
    instances: impl Iterator<Item = &'a Module>,
    schema: Option<&Schema>,
) -> Vec<Diagnostic> {
    let written = folder.written;
    // Marks of sensitive values pass on to the caller: only the root module's outputs are printed. Callers also pass
    // configurations of providers that the module does not declare, of which Terraform only warns.
    let of_called = [Rule::TERRAFORM_SENSITIVE, Rule::TERRAFORM_PROVIDER];
    let ignored = match (folder.is_whole, written.folder.is_empty()) {
        (false, _) => &ABOUT_THE_WHOLE[..],
        (true, true) => &[],
        (true, false) => &of_called,
    };
    let found = of_document(sources, written.document.clone(), written.report.clone(), schema, ignored);
    let instances: Vec<&Module> = instances.collect();
    let mut seen = found.clone();
    let made = found.diagnostics().iter().filter(|finding| is_made(finding, &instances));
    let mut all: Vec<Diagnostic> =
        made.cloned().map(|finding| addressed(finding, instances.first().copied())).collect();
    for module in instances {
        for finding in of_instances(module.document.clone(), schema, Stage::Written) {
            let plain = Diagnostic { path: without_keys(&finding.path), ..finding.clone() };
            let located = sources.located(&plain);
            let is_seen = seen.diagnostics().iter().any(|known| is_same(known, &located));
            let is_made_up = || folder.is_placeholder(&finding, &plain.path, module);
            if !is_seen && is_of_a_resource(&finding.path) && !is_made_up() {
                all.push(addressed(Diagnostic { path: finding.path, ..located.clone() }, Some(module)));
                seen.add(located);
            }
        }
    }
    let is_theirs = written.folder.starts_with(INSTALLED);
    all.retain(|finding| !is_theirs || finding.rule.severity == Severity::Error);
    all.into_iter().map(|finding| in_folder(finding, &written.folder)).collect()
}

/// Whether the same was found: by the same rule at the same place, or an error there, of which it is an echo.
fn is_same(known: &Diagnostic, finding: &Diagnostic) -> bool {
    let is_there = (&known.path, &known.file) == (&finding.path, &finding.file);
    is_there && (known.rule.code == finding.rule.code || known.rule.severity == Severity::Error)
        || known.rule == Rule::SYNTAX && known.file == finding.file
}

/// Whether anything comes of the block that a finding is about: of `count = 0`, AWS refuses nothing.
fn is_made(finding: &Diagnostic, instances: &[&Module]) -> bool {
    let [Segment::Key(section), Segment::Key(kind), Segment::Key(label), ..] = finding.path.segments() else {
        return true;
    };
    let is_it = |item: &Item| {
        let key = item.name.strip_prefix(label.as_str());
        item.resource_type == *kind.as_str() && key.is_some_and(|key| key.is_empty() || key.starts_with('['))
    };
    !(finding.rule.code.starts_with("aws/") || finding.rule.code.starts_with("value/"))
        || section != Section::Resource.name()
        || instances.is_empty()
        || instances.iter().any(|module| module.document.items().iter().any(is_it))
}

/// Providers may be those of the caller.
fn is_of_a_resource(path: &Path) -> bool {
    let first = path.segments().first();
    matches!(first, Some(Segment::Key(section)) if matches!(section.as_str(), "resource" | "data"))
}

/// The path in the file: `main` for the instance `main["a"]`.
fn without_keys(path: &Path) -> Path {
    let labels = path.segments().iter().enumerate().map(|(at, segment)| match segment {
        Segment::Key(name) if at == 2 => Segment::Key(name.split('[').next().unwrap_or_default().to_owned()),
        other => other.clone(),
    });
    labels.fold(Path::root(), Path::step)
}

/// The finding under the address of an instance.
fn addressed(finding: Diagnostic, module: Option<&Module>) -> Diagnostic {
    match module.filter(|module| !module.address.is_empty() && !finding.path.segments().is_empty()) {
        Some(module) => Diagnostic { path: finding.path.under(&within(&module.address)), ..finding },
        None => finding,
    }
}

fn in_folder(finding: Diagnostic, folder: &str) -> Diagnostic {
    match finding.file.clone() {
        Some(file) if !folder.is_empty() => finding.in_file(format!("{folder}/{file}")),
        _ => finding,
    }
}
