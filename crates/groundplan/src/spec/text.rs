use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::{Field, Node, NodeValue, Reader};
use crate::terraform::{Part, Reference, Text};

/// Text that may be a reference: `{ $expr: aws_vpc.main.id }`. A plain string stays plain, whatever it
/// looks like.
impl Field for Text {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        match &node.value {
            NodeValue::Scalar(text, _) => Some(text.clone().into()),
            NodeValue::Map(entries) => match entries.as_slice() {
                [(key, child)] if key == "$expr" => reader.key::<Expr>(key, child).map(|Expr(text)| text),
                _ => reader.mismatch(node, WANTS, None),
            },
            _ => reader.mismatch(node, WANTS, None),
        }
    }

    fn write(&self) -> Node {
        match self.parts() {
            [Part::Expression(expression)] => {
                Node::map(vec![("$expr".to_owned(), Node::text(expression.to_string()))])
            }
            _ => Node::text(self.as_literal().unwrap_or_default()),
        }
    }
}

const WANTS: &str = "text, or a reference such as { $expr: aws_vpc.main.id }";

#[derive(Clone)]
struct Expr(Text);

impl Field for Expr {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let reference = match &node.value {
            NodeValue::Scalar(text, _) => Reference::parse(text),
            _ => None,
        };
        match reference {
            Some(reference) => Some(Self(reference.into())),
            None => reader.mismatch(node, "a reference such as aws_vpc.main.id, without `${` and `}`", None),
        }
    }

    fn write(&self) -> Node {
        self.0.write()
    }
}

impl JsonSchema for Expr {
    fn schema_name() -> Cow<'static, str> {
        "Expr".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string" })
    }
}

impl JsonSchema for Text {
    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let reference = generator.subschema_for::<Expr>();
        json_schema!({ "anyOf": [
            { "type": ["string", "number", "boolean"] },
            { "type": "object", "properties": { "$expr": reference }, "required": ["$expr"], "additionalProperties": false }
        ] })
    }
}
