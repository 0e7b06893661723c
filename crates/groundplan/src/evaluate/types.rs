//! Types of values, and the one type that several of them convert to.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Data, Known};
use crate::unit::map_of;

/// The type of a value, or what a variable takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Type {
    /// Any, or not known.
    Any,
    /// There may be none: it depends on a type that is not known.
    Unsure,
    /// That of the elements of an empty collection, which has one that was not kept.
    Lost,
    /// `bool`
    Bool,
    /// `number`
    Number,
    /// `string`
    Text,
    /// `list(…)`
    List(Box<Type>),
    /// `set(…)`
    Set(Box<Type>),
    /// `map(…)`
    Map(Box<Type>),
    /// `tuple([…])`
    Tuple(Vec<Type>),
    /// `object({ … })`
    Object(BTreeMap<Arc<str>, Attribute>),
}

/// An attribute of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Attribute {
    pub(super) kind: Type,
    /// What it is where it is left out, if it may be.
    pub(super) optional: Option<Known>,
}

impl From<Type> for Attribute {
    fn from(kind: Type) -> Self {
        Self { kind, optional: None }
    }
}

impl Type {
    /// The type of a value, as far as it is known.
    pub(super) fn of(known: &Known) -> Self {
        match &known.data {
            Data::Unknown(_) | Data::Null => Self::Any,
            Data::Bool(_) => Self::Bool,
            Data::Number(_) => Self::Number,
            Data::Text(_) => Self::Text,
            Data::Tuple(all) => Self::Tuple(all.iter().map(Self::of).collect()),
            Data::List(all) => Self::List(Box::new(common(all.iter()))),
            Data::Set(all) => Self::Set(Box::new(common(all.iter()))),
            Data::Map(all) => Self::Map(Box::new(common(all.values()))),
            Data::Object(all) => {
                let attribute = |(name, value): (&Arc<str>, &Known)| (name.clone(), Self::of(value).into());
                Self::Object(map_of(all.iter().map(attribute)))
            }
        }
    }

    /// Whether some type in it is not known.
    fn is_open(&self) -> bool {
        match self {
            Self::Any | Self::Unsure => true,
            Self::List(kind) | Self::Set(kind) | Self::Map(kind) => kind.is_open(),
            Self::Tuple(kinds) => kinds.iter().any(Self::is_open),
            Self::Object(all) => all.values().any(|attribute| attribute.kind.is_open()),
            Self::Bool | Self::Number | Self::Text | Self::Lost => false,
        }
    }

    fn is_primitive(&self) -> bool {
        matches!(self, Self::Bool | Self::Number | Self::Text)
    }
}

/// The type of the elements of a collection, all of which have one.
pub(super) fn common<'a>(all: impl IntoIterator<Item = &'a Known>) -> Type {
    let mut all = all.into_iter().map(Type::of).peekable();
    if all.peek().is_none() { Type::Lost } else { unify(all).unwrap_or(Type::Any) }
}

/// The type that all of these convert to; `None` where there is none.
pub(super) fn unify(types: impl IntoIterator<Item = Type>) -> Option<Type> {
    let mut is_open = false;
    let known = types.into_iter().inspect(|kind| is_open |= kind.is_open());
    let made = known.collect::<Vec<_>>().into_iter().try_fold(Type::Any, both);
    made.or(is_open.then_some(Type::Unsure))
}

/// The type that both convert to.
fn both(one: Type, other: Type) -> Option<Type> {
    Some(match (one, other) {
        (Type::Unsure, _) | (_, Type::Unsure) => Type::Unsure,
        (Type::Any, kind) | (kind, Type::Any) => kind,
        (Type::Lost, Type::Number | Type::Bool) | (Type::Number | Type::Bool, Type::Lost) => Type::Lost,
        (Type::Lost, kind) | (kind, Type::Lost) => kind,
        (one, other) if one == other => one,
        (Type::Text, other) | (other, Type::Text) if other.is_primitive() => Type::Text,
        (Type::List(one), Type::List(other)) => Type::List(Box::new(both(*one, *other)?)),
        (Type::Set(one), Type::Set(other)) => Type::Set(Box::new(both(*one, *other)?)),
        (Type::Map(one), Type::Map(other)) => Type::Map(Box::new(both(*one, *other)?)),
        (Type::List(one), Type::Tuple(all)) | (Type::Tuple(all), Type::List(one)) => {
            Type::List(Box::new(both(*one, unify(all)?)?))
        }
        // Here Terraform takes one of the two types as it is.
        (Type::Set(_), Type::List(kind)) | (Type::List(kind), Type::Set(_)) => Type::List(kind),
        (Type::Set(kind), Type::Tuple(all)) | (Type::Tuple(all), Type::Set(kind)) => {
            let common = both((*kind).clone(), unify(all)?)?;
            Type::Set(if *kind == Type::Lost { Box::new(common) } else { kind })
        }
        (Type::Map(one), Type::Object(all)) | (Type::Object(all), Type::Map(one)) => {
            Type::Map(Box::new(both(*one, of_attributes(all)?)?))
        }
        (Type::Tuple(one), Type::Tuple(other)) if one.len() == other.len() => {
            let pairs = one.into_iter().zip(other);
            Type::Tuple(pairs.map(|(one, other)| both(one, other)).collect::<Option<_>>()?)
        }
        (Type::Tuple(one), Type::Tuple(other)) => Type::List(Box::new(both(unify(one)?, unify(other)?)?)),
        (Type::Object(one), Type::Object(other)) => objects(one, other)?,
        _ => return None,
    })
}

type Attributes = BTreeMap<Arc<str>, Attribute>;

fn of_attributes(all: Attributes) -> Option<Type> {
    unify(all.into_values().map(|attribute| attribute.kind))
}

/// Objects with the same names stay objects; others become maps.
fn objects(one: Attributes, mut other: Attributes) -> Option<Type> {
    if !one.keys().eq(other.keys()) {
        return Some(Type::Map(Box::new(both(of_attributes(one)?, of_attributes(other)?)?)));
    }
    let attribute = |(name, attribute): (Arc<str>, Attribute)| {
        let matching = other.remove(&name)?;
        Some((name, both(attribute.kind, matching.kind)?.into()))
    };
    Some(Type::Object(map_of(one.into_iter().map(attribute).collect::<Option<Vec<_>>>()?)))
}
