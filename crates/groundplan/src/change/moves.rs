//! Objects that have another address, are taken over, or are left to themselves.

use std::collections::{BTreeMap, BTreeSet};

use crate::terraform::{Address, Content, Document, Item, Literal, Section, Value};
use crate::unit::map_of;

/// What `moved`, `import` and `removed` blocks say of a document.
#[derive(Default)]
pub(super) struct Refactoring {
    moved: BTreeMap<String, String>,
    /// What exists already, and is taken over.
    pub(super) imported: BTreeSet<String>,
    /// What stays in AWS when it is no longer in the document.
    pub(super) kept: BTreeSet<String>,
}

impl Refactoring {
    pub(super) fn of(document: &Document) -> Self {
        let mut found = Self::default();
        for item in document.items() {
            match item.section {
                Section::Moved => found.moved.extend(word(item, "from").zip(word(item, "to"))),
                // Which of several exist is not known before a plan; what does not is created.
                Section::Import if item.block().is_some_and(|block| block.get("for_each").is_some()) => {}
                Section::Import => found.imported.extend(word(item, "to")),
                Section::Removed if !destroys(item) => found.kept.extend(word(item, "from")),
                _ => {}
            }
        }
        found
    }

    /// The new address of an object or instance; moves follow one another.
    pub(super) fn target<'a>(&'a self, address: &'a str) -> &'a str {
        let mut target = address;
        for _ in 0..self.moved.len() {
            match self.moved.get(target) {
                Some(next) => target = next,
                None => break,
            }
        }
        target
    }

    /// The old document under the new addresses, as far as whole resources are moved to a place that is free in it.
    pub(super) fn apply(&self, old: &Document) -> Document {
        let known: BTreeSet<Address> = old.addresses().into_iter().collect();
        let to = |address: &Address| {
            let target = Address::parse(self.target(&address.to_string()))?;
            (target != *address && !known.contains(&target)).then_some(target)
        };
        let targets: BTreeMap<Address, Address> =
            map_of(known.iter().filter_map(|address| Some((address.clone(), to(address)?))));
        let mut moved = old.clone();
        for item in moved.items_mut() {
            if let Some(target) = item.address().and_then(|address| targets.get(&address)) {
                item.name = target.name.clone();
                item.resource_type = target.resource_type.clone();
            }
            item.content.map_references(&mut |reference| {
                if let Some(target) = targets.get(&reference.address) {
                    reference.address = target.clone();
                }
            });
        }
        moved
    }

    /// Every old address with the one that it leads to.
    pub(super) fn moves(&self) -> impl Iterator<Item = (&str, &str)> {
        self.moved.keys().map(|from| (from.as_str(), self.target(from)))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.moved.is_empty()
    }
}

fn word(item: &Item, name: &str) -> Option<String> {
    match item.block()?.get(name)? {
        Content::Literal(Literal::Bare(words)) => Some(words.to_string()),
        Content::Literal(Literal::Text(text)) => Some(text.clone()),
        Content::Addresses(all) => all.first().map(ToString::to_string),
        Content::Value(Value::Text(text)) => text.as_literal().map(str::to_owned),
        Content::Value(Value::Expression(expression)) => Some(expression.to_string()),
        _ => None,
    }
}

/// Whether a `removed` block destroys what it removes, as it does by default.
fn destroys(item: &Item) -> bool {
    let of = |content: &Content| match content {
        Content::Block(block) => block.get("destroy").cloned(),
        Content::Value(Value::Object(entries)) => {
            entries.iter().find(|(key, _)| key == "destroy").map(|(_, value)| Content::Value(value.clone()))
        }
        _ => None,
    };
    let lifecycle = item.block().and_then(|block| block.get("lifecycle")).and_then(of);
    !matches!(lifecycle, Some(Content::Value(Value::Bool(false)) | Content::Literal(Literal::Bool(false))))
}
