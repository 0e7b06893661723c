use super::placeholder::Placeholders;
use super::{Field, Node, NodeValue, Reader};
use crate::reference::Arn;
use crate::terraform::{Address, Expression, Mode, Part, Reference, Text, Value};
use crate::unit::label;

/// Text that may be a reference, `{ $expr: aws_vpc.main.id }`, or an import, `{ $import: vpcId }`. A plain string stays plain, whatever it
/// looks like.
impl Field for Text {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        match &node.value {
            NodeValue::Scalar(text, _) => Some(text.clone().into()),
            NodeValue::Map(entries) => match entries.as_slice() {
                [(key, child)] if key == "$expr" => reader.key::<Expr>(key, child).map(|Expr(text)| text),
                [(key, child)] if key == "$import" => {
                    reader.key::<String>(key, child).map(|name| import(&name))
                }
                [(key, child)] if key == "$join" => reader.key::<Vec<Text>>(key, child).map(Text::join),
                _ => reader.mismatch(node, WANTS, None),
            },
            _ => reader.mismatch(node, WANTS, None),
        }
    }

    fn write(&self) -> Node {
        match self.parts() {
            [part] => piece(part),
            parts => Node::map(vec![(
                "$join".to_owned(),
                Node::new(NodeValue::List(parts.iter().map(piece).collect())),
            )]),
        }
    }

    /// Expressions stay as they are: Terraform reads them.
    fn fill(&mut self, placeholders: &mut Placeholders) {
        let mut is_filled = false;
        let mut fill = |part: &Part| match part {
            Part::Literal(literal) => match placeholders.filled(literal) {
                Some(filled) => {
                    is_filled = true;
                    Text::from(filled)
                }
                None => part.clone().into(),
            },
            other => other.clone().into(),
        };
        let parts: Vec<Text> = self.parts().iter().map(&mut fill).collect();
        if is_filled {
            *self = Text::join(parts);
        }
    }
}

impl Field for Arn {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        Text::read(node, reader).map(Self::from_text)
    }

    fn write(&self) -> Node {
        self.text().write()
    }

    fn fill(&mut self, placeholders: &mut Placeholders) {
        let mut text = self.text().clone();
        text.fill(placeholders);
        *self = Self::from_text(text);
    }
}

/// What an import is called in Terraform, as `aws/cross_stack` names it.
const IMPORT: &str = "import_";

fn import(name: &str) -> Text {
    Address::local(format!("{IMPORT}{}", label(name))).whole().into()
}

/// The import that a reference leads to, under its label, which leads there as well as its name.
pub(crate) fn imported(reference: &Reference) -> Option<&str> {
    let is_whole = reference.address.mode == Mode::Local && reference.path.is_empty();
    is_whole.then(|| reference.address.name.strip_prefix(IMPORT)).flatten()
}

fn piece(part: &Part) -> Node {
    match part {
        Part::Literal(literal) => Node::text(literal.as_ref()),
        Part::Expression(expression) => expression_node(expression),
        Part::Directive(_) => expression_node(&Expression::Value(Box::new(Value::Text(part.clone().into())))),
    }
}

fn expression_node(expression: &Expression) -> Node {
    let import = match expression {
        Expression::Reference(reference) => imported(reference),
        _ => None,
    };
    let (key, text) =
        import.map_or_else(|| ("$expr", expression.to_string()), |name| ("$import", name.to_owned()));
    Node::map(vec![(key.to_owned(), Node::text(text))])
}

const WANTS: &str = "text, a reference such as { $expr: aws_vpc.main.id } or { $import: vpcId }, or pieces of both such as { $join: [a, { $expr: b.c.d }] }";

#[cfg(feature = "codegen")]
const TEXT: &str = "Text. A plain string stays plain, whatever it looks like; `{ $expr: … }` is an expression of Terraform, `{ $import: … }` what another stack or environment exports, `{ $join: [ … ] }` several of them in a row.";

#[derive(Clone)]
struct Expr(Text);

impl Field for Expr {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        const WANTS: &str =
            "an expression such as aws_vpc.main.id or length(var.names), without `${` and `}`";
        let parsed = match &node.value {
            NodeValue::Scalar(text, _) => Expression::parse(text),
            _ => return reader.mismatch(node, WANTS, None),
        };
        match parsed {
            Ok(expression) => Some(Self(expression.into())),
            Err(error) => reader.mismatch(node, format!("{WANTS}; {}", error.message), None),
        }
    }

    fn write(&self) -> Node {
        self.0.write()
    }
}

#[cfg(feature = "codegen")]
impl schemars::JsonSchema for Expr {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Expr".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "description": "An expression of Terraform, without `${` and `}`: `aws_vpc.main.id`, `length(var.names)`.",
        })
    }
}

#[cfg(feature = "codegen")]
impl schemars::JsonSchema for Text {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        text_schema(generator, TEXT, &serde_json::json!(["string", "number", "boolean"]))
    }
}

#[cfg(feature = "codegen")]
impl schemars::JsonSchema for Arn {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Arn".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let description = "The ARN of something in AWS: text, a reference that yields one, or one with something behind it.";
        text_schema(generator, description, &"string".into())
    }
}

#[cfg(feature = "codegen")]
fn text_schema(
    generator: &mut schemars::SchemaGenerator,
    description: &str,
    plain: &serde_json::Value,
) -> schemars::Schema {
    let reference = generator.subschema_for::<Expr>();
    let import = generator.subschema_for::<String>();
    let pieces = generator.subschema_for::<Vec<Text>>();
    schemars::json_schema!({ "description": description, "anyOf": [
        { "type": plain },
        { "type": "object", "properties": { "$expr": reference }, "required": ["$expr"], "additionalProperties": false },
        { "type": "object", "properties": { "$import": import }, "required": ["$import"], "additionalProperties": false },
        { "type": "object", "properties": { "$join": pieces }, "required": ["$join"], "additionalProperties": false }
    ] })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::{Map, json};

    #[test]
    fn pieces_survive_being_written() {
        let bucket = Address::resource("aws_s3_bucket", "exports").attr("arn");
        let mut texts: Map<Text> = Map::default();
        texts.insert("joined", Text::join([Text::from(bucket), "/${plain}".into()]));
        let written = json::write(&texts.write());
        let (read, reader) = Reader::read::<Map<Text>>(&json::parse(&written).unwrap());
        assert_eq!((read, reader.finish().0.diagnostics().len()), (texts, 0), "{written}");
    }
}
