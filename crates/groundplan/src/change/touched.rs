//! What is not the same in two documents.

use std::collections::BTreeSet;

use crate::terraform::{Address, AddressKey, Document, Item};
use crate::unit::Lookup;

/// What is not the same in both documents: resources, data sources, local values, variables, modules.
pub(super) fn touched(old: &Document, new: &Document) -> BTreeSet<Address> {
    let (before, after) = (objects(old), objects(new));
    let differs = |(key, objects): &(&AddressKey<'_>, &Objects<'_>)| {
        let other = after.get(*key);
        other.is_none_or(|other| !objects.are_alike(other))
    };
    let changed = before.iter().filter(differs).map(|(_, objects)| objects.first);
    let added = after.iter().filter(|(key, _)| !before.contains_key(*key)).map(|(_, objects)| objects.first);
    changed.chain(added).filter_map(Item::address).collect()
}

/// What has an address, of which a document that is right has one.
struct Objects<'a> {
    first: &'a Item,
    others: Vec<&'a Item>,
}

impl Objects<'_> {
    fn are_alike(&self, other: &Self) -> bool {
        let (own, others) = (self.others.iter(), other.others.iter());
        self.first.content == other.first.content
            && own.len() == others.len()
            && own.zip(others).all(|(one, other)| one.content == other.content)
    }
}

fn objects(document: &Document) -> Lookup<AddressKey<'_>, Objects<'_>> {
    let mut found: Lookup<AddressKey<'_>, Objects<'_>> = Lookup::default();
    for item in document.items() {
        if let Some(key) = item.key() {
            let known = found.entry(key).and_modify(|objects| objects.others.push(item));
            known.or_insert_with(|| Objects { first: item, others: Vec::new() });
        }
    }
    found
}
