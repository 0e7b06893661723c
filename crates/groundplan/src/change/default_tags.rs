//! The provider's `default_tags`: every object that takes tags follows them.

use std::collections::{BTreeMap, BTreeSet};

use super::between::Pair;
use super::effect::{Cause, Effect, ObjectChange};
use super::known::{Knowledge, Known, at};
use super::providers::{configurations, provider_of};
use crate::schema::BlockSchema;
use crate::terraform::Document;

/// The tags that differ, by the provider's configuration.
#[derive(Default)]
pub(super) struct DefaultTags {
    changed: BTreeMap<String, BTreeSet<String>>,
}

impl DefaultTags {
    pub(super) fn between(
        (old, before): (&Document, &Knowledge<'_>),
        (new, after): (&Document, &Knowledge<'_>),
    ) -> Self {
        let (old, new) = (configurations(old, before), configurations(new, after));
        let both = old.iter().filter_map(|(name, body)| Some((name, body, new.get(name)?)));
        let changed = both.map(|(name, old, new)| (name.clone(), differing(tags(old), tags(new))));
        Self { changed: changed.filter(|(_, names)| !names.is_empty()).collect() }
    }

    pub(super) fn is_changed(&self) -> bool {
        !self.changed.is_empty()
    }

    /// Tells of an object that exists before and after that its tags change, unless its own tags have the same names.
    pub(super) fn apply(&self, object: &mut ObjectChange, pair: &Pair<'_>, schema: Option<&BlockSchema>) {
        let (Some(_), Some(new)) = (pair.old, pair.new) else { return };
        if object.effect != Effect::Updated
            || schema.is_none_or(|schema| schema.attribute("tags_all").is_none())
        {
            return;
        }
        let own = |name: &String| {
            [&pair.before, &pair.after].iter().all(|body| *at(body, &["tags", name]) != Known::Absent)
        };
        let changed = self.changed.get(&provider_of(new));
        if changed.is_some_and(|names| !names.iter().all(own)) {
            object
                .arguments
                .push(Cause { argument: "default_tags of the provider".to_owned(), follows: None });
        }
    }
}

/// The tags that a provider's configuration gives.
fn tags(provider: &Known) -> &Known {
    at(provider, &["default_tags", "tags"])
}

/// The names of tags that differ; one name for all where they are not written as a map.
fn differing(old: &Known, new: &Known) -> BTreeSet<String> {
    match (old, new) {
        _ if old == new => BTreeSet::new(),
        (Known::Object(_) | Known::Absent, Known::Object(_) | Known::Absent) => {
            let names = [old, new]
                .into_iter()
                .flat_map(|side| super::known::entries(Some(side)))
                .map(|(name, _)| name);
            names.filter(|name| at(old, &[name]) != at(new, &[name])).cloned().collect()
        }
        _ => BTreeSet::from(["default_tags".to_owned()]),
    }
}
