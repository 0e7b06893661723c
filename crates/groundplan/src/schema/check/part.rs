//! One view of blocks and object values: in Terraform's JSON they look alike.

use crate::terraform::{Block, Content, Key, Literal, Part as TextPart, Presence, Value};

/// The content of a name, whether the body around it is a block or an object value.
#[derive(Clone, Copy)]
pub(super) enum Part<'a> {
    Value(&'a Value),
    Literal(&'a Literal),
    Block(&'a Block),
    Blocks(&'a [Block]),
    /// Bare references and names, which only meta-arguments have.
    Bare,
}

/// A body: of a block, or an object in its place.
#[derive(Clone, Copy)]
pub(super) enum Body<'a> {
    Block(&'a Block),
    Object(&'a [(Key, Value)]),
    Literals(&'a [(String, Literal)]),
}

/// The bodies under one name, as far as they are known.
pub(super) enum Bodies<'a> {
    /// Each with its index, if it is in a list.
    Some(Vec<(Option<usize>, Body<'a>)>),
    /// Neither an object nor a list of objects.
    Other,
}

impl<'a> Part<'a> {
    pub(super) fn of(content: &'a Content) -> Self {
        match content {
            Content::Value(value) => Self::Value(value),
            Content::Literal(literal) => Self::Literal(literal),
            Content::Block(block) => Self::Block(block),
            Content::Blocks(blocks) => Self::Blocks(blocks),
            _ => Self::Bare,
        }
    }

    /// `null`, which counts as left out.
    pub(super) fn is_null(self) -> bool {
        matches!(self, Self::Value(Value::Null) | Self::Literal(Literal::Null))
    }

    /// Whether it may be `null`, for all that is known.
    pub(super) fn may_be_null(self) -> bool {
        match self {
            Self::Value(value) => Presence::of(value) != Presence::Set,
            _ => self.is_null(),
        }
    }

    pub(super) fn bodies(self) -> Bodies<'a> {
        match self {
            Self::Block(block) => Bodies::Some(vec![(None, Body::Block(block))]),
            Self::Value(Value::Object(entries)) => Bodies::Some(vec![(None, Body::Object(entries))]),
            Self::Literal(Literal::Object(entries)) => Bodies::Some(vec![(None, Body::Literals(entries))]),
            Self::Blocks(blocks) => list(blocks.iter().map(|block| Some(Body::Block(block)))),
            Self::Value(Value::List(values)) => list(values.iter().map(object)),
            Self::Literal(Literal::List(values)) => list(values.iter().map(literals)),
            Self::Value(_) | Self::Literal(_) | Self::Bare => Bodies::Other,
        }
    }

    /// A short name of what it is, for people.
    pub(super) fn noun(self) -> String {
        match self {
            Self::Block(_) => "a block".to_owned(),
            Self::Blocks(_) => "blocks".to_owned(),
            Self::Value(value) => noun(value),
            Self::Literal(literal) => literal_noun(literal).to_owned(),
            Self::Bare => "bare names".to_owned(),
        }
    }
}

fn list<'a>(each: impl Iterator<Item = Option<Body<'a>>>) -> Bodies<'a> {
    let bodies = each.enumerate().map(|(at, body)| Some((Some(at), body?)));
    bodies.collect::<Option<Vec<_>>>().map_or(Bodies::Other, Bodies::Some)
}

fn object(value: &Value) -> Option<Body<'_>> {
    match value {
        Value::Object(entries) => Some(Body::Object(entries)),
        _ => None,
    }
}

fn literals(literal: &Literal) -> Option<Body<'_>> {
    match literal {
        Literal::Object(entries) => Some(Body::Literals(entries)),
        _ => None,
    }
}

/// What a value is, for people.
pub(super) fn noun(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Integer(value) => value.to_string(),
        Value::Decimal(digits) => digits.clone(),
        Value::Text(text) => match text.parts() {
            [TextPart::Literal(literal)] => format!("\"{literal}\""),
            _ => "text".to_owned(),
        },
        Value::Expression(expression) => expression.to_string(),
        Value::List(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

fn literal_noun(literal: &Literal) -> &'static str {
    match literal {
        Literal::List(_) => "a list",
        Literal::Object(_) => "an object",
        _ => "a value",
    }
}

impl<'a> Body<'a> {
    pub(super) fn entries(self) -> Vec<(&'a str, Part<'a>)> {
        match self {
            Self::Block(block) => {
                block.entries().map(|(name, content)| (name.as_str(), Part::of(content))).collect()
            }
            Self::Object(entries) => {
                entries.iter().map(|(name, value)| (name.as_str(), Part::Value(value))).collect()
            }
            Self::Literals(entries) => {
                entries.iter().map(|(name, value)| (name.as_str(), Part::Literal(value))).collect()
            }
        }
    }
}
