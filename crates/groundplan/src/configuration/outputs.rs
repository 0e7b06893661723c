//! What calls of modules yield to their callers, as far as it is known before an apply.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::arguments::renamed;
use crate::evaluate::{Data, Evaluator, Instance, Known};
use crate::terraform::{Address, AddressKey, Content, Document, Expression, Item, Section, Value};
use crate::unit::{Lookup, map_of};

/// The outputs of an instance of a module.
pub(super) type Outputs = BTreeMap<Arc<str>, Known>;

/// How many references are followed from one call to those that it depends on.
const FURTHEST: usize = 200;

/// What the outputs of a module yield.
pub(super) fn of(document: &Document, evaluator: &Evaluator<'_>) -> Outputs {
    let outputs = document.items().iter().filter(|item| item.section == Section::Output);
    let known = outputs.filter_map(|output| {
        let block = output.block()?;
        let Content::Value(value) = block.get("value")? else { return None };
        let known = evaluator.value(value, &Instance::NONE);
        let is_hidden =
            |name| block.get(name).is_some_and(|content| *content != Content::Value(Value::Bool(false)));
        let known = known.marked(is_hidden("sensitive") || is_hidden("ephemeral"));
        Some((Arc::from(output.name.as_str()), known))
    });
    map_of(known)
}

/// An instance of a call with what it yields.
pub(super) struct Yielded {
    /// What follows the name of the call: nothing, `[0]`, or `["a"]`.
    pub(super) index: String,
    /// The key by itself.
    pub(super) key: Option<String>,
    pub(super) outputs: Outputs,
}

/// What a call yields that has these instances.
pub(super) fn together(call: &Item, instances: Vec<Yielded>) -> Known {
    let object = |index: &str, outputs: Outputs| {
        let each = outputs.into_iter().map(|(name, known)| {
            let path = if index.is_empty() { name.to_string() } else { format!("{index}.{name}") };
            let own = Expression::Reference(Address::module(call.name.clone()).attr(path));
            (name, renamed(known, own))
        });
        Known::from(Data::Object(Arc::new(map_of(each))))
    };
    let has = |name| call.block().is_some_and(|block| block.get(name).is_some());
    if has("for_each") {
        let entry = |one: Yielded| Some((Arc::from(one.key.as_deref()?), object(&one.index, one.outputs)));
        let each = instances.into_iter().filter_map(entry);
        return Data::Object(Arc::new(map_of(each))).into();
    }
    let mut all: Vec<Known> = instances.into_iter().map(|one| object(&one.index, one.outputs)).collect();
    match all.pop() {
        Some(one) if !has("count") => one,
        last => Data::Tuple(Arc::new(all.into_iter().chain(last).collect())).into(),
    }
}

/// The calls of a document, each after those that it depends on.
pub(super) fn in_order(document: &Document) -> Vec<&Item> {
    let keyed = document.items().iter().filter_map(|item| Some((item.key()?, item)));
    let mut order = Order { items: keyed.collect(), seen: BTreeSet::new(), calls: Vec::new() };
    let calls = document.items().iter().filter(|item| item.section == Section::Module);
    calls.for_each(|call| order.visit(call, 0));
    order.calls
}

struct Order<'a> {
    items: Lookup<AddressKey<'a>, &'a Item>,
    seen: BTreeSet<AddressKey<'a>>,
    calls: Vec<&'a Item>,
}

impl<'a> Order<'a> {
    fn visit(&mut self, item: &'a Item, deep: usize) {
        if deep > FURTHEST || item.key().is_none_or(|key| !self.seen.insert(key)) {
            return;
        }
        let mut references = Vec::new();
        item.content.references(&mut references);
        for reference in references {
            if let Some(target) = self.items.get(&reference.address.key()).copied() {
                self.visit(target, deep + 1);
            }
        }
        if item.section == Section::Module {
            self.calls.push(item);
        }
    }
}
