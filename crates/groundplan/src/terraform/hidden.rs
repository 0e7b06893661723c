//! Values that no output may show, as Terraform itself hides them.

use crate::node::{Node, NodeValue};
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
pub(crate) fn hide(value: &mut Node) {
    if !matches!(&value.value, NodeValue::Scalar(text, _) if text.starts_with("${") && is_reference(text)) {
        *value = Node::text(HIDDEN);
    }
}

/// The text of a value, without what looks like a secret by its name or form.
pub(super) fn shown(name: &str, text: String) -> String {
    let line = format!("{name}: {text}");
    let covered = without_secrets(&line);
    match covered.get(name.len() + 2..) {
        Some(rest) if rest != text && rest.trim_matches(['"', '*']).is_empty() => quoted(),
        Some(rest) => rest.to_owned(),
        None => text,
    }
}

/// The words as JSON.
pub(super) fn quoted() -> String {
    format!("\"{HIDDEN}\"")
}
