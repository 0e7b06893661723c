use super::{Expression, Key, Part, Reference, Text};
use crate::decision::{Decided, Origins};

/// The value of an argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// `null`: the argument counts as left out.
    Null,
    /// A boolean.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction, as its digits: the core has no floats.
    Decimal(String),
    /// Text, possibly with expressions in it.
    Text(Text),
    /// An expression that keeps its type.
    Expression(Expression),
    /// A list.
    List(Vec<Value>),
    /// An object or map, in the order given.
    Object(Vec<(Key, Value)>),
}

impl Value {
    /// The expression that it consists of, if it is one, alone or as the only part of a text.
    pub(crate) fn as_expression(&self) -> Option<&Expression> {
        match self {
            Self::Expression(expression) => Some(expression),
            Self::Text(text) => match text.parts() {
                [Part::Expression(expression)] => Some(expression),
                _ => None,
            },
            _ => None,
        }
    }

    /// Sees every expression in it, and all within those.
    pub fn visit<'a>(&'a self, see: &mut dyn FnMut(&'a Expression)) {
        match self {
            Self::Expression(expression) => expression.visit(see),
            Self::Text(text) => text.visit(see),
            Self::List(values) => values.iter().for_each(|value| value.visit(see)),
            Self::Object(entries) => entries.iter().for_each(|(_, value)| value.visit(see)),
            Self::Null | Self::Bool(_) | Self::Integer(_) | Self::Decimal(_) => {}
        }
    }

    /// Changes every reference within.
    pub fn map_references(&mut self, change: &mut dyn FnMut(&mut Reference)) {
        match self {
            Self::Expression(expression) => expression.map_references(change),
            Self::Text(text) => text.map_references(change),
            Self::List(values) => values.iter_mut().for_each(|value| value.map_references(change)),
            Self::Object(entries) => entries.iter_mut().for_each(|(_, value)| value.map_references(change)),
            Self::Null | Self::Bool(_) | Self::Integer(_) | Self::Decimal(_) => {}
        }
    }

    /// Every object that this value refers to, in reading order.
    pub fn references<'a>(&'a self, found: &mut Vec<&'a Reference>) {
        self.visit(&mut |expression| {
            if let Expression::Reference(reference) = expression {
                found.push(reference);
            }
        });
    }

    /// As a piece of text.
    pub(crate) fn into_text(self) -> Text {
        match self {
            Self::Text(text) => text,
            Self::Expression(expression) => expression.into(),
            value => Expression::Value(Box::new(value)).into(),
        }
    }
}

/// An entry of an object: a value, or a decided one, whose origins go to its name.
pub trait Member {
    /// The value and what it follows from.
    fn into_member(self) -> (Value, Origins);
}

impl<T: Into<Value>> Member for T {
    fn into_member(self) -> (Value, Origins) {
        (self.into(), Origins::NONE)
    }
}

impl<T: Into<Value>> Member for Decided<T> {
    fn into_member(self) -> (Value, Origins) {
        let (value, origins) = self.into_parts();
        (value.into(), origins)
    }
}

/// An entry of an object.
pub fn entry(name: impl Into<Key>, member: impl Member) -> (Key, Value) {
    let (value, origins) = member.into_member();
    (name.into().because(&origins), value)
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl From<i32> for Value {
    fn from(value: i32) -> Self {
        Self::Integer(value.into())
    }
}

impl From<u32> for Value {
    fn from(value: u32) -> Self {
        Self::Integer(value.into())
    }
}

impl From<u16> for Value {
    fn from(value: u16) -> Self {
        Self::Integer(value.into())
    }
}

impl From<u8> for Value {
    fn from(value: u8) -> Self {
        Self::Integer(value.into())
    }
}

impl From<&'static str> for Value {
    fn from(value: &'static str) -> Self {
        Self::Text(value.into())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(value.into())
    }
}

impl From<&String> for Value {
    fn from(value: &String) -> Self {
        Self::Text(value.clone().into())
    }
}

impl From<Text> for Value {
    /// Text that is nothing but an expression is that expression, and keeps its type.
    fn from(value: Text) -> Self {
        match value.into_expression() {
            Ok(expression) => Self::Expression(expression),
            Err(text) => Self::Text(text),
        }
    }
}

impl From<&Text> for Value {
    fn from(value: &Text) -> Self {
        value.clone().into()
    }
}

impl From<Expression> for Value {
    fn from(value: Expression) -> Self {
        match value {
            Expression::Value(value) => *value,
            expression => Self::Expression(expression),
        }
    }
}

impl From<Value> for Expression {
    fn from(value: Value) -> Self {
        match value {
            Value::Expression(expression) => expression,
            value => Self::Value(Box::new(value)),
        }
    }
}

impl From<Reference> for Value {
    fn from(value: Reference) -> Self {
        Self::Expression(value.into())
    }
}

impl From<&Reference> for Value {
    fn from(value: &Reference) -> Self {
        Self::Expression(value.clone().into())
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(values: Vec<T>) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Value>, const N: usize> From<[T; N]> for Value {
    fn from(values: [T; N]) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }
}
