//! `builder/tables.ts`: how patches are laid over what they patch, and what rules are called.

use serde_json::Value;

use super::head;
use super::schema::{Type, Types, reference};
use super::spec::waivable;

/// The file.
pub(super) fn text(types: &Types) -> String {
    let shapes = types.built().map(shape(types)).collect::<String>();
    let shorthands = types
        .built()
        .filter_map(|known| Some(format!("  {}: '{}',\n", known.name, known.shorthand()?)))
        .collect::<String>();
    let waivers =
        waivable().iter().map(|(rule, name)| format!("  '{}': '{name}',\n", rule.code)).collect::<String>();
    head("the JSON Schema of specs and the rules")
        + "import type { RuleCode, Waiver } from '../spec.js';\n\n"
        + "/** How a field takes a patch: replaced, as the type of a name, or entry by entry. */\n"
        + "export type Kind = null | string | readonly [Kind];\n\n"
        + "/** The fields of each structure. */\n"
        + "export const shapes: { readonly [type: string]: { readonly [field: string]: Kind } } = {\n"
        + &shapes
        + "};\n\n/** The fields that can stand alone for the whole. */\n"
        + "export const shorthands: { readonly [type: string]: string } = {\n"
        + &shorthands
        + "};\n\n/** The names of rules in a spec, by their codes. */\n"
        + "export const waivers: { readonly [Code in RuleCode]: Waiver } = {\n"
        + &waivers
        + "};\n"
}

fn shape(types: &Types) -> impl Fn(&Type) -> String + '_ {
    |known| {
        let fields =
            known.fields().map(|field| format!("    {}: {},\n", field.key, kind(types, field.schema)));
        format!("  {}: {{\n{}  }},\n", known.name, fields.collect::<String>())
    }
}

fn kind(types: &Types, schema: &Value) -> String {
    if let Some(name) = reference(schema) {
        let merges = types.get(name).is_structure() || name == "Value";
        return if merges { format!("'{name}'") } else { "null".to_owned() };
    }
    if let Some(entries) = schema.get("additionalProperties").filter(|entries| entries.is_object()) {
        return format!("[{}]", kind(types, entries));
    }
    // What can be turned off is merged while it is on.
    match schema["anyOf"].as_array().map(Vec::as_slice) {
        Some([on, off]) if off["const"] == "none" => kind(types, on),
        _ => "null".to_owned(),
    }
}
