//! Root modules of two sides, each with the modules that it calls.

use groundplan::change::{Change, Unknown};
use groundplan::configuration::UnreadCall;
use groundplan::schema::Schema;
use groundplan::terraform::{Difference, Document, InstanceAddress};

use super::Changed;
use crate::cost::Priced;

/// A root module of one side.
pub(super) struct Root<'a> {
    name: &'a str,
    /// What an apply works on: instances of modules by their addresses.
    modules: Vec<(&'a str, &'a Document)>,
    /// What is written, by the calls that lead to it.
    written: Vec<(&'a str, &'a Document)>,
    unread: &'a [UnreadCall],
    /// The blocks of which it is not known how many there are.
    uncounted: Vec<InstanceAddress>,
}

impl<'a> Root<'a> {
    fn of_document(name: &'a str, document: &'a Document) -> Self {
        Self {
            name,
            modules: vec![("", document)],
            written: vec![("", document)],
            unread: &[],
            uncounted: Vec::new(),
        }
    }

    fn written(&self, call: &str) -> Option<&'a Document> {
        self.written.iter().find(|(known, _)| *known == call).map(|(_, document)| *document)
    }
}

/// Everything that is compared of one side.
pub(super) fn of(side: &Priced) -> Vec<Root<'_>> {
    let specs = side.documents.iter().map(|(name, document)| Root::of_document(name, document));
    let others = side.roots.iter().map(|root| Root {
        name: &root.name,
        modules: root.modules.iter().map(|module| (module.address.as_str(), &module.reduced)).collect(),
        written: root.written.iter().map(|(call, document)| (call.as_str(), document)).collect(),
        unread: &root.unread,
        uncounted: root.uncounted(),
    });
    specs.chain(others).collect()
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
    fn of<'r, 'a>(root: Option<&'r Root<'a>>) -> &'r [(&'a str, &'a Document)] {
        root.map_or(&[], |root| &root.modules)
    }
    let mut change = match (before, after) {
        (Some(before), None) => Change::left_modules(&before.modules),
        _ => Change::between_modules(of(before), of(after), schema),
    };
    for root in before.into_iter().chain(after) {
        unread(root.unread, &mut change);
    }
    if change == Change::default() {
        before.into_iter().chain(after).for_each(|root| uncounted(&root.uncounted, &mut change));
    }
    Changed { name: name.to_owned(), change, differences: differences(before, after, schema) }
}

/// What is in a call that was not read may change, whatever the call itself says.
fn unread(calls: &[UnreadCall], change: &mut Change) {
    for call in calls {
        if !change.unknown.iter().any(|unknown| unknown.address == call.address) {
            let why = "what changes in it: the module was not read".to_owned();
            change.unknown.push(Unknown { address: call.address.clone(), why });
        }
    }
}

/// Nothing that was read differs, and yet it is not known that nothing changes.
fn uncounted(blocks: &[InstanceAddress], change: &mut Change) {
    for address in blocks {
        if !change.unknown.iter().any(|unknown| unknown.address == *address) {
            let why = "how many there are: `count` or `for_each` is not known".to_owned();
            change.unknown.push(Unknown { address: address.clone(), why });
        }
    }
}

/// The blocks that differ as they are written, under the calls that lead to them.
fn differences(
    before: Option<&Root<'_>>,
    after: Option<&Root<'_>>,
    schema: Option<&Schema>,
) -> Vec<Difference> {
    let (nothing, mut all) = (Document::new(), Vec::new());
    let roots = || before.into_iter().chain(after);
    let mut calls: Vec<&str> = roots().flat_map(|root| &root.written).map(|(call, _)| *call).collect();
    calls.sort_unstable();
    calls.dedup();
    for call in calls {
        let old = before.and_then(|root| root.written(call)).unwrap_or(&nothing);
        let new = after.and_then(|root| root.written(call)).unwrap_or(&nothing);
        let moved = Change::moved(old, new);
        let old = moved.as_ref().unwrap_or(old);
        let found = match schema {
            Some(schema) => old.differences_without(new, &|place, block| schema.hide_sensitive(place, block)),
            None => old.differences(new),
        };
        all.extend(found.into_iter().map(|one| within(call, one)));
    }
    all
}

fn within(call: &str, difference: Difference) -> Difference {
    match call {
        "" => difference,
        call => Difference { address: format!("{call}.{}", difference.address).into(), ..difference },
    }
}
