//! What is not the same in two documents.

use std::collections::{BTreeMap, BTreeSet};

use crate::terraform::{Address, Content, Document};

/// What is not the same in both documents: resources, data sources, local values, variables, modules.
pub(super) fn touched(old: &Document, new: &Document) -> BTreeSet<Address> {
    let of = |document: &'_ Document| -> BTreeMap<Address, Vec<Content>> {
        let mut found: BTreeMap<Address, Vec<Content>> = BTreeMap::new();
        for item in document.items() {
            if let Some(address) = item.address() {
                found.entry(address).or_default().push(item.content.clone());
            }
        }
        found
    };
    let (before, after) = (of(old), of(new));
    let differs = |address: &&Address| before.get(*address) != after.get(*address);
    before.keys().chain(after.keys()).filter(differs).cloned().collect()
}
