use std::path::{Path, PathBuf};

use groundplan::change::{Change, Effect};
use groundplan::schema::Schema;
use groundplan::terraform::{Document, read};
use groundplan_text::diff::change_text;
use groundplan_text::{Module, Source};
use serde_json::{Value, json};

use crate::output::{Plan, State};
use crate::style::{BOLD, DIM, paint};
use crate::system::{System, is_folder};
use crate::target;

/// What an apply of the new files does to what runs, where the old ones were applied.
pub(super) struct Changed {
    /// The root module, below the folder.
    name: String,
    /// What an apply does; nothing where the old files cannot be read.
    change: Option<Change>,
}

/// The root modules that were in the folder and whose files change. Reads the folder, so it is called before anything is
/// written.
pub(super) fn find(system: &dyn System, out: &Path, plan: &Plan, schema: &Schema) -> Vec<Changed> {
    let is_written = plan.changes.iter().any(|change| change.state != State::Unchanged);
    if !is_written || !is_folder(system, out) {
        return Vec::new();
    }
    match target::modules(system, out) {
        Ok(before) => before.into_iter().filter_map(|module| changed(module, out, plan, schema)).collect(),
        // A file of somebody else that is not text does not keep the output from being written.
        Err(_) => vec![Changed { name: out.display().to_string(), change: None }],
    }
}

fn changed(before: Module, out: &Path, plan: &Plan, schema: &Schema) -> Option<Changed> {
    let folder = Path::new(&before.name);
    let name = folder.strip_prefix(out).unwrap_or(folder).display().to_string();
    let files: Vec<(PathBuf, State, &str)> = plan
        .changes
        .iter()
        .map(|change| (out.join(&change.path), change.state, change.text.as_str()))
        .filter(|(path, state, _)| path.parent() == Some(folder) && *state != State::Unchanged)
        .collect();
    if files.is_empty() {
        return None;
    }
    let (old, new) = (document(&before), document(&after(&before, &files)));
    let change = old.zip(new).map(|(old, new)| match new.items().is_empty() {
        true => Change::left(&old),
        false => Change::between(&old, &new, Some(schema)),
    });
    let differs = change.as_ref().is_none_or(|change| *change != Change::default());
    differs.then_some(Changed { name, change })
}

/// The module with its new files, and with those of others as they are.
fn after(before: &Module, files: &[(PathBuf, State, &str)]) -> Module {
    let is_kept = |source: &&Source| files.iter().all(|(path, ..)| path.as_path() != Path::new(&source.name));
    let kept = before.files.iter().map(|(_, source)| source).filter(is_kept).cloned();
    let written = files.iter().filter(|(_, state, _)| *state != State::Removed);
    let written = written.map(|(path, _, text)| Source::new(path.display().to_string(), (*text).to_owned()));
    Module::of_folder(before.name.clone(), kept.chain(written))
}

fn document(module: &Module) -> Option<Document> {
    let (document, report) = read::module(module.tree().files);
    (!report.has_errors()).then_some(document)
}

/// For programs.
pub(super) fn data(changed: &[Changed]) -> Value {
    changed.iter().map(|module| json!({ "name": module.name, "change": module.change })).collect()
}

/// For people: what goes away, stops or is left behind in full, and the rest as counts.
pub(super) fn text(changed: &[Changed]) -> String {
    if changed.is_empty() {
        return String::new();
    }
    let title = "An apply changes what runs, if the folder was applied as it was";
    let lines: String = changed.iter().map(of_module).collect();
    format!("\n{}\n{lines}", paint(BOLD, title))
}

fn of_module(changed: &Changed) -> String {
    let Some(change) = &changed.change else {
        let unread = "not known: its files cannot be read";
        return format!("  {}: {}\n", changed.name, paint(DIM, unread));
    };
    let harm = harmful(change);
    let text = change_text(&changed.name, &harm);
    let details: String = text.lines().skip(1).map(|line| format!("  {line}\n")).collect();
    format!("  {}: {}\n{details}", changed.name, change.summary())
}

/// The part of a change that somebody has to know before an apply.
fn harmful(change: &Change) -> Change {
    let objects = change.objects.iter().filter(|object| {
        object.is_replaced()
            || matches!(object.effect, Effect::Destroyed | Effect::Forgotten)
            || object.loses_data()
            || object.interrupted.is_some()
            || object.refused.is_some()
    });
    Change { objects: objects.cloned().collect(), ..change.clone() }
}
