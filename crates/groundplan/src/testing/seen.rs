//! The content of a document as one kind of value; and how values and matchers are shown.

use std::fmt::Write;

use super::Match;
use super::matcher::Pattern;
use crate::node::{Kind, Node, NodeValue, json};
use crate::terraform::{Block, Content, Document, Expression, Item, Literal, Mode, Part, Text, Value};

/// A block as an object.
fn of_block(block: &Block) -> Value {
    Value::Object(block.entries().map(|(name, content)| (name.clone(), of_content(content))).collect())
}

/// The content of a name, as a value: nested blocks are objects, bare references are expressions.
pub(super) fn of_content(content: &Content) -> Value {
    match content {
        Content::Value(value) => value.clone(),
        Content::Block(block) => of_block(block),
        Content::Blocks(blocks) => Value::List(blocks.iter().map(of_block).collect()),
        Content::Addresses(addresses) => {
            Value::List(addresses.iter().map(|address| address.whole().into()).collect())
        }
        Content::Names(names) => names.iter().map(|name| name.to_string()).collect::<Vec<_>>().into(),
        Content::Literal(literal) => of_literal(literal),
    }
}

fn of_literal(literal: &Literal) -> Value {
    match literal {
        Literal::Null => Value::Null,
        Literal::Bool(value) => (*value).into(),
        Literal::Decimal(digits) => Value::Decimal(digits.clone()),
        Literal::Bare(words) => words.to_string().into(),
        Literal::Integer(value) => (*value).into(),
        Literal::List(values) => Value::List(values.iter().map(of_literal).collect()),
        Literal::Object(entries) => Value::Object(
            entries.iter().map(|(key, value)| (key.clone().into(), of_literal(value))).collect(),
        ),
        Literal::Text(text) => text.into(),
    }
}

/// The value of JSON: the argument of `jsonencode`, or parsed text.
pub(super) fn decode(value: &Value, document: &Document) -> Option<Value> {
    decode_within(value, document, &mut Vec::new())
}

fn decode_within<'a>(value: &Value, document: &'a Document, within: &mut Vec<&'a Item>) -> Option<Value> {
    if let Some((item, local)) = local(value, document, within) {
        within.push(item);
        return decode_within(local, document, within);
    }
    match value {
        Value::Text(text) if value.as_expression().is_none() => {
            json::parse(text.as_literal()?).ok().map(of_node)
        }
        _ => match value.as_expression()? {
            Expression::Call(function, arguments) if *function == "jsonencode" => {
                arguments.first().map(|value| follow(value, document, within))
            }
            _ => None,
        },
    }
}

/// A value with the values of locals in place of references to them, however deep. A local within itself
/// stays a reference.
fn follow<'a>(value: &Value, document: &'a Document, within: &mut Vec<&'a Item>) -> Value {
    if let Some((item, local)) = local(value, document, within) {
        within.push(item);
        let followed = follow(local, document, within);
        within.pop();
        return followed;
    }
    match value {
        Value::List(values) => {
            Value::List(values.iter().map(|value| follow(value, document, within)).collect())
        }
        Value::Object(entries) => {
            let entries = entries.iter();
            Value::Object(
                entries.map(|(key, value)| (key.clone(), follow(value, document, within))).collect(),
            )
        }
        other => other.clone(),
    }
}

/// The local value that a reference leads to, unless we come from there.
fn local<'a>(value: &Value, document: &'a Document, within: &[&Item]) -> Option<(&'a Item, &'a Value)> {
    let Expression::Reference(reference) = value.as_expression()? else { return None };
    let is_local = reference.address.mode == Mode::Local && reference.path.is_empty();
    let item = document.get(&reference.address).filter(|item| is_local && !within.contains(item))?;
    match &item.content {
        Content::Value(value) => Some((item, value)),
        _ => None,
    }
}

fn of_node(node: Node) -> Value {
    match node.value {
        NodeValue::Null => Value::Null,
        NodeValue::Scalar(text, Kind::Text) => text.into(),
        NodeValue::Scalar(text, Kind::Bool) => (text == "true").into(),
        NodeValue::Scalar(text, Kind::Number) => text.parse().map_or(Value::Decimal(text), Value::Integer),
        NodeValue::List(nodes) => Value::List(nodes.into_iter().map(of_node).collect()),
        NodeValue::Map(entries) => {
            Value::Object(entries.into_iter().map(|(key, node)| (key.into(), of_node(node))).collect())
        }
    }
}

/// The characters of a text, with expressions as Terraform writes them; other values as they are shown.
pub(super) fn characters(value: &Value) -> String {
    match value {
        Value::Text(text) => template(text),
        Value::Expression(expression) => format!("${{{expression}}}"),
        other => shown(other),
    }
}

fn template(text: &Text) -> String {
    let piece = |part: &Part| match part {
        Part::Literal(literal) => literal.clone().into_owned(),
        Part::Expression(expression) => format!("${{{expression}}}"),
        Part::Directive(_) => directive(part),
    };
    text.parts().iter().map(piece).collect()
}

/// Text that depends on values, as Terraform writes it.
fn directive(part: &Part) -> String {
    let quoted = Expression::Value(Box::new(Value::Text(part.clone().into()))).to_string();
    quoted.trim_matches('"').to_owned()
}

/// A value on one line: texts quoted, expressions bare.
pub(super) fn shown(value: &Value) -> String {
    if let Some(expression) = value.as_expression() {
        return expression.to_string();
    }
    match value {
        Value::Bool(value) => value.to_string(),
        Value::Integer(value) => value.to_string(),
        Value::Decimal(digits) => digits.clone(),
        Value::Text(text) => quoted(text),
        Value::List(values) => format!("[{}]", joined(values.iter().map(shown))),
        Value::Object(entries) => object(entries.iter().map(|(key, value)| (key.as_str(), shown(value)))),
        _ => "null".to_owned(),
    }
}

/// As Terraform writes it, so that `${` in plain text differs from an expression.
fn quoted(text: &Text) -> String {
    let piece = |part: &Part| match part {
        Part::Literal(literal) => {
            let escaped = literal.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
            escaped.replace("${", "$${").replace("%{", "%%{")
        }
        Part::Expression(expression) => format!("${{{expression}}}"),
        Part::Directive(_) => directive(part),
    };
    format!("\"{}\"", text.parts().iter().map(piece).collect::<String>())
}

/// A matcher on one line.
pub(super) fn wanted(wanted: &Match) -> String {
    let all = |elements: &[Match]| joined(elements.iter().map(self::wanted));
    match &wanted.0 {
        Pattern::Any => "anything".to_owned(),
        Pattern::Absent => "nothing".to_owned(),
        Pattern::Scalar(value) => shown(value),
        Pattern::Object(entries) => {
            object(entries.iter().map(|(key, wanted)| (key.as_str(), self::wanted(wanted))))
        }
        Pattern::List(elements) => format!("[{}]", all(elements)),
        Pattern::ListWith(elements) => format!("a list with {}", all(elements)),
        Pattern::Exact(inner) => format!("exactly {}", self::wanted(inner)),
        Pattern::Not(inner) => format!("anything but {}", self::wanted(inner)),
        Pattern::Containing(text) => format!("text containing {text:?}"),
        Pattern::Starting(text) => format!("text that starts with {text:?}"),
        Pattern::Reference(address) => format!("a reference to {address}"),
        Pattern::Expression(text) => text.clone(),
        Pattern::Json(inner) => format!("JSON of {}", self::wanted(inner)),
        Pattern::Capture(_, inner) => self::wanted(inner),
    }
}

fn object<'a>(entries: impl Iterator<Item = (&'a str, String)>) -> String {
    let entries = joined(entries.map(|(key, value)| format!("{key}: {value}")));
    if entries.is_empty() { "{}".to_owned() } else { format!("{{ {entries} }}") }
}

fn joined(pieces: impl Iterator<Item = String>) -> String {
    pieces.enumerate().fold(String::new(), |mut out, (at, piece)| {
        // Writing to a string cannot fail.
        let _ = write!(out, "{}{piece}", if at == 0 { "" } else { ", " });
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terraform::{Address, list, object, text};

    #[test]
    fn plain_text_and_expressions_are_told_apart() {
        let id = Address::resource("aws_vpc", "main").attr("id");
        let value = list!["${x}", text!["a\"", id.clone()], id, object! { "k": 1 }, Value::Null];
        assert_eq!(shown(&value), r#"["$${x}", "a\"${aws_vpc.main.id}", aws_vpc.main.id, { k: 1 }, null]"#);
    }

    #[test]
    fn locals_that_go_in_circles_come_to_an_end() {
        let mut document = Document::new();
        let mut file = document.file("x");
        let a = file.local("a", list![Address::local("b").whole()]);
        file.local("b", list![Address::local("a").whole(), Address::local("b").whole()]);
        let encoded = Expression::call("jsonencode", [Value::from(a.whole())]);
        let decoded = decode(&encoded.into(), &document);
        assert_eq!(decoded.as_ref().map(shown).as_deref(), Some("[[local.a, local.b]]"));
    }
}
