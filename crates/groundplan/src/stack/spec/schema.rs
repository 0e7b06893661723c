//! The JSON Schema of specs, from the very types that read them.
//!
//! The program holds it as a text, `spec.schema.json`, since the generator would be a tenth of a WebAssembly module; where
//! code is generated, it is made of the types each time. `cargo xtask codegen` writes the text.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::stack::Stack;

/// The schema as JSON text, made from the types.
pub(in crate::stack) fn generated() -> String {
    let schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Stack>();
    let mut schema = schema.to_value();
    as_read(&mut schema);
    if let Some(root) = schema.as_object_mut() {
        root.insert("title".to_owned(), "groundplan spec".into());
        root.insert("required".to_owned(), json!(["stack", "environments"]));
    }
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}

/// Says what the reader takes beyond what the types tell: a single value for a list, a bare scalar for
/// a structure with a shorthand; and no `null`, since a field may be left out.
fn as_read(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            object.values_mut().for_each(as_read);
            without_null(object);
            described(object);
            with_facts(object);
            if let Some(field) = object.remove("x-shorthand") {
                either(object, alone(object, &field));
                // Generators of programs have to know the shorthand field.
                object.insert("x-shorthand".to_owned(), field);
            }
            if let Some(short) = object.get("x-short").cloned() {
                either(object, short.get("schema").cloned().unwrap_or_default());
                // What lays a patch over a value has to know which fields a scalar stands for.
                object.insert("x-short".to_owned(), short);
            }
            if let Some(items) = object.get("items").cloned() {
                either(object, items);
            }
        }
        Value::Array(values) => values.iter_mut().for_each(as_read),
        _ => {}
    }
}

/// The schema of a shorthand: a scalar, or the type of its field.
fn alone(object: &Map<String, Value>, field: &Value) -> Value {
    let field = field.as_str().and_then(|field| object.get("properties")?.get(field));
    let form = |key: &str| Some(json!({ key: field?.get(key)? }));
    form("$ref").or_else(|| form("anyOf")).unwrap_or_else(|| json!({ "type": ["string", "number"] }))
}

/// The schema, or the other one; the description stays outside.
fn either(object: &mut Map<String, Value>, other: Value) {
    let description = object.remove("description");
    let own = Value::Object(std::mem::take(object));
    object.extend(description.map(|text| ("description".to_owned(), text)));
    object.insert("anyOf".to_owned(), json!([other, own]));
}

/// Makes prose of doc comments. Editors show those of an enum's values beside the values.
fn described(object: &mut Map<String, Value>) {
    let texts = object.get_mut("enumDescriptions").and_then(Value::as_array_mut).into_iter().flatten();
    texts.for_each(to_prose);
    object.get_mut("description").into_iter().for_each(to_prose);
}

/// Says the default that a field has, and keeps what lays a patch over it has to know of other fields.
fn with_facts(object: &mut Map<String, Value>) {
    let Some(facts) = object.shift_remove("x-field") else { return };
    for (name, key) in [("replaces", "x-replaces"), ("excludes", "x-excludes")] {
        if let Some(fields) = facts.get(name).and_then(Value::as_array).filter(|fields| !fields.is_empty()) {
            object.insert(key.to_owned(), fields.clone().into());
        }
    }
    let Some(sentence) = facts.pointer("/default/sentence").and_then(Value::as_str) else { return };
    let text = object.get("description").and_then(Value::as_str).unwrap_or_default();
    object.insert("description".to_owned(), format!("{text} {sentence}").trim().into());
    if let Some(value) = facts.pointer("/default/value").and_then(Value::as_str) {
        object.insert("default".to_owned(), typed(value));
    }
}

/// A value as the spec would have it: numbers and booleans are not texts.
fn typed(text: &str) -> Value {
    let value = serde_json::from_str(text).ok();
    value.filter(|value: &Value| value.is_number() || value.is_boolean()).unwrap_or_else(|| text.into())
}

fn to_prose(value: &mut Value) {
    if let Value::String(text) = value {
        *text = prose(text);
    }
}

/// A doc comment as one paragraph, without its examples.
fn prose(text: &str) -> String {
    let text = text.split("```").next().unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn without_null(object: &mut Map<String, Value>) {
    if let Some(Value::Array(types)) = object.get_mut("type") {
        types.retain(|kind| kind != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            object.insert("type".to_owned(), only);
        }
    }
    let single = match object.get_mut("anyOf") {
        Some(Value::Array(options)) => {
            options.retain(|option| *option != json!({ "type": "null" }));
            if options.len() == 1 { options.pop() } else { None }
        }
        _ => None,
    };
    if let Some(Value::Object(single)) = single {
        object.remove("anyOf");
        object.extend(single);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choices(schema: &Value) -> Vec<(&Vec<Value>, Option<&Vec<Value>>)> {
        let own = schema.get("enum").and_then(Value::as_array);
        let own = own.map(|names| (names, schema.get("enumDescriptions").and_then(Value::as_array)));
        let inner: Vec<&Value> = match schema {
            Value::Object(object) => object.values().collect(),
            Value::Array(values) => values.iter().collect(),
            _ => Vec::new(),
        };
        own.into_iter().chain(inner.into_iter().flat_map(choices)).collect()
    }

    #[test]
    fn every_value_of_a_choice_says_what_it_is() {
        let schema: Value = serde_json::from_str(&generated()).unwrap();
        let choices = choices(&schema);
        assert!(choices.len() > 10, "{} choices", choices.len());
        for (names, texts) in choices {
            let texts = texts.unwrap_or_else(|| panic!("{names:?} say nothing"));
            assert_eq!(names.len(), texts.len(), "{names:?}");
            let is_prose =
                |text: &Value| text.as_str().is_some_and(|text| text.ends_with('.') && text.len() >= 5);
            assert!(texts.iter().all(is_prose), "{texts:?}");
        }
    }

    /// Each field that names a setting: type, key, and the setting's path.
    fn with_settings() -> Vec<(String, String, String)> {
        let schema =
            SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Stack>().to_value();
        let defs = schema["$defs"].as_object().unwrap().iter().map(|(name, schema)| (name.clone(), schema));
        let types = defs.chain([("Stack".to_owned(), &schema)]);
        let fields = types.flat_map(|(name, schema)| {
            let fields = schema["properties"].as_object().into_iter().flatten();
            fields.map(move |(key, schema)| (name.clone(), key.clone(), schema)).collect::<Vec<_>>()
        });
        let setting = |(of, key, schema): (String, String, &Value)| {
            Some((of, key, schema["x-field"]["default"]["path"].as_str()?.to_owned()))
        };
        fields.filter_map(setting).collect()
    }

    #[test]
    fn every_setting_is_the_default_of_one_field() {
        // An environment repeats what the stack says, and a sidecar what the service says of its own container.
        let repeats = |of: &str, path: &str| match of {
            "Environment" => true,
            "Sidecar" => !path.contains(".sidecars."),
            _ => false,
        };
        let fields: Vec<_> = with_settings().into_iter().filter(|(of, _, path)| !repeats(of, path)).collect();
        for row in crate::stack::defaults() {
            let of_row: Vec<_> = fields.iter().filter(|(_, _, path)| *path == row.path).collect();
            // A path in parentheses is decided and cannot be set.
            let wanted = usize::from(!row.path.starts_with('('));
            assert_eq!(of_row.len(), wanted, "{}: {of_row:?}", row.path);
            let key = row.path.rsplit('.').next().unwrap();
            assert!(of_row.iter().all(|(_, of_field, _)| of_field == key), "{}: {of_row:?}", row.path);
        }
        let paths: Vec<_> = crate::stack::defaults().into_iter().map(|row| row.path).collect();
        assert!(fields.iter().all(|(_, _, path)| paths.contains(&path.as_str())), "a setting without a row");
    }

    #[test]
    fn every_field_with_a_setting_says_its_default() {
        let schema: Value = serde_json::from_str(&generated()).unwrap();
        assert!(with_settings().len() > 40);
        for (of, key, path) in with_settings() {
            let known = if of == "Stack" { &schema } else { &schema["$defs"][&of] };
            let body = if known["anyOf"].is_array() { &known["anyOf"][1] } else { known };
            let field = &body["properties"][&key];
            let row = crate::stack::defaults().into_iter().find(|row| row.path == path).unwrap();
            let text = field["description"].as_str().unwrap();
            assert!(text.ends_with(&row.sentence()), "{of}.{key}: {text}");
            assert_eq!(field.get("default").is_some(), row.value().is_some(), "{of}.{key}");
        }
    }
}
