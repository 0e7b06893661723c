//! What certainly is a list or a single value, and so cannot repeat a block.

use crate::model::Place;
use crate::terraform::{Content, Expression, Literal, Mode, Reference, Section, Value};

const LIST: &str = "`for_each` cannot be a list";
const SINGLE: &str = "`for_each` cannot be a single value";

/// Functions that yield a list, or fail.
/// <https://developer.hashicorp.com/terraform/language/functions>
const LISTS: [&str; 17] = [
    "chunklist",
    "coalescelist",
    "compact",
    "concat",
    "distinct",
    "flatten",
    "formatlist",
    "keys",
    "matchkeys",
    "range",
    "regexall",
    "reverse",
    "slice",
    "sort",
    "split",
    "tolist",
    "values",
];

/// How far branches of conditions are looked at.
const DEEPEST: usize = 8;

/// Why a value has no keys to make instances by.
pub(super) fn not_each(place: &Place<'_>, value: &Value) -> Option<&'static str> {
    if is_list(place, value, 0) {
        return Some(LIST);
    }
    match value {
        Value::Integer(_) | Value::Decimal(_) | Value::Bool(_) => Some(SINGLE),
        Value::Text(text) if text.as_literal().is_some() => Some(SINGLE),
        Value::Null => Some("`for_each` cannot be null"),
        Value::Expression(Expression::Call(name, arguments)) if name == "toset" => match arguments.first() {
            Some(Value::List(all)) if !all.is_empty() && all.iter().all(is_number) => {
                Some("`for_each` cannot be a set of numbers")
            }
            _ => None,
        },
        Value::Expression(Expression::Reference(reference)) => {
            let declared = type_of(place, reference)?;
            matches!(declared.as_str(), "string" | "number" | "bool").then_some(SINGLE)
        }
        _ => None,
    }
}

/// Whether a value is several, which `count` does not take.
pub(super) fn is_many(place: &Place<'_>, value: &Value) -> bool {
    is_list(place, value, 0)
}

fn is_number(value: &Value) -> bool {
    matches!(value, Value::Integer(_) | Value::Decimal(_))
}

/// Whether a value is a list or a tuple, whatever is in it.
fn is_list(place: &Place<'_>, value: &Value, depth: usize) -> bool {
    let Value::Expression(expression) = value else { return matches!(value, Value::List(_)) };
    match expression {
        _ if depth > DEEPEST => false,
        Expression::Value(inner) => is_list(place, inner, depth + 1),
        Expression::Call(name, _) | Expression::Spread(name, _) => LISTS.contains(&name.as_str()),
        Expression::Splat(..) => true,
        Expression::For(each) => each.body().is_some_and(|(key, _)| key.is_none()),
        // A set in one branch makes a set of a list in the other.
        Expression::Conditional(values) => match values.as_slice() {
            [_, then, otherwise] => is_list(place, then, depth + 1) && is_list(place, otherwise, depth + 1),
            _ => false,
        },
        Expression::Reference(reference) if reference.address.mode == Mode::Variable => {
            type_of(place, reference).is_some_and(|declared| {
                declared == "list" || declared.starts_with("list(") || declared.starts_with("tuple(")
            })
        }
        Expression::Reference(reference) => reference.path.starts_with("[*]"),
        _ => false,
    }
}

/// The declared type of a variable that is referred to as a whole.
fn type_of(place: &Place<'_>, reference: &Reference) -> Option<String> {
    if reference.address.mode != Mode::Variable || !reference.path.is_empty() {
        return None;
    }
    let mut variables = place.model.section(Section::Variable);
    let variable = variables.find(|variable| variable.item.name == reference.address.name)?;
    match variable.item.block()?.get("type")? {
        Content::Literal(Literal::Bare(words)) => Some(words.replace([' ', '\n'], "")),
        _ => None,
    }
}
