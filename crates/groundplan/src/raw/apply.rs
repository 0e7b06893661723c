use super::origins;
use super::overrides::{is_pattern, stands_for};
use super::place::{Step, Way, into_value, put, remove, remove_from_value, steps};
use super::{Configuration, Override};
use crate::decision::Origins;
use crate::diagnostic::{Diagnostic, Path, Report, Rule, nearest};
use crate::spec::Map;
use crate::terraform::read::Body;
use crate::terraform::{Block, Content, Document, Item, Section, Value};

/// Lays raw blocks into a document: in a file of their own, except for what belongs to `terraform`.
pub(crate) fn add(configuration: &Configuration, document: &mut Document, report: &mut Report) {
    for item in configuration.items() {
        let item = &origins::recorded(item.clone(), document);
        if item.section == Section::Terraform {
            merge_settings(item, document);
        } else if document.items().iter().any(|known| is_same(known, item)) {
            report.add(exists(item));
        } else {
            let file = if item.section == Section::Provider { "provider" } else { "raw" };
            document.file(file).push_item(item.clone());
        }
    }
}

/// Whether two blocks exclude each other.
fn is_same(known: &Item, item: &Item) -> bool {
    let alias = |item: &Item| item.block().and_then(|block| block.get("alias").cloned());
    match item.address() {
        Some(address) => known.address() == Some(address),
        None => {
            item.section == Section::Provider
                && (known.section, &known.name) == (item.section, &item.name)
                && alias(known) == alias(item)
        }
    }
}

fn exists(item: &Item) -> Diagnostic {
    let name = address(item);
    let labels = [item.section.name(), &item.resource_type, &item.name];
    let path = labels.into_iter().filter(|label| !label.is_empty()).fold(Path::of("raw"), Path::key);
    Diagnostic::new(Rule::RAW_EXISTS, path, format!("groundplan makes {name} already"))
        .wants("another name, or an override of the generated block")
        .hint(format!("overrides: {{ {name}: {{ set: {{ … }} }} }}"))
}

/// Adds required providers, and replaces everything else.
fn merge_settings(item: &Item, document: &mut Document) {
    let known = document.items_mut().iter_mut().find(|known| known.section == Section::Terraform);
    let (Some(Content::Block(known)), Content::Block(more)) =
        (known.map(|item| &mut item.content), &item.content)
    else {
        return;
    };
    for (name, content) in more.entries() {
        match (known.get_mut(name), content) {
            (Some(Content::Literal(known)), Content::Literal(more)) if name == "required_providers" => {
                known.extend(more)
            }
            _ => {
                known.put(name.clone(), content.clone());
                continue;
            }
        }
        let laid = known.entries_mut().iter_mut().filter(|(known, _)| known == name);
        laid.for_each(|(known, _)| *known = known.clone().because(name.origins()));
    }
}

/// Applies overrides to a document: those of several addresses first, so that one of a single address has the last word.
pub(crate) fn override_all(overrides: &Map<Override>, document: &mut Document, report: &mut Report) {
    let (of_several, of_one): (Vec<_>, Vec<_>) = overrides.iter().partition(|(name, _)| is_pattern(name));
    for (name, change) in of_several.into_iter().chain(of_one) {
        let path = Path::of("overrides").key(name);
        let mut changes = origins::Changes::of(&path, change, document);
        let items = document.items_mut().iter_mut();
        let mut items: Vec<&mut Item> = items.filter(|item| stands_for(name, &address(item))).collect();
        if items.is_empty() {
            report.add(unknown(name, path, document));
        } else {
            change_items(&mut items, change, &path, &mut changes, report);
        }
    }
}

/// How an override calls a block: what has no address is called by its labels.
pub(super) fn address(item: &Item) -> String {
    match item.section {
        Section::Provider => {
            let alias = item.block().and_then(|block| block.get("alias"));
            let alias = match alias {
                Some(Content::Literal(crate::terraform::Literal::Text(alias))) => format!(".{alias}"),
                _ => String::new(),
            };
            format!("provider.{}{alias}", item.name)
        }
        section => item.address().map_or_else(|| section.name().to_owned(), |address| address.to_string()),
    }
}

fn unknown(name: &str, path: Path, document: &Document) -> Diagnostic {
    let known: Vec<String> = document.items().iter().map(address).collect();
    let near = nearest(name, known.iter().map(String::as_str)).map(str::to_owned);
    Diagnostic::new(Rule::OVERRIDE_ADDRESS, path, format!("there is no {name} in this environment"))
        .given(name)
        .wants("the address of something that is made: see the files, or leave the override out here")
        .maybe_hint(near)
}

/// Changes one item, or several by the same override.
fn change_items(
    items: &mut [&mut Item],
    change: &Override,
    path: &Path,
    changes: &mut origins::Changes,
    report: &mut Report,
) {
    for item in items.iter_mut() {
        item.name = item.name.clone().because(&changes.whole);
    }
    let parts = [
        ("set", &change.set, Way::Set),
        ("merge", &change.merge, Way::Merge),
        ("append", &change.append, Way::Append),
    ];
    for (key, entries, way) in parts {
        for (place, value) in entries.iter().flat_map(Map::iter) {
            let origins = changes.next();
            for item in items.iter_mut() {
                if !put_into(item, place, value, way, &origins) {
                    report.add(no_way(path.clone().key(key).key(place), place, item));
                    break;
                }
            }
        }
    }
    for (at, place) in change.delete.iter().flatten().enumerate() {
        let origins = changes.next();
        // Of several, some may lack it.
        let mut is_done = false;
        items.iter_mut().for_each(|item| is_done |= delete(item, place, &origins));
        if let (Some(first), false) = (items.first(), is_done) {
            report.add(no_way(path.clone().key("delete").index(at), place, first));
        }
    }
}

/// Lays a value over an item at a path; whether the path leads somewhere.
fn put_into(item: &mut Item, place: &str, value: &Value, way: Way, origins: &Origins) -> bool {
    let Some(steps) = steps(place) else { return false };
    let body = Body::of(item.section);
    let done = match &mut item.content {
        Content::Block(block) => put(block, body, &steps, value, way),
        Content::Value(known) => into_value(known, after_value(&steps), value, way),
        _ => false,
    };
    if done {
        origins::mark(item, &steps, origins, way);
    }
    done
}

/// Removes what an item has at a path; whether it was there.
fn delete(item: &mut Item, place: &str, origins: &Origins) -> bool {
    let Some(steps) = steps(place) else { return false };
    let done = match &mut item.content {
        Content::Block(block) => remove(block, &steps),
        Content::Value(known) => remove_from_value(known, after_value(&steps)),
        _ => false,
    };
    if done {
        let enclosing = steps.split_last().map_or(&[][..], |(_, outer)| outer);
        origins::mark(item, enclosing, origins, Way::Merge);
    }
    done
}

/// The path into a local value may begin with `value`, which is the whole of it.
pub(super) fn after_value(steps: &[Step]) -> &[Step] {
    match steps {
        [Step::Name(name), rest @ ..] if name == "value" => rest,
        steps => steps,
    }
}

fn no_way(path: Path, place: &str, item: &Item) -> Diagnostic {
    let known: Vec<String> = match &item.content {
        Content::Block(block) => names(block),
        Content::Value(Value::Object(entries)) => entries.iter().map(|(key, _)| key.to_string()).collect(),
        _ => Vec::new(),
    };
    let head = place.split(['.', '[']).next().unwrap_or(place);
    let near = nearest(head, known.iter().map(String::as_str)).filter(|near| *near != head);
    let near = near.map(|near| place.replacen(head, near, 1));
    Diagnostic::new(Rule::OVERRIDE_PATH, path, format!("{} has nothing at `{place}`", address(item)))
        .given(place)
        .wants(format!("a way that begins with one of {}", known.join(", ")))
        .maybe_hint(near)
}

fn names(block: &Block) -> Vec<String> {
    block.entries().map(|(name, _)| name.to_string()).collect()
}
