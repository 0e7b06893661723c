//! The form of a container definition, with all that is nested in it.

use std::sync::LazyLock;

use super::value::word;
use crate::diagnostic::{Report, Rule, nearest};
use crate::model::Place;
use crate::terraform::Value;

/// A line for each key, below the object that it is in: its kind, and the words that it takes. As AWS's own model of ECS has it.
const TEXT: &str = include_str!("container.txt");

static CONTAINER: LazyLock<Vec<Field>> = LazyLock::new(|| fields(&TEXT.lines().collect::<Vec<_>>(), 0));

/// A key of an object.
struct Field {
    name: &'static str,
    kind: &'static str,
    words: Vec<String>,
    below: Vec<Field>,
}

/// Checks a container: its keys, and the kinds of their values.
pub(super) fn check(container: &Place<'_>, report: &mut Report) {
    object(container, &CONTAINER, report);
}

fn fields(lines: &[&'static str], depth: usize) -> Vec<Field> {
    let depth_of = |line: &str| line.len() - line.trim_start().len();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| depth_of(line) == depth) {
        let below: Vec<&'static str> =
            lines.iter().skip(at + 1).take_while(|line| depth_of(line) > depth).copied().collect();
        let mut words = line.split_whitespace();
        let (name, kind) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        found.push(Field {
            name,
            kind,
            words: words.map(str::to_owned).collect(),
            below: fields(&below, depth + 1),
        });
    }
    found
}

fn object(place: &Place<'_>, fields: &[Field], report: &mut Report) {
    for (key, _) in place.entries() {
        match fields.iter().find(|field| field.name.eq_ignore_ascii_case(key)) {
            Some(field) => value(place, key, field, report),
            None if key == "tags" => {}
            None => unknown(place, key, fields, report),
        }
    }
}

fn unknown(place: &Place<'_>, key: &str, fields: &[Field], report: &mut Report) {
    let plain = key.replace(['_', '-'], "");
    let finding =
        place.found(Rule::AWS_CONTAINER_KEY, key, "unknown key, which the provider drops").given(key);
    let hint = nearest(&plain, fields.iter().map(|field| field.name)).map(str::to_owned);
    report.add(finding.wants("a key of a container definition, in camel case").maybe_hint(hint));
}

fn value(place: &Place<'_>, key: &str, field: &Field, report: &mut Report) {
    let Some(value) = place.value(key) else { return };
    if !is_of(value, field.kind) {
        let finding = place.found(Rule::AWS_CONTAINER_TYPE, key, format!("`{key}` is of another type"));
        let (wants, hint) = wanted(field.kind, value);
        return report.add(finding.given(noun(value)).wants(wants).maybe_hint(hint));
    }
    if let Some(text) = place.text(key).filter(|_| !field.words.is_empty())
        && let Some(wrong) = word::among(&field.words, text)
    {
        report.add(
            place.found(wrong.rule, key, wrong.message).given(text).wants(wrong.wants).maybe_hint(wrong.hint),
        );
    }
    if !field.below.is_empty() {
        place.blocks(key).iter().for_each(|inner| object(inner, &field.below, report));
    }
}

/// Whether a value is of a kind, or an expression that may be.
fn is_of(value: &Value, kind: &str) -> bool {
    match value {
        Value::Expression(_) | Value::Null => true,
        Value::Text(text) => {
            kind == "text" || kind == "any" || text.as_literal().is_none() && !is_composed(kind)
        }
        Value::Integer(_) => kind == "number" || kind == "any",
        Value::Decimal(_) => kind == "any",
        Value::Bool(_) => kind == "boolean" || kind == "any",
        Value::List(_) => kind == "list" || kind == "objects",
        Value::Object(_) => kind == "object" || kind == "map",
    }
}

fn is_composed(kind: &str) -> bool {
    matches!(kind, "list" | "objects" | "object" | "map")
}

/// What is wanted, and what was most likely meant.
fn wanted(kind: &str, value: &Value) -> (&'static str, Option<String>) {
    let given = crate::model::text(value);
    let digits = given.filter(|text| !text.is_empty() && text.bytes().all(|one| one.is_ascii_digit()));
    match kind {
        "number" => ("a whole number, without quotes", digits.map(str::to_owned)),
        "boolean" => (
            "true or false, without quotes",
            given.filter(|text| ["true", "false"].contains(text)).map(str::to_owned),
        ),
        "list" => ("a list", given.map(|text| format!("[\"{text}\"]"))),
        "objects" => ("a list of objects", None),
        "map" | "object" => ("an object", None),
        _ => ("text, in quotes", None),
    }
}

fn noun(value: &Value) -> String {
    match value {
        Value::Text(text) => {
            text.as_literal().map_or_else(|| "text".to_owned(), |text| format!("\"{text}\""))
        }
        Value::Integer(number) => number.to_string(),
        Value::Decimal(digits) => digits.clone(),
        Value::Bool(is) => is.to_string(),
        Value::List(_) => "a list".to_owned(),
        _ => "an object".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_key_with_a_kind() {
        let kinds = ["text", "number", "boolean", "list", "objects", "object", "map", "any"];
        fn all<'f>(fields: &'f [Field], found: &mut Vec<&'f Field>) {
            fields.iter().for_each(|field| {
                found.push(field);
                all(&field.below, found);
            });
        }
        let mut found = Vec::new();
        all(&CONTAINER, &mut found);
        assert_eq!(found.len(), TEXT.lines().count());
        assert!(found.iter().all(|field| kinds.contains(&field.kind)));
    }
}
