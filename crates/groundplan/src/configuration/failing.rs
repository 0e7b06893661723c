//! Expressions that certainly fail: an attribute or key that is not there, a function that does not take its arguments.

use super::enter::Failing;
use crate::diagnostic::Path;
use crate::evaluate::{Evaluator, Instance, Instances, Known, Reason};
use crate::model;
use crate::terraform::{Block, Content, Document, Expression, Item, Mode, Reference, Section, Value};

/// Where Terraform evaluates arguments whatever else happens.
const SECTIONS: [Section; 5] =
    [Section::Locals, Section::Resource, Section::Data, Section::Module, Section::Output];

/// What is evaluated elsewhere, or with other names.
const APART: [&str; 7] =
    ["connection", "count", "dynamic", "for_each", "lifecycle", "providers", "provisioner"];

/// Why there are no instances, where no other rule says so.
const SENSITIVE: &str = "`for_each` must not be sensitive";
const NULL: &str = "the value must not be null";

/// The expressions of a module that fail by themselves, and not by what they refer to.
pub(super) fn all(evaluator: &Evaluator<'_>, document: &Document, written: usize) -> Vec<Failing> {
    let mut search = Search { evaluator, document, written, found: Vec::new() };
    for item in document.items().iter().filter(|item| SECTIONS.contains(&item.section)) {
        search.item(item);
    }
    search.found
}

struct Search<'a, 'd> {
    evaluator: &'a Evaluator<'d>,
    document: &'a Document,
    written: usize,
    found: Vec<Failing>,
}

impl Search<'_, '_> {
    fn item(&mut self, item: &Item) {
        let path = model::path(item);
        match &item.content {
            Content::Block(block) => {
                if let Instances::Unknown(unknown) = self.evaluator.instances(block)
                    && let Reason::Fails(why @ (SENSITIVE | NULL)) = unknown.reason
                {
                    let name = if block.get("count").is_some() { "count" } else { "for_each" };
                    self.add(item, block.get(name), path.clone().key(name), why);
                }
                // Of instances that are not known there may be none.
                for (_, instance) in self.evaluator.instances(block).all().unwrap_or_default() {
                    self.block(item, block, &instance, &path);
                }
            }
            content => self.content(item, content, &Instance::NONE, &path),
        }
    }

    fn block(&mut self, item: &Item, block: &Block, instance: &Instance, path: &Path) {
        let own = block.entries().filter(|(name, _)| !APART.contains(&name.as_str()));
        own.for_each(|(name, content)| {
            self.content(item, content, instance, &path.clone().key(name.as_str()));
        });
    }

    fn content(&mut self, item: &Item, content: &Content, instance: &Instance, path: &Path) {
        match content {
            Content::Value(value) => self.value(item, value, instance, path),
            Content::Block(block) => self.block(item, block, instance, path),
            Content::Blocks(blocks) => {
                for (at, block) in blocks.iter().enumerate() {
                    self.block(item, block, instance, &path.clone().index(at));
                }
            }
            Content::Addresses(_) | Content::Names(_) | Content::Literal(_) => {}
        }
    }

    fn value(&mut self, item: &Item, value: &Value, instance: &Instance, path: &Path) {
        match value {
            Value::List(all) => {
                for (at, value) in all.iter().enumerate() {
                    self.value(item, value, instance, &path.clone().index(at));
                }
            }
            Value::Object(all) => {
                for (name, value) in all {
                    self.value(item, value, instance, &path.clone().key(name.as_str()));
                }
            }
            Value::Text(_) | Value::Expression(_) => self.expression(item, value, instance, path),
            Value::Null | Value::Bool(_) | Value::Integer(_) | Value::Decimal(_) => {}
        }
    }

    fn expression(&mut self, item: &Item, value: &Value, instance: &Instance, path: &Path) {
        let Some(why) = fails(&self.evaluator.value(value, instance)) else { return };
        let is_known = self.found.iter().any(|known| known.path == *path);
        if !is_known && !self.is_inherited(value) {
            self.add(item, Some(&Content::Value(value.clone())), path.clone(), why);
        }
    }

    fn add(&mut self, item: &Item, content: Option<&Content>, path: Path, why: &'static str) {
        let given = match content {
            Some(Content::Value(value)) => Expression::from(value.clone()).to_string(),
            _ => String::new(),
        };
        self.found.push(Failing { written: self.written, path, file: item.file.to_string(), given, why });
    }

    /// Whether something that it refers to fails, where that is reported.
    fn is_inherited(&self, value: &Value) -> bool {
        let mut references = Vec::new();
        value.references(&mut references);
        references.iter().any(|reference| {
            let known = match reference.address.mode {
                Mode::Local => self.evaluator.local(&reference.address.name),
                Mode::Variable => self.evaluator.variable(&reference.address.name),
                // An output that fails is an attribute of its module.
                Mode::Module => return true,
                Mode::Resource | Mode::Data if self.lacks_key(reference) => return true,
                _ => self.evaluator.value(&reference.address.whole().into(), &Instance::NONE),
            };
            fails(&known).is_some()
        })
    }

    /// Whether an instance is not named, which has a rule of its own.
    fn lacks_key(&self, reference: &Reference) -> bool {
        let item = self.document.get(&reference.address);
        let is_repeated = item
            .and_then(Item::block)
            .is_some_and(|block| block.get("count").is_some() || block.get("for_each").is_some());
        is_repeated && !reference.path.starts_with('[')
    }
}

fn fails(known: &Known) -> Option<&'static str> {
    match known.reason() {
        Some(Reason::Fails(why)) => Some(why),
        _ => None,
    }
}
