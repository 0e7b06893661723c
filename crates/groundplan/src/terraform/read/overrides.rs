//! Override files change the blocks of other files, argument by argument.

use crate::diagnostic::{Diagnostic, Path, Report, Rule};
use crate::terraform::{Block, Content, Document, Item, Section, Value};

/// Lays the blocks of override files over those of a document, as Terraform merges them.
pub(super) fn apply(changes: Document, document: &mut Document) -> Report {
    let mut report = Report::default();
    for change in changes.items() {
        let same = |item: &&mut Item| is_same(item, change);
        match document.items_mut().iter_mut().find(same) {
            Some(item) => merge(item, change),
            None if matches!(change.section, Section::Terraform | Section::Locals | Section::Provider) => {
                document.items_mut().push(change.clone());
            }
            None => report.add(missing(change)),
        }
    }
    report
}

fn is_same(item: &Item, change: &Item) -> bool {
    let alias = |item: &Item| item.block().and_then(|block| block.get("alias").cloned());
    let labels = (item.section, &item.resource_type, &item.name)
        == (change.section, &change.resource_type, &change.name);
    labels
        && !matches!(item.section, Section::Moved | Section::Import | Section::Removed)
        && (item.section != Section::Provider || alias(item) == alias(change))
}

fn missing(change: &Item) -> Diagnostic {
    let name =
        change.address().map_or_else(|| change.section.name().to_owned(), |address| address.to_string());
    let path = [change.section.name(), &change.resource_type, &change.name];
    let path = path.into_iter().filter(|step| !step.is_empty()).fold(Path::root(), Path::key);
    Diagnostic::new(Rule::TERRAFORM_OVERRIDE, path, format!("there is no {name} to override"))
        .in_file(format!("{}.tf.json", change.file))
        .wants("a block of the same labels in another file")
}

fn merge(item: &mut Item, change: &Item) {
    let section = item.section;
    match (&mut item.content, &change.content) {
        (Content::Block(known), Content::Block(change)) => merge_body(known, change, section),
        (known, change) => *known = change.clone(),
    }
}

/// Arguments replace arguments, and blocks of a type replace all of that type; `lifecycle` and
/// `required_providers` are merged in turn, and a backend replaces whatever kept the state.
fn merge_body(known: &mut Block, change: &Block, section: Section) {
    for (name, content) in change.entries() {
        match (name.as_str(), known.get_mut(name), content) {
            ("lifecycle", Some(Content::Block(known)), Content::Block(change)) => {
                merge_body(known, change, section);
            }
            ("required_providers", Some(Content::Literal(known)), Content::Literal(change)) => {
                known.extend(change);
            }
            _ => known.put(name.clone(), content.clone()),
        }
        let other = match name.as_str() {
            "backend" => "cloud",
            "cloud" => "backend",
            _ => continue,
        };
        if section == Section::Terraform {
            known.entries_mut().retain(|(name, _)| name != other);
        }
    }
    known.entries_mut().retain(|(_, content)| *content != Content::Value(Value::Null));
}
