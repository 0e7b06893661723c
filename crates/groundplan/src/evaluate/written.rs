//! What a plan has of resources that are not there yet: the arguments that are written down.
//!
//! Everything else of them is up to the apply, so that a resource stays something unknown, of which parts are known.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::constraint::{apply, parse};
use super::known::Parts;
use super::scope::Scope;
use super::traversal::{Step, attribute_of, element_of, steps};
use super::variable::rooted;
use super::{Data, Evaluator, Instance, Instances, Known, Reason, Unknown};
use crate::terraform::{AddressKey, Block, Content, Document, Item, Key, Mode, Value};
use crate::unit::{Lookup, map_of};

/// What is known of the arguments of resources: a provider's schema, and what it does with values.
pub(crate) trait Arguments {
    /// What a plan has at a path of names where it is written; nothing where that is not certain.
    fn planned(&self, resource_type: &str, path: &[&str]) -> Option<Planned>;
}

/// What a plan has of an argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Planned {
    /// The value, as one of a type.
    Value { kind: String, is_sensitive: bool },
    /// Blocks in the order written.
    Blocks,
    /// One block.
    Block,
}

/// More instances of one resource are not looked at.
const MOST: usize = 200;

/// The attributes of resources that a document refers to.
#[derive(Default)]
pub(super) struct Asked<'a>(Lookup<AddressKey<'a>, BTreeSet<&'a str>>);

/// The name under which a resource is referred to as a whole.
const WHOLE: &str = "";

impl<'a> Asked<'a> {
    pub(super) fn of(document: &'a Document) -> Self {
        let mut found: Lookup<AddressKey<'a>, BTreeSet<&'a str>> = Lookup::default();
        for reference in document.references() {
            if reference.address.mode == Mode::Resource {
                found.entry(reference.address.key()).or_default().insert(first(&reference.path));
            }
        }
        Self(found)
    }

    /// The arguments of a resource that are referred to.
    fn arguments(&self, item: &'a Item) -> Vec<(&'a Key, &'a Content)> {
        let (Some(asked), Some(block)) = (item.key().and_then(|key| self.0.get(&key)), item.block()) else {
            return Vec::new();
        };
        let is_asked = |name: &str| asked.contains(name) || asked.contains(WHOLE);
        block.entries().filter(|(name, _)| is_asked(name) && !is_ignored(block, name)).collect()
    }
}

/// The attribute that a path begins with.
fn first(path: &str) -> &str {
    let all = steps(path).unwrap_or_default();
    all.into_iter()
        .find_map(|step| if let Step::Attribute(name) = step { Some(name) } else { None })
        .unwrap_or(WHOLE)
}

/// Whether `ignore_changes` may leave an argument as it is in the state.
fn is_ignored(block: &Block, argument: &str) -> bool {
    let Some(lifecycle) = block.get("lifecycle") else { return false };
    let Content::Block(lifecycle) = lifecycle else { return true };
    match lifecycle.get("ignore_changes") {
        Some(Content::Names(names)) => {
            names.iter().any(|name| name.split(['.', '[']).next() == Some(argument))
        }
        Some(_) => true,
        None => false,
    }
}

impl<'a> Evaluator<'a> {
    /// The contents of the arguments that are part of what a resource yields.
    pub(super) fn asked(&self, item: &'a Item) -> Vec<(&'a Key, &'a Content)> {
        self.arguments.as_ref().map(|(_, asked)| asked.arguments(item)).unwrap_or_default()
    }

    /// What is known of an instance of a resource, which this expression leads to.
    pub(super) fn instance(&self, item: &'a Item, instance: &Instance, root: Option<Value>) -> Known {
        let Some(arguments) = self.arguments.as_ref().map(|(arguments, _)| *arguments) else {
            return Known::unknown(Reason::Apply, root);
        };
        let body = Body { evaluator: self, arguments, kind: &item.resource_type, scope: Scope::of(instance) };
        let found = self.asked(item);
        let parts = body.parts(&found, item.block(), &mut Vec::new(), root.as_ref());
        Known::partly(root, parts)
    }
}

impl Instances {
    /// Whether each of them is looked at.
    pub(super) fn are_few(&self) -> bool {
        match self {
            Self::One | Self::Unknown(_) => true,
            Self::Count(count) => usize::try_from(*count).is_ok_and(|count| count <= MOST),
            Self::Keys(keys) => keys.len() <= MOST,
        }
    }
}

/// A body of which the arguments are read.
struct Body<'e, 'a> {
    evaluator: &'e Evaluator<'a>,
    arguments: &'e dyn Arguments,
    kind: &'e str,
    scope: Scope<'e>,
}

impl<'e> Body<'e, '_> {
    fn parts(
        &self,
        found: &[(&'e Key, &'e Content)],
        block: Option<&Block>,
        path: &mut Vec<&'e str>,
        root: Option<&Value>,
    ) -> Parts {
        let mut parts = Parts::new();
        for (name, content) in found {
            let own = root.map(|root| attribute_of(root.clone(), name));
            path.push(name.as_str());
            if block.is_none_or(|block| !is_generated(block, name)) {
                parts.extend(self.part(content, path, own).map(|known| (Arc::from(name.as_str()), known)));
            }
            path.pop();
        }
        parts
    }

    fn part(&self, content: &'e Content, path: &mut Vec<&'e str>, root: Option<Value>) -> Option<Known> {
        match (self.arguments.planned(self.kind, path)?, content) {
            (Planned::Value { kind, is_sensitive }, Content::Value(value)) => {
                self.value(value, &kind, root).map(|known| known.marked(is_sensitive))
            }
            (Planned::Block, Content::Block(one)) => Some(self.block(one, path, root)),
            (Planned::Blocks, Content::Block(one)) => {
                Some(self.blocks(std::slice::from_ref(one), path, root))
            }
            (Planned::Blocks, Content::Blocks(several)) => Some(self.blocks(several, path, root)),
            _ => None,
        }
    }

    fn blocks(&self, all: &'e [Block], path: &mut Vec<&'e str>, root: Option<Value>) -> Known {
        let each = (0_i64..).zip(all).map(|(at, block)| {
            let own = root.clone().and_then(|root| element_of(root, &at.into()));
            (Arc::from(at.to_string()), self.block(block, path, own))
        });
        let parts = map_of(each.collect::<Vec<_>>());
        Known::partly(root, parts)
    }

    fn block(&self, block: &'e Block, path: &mut Vec<&'e str>, root: Option<Value>) -> Known {
        let found: Vec<_> = block.entries().collect();
        let parts = self.parts(&found, Some(block), path, root.as_ref());
        Known::partly(root, parts)
    }

    /// A value that is certainly set. Of what is empty, providers may make null.
    fn value(&self, value: &Value, kind: &str, root: Option<Value>) -> Option<Known> {
        let known = self.evaluator.eval(value, self.scope);
        let kind = parse(kind, &|_| Data::Null.into());
        let known = apply(known, kind.as_ref()).ok()?;
        let is_set = match &known.data {
            Data::Unknown(_) | Data::Null => false,
            Data::Text(text) => !text.is_empty(),
            Data::Bool(_) | Data::Number(_) => true,
            _ => known.inner().next().is_some() && known.inner().all(|one| one.data != Data::Null),
        };
        match root {
            Some(root) => is_set.then(|| rooted(known, root)),
            None => (is_set && known.is_whole()).then_some(known),
        }
    }
}

/// Whether a `dynamic` block may make blocks of a name.
fn is_generated(block: &Block, name: &str) -> bool {
    match block.get("dynamic") {
        None => false,
        Some(Content::Block(made)) => made.get(name).is_some(),
        Some(Content::Value(Value::Object(made))) => made.iter().any(|(label, _)| label == name),
        Some(_) => true,
    }
}

impl Unknown {
    /// Whether it is an instance of a resource, which is one object and not a list.
    pub(super) fn is_one(&self) -> bool {
        self.parts.as_ref().is_some_and(|parts| parts.keys().all(|name| name.parse::<u32>().is_err()))
    }
}
