//! Variables: what they are set to, their defaults and types.

use super::constraint::{apply, parse};
use super::convert::boolean;
use super::scope::Scope;
use super::traversal::{attribute_of, element_of};
use super::types::Type;
use super::{Data, Evaluator, Instance, Known, Reason};
use crate::terraform::{Address, Block, Content, Document, Expression, Key, Literal, Value};
use crate::unit::map_of;

impl Evaluator<'_> {
    /// What the text of an option, `--var name=text` or `TF_VAR_name`, means for a variable of a module: text where its
    /// type is a primitive one or not declared, else an expression.
    #[must_use]
    pub fn option(document: &Document, name: &str, text: &str) -> Known {
        let item = document.get(&Address::variable(name.to_owned()));
        let kind = item.and_then(|item| item.block()).and_then(constraint);
        if kind.is_none_or(|kind| matches!(kind.trim(), "string" | "number" | "bool")) {
            return Known::from(text);
        }
        match Expression::parse(text) {
            Ok(parsed) => {
                let empty = Document::new();
                Evaluator::new(&empty, super::Variables::new()).value(&parsed.into(), &Instance::NONE)
            }
            Err(_) => Known::unknown(Reason::Fails("this is not an expression"), None),
        }
    }

    /// What a variable with this declaration yields. What is not known of it is left as a reference to it.
    pub(super) fn declared(&self, name: &Key, block: &Block) -> Known {
        let is_set = |flag| is_true(block, flag);
        let given = self
            .given
            .get(name)
            .filter(|given| given.data != Data::Null || is_set("nullable") != Some(false));
        let known = match (given, block.get("default")) {
            (Some(given), _) => given.clone(),
            (None, Some(default)) => self.content(default),
            (None, None) => Known::unknown(Reason::Input, None),
        };
        let known = match constraint(block) {
            Some(text) => self.typed(known, text),
            None => known,
        };
        let is_hidden = is_set("sensitive") == Some(true) || is_set("ephemeral") == Some(true);
        rooted(self.fitting(known), Address::variable(name.clone()).whole().into()).marked(is_hidden)
    }

    fn typed(&self, known: Known, text: &str) -> Known {
        let is_sensitive = known.is_sensitive();
        let kind = self.kind(text);
        let made = apply(known, kind.as_ref()).unwrap_or_else(|reason| Known::unknown(reason, None));
        kind.iter().fold(made, Known::of_kind).marked(is_sensitive)
    }

    fn kind(&self, text: &str) -> Option<Type> {
        parse(text, &|value| self.eval(value, Scope::of(&Instance::NONE)))
    }

    fn content(&self, content: &Content) -> Known {
        match content {
            Content::Literal(literal) => self.literal(literal),
            Content::Value(value) => self.eval(value, Scope::of(&Instance::NONE)),
            _ => Known::unknown(Reason::Uncertain, None),
        }
    }

    fn literal(&self, literal: &Literal) -> Known {
        match literal {
            Literal::Null => Data::Null.into(),
            Literal::Bool(value) => (*value).into(),
            Literal::Integer(number) => (*number).into(),
            Literal::Decimal(digits) => {
                self.eval(&Value::Decimal(digits.clone()), Scope::of(&Instance::NONE))
            }
            Literal::Bare(words) => Known::from(words.as_str()),
            Literal::Text(text) => Known::from(text.as_str()),
            Literal::List(all) => Known::tuple(all.iter().map(|literal| self.literal(literal)).collect()),
            // What is not a plain literal in the native syntax: `-1`, or a text with escapes.
            Literal::Object(all) => match all.as_slice() {
                [(mark, Literal::Text(text))] if mark == "$expr" => match Expression::parse(text) {
                    Ok(parsed) => self.expression(&parsed, Scope::of(&Instance::NONE)),
                    Err(_) => Known::unknown(Reason::Uncertain, None),
                },
                all => Known::object(
                    all.iter().map(|(name, literal)| (name.as_str().into(), self.literal(literal))),
                ),
            },
        }
    }
}

/// The type that a variable is declared with.
fn constraint(block: &Block) -> Option<&str> {
    match block.get("type")? {
        Content::Literal(Literal::Bare(text)) => Some(text),
        Content::Literal(Literal::Text(text)) => Some(text),
        _ => None,
    }
}

fn is_true(block: &Block, name: &str) -> Option<bool> {
    match block.get(name)? {
        Content::Value(Value::Bool(value)) => Some(*value),
        Content::Value(Value::Text(text)) => boolean(&Data::Text(text.as_literal()?.into())).ok(),
        _ => None,
    }
}

/// A value with what is not known in it as what is below an expression.
pub(super) fn rooted(known: Known, root: Value) -> Known {
    let elements = |all: &[Known]| {
        let rooted = (0_i64..)
            .zip(all)
            .map(|(index, element)| below(element, element_of(root.clone(), &index.into())));
        rooted.collect::<Vec<_>>().into()
    };
    let data = match &known.data {
        Data::Unknown(unknown) => return known.with(Known::unknown(unknown.reason, Some(root)).data),
        _ if known.is_whole() => return known,
        Data::Tuple(all) => Data::Tuple(elements(all)),
        Data::List(all) => Data::List(elements(all)),
        Data::Object(all) => {
            let entry = |(name, value): (&std::sync::Arc<str>, &Known)| {
                (name.clone(), below(value, Some(attribute_of(root.clone(), name))))
            };
            Data::Object(map_of(all.iter().map(entry)).into())
        }
        Data::Map(all) => {
            let entry = |(name, value): (&std::sync::Arc<str>, &Known)| {
                (name.clone(), below(value, element_of(root.clone(), &Known::from(&**name))))
            };
            Data::Map(map_of(all.iter().map(entry)).into())
        }
        Data::Set(all) => {
            Data::Set(all.iter().map(|element| below(element, None)).collect::<Vec<_>>().into())
        }
        _ => return known,
    };
    known.with(data)
}

fn below(known: &Known, root: Option<Value>) -> Known {
    match (root, known.reason()) {
        (Some(root), _) => rooted(known.clone(), root),
        (None, Some(reason)) => known.with(Known::unknown(reason, None).data),
        (None, None) => known.clone(),
    }
}
