//! `builder/fields.ts`: the classes that builders begin with, one method per field.

use std::collections::BTreeSet;
use std::fmt::Write;

use serde_json::Value;

use super::doc::comment;
use super::head;
use super::schema::{Field, Type, Types};
use super::spec::description;
use super::types::{Giver, of_field};

/// The classes whose values have a name.
const NAMED: [&str; 4] = ["Secret", "Module", "Import", "Use"];

/// The classes of containers, whose values have a name, too.
const CONTAINERS: [&str; 2] = ["EcsFargateService", "Sidecar"];

/// The classes that hold services, secrets and other values by name.
const SHARED: [&str; 2] = ["Stack", "Environment"];

/// Methods that are written by hand: they add to the present value, or set parts of it.
const BY_HAND: [(&str, &str); 27] = [
    ("Stack", "share"),
    ("Environment", "share"),
    ("Stack", "raw"),
    ("Stack", "waive"),
    ("Environment", "raw"),
    ("Environment", "waive"),
    ("EcsFargateService", "size"),
    ("EcsFargateService", "uses"),
    ("EcsFargateService", "env"),
    ("EcsFargateService", "writable"),
    ("EcsFargateService", "envFiles"),
    ("EcsFargateService", "capabilities"),
    ("EcsFargateService", "dependsOn"),
    ("Sidecar", "env"),
    ("Sidecar", "writable"),
    ("Sidecar", "envFiles"),
    ("Sidecar", "capabilities"),
    ("Sidecar", "dependsOn"),
    ("RestartPolicy", "ignoredExitCodes"),
    ("EcsFargateService", "allow"),
    ("EcsFargateService", "allowEgress"),
    ("Alarms", "email"),
    ("Alarms", "https"),
    ("Override", "set"),
    ("Override", "merge"),
    ("Override", "append"),
    ("Override", "delete"),
];

/// Words that cannot name a parameter.
const RESERVED: [&str; 2] = ["export", "public"];

/// The file.
pub(super) fn text(types: &Types) -> String {
    check(types);
    let classes: String = types.built().map(|known| class(types, known)).collect::<Vec<_>>().join("\n");
    let names: BTreeSet<&str> = types.built().map(|known| known.name.as_str()).collect();
    let specs = types.iter().flat_map(|known| [known.spec_name(), format!("{}Settings", known.name)]);
    let specs: BTreeSet<String> = specs.chain(["Waivers".to_owned()]).collect();
    let code: String = classes.lines().filter(|line| !line.trim_start().starts_with(['*', '/'])).collect();
    let used = |name: &str| code.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word == name);
    head("the JSON Schema of specs")
        + "import type {\n"
        + &listed(specs.iter().map(String::as_str).filter(|name| used(name)))
        + "} from '../spec.js';\nimport { Builder, Named, bare } from './builder.js';\nimport type {\n"
        + &listed(names.into_iter().filter(|name| used(name)))
        + "} from './index.js';\nimport { Container } from './container.js';\nimport { Shared } from './shared.js';\n\n"
        + &classes
}

/// A method by hand for a field that is no longer there would go unnoticed.
fn check(types: &Types) {
    for (name, key) in BY_HAND {
        assert!(types.get(name).fields().any(|field| field.key == key), "{name} has no field {key}");
    }
}

fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|name| format!("  {name},\n")).collect()
}

fn class(types: &Types, known: &Type) -> String {
    let name = &known.name;
    let mut out = comment("", &description(&known.schema));
    writeln!(out, "export abstract class {name}Fields extends {} {{", base(known))
        .expect("strings take text");
    let by_hand = |field: &Field<'_>| BY_HAND.contains(&(name.as_str(), field.key));
    let methods = known.fields().filter(|field| !by_hand(field)).map(|field| method(types, &field));
    out += &methods.chain(written(known)).collect::<Vec<_>>().join("\n");
    out + "}\n"
}

fn base(known: &Type) -> String {
    let (name, spec) = (known.name.as_str(), known.spec_name());
    match known.shorthand() {
        Some(_) => format!("Builder<{name}Settings, {spec}>"),
        None if known.short().is_some() => format!("Builder<{name}Settings>"),
        None if name == "Stack" => format!("Shared<Partial<{spec}>>"),
        None if SHARED.contains(&name) => format!("Shared<{spec}>"),
        None if CONTAINERS.contains(&name) => format!("Container<{spec}>"),
        None if NAMED.contains(&name) => format!("Named<{spec}>"),
        None => format!("Builder<{spec}>"),
    }
}

fn method(types: &Types, field: &Field<'_>) -> String {
    let key = field.key;
    let parameter = if RESERVED.contains(&key) { "value" } else { key };
    let kind = of_field(types, key, field.schema, Giver::Method);
    let mut doc = description(field.schema);
    if let Some(text) = doc.first_mut().filter(|_| holds_several(field.schema)) {
        text.push_str(" Replaces the present value.");
    }
    let doc = comment("  ", &doc);
    format!("{doc}  {key}({parameter}: {kind}): this {{\n    return this.with('{key}', {parameter});\n  }}\n")
}

/// Whether it is a map or a list, to which other methods add.
fn holds_several(schema: &Value) -> bool {
    let options = schema["anyOf"].as_array().into_iter().flatten();
    schema["additionalProperties"].is_object() || options.into_iter().any(|option| option["type"] == "array")
}

/// `toJSON` of a class with a shorthand: writes the shorthand where it suffices, like the Rust builder.
fn written(known: &Type) -> Option<String> {
    let field = known.shorthand()?;
    let doc =
        comment("  ", &[format!("The value as it is in a spec: only `{field}` where nothing else is set.")]);
    let spec = known.spec_name();
    Some(format!("{doc}  override toJSON(): {spec} {{\n    return bare(this.spec, '{field}');\n  }}\n"))
}
