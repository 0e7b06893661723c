//! The least that each type of the provider takes: its required arguments and blocks, and nothing else.

use groundplan::schema::{Attribute, BlockSchema, Kind, NestedBlock, Nesting, Schema, Type};
use groundplan::terraform::{Block, Document, Key, Value};

/// The label of everything.
pub const LABEL: &str = "minimal";

/// The least body of a block.
#[must_use]
pub fn block(schema: &BlockSchema) -> Block {
    let mut block = Block::new();
    for (name, attribute) in schema.attributes().filter(|(_, attribute)| attribute.required) {
        block.set(name.to_owned(), argument(attribute));
    }
    for (name, nested) in schema.blocks().filter(|(_, nested)| nested.min > 0) {
        block.set(name.to_owned(), blocks(nested));
    }
    block
}

/// A document with the least of one type.
///
/// # Panics
///
/// When the type is not in the schema.
#[must_use]
pub fn document(schema: &Schema, kind: Kind, name: &str) -> Document {
    with(kind, name, block(&schema.get(kind, name).expect("the schema has its own names")))
}

/// A document with one body.
#[must_use]
pub fn with(kind: Kind, name: &str, body: Block) -> Document {
    let mut document = Document::new();
    add(&mut document, kind, name, body);
    document
}

/// Adds a body to a document, in the file of its kind.
///
/// # Panics
///
/// For what is neither a resource nor a data source.
pub fn add(document: &mut Document, kind: Kind, name: &str, body: Block) {
    let mut file = document.file(kind.word());
    match kind {
        Kind::Resource => file.resource(name.to_owned(), LABEL, body),
        Kind::Data => file.data(name.to_owned(), LABEL, body),
        Kind::Ephemeral => file.ephemeral(name.to_owned(), LABEL, body),
        other => panic!("a document cannot hold a {} by type", other.noun()),
    };
}

fn argument(attribute: &Attribute) -> Value {
    match &attribute.nested {
        Some(nested) => object_or_list(nested),
        None => value(&attribute.ty),
    }
}

fn blocks(nested: &NestedBlock) -> Value {
    match nested.nesting {
        Nesting::Map => Value::Object(vec![("label".into(), object(&nested.block))]),
        _ => Value::List((0..nested.min).map(|_| object(&nested.block)).collect()),
    }
}

fn object_or_list(nested: &NestedBlock) -> Value {
    let each = object(&nested.block);
    match nested.nesting {
        Nesting::Single | Nesting::Group => each,
        Nesting::List | Nesting::Set => Value::List(vec![each]),
        Nesting::Map => Value::Object(vec![("key".into(), each)]),
    }
}

fn object(schema: &BlockSchema) -> Value {
    let attributes = schema.attributes().filter(|(_, attribute)| attribute.required);
    let attributes = attributes.map(|(name, attribute)| (Key::from(name.to_owned()), argument(attribute)));
    let nested = schema.blocks().filter(|(_, nested)| nested.min > 0);
    let nested = nested.map(|(name, nested)| (Key::from(name.to_owned()), blocks(nested)));
    Value::Object(attributes.chain(nested).collect())
}

fn value(ty: &Type) -> Value {
    match ty {
        Type::String | Type::Dynamic => "minimal".into(),
        Type::Number => 1.into(),
        Type::Bool => true.into(),
        Type::List(each) | Type::Set(each) => Value::List(vec![value(each)]),
        Type::Map(each) => Value::Object(vec![("key".into(), value(each))]),
        Type::Tuple(each) => Value::List(each.iter().map(value).collect()),
        Type::Object(fields) => {
            let needed = fields.iter().filter(|field| !field.optional);
            Value::Object(needed.map(|field| (field.name.clone().into(), value(&field.ty))).collect())
        }
    }
}
