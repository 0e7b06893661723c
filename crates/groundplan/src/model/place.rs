use std::borrow::Cow;

use super::json;
use super::{Model, entry};
use crate::diagnostic::{Diagnostic, Path, Rule};
use crate::terraform::{Block, Content, Expression, Item, Key, Literal, Presence, Reference, Value};

/// Arguments of a block, or of an object in place of one. Documents that were read hold nested blocks
/// as objects, since only the provider's schema distinguishes them.
#[derive(Clone, Copy)]
pub(crate) enum Body<'a> {
    Block(&'a Block),
    Object(&'a [(Key, Value)]),
}

/// A body and its location.
#[derive(Clone)]
pub(crate) struct Place<'a> {
    pub(crate) model: &'a Model<'a>,
    pub(crate) item: &'a Item,
    /// The steps from the item's body, of which most places have none: the whole path is made where something is found.
    pub(crate) below: Path,
    pub(crate) body: Body<'a>,
}

impl<'a> Place<'a> {
    /// The path in Terraform's JSON.
    pub(crate) fn path(&self) -> Path {
        self.below.under(&super::path(self.item))
    }

    /// Something found at an argument, or at the body itself when the name is empty.
    pub(crate) fn found(&self, rule: Rule, name: &str, message: impl Into<String>) -> Diagnostic {
        let path = if name.is_empty() { self.path() } else { self.path().key(name) };
        Diagnostic::new(rule, path, message).in_file(format!("{}.tf.json", self.item.file))
    }

    /// Whether the argument or block is certainly set: `null`, and what may be null, is not.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.presence(name) == Presence::Set
    }

    /// Whether the argument or block may be set.
    pub(crate) fn may_have(&self, name: &str) -> bool {
        self.presence(name) != Presence::Unset
    }

    /// Whether the argument or block is certainly not set.
    pub(crate) fn lacks(&self, name: &str) -> bool {
        self.presence(name) == Presence::Unset
    }

    /// Whether the argument is a text, or an expression that may be it.
    pub(crate) fn may_be(&self, name: &str, word: &str) -> bool {
        self.text(name).map_or_else(|| self.may_have(name), |text| text == word)
    }

    fn presence(&self, name: &str) -> Presence {
        let of = |value| Presence::of(self.model.follow(value));
        let written = match self.body {
            Body::Block(block) => match block.get(name) {
                Some(Content::Value(value)) => of(value),
                content => content.map_or(Presence::Unset, Presence::of_content),
            },
            Body::Object(entries) => entry(entries, name).map_or(Presence::Unset, of),
        };
        match written {
            Presence::Unset if self.is_dynamic(name) => Presence::Unknown,
            written => written,
        }
    }

    /// Whether a `dynamic` block generates blocks of a name, so that their number is unknown.
    pub(crate) fn is_dynamic(&self, name: &str) -> bool {
        self.blocks("dynamic").iter().any(|made| made.holds(name))
    }

    fn holds(&self, name: &str) -> bool {
        match self.body {
            Body::Block(block) => block.get(name).is_some(),
            Body::Object(entries) => entry(entries, name).is_some(),
        }
    }

    /// The argument's value, behind references; not `null`.
    pub(crate) fn value(&self, name: &str) -> Option<&'a Value> {
        self.value_of(name).map(|value| self.model.follow(value)).filter(|value| **value != Value::Null)
    }

    /// The argument as the expression that it is, though its value may be known.
    pub(crate) fn unevaluated(&self, name: &str) -> Option<&'a Value> {
        match self.value_of(name)? {
            Value::Expression(Expression::Evaluated(evaluated)) => Some(&evaluated.of),
            _ => self.value(name),
        }
    }

    /// The argument's value as written.
    pub(crate) fn value_of(&self, name: &str) -> Option<&'a Value> {
        match self.body {
            Body::Block(block) => match block.get(name)? {
                Content::Value(value) => Some(value),
                _ => None,
            },
            Body::Object(entries) => entry(entries, name),
        }
    }

    /// The argument as plain text.
    pub(crate) fn text(&self, name: &str) -> Option<&'a str> {
        if let (Body::Block(block), None) = (self.body, self.value_of(name)) {
            return match block.get(name)? {
                Content::Literal(Literal::Text(text)) => Some(text),
                Content::Literal(Literal::Bare(words)) => Some(words),
                _ => None,
            };
        }
        text(self.value(name)?)
    }

    /// The argument as a whole number; text of digits is one too, as Terraform has it.
    pub(crate) fn integer(&self, name: &str) -> Option<i64> {
        match self.value(name)? {
            Value::Integer(number) => Some(*number),
            value => text(value)?.parse().ok(),
        }
    }

    /// The argument as `true` or `false`.
    pub(crate) fn boolean(&self, name: &str) -> Option<bool> {
        match self.value(name)? {
            Value::Bool(value) => Some(*value),
            value => text(value)?.parse().ok(),
        }
    }

    /// The argument as a whole number, or what applies where it is not written; nothing where it is not known.
    pub(crate) fn integer_or(&self, name: &str, default: i64) -> Option<i64> {
        if self.lacks(name) { Some(default) } else { self.integer(name) }
    }

    /// The argument as `true` or `false`, or what applies where it is not written; nothing where it is not known.
    pub(crate) fn boolean_or(&self, name: &str, default: bool) -> Option<bool> {
        if self.lacks(name) { Some(default) } else { self.boolean(name) }
    }

    /// The elements of a list, each behind its references.
    pub(crate) fn list(&self, name: &str) -> Option<Vec<&'a Value>> {
        match self.value(name)? {
            Value::List(values) => Some(values.iter().map(|value| self.model.follow(value)).collect()),
            _ => None,
        }
    }

    /// Whether the argument says this text, in any case.
    pub(crate) fn says(&self, name: &str, word: &str) -> bool {
        self.text(name).is_some_and(|text| text.eq_ignore_ascii_case(word))
    }

    /// The reference that the argument is.
    pub(crate) fn reference(&self, name: &str) -> Option<&'a Reference> {
        match self.value_of(name)? {
            Value::Expression(Expression::Evaluated(evaluated)) => reference(&evaluated.of),
            value => reference(self.model.follow_locals(value)),
        }
    }

    /// The bodies of nested blocks. Those of `dynamic` blocks are not among them.
    pub(crate) fn blocks(&self, name: &str) -> Vec<Place<'a>> {
        self.raw_blocks(name).unwrap_or_default()
    }

    /// The first nested block of a name.
    pub(crate) fn block(&self, name: &str) -> Option<Place<'a>> {
        self.blocks(name).into_iter().next()
    }

    fn raw_blocks(&self, name: &str) -> Option<Vec<Place<'a>>> {
        let path = || self.below.clone().key(name);
        match self.body {
            Body::Object(entries) => Some(self.objects(entry(entries, name)?, path())),
            Body::Block(block) => match block.get(name)? {
                Content::Block(one) => Some(vec![self.at(path(), Body::Block(one))]),
                Content::Blocks(several) => {
                    let path = path();
                    let each = several.iter().enumerate();
                    Some(each.map(|(at, one)| self.at(path.clone().index(at), Body::Block(one))).collect())
                }
                Content::Value(value) => Some(self.objects(value, path())),
                _ => None,
            },
        }
    }

    /// The objects that a value is, one or several, given the steps that lead to it.
    pub(crate) fn objects(&self, value: &'a Value, path: Path) -> Vec<Place<'a>> {
        match self.model.follow(value) {
            Value::Object(entries) => vec![self.at(path, Body::Object(entries))],
            Value::List(values) => {
                let each = values.iter().enumerate();
                each.flat_map(|(at, value)| self.objects(value, path.clone().index(at))).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Whether a value is nothing but objects: a list with an expression in it has more than [`Place::objects`] finds.
    pub(crate) fn are_all_objects(&self, value: &Value) -> bool {
        match self.model.follow(value) {
            Value::Object(_) => true,
            Value::List(values) => values.iter().all(|value| self.are_all_objects(value)),
            _ => false,
        }
    }

    fn at(&self, below: Path, body: Body<'a>) -> Self {
        Self { model: self.model, item: self.item, below, body }
    }

    /// What the argument holds as JSON text: what is given to `jsonencode`, or the parsed text.
    pub(crate) fn json(&self, name: &str) -> Option<Cow<'a, Value>> {
        match self.value(name)? {
            Value::Expression(Expression::Call(function, arguments)) if function == "jsonencode" => {
                arguments.first().map(|value| Cow::Borrowed(self.model.follow(value)))
            }
            value => json::parse(text(value)?).map(Cow::Owned),
        }
    }

    /// Names and values of an object, or of the arguments that hold values.
    pub(crate) fn entries(&self) -> Vec<(&'a str, &'a Value)> {
        match self.body {
            Body::Object(entries) => entries.iter().map(|(key, value)| (key.as_str(), value)).collect(),
            Body::Block(block) => {
                let value = |(key, content): (&'a Key, &'a Content)| match content {
                    Content::Value(value) => Some((key.as_str(), value)),
                    _ => None,
                };
                block.entries().filter_map(value).collect()
            }
        }
    }
}

/// A value as plain text.
pub(crate) fn text(value: &Value) -> Option<&str> {
    match value {
        Value::Text(text) => text.as_literal(),
        _ => None,
    }
}

/// A value as a reference.
pub(crate) fn reference(value: &Value) -> Option<&Reference> {
    match value {
        Value::Expression(Expression::Reference(reference)) => Some(reference),
        _ => None,
    }
}
