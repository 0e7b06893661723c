use std::borrow::Cow;

use super::{Expression, Reference};

/// A piece of a [`Text`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Characters that stay as they are, whatever they look like.
    Literal(Cow<'static, str>),
    /// An expression, rendered as `${…}`.
    Expression(Expression),
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
        Self(Repr::Many(pieces.into_iter().flat_map(|piece| piece.into().into_parts()).collect()))
    }

    /// The pieces in order.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        match &self.0 {
            Repr::One(part) => std::slice::from_ref(part),
            Repr::Many(parts) => parts,
        }
    }

    /// The pieces in order, to be changed.
    pub(super) fn parts_mut(&mut self) -> &mut [Part] {
        match &mut self.0 {
            Repr::One(part) => std::slice::from_mut(part),
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

    fn into_parts(self) -> Vec<Part> {
        match self.0 {
            Repr::One(part) => vec![part],
            Repr::Many(parts) => parts,
        }
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
        Self(Repr::One(Part::Expression(expression)))
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
