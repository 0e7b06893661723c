//! Conversion of values, as Terraform does it wherever a place takes a type.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::types::{Attribute, Type, unify};
use super::{Data, Known, Outcome, Reason};
use crate::unit::{map_of, sort_by};

/// A value as one of a type. What is not known stays so, and null stays null.
pub(super) fn convert(known: Known, kind: &Type) -> Outcome {
    if matches!(known.data, Data::Unknown(_) | Data::Null) || *kind == Type::Any {
        return Ok(known.of_kind(kind));
    }
    let is_sensitive = known.is_sensitive();
    let own = known.kind().and_then(Type::element).cloned();
    let made = match (known.data, kind) {
        (_, Type::Unsure) | (Data::Number(_) | Data::Bool(_), Type::Lost) => return Err(Reason::Uncertain),
        (data, Type::Any | Type::Lost) => Known::from(data),
        (data, Type::Text) => Known::from(Data::Text(text(&data)?)),
        (data, Type::Number) => Data::Number(number(&data)?).into(),
        (data, Type::Bool) => Data::Bool(boolean(&data)?).into(),
        (data, Type::List(kind)) => list(data, kind)?,
        (data, Type::Set(kind)) => set(elements(data)?.to_vec(), kind)?,
        (data, Type::Map(kind)) => map(data, kind)?,
        (data, Type::Tuple(kinds)) => tuple(data, kinds)?,
        (data, Type::Object(attributes)) => object(data, attributes)?,
    };
    let kept = match (kind, own) {
        (Type::List(any), Some(own)) if **any == Type::Any => &Type::List(Box::new(own)),
        (Type::Set(any), Some(own)) if **any == Type::Any => &Type::Set(Box::new(own)),
        (Type::Map(any), Some(own)) if **any == Type::Any => &Type::Map(Box::new(own)),
        _ => kind,
    };
    Ok(made.of_kind(kept).marked(is_sensitive))
}

/// A primitive value as text.
pub(super) fn text(data: &Data) -> Outcome<Arc<str>> {
    match data {
        Data::Text(text) => Ok(text.clone()),
        Data::Number(number) => Ok(digits(*number).into()),
        Data::Bool(value) => Ok(if *value { "true" } else { "false" }.into()),
        other => Err(refused(other, "a string is required")),
    }
}

/// A number as Terraform writes it.
pub(super) fn digits(number: Decimal) -> String {
    number.normalize().to_string()
}

/// A primitive value as a number.
pub(super) fn number(data: &Data) -> Outcome<Decimal> {
    match data {
        Data::Number(number) => Ok(*number),
        Data::Text(text) => parse_number(text),
        other => Err(refused(other, "a number is required")),
    }
}

/// The number that text spells; what spells one beyond our range, or in a way that is rare, is uncertain.
pub(super) fn parse_number(text: &str) -> Outcome<Decimal> {
    let is_digit = |character: char| character.is_ascii_digit();
    if text.is_empty()
        || !text.contains(is_digit)
        || text.contains(|c: char| !is_digit(c) && !"+-.eE_".contains(c))
    {
        // Infinity has a name.
        let is_named = text.contains(['i', 'I', 'p', 'P']);
        return Err(if is_named { Reason::Uncertain } else { Reason::Fails("a number is required") });
    }
    let is_plain = text.trim_start_matches('-').starts_with(is_digit)
        && text.ends_with(is_digit)
        && !text.contains(['_', '+'])
        && !text.starts_with("--");
    let parsed = match text.contains(['e', 'E']) {
        true => Decimal::from_scientific(text).ok(),
        false => Decimal::from_str_exact(text).ok(),
    };
    parsed.filter(|number| is_plain && !(number.is_zero() && text.starts_with('-'))).ok_or(Reason::Uncertain)
}

/// A primitive value as a boolean.
pub(super) fn boolean(data: &Data) -> Outcome<bool> {
    match data {
        Data::Bool(value) => Ok(*value),
        Data::Text(text) => match &**text {
            "true" | "1" => Ok(true),
            "false" | "0" => Ok(false),
            _ => Err(Reason::Fails("a bool is required")),
        },
        other => Err(refused(other, "a bool is required")),
    }
}

/// Why a value is not taken: because it is not known, because it is null, or for another reason.
fn refused(data: &Data, reason: &'static str) -> Reason {
    match data {
        Data::Unknown(unknown) => unknown.reason,
        Data::Null => Reason::Fails("the value must not be null"),
        _ => Reason::Fails(reason),
    }
}

/// The elements of a tuple, list or set.
pub(super) fn elements(data: Data) -> Outcome<Arc<Vec<Known>>> {
    match data {
        Data::Tuple(all) | Data::List(all) | Data::Set(all) => Ok(all),
        other => Err(refused(&other, "a list is required")),
    }
}

/// The elements in their order, unless a set leaves it open.
pub(super) fn ordered(data: Data) -> Outcome<Arc<Vec<Known>>> {
    if let Data::Set(all) = &data
        && all.len() > 1
        && all.iter().any(|element| element.elements().is_some() || element.entries().is_some())
    {
        return Err(Reason::Uncertain);
    }
    if let Data::Set(all) = &data
        && let Some(reason) = all.iter().find_map(Known::reason)
    {
        return Err(reason);
    }
    elements(data)
}

/// Elements as those of a type; of one that all have, where it is any.
fn each(all: &[Known], kind: &Type) -> Outcome<Vec<Known>> {
    let own;
    let kind = match kind {
        Type::Any => {
            own = unify(all.iter().map(Type::of))
                .ok_or(Reason::Fails("all elements must have the same type"))?;
            &own
        }
        kind => kind,
    };
    let one = |element: &Known| match convert(element.clone(), kind) {
        Err(reason @ Reason::Uncertain) => Ok(element.with(Known::unknown(reason, None).data)),
        converted => converted,
    };
    all.iter().map(one).collect()
}

fn list(data: Data, kind: &Type) -> Outcome {
    Ok(Data::List(Arc::new(each(&ordered(data)?, kind)?)).into())
}

/// How many elements of a set that have no order are compared with each other.
pub(super) const MOST_COMPARED: usize = 1_000;

/// A set of elements, each once. It is sensitive where one of them is.
pub(super) fn set(all: Vec<Known>, kind: &Type) -> Outcome {
    let is_sensitive = all.iter().any(Known::has_sensitive);
    let mut kept: Vec<Known> = Vec::new();
    let mut sorted: Vec<Known> = each(&all, kind)?.into_iter().map(Known::revealed).collect();
    sort_by(&mut sorted, order);
    for element in sorted {
        if !element.is_primitive() && kept.len() >= MOST_COMPARED {
            return Err(Reason::Limit);
        }
        let is_there = match element.data {
            Data::Unknown(_) => false,
            _ if element.is_primitive() => kept.last() == Some(&element),
            _ => kept.contains(&element),
        };
        kept.extend((!is_there).then_some(element));
    }
    Ok(Known::from(Data::Set(Arc::new(kept))).marked(is_sensitive))
}

/// Terraform's order of the elements of a set, null at the end; of others than texts, numbers and booleans, it is not
/// known.
pub(super) fn order(one: &Known, other: &Known) -> Ordering {
    match (&one.data, &other.data) {
        (Data::Text(one), Data::Text(other)) => one.cmp(other),
        (Data::Number(one), Data::Number(other)) => one.cmp(other),
        (Data::Bool(one), Data::Bool(other)) => one.cmp(other),
        (Data::Null, Data::Null) => Ordering::Equal,
        (Data::Null, _) => Ordering::Greater,
        (_, Data::Null) => Ordering::Less,
        _ => Ordering::Equal,
    }
}

fn map(data: Data, kind: &Type) -> Outcome {
    let all = entries(data)?;
    let values: Vec<Known> = all.values().cloned().collect();
    let made = all.keys().cloned().zip(each(&values, kind)?);
    Ok(Data::Map(Arc::new(map_of(made))).into())
}

/// The entries of an object or map.
pub(super) fn entries(data: Data) -> Outcome<Arc<BTreeMap<Arc<str>, Known>>> {
    match data {
        Data::Object(all) | Data::Map(all) => Ok(all),
        other => Err(refused(&other, "a map is required")),
    }
}

fn tuple(data: Data, kinds: &[Type]) -> Outcome {
    let all = ordered(data)?;
    if all.len() != kinds.len() {
        return Err(Reason::Fails("a tuple of another length is required"));
    }
    let made = all.iter().zip(kinds).map(|(element, kind)| convert(element.clone(), kind));
    Ok(Data::Tuple(Arc::new(made.collect::<Outcome<_>>()?)).into())
}

fn object(data: Data, attributes: &BTreeMap<Arc<str>, Attribute>) -> Outcome {
    let all = entries(data)?;
    let attribute = |(name, attribute): (&Arc<str>, &Attribute)| {
        let given = all.get(name).cloned();
        let value = match (given, &attribute.optional) {
            (Some(Known { data: Data::Null, .. }) | None, Some(default)) => default.clone(),
            (Some(given), _) => given,
            (None, None) => return Err(Reason::Fails("an attribute of the object is missing")),
        };
        Ok((name.clone(), convert(value, &attribute.kind)?))
    };
    let made = attributes.iter().map(attribute).collect::<Outcome<Vec<_>>>()?;
    Ok(Data::Object(Arc::new(map_of(made))).into())
}
