use super::Strings;
use crate::diagnostic::Path;
use crate::node::{Kind, Node, NodeValue};
use crate::terraform::expression::parse_template;
use crate::terraform::{Address, Expression, For, Key, Literal, SyntaxError, Text, Value};

/// How strings are meant in a place, and which names it defines by itself.
pub(super) struct Notation {
    pub(super) strings: Strings,
    pub(super) names: Vec<String>,
}

impl From<Strings> for Notation {
    fn from(strings: Strings) -> Self {
        Self { strings, names: Vec::new() }
    }
}

/// A value, with the strings of its notation. Text that is not an expression stays in it as
/// [`Expression::Invalid`], for the check of the document to report.
pub(super) fn value(node: &Node, notation: &Notation) -> Value {
    match &node.value {
        NodeValue::Null => Value::Null,
        NodeValue::Scalar(text, Kind::Text) => string(text, notation),
        NodeValue::Scalar(text, Kind::Bool) => Value::Bool(text == "true"),
        NodeValue::Scalar(digits, Kind::Number) => number(digits),
        NodeValue::List(nodes) => Value::List(nodes.iter().map(|node| value(node, notation)).collect()),
        NodeValue::Map(entries) => marked(entries, notation).unwrap_or_else(|| object(entries, notation)),
    }
}

fn string(text: &str, notation: &Notation) -> Value {
    match notation.strings {
        Strings::Plain => Value::from(text.to_owned()),
        Strings::Templates => parse_template(text, &notation.names).unwrap_or_else(invalid),
    }
}

fn invalid(error: SyntaxError) -> Value {
    Value::Expression(Expression::Invalid(Box::new(error)))
}

fn number(digits: &str) -> Value {
    digits.parse().map_or_else(|_| Value::Decimal(digits.to_owned()), Value::Integer)
}

/// What a spec says about itself: `{ $expr: … }`, `{ $join: […] }`, `{ $import: name }`.
fn marked(entries: &[(String, Node)], notation: &Notation) -> Option<Value> {
    let [(mark, node)] = entries else { return None };
    if notation.strings == Strings::Templates {
        return None;
    }
    match (mark.as_str(), &node.value) {
        ("$expr", NodeValue::Scalar(text, _)) => {
            Some(Expression::parse_within(text, &notation.names).map_or_else(invalid, Value::from))
        }
        ("$join", NodeValue::List(nodes)) => {
            Some(Text::join(nodes.iter().map(|node| value(node, notation).into_text())).into())
        }
        ("$import", NodeValue::Scalar(name, _)) => Some(Address::local(import_label(name)).whole().into()),
        _ => None,
    }
}

/// The local value that holds what another stack exports.
fn import_label(name: &str) -> String {
    format!("import_{}", crate::unit::label(name))
}

/// Names are templates too in Terraform's JSON; those that are computed make a `for`.
fn object(entries: &[(String, Node)], notation: &Notation) -> Value {
    let pair = |(key, node): &(String, Node)| match key.as_str() {
        "dynamic" => (Value::from(key.clone()), dynamic(node, notation)),
        key => (string(key, notation), value(node, notation)),
    };
    let pairs: Vec<(Value, Value)> = entries.iter().map(pair).collect();
    let plain = |key: &Value| match key {
        Value::Text(text) => text.as_literal().map(|key| Key::from(key.to_owned())),
        _ => None,
    };
    let known: Option<Vec<(Key, Value)>> =
        pairs.iter().map(|(key, value)| Some((plain(key)?, value.clone()))).collect();
    known.map_or_else(|| For::of_pairs(pairs).into(), Value::Object)
}

/// A `dynamic` block defines a name for its element: that of the block, or of its `iterator`.
/// <https://developer.hashicorp.com/terraform/language/expressions/dynamic-blocks>
pub(super) fn dynamic(node: &Node, notation: &Notation) -> Value {
    match &node.value {
        NodeValue::List(nodes) => Value::List(nodes.iter().map(|node| dynamic(node, notation)).collect()),
        NodeValue::Map(entries) => {
            let each = |(label, node): &(String, Node)| {
                let iterator = node.get(&Path::of("iterator")).and_then(bare).unwrap_or(label);
                let names = notation.names.iter().cloned().chain([iterator.to_owned()]).collect();
                let inner = Notation { strings: notation.strings, names };
                (Key::from(label.clone()), value(node, &inner))
            };
            Value::Object(entries.iter().map(each).collect())
        }
        _ => value(node, notation),
    }
}

/// A value that Terraform does not evaluate.
pub(super) fn literal(node: &Node) -> Literal {
    match &node.value {
        NodeValue::Null => Literal::Null,
        NodeValue::Scalar(text, Kind::Text) => Literal::Text(text.clone()),
        NodeValue::Scalar(text, Kind::Bool) => Literal::Bool(text == "true"),
        NodeValue::Scalar(digits, Kind::Number) => {
            digits.parse().map_or_else(|_| Literal::Decimal(digits.clone()), Literal::Integer)
        }
        NodeValue::List(nodes) => Literal::List(nodes.iter().map(literal).collect()),
        NodeValue::Map(entries) => {
            Literal::Object(entries.iter().map(|(key, node)| (key.clone(), literal(node))).collect())
        }
    }
}

/// A bare word or reference; specs may mark it as an expression.
pub(super) fn bare(node: &Node) -> Option<&str> {
    let text = match &node.value {
        NodeValue::Scalar(text, _) => text,
        NodeValue::Map(entries) => match entries.as_slice() {
            [(mark, Node { value: NodeValue::Scalar(text, _), .. })] if mark == "$expr" => text,
            _ => return None,
        },
        _ => return None,
    };
    let text = text.trim();
    (!text.is_empty() && !text.contains("${") && !text.contains("%{")).then_some(text)
}

/// One object, or the objects of a list, each with its path.
pub(super) fn objects(node: &Node, path: Path) -> Option<Vec<(&Node, Path)>> {
    match &node.value {
        NodeValue::Map(_) => Some(vec![(node, path)]),
        NodeValue::Null => Some(Vec::new()),
        NodeValue::List(nodes) => {
            let each = nodes.iter().enumerate().map(|(at, node)| objects(node, path.clone().index(at)));
            each.collect::<Option<Vec<_>>>().map(|all| all.into_iter().flatten().collect())
        }
        NodeValue::Scalar(..) => None,
    }
}
