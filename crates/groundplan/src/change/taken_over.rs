//! Objects under other addresses, and those of which it is not known whether they exist.

use std::collections::{BTreeMap, BTreeSet};

use super::between::{Comparison, is_unchanged};
use super::effect::{Effect, ObjectChange, Unknown};
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

    /// Of what may be taken over it is not known whether it is created.
    pub(super) fn set_aside(&self, objects: &mut BTreeMap<String, ObjectChange>, unknown: &mut Vec<Unknown>) {
        for address in &self.refactoring.imported_in_part {
            let is_of = |object: &ObjectChange| {
                let name = object.address.as_str();
                object.effect == Effect::Created
                    && name
                        .strip_prefix(address.as_str())
                        .is_some_and(|key| key.is_empty() || key.starts_with('['))
            };
            let before = objects.len();
            objects.retain(|_, object| !is_of(object));
            if objects.len() < before {
                let why = "which instances are taken over, and which are created: `for_each` of the import is not known";
                unknown.push(Unknown { address: address.clone().into(), why: why.to_owned() });
            }
        }
    }
}

/// The addresses of resources.
fn resource_addresses(document: &Document) -> BTreeSet<String> {
    let resources = document.items().iter().filter(|item| item.section == Section::Resource);
    resources.filter_map(Item::address).map(|address| address.to_string()).collect()
}
