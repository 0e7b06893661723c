//! `spec.ts`: what a spec is as plain data.

use std::fmt::Write;

use groundplan::diagnostic::Rule;
use groundplan::rules;
use groundplan::unit::Region;
use serde_json::Value;

use super::doc::comment;
use super::head;
use super::schema::{Type, Types};
use super::types::{Giver, of, of_field, options};

/// The file.
pub(super) fn text(types: &Types) -> String {
    let mut out = head("the JSON Schema of specs") + REFERENCES;
    for known in types.iter() {
        out += &declaration(types, known);
        out.push('\n');
    }
    out + &waivers()
}

fn declaration(types: &Types, known: &Type) -> String {
    let doc = comment("", &description(&known.schema));
    let name = known.spec_name();
    let Some(field) = alone(known) else { return doc + &whole(types, known) };
    let settings = format!("{}Settings", known.name);
    let short = of(types, known.short_schema(), Giver::Literal);
    let own = comment("", &[format!("{name} in full, to set more than `{field}`.")]);
    format!("{doc}export type {name} = {short} | {settings};\n\n{own}{}", interface(types, known, &settings))
}

/// The fields that a bare value stands for.
fn alone(known: &Type) -> Option<String> {
    let of_short = |short: &Value| {
        let fields = short["fields"].as_array().into_iter().flatten().filter_map(Value::as_str);
        fields.collect::<Vec<_>>().join("` and `")
    };
    known.shorthand().map(str::to_owned).or_else(|| known.short().map(of_short))
}

/// What has one form only.
fn whole(types: &Types, known: &Type) -> String {
    let name = known.spec_name();
    if known.is_structure() {
        return interface(types, known, &name);
    }
    let options = match known.name.as_str() {
        // The schema leaves it to the reader which regions there are.
        "Region" => Region::all().iter().map(|region| format!("'{}'", region.name())).collect(),
        // The schema does not distinguish what references yield.
        "Arn" => options(types, &known.schema, Giver::Literal).into_iter().map(yielding_arn).collect(),
        _ => options(types, &known.schema, Giver::Literal),
    };
    let line = format!("export type {name} = {};\n", options.join(" | "));
    if line.len() <= LONGEST_LINE { line } else { format!("export type {name} =\n{}", union(&options)) }
}

/// References of which the compiler knows what they yield.
const REFERENCES: &str = "\
/** Marks what a reference yields. It is for the compiler only: a spec has nothing of it. */
declare const yields: unique symbol;

/**
 * A reference of which TypeScript knows what kind of value it yields, as `Ref<Arn>` in Rust. It is accepted wherever text is,
 * and where a method wants this kind of value: the id of a VPC is refused where an ARN is wanted.
 */
export type Ref<Kind extends string> = { readonly $expr: Expr; readonly [yields]?: Kind };

";

fn yielding_arn(option: String) -> String {
    if option.contains("$expr") { "Ref<'Arn'>".to_owned() } else { option }
}

/// Longer unions take a line for each alternative.
const LONGEST_LINE: usize = 110;

fn interface(types: &Types, known: &Type, name: &str) -> String {
    let mut out = format!("export interface {name} {{\n");
    for field in known.fields() {
        let mark = if field.optional { "?" } else { "" };
        let kind = of_field(types, field.key, field.schema, Giver::Literal);
        out += &comment("  ", &description(field.schema));
        writeln!(out, "  readonly {}{mark}: {kind};", field.key).expect("strings take text");
    }
    out + "}\n"
}

/// What the schema says of a part, and of each value of a choice.
pub(super) fn description(schema: &Value) -> Vec<String> {
    let text = schema["description"].as_str().map_or_else(String::new, str::to_owned);
    let values = schema["enum"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let texts = schema["enumDescriptions"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let items = values.zip(texts).map(|(value, text)| format!("- `{value}`: {text}"));
    std::iter::once(text).filter(|text| !text.is_empty()).chain(items).collect()
}

fn union(options: &[String]) -> String {
    options.iter().map(|option| format!("  | {option}\n")).collect::<String>().trim_end().to_owned() + ";\n"
}

/// The rules that can be waived, by their names in a spec and by their codes.
pub(super) fn waivable() -> Vec<(Rule, String)> {
    rules().into_iter().filter_map(|rule| Some((rule, rule.waiver()?))).collect()
}

fn waivers() -> String {
    let rules = waivable();
    let listed = rules.iter().map(|(rule, name)| format!("- `{name}`: {}", rule.summary()));
    let named = "The rules that can be broken on purpose, by their names in a spec.".to_owned();
    let coded = "The same rules by the codes that findings carry.".to_owned();
    let reasons = "Rules that are broken on purpose, each with the reason.".to_owned();
    let named: Vec<String> = std::iter::once(named).chain(listed).collect();
    let quoted = |name: &str| format!("'{name}'");
    let names: Vec<String> = rules.iter().map(|(_, name)| quoted(name)).collect();
    let codes: Vec<String> = rules.iter().map(|(rule, _)| quoted(rule.code)).collect();
    [
        comment("", &named) + "export type WaivableRule =\n" + &union(&names),
        comment("", &[coded]) + "export type RuleCode =\n" + &union(&codes),
        comment("", &[reasons])
            + "export type Waivers = { readonly [Name in WaivableRule]?: WaiverSpec | readonly WaiverSpec[] };\n",
    ]
    .join("\n")
}
