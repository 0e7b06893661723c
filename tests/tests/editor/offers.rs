//! What a spec says could have been taken from what is offered, key by key.

use std::collections::BTreeSet;

use groundplan::Stack;
use groundplan::diagnostic::{Path, Segment};
use groundplan::spec::{Node, NodeValue};
use groundplan_tests::{assert_none, yaml};
use groundplan_text::editor::{Hover, Notation, complete, hover};
use serde_json::Value;

use super::robust::texts;

/// Maps whose keys are names that the user gives.
const BY_NAME: [&str; 14] = [
    "services",
    "secrets",
    "modules",
    "exports",
    "imports",
    "environments",
    "overrides",
    "tags",
    "env",
    "inputs",
    "waive",
    "set",
    "merge",
    "raw",
];

/// Every key of a text that the schema knows, found by pointing at each character.
fn keys(text: &str, notation: Notation) -> Vec<Hover> {
    let known = names(&serde_json::from_str(&Stack::json_schema()).expect("the schema is JSON"));
    let mut found: Vec<Hover> = text.char_indices().filter_map(|(at, _)| hover(text, at, notation)).collect();
    found.dedup();
    found.retain(|hover| match hover.path.segments() {
        [.., Segment::Key(map), Segment::Key(key)] => {
            let is_own = hover.path.segments().iter().any(|step| *step == Segment::Key("raw".to_owned()));
            is_key(text, hover, key) && known.contains(key) && !BY_NAME.contains(&map.as_str()) && !is_own
        }
        [Segment::Key(key)] => is_key(text, hover, key),
        [.., Segment::Key(key)] => is_key(text, hover, key) && known.contains(key),
        _ => false,
    });
    found
}

fn is_key(text: &str, hover: &Hover, key: &str) -> bool {
    let after = text[hover.range.end..].trim_start_matches(' ');
    text[hover.range.clone()].trim_matches('"') == key && after.starts_with(':')
}

/// The names of all keys in a schema.
fn names(schema: &Value) -> BTreeSet<String> {
    let own = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
    let own = own.map(|(name, _)| name.clone());
    let inner: Vec<&Value> = match schema {
        Value::Object(object) => object.values().collect(),
        Value::Array(values) => values.iter().collect(),
        _ => Vec::new(),
    };
    own.chain(inner.into_iter().flat_map(names)).collect()
}

fn name(hover: &Hover) -> &str {
    match hover.path.segments().last() {
        Some(Segment::Key(key)) => key,
        _ => "",
    }
}

/// Whether a key is offered at an offset, before those that do not begin with the word.
fn is_offered(text: &str, offset: usize, notation: Notation, key: &str) -> bool {
    complete(text, offset, notation).items.iter().any(|item| item.label == key && item.preferred)
}

#[test]
fn a_key_is_offered_once_its_first_letter_is_there() {
    for notation in [Notation::Yaml, Notation::Json] {
        let text = texts(notation).remove(0);
        let keys = keys(&text, notation);
        assert!(keys.len() > 120, "{} keys were found", keys.len());
        let missing = keys.iter().filter(|found| {
            let offset = found.range.start + 1 + usize::from(text[found.range.clone()].starts_with('"'));
            !is_offered(&text[..offset], offset, notation, name(found))
                || !is_offered(&text, offset, notation, name(found))
        });
        assert_none(&missing.map(|found| format!("{notation:?} {}", found.path)).collect::<Vec<_>>());
    }
}

#[test]
fn taking_the_key_that_stands_there_changes_nothing() {
    for notation in [Notation::Yaml, Notation::Json] {
        let text = texts(notation).remove(0);
        for found in keys(&text, notation) {
            let completions = complete(&text, found.range.end, notation);
            let item = completions.items.iter().find(|item| item.label == name(&found));
            let insert = item.map(|item| item.insert.as_str());
            assert_eq!(insert, text.get(completions.range), "{}", found.path);
        }
    }
}

#[test]
fn every_entry_of_the_parsed_text_is_found_at_its_place() {
    for notation in [Notation::Yaml, Notation::Json] {
        let text = texts(notation).remove(0);
        let found = text.char_indices().filter_map(|(at, _)| hover(&text, at, notation));
        let found: BTreeSet<String> = found.map(|hover| hover.path.to_string()).collect();
        let missing = paths(&yaml::read(&texts(Notation::Yaml)[0]), &Path::root());
        assert!(missing.len() > 250, "{} entries", missing.len());
        let missing = missing.into_iter().map(|path| path.to_string()).filter(|path| !found.contains(path));
        assert_none(&missing.collect::<Vec<_>>());
    }
}

/// The paths of all entries.
fn paths(node: &Node, path: &Path) -> Vec<Path> {
    match &node.value {
        NodeValue::Map(entries) => entries
            .iter()
            .flat_map(|(key, node)| {
                let path = path.clone().key(key);
                let inner = paths(node, &path);
                std::iter::once(path).chain(inner)
            })
            .collect(),
        NodeValue::List(nodes) => {
            (0..).zip(nodes).flat_map(|(at, node)| paths(node, &path.clone().index(at))).collect()
        }
        NodeValue::Null | NodeValue::Scalar(..) => Vec::new(),
    }
}
