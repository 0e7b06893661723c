//! The `type` of a variable: `map(object({ size = number, name = optional(string, "x") }))`.
//!
//! <https://developer.hashicorp.com/terraform/language/expressions/type-constraints>

use super::convert::convert;
use super::types::{Attribute, Type};
use super::{Data, Known, Outcome, Reason};
use crate::terraform::{Expression, Key, Value};
use crate::unit::map_of;

/// What defaults of optional attributes yield.
type Default<'a> = &'a dyn Fn(&Value) -> Known;

/// Reads a constraint; `None` where it is not one that we know.
pub(super) fn parse(text: &str, default: Default<'_>) -> Option<Type> {
    of_value(&Expression::parse(text).ok()?.into(), default)
}

fn of_value(value: &Value, default: Default<'_>) -> Option<Type> {
    match value {
        Value::Expression(Expression::Symbol(name)) => of_word(name),
        Value::Expression(Expression::Call(name, arguments)) => of_call(name, arguments, default),
        // Terraform 0.11 had them in quotes.
        Value::Text(text) => of_word(text.as_literal()?),
        _ => None,
    }
}

fn of_word(word: &str) -> Option<Type> {
    let any = || Box::new(Type::Any);
    Some(match word {
        "string" => Type::Text,
        "number" => Type::Number,
        "bool" => Type::Bool,
        "any" => Type::Any,
        "list" => Type::List(any()),
        "map" => Type::Map(any()),
        "set" => Type::Set(any()),
        _ => return None,
    })
}

fn of_call(name: &str, arguments: &[Value], default: Default<'_>) -> Option<Type> {
    let [argument] = arguments else { return None };
    let element = || of_value(argument, default).map(Box::new);
    Some(match (name, argument) {
        ("list", _) => Type::List(element()?),
        ("set", _) => Type::Set(element()?),
        ("map", _) => Type::Map(element()?),
        ("tuple", Value::List(kinds)) => {
            Type::Tuple(kinds.iter().map(|kind| of_value(kind, default)).collect::<Option<_>>()?)
        }
        ("object", Value::Object(entries)) => {
            let attributes = entries.iter().map(|(name, kind)| attribute(name, kind, default));
            Type::Object(map_of(attributes.collect::<Option<Vec<_>>>()?))
        }
        _ => return None,
    })
}

fn attribute(name: &Key, value: &Value, default: Default<'_>) -> Option<(std::sync::Arc<str>, Attribute)> {
    let attribute = match value {
        Value::Expression(Expression::Call(name, arguments)) if name == "optional" => {
            let (kind, value) = match arguments.as_slice() {
                [kind] => (kind, Data::Null.into()),
                [kind, value] => (kind, default(value)),
                _ => return None,
            };
            Attribute { kind: of_value(kind, default)?, optional: Some(value) }
        }
        value => of_value(value, default)?.into(),
    };
    Some((name.as_str().into(), attribute))
}

/// A value as a variable of a type takes it; with types that are not known, it is uncertain.
pub(super) fn apply(known: Known, kind: Option<&Type>) -> Outcome {
    kind.map_or(Err(Reason::Uncertain), |kind| convert(known, kind))
}
