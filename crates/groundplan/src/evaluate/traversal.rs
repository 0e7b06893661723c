//! Attributes, indices and splats.

use super::convert::{digits, ordered};
use super::types::Type;
use super::{Data, Known, Outcome, Reason, Unknown};
use crate::terraform::{Expression, Key, Value, is_identifier};

/// A step of a path such as `names[0]`, `[0].arn` or `["a"].ids[*].x`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step<'a> {
    Attribute(&'a str),
    Index(Known),
    Splat,
}

/// The steps of a path; `None` of text that is not one.
pub(super) fn steps(path: &str) -> Option<Vec<Step<'_>>> {
    let mut found = Vec::new();
    let mut rest = path;
    while !rest.is_empty() {
        let (step, after) = match rest.strip_prefix('[') {
            Some(inner) => index(inner)?,
            None => attribute(rest.strip_prefix('.').unwrap_or(rest))?,
        };
        found.push(step);
        rest = after;
    }
    Some(found)
}

fn attribute(text: &str) -> Option<(Step<'_>, &str)> {
    let (name, rest) = text.split_at(text.find(['.', '[']).unwrap_or(text.len()));
    match name.parse::<i64>() {
        Ok(index) => Some((Step::Index(index.into()), rest)),
        Err(_) => (!name.is_empty()).then_some((Step::Attribute(name), rest)),
    }
}

fn index(inner: &str) -> Option<(Step<'_>, &str)> {
    if let Some((key, rest)) = inner.strip_prefix('"').and_then(|inner| inner.split_once("\"]")) {
        return Some((Step::Index(key.into()), rest));
    }
    let (index, rest) = inner.split_once(']')?;
    let step = if index == "*" { Step::Splat } else { Step::Index(index.parse::<i64>().ok()?.into()) };
    Some((step, rest))
}

/// What a path leads to from a value.
pub(super) fn follow(known: Known, steps: &[Step<'_>]) -> Known {
    let Some((step, rest)) = steps.split_first() else { return known };
    match step {
        Step::Attribute(name) => follow(get(known, name), rest),
        Step::Index(index) => follow(at(known, index), rest),
        Step::Splat => splat(known, rest),
    }
}

/// An attribute.
pub(super) fn get(known: Known, name: &str) -> Known {
    let is_sensitive = known.is_sensitive();
    let found = match &known.data {
        // Whatever the value is, its type has no such attribute.
        Data::Unknown(_) if matches!(known.kind(), Some(Type::Object(all)) if !all.iter().any(|(known, _)| **known == *name)) => {
            fails("unknown attribute")
        }
        Data::Unknown(unknown) => part(unknown, name).unwrap_or_else(|| {
            let residual = unknown.residual.clone().map(|residual| attribute_of(residual, name));
            Known::unknown(unknown.reason, residual)
        }),
        Data::Object(all) | Data::Map(all) => {
            all.get(name).cloned().unwrap_or_else(|| fails("unknown attribute"))
        }
        Data::Null => fails("null has no attributes"),
        _ => fails("this value has no attributes"),
    };
    found.marked(is_sensitive)
}

/// An element.
pub(super) fn at(known: Known, index: &Known) -> Known {
    // Which attribute of an object it is, Terraform does not hide.
    let is_sensitive =
        known.is_sensitive() || (index.is_sensitive() && !matches!(known.data, Data::Object(_)));
    let found = match (&known.data, &index.data) {
        (Data::Unknown(unknown), Data::Unknown(_)) => Known::unknown(unknown.reason, None),
        (Data::Unknown(unknown), key) => {
            let known = super::convert::text(key).ok().and_then(|key| part(unknown, &key));
            known.unwrap_or_else(|| {
                let residual = unknown.residual.clone().and_then(|residual| element_of(residual, index));
                Known::unknown(unknown.reason, residual)
            })
        }
        (_, Data::Unknown(unknown)) => Known::unknown(unknown.reason, None),
        (Data::Tuple(all) | Data::List(all), index) => match place(index) {
            Ok(place) => place
                .and_then(|place| all.get(place))
                .cloned()
                .unwrap_or_else(|| fails("the index is out of range")),
            Err(reason) => Known::unknown(reason, None),
        },
        (Data::Object(all) | Data::Map(all), index) => match super::convert::text(index) {
            Ok(key) => all.get(&*key).cloned().unwrap_or_else(|| fails("unknown key")),
            Err(reason) => Known::unknown(reason, None),
        },
        (Data::Null, _) => fails("null has no elements"),
        _ => fails("this value has no indices"),
    };
    found.marked(is_sensitive)
}

/// What is known of something that is not.
fn part(unknown: &Unknown, name: &str) -> Option<Known> {
    unknown.parts.as_ref()?.get(name).cloned()
}

/// The place that an index names; `None` where it cannot be one.
fn place(index: &Data) -> Outcome<Option<usize>> {
    Ok(super::convert::number(index)?.normalize().to_string().parse().ok())
}

/// What a path leads to from each element: none from null, and one from what is not a list.
pub(super) fn splat(known: Known, rest: &[Step<'_>]) -> Known {
    let is_sensitive = known.is_sensitive();
    let is_list = matches!(known.data, Data::List(_) | Data::Set(_));
    let is_null_list = known.data == Data::Null
        && matches!(known.kind(), Some(Type::List(_) | Type::Set(_) | Type::Tuple(_)));
    let made = match known.data {
        Data::Unknown(unknown) if !unknown.is_one() => Known::unknown(unknown.reason, None),
        Data::Null if is_null_list => fails("a null list has no elements"),
        Data::Null => Known::tuple(Vec::new()),
        data @ (Data::Tuple(_) | Data::List(_) | Data::Set(_)) => match ordered(data) {
            Ok(all) => {
                let all: Vec<Known> = all.iter().map(|element| follow(element.clone(), rest)).collect();
                let fails =
                    all.iter().find(|element| matches!(element.reason(), Some(Reason::Fails(_)))).cloned();
                fails.unwrap_or_else(|| if is_list { Known::list(all) } else { Known::tuple(all) })
            }
            Err(reason) => Known::unknown(reason, None),
        },
        data => {
            let one = follow(data.into(), rest);
            if matches!(one.reason(), Some(Reason::Fails(_))) { one } else { Known::tuple(vec![one]) }
        }
    };
    made.marked(is_sensitive)
}

fn fails(reason: &'static str) -> Known {
    Known::unknown(Reason::Fails(reason), None)
}

/// The expression of an attribute of an expression.
pub(super) fn attribute_of(value: Value, name: &str) -> Value {
    match Expression::from(value) {
        Expression::Reference(mut reference) if is_plain(&reference.path) && is_identifier(name) => {
            let dot = if reference.path.is_empty() { "" } else { "." };
            reference.path = format!("{}{dot}{name}", reference.path).into();
            reference.into()
        }
        expression => expression.attr(Key::from(name.to_owned())).into(),
    }
}

/// The expression of an element of an expression; `None` where the index is sensitive or not a primitive value.
pub(super) fn element_of(value: Value, index: &Known) -> Option<Value> {
    let step = match &index.data {
        Data::Number(number) => format!("[{}]", digits(*number)),
        Data::Text(text) if is_identifier(text) => format!("[\"{text}\"]"),
        _ => String::new(),
    };
    let written = index.written()?;
    Some(match Expression::from(value) {
        Expression::Reference(mut reference) if is_plain(&reference.path) && !step.is_empty() => {
            reference.path = format!("{}{step}", reference.path).into();
            reference.into()
        }
        expression => expression.index(written).into(),
    })
}

/// Whether a path may be continued: after a splat, a further step would be taken from each element.
fn is_plain(path: &str) -> bool {
    !path.contains("[*]")
}
