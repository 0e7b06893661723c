//! What a part of the schema is in TypeScript.

use serde_json::Value;

use super::schema::{Type, Types, has_class, reference};

/// Who gives the value: a literal holds data only, a method takes builders as well.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Giver {
    Literal,
    Method,
}

/// The type of a field. Which rules can be waived is not in the schema.
pub(super) fn of_field(types: &Types, key: &str, schema: &Value, giver: Giver) -> String {
    if key == "waive" { "Waivers".to_owned() } else { of(types, schema, giver) }
}

/// The type of what a schema takes.
///
/// # Panics
///
/// When the schema says something that is not known here.
pub(super) fn of(types: &Types, schema: &Value, giver: Giver) -> String {
    options(types, schema, giver).join(" | ")
}

/// The alternatives of what a schema takes.
pub(super) fn options(types: &Types, schema: &Value, giver: Giver) -> Vec<String> {
    let mut options = Vec::new();
    collect(types, schema, giver, &mut options);
    options
}

fn collect(types: &Types, schema: &Value, giver: Giver, options: &mut Vec<String>) {
    let mut push = |option: String| {
        if !options.contains(&option) {
            options.push(option);
        }
    };
    if let Some(name) = reference(schema) {
        return names(types.get(name), giver).into_iter().for_each(push);
    }
    if let Some(alternatives) = schema["anyOf"].as_array() {
        return alternatives.iter().for_each(|alternative| collect(types, alternative, giver, options));
    }
    if let Some(values) = schema["enum"].as_array() {
        return values.iter().map(constant).for_each(push);
    }
    if let Some(value) = schema.get("const") {
        return push(constant(value));
    }
    match &schema["type"] {
        Value::String(kind) => push(simple(types, kind, schema, giver)),
        Value::Array(kinds) => {
            kinds.iter().filter_map(Value::as_str).for_each(|kind| push(simple(types, kind, schema, giver)))
        }
        _ => panic!("no type in TypeScript for {schema}"),
    }
}

fn names(known: &Type, giver: Giver) -> Vec<String> {
    let has_class = known.is_structure() && has_class(&known.name);
    let class = (giver == Giver::Method && has_class).then(|| known.name.clone());
    class.into_iter().chain([known.spec_name()]).collect()
}

fn constant(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), |text| format!("'{text}'"))
}

fn simple(types: &Types, kind: &str, schema: &Value, giver: Giver) -> String {
    match kind {
        "string" | "boolean" => kind.to_owned(),
        "integer" | "number" => "number".to_owned(),
        "array" => match schema.get("items") {
            Some(items) => list(&of(types, items, giver)),
            None => list("Value"),
        },
        "object" => object(types, schema, giver),
        other => panic!("no type in TypeScript for {other}"),
    }
}

fn list(items: &str) -> String {
    if items.contains(" | ") { format!("readonly ({items})[]") } else { format!("readonly {items}[]") }
}

fn object(types: &Types, schema: &Value, giver: Giver) -> String {
    if let Some(fields) = schema["properties"].as_object() {
        let fields = fields
            .iter()
            .map(|(key, schema)| format!("readonly {key}: {}", of(types, schema, giver)))
            .collect::<Vec<_>>();
        return format!("{{ {} }}", fields.join("; "));
    }
    format!("{{ readonly [name: string]: {} }}", of(types, &schema["additionalProperties"], giver))
}
