//! What is not the same in two documents.

use std::collections::{BTreeMap, BTreeSet};

use crate::terraform::{Address, Content, Document};

/// What is not the same in both documents: resources, data sources, local values, variables, modules.
pub(super) fn touched(old: &Document, new: &Document) -> BTreeSet<Address> {
    let (before, after) = (contents(old), contents(new));
    let differs = |address: &&Address| before.get(*address) != after.get(*address);
    let added = after.keys().filter(|address| !before.contains_key(*address));
    before.keys().filter(differs).chain(added).cloned().collect()
}

/// What is at each address: the first, and what has the same address.
fn contents(document: &Document) -> BTreeMap<Address, (&Content, Vec<&Content>)> {
    let mut found: BTreeMap<Address, (&Content, Vec<&Content>)> = BTreeMap::new();
    for item in document.items() {
        if let Some(address) = item.address() {
            let known = found.entry(address);
            known.and_modify(|(_, more)| more.push(&item.content)).or_insert((&item.content, Vec::new()));
        }
    }
    found
}
