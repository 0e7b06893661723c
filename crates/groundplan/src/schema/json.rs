//! Reads the output of `terraform providers schema -json`.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::block::{Attribute, BlockSchema, NestedBlock, Nesting};
use super::provider::{Kind, Provider, UNKNOWN_VERSION};
use super::{Field, Type};
use crate::unit::sort_by;

/// The section of each kind under a provider.
const SECTIONS: [(Kind, &str); 3] = [
    (Kind::Resource, "resource_schemas"),
    (Kind::Data, "data_source_schemas"),
    (Kind::Ephemeral, "ephemeral_resource_schemas"),
];

type Read<T> = Result<T, String>;

/// The providers of the output, in the order of their addresses.
pub(super) fn read(text: &str) -> Read<Vec<Provider>> {
    let whole: Value = serde_json::from_str(text).map_err(|error| format!("this is not JSON: {error}"))?;
    let schemas = whole.get("provider_schemas").and_then(Value::as_object);
    let schemas = schemas.ok_or("the provider schema has no `provider_schemas`")?;
    let mut providers: Vec<Provider> =
        schemas.iter().map(|(source, schema)| provider(source, schema, &whole)).collect::<Read<_>>()?;
    sort_by(&mut providers, |a, b| a.source.cmp(&b.source));
    Ok(providers)
}

fn provider(source: &str, schema: &Value, whole: &Value) -> Read<Provider> {
    let mut provider = Provider { source: source.to_owned(), ..Provider::default() };
    provider.version = version(source, whole);
    if let Some(settings) = schema.get("provider") {
        provider.block = top(settings).map_err(|error| format!("the settings of {source}: {error}"))?;
    }
    for (kind, section) in SECTIONS {
        let types = schema.get(section).and_then(Value::as_object).into_iter().flatten();
        for (name, of_type) in types {
            let block = top(of_type).map_err(|error| format!("{} {name}: {error}", kind.word()))?;
            provider.of_kind(kind).and_then(|types| types.insert(name.clone(), block));
        }
    }
    Ok(provider)
}

/// Terraform's output lacks the version; other tools may add it.
fn version(source: &str, whole: &Value) -> String {
    let name = source.rsplit('/').next().unwrap_or(source);
    let version = whole.get("x_source").and_then(|source| source.get(format!("{name}_provider_version")));
    version.and_then(Value::as_str).unwrap_or(UNKNOWN_VERSION).to_owned()
}

fn top(schema: &Value) -> Read<BlockSchema> {
    block(schema.get("block").ok_or("there is no `block`")?)
}

fn block(json: &Value) -> Read<BlockSchema> {
    let attributes = named(json, "attributes", attribute)?;
    let blocks = named(json, "block_types", nested_block)?;
    Ok(BlockSchema { attributes, blocks, deprecated: deprecated(json), ..BlockSchema::default() })
}

fn named<T>(json: &Value, key: &str, each: impl Fn(&Value) -> Read<T>) -> Read<BTreeMap<String, T>> {
    let entries = json.get(key).and_then(Value::as_object).into_iter().flatten();
    let mut named = BTreeMap::new();
    for (name, value) in entries {
        named.insert(name.clone(), each(value).map_err(|error| format!("{name}: {error}"))?);
    }
    Ok(named)
}

fn attribute(json: &Value) -> Read<Attribute> {
    let nested = json.get("nested_type").map(nested_type).transpose()?;
    let ty = match (&nested, json.get("type")) {
        (Some(nested), _) => nested.ty(),
        (None, Some(json)) => ty(json)?,
        (None, None) => return Err("there is neither `type` nor `nested_type`".to_owned()),
    };
    let flag = |name: &str| is_true(json, name);
    Ok(Attribute {
        required: flag("required"),
        optional: flag("optional"),
        computed: flag("computed"),
        sensitive: flag("sensitive"),
        write_only: flag("write_only"),
        deprecated: deprecated(json),
        ty,
        nested,
    })
}

fn nested_type(json: &Value) -> Read<NestedBlock> {
    let attributes = named(json, "attributes", attribute)?;
    let block = BlockSchema { attributes, ..BlockSchema::default() };
    Ok(NestedBlock { nesting: nesting(json)?, min: 0, max: None, block: Arc::new(block) })
}

fn nested_block(json: &Value) -> Read<NestedBlock> {
    let count = |name: &str| json.get(name).and_then(Value::as_u64).unwrap_or_default();
    let inner = block(json.get("block").ok_or("there is no `block`")?)?;
    Ok(NestedBlock {
        nesting: nesting(json)?,
        min: count("min_items"),
        max: Some(count("max_items")).filter(|max| *max > 0),
        block: Arc::new(inner),
    })
}

fn nesting(json: &Value) -> Read<Nesting> {
    let mode = json.get("nesting_mode").and_then(Value::as_str);
    mode.and_then(Nesting::parse).ok_or_else(|| format!("`nesting_mode` is {mode:?}"))
}

fn is_true(json: &Value, name: &str) -> bool {
    json.get(name).and_then(Value::as_bool).unwrap_or_default()
}

fn deprecated(json: &Value) -> Option<String> {
    let message = json.get("deprecation_message").and_then(Value::as_str).unwrap_or_default();
    is_true(json, "deprecated").then(|| message.to_owned())
}

/// `"string"`, `["list", "string"]`, `["object", {"a": "string"}, ["a"]]`.
fn ty(json: &Value) -> Read<Type> {
    let unknown = || format!("the type {json} is unknown");
    let of = |json: &Value| ty(json).map(Box::new);
    match json {
        Value::String(name) => primitive(name).ok_or_else(unknown),
        Value::Array(parts) => match parts.as_slice() {
            [Value::String(name), Value::Object(fields)] if name == "object" => object(fields, &[]),
            [Value::String(name), Value::Object(fields), Value::Array(optional)] if name == "object" => {
                object(fields, optional)
            }
            [Value::String(name), Value::Array(elements)] if name == "tuple" => {
                Ok(Type::Tuple(elements.iter().map(ty).collect::<Read<_>>()?))
            }
            [Value::String(name), element] => match name.as_str() {
                "list" => of(element).map(Type::List),
                "set" => of(element).map(Type::Set),
                "map" => of(element).map(Type::Map),
                _ => Err(unknown()),
            },
            _ => Err(unknown()),
        },
        _ => Err(unknown()),
    }
}

fn primitive(name: &str) -> Option<Type> {
    Some(match name {
        "string" => Type::String,
        "number" => Type::Number,
        "bool" => Type::Bool,
        "dynamic" => Type::Dynamic,
        _ => return None,
    })
}

fn object(fields: &Map<String, Value>, optional: &[Value]) -> Read<Type> {
    let field = |(name, json): (&String, &Value)| {
        let optional = optional.iter().any(|one| one.as_str() == Some(name));
        Ok(Field { name: name.clone(), ty: ty(json)?, optional })
    };
    let mut fields: Vec<Field> = fields.iter().map(field).collect::<Read<_>>()?;
    sort_by(&mut fields, |a, b| a.name.cmp(&b.name));
    Ok(Type::Object(fields))
}
