//! Values that no output may show, as Terraform itself hides them.

use crate::node::{Node, NodeValue, json};
use crate::unit::{is_reference, looks_secret, without_secrets};

/// What takes the place of a value, in the words of Terraform.
pub(crate) const HIDDEN: &str = "(sensitive value)";

/// Hides the parts of a value that a plan marks, by `true` or by a structure that is like the value's:
/// <https://developer.hashicorp.com/terraform/internals/json-format#values-representation>.
pub(super) fn hide_marked(value: &mut Node, marks: &Node) {
    match (&mut value.value, &marks.value) {
        (_, NodeValue::Scalar(mark, _)) if mark == "true" => hide(value),
        (NodeValue::Map(entries), NodeValue::Map(marks)) => {
            for (key, value) in entries {
                let mark = marks.iter().find(|(known, _)| known == key);
                mark.into_iter().for_each(|(_, mark)| hide_marked(value, mark));
            }
        }
        (NodeValue::List(values), NodeValue::List(marks)) => {
            values.iter_mut().zip(marks).for_each(|(value, mark)| hide_marked(value, mark));
        }
        _ => {}
    }
}

/// The argument of a variable or output that says itself that it is sensitive, or of a variable that is called like a
/// secret.
pub(super) fn declared(place: &str, block: &Node) -> Option<&'static str> {
    let argument = match place.split('.').next()? {
        "variable" => "default",
        "output" => "value",
        _ => return None,
    };
    let NodeValue::Map(entries) = &block.value else { return None };
    let is_set = |(key, node): &(String, Node)| {
        key == "sensitive" && matches!(&node.value, NodeValue::Scalar(word, _) if word == "true")
    };
    let name = place.rsplit('.').next().unwrap_or_default();
    let is_secret = |(key, node): &(String, Node)| {
        key == "default" && matches!(&node.value, NodeValue::Scalar(text, _) if looks_secret(name, text))
    };
    entries.iter().any(|entry| is_set(entry) || is_secret(entry)).then_some(argument)
}

/// Hides an argument of a block.
pub fn hide_argument(argument: &str, block: &mut Node) {
    if let NodeValue::Map(entries) = &mut block.value {
        entries.iter_mut().filter(|(key, _)| key == argument).for_each(|(_, node)| hide(node));
    }
}

/// Whether an expression in a text calls Terraform's function `sensitive`.
pub(super) fn calls_sensitive(text: &str) -> bool {
    text.match_indices("sensitive(")
        .any(|(at, _)| text.get(..at).is_none_or(|before| !before.ends_with("non")))
}

/// Puts the words that stand for a hidden value in its place; a reference shows nothing, and stays.
pub fn hide(value: &mut Node) {
    if !matches!(&value.value, NodeValue::Scalar(text, _) if text.starts_with("${") && is_reference(text)) {
        *value = Node::text(HIDDEN);
    }
}

/// Hides the values of pairs, such as `{ name = "DB_PASSWORD", value = … }` of a container's environment, of which the name says
/// that they are secrets.
pub(super) fn hide_pairs(value: &mut Node) {
    match &mut value.value {
        NodeValue::List(values) => values.iter_mut().for_each(hide_pairs),
        NodeValue::Map(entries) => {
            let text = |names: [&str; 3]| {
                let found =
                    entries.iter().find(|(key, _)| names.iter().any(|name| key.eq_ignore_ascii_case(name)));
                found.and_then(|(_, node)| match &node.value {
                    NodeValue::Scalar(text, _) => Some(text.clone()),
                    _ => None,
                })
            };
            let pair =
                text(["name", "key", "variable"]).zip(text(["value", "default_value", "string_value"]));
            let is_secret = pair.is_some_and(|(name, value)| looks_secret(&name, &value));
            for (key, node) in entries {
                if is_secret && key.to_lowercase().ends_with("value") { hide(node) } else { hide_pairs(node) }
            }
        }
        NodeValue::Scalar(..) | NodeValue::Null => {}
    }
}

/// The text of a value, without what looks like a secret by its name or form: neither its characters nor how many it has.
pub(super) fn shown(name: &str, text: String) -> String {
    // In an expression, quotes are escaped.
    if text.contains("\\\"")
        && let Some(plain) = json::parse(&text).ok().and_then(|node| scalar_of(&node))
    {
        let covered = without_secrets(&plain);
        return if covered == plain { text } else { json::write(&Node::text(shortened(&covered))) };
    }
    let line = format!("{name}: {text}");
    let covered = without_secrets(&line);
    match covered.get(name.len() + 2..) {
        Some(rest) if rest != text && rest.trim_matches(['"', '*']).is_empty() => quoted(),
        Some(rest) if rest != text => shortened(rest),
        _ => text,
    }
}

fn scalar_of(node: &Node) -> Option<String> {
    match &node.value {
        NodeValue::Scalar(text, _) => Some(text.clone()),
        _ => None,
    }
}

/// Three stars for each run of more of them.
fn shortened(text: &str) -> String {
    let mut short = String::with_capacity(text.len());
    let mut stars = 0;
    for character in text.chars() {
        stars = if character == '*' { stars + 1 } else { 0 };
        if stars <= STARS {
            short.push(character);
        }
    }
    short
}

const STARS: usize = 3;

/// The words as JSON.
pub(super) fn quoted() -> String {
    format!("\"{HIDDEN}\"")
}
