//! Which place of the spec what is laid over a document follows from.

use super::Override;
use super::apply::after_value;
use super::place::{Step, Way};
use crate::decision::{Decision, Origins};
use crate::diagnostic::Path;
use crate::model;
use crate::spec::Map;
use crate::terraform::{Block, Content, Document, Item, Key, Section, Value};

/// A raw block of which each name leads to its place in the spec. What a program built has the place at which
/// it would be written.
pub(super) fn recorded(mut item: Item, document: &mut Document) -> Item {
    let fallback = model::path(&item).under(&Path::of("raw"));
    let place = item.name.origins().place().cloned().unwrap_or(fallback);
    item.name.made_by(document.record(stated(&place, &item.name)));
    if let Content::Block(block) = &mut item.content {
        record_block(block, &place, document);
    }
    item
}

fn record_block(block: &mut Block, place: &Path, document: &mut Document) {
    for (name, content) in block.entries_mut() {
        let place = name.origins().place().cloned().unwrap_or_else(|| place.clone().key(name.as_str()));
        name.made_by(document.record(stated(&place, &text(content))));
        match content {
            Content::Block(block) => record_block(block, &place, document),
            Content::Blocks(blocks) => {
                for (at, block) in blocks.iter_mut().enumerate() {
                    record_block(block, &place.clone().index(at), document);
                }
            }
            _ => {}
        }
    }
}

fn stated(place: &Path, value: &str) -> Decision {
    Decision::stated(place.to_string(), value.to_owned())
}

/// A value in a word, where it has one.
fn text(content: &Content) -> String {
    match content {
        Content::Value(Value::List(_) | Value::Object(_)) => String::new(),
        Content::Value(value) => {
            let text = crate::terraform::Expression::from(value.clone()).to_string();
            text.trim_matches('"').to_owned()
        }
        _ => String::new(),
    }
}

/// The origins of the parts of an override, in the order in which they are laid over a block.
pub(super) struct Changes {
    /// That of the whole override.
    pub(super) whole: Origins,
    parts: std::vec::IntoIter<Origins>,
}

impl Changes {
    pub(super) fn of(path: &Path, change: &Override, document: &mut Document) -> Self {
        let value = |value: &Value| text(&Content::Value(value.clone()));
        let entries = |key: &str, map: Option<&Map<Value>>| -> Vec<(Path, String)> {
            let entries = map.into_iter().flat_map(Map::iter);
            entries.map(|(place, one)| (path.clone().key(key).key(place), value(one))).collect()
        };
        let mut all = entries("set", change.set.as_ref());
        all.extend(entries("merge", change.merge.as_ref()));
        all.extend(entries("append", change.append.as_ref()));
        for (at, place) in change.delete.iter().flatten().enumerate() {
            all.push((path.clone().key("delete").index(at), place.clone()));
        }
        let whole = document.record(stated(path, ""));
        let parts: Vec<_> = all.iter().map(|(path, value)| document.record(stated(path, value))).collect();
        Self { whole, parts: parts.into_iter() }
    }

    /// The origin of the next part.
    pub(super) fn next(&mut self) -> Origins {
        self.parts.next().unwrap_or_default()
    }
}

/// Notes at the end of a way into a block that what is there follows from an override: from it alone, where it
/// was set; from it as well, where it was merged with something.
pub(super) fn mark(item: &mut Item, steps: &[Step], origins: &Origins, way: Way) {
    let steps = if item.section == Section::Locals { after_value(steps) } else { steps };
    match (&mut item.content, steps) {
        (_, []) => item.name = item.name.clone().because(origins),
        (content, steps) => mark_content(content, steps, origins, way),
    }
}

fn mark_content(content: &mut Content, steps: &[Step], origins: &Origins, way: Way) {
    match (content, steps) {
        (Content::Block(block), [Step::Index(0), rest @ ..]) => mark_block(block, rest, origins, way),
        (Content::Block(block), steps) => mark_block(block, steps, origins, way),
        (Content::Blocks(blocks), [Step::Index(at), rest @ ..]) => {
            if let Some(block) = blocks.get_mut(*at) {
                mark_block(block, rest, origins, way);
            }
        }
        (Content::Value(value), steps) => mark_value(value, steps, origins, way),
        _ => {}
    }
}

fn mark_block(block: &mut Block, steps: &[Step], origins: &Origins, way: Way) {
    let Some((Step::Name(name), rest)) = steps.split_first() else { return };
    let Some((key, content)) = block.entries_mut().iter_mut().find(|(key, _)| *key == name.as_str()) else {
        return;
    };
    let inner = rest.iter().any(|step| matches!(step, Step::Name(_)));
    if inner { mark_content(content, rest, origins, way) } else { mark_key(key, origins, way) }
}

fn mark_value(value: &mut Value, steps: &[Step], origins: &Origins, way: Way) {
    match (value, steps) {
        (Value::Object(entries), [Step::Name(name), rest @ ..]) => {
            let Some((key, value)) = entries.iter_mut().find(|(key, _)| *key == name.as_str()) else {
                return;
            };
            let inner = rest.iter().any(|step| matches!(step, Step::Name(_)));
            if inner { mark_value(value, rest, origins, way) } else { mark_key(key, origins, way) }
        }
        (Value::List(values), [Step::Index(at), rest @ ..]) => {
            if let Some(value) = values.get_mut(*at) {
                mark_value(value, rest, origins, way);
            }
        }
        _ => {}
    }
}

fn mark_key(key: &mut Key, origins: &Origins, way: Way) {
    match way {
        Way::Set => key.made_by(origins.clone()),
        Way::Merge | Way::Append => *key = key.clone().because(origins),
    }
}
