//! What becomes of the objects of a root module and of the modules that it calls.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::effect::{Cause, Change, Effect, ObjectChange, Unknown};
use super::moves::Refactoring;
use super::unread::take_half_read;
use crate::schema::Schema;
use crate::terraform::{Document, InstanceAddress, Item, Section};
use crate::unit::map_of;

/// The instances of modules, by address; that of the root module is empty.
pub type ModuleDocuments<'a> = [(&'a str, &'a Document)];

/// The same while something is moved in it.
pub(super) type Side<'a> = BTreeMap<String, Cow<'a, Document>>;

impl Change {
    /// As [`Change::between`], of root modules with the modules that they call, each by its address.
    ///
    /// ```
    /// use groundplan::change::{Change, Effect};
    /// use groundplan::terraform::{Block, Document};
    /// let (root, mut network) = (Document::new(), Document::new());
    /// network.file("main").resource("aws_nat_gateway", "main", Block::new());
    /// let change = Change::between_modules(&[("", &root)], &[("", &root), ("module.network", &network)], None);
    /// assert_eq!(change.objects[0].address, "module.network.aws_nat_gateway.main");
    /// assert_eq!(change.count(Effect::Created), 1);
    /// ```
    #[must_use]
    pub fn between_modules(
        old: &ModuleDocuments<'_>,
        new: &ModuleDocuments<'_>,
        schema: Option<&Schema>,
    ) -> Self {
        let (mut old, mut new, nothing) = (side(old), side(new), Document::new());
        let objects = relocate_all(&mut old, &new);
        let mut all = Self { objects, unknown: take_half_read(&mut old, &mut new) };
        let addresses: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
        for address in addresses {
            let before = old.get(address).map_or(&nothing, |document| &**document);
            let after = new.get(address).map_or(&nothing, |document| &**document);
            let change = Self::between(before, after, schema);
            let is_same = |object: &ObjectChange, moved: &ObjectChange| {
                within(address, object.address.clone()) == moved.address
            };
            all.objects.retain(|moved| !change.objects.iter().any(|object| is_same(object, moved)));
            all.add(change, address);
        }
        all.objects.sort_by_key(|object| (object.effect, !object.loses_data()));
        all
    }
}

impl Change {
    /// As [`Change::left`], with the modules that the root module calls.
    #[must_use]
    pub fn left_modules(old: &ModuleDocuments<'_>) -> Self {
        let mut all = Self::default();
        for (address, document) in old {
            all.add(Self::left(document), address);
        }
        all
    }

    /// Adds what changes in a module.
    fn add(&mut self, change: Self, module: &str) {
        self.objects.extend(change.objects.into_iter().map(|object| object_within(object, module)));
        let unknown = change.unknown.into_iter();
        self.unknown
            .extend(unknown.map(|unknown| Unknown { address: within(module, unknown.address), ..unknown }));
    }
}

fn side<'a>(modules: &ModuleDocuments<'a>) -> Side<'a> {
    map_of(modules.iter().map(|(address, document)| ((*address).to_owned(), Cow::Borrowed(*document))))
}

fn object_within(object: ObjectChange, module: &str) -> ObjectChange {
    let causes = |causes: Vec<Cause>| {
        let each = causes.into_iter();
        each.map(|cause| Cause { follows: cause.follows.map(|follows| within(module, follows)), ..cause })
            .collect()
    };
    ObjectChange {
        address: within(module, object.address),
        moved_from: object.moved_from.map(|from| within(module, from)),
        arguments: causes(object.arguments),
        because: causes(object.because),
        perhaps: causes(object.perhaps),
        ..object
    }
}

fn within(module: &str, address: InstanceAddress) -> InstanceAddress {
    if module.is_empty() { address } else { format!("{module}.{address}").into() }
}

/// Puts the old side under the addresses that `moved` blocks of the new one give to modules, and to resources in other
/// modules; what is moved is returned. Moves within a module are those of its own document.
fn relocate_all(old: &mut Side<'_>, new: &Side<'_>) -> Vec<ObjectChange> {
    let mut moved = Vec::new();
    for (module, document) in new.iter().filter(|(_, document)| has_moves(document)) {
        for (from, to) in Refactoring::of(document).moves() {
            let of = |address: &str| within(module, address.into());
            let (from, to) = (of(from), of(to));
            match (from.resource_type(), to.resource_type()) {
                (None, None) => rename(old, &from, &to, &mut moved),
                (Some(_), Some(_)) if from.module() != to.module() => relocate(old, &from, &to, &mut moved),
                _ => {}
            }
        }
    }
    let is_there = |object: &ObjectChange| {
        let document = new.get(object.address.module().unwrap_or_default());
        document.is_some_and(|document| document.items().iter().any(|item| is_it(item, &object.address)))
    };
    moved.retain(is_there);
    moved
}

fn has_moves(document: &Document) -> bool {
    document.items().iter().any(|item| item.section == Section::Moved)
}

/// Moves a module with all that it calls; a call that is named without a key is every instance of it.
fn rename(old: &mut Side<'_>, from: &str, to: &str, moved: &mut Vec<ObjectChange>) {
    let target = |address: &str| {
        let rest = address.strip_prefix(from)?;
        (rest.is_empty() || rest.starts_with(['.', '['])).then(|| format!("{to}{rest}"))
    };
    let addresses: Vec<(String, String)> =
        old.keys().filter_map(|address| Some((address.clone(), target(address)?))).collect();
    for (from, to) in addresses {
        if !old.contains_key(&to)
            && let Some(document) = old.remove(&from)
        {
            let resources = document.items().iter().filter(|item| item.section == Section::Resource);
            let own = resources.filter_map(Item::address).map(|address| address.to_string().into());
            moved
                .extend(own.map(|own: InstanceAddress| object(within(&from, own.clone()), within(&to, own))));
            old.insert(to, document);
        }
    }
}

/// Moves a resource from one module to another.
fn relocate(old: &mut Side<'_>, from: &InstanceAddress, to: &InstanceAddress, moved: &mut Vec<ObjectChange>) {
    let (source, target) = (from.module().unwrap_or_default(), to.module().unwrap_or_default());
    let Some(document) = old.get_mut(source) else { return };
    let Some(at) = document.items().iter().position(|item| is_it(item, from)) else { return };
    let mut item = document.to_mut().items_mut().remove(at);
    item.name = to.name().unwrap_or_default().to_owned().into();
    let document = old.entry(target.to_owned()).or_default();
    if !document.items().iter().any(|item| is_it(item, to)) {
        document.to_mut().items_mut().push(item);
        moved.push(object(from.clone(), to.clone()));
    }
}

fn object(from: InstanceAddress, to: InstanceAddress) -> ObjectChange {
    ObjectChange { moved_from: Some(from), ..ObjectChange::new(to, Effect::Moved) }
}

fn is_it(item: &Item, address: &InstanceAddress) -> bool {
    item.section == Section::Resource
        && Some(item.resource_type.as_str()) == address.resource_type()
        && Some(item.name.as_str()) == address.name()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terraform::read;

    fn document(text: &str) -> Document {
        read::module([("main.tf", text)]).0
    }

    fn borrowed(all: &[(String, Document)]) -> Vec<(&str, &Document)> {
        all.iter().map(|(address, document)| (address.as_str(), document)).collect()
    }

    fn shown(old: &[(&str, &str)], new: &[(&str, &str)]) -> Vec<String> {
        let documents = |all: &[(&str, &str)]| -> Vec<(String, Document)> {
            all.iter().map(|(address, text)| ((*address).to_owned(), document(text))).collect()
        };
        let (old, new) = (documents(old), documents(new));
        let change = Change::between_modules(&borrowed(&old), &borrowed(&new), None);
        let line = |object: &ObjectChange| format!("{} {}", object.effect.name(), object.address);
        change.objects.iter().map(line).collect()
    }

    const QUEUE: &str = "resource \"aws_sqs_queue\" \"a\" {\n  name = \"a\"\n}\n";

    #[test]
    fn what_is_in_a_module_has_its_address() {
        let nothing: [&str; 0] = [];
        assert_eq!(shown(&[("", ""), ("module.m", QUEUE)], &[("", ""), ("module.m", QUEUE)]), nothing);
        assert_eq!(shown(&[("module.m", QUEUE)], &[("", "")]), ["destroyed module.m.aws_sqs_queue.a"]);
    }

    #[test]
    fn modules_and_resources_are_moved_between_modules() {
        let renamed = "moved {\n  from = module.m\n  to   = module.n\n}\n";
        let moved = shown(&[("module.m[0]", QUEUE)], &[("", renamed), ("module.n[0]", QUEUE)]);
        assert_eq!(moved, ["moved module.n[0].aws_sqs_queue.a"]);
        let into = "moved {\n  from = aws_sqs_queue.a\n  to   = module.n.aws_sqs_queue.a\n}\n";
        let moved = shown(&[("", QUEUE)], &[("", into), ("module.n", QUEUE)]);
        assert_eq!(moved, ["moved module.n.aws_sqs_queue.a"]);
        let other = QUEUE.replace("\"a\"\n}", "\"b\"\n}");
        let replaced = shown(&[("", QUEUE)], &[("", into), ("module.n", &other)]);
        assert_eq!(replaced, ["replaced module.n.aws_sqs_queue.a"]);
    }
}
