//! The provider's `default_tags`: every object that takes tags follows them.

use std::collections::{BTreeMap, BTreeSet};

use super::arguments::differ;
use super::between::Pair;
use super::effect::{Cause, Effect, ObjectChange, Unknown};
use super::ignored::is_ignored;
use super::known::{Knowledge, Known, at, entries};
use super::providers::{configurations, provider_of};
use crate::schema::BlockSchema;
use crate::terraform::Document;

/// What is other in the tags of each configuration of the provider.
#[derive(Default)]
pub(super) struct DefaultTags {
    /// The names of tags that certainly differ.
    changed: BTreeMap<String, BTreeSet<String>>,
    /// The configurations of which it is not known whether their tags differ.
    open: BTreeSet<String>,
}

impl DefaultTags {
    pub(super) fn between(
        (old, before): (&Document, &Knowledge<'_>),
        (new, after): (&Document, &Knowledge<'_>),
    ) -> Self {
        let (old, new) = (configurations(old, before), configurations(new, after));
        let mut found = Self::default();
        for (name, old) in &old {
            if let Some(new) = new.get(name) {
                found.compare(name, tags(old), tags(new));
            }
        }
        found
    }

    fn compare(&mut self, name: &str, old: &Known, new: &Known) {
        let is_map = |side: &Known| matches!(side, Known::Object(_) | Known::Absent);
        let names: BTreeSet<&String> =
            [old, new].into_iter().flat_map(|side| entries(Some(side))).map(|(name, _)| name).collect();
        let sides = |tag: &String| (at(old, &[tag]), at(new, &[tag]));
        let (certain, open): (Vec<&String>, Vec<&String>) = names
            .into_iter()
            .filter(|tag| sides(tag).0 != sides(tag).1)
            .partition(|tag| differ(sides(tag).0, sides(tag).1));
        if !certain.is_empty() {
            self.changed.insert(name.to_owned(), certain.into_iter().cloned().collect());
        }
        if !open.is_empty() || (old != new && !(is_map(old) && is_map(new))) {
            self.open.insert(name.to_owned());
        }
    }

    pub(super) fn is_changed(&self) -> bool {
        !self.changed.is_empty()
    }

    /// The configurations whose tags may differ.
    pub(super) fn unknown(&self) -> impl Iterator<Item = Unknown> {
        let why = "its default_tags are not known, and objects that take tags follow them";
        self.open.iter().map(move |name| Unknown { address: name.clone().into(), why: why.to_owned() })
    }

    /// Tells of an object that exists before and after that its tags change, unless its own tags have the same names.
    pub(super) fn apply(&self, object: &mut ObjectChange, pair: &Pair<'_>, schema: Option<&BlockSchema>) {
        let (Some(_), Some(new)) = (pair.old, pair.new) else { return };
        let takes_tags = schema.is_some_and(|schema| schema.attribute("tags_all").is_some());
        if object.effect != Effect::Updated || !takes_tags || is_ignored("tags_all", &pair.after) {
            return;
        }
        let own = |name: &String| {
            [&pair.before, &pair.after].iter().all(|body| *at(body, &["tags", name]) != Known::Absent)
        };
        let changed = self.changed.get(&provider_of(new));
        if changed.is_some_and(|names| !names.iter().all(own)) {
            object.arguments.push(Cause::of("default_tags of the provider"));
        }
    }
}

/// The tags that a provider's configuration gives.
fn tags(provider: &Known) -> &Known {
    at(provider, &["default_tags", "tags"])
}
