//! Root modules of two sides, each with the modules that it calls.

use std::cell::LazyCell;
use std::collections::BTreeSet;

use groundplan::change::{Change, ModuleDocument, Unknown};
use groundplan::configuration::{Module, UnreadCall, WhyUnread};
use groundplan::schema::Schema;
use groundplan::spec::Node;
use groundplan::terraform::{
    Block, Content, Difference, Document, InstanceAddress, Item, Literal, Mode, Origin, Section, Value,
    hide_argument, hide_whole, is_bounded,
};

use super::Changed;
use super::renamed::Place;
use crate::cost::Priced;

/// A root module of one side.
pub(super) struct Root<'a> {
    name: &'a str,
    /// What an apply works on: instances of modules by their addresses.
    modules: Vec<ModuleDocument<'a>>,
    /// What is written, by the calls that lead to it.
    written: Vec<(&'a str, &'a Document)>,
    unread: &'a [UnreadCall],
    /// Every instance that there is, as far as that is known; where one side is a plan, these are compared.
    made: Vec<(&'a str, &'a Document)>,
    is_planned: bool,
    /// Whether it is known in part only.
    is_unreadable: bool,
    is_of_spec: bool,
}

impl<'a> Root<'a> {
    fn of_document(name: &'a str, document: &'a Document) -> Self {
        Self {
            name,
            modules: vec![ModuleDocument::new("", document)],
            written: vec![("", document)],
            unread: &[],
            made: vec![("", document)],
            is_planned: false,
            is_unreadable: false,
            is_of_spec: true,
        }
    }

    fn written(&self, call: &str) -> Option<&'a Document> {
        self.written.iter().find(|(known, _)| *known == call).map(|(_, document)| *document)
    }

    /// The resources with `ignore_changes`.
    fn ignoring(&self) -> BTreeSet<String> {
        let has_ignored = |item: &&Item| {
            let lifecycle = item.block().and_then(|block| block.get("lifecycle"));
            let ignored = |block: &Block| block.get("ignore_changes").is_some();
            match lifecycle {
                Some(Content::Block(block)) => ignored(block),
                Some(Content::Blocks(blocks)) => blocks.iter().any(ignored),
                _ => false,
            }
        };
        let of = |(call, document): &(&str, &Document)| {
            let resources = document.items().iter().filter(|item| item.section == Section::Resource);
            let found = resources.filter(has_ignored).filter_map(Item::address);
            found.map(|address| within_call(call, &address.to_string())).collect::<Vec<_>>()
        };
        self.written.iter().flat_map(of).collect()
    }

    fn place(&self) -> Place {
        let key = self.written("").and_then(Change::state_key);
        Place { key, is_of_spec: self.is_of_spec }
    }

    /// Its instances of modules, with the blocks that plans have too.
    fn planned(&self) -> Vec<(String, Document)> {
        let of = |(address, document): &(&str, &Document)| {
            let mut document = (*document).clone();
            document.items_mut().retain(|item| matches!(item.section, Section::Resource | Section::Data));
            ((*address).to_owned(), document)
        };
        self.made.iter().map(of).collect()
    }

    fn without_calls(&self) -> Root<'_> {
        Root {
            name: self.name,
            modules: Vec::new(),
            written: Vec::new(),
            unread: &[],
            made: Vec::new(),
            is_planned: self.is_planned,
            is_unreadable: self.is_unreadable,
            is_of_spec: self.is_of_spec,
        }
    }

    /// Whether a module was not read, as it is in a call that was not.
    fn lacks(&self, call: &str) -> bool {
        self.written(call).is_none() && self.unread.iter().any(|unread| is_within(call, &unread.address))
    }

    /// Whether a call that says the same leads to the same, as far as that is not read.
    fn is_fixed(&self, call: &UnreadCall) -> bool {
        if matches!(call.why, WhyUnread::Instances | WhyUnread::Endless) {
            return true;
        }
        match call.source.as_deref().map(Origin::of) {
            Some(Origin::Registry) => self.version(call).is_some_and(is_bounded),
            Some(Origin::Repository { pinned }) => pinned,
            Some(Origin::Archive) => true,
            Some(Origin::Local) | None => false,
        }
    }

    /// The version that a call asks for.
    fn version(&self, call: &UnreadCall) -> Option<&'a str> {
        let (caller, name) = call.address.rsplit_once("module.")?;
        let mut items = self.written(caller.trim_end_matches('.'))?.items().iter();
        let call = items.find(|item| item.section == Section::Module && item.name == *name)?;
        call.block()?.get("version")?.as_text()
    }
}

/// Everything that is compared of one side.
pub(super) fn of(side: &Priced) -> Vec<Root<'_>> {
    let specs = side.documents.iter().map(|(name, document)| Root::of_document(name, document));
    let others = side.roots.iter().map(|root| Root {
        name: &root.name,
        modules: root.modules.iter().map(instance).collect(),
        written: root.written.iter().map(|(call, document)| (call.as_str(), document)).collect(),
        unread: &root.unread,
        made: root.modules.iter().map(|module| (module.address.as_str(), &module.document)).collect(),
        is_planned: root.is_planned,
        is_unreadable: root.is_unreadable,
        is_of_spec: false,
    });
    specs.chain(others).collect()
}

fn instance(module: &Module) -> ModuleDocument<'_> {
    ModuleDocument { arguments: &module.arguments, ..ModuleDocument::new(&module.address, &module.reduced) }
}

/// Root modules of the same name; where each side has but one, those two.
pub(super) fn changed(old: &[Root<'_>], new: &[Root<'_>], schema: Option<&Schema>) -> Vec<Changed> {
    if let ([old], [new]) = (old, new) {
        return vec![between(new.name, Some(old), Some(new), schema)];
    }
    let find = |all: &'_ [Root<'_>], name: &str| all.iter().position(|root| root.name == name);
    let mut names: Vec<&str> = old.iter().map(|root| root.name).collect();
    names.extend(new.iter().map(|root| root.name).filter(|name| find(old, name).is_none()));
    let of = |name: &str| {
        let before = find(old, name).and_then(|at| old.get(at));
        let after = find(new, name).and_then(|at| new.get(at));
        between(name, before, after, schema)
    };
    names.into_iter().map(of).collect()
}

fn between(
    name: &str,
    before: Option<&Root<'_>>,
    after: Option<&Root<'_>>,
    schema: Option<&Schema>,
) -> Changed {
    fn of<'r, 'a>(root: Option<&'r Root<'a>>) -> &'r [ModuleDocument<'a>] {
        root.map_or(&[], |root| &root.modules)
    }
    let sides = [before, after].map(|root| root.is_some_and(|root| root.is_unreadable));
    if let Some(side) = unreadable_side(sides) {
        let why = format!("what changes in it, and what that costs: it cannot be read {side}");
        let unknown = vec![Unknown { address: "root module".into(), why }];
        let change = Change { unknown, ..Change::default() };
        let name = name.to_owned();
        return Changed {
            name,
            change,
            differences: Vec::new(),
            is_unreadable: true,
            ignoring: BTreeSet::new(),
            before: None,
            after: None,
        };
    }
    let mut change = match (before, after) {
        (Some(before), None) => Change::left_modules(&before.modules),
        _ => Change::between_modules(of(before), of(after), schema),
    };
    let (unknown, unread) = unread(before, after, &change.unknown);
    change.unknown.extend(unknown);
    change.unread = unread;
    let differences = differences(before, after, schema);
    let ignoring = after.filter(|root| !root.is_planned).map(Root::ignoring).unwrap_or_default();
    let (before, after) = (before.map(Root::place), after.map(Root::place));
    Changed { name: name.to_owned(), change, differences, is_unreadable: false, ignoring, before, after }
}

/// Where a root module cannot be read: before, after, or both.
fn unreadable_side(sides: [bool; 2]) -> Option<&'static str> {
    match sides {
        [false, false] => None,
        [true, false] => Some("before"),
        [false, true] => Some("after"),
        [true, true] => Some("before or after"),
    }
}

/// The calls that were not read and are the same on both sides: those of which it is not certain that what they lead to is,
/// then the others.
fn unread(
    before: Option<&Root<'_>>,
    after: Option<&Root<'_>>,
    known: &[Unknown],
) -> (Vec<Unknown>, Vec<InstanceAddress>) {
    let is_new =
        |call: &&UnreadCall| !known.iter().any(|one| is_within(&call.address, &one.address.unkeyed()));
    let roots = || before.into_iter().chain(after);
    let (mut unknown, mut fixed): (Vec<Unknown>, Vec<InstanceAddress>) = (Vec::new(), Vec::new());
    for call in roots().flat_map(|root| root.unread).filter(is_new) {
        let address = call.address.clone();
        if fixed.contains(&address) || unknown.iter().any(|one| one.address == address) {
            continue;
        }
        if roots().any(|root| !root.is_fixed(call)) || has_differing(call, before, after) {
            let why = "what changes in it: the module was not read".to_owned();
            unknown.push(Unknown { address, why });
        } else {
            fixed.push(address);
        }
    }
    (unknown, fixed)
}

/// Whether what a call leads to, which was read without entering it, is not the same on both sides.
fn has_differing(call: &UnreadCall, before: Option<&Root<'_>>, after: Option<&Root<'_>>) -> bool {
    let of = |root: Option<&Root<'_>>| -> Vec<(String, Document)> {
        let all = root.into_iter().flat_map(|root| &root.written);
        let within = all.filter(|(known, _)| is_within(known, &call.address));
        within.map(|(known, document)| ((*known).to_owned(), (*document).clone())).collect()
    };
    of(before) != of(after)
}

/// Whether an address without keys is that of a call, or of something in it.
fn is_within(address: &str, call: &str) -> bool {
    address.strip_prefix(call).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The blocks that differ as they are written or, where one side is a plan, those of which it has something to say.
fn differences(
    before: Option<&Root<'_>>,
    after: Option<&Root<'_>>,
    schema: Option<&Schema>,
) -> Vec<Difference> {
    if !before.into_iter().chain(after).any(|root| root.is_planned) {
        return differences_in(before, after, schema);
    }
    let documents = [before, after].map(|root| root.map(Root::planned));
    let [before, after] = [(before, &documents[0]), (after, &documents[1])].map(|(root, documents)| {
        let made =
            documents.iter().flatten().map(|(address, document)| (address.as_str(), document)).collect();
        root.map(|root| Root { written: made, ..root.without_calls() })
    });
    differences_in(before.as_ref(), after.as_ref(), schema)
}

fn differences_in(
    before: Option<&Root<'_>>,
    after: Option<&Root<'_>>,
    schema: Option<&Schema>,
) -> Vec<Difference> {
    let (nothing, mut all) = (Document::new(), Vec::new());
    let roots = || before.into_iter().chain(after);
    let mut calls: Vec<&str> = roots().flat_map(|root| &root.written).map(|(call, _)| *call).collect();
    calls.sort_unstable();
    calls.dedup();
    let is_read = |call: &&str| roots().all(|root| !root.lacks(call));
    for call in calls.into_iter().filter(is_read) {
        let old = before.and_then(|root| root.written(call)).unwrap_or(&nothing);
        let new = after.and_then(|root| root.written(call)).unwrap_or(&nothing);
        let moved = Change::moved(old, new);
        let old = moved.as_ref().unwrap_or(old);
        let hidden = |place: &str| hidden_arguments(&within_call(call, place), before, after);
        // Few comparisons ask: only those in which a local value differs.
        let secret: LazyCell<Vec<String>, _> = LazyCell::new(|| {
            [old, new].iter().flat_map(|document| secret_locals(document, schema)).collect()
        });
        let hide = |place: &str, block: &mut Node| {
            schema.into_iter().for_each(|schema| schema.hide_sensitive(place, block));
            if place.strip_prefix("locals.").is_some_and(|name| secret.iter().any(|secret| secret == name)) {
                hide_whole(block);
            }
            hidden(place).iter().for_each(|argument| hide_argument(argument, block));
        };
        let found = old.differences_without(new, &hide);
        all.extend(found.into_iter().map(|one| within(call, one)));
    }
    all
}

/// The arguments of a call that the called module declares as sensitive, on either side.
fn hidden_arguments(call: &str, before: Option<&Root<'_>>, after: Option<&Root<'_>>) -> Vec<String> {
    let called = before.into_iter().chain(after).filter_map(|root| root.written(call));
    let variables = called.flat_map(Document::items).filter(|item| item.section == Section::Variable);
    let is_hidden = |item: &&Item| {
        let is_set = |name| item.block().and_then(|block| block.get(name)).is_some_and(|set| !is_false(set));
        is_set("sensitive") || is_set("ephemeral")
    };
    variables.filter(is_hidden).map(|item| item.name.to_string()).collect()
}

/// The local values that an argument is made of which its provider marks as sensitive, directly or through others.
fn secret_locals(document: &Document, schema: Option<&Schema>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut add = |content: &Content, open: &mut Vec<String>| {
        let mut references = Vec::new();
        content.references(&mut references);
        for reference in references.into_iter().filter(|one| one.address.mode == Mode::Local) {
            let name = reference.address.name.to_string();
            if !found.contains(&name) {
                found.push(name.clone());
                open.push(name);
            }
        }
    };
    let mut open = Vec::new();
    for item in document.items().iter().filter(|item| item.section == Section::Resource) {
        let kind = schema.and_then(|schema| schema.resource(&item.resource_type));
        let (Some(kind), Some(block)) = (kind, item.block()) else { continue };
        let is_secret = |name: &str| kind.attribute(name).is_some_and(|one| one.sensitive || one.write_only);
        block.entries().filter(|(name, _)| is_secret(name)).for_each(|(_, content)| add(content, &mut open));
    }
    while let Some(name) = open.pop() {
        let local =
            document.items().iter().find(|item| item.section == Section::Locals && item.name == *name);
        local.into_iter().for_each(|local| add(&local.content, &mut open));
    }
    found
}

fn is_false(content: &Content) -> bool {
    matches!(content, Content::Value(Value::Bool(false)) | Content::Literal(Literal::Bool(false)))
}

fn within(call: &str, difference: Difference) -> Difference {
    Difference { address: within_call(call, &difference.address).into(), ..difference }
}

fn within_call(call: &str, address: &str) -> String {
    if call.is_empty() { address.to_owned() } else { format!("{call}.{address}") }
}
