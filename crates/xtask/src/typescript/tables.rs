//! `builder/tables.ts`: how patches are laid over what they patch, and what rules are called.

use serde_json::Value;

use super::head;
use super::schema::{Field, Type, Types, reference};
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
        + "import type { RuleCode, WaivableRule } from '../spec.js';\n\n"
        + "/** How a field takes a patch: replaced, as the type of a name, or entry by entry. */\n"
        + "export type Kind = null | string | readonly [Kind];\n\n"
        + "/** The fields of each structure. */\n"
        + "export const shapes: { readonly [type: string]: { readonly [field: string]: Kind } } = {\n"
        + &shapes
        + "};\n\n/** The field whose bare value is a shorthand for the structure. */\n"
        + "export const shorthands: { readonly [type: string]: string } = {\n"
        + &shorthands
        + "};\n\n/** Scalar shorthands: the fields that they set, and their form where there are several. */\n"
        + "export const shorts: { readonly [type: string]: { readonly fields: readonly string[]; readonly form?: RegExp } } = {\n"
        + &types.built().filter_map(short).collect::<String>()
        + "};\n\n/** Alternative fields for one setting: the fields that a patch removes by setting another. */\n"
        + "export const replaces: { readonly [type: string]: { readonly [field: string]: readonly string[] } } = {\n"
        + &types.built().filter_map(|known| others(known, "x-replaces")).collect::<String>()
        + "};\n\n/** Maps that cannot both have a name: a patch that gives it to one takes it from the others. */\n"
        + "export const excludes: { readonly [type: string]: { readonly [field: string]: readonly string[] } } = {\n"
        + &types.built().filter_map(|known| others(known, "x-excludes")).collect::<String>()
        + "};\n\n/** The names of rules in a spec, by their codes. */\n"
        + "export const waivers: { readonly [Code in RuleCode]: WaivableRule } = {\n"
        + &waivers
        + "};\n"
}

fn short(known: &Type) -> Option<String> {
    let short = known.short()?;
    let form = short["schema"]["pattern"].as_str();
    let form = form.map_or_else(String::new, |form| format!(", form: /{}/", form.replace('/', "\\/")));
    Some(format!("  {}: {{ fields: {}{form} }},\n", known.name, quoted(&short["fields"])))
}

/// What the schema says of a type's fields about other fields.
fn others(known: &Type, key: &str) -> Option<String> {
    let of = |field: Field<'_>| {
        let others = field.schema.get(key)?;
        Some(format!("{}: {}", field.key, quoted(others)))
    };
    let fields: Vec<String> = known.fields().filter_map(of).collect();
    (!fields.is_empty()).then(|| format!("  {}: {{ {} }},\n", known.name, fields.join(", ")))
}

/// A list of names as TypeScript writes it.
fn quoted(names: &Value) -> String {
    let names = names.as_array().into_iter().flatten().filter_map(Value::as_str);
    format!("[{}]", names.map(|name| format!("'{name}'")).collect::<Vec<_>>().join(", "))
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
    // What can be turned off is merged while it is on, and a list of names stands for a map of them.
    match schema["anyOf"].as_array().map(Vec::as_slice) {
        Some([by_name, names])
            if by_name["additionalProperties"].is_object() && names["anyOf"][1]["type"] == "array" =>
        {
            kind(types, by_name)
        }
        Some([on, off]) if off["const"] == "none" => kind(types, on),
        _ => "null".to_owned(),
    }
}
