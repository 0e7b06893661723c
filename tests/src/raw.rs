//! Documents from Terraform's JSON written in a test, as they are when somebody else wrote them: everything
//! is a plain value, and `"${…}"` a reference.

use groundplan::terraform::{Block, Document, Key, Reference, Text, Value};
use serde_json::Value as Json;

/// A document with one file, `main`.
///
/// # Panics
///
/// When it is no JSON of resources, data sources, providers, locals and outputs.
#[must_use]
pub fn document(json: &Json) -> Document {
    let mut document = Document::new();
    for (section, of_section) in json.as_object().expect("a file is an object") {
        for (first, inner) in of_section.as_object().expect("a section is an object") {
            match section.as_str() {
                "locals" => {
                    document.file("main").local(first.clone(), value(inner));
                }
                "output" => document.file("main").output(first.clone(), block(inner)),
                "provider" => document.file("main").provider(first.clone(), block(inner)),
                _ => labelled(&mut document, section, first, inner),
            }
        }
    }
    document
}

fn labelled(document: &mut Document, section: &str, kind: &str, bodies: &Json) {
    for (label, body) in bodies.as_object().expect("types hold labels") {
        let (kind, label) = (kind.to_owned(), label.clone());
        let mut file = document.file("main");
        match section {
            "resource" => file.resource(kind, label, block(body)),
            "data" => file.data(kind, label, block(body)),
            other => panic!("{other} is not known here"),
        };
    }
}

/// A body whose entries are plain values.
///
/// # Panics
///
/// When it is no object.
#[must_use]
pub fn block(json: &Json) -> Block {
    let mut block = Block::new();
    for (name, json) in json.as_object().expect("a body is an object") {
        block.set(name.clone(), value(json));
    }
    block
}

/// A plain value.
#[must_use]
pub fn value(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::Bool(*value),
        Json::Number(number) => {
            number.as_i64().map_or_else(|| Value::Decimal(number.to_string()), Value::Integer)
        }
        Json::String(text) => string(text),
        Json::Array(values) => Value::List(values.iter().map(value).collect()),
        Json::Object(entries) => {
            Value::Object(entries.iter().map(|(key, json)| (Key::from(key.clone()), value(json))).collect())
        }
    }
}

fn string(text: &str) -> Value {
    let inner = text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'));
    match inner.and_then(Reference::parse) {
        Some(reference) => Value::Text(Text::from(reference)),
        None => Value::Text(Text::from(text.to_owned())),
    }
}
