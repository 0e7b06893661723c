use super::block::block_fields;
use super::{Attribute, BlockSchema, Field, Kind, Schema, Type};
use crate::terraform::{Block, Content, Document, Key, Literal, Value};

/// Turns objects into the blocks or values that the provider's schema declares.
///
/// In Terraform's JSON syntax both are objects, so writing or reading it needs no distinction; in HCL they differ.
/// A document that conforms to the schema is not changed. Expressions stay as they are, and so do bodies with content
/// that a value cannot have.
///
/// ```
/// use groundplan::schema::{Schema, normalize_blocks};
/// use groundplan::terraform::{Block, Content, Document, Value};
/// let schema = Schema::parse("schema 1 registry.terraform.io/hashicorp/aws 6.66.0\nresource aws_lb\n access_logs [list] 0..1\n  bucket !\n").unwrap();
/// let mut body = Block::new();
/// body.set("access_logs", Value::Object(vec![("bucket".into(), "logs".into())]));
/// let mut document = Document::new();
/// document.file("main").resource("aws_lb", "main", body);
/// normalize_blocks(&mut document, &schema);
/// let body = document.items()[0].block().unwrap();
/// assert!(matches!(body.get("access_logs"), Some(Content::Block(_))));
/// ```
pub fn normalize_blocks(document: &mut Document, schema: &Schema) {
    for item in document.items_mut() {
        let Some(kind) = Kind::parse(item.section.name()) else { continue };
        let name = if kind == Kind::Provider { &item.name } else { &item.resource_type };
        let Some(known) = schema.get(kind, name) else { continue };
        into_blocks(&mut item.content);
        if let Content::Block(block) = &mut item.content {
            meta(kind, block, &known);
            settle_block(block, &known);
        }
    }
}

const DYNAMIC: &str = "dynamic";
const CONTENT: &str = "content";

/// The blocks that Terraform itself knows in any resource.
fn meta(kind: Kind, block: &mut Block, schema: &BlockSchema) {
    if kind == Kind::Provider {
        return;
    }
    for (name, content) in block.entries_mut() {
        let is_meta = matches!(name.as_str(), "lifecycle" | "connection");
        if is_meta && schema.attribute(name).is_none() {
            into_blocks(content);
            each_block(content, |lifecycle| {
                let conditions = lifecycle.entries_mut().iter_mut();
                let conditions =
                    conditions.filter(|(name, _)| matches!(name.as_str(), "precondition" | "postcondition"));
                conditions.for_each(|(_, content)| into_blocks(content));
            });
        }
    }
}

fn settle_block(block: &mut Block, schema: &BlockSchema) {
    for (name, content) in block.entries_mut() {
        if let Some(attribute) = schema.attribute(name) {
            into_value(content, attribute);
        } else if let Some(nested) = schema.block(name) {
            into_blocks(content);
            each_block(content, |block| settle_block(block, &nested.block));
        } else if name == DYNAMIC {
            into_blocks(content);
            each_block(content, |block| settle_dynamic(block, schema));
        }
    }
}

/// `ingress`, then `for_each` and `content`, which is what the nested block is.
fn settle_dynamic(block: &mut Block, schema: &BlockSchema) {
    for (name, generator) in block.entries_mut() {
        let Some(nested) = schema.block(name) else { continue };
        into_blocks(generator);
        each_block(generator, |generator| {
            for (_, content) in generator.entries_mut().iter_mut().filter(|(name, _)| *name == CONTENT) {
                into_blocks(content);
                each_block(content, |block| settle_block(block, &nested.block));
            }
        });
    }
}

fn each_block(content: &mut Content, mut each: impl FnMut(&mut Block)) {
    match content {
        Content::Block(block) => each(block),
        Content::Blocks(blocks) => blocks.iter_mut().for_each(each),
        _ => {}
    }
}

/// An object becomes a block, a list of nothing but objects becomes blocks.
fn into_blocks(content: &mut Content) {
    let Content::Value(value) = content else { return };
    match value {
        Value::Object(entries) => *content = Content::Block(block(std::mem::take(entries))),
        Value::List(values) if values.iter().all(|value| matches!(value, Value::Object(_))) => {
            let bodies = std::mem::take(values).into_iter();
            *content = Content::Blocks(bodies.filter_map(object).map(block).collect());
        }
        _ => {}
    }
}

fn object(value: Value) -> Option<Vec<(Key, Value)>> {
    match value {
        Value::Object(entries) => Some(entries),
        _ => None,
    }
}

fn block(entries: Vec<(Key, Value)>) -> Block {
    Block::from_entries(entries.into_iter().map(|(name, value)| (name, Content::Value(value))).collect())
}

/// A block becomes an object, in a list where the argument wants one.
fn into_value(content: &mut Content, attribute: &Attribute) {
    let (blocks, are_several) = match content {
        Content::Block(block) => (std::slice::from_ref(block), false),
        Content::Blocks(blocks) => (blocks.as_slice(), true),
        _ => return,
    };
    let in_list = are_several || matches!(attribute.ty, Type::List(_) | Type::Set(_));
    let objects = blocks.iter().map(|block| object_of(block, attribute.block_fields()));
    let Some(mut objects) = objects.collect::<Option<Vec<Value>>>() else { return };
    let value = if in_list { Some(Value::List(objects)) } else { objects.pop() };
    *content = Content::Value(value.unwrap_or(Value::Null));
}

/// The object that a block stands for. Where the attributes are known, what it leaves out is null, and blocks in it are
/// lists of objects in turn.
fn object_of(block: &Block, fields: Option<&[Field]>) -> Option<Value> {
    let Some(fields) = fields else { return value_of(block) };
    let inner = |name: &Key| {
        let field = fields.iter().find(|field| *name == *field.name);
        field.and_then(|field| block_fields(&field.ty))
    };
    let entry = |(name, content): (&Key, &Content)| {
        let value = match (content, inner(name)) {
            (Content::Block(block), Some(fields)) => Value::List(vec![object_of(block, Some(fields))?]),
            (Content::Blocks(blocks), Some(fields)) => {
                let each = blocks.iter().map(|block| object_of(block, Some(fields)));
                Value::List(each.collect::<Option<_>>()?)
            }
            (content, _) => value_of_content(content.clone())?,
        };
        Some((name.clone(), value))
    };
    let mut entries: Vec<(Key, Value)> = block.entries().map(entry).collect::<Option<_>>()?;
    let missing = fields.iter().filter(|field| block.get(&field.name).is_none());
    entries.extend(missing.map(|field| (Key::from(field.name.clone()), Value::Null)));
    Some(Value::Object(entries))
}

/// The object of a body, unless something in it is not a value.
fn value_of(block: &Block) -> Option<Value> {
    let entries = block.clone().into_entries().into_iter();
    let entries = entries.map(|(name, content)| Some((name, value_of_content(content)?)));
    entries.collect::<Option<_>>().map(Value::Object)
}

fn value_of_content(content: Content) -> Option<Value> {
    match content {
        Content::Value(value) => Some(value),
        Content::Block(block) => value_of(&block),
        Content::Blocks(blocks) => blocks.iter().map(value_of).collect::<Option<_>>().map(Value::List),
        Content::Literal(literal) => value_of_literal(literal),
        _ => None,
    }
}

/// A literal is not escaped when it is written, a value is.
fn value_of_literal(literal: Literal) -> Option<Value> {
    match literal {
        Literal::Bool(value) => Some(Value::Bool(value)),
        Literal::Integer(value) => Some(Value::Integer(value)),
        Literal::Text(text) if !text.contains("${") && !text.contains("%{") => Some(Value::from(text)),
        Literal::List(values) => {
            values.into_iter().map(value_of_literal).collect::<Option<_>>().map(Value::List)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terraform::{block, list, object};

    const SCHEMA: &str = "schema 1 registry.terraform.io/hashicorp/aws 1.0.0
resource aws_thing
 opts ? map(string)
 rules ? set(object({note=string,ports=list(object({from=number,to=number}))}))
 logs [list] 0..1
  bucket ?
  filter [set]
   name ?
";

    fn normalized(body: Block) -> Block {
        let mut document = Document::new();
        document.file("main").resource("aws_thing", "main", body);
        normalize_blocks(&mut document, &Schema::read(SCHEMA).unwrap());
        document.items()[0].block().unwrap().clone()
    }

    #[test]
    fn what_was_written_raw_becomes_what_it_is() {
        let raw = block! {
            opts = block! { a = "b" },
            rules { ports { from = 1 } }
            logs = object! { "bucket": "b", "filter": list![object! { "name": "n" }] },
            lifecycle = object! { "precondition": object! { "condition": true } },
            dynamic = object! { "logs": object! { "for_each": list![1], "content": object! { "filter": object! {} } } },
        };
        let expected = block! {
            opts = object! { "a": "b" },
            rules = list![object! { "ports": list![object! { "from": 1, "to": Value::Null }], "note": Value::Null }],
            logs {
                bucket = "b",
            }
            lifecycle { precondition { condition = true } }
            dynamic { logs { for_each = list![1], content { filter {} } } }
        };
        let (mut expected, one) = (expected, vec![block! { name = "n" }]);
        each_named(&mut expected, "logs", |logs| logs.set("filter", BlocksOf(one.clone())));
        assert_eq!(normalized(raw), expected);
        assert_eq!(normalized(expected.clone()), expected, "what conforms is left alone");
    }

    struct BlocksOf(Vec<Block>);

    impl crate::terraform::Argument for BlocksOf {
        fn into_content(self) -> Option<Content> {
            Some(Content::Blocks(self.0))
        }
    }

    fn each_named(block: &mut Block, name: &str, mut each: impl FnMut(&mut Block)) {
        let named = block.entries_mut().iter_mut().filter(|(key, _)| *key == name);
        named.for_each(|(_, content)| each_block(content, &mut each));
    }

    #[test]
    fn what_cannot_be_told_stays() {
        let expression = crate::terraform::Address::local("logs").whole();
        let body = block! {
            logs = expression,
            other = object! { "a": 1 },
            opts = block! { a = Literal::from("${kept}") },
        };
        assert_eq!(normalized(body.clone()), body);
    }
}
