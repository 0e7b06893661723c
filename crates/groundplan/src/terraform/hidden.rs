//! Values that no output may show, as Terraform itself hides them.

use crate::node::{Node, NodeValue};
use crate::unit::without_secrets;

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

/// Hides the argument of a variable or output that says itself that it is sensitive.
pub(super) fn hide_declared(place: &str, block: &mut Node) {
    let argument = match place.split('.').next() {
        Some("variable") => "default",
        Some("output") => "value",
        _ => return,
    };
    let NodeValue::Map(entries) = &mut block.value else { return };
    let is_set = |(key, node): &(String, Node)| {
        key == "sensitive" && matches!(&node.value, NodeValue::Scalar(word, _) if word == "true")
    };
    if entries.iter().any(is_set) {
        entries.iter_mut().filter(|(key, _)| key == argument).for_each(|(_, node)| hide(node));
    }
}

/// Puts the words that stand for a hidden value in its place; a reference shows nothing, and stays.
pub(crate) fn hide(value: &mut Node) {
    if !matches!(&value.value, NodeValue::Scalar(text, _) if is_reference(text)) {
        *value = Node::text(HIDDEN);
    }
}

/// The text of a value, without what looks like a secret by its name or form, or is marked by Terraform's own function.
pub(super) fn shown(name: &str, text: String) -> String {
    if text.contains("sensitive(") && !text.contains("nonsensitive(") {
        return quoted();
    }
    let start = name.len() + 2;
    let line = format!("{name}: {text}");
    let covered = without_secrets(&line);
    match covered.get(start..) {
        Some(rest) if rest != text && rest.trim_matches(['"', '*']).is_empty() => quoted(),
        Some(rest) => rest.to_owned(),
        None => text,
    }
}

fn quoted() -> String {
    format!("\"{HIDDEN}\"")
}

/// Whether a text is nothing but one reference or expression without a text of its own: `${var.password}`.
fn is_reference(text: &str) -> bool {
    text.strip_prefix("${")
        .and_then(|rest| rest.strip_suffix('}'))
        .is_some_and(|inside| !inside.contains(['"', '{']))
}
