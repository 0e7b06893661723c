//! What differs in each instance of a block, with the values that it gets.

use std::collections::BTreeMap;

use super::arguments::{Differing, compare};
use super::between::{Comparison, Pair, kind_of};
use super::effect::{ObjectChange, Unknown};
use super::ignored::unignored;
use super::known::{Known, at, is_repeated};
use super::spelling::significant;
use crate::terraform::Item;

impl Comparison<'_> {
    /// The bodies of instances by their addresses, each with its own key and value in it.
    pub(super) fn own_bodies(&self, objects: &BTreeMap<String, ObjectChange>) -> BTreeMap<String, Known> {
        let mut found = BTreeMap::new();
        for (address, item) in self.news().filter(|(_, item)| item.block().is_some_and(is_repeated)) {
            let is_there = objects
                .range(format!("{address}[")..)
                .next()
                .is_some_and(|(known, _)| known.starts_with(address));
            let bodies = is_there.then(|| self.sides.1.bodies(item)).flatten().unwrap_or_default();
            found.extend(bodies.into_iter().map(|(key, body)| (format!("{address}{key}"), body)));
        }
        found
    }

    /// What differs in each instance, where the values that it gets decide that.
    pub(super) fn bodies_of<'k>(
        &self,
        address: &str,
        pair: &Pair<'_>,
        keys: impl Iterator<Item = &'k str>,
        unknown: &mut Vec<Unknown>,
    ) -> BTreeMap<String, Vec<Differing>> {
        let is_repeated = |item: Option<&Item>| item.and_then(Item::block).is_some_and(is_repeated);
        if pair.before == pair.after || !(is_repeated(pair.old) || is_repeated(pair.new)) {
            return BTreeMap::new();
        }
        let (Some(old), Some(new)) = (pair.old, pair.new) else { return BTreeMap::new() };
        let (before, after) = (self.sides.0.bodies(old), self.sides.1.bodies(new));
        let (Some(before), Some(after)) = (before, after) else {
            if at(&pair.before, &["for_each"]) != at(&pair.after, &["for_each"]) {
                let why = "what changes in its instances: there are too many to compare each".to_owned();
                unknown.push(Unknown { address: address.to_owned().into(), why });
            }
            return BTreeMap::new();
        };
        let kind = self.schema.and_then(|schema| schema.resource(kind_of(pair)));
        // One without a key and the first of several are the same for Terraform.
        let of = |bodies: &BTreeMap<String, Known>, key: &str| {
            let other = if key.is_empty() { "[0]" } else { "" };
            bodies.get(key).or_else(|| bodies.get(other)).cloned()
        };
        let differing = |key: &'k str| {
            let (before, after) = (of(&before, key)?, of(&after, key)?);
            let differing = unignored(compare(&before, &after, kind.as_deref()), &after);
            Some((key.to_owned(), significant(kind_of(pair), differing, (&before, &after))))
        };
        keys.filter_map(differing).collect()
    }
}
