//! Objects under other addresses, and those that may exist already.

use std::collections::{BTreeMap, BTreeSet};

use super::between::{Comparison, is_unchanged};
use super::effect::{Effect, ObjectChange};
use crate::terraform::{Document, Item, Section};

impl Comparison<'_> {
    /// Moves, of whole resources and of instances.
    pub(super) fn add_moved(&self, moves: &[(String, String)], objects: &mut BTreeMap<String, ObjectChange>) {
        let new: BTreeSet<String> = resource_addresses(self.sides.1.document);
        for (from, to) in moves.iter().filter(|(_, to)| new.contains(to)) {
            let object = objects.entry(to.clone());
            let object = object.or_insert_with(|| ObjectChange::new(to.clone(), Effect::Moved));
            object.moved_from = Some(from.clone().into());
            if is_unchanged(object) {
                object.effect = Effect::Moved;
            }
        }
    }

    /// What is created may be imported, where only the plan knows the instances of its `import` block.
    pub(super) fn mark_imports(&self, objects: &mut BTreeMap<String, ObjectChange>) {
        for address in &self.refactoring.imported_in_part {
            let is_of = |object: &ObjectChange| {
                let key = object.address.as_str().strip_prefix(address.as_str());
                object.effect == Effect::Created
                    && key.is_some_and(|key| key.is_empty() || key.starts_with('['))
            };
            objects.values_mut().filter(|object| is_of(object)).for_each(|object| object.or_imported = true);
        }
    }
}

/// The addresses of resources.
fn resource_addresses(document: &Document) -> BTreeSet<String> {
    let resources = document.items().iter().filter(|item| item.section == Section::Resource);
    resources.filter_map(Item::address).map(|address| address.to_string()).collect()
}
