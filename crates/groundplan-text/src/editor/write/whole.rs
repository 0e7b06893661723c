use serde_json::Value;

use super::Tree;
use crate::editor::{INDENT, Notation, quote};

/// A map that is no longer than this is written in one line.
const WIDTH: usize = 88;

/// A whole spec as text: in YAML as people write it, with an empty line between its parts and small maps in one line.
#[must_use]
pub fn written(spec: &Value, notation: Notation) -> String {
    match (notation, spec) {
        (Notation::Yaml, Value::Object(entries)) => {
            let mut out = String::new();
            let mut was_long = true;
            for (at, (key, value)) in entries.iter().enumerate() {
                let is_long = value.is_object();
                out += if at > 0 && (is_long || was_long) { "\n" } else { "" };
                out += &entry(key, value, 0);
                was_long = is_long;
            }
            out
        }
        (Notation::Yaml, other) => Tree::of_json(other).write(Notation::Yaml, false) + "\n",
        (Notation::Json, other) => format!("{other:#}\n"),
    }
}

fn entry(key: &str, value: &Value, column: usize) -> String {
    let line = format!(
        "{:column$}{}: {}",
        "",
        quote::key(key, Notation::Yaml),
        Tree::of_json(value).write(Notation::Yaml, false)
    );
    match value {
        Value::Object(entries) if !is_leaf(value) || line.len() > WIDTH => {
            let inner: String =
                entries.iter().map(|(key, value)| entry(key, value, column + INDENT)).collect();
            if entries.is_empty() {
                line + "\n"
            } else {
                format!("{:column$}{}:\n{inner}", "", quote::key(key, Notation::Yaml))
            }
        }
        _ => line + "\n",
    }
}

/// Whether a map holds nothing but single values and lists, or maps of one such entry.
fn is_leaf(value: &Value) -> bool {
    let is_simple = |value: &Value| match value {
        Value::Object(inner) => inner.len() <= 1 && inner.values().all(|value| !value.is_object()),
        _ => true,
    };
    value.as_object().is_some_and(|entries| entries.values().all(is_simple))
}
