use std::borrow::Cow;

use super::{Expression, Key, Reference, Value};

/// A piece of a [`Text`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Characters that stay as they are, whatever they look like.
    Literal(Cow<'static, str>),
    /// An expression, rendered as `${…}`.
    Expression(Expression),
    /// Text under a condition, or repeated: `%{ if … }`, `%{ for … }`.
    Directive(Box<Directive>),
}

/// Text that depends on values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Directive {
    /// Text where a condition holds, and other text where it does not.
    If {
        /// The condition.
        condition: Expression,
        /// The text where it holds.
        then: Text,
        /// The text where it does not.
        otherwise: Option<Text>,
    },
    /// Text for each element of a collection.
    For {
        /// The name of the key or index, where it is used.
        key: Option<Key>,
        /// The name of the element.
        value: Key,
        /// The collection.
        collection: Expression,
        /// The text for each.
        body: Text,
    },
}

/// Text that may hold expressions. A plain string stays plain: `"${amount} EUR"` arrives in AWS as
/// those very characters.
///
/// ```
/// use groundplan::terraform::{Address, Text};
/// let bucket = Address::resource("aws_s3_bucket", "logs").attr("arn");
/// let everything = Text::join([Text::from(bucket), Text::from("/*")]);
/// assert_eq!(everything.as_literal(), None);
/// assert_eq!(Text::from("${amount} EUR").as_literal(), Some("${amount} EUR"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text(Repr);

/// Nearly all texts are one piece, which needs no list of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Repr {
    One(Part),
    Many(Vec<Part>),
}

impl Text {
    /// Pieces, one after the other.
    #[must_use]
    pub fn join<T: Into<Text>>(pieces: impl IntoIterator<Item = T>) -> Self {
        let mut parts: Vec<Part> = Vec::new();
        for part in pieces.into_iter().flat_map(|piece| piece.into().into_parts()) {
            match (parts.last_mut(), part) {
                (_, Part::Literal(literal)) if literal.is_empty() => {}
                (Some(Part::Literal(known)), Part::Literal(literal)) => known.to_mut().push_str(&literal),
                (_, part) => parts.push(part),
            }
        }
        match parts.pop() {
            None => Self::from(""),
            Some(only) if parts.is_empty() => Self(Repr::One(only)),
            Some(last) => {
                parts.push(last);
                Self(Repr::Many(parts))
            }
        }
    }

    /// Sees every expression in it, and all within those.
    pub fn visit<'a>(&'a self, see: &mut dyn FnMut(&'a Expression)) {
        for part in self.parts() {
            match part {
                Part::Literal(_) => {}
                Part::Expression(expression) => expression.visit(see),
                Part::Directive(directive) => directive.visit(see),
            }
        }
    }

    /// Changes every reference within.
    pub fn map_references(&mut self, change: &mut dyn FnMut(&mut Reference)) {
        let parts = match &mut self.0 {
            Repr::One(part) => std::slice::from_mut(part),
            Repr::Many(parts) => parts,
        };
        for part in parts {
            match part {
                Part::Literal(_) => {}
                Part::Expression(expression) => expression.map_references(change),
                Part::Directive(directive) => directive.map_references(change),
            }
        }
    }

    /// The pieces in order.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        match &self.0 {
            Repr::One(part) => std::slice::from_ref(part),
            Repr::Many(parts) => parts,
        }
    }

    /// The characters, if no expression is among the pieces.
    #[must_use]
    pub fn as_literal(&self) -> Option<&str> {
        match self.parts() {
            [Part::Literal(literal)] => Some(literal),
            _ => None,
        }
    }

    /// The expression, if the text is nothing else.
    pub(super) fn into_expression(self) -> Result<Expression, Self> {
        match self.0 {
            Repr::One(Part::Expression(expression)) => Ok(expression),
            other => Err(Self(other)),
        }
    }

    fn into_parts(self) -> Vec<Part> {
        match self.0 {
            Repr::One(part) => vec![part],
            Repr::Many(parts) => parts,
        }
    }
}

impl Directive {
    fn visit<'a>(&'a self, see: &mut dyn FnMut(&'a Expression)) {
        match self {
            Self::If { condition, then, otherwise } => {
                condition.visit(see);
                then.visit(see);
                otherwise.iter().for_each(|text| text.visit(see));
            }
            Self::For { collection, body, .. } => {
                collection.visit(see);
                body.visit(see);
            }
        }
    }

    fn map_references(&mut self, change: &mut dyn FnMut(&mut Reference)) {
        match self {
            Self::If { condition, then, otherwise } => {
                condition.map_references(change);
                then.map_references(change);
                otherwise.iter_mut().for_each(|text| text.map_references(change));
            }
            Self::For { collection, body, .. } => {
                collection.map_references(change);
                body.map_references(change);
            }
        }
    }
}

impl From<Part> for Text {
    fn from(part: Part) -> Self {
        Self(Repr::One(part))
    }
}

impl From<&'static str> for Text {
    fn from(literal: &'static str) -> Self {
        Self(Repr::One(Part::Literal(Cow::Borrowed(literal))))
    }
}

impl From<String> for Text {
    fn from(literal: String) -> Self {
        Self(Repr::One(Part::Literal(Cow::Owned(literal))))
    }
}

impl From<Expression> for Text {
    fn from(expression: Expression) -> Self {
        match expression {
            Expression::Value(value) if matches!(*value, Value::Text(_)) => value.into_text(),
            expression => Self(Repr::One(Part::Expression(expression))),
        }
    }
}

impl From<Reference> for Text {
    fn from(reference: Reference) -> Self {
        Expression::from(reference).into()
    }
}

impl From<&Text> for Text {
    fn from(text: &Text) -> Self {
        text.clone()
    }
}
