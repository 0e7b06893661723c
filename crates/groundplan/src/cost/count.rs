//! How many there are: of a resource made by `count` or `for_each`, of the elements of a list.

use std::collections::BTreeSet;

use super::Decimal;
use crate::model::{Model, Place, text};
use crate::terraform::{Expression, Mode, Reference, Value};
use crate::unit::set_of;

/// What is not known, and why: a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unknown {
    pub(crate) reason: String,
}

impl Unknown {
    pub(crate) fn new(reason: impl Into<String>) -> Self {
        Self { reason: reason.into() }
    }
}

/// How many instances of a resource are made.
pub(crate) fn instances(place: &Place<'_>) -> Result<Decimal, Unknown> {
    let (name, value) = match (place.value_of("count"), place.value_of("for_each")) {
        (Some(value), _) => ("count", value),
        (None, Some(value)) => ("for_each", value),
        (None, None) => return enabled(place),
    };
    let value = place.model.follow(value);
    let known = if name == "count" { number(value) } else { distinct(place.model, value) };
    let unknown = || format!("`{name}` is {}, so how many are made is not known", shown(value));
    known.ok_or_else(|| Unknown::new(unknown()))
}

/// One instance or none, by OpenTofu's `enabled`.
fn enabled(place: &Place<'_>) -> Result<Decimal, Unknown> {
    let lifecycle = place.blocks("lifecycle");
    let Some(value) = lifecycle.iter().find_map(|one| one.value_of("enabled")) else {
        return Ok(Decimal::ONE);
    };
    match place.model.follow(value) {
        Value::Bool(is_enabled) => Ok(Decimal::from(u8::from(*is_enabled))),
        value => {
            Err(Unknown::new(format!("`enabled` is {}, so how many are made is not known", shown(value))))
        }
    }
}

/// The elements of a map or set: a set has each once.
fn distinct<'a>(model: &'a Model<'a>, value: &'a Value) -> Option<Decimal> {
    let inner = |arguments: &'a [Value]| arguments.first().map(|value| model.follow(value));
    match value {
        Value::Object(entries) => Some(entries.len().into()),
        Value::Expression(Expression::Call(name, arguments)) => match (name.as_str(), inner(arguments)?) {
            ("toset", Value::List(values)) => texts(model, values).map(|texts| texts.len().into()),
            ("tomap", value) => distinct(model, value),
            _ => None,
        },
        // A resource with `for_each` is the map of its instances.
        Value::Expression(Expression::Reference(reference)) => of_reference(model, reference),
        _ => None,
    }
}

/// The texts of a list, each once; `None` where one is not known.
fn texts<'a>(model: &'a Model<'a>, values: &'a [Value]) -> Option<BTreeSet<&'a str>> {
    values.iter().map(|value| text(model.follow(value))).collect::<Option<Vec<_>>>().map(set_of)
}

/// How many elements a list or set has.
pub(crate) fn length<'a>(model: &'a Model<'a>, value: &'a Value) -> Option<Decimal> {
    match model.follow(value) {
        Value::List(values) => sum(values, |value| element(model, value)),
        Value::Expression(expression) => of_expression(model, expression),
        _ => None,
    }
}

fn sum<'a>(values: &'a [Value], each: impl Fn(&'a Value) -> Option<Decimal>) -> Option<Decimal> {
    values.iter().try_fold(Decimal::ZERO, |sum, value| sum.checked_add(each(value)?))
}

/// An element is one, unless it is a whole resource of several.
fn element<'a>(model: &'a Model<'a>, value: &'a Value) -> Option<Decimal> {
    match model.follow(value) {
        Value::Expression(Expression::Reference(reference)) if is_whole(reference) => {
            of_reference(model, reference)
        }
        Value::Expression(Expression::Splat(..) | Expression::For(_)) => None,
        _ => Some(Decimal::ONE),
    }
}

fn of_expression<'a>(model: &'a Model<'a>, expression: &'a Expression) -> Option<Decimal> {
    match expression {
        Expression::Reference(reference) => of_reference(model, reference),
        Expression::Splat(inner, _) => of_expression(model, inner),
        Expression::For(each) if !each.is_filtered() => length(model, each.collection()),
        Expression::Value(value) => length(model, value),
        Expression::Evaluated(evaluated) => length(model, &evaluated.value),
        Expression::Call(name, arguments) => match name.as_str() {
            "tolist" | "toset" | "sort" | "values" | "keys" | "reverse" => length(model, arguments.first()?),
            "concat" => sum(arguments, |list| length(model, list)),
            _ => None,
        },
        _ => None,
    }
}

/// The instances of a resource that is referred to as a whole; a plan has them one by one.
fn of_reference<'a>(model: &'a Model<'a>, reference: &'a Reference) -> Option<Decimal> {
    if !is_whole(reference) {
        return None;
    }
    match model.target(reference, &[reference.address.resource_type.as_str()]) {
        Some(place) => instances(&place).ok(),
        None => Some(model.instances(reference).count()).filter(|count| *count > 0).map(Decimal::from),
    }
}

/// Whether a resource is referred to with all its instances.
fn is_whole(reference: &Reference) -> bool {
    reference.address.mode == Mode::Resource
        && (reference.path.is_empty() || reference.path.starts_with("[*]"))
}

/// A number, in any notation.
pub(crate) fn number(value: &Value) -> Option<Decimal> {
    match value {
        Value::Integer(number) => Some((*number).into()),
        Value::Decimal(digits) => decimal(digits),
        value => decimal(text(value)?),
    }
}

/// Digits as a figure; with an exponent too, as JSON may have them.
pub(crate) fn decimal(digits: &str) -> Option<Decimal> {
    let digits = digits.trim();
    digits.parse().ok().or_else(|| Decimal::from_scientific(digits).ok())
}

/// A value as it is written, for people.
pub(crate) fn shown(value: &Value) -> String {
    match value {
        Value::Expression(expression) => format!("`{expression}`"),
        Value::Text(_) => "text with expressions in it".to_owned(),
        Value::List(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
        Value::Bool(_) => "a boolean".to_owned(),
        Value::Integer(_) | Value::Decimal(_) => "a number".to_owned(),
        Value::Null => "null".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terraform::{Address, read};

    /// How many of `aws_x.it` are made, and how many elements its argument `list` has.
    fn counted(argument: &str) -> (Option<String>, Option<String>) {
        let text = format!(
            r#"
locals {{ names = ["a", "b", "b"] }}
variable "tasks" {{ default = 4 }}
variable "unknown" {{}}
resource "aws_y" "three" {{ count = 3 }}
resource "aws_y" "two" {{ for_each = {{ a = 1, b = 2 }} }}
resource "aws_y" "one" {{}}
resource "aws_x" "it" {{ {argument} }}"#
        );
        let (document, report) = read::module([("main.tf", text)]);
        assert!(!report.has_errors(), "{report}");
        let model = Model::with_defaults(&document);
        let place =
            model.target(&Address::resource("aws_x", "it").attr("id"), &["aws_x"]).expect("it is there");
        let made = instances(&place).ok().map(|made| made.to_string());
        let elements = place.value_of("list").and_then(|value| length(&model, value));
        (made, elements.map(|elements| elements.to_string()))
    }

    #[test]
    fn instances_are_counted_where_they_are_known() {
        for (argument, made) in [
            ("", Some("1")),
            ("count = 3", Some("3")),
            ("count = var.tasks", Some("4")),
            ("count = var.unknown", None),
            ("count = var.tasks > 2 ? 1 : 0", None),
            ("for_each = { a = 1, b = 2 }", Some("2")),
            ("for_each = toset([\"a\", \"b\", \"a\"])", Some("2")),
            ("for_each = toset(local.names)", Some("2")),
            ("for_each = aws_y.two", Some("2")),
            ("for_each = toset([var.unknown])", None),
            ("for_each = var.unknown", None),
        ] {
            assert_eq!(counted(argument).0.as_deref(), made, "{argument}");
        }
    }

    #[test]
    fn elements_are_counted_behind_references_and_whole_resources() {
        for (list, elements) in [
            ("[]", Some("0")),
            ("[\"a\", var.unknown, aws_y.one.id]", Some("3")),
            ("local.names", Some("3")),
            ("aws_y.three[*].id", Some("3")),
            ("values(aws_y.two)[*].id", Some("2")),
            ("[for y in aws_y.two : y.id]", Some("2")),
            ("[for y in aws_y.two : y.id if y.on]", None),
            ("concat(aws_y.three[*].id, [aws_y.one.id])", Some("4")),
            ("toset(local.names)", Some("3")),
            ("var.unknown", None),
            ("module.network.subnets", None),
        ] {
            assert_eq!(counted(&format!("list = {list}")).1.as_deref(), elements, "{list}");
        }
    }
}
