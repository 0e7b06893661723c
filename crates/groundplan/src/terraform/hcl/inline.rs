use std::collections::BTreeMap;

use crate::decision::Origins;
use crate::terraform::{Content, Document, Expression, Item, Key, Mode, Reference, Section, Value};
use crate::unit::map_of;

/// Local values that are shown where they are used: those that one argument encodes as JSON, and nothing
/// else refers to. `policy = jsonencode({ … })` needs no name for what is inside.
#[derive(Debug, Default)]
pub(super) struct Inlined<'a>(BTreeMap<&'a Key, &'a Value>);

impl<'a> Inlined<'a> {
    /// The local values of a document that can be shown where they are used.
    pub(super) fn of(document: &'a Document, kept: &[Key]) -> Self {
        let uses = uses(document);
        let encoded: Vec<&Key> = document.items().iter().flat_map(arguments).filter_map(name_in).collect();
        let found = document.items().iter().filter_map(|item| match (&item.section, &item.content) {
            (Section::Locals, Content::Value(value))
                if uses.get(item.name.as_str()) == Some(&1)
                    && encoded.contains(&&item.name)
                    && !kept.contains(&item.name) =>
            {
                Some((&item.name, value))
            }
            _ => None,
        });
        Self(map_of(found))
    }

    /// Whether an item is such a local value.
    pub(super) fn has(&self, item: &Item) -> bool {
        item.section == Section::Locals && self.0.contains_key(&item.name)
    }

    /// What an argument encodes, put in its place, and what that follows from.
    pub(super) fn put_into(&self, value: &Value) -> Option<(Value, Origins)> {
        let known = |name: &Key| self.0.get(name).map(|value| (*value).clone());
        let name = name_in(value)?;
        let origins = self.0.get_key_value(name)?.0.origins().clone();
        let Value::Expression(Expression::Call(function, arguments)) = value else { return None };
        let argument = match arguments.as_slice() {
            [Value::List(_)] => Value::List(vec![known(name)?]),
            _ => known(name)?,
        };
        Some((Value::Expression(Expression::Call(function.clone(), vec![argument])), origins))
    }
}

/// How often each local value is referred to. Words that were not read as a reference count as well.
fn uses(document: &Document) -> BTreeMap<&str, usize> {
    let mut uses = BTreeMap::new();
    for item in document.items() {
        item.content.visit(&mut |expression| {
            if let Some(name) = local_in(expression) {
                *uses.entry(name).or_insert(0) += 1;
            }
        });
    }
    uses
}

fn local_in(expression: &Expression) -> Option<&str> {
    match expression {
        Expression::Reference(reference) => {
            (reference.address.mode == Mode::Local).then_some(reference.address.name.as_str())
        }
        Expression::Symbol(words) => words.strip_prefix("local.")?.split(['.', '[']).next(),
        _ => None,
    }
}

/// The arguments of a top-level block, not those of blocks in it: names that a `dynamic` block defines are
/// not known to a local value.
fn arguments(item: &Item) -> impl Iterator<Item = &Value> {
    let entries = item.block().into_iter().flat_map(|block| block.entries());
    entries.filter_map(|(_, content)| if let Content::Value(value) = content { Some(value) } else { None })
}

/// The local value of `jsonencode(local.x)` or `jsonencode([local.x])`.
fn name_in(value: &Value) -> Option<&Key> {
    let Value::Expression(Expression::Call(function, arguments)) = value else { return None };
    let only = match arguments.as_slice() {
        [Value::List(elements)] => elements.as_slice(),
        arguments => arguments,
    };
    let [Value::Expression(Expression::Reference(Reference { address, path }))] = only else { return None };
    let is_whole = address.mode == Mode::Local && path.is_empty();
    (function == "jsonencode" && is_whole).then_some(&address.name)
}
