//! What two documents say of an argument, as far as that is known without an apply.

use std::collections::BTreeMap;

use super::ignored::ignores;
use super::path::{Step, first_step, step};
use crate::evaluate::enabled;
use crate::terraform::{
    Block, Content, Expression, Item, Literal, Mode, Part, Reference, Section, Text, Value,
};
use crate::unit::Lookup;

/// How far references are followed from one value to the next: eight within modules, and further from module to module.
const FURTHEST: usize = 24;
const WITHIN: usize = 3;
const BETWEEN: usize = 1;

/// Functions of which different arguments give different results.
const INJECTIVE: [&str; 8] =
    ["base64encode", "cidrsubnet", "concat", "format", "join", "jsonencode", "merge", "sensitive"];

/// A value with what is known behind its references in place of them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Known {
    /// Not set, or `null`.
    Absent,
    /// A text, number or boolean: Terraform converts one to the other.
    Scalar(String),
    /// A list, a set, or nested blocks.
    List(Vec<Known>),
    /// An object, a map, or the body of a block.
    Object(BTreeMap<String, Known>),
    /// Something that only an apply knows.
    Open(Open),
}

/// An expression that depends on what an apply gives.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Open {
    /// The expression, with everything known in it.
    pub(super) text: String,
    /// What it depends on: attributes of resources and data sources, outputs of modules, variables without default.
    pub(super) references: Vec<Referred>,
    /// Whether another text is another value, however the references come out.
    pub(super) is_exact: bool,
    /// The pieces, where it is text with expressions in it.
    pub(super) template: Template,
}

/// Text around expressions: one more literal than there are expressions; empty where it is another expression.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Template {
    pub(super) literals: Vec<String>,
    pub(super) expressions: Vec<String>,
}

/// A reference, in an order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Referred {
    pub(super) mode: Mode,
    /// Type and name: `aws_vpc.main`, `data.aws_ami.linux`.
    pub(super) address: String,
    /// `[0]` or `["a"]`, where one instance is meant.
    pub(super) key: Option<String>,
    /// The attribute.
    pub(super) attribute: String,
}

impl Known {
    /// The value as text, in which order of keys does not count.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Absent => "null".to_owned(),
            Self::Scalar(text) => format!("{text:?}"),
            Self::List(values) => {
                format!("[{}]", values.iter().map(Self::text).collect::<Vec<_>>().join(", "))
            }
            Self::Object(entries) => {
                let entry = |(key, value): (&String, &Self)| format!("{key} = {}", value.text());
                format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
            }
            Self::Open(open) => open.text.clone(),
        }
    }

    /// What it depends on, anywhere in it.
    pub(super) fn references<'a>(&'a self, found: &mut Vec<&'a Referred>) {
        match self {
            Self::Absent | Self::Scalar(_) => {}
            Self::List(values) => values.iter().for_each(|value| value.references(found)),
            Self::Object(entries) => entries.values().for_each(|value| value.references(found)),
            Self::Open(open) => found.extend(&open.references),
        }
    }

    /// Whether another text of it is another value for certain.
    pub(super) fn is_exact(&self) -> bool {
        match self {
            Self::Absent | Self::Scalar(_) => true,
            Self::List(values) => values.iter().all(Self::is_exact),
            Self::Object(entries) => entries.values().all(Self::is_exact),
            Self::Open(open) => open.is_exact,
        }
    }
}

/// What a document defines, by name, to know values by.
pub(super) struct Knowledge<'a> {
    locals: Lookup<&'a str, &'a Value>,
    defaults: Lookup<&'a str, &'a Content>,
    resources: Lookup<(&'a str, &'a str), &'a Item>,
}

impl<'a> Knowledge<'a> {
    pub(super) fn of(items: &'a [Item]) -> Self {
        let mut found =
            Self { locals: Lookup::default(), defaults: Lookup::default(), resources: Lookup::default() };
        for item in items {
            match (item.section, &item.content) {
                (Section::Locals, Content::Value(value)) => {
                    found.locals.insert(&item.name, value);
                }
                (Section::Variable, Content::Block(block)) => {
                    found.defaults.extend(block.get("default").map(|default| (item.name.as_str(), default)));
                }
                (Section::Resource, _) => {
                    found.resources.insert((&item.name, &item.resource_type), item);
                }
                _ => {}
            }
        }
        found
    }

    /// The body of a block: arguments, and nested blocks as a list.
    pub(super) fn body(&self, block: &Block, deep: usize) -> Known {
        let entries = block.entries();
        Known::Object(
            entries.map(|(name, content)| (name.to_string(), self.content(content, deep))).collect(),
        )
    }

    /// What a name of a block has.
    pub(super) fn content(&self, content: &Content, deep: usize) -> Known {
        match content {
            Content::Value(value) => self.value(value, deep),
            Content::Block(block) => Known::List(vec![self.body(block, deep)]),
            Content::Blocks(blocks) => {
                Known::List(blocks.iter().map(|block| self.body(block, deep)).collect())
            }
            Content::Addresses(all) => list(all.iter().map(ToString::to_string)),
            Content::Names(all) => list(all.iter().map(ToString::to_string)),
            Content::Literal(literal) => of_literal(literal),
        }
    }

    /// A value; `deep` counts the references that led here.
    pub(super) fn value(&self, value: &Value, deep: usize) -> Known {
        match value {
            Value::Null => Known::Absent,
            Value::Bool(value) => Known::Scalar(value.to_string()),
            Value::Integer(number) => Known::Scalar(number.to_string()),
            Value::Decimal(digits) => Known::Scalar(digits.clone()),
            Value::Text(text) => self.text(text, deep),
            Value::Expression(expression) => self.expression(expression, deep),
            Value::List(values) => Known::List(values.iter().map(|value| self.value(value, deep)).collect()),
            Value::Object(entries) => Known::Object(
                entries.iter().map(|(key, value)| (key.to_string(), self.value(value, deep))).collect(),
            ),
        }
    }

    /// Text with the known values of its expressions in it.
    fn text(&self, text: &Text, deep: usize) -> Known {
        if let [Part::Expression(only)] = text.parts() {
            return self.expression(only, deep);
        }
        let mut open = Open { is_exact: true, ..Open::default() };
        let mut is_known = true;
        for part in text.parts() {
            match part {
                Part::Literal(literal) => open.add_literal(literal),
                Part::Expression(expression) => match self.expression(expression, deep) {
                    Known::Scalar(scalar) => open.add_literal(&scalar),
                    other => {
                        is_known = false;
                        open.add_expression(&other);
                    }
                },
                Part::Directive(directive) => {
                    (is_known, open.is_exact) = (false, false);
                    open.text += &format!("{directive:?}");
                    let mut references = Vec::new();
                    text.visit(&mut |inner| references.extend(reference(inner)));
                    references.into_iter().for_each(|found| open.add(self, found, deep));
                }
            }
        }
        if is_known { Known::Scalar(open.text) } else { Known::Open(open) }
    }

    fn expression(&self, expression: &Expression, deep: usize) -> Known {
        match expression {
            Expression::Value(value) => self.value(value, deep),
            Expression::Evaluated(evaluated) => self.value(&evaluated.value, deep),
            Expression::Reference(reference) => self.reference(reference, deep),
            Expression::Call(name, arguments) if name == "jsonencode" => {
                let inner = arguments.first().map_or(Known::Absent, |value| self.value(value, deep));
                Known::Object([("jsonencode".to_owned(), inner)].into())
            }
            Expression::Call(name, arguments) if matches!(name.as_str(), "toset" | "tolist" | "tomap") => {
                arguments.first().map_or(Known::Absent, |value| self.value(value, deep))
            }
            other => self.open(other, deep),
        }
    }

    /// The value behind a reference, where the document has it.
    fn reference(&self, reference: &Reference, deep: usize) -> Known {
        if deep >= FURTHEST {
            return of_reference(reference);
        }
        let address = &reference.address;
        let name = address.name.as_str();
        let deep = deep + if name.contains('.') { BETWEEN } else { WITHIN };
        let found = match address.mode {
            Mode::Local => self.locals.get(name).and_then(|value| self.part(value, &reference.path, deep)),
            Mode::Variable => match self.defaults.get(name) {
                Some(Content::Value(value)) => self.part(value, &reference.path, deep),
                content => content.and_then(|content| step(self.content(content, deep), &reference.path)),
            },
            Mode::Resource => return self.attribute(reference, deep),
            _ => None,
        };
        found.unwrap_or_else(|| of_reference(reference))
    }

    /// The part of a value that a path leads to, without a look at the others.
    fn part(&self, value: &Value, path: &str, deep: usize) -> Option<Known> {
        let (first, rest) = match first_step(path) {
            Some(split) => split,
            None => return path.is_empty().then(|| self.value(value, deep)),
        };
        let inner = match (value, first) {
            (Value::Object(entries), Step::Name(name)) => &entries.iter().find(|(key, _)| *key == *name)?.1,
            (Value::List(values), Step::Index(index)) => values.get(index)?,
            _ => return step(self.value(value, deep), path),
        };
        self.part(inner, rest, deep)
    }

    /// An argument of another resource, where that sets it.
    fn attribute(&self, reference: &Reference, deep: usize) -> Known {
        let address = &reference.address;
        let (first, rest) = reference.path.split_once('.').unwrap_or((&reference.path, ""));
        let item = self.resources.get(&(address.name.as_str(), address.resource_type.as_str()));
        let is_one = item.and_then(|item| item.block()).is_some_and(|block| !is_repeated(block));
        let content = item.and_then(|item| item.block()).and_then(|block| match block.get(first)? {
            // What is left to others has the value that they give it.
            Content::Value(value) if is_one && !ignores(block, first) => Some(self.value(value, deep)),
            _ => None,
        });
        let walked = content.filter(|known| *known != Known::Absent).and_then(|known| step(known, rest));
        walked.unwrap_or_else(|| of_reference(reference))
    }

    /// Any other expression: its words, with what is known of what it refers to.
    fn open(&self, expression: &Expression, deep: usize) -> Known {
        let is_exact = match expression {
            Expression::Call(name, _) => INJECTIVE.contains(&name.as_str()),
            _ => false,
        };
        let mut open = Open { text: expression.to_string(), is_exact, ..Open::default() };
        let mut references = Vec::new();
        expression.visit(&mut |inner| references.extend(reference(inner)));
        references.into_iter().for_each(|found| open.add(self, found, deep));
        Known::Open(open)
    }
}

impl Open {
    fn add_literal(&mut self, literal: &str) {
        self.text += literal;
        self.template.add_literal(literal);
    }

    fn add_expression(&mut self, known: &Known) {
        let text = known.text();
        self.text += &format!("${{{text}}}");
        self.template.add_expression(text);
        self.take(known);
    }

    /// A reference in the expression: what is known of it, and on what it depends.
    fn add(&mut self, knowledge: &Knowledge<'_>, reference: &Reference, deep: usize) {
        let known = knowledge.reference(reference, deep);
        self.text += &format!("\n{reference} = {}", known.text());
        self.take(&known);
    }

    fn take(&mut self, known: &Known) {
        let mut references = Vec::new();
        known.references(&mut references);
        self.references.extend(references.into_iter().cloned());
        self.is_exact = self.is_exact && known.is_exact();
    }
}

impl Template {
    fn add_literal(&mut self, literal: &str) {
        if self.literals.len() == self.expressions.len() {
            self.literals.push(String::new());
        }
        if let Some(last) = self.literals.last_mut() {
            *last += literal;
        }
    }

    fn add_expression(&mut self, text: String) {
        self.add_literal("");
        self.expressions.push(text);
    }

    /// Whether two texts differ, whatever their expressions give: these are the same, and what is around them has another
    /// length as a whole, or the same length each time.
    pub(super) fn differs(&self, other: &Self) -> bool {
        let length = |template: &Self| template.literals.iter().map(String::len).sum::<usize>();
        let pairs = || self.literals.iter().zip(&other.literals);
        let is_aligned = || pairs().all(|(a, b)| a.len() == b.len()) && pairs().any(|(a, b)| a != b);
        !self.expressions.is_empty()
            && self.expressions == other.expressions
            && (length(self) != length(other) || is_aligned())
    }
}

/// Whether `count` or `for_each` makes several of a block.
pub(super) fn is_repeated(block: &Block) -> bool {
    block.get("count").is_some() || block.get("for_each").is_some() || enabled(block).is_some()
}

fn reference(expression: &Expression) -> Option<&Reference> {
    match expression {
        Expression::Reference(reference) => Some(reference),
        _ => None,
    }
}

/// What only an apply gives. Two different ones may still come out alike.
fn of_reference(reference: &Reference) -> Known {
    let address = reference.address.to_string();
    let path = reference.path.as_str();
    let (key, attribute) = match path.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((key, rest)) if key != "*" => (Some(format!("[{key}]")), rest.strip_prefix('.').unwrap_or(rest)),
        _ => (None, path),
    };
    let mode = reference.address.mode;
    let referred = Referred { mode, address, key, attribute: attribute.to_owned() };
    Known::Open(Open { text: reference.to_string(), references: vec![referred], ..Open::default() })
}

fn list(texts: impl Iterator<Item = String>) -> Known {
    Known::List(texts.map(Known::Scalar).collect())
}

fn of_literal(literal: &Literal) -> Known {
    match literal {
        Literal::Null => Known::Absent,
        Literal::Bool(value) => Known::Scalar(value.to_string()),
        Literal::Integer(number) => Known::Scalar(number.to_string()),
        Literal::Decimal(digits) => Known::Scalar(digits.clone()),
        Literal::Bare(words) => Known::Scalar(words.to_string()),
        Literal::Text(text) => Known::Scalar(text.clone()),
        Literal::List(values) => Known::List(values.iter().map(of_literal).collect()),
        Literal::Object(entries) => {
            Known::Object(entries.iter().map(|(key, value)| (key.clone(), of_literal(value))).collect())
        }
    }
}

/// The entries of a body.
pub(super) fn entries(known: Option<&Known>) -> impl Iterator<Item = (&String, &Known)> {
    let map = match known {
        Some(Known::Object(entries)) => Some(entries),
        _ => None,
    };
    map.into_iter().flatten()
}

/// The first nested body or value under a name, and below it.
pub(super) fn at<'a>(known: &'a Known, path: &[&str]) -> &'a Known {
    path.iter().fold(known, |known, step| match known {
        Known::Object(entries) => entries.get(*step).unwrap_or(&Known::Absent),
        Known::List(values) => values.first().map_or(&Known::Absent, |first| at(first, &[step])),
        _ => &Known::Absent,
    })
}
