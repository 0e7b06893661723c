//! Values in a spec: any value of Terraform's, where `{ $expr: … }` and `{ $join: […] }` mark what is not
//! plain.

use crate::diagnostic::{Diagnostic, Path, Report, Rule};
use crate::node::{Kind, Node, NodeValue};
use crate::spec::{Field, Reader};
use crate::terraform::read::{self, Strings};
use crate::terraform::{Expression, Literal, SyntaxError, Text, Value};

impl Field for Value {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let value = read::value(node, Strings::Plain);
        report_invalid(&value, reader);
        Some(value)
    }

    fn write(&self) -> Node {
        node_of(self)
    }

    /// Objects are merged by key, at every depth; everything else is replaced.
    fn merge(&mut self, patch: &Self) {
        match (self, patch) {
            (Self::Object(known), Self::Object(patch)) => {
                for (key, value) in patch {
                    match known.iter_mut().find(|(name, _)| name == key) {
                        Some((_, known)) => known.merge(value),
                        None => known.push((key.clone(), value.clone())),
                    }
                }
            }
            (known, patch) => known.clone_from(patch),
        }
    }
}

#[cfg(feature = "codegen")]
impl schemars::JsonSchema for Value {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Value".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let value = generator.subschema_for::<Self>();
        schemars::json_schema!({
            "description": "Any value of Terraform; `{ $expr: … }` is an expression, `{ $join: [ … ] }` text with expressions.",
            "anyOf": [
                { "type": ["string", "number", "boolean"] },
                { "const": null },
                { "type": "array" },
                { "type": "object", "additionalProperties": value }
            ]
        })
    }
}

/// Reports an invalid expression at its location in the spec.
fn report_invalid(value: &Value, reader: &mut Reader) {
    value.visit(&mut |expression| {
        if let Expression::Invalid(error) = expression {
            let mut report = Report::default();
            report.add(not_an_expression(error, Path::root()));
            reader.adopt(report);
        }
    });
}

pub(super) fn not_an_expression(error: &SyntaxError, path: Path) -> Diagnostic {
    Diagnostic::new(Rule::TYPE, path, error.to_string())
        .given(&error.text)
        .wants("an expression such as length(aws_subnet.private)")
}

pub(super) fn node_of(value: &Value) -> Node {
    match value {
        Value::Null => Node::new(NodeValue::Null),
        Value::Bool(value) => scalar(value.to_string(), Kind::Bool),
        Value::Integer(value) => scalar(value.to_string(), Kind::Number),
        Value::Decimal(digits) => scalar(digits.clone(), Kind::Number),
        Value::Text(text) => Field::write(text),
        Value::Expression(expression) => Field::write(&Text::from(expression.clone())),
        Value::List(values) => Node::new(NodeValue::List(values.iter().map(node_of).collect())),
        Value::Object(entries) => {
            Node::map(entries.iter().map(|(key, value)| (key.to_string(), node_of(value))).collect())
        }
    }
}

pub(super) fn node_of_literal(literal: &Literal) -> Node {
    match literal {
        Literal::Null => Node::new(NodeValue::Null),
        Literal::Bool(value) => scalar(value.to_string(), Kind::Bool),
        Literal::Integer(value) => scalar(value.to_string(), Kind::Number),
        Literal::Decimal(digits) => scalar(digits.clone(), Kind::Number),
        Literal::Bare(words) => Node::text(words.to_string()),
        Literal::Text(text) => Node::text(text.clone()),
        Literal::List(literals) => Node::new(NodeValue::List(literals.iter().map(node_of_literal).collect())),
        Literal::Object(entries) => {
            Node::map(entries.iter().map(|(key, literal)| (key.clone(), node_of_literal(literal))).collect())
        }
    }
}

fn scalar(text: String, kind: Kind) -> Node {
    Node::new(NodeValue::Scalar(text, kind))
}
