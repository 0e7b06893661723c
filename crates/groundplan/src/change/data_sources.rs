//! What follows data sources that ask for something else.

use std::collections::{BTreeMap, BTreeSet};

use super::arguments::compare;
use super::between::{Comparison, Pair, kind_of, knowledge_of};
use super::effect::{Cause, Effect, ObjectChange, Unknown};
use super::ignored::is_ignored;
use super::known::{Knowledge, Known, at};
use super::names::{kind, shown};
use super::replacement::{Step, Verdict, verdict};
use super::travel::Unknowns;
use crate::schema::Schema;
use crate::terraform::{Document, Item, Section};
use crate::unit::map_of;

/// The data sources of both documents that do not ask for the same.
#[derive(Default)]
pub(super) struct AskedAnew {
    all: BTreeSet<String>,
    /// Those whose result is another one for certain, as they find nothing but write a policy.
    rewritten: BTreeSet<String>,
}

impl AskedAnew {
    pub(super) fn between(
        (old, before): (&Document, &Knowledge<'_>),
        (new, after): (&Document, &Knowledge<'_>),
        schema: Option<&Schema>,
    ) -> Self {
        let mut found = Self::default();
        let olds = sources(old);
        for (address, item) in sources(new) {
            let Some(old) = olds.get(&address) else { continue };
            let (old, new) = (knowledge_of(old, before), knowledge_of(item, after));
            let of_kind = schema.and_then(|schema| schema.data(kind(&item.resource_type)));
            let differing = compare(&old, &new, of_kind.as_deref());
            if old != new && !differing.is_empty() {
                if differing.iter().any(|one| one.is_certain) && is_text_alone(item, &old, &new) {
                    found.rewritten.insert(address.clone());
                }
                found.all.insert(address);
            }
        }
        found
    }
}

fn sources(document: &Document) -> BTreeMap<String, &Item> {
    let items = document.items().iter().filter(|item| item.section == Section::Data);
    map_of(items.filter_map(|item| Some((item.address()?.to_string(), item))))
}

/// Whether a data source writes a policy, and joins it with no others.
fn is_text_alone(item: &Item, old: &Known, new: &Known) -> bool {
    const JOINED: [&str; 4] =
        ["override_json", "override_policy_documents", "source_json", "source_policy_documents"];
    let is_joined =
        [old, new].iter().any(|body| JOINED.iter().any(|name| *at(body, &[name]) != Known::Absent));
    kind(&item.resource_type) == "aws_iam_policy_document" && !is_joined
}

impl Comparison<'_> {
    /// Adds what may change, or may be replaced, as a data source that it refers to may find something else.
    pub(super) fn follow_data(
        &self,
        objects: &mut BTreeMap<String, ObjectChange>,
        unknown: &mut Vec<Unknown>,
    ) {
        if self.asked_anew.all.is_empty() {
            return;
        }
        let none = BTreeMap::new();
        let follow = Unknowns::beyond(&none, &self.asked_anew.all, &self.data);
        for (address, object) in objects.iter_mut().filter(|(_, object)| object.effect == Effect::Updated) {
            let Some(pair) = self.pair(address).filter(|pair| pair.old.is_some()) else { continue };
            for (path, fact, source) in follow.in_body(&pair.after) {
                if matches!(path.as_str(), "count" | "for_each") {
                    let why = format!("how many there are: {path} follows {}", may_find(&source));
                    add(unknown, address, why);
                } else if !is_named(object, &path) && !is_ignored(&fact, &pair.after) {
                    self.follow(object, pair, (path, &fact, source), unknown);
                }
            }
        }
    }

    fn follow(
        &self,
        object: &mut ObjectChange,
        pair: &Pair<'_>,
        (path, fact, source): (String, &str, String),
        unknown: &mut Vec<Unknown>,
    ) {
        let cause = Cause::following(path.clone(), source.clone());
        let verdict = verdict(kind_of(pair), fact, Step::Changed, (&pair.before, &pair.after));
        if verdict != Verdict::Update {
            object.perhaps.push(cause);
        } else if self.is_rewritten(pair, &path, &source) {
            object.arguments.push(cause);
        } else {
            add(unknown, object.address.as_str(), format!("{path} follows {}", may_find(&source)));
        }
    }

    /// Whether an argument is the text of a policy that says something else, and nothing but that.
    fn is_rewritten(&self, pair: &Pair<'_>, path: &str, source: &str) -> bool {
        let is_text =
            |known: &Known| matches!(known, Known::Open(open) if open.text == format!("{source}.json"));
        self.asked_anew.rewritten.contains(source) && is_text(at(&pair.after, &[path]))
    }
}

fn may_find(source: &str) -> String {
    format!("{}, which asks for something else and may find the same", shown(source))
}

fn add(unknown: &mut Vec<Unknown>, address: &str, why: String) {
    unknown.push(Unknown { address: address.to_owned().into(), why });
}

/// Whether a change of an argument is listed already.
fn is_named(object: &ObjectChange, path: &str) -> bool {
    object.arguments.iter().chain(&object.perhaps).any(|cause| cause.argument == path)
}
