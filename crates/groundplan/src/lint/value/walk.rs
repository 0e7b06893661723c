//! The known values of a document's resources, with the rules about them.

use std::borrow::Cow;

use super::facts::{self, Arguments, Fact};
use crate::diagnostic::{Diagnostic, Path, Rule};
use crate::model::{Model, path};
use crate::terraform::{Block, Content, Item, Key, Section, Value};
use crate::unit::Lookup;

/// The place of a value.
pub(super) struct Place<'a> {
    item: &'a Item,
    steps: Vec<Step<'a>>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

/// What is called for each value.
type See<'s, 'a> = dyn FnMut(&Place<'a>, &[Fact], &str) + 's;

/// Sees every known text, number and boolean about which there is a rule.
pub(super) fn values<'a>(model: &'a Model<'a>, see: &mut See<'_, 'a>) {
    let mut types: Lookup<&str, Option<Arguments>> = Lookup::default();
    for item in model.document.items().iter().filter(|item| item.section == Section::Resource) {
        let kind = item.resource_type.as_str();
        let known = types.entry(kind).or_insert_with(|| facts::of_type(kind));
        if let (Some(arguments), Some(block)) = (known, item.block()) {
            let place = Place { item, steps: Vec::new() };
            Walk { model, arguments, place, path: String::new(), see }.block(block);
        }
    }
}

struct Walk<'w, 's, 'a> {
    model: &'a Model<'a>,
    arguments: &'w Arguments,
    place: Place<'a>,
    /// As the facts have it: names with dots between them.
    path: String,
    see: &'w mut See<'s, 'a>,
}

impl<'a> Walk<'_, '_, 'a> {
    fn block(&mut self, block: &'a Block) {
        for (name, content) in block.entries() {
            self.content(name, content);
        }
    }

    fn content(&mut self, name: &'a Key, content: &'a Content) {
        match content {
            Content::Block(inner) if *name == "dynamic" => {
                self.at(Step::Key(name), |walk| walk.generated(inner))
            }
            Content::Value(value) => self.named(name, |walk| walk.value(value)),
            Content::Block(inner) => self.named(name, |walk| walk.block(inner)),
            Content::Blocks(several) => self.named(name, |walk| {
                several
                    .iter()
                    .enumerate()
                    .for_each(|(at, inner)| walk.at(Step::Index(at), |walk| walk.block(inner)));
            }),
            _ => {}
        }
    }

    /// `dynamic: { NAME: { content: … } }`
    fn generated(&mut self, block: &'a Block) {
        for (name, content) in block.entries() {
            let Content::Block(made) = content else { continue };
            let Some(Content::Block(body)) = made.get("content") else { continue };
            self.named(name, |walk| walk.at(Step::Key("content"), |walk| walk.block(body)));
        }
    }

    fn value(&mut self, value: &'a Value) {
        match self.model.follow_locals(value) {
            Value::List(values) => {
                values
                    .iter()
                    .enumerate()
                    .for_each(|(at, one)| self.at(Step::Index(at), |walk| walk.value(one)));
            }
            Value::Object(entries) => {
                for (name, one) in entries.iter().filter(|(name, _)| *name != "dynamic") {
                    self.named(name, |walk| walk.value(one));
                }
            }
            scalar => {
                let rules = text(scalar).and_then(|text| Some((self.arguments.rules(&self.path)?, text)));
                if let Some((rules, text)) = rules {
                    (self.see)(&self.place, &rules, &text);
                }
            }
        }
    }

    fn named(&mut self, name: &'a Key, then: impl FnOnce(&mut Self)) {
        let length = self.path.len();
        if length > 0 {
            self.path.push('.');
        }
        self.path.push_str(name);
        self.at(Step::Key(name), then);
        self.path.truncate(length);
    }

    fn at(&mut self, step: Step<'a>, then: impl FnOnce(&mut Self)) {
        self.place.steps.push(step);
        then(self);
        self.place.steps.pop();
    }
}

/// A scalar as the text that Terraform makes of it.
fn text(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::Text(text) => text.as_literal().map(Cow::Borrowed),
        Value::Integer(number) => Some(Cow::Owned(number.to_string())),
        Value::Decimal(digits) => Some(Cow::Borrowed(digits)),
        Value::Bool(is) => Some(Cow::Owned(is.to_string())),
        _ => None,
    }
}

impl Place<'_> {
    /// The name of the argument.
    pub(super) fn name(&self) -> &str {
        let names = self.steps.iter().rev();
        names
            .into_iter()
            .find_map(|step| match step {
                Step::Key(name) => Some(*name),
                Step::Index(_) => None,
            })
            .unwrap_or_default()
    }

    pub(super) fn found(&self, rule: Rule, message: impl Into<String>) -> Diagnostic {
        let path = self.steps.iter().fold(path(self.item), |path: Path, step| match step {
            Step::Key(name) => path.key(*name),
            Step::Index(at) => path.index(*at),
        });
        Diagnostic::new(rule, path, message).in_file(format!("{}.tf.json", self.item.file))
    }
}
