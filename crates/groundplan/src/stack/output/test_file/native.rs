//! Terraform's native syntax in the strings of a test file.

use std::fmt::Write;

use crate::node::{Node, NodeValue};
use crate::terraform::Value;

/// A value as an expression; `None` for one that is not known when planned, or not a single value.
pub(super) fn literal(value: &Value) -> Option<String> {
    match value {
        Value::Bool(value) => Some(value.to_string()),
        Value::Integer(value) => Some(value.to_string()),
        Value::Decimal(digits) => Some(digits.clone()),
        Value::Text(text) => text.as_literal().map(quoted),
        _ => None,
    }
}

/// A quoted string of the native syntax, in which nothing is an expression.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for character in template(text).chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if control.is_control() => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{:04x}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

/// Text that Terraform reads as a template, and that means its own characters.
pub(super) fn template(text: &str) -> String {
    text.replace("${", "$${").replace("%{", "%%{")
}

/// A list of nodes.
pub(super) fn list(nodes: Vec<Node>) -> Node {
    Node::new(NodeValue::List(nodes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_stays_text() {
        assert_eq!(quoted("a \"${b}\" %{c}\\\n\u{7}"), r#""a \"$${b}\" %%{c}\\\n\u0007""#);
    }
}
