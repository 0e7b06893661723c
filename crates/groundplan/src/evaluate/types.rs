//! Types of values, and the one type that several of them convert to.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Data, Known};
use crate::unit::map_of;

/// The type of a value, or what a variable takes. Null, what is not known and empty collections keep the one that they were
/// converted to: with another value, it decides what that becomes.
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
            Data::Unknown(_) => known.kind().cloned().unwrap_or(Self::Unsure),
            Data::Null => known.kind().cloned().unwrap_or(Self::Any),
            Data::Bool(_) => Self::Bool,
            Data::Number(_) => Self::Number,
            Data::Text(_) => Self::Text,
            Data::Tuple(all) => Self::Tuple(all.iter().map(Self::of).collect()),
            Data::List(all) if !all.is_empty() => Self::List(Box::new(common(all.iter()))),
            Data::Set(all) if !all.is_empty() => Self::Set(Box::new(common(all.iter()))),
            Data::Map(all) if !all.is_empty() => Self::Map(Box::new(common(all.values()))),
            _ if known.kind().is_some() => known.kind().cloned().unwrap_or(Self::Unsure),
            Data::List(_) => Self::List(Box::new(Self::Lost)),
            Data::Set(_) => Self::Set(Box::new(Self::Lost)),
            Data::Map(_) => Self::Map(Box::new(Self::Lost)),
            Data::Object(all) => {
                let attribute = |(name, value): (&Arc<str>, &Known)| (name.clone(), Self::of(value).into());
                Self::Object(map_of(all.iter().map(attribute)))
            }
        }
    }

    /// The type of the elements of a list, set or map.
    pub(super) fn element(&self) -> Option<&Self> {
        match self {
            Self::List(kind) | Self::Set(kind) | Self::Map(kind) => Some(kind),
            _ => None,
        }
    }

    /// Whether two values of these types are of one type; `None` where that is not known.
    pub(super) fn is_same(&self, other: &Self) -> Option<bool> {
        let lost = |kind: &Self| kind.holds(&|kind| matches!(kind, Self::Unsure | Self::Lost));
        if self == other && !lost(self) {
            return Some(true);
        }
        let differ = both(self.clone(), other.clone()).is_none() && !self.is_open() && !other.is_open();
        if !differ && (lost(self) || lost(other)) { None } else { Some(false) }
    }

    /// What a value of this type becomes beside one whose type is not known: text stays text, a number may become one.
    fn unsettled(self) -> Self {
        match self {
            Self::Text => Self::Text,
            Self::List(kind) => Self::List(Box::new(kind.unsettled())),
            Self::Map(kind) => Self::Map(Box::new(kind.unsettled())),
            _ => Self::Unsure,
        }
    }

    fn holds(&self, is_it: &dyn Fn(&Self) -> bool) -> bool {
        is_it(self)
            || match self {
                Self::List(kind) | Self::Set(kind) | Self::Map(kind) => kind.holds(is_it),
                Self::Tuple(kinds) => kinds.iter().any(|kind| kind.holds(is_it)),
                Self::Object(all) => all.values().any(|attribute| attribute.kind.holds(is_it)),
                _ => false,
            }
    }

    /// Whether some type in it is not known.
    pub(super) fn is_open(&self) -> bool {
        self.holds(&|kind| matches!(kind, Self::Any | Self::Unsure))
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
        (Type::Unsure, kind) | (kind, Type::Unsure) => kind.unsettled(),
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
