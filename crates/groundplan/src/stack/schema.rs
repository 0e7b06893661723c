//! The JSON Schema of specs, from the very types that read them.

use schemars::generate::SchemaSettings;
use serde_json::Value;

use super::spec::Stack;

/// The schema as JSON text.
pub(super) fn text() -> String {
    let schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Stack>();
    let mut schema = schema.to_value();
    if let Some(root) = schema.as_object_mut() {
        root.insert("title".to_owned(), "groundplan spec".into());
        root.insert("required".to_owned(), serde_json::json!(["stack", "environments"]));
    }
    without_null(&mut schema);
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}

/// A field may be left out, but it is never `null`.
fn without_null(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            if let Some(Value::Array(types)) = object.get_mut("type") {
                types.retain(|kind| kind != "null");
                if let [only] = types.as_slice() {
                    let only = only.clone();
                    object.insert("type".to_owned(), only);
                }
            }
            let single = match object.get_mut("anyOf") {
                Some(Value::Array(options)) => {
                    options.retain(|option| *option != serde_json::json!({ "type": "null" }));
                    if options.len() == 1 { options.pop() } else { None }
                }
                _ => None,
            };
            if let Some(Value::Object(single)) = single {
                object.remove("anyOf");
                object.extend(single);
            }
            object.values_mut().for_each(without_null);
        }
        Value::Array(values) => values.iter_mut().for_each(without_null),
        _ => {}
    }
}
