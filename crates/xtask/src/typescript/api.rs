//! `options.ts` and `answers.ts`: what is asked of the package's functions, and what they answer.

use std::fmt::Write;

use groundplan_text::api;
use schemars::generate::{SchemaGenerator, SchemaSettings};
use serde_json::{Map, Value};

use super::doc::comment;
use super::head;

/// Names the types of which a generator makes schemas.
macro_rules! named {
    ($generator:expr, $($type:ident),+ $(,)?) => {{
        let mut generator = $generator;
        $( generator.subschema_for::<api::$type>(); )+
        generator
    }};
}

/// The file of options.
pub(super) fn options() -> String {
    let generator = named!(
        SchemaSettings::draft2020_12().into_generator(),
        AlternativesOptions,
        BlocksOptions,
        ChangeSchema,
        CheckOptions,
        DiagramOptions,
        DiffOptions,
        EditorOptions,
        EstimateOptions,
        OverviewOptions,
        PreviewOptions,
        ProgramOptions,
        ProvenanceOptions,
        SynthOptions,
        UsageOptions,
    );
    head("the options in `groundplan_text::api`") + &declarations(generator, " | undefined")
}

/// The file of answers.
pub(super) fn answers() -> String {
    let generator = named!(
        SchemaSettings::draft2020_12().for_serialize().into_generator(),
        Alternatives,
        Block,
        Checked,
        Compared,
        Completions,
        Converted,
        Drawn,
        Edits,
        Estimated,
        Finding,
        Hover,
        Overview,
        Preview,
        ProvenanceOfBlock,
        ReadSpec,
        Rule,
        ServiceUsages,
        Synthesized,
        Written,
    );
    head("the answers in `groundplan_text::api`") + &declarations(generator, "")
}

/// Each type that was named, and those that they refer to. `absent` is what a field may hold in place of being left out.
fn declarations(mut generator: SchemaGenerator, absent: &str) -> String {
    let types = generator.take_definitions(true);
    let one = |(name, schema): (&String, &Value)| declaration(name, schema, absent);
    types.iter().map(one).collect::<Vec<_>>().join("\n")
}

fn declaration(name: &str, schema: &Value, absent: &str) -> String {
    let doc = documented("", schema);
    match schema["properties"].as_object() {
        Some(fields) => format!("{doc}export interface {name} {{\n{}}}\n", body(schema, fields, absent)),
        None => format!("{doc}export type {name} = {};\n", kind(schema)),
    }
}

fn body(schema: &Value, fields: &Map<String, Value>, absent: &str) -> String {
    let mut out = String::new();
    for (key, field) in fields {
        out += &documented("  ", field);
        let kinds = kinds(field);
        let line = if is_required(schema, key) {
            format!("  readonly {key}: {};", kinds.join(" | "))
        } else {
            let given: Vec<String> = kinds.into_iter().filter(|kind| kind != "null").collect();
            format!("  readonly {key}?: {}{absent};", given.join(" | "))
        };
        writeln!(out, "{line}").expect("strings take text");
    }
    out
}

/// What a schema says, as a comment; nothing, where it says nothing.
fn documented(indent: &str, schema: &Value) -> String {
    let text = description(schema);
    if text.is_empty() { String::new() } else { comment(indent, &text) }
}

fn is_required(schema: &Value, key: &str) -> bool {
    schema["required"].as_array().into_iter().flatten().any(|name| name == key)
}

/// What a schema says of a type, and of each of its values.
fn description(schema: &Value) -> Vec<String> {
    let text = |schema: &Value| {
        let text = schema["description"].as_str()?;
        Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    let values = schema["oneOf"].as_array().into_iter().flatten();
    let items =
        values.filter_map(|value| Some(format!("- `{}`: {}", value["const"].as_str()?, text(value)?)));
    text(schema).into_iter().chain(items).collect()
}

/// The type of what a schema takes.
fn kind(schema: &Value) -> String {
    kinds(schema).join(" | ")
}

/// Its alternatives.
///
/// # Panics
///
/// When the schema says something that has no form in TypeScript yet.
fn kinds(schema: &Value) -> Vec<String> {
    if let Some(name) = schema["$ref"].as_str() {
        return vec![name.rsplit('/').next().unwrap_or_default().to_owned()];
    }
    if let Some(value) = schema.get("const") {
        return vec![constant(value)];
    }
    if let Some(values) = schema["enum"].as_array() {
        return values.iter().map(constant).collect();
    }
    if let Some(options) = schema["anyOf"].as_array().or_else(|| schema["oneOf"].as_array()) {
        return options.iter().flat_map(kinds).collect();
    }
    match &schema["type"] {
        Value::String(kind) => vec![simple(kind, schema)],
        Value::Array(kinds) => {
            kinds.iter().filter_map(Value::as_str).map(|kind| simple(kind, schema)).collect()
        }
        _ => vec!["unknown".to_owned()],
    }
}

fn constant(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), |text| format!("'{text}'"))
}

fn simple(kind: &str, schema: &Value) -> String {
    match kind {
        "string" | "boolean" | "null" => kind.to_owned(),
        "integer" | "number" => "number".to_owned(),
        "array" => list(&self::kind(&schema["items"])),
        "object" => object(schema),
        other => panic!("{other} has no type in TypeScript"),
    }
}

fn list(items: &str) -> String {
    if items.contains(" | ") { format!("readonly ({items})[]") } else { format!("readonly {items}[]") }
}

fn object(schema: &Value) -> String {
    let Some(fields) = schema["properties"].as_object() else { return "Record<string, unknown>".to_owned() };
    let fields = fields.iter().map(|(key, field)| {
        let mark = if is_required(schema, key) { "" } else { "?" };
        format!("readonly {key}{mark}: {}", kind(field))
    });
    format!("{{ {} }}", fields.collect::<Vec<_>>().join("; "))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn schemas_become_types() {
        let schema = json!({
            "description": "A\nthing.",
            "properties": {
                "a": { "type": ["string", "null"], "description": "Why." },
                "b": { "anyOf": [{ "$ref": "#/$defs/B" }, { "type": "null" }] },
                "c": { "type": "array", "items": { "enum": ["x", "y"] } },
                "d": true,
            },
            "required": ["a", "c", "d"],
        });
        let expected = "/** A thing. */\nexport interface T {\n  /** Why. */\n  readonly a: string | null;\n  readonly b?: B | undefined;\n  readonly c: readonly ('x' | 'y')[];\n  readonly d: unknown;\n}\n";
        assert_eq!(declaration("T", &schema, " | undefined"), expected);
        let choice = json!({ "oneOf": [{ "const": "x", "description": "One." }, { "const": "y" }] });
        assert_eq!(declaration("C", &choice, ""), "/** - `x`: One. */\nexport type C = 'x' | 'y';\n");
    }
}
