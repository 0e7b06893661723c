//! What becomes of each object from one document to another.

use std::collections::{BTreeMap, BTreeSet};

use super::arguments::{Differing, compare};
use super::consequences;
use super::data::is_true;
use super::data_sources::AskedAnew;
use super::default_tags::DefaultTags;
use super::effect::{Cause, Change, Effect, ObjectChange};
use super::forgotten::Scope;
use super::ignored::{is_ignored, unignored};
use super::known::{Knowledge, Known, at};
use super::moves::Refactoring;
use super::named::named;
use super::names::{kind, unkeyed, within};
use super::replacement::{Step, Verdict, verdict};
use super::spelling::significant;
use super::taken::{self, Freed};
use super::touched::touched;
use super::travel::{Dependents, Unknowns};
use super::unread::modules_between;
use super::written::Written;
use crate::schema::Schema;
use crate::terraform::{Address, Document, InstanceAddress, Item, Section};
use crate::unit::map_of;

impl Change {
    /// What an apply of the new document does to what the old one made.
    ///
    /// ```
    /// use groundplan::change::{Change, Effect};
    /// use groundplan::schema::Schema;
    /// use groundplan::terraform::read;
    /// let of = |cidr| {
    ///     let text = format!(
    ///         "resource \"aws_vpc\" \"main\" {{\n  cidr_block = \"{cidr}\"\n}}\n\
    ///          resource \"aws_subnet\" \"a\" {{\n  vpc_id = aws_vpc.main.id\n  cidr_block = \"10.0.0.0/24\"\n}}\n"
    ///     );
    ///     read::module([("main.tf", text.as_str())]).0
    /// };
    /// let change = Change::between(&of("10.0.0.0/16"), &of("10.0.0.0/15"), Some(Schema::bundled()));
    /// assert_eq!(change.count(Effect::Replaced), 2);
    /// let subnet = &change.objects[0];
    /// assert_eq!((subnet.address.as_str(), subnet.because[0].argument.as_str()), ("aws_subnet.a", "vpc_id"));
    /// assert_eq!(subnet.because[0].follows.as_ref().map(|vpc| vpc.as_str()), Some("aws_vpc.main"));
    /// ```
    #[must_use]
    pub fn between(old: &Document, new: &Document, schema: Option<&Schema>) -> Self {
        Self::by(old, new, &Refactoring::of(new), Vec::new(), schema)
    }

    /// What changes by what is moved, taken over or left; `moves` of modules were made before.
    pub(super) fn by(
        old: &Document,
        new: &Document,
        refactoring: &Refactoring,
        mut moves: Vec<(String, String)>,
        schema: Option<&Schema>,
    ) -> Self {
        let moved = refactoring.apply(old, new);
        moves.extend(moved.moves);
        Comparison::new(&moved.old, &moved.new, refactoring, schema).change(&moves)
    }

    /// The old document under the addresses that `moved` blocks of the new one give, by which the two can be compared;
    /// `None` where it moves nothing.
    #[must_use]
    pub fn moved(old: &Document, new: &Document) -> Option<Document> {
        let refactoring = Refactoring::of_blocks(new);
        (!refactoring.is_empty()).then(|| refactoring.apply(old, new).old.into_owned())
    }

    /// What becomes of the objects of a root module that is no longer there: nothing destroys them, and its state is
    /// forgotten with them.
    #[must_use]
    pub fn left(old: &Document) -> Self {
        let of = |address: &Address| {
            let because = Cause::of("the root module is no longer there");
            ObjectChange {
                because: vec![because],
                ..ObjectChange::new(address.to_string(), Effect::Forgotten)
            }
        };
        Self {
            objects: resources(old, &|_| true).keys().map(of).collect(),
            unknown: modules_between(old, old),
            unread: Vec::new(),
        }
    }
}

/// One object in both documents.
pub(super) struct Pair<'a> {
    pub(super) old: Option<&'a Item>,
    pub(super) new: Option<&'a Item>,
    pub(super) before: Known,
    pub(super) after: Known,
    pub(super) differing: Vec<Differing>,
}

pub(super) struct Comparison<'a> {
    pub(super) refactoring: &'a Refactoring,
    pub(super) sides: (Written<'a>, Written<'a>),
    dependents: Dependents<'a>,
    pub(super) pairs: BTreeMap<String, Pair<'a>>,
    /// The bodies of data sources.
    pub(super) data: Vec<(String, Known)>,
    pub(super) asked_anew: AskedAnew,
    pub(super) scope: Scope,
    default_tags: DefaultTags,
    pub(super) schema: Option<&'a Schema>,
    /// The objects that are destroyed or replaced.
    ends: BTreeSet<String>,
    /// The names of those that are destroyed.
    freed: Freed,
}

impl<'a> Comparison<'a> {
    fn new(
        old: &'a Document,
        new: &'a Document,
        refactoring: &'a Refactoring,
        schema: Option<&'a Schema>,
    ) -> Self {
        let sides = (Written::of(old), Written::of(new));
        let (before, after) = (&sides.0.knowledge, &sides.1.knowledge);
        let dependents = Dependents::of(new);
        let touched = dependents.of_all(&touched(old, new));
        let scope = Scope::between((old, before), (new, after));
        let default_tags = DefaultTags::between((old, before), (new, after));
        let asked_anew = AskedAnew::between((old, before), (new, after), schema);
        let is_for_all = scope.is_left() || default_tags.is_changed();
        let concerned = |address: &Address| is_for_all || touched.contains(address);
        let (olds, news) = (resources(old, &concerned), resources(new, &concerned));
        let addresses: BTreeSet<&Address> = olds.keys().chain(news.keys()).collect();
        let pair = |address: &Address| {
            let (old, new) = (olds.get(address).copied(), news.get(address).copied());
            let body = |knowledge, item: Option<&Item>| {
                item.map_or(Known::Absent, |item| knowledge_of(item, knowledge))
            };
            let (before, after) = (body(before, old), body(after, new));
            let kind = schema.and_then(|schema| schema.resource(kind(&address.resource_type)));
            let differing = match (old, new) {
                (Some(_), Some(_)) => {
                    let differing = unignored(compare(&before, &after, kind.as_deref()), &after);
                    significant(self::kind(&address.resource_type), differing, (&before, &after))
                }
                _ => Vec::new(),
            };
            (address.to_string(), Pair { old, new, before, after, differing })
        };
        let pairs = map_of(addresses.into_iter().map(pair));
        let data = new.items().iter().filter(|item| item.section == Section::Data);
        let data =
            data.filter_map(|item| Some((item.address()?.to_string(), knowledge_of(item, after)))).collect();
        let (ends, freed) = (BTreeSet::new(), Freed::new());
        Self {
            refactoring,
            sides,
            dependents,
            pairs,
            data,
            asked_anew,
            scope,
            default_tags,
            schema,
            ends,
            freed,
        }
    }

    /// The change, with everything that follows.
    fn change(mut self, moves: &[(String, String)]) -> Change {
        let mut change = Change::default();
        let mut objects: BTreeMap<String, ObjectChange> = BTreeMap::new();
        for (address, pair) in &self.pairs {
            self.objects_of(address, pair, &mut objects, &mut change.unknown);
        }
        for object in objects.values_mut() {
            if let Some(pair) = self.pair(object.address.as_str()) {
                if self.default_tags.is_changed() {
                    let kind = self.schema.and_then(|schema| schema.resource(kind_of(pair)));
                    self.default_tags.apply(object, pair, kind.as_deref());
                }
                self.scope.apply(object, pair);
                change.unknown.extend(self.scope.doubt_of(object, pair));
            }
        }
        self.travel(&mut objects);
        self.follow_counts(&objects, &mut change.unknown);
        self.follow_data(&mut objects, &mut change.unknown);
        self.add_doubts(&mut objects, &mut change.unknown);
        self.add_moved(moves, &mut objects);
        self.mark_imports(&mut objects);
        self.ends = objects
            .values()
            .filter(|object| object.effect.ends())
            .map(|object| object.address.to_string())
            .collect();
        self.freed = taken::freed(objects.values(), &self);
        for object in objects.values_mut() {
            if let Some(pair) = self.pair(object.address.as_str()) {
                consequences::add(object, pair, &self);
            }
        }
        change.unknown.extend(self.scope.unknown());
        change.unknown.extend(self.default_tags.unknown());
        change.unknown.extend(modules_between(self.sides.0.document, self.sides.1.document));
        change.objects = objects.into_values().filter(|object| !is_unchanged(object)).map(named).collect();
        // Stable: within an effect by address.
        change.objects.sort_by_key(|object| (object.effect, !object.loses_data()));
        change
    }

    /// Replaces and updates what refers to objects that are created or replaced, until nothing follows any more.
    pub(super) fn travel(&self, objects: &mut BTreeMap<String, ObjectChange>) {
        let own = self.own_bodies(objects);
        loop {
            let before = objects.clone();
            let unknown = Unknowns::of(&before, &self.data);
            let mut is_settled = true;
            for (address, object) in objects.iter_mut().filter(|(_, object)| object.effect == Effect::Updated)
            {
                let Some(pair) = self.pair(address) else { continue };
                for (path, fact, follows) in unknown.in_body(own.get(address).unwrap_or(&pair.after)) {
                    let is_counted =
                        matches!(path.as_str(), "count" | "for_each") || path.starts_with("for_each.");
                    let cause = Cause::following(path, follows);
                    // Which instances there are is another question.
                    if is_counted || object.arguments.contains(&cause) || is_ignored(&fact, &pair.after) {
                        continue;
                    }
                    is_settled = false;
                    match verdict(kind_of(pair), &fact, Step::Changed, (&pair.before, &pair.after)) {
                        Verdict::Replace => object.because.push(cause.clone()),
                        Verdict::Unknown => object.perhaps.push(cause.clone()),
                        Verdict::Update => {}
                    }
                    object.arguments.push(cause);
                }
                object.because.extend(self.triggered(address, pair, &before));
                if !object.because.is_empty() {
                    object.effect = Effect::Replaced;
                    is_settled = false;
                }
            }
            if is_settled {
                return;
            }
        }
    }

    /// The resource of an object; in a plan the key of an instance is part of its name.
    pub(super) fn pair(&self, address: &str) -> Option<&Pair<'a>> {
        let of_instance = || {
            let (before, last) = InstanceAddress::from(address).split_last()?;
            self.pairs.get(&within(&before, unkeyed(&last)))
        };
        self.pairs.get(address).or_else(of_instance)
    }

    /// The resources of the new document.
    pub(super) fn news(&self) -> impl Iterator<Item = (&str, &'a Item)> {
        self.pairs.iter().filter_map(|(address, pair)| Some((address.as_str(), pair.new?)))
    }

    pub(super) fn freed(&self) -> &Freed {
        &self.freed
    }

    pub(super) fn dependents(&self) -> &Dependents<'a> {
        &self.dependents
    }

    /// Whether a resource exists before and after, and is the same one.
    pub(super) fn stays(&self, address: &str) -> bool {
        let exists = self.pairs.get(address).is_none_or(|pair| pair.old.is_some());
        let instances = self.ends.range(format!("{address}[")..).next();
        let ends = self.ends.contains(address)
            || instances.is_some_and(|one| one.starts_with(&format!("{address}[")));
        exists && !ends
    }

    /// Whether something that is created before it is destroyed refers to a resource, directly or through others.
    pub(super) fn is_needed_first(&self, address: &Address) -> bool {
        let (mut open, mut seen) = (vec![address.clone()], BTreeSet::new());
        while let Some(address) = open.pop() {
            for user in self.dependents.resources_of(&address) {
                let is_first =
                    |user: &Item| is_true(at(&known_alone(user), &["lifecycle", "create_before_destroy"]));
                let Some(user_address) = user.address() else { continue };
                if seen.insert(user_address.clone()) {
                    if is_first(user) {
                        return true;
                    }
                    open.push(user_address);
                }
            }
        }
        false
    }
}

/// An update without a difference is none, unless something may replace the object.
pub(super) fn is_unchanged(object: &ObjectChange) -> bool {
    object.effect == Effect::Updated && object.arguments.is_empty() && object.perhaps.is_empty()
}

/// The body of an item by itself, as lifecycle settings need nothing else.
fn known_alone(item: &Item) -> Known {
    let lifecycle = item.block().and_then(|block| block.get("lifecycle"));
    let lifecycle = lifecycle.map_or(Known::Absent, |content| Knowledge::of(&[]).content(content, 0));
    Known::Object([("lifecycle".to_owned(), lifecycle)].into())
}

pub(super) fn knowledge_of(item: &Item, knowledge: &Knowledge<'_>) -> Known {
    item.block().map_or(Known::Absent, |block| knowledge.body(block, 0))
}

pub(super) fn kind_of<'a>(pair: &Pair<'a>) -> &'a str {
    pair.new.or(pair.old).map_or("", |item| kind(&item.resource_type))
}

/// The resources that are of interest.
fn resources<'a>(
    document: &'a Document,
    concerned: &dyn Fn(&Address) -> bool,
) -> BTreeMap<Address, &'a Item> {
    let resources = document.items().iter().filter(|item| item.section == Section::Resource);
    let named = resources.filter_map(|item| Some((item.address()?, item)));
    map_of(named.filter(|(address, _)| concerned(address)))
}
