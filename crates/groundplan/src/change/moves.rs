//! Objects that have another address, are taken over, or are left to themselves.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::instances::Instances;
use super::known::{Knowledge, Known};
use super::names::{resource_at, unkeyed, within};
use crate::configuration::{Views, instances_of};
use crate::terraform::{
    Address, Content, Document, InstanceAddress, Item, Literal, Reference, Section, Value,
};

/// What `moved`, `import` and `removed` blocks say, by whole addresses.
#[derive(Default)]
pub(super) struct Refactoring {
    moves: Vec<Move>,
    /// What exists already, and is taken over.
    pub(super) imported: BTreeSet<String>,
    /// Resources of which instances that are not known are taken over.
    pub(super) imported_in_part: BTreeSet<String>,
    /// What stays in AWS when it is no longer in the document: resources, and modules with all that is in them.
    kept: BTreeSet<String>,
}

/// A `moved` block.
struct Move {
    from: String,
    to: String,
}

/// Two documents, in which what was moved has one address.
pub(super) struct Moved<'a> {
    pub(super) old: Cow<'a, Document>,
    pub(super) new: Cow<'a, Document>,
    /// Old addresses with those that they lead to.
    pub(super) moves: Vec<(String, String)>,
}

impl Refactoring {
    pub(super) fn of(document: &Document) -> Self {
        Self::of_modules([("", document)])
    }

    /// The moves of whole resources within a document, by which blocks can be compared as they are written.
    pub(super) fn of_blocks(document: &Document) -> Self {
        let mut found = Self::of(document);
        let is_block = |address: &str| {
            let address = InstanceAddress::from(address);
            address.module().is_none() && address.resource_type().is_some() && !address.ends_with(']')
        };
        found.moves.retain(|one| is_block(&one.from) && is_block(&one.to));
        found
    }

    /// What the blocks of several modules say, each of what is in its own module.
    pub(super) fn of_modules<'a>(modules: impl IntoIterator<Item = (&'a str, &'a Document)>) -> Self {
        let mut found = Self::default();
        for (module, document) in modules {
            let word = |item: &Item, name| item.address_in(name).map(|word| within(module, &word));
            for item in document.items() {
                match item.section {
                    Section::Moved => {
                        let ends = word(item, "from").zip(word(item, "to"));
                        found.moves.extend(ends.map(|(from, to)| Move { from, to }));
                    }
                    Section::Import => found.import(item, word(item, "to"), document),
                    Section::Removed if !destroys(item) => {
                        let from = word(item, "from").map(InstanceAddress::from);
                        found.kept.extend(from.map(|from| from.unkeyed()));
                    }
                    _ => {}
                }
            }
        }
        found
    }

    fn import(&mut self, item: &Item, to: Option<String>, document: &Document) {
        let (Some(block), Some(to)) = (item.block(), to) else { return };
        let Some(for_each) = block.get("for_each") else {
            self.imported.insert(to);
            return;
        };
        let for_each = Knowledge::of(document.items()).content(for_each, 0);
        match Instances::of(&Known::Object([("for_each".to_owned(), for_each)].into())) {
            // A number in quotes is not an index.
            Instances::Keys(keys)
                if to.contains("[each.key]") && !keys.iter().any(|(key, _)| is_number(key)) =>
            {
                self.imported.extend(keys.iter().map(|(key, _)| to.replace("[each.key]", key)));
            }
            _ => drop(self.imported_in_part.insert(unkeyed_last(&to))),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.moves.is_empty()
    }

    /// Whether what is at an address stays in AWS when Terraform no longer has it.
    pub(super) fn keeps(&self, address: &str) -> bool {
        let address = InstanceAddress::from(address).unkeyed();
        let is_it = |kept: &String| {
            address.strip_prefix(kept.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.kept.iter().any(is_it)
    }

    /// The new address of a module.
    pub(super) fn module_target(&self, address: &str) -> String {
        self.target(&format!("{address}.")).trim_end_matches('.').to_owned()
    }

    /// The new address of an instance of a resource, or of a module with a dot behind it; moves follow one another.
    fn target(&self, address: &str) -> String {
        let (mut target, mut left): (String, Vec<&Move>) = (address.to_owned(), self.moves.iter().collect());
        while let Some(at) = left.iter().position(|one| one.apply(&target).is_some()) {
            let next = left.remove(at).apply(&target);
            target = next.unwrap_or(target);
        }
        target
    }

    /// Both documents with the objects of the old one under their new addresses. Where only some instances of a resource
    /// are moved, each instance becomes a resource.
    pub(super) fn apply<'a>(&self, old: &'a Document, new: &'a Document) -> Moved<'a> {
        let apart = apart_on_one_side(old, new);
        if self.is_empty() && apart.is_empty() {
            return Moved { old: Cow::Borrowed(old), new: Cow::Borrowed(new), moves: Vec::new() };
        }
        let mut routes = Routes::of(self, old);
        routes.apart.extend(apart);
        let mut split = routes.split(old);
        for item in split.items_mut() {
            if let Some(target) = item.address().and_then(|address| routes.target(&address)) {
                (item.resource_type, item.name) = (target.resource_type, target.name);
            }
            item.content.map_references(&mut |reference| routes.redirect(reference));
        }
        let moves = routes.all.iter().map(|(from, to)| (from.clone(), to.clone())).collect();
        Moved { old: Cow::Owned(split), new: Cow::Owned(routes.split(new)), moves }
    }
}

impl Move {
    /// Where it leads from an address. Without keys it is about all instances; with one, about that instance alone.
    /// <https://developer.hashicorp.com/terraform/language/modules/develop/refactoring>
    fn apply(&self, address: &str) -> Option<String> {
        let rest = address.strip_prefix(&self.from)?;
        let is_whole = !self.from.ends_with(']') && !self.to.ends_with(']');
        let begins = |starts: &[char]| rest.starts_with(starts);
        let is_it = match InstanceAddress::from(self.from.as_str()).resource_type() {
            Some(_) => rest.is_empty() || is_whole && begins(&['[']),
            None => begins(&['.']) || is_whole && begins(&['[']),
        };
        (is_it && self.from != self.to).then(|| format!("{}{rest}", self.to))
    }
}

/// Where the objects of a document go.
struct Routes {
    /// Whole resources, and instances, by their old address.
    all: BTreeMap<String, String>,
    /// Resources of which each instance goes its own way, or which such an instance becomes one of.
    apart: BTreeSet<String>,
}

impl Routes {
    fn of(refactoring: &Refactoring, old: &Document) -> Self {
        let knowledge = Knowledge::of(old.items());
        let resources = old.items().iter().filter(|item| item.section == Section::Resource);
        let ways = resources.filter_map(|item| {
            let address = item.address()?.to_string();
            let ways = keys(item, &knowledge).into_iter().map(|key| {
                let target = refactoring.target(&format!("{address}{key}"));
                (key, target)
            });
            let ways: Vec<(String, String)> = ways.collect();
            Some((address, ways))
        });
        let ways: Vec<(String, Vec<(String, String)>)> = ways.collect();
        let stays = |address: &str, (key, target): &(String, String)| *target == format!("{address}{key}");
        let staying: BTreeSet<String> = ways
            .iter()
            .flat_map(|(address, ways)| {
                ways.iter().filter(|way| stays(address, way)).map(move |way| (address, way))
            })
            .flat_map(|(address, (_, target))| [address.clone(), target.clone()])
            .collect();
        let mut found = Self { all: BTreeMap::new(), apart: BTreeSet::new() };
        for (address, ways) in &ways {
            found.add(address, ways, &staying);
        }
        found
    }

    fn add(&mut self, address: &str, ways: &[(String, String)], staying: &BTreeSet<String>) {
        let whole: Option<BTreeSet<&str>> =
            ways.iter().map(|(key, target)| target.strip_suffix(key.as_str())).collect();
        let whole = whole.filter(|whole| whole.len() == 1).and_then(|whole| whole.first().copied());
        let is_free = |target: &str| !staying.contains(target);
        match whole.filter(|target| !target.ends_with(']')) {
            Some(target) if target == address => {}
            Some(target) => {
                if is_free(target) && ways.iter().all(|(_, target)| is_free(target)) {
                    self.all.insert(address.to_owned(), target.to_owned());
                }
            }
            None => {
                let moved = ways.iter().map(|(key, target)| (format!("{address}{key}"), target));
                for (from, to) in moved.filter(|(from, to)| from != *to && is_free(to)) {
                    self.apart.extend([address.to_owned(), unkeyed_last(to)]);
                    self.all.insert(from, to.clone());
                }
            }
        }
    }

    /// A document in which each instance of what goes apart is a resource.
    fn split(&self, document: &Document) -> Document {
        let views = Views::of(document);
        let mut made = document.clone();
        let of = |item: Item| {
            let is_apart = item.section == Section::Resource
                && item.address().is_some_and(|address| self.apart.contains(&address.to_string()));
            let instances = is_apart.then(|| instances_of(&views, &item)).flatten();
            instances.unwrap_or_else(|| vec![item])
        };
        *made.items_mut() = std::mem::take(made.items_mut()).into_iter().flat_map(of).collect();
        made
    }

    fn target(&self, address: &Address) -> Option<Address> {
        resource_at(self.all.get(&address.to_string())?)
    }

    /// A reference to what has moved.
    fn redirect(&self, reference: &mut Reference) {
        if let Some(target) = self.target(&reference.address) {
            let key = target.name.get(unkeyed(&target.name).len()..).unwrap_or_default();
            let dot = if key.is_empty() || reference.path.is_empty() { "" } else { "." };
            reference.path = format!("{key}{dot}{}", reference.path).into();
            reference.address = without_key(&target);
            return;
        }
        let end = reference.path.find(']').filter(|_| reference.path.starts_with('[')).map(|end| end + 1);
        let Some((key, rest)) = end.and_then(|end| reference.path.split_at_checked(end)) else { return };
        let Some(target) =
            self.all.get(&format!("{}{key}", reference.address)).and_then(|to| resource_at(to))
        else {
            return;
        };
        let key = target.name.get(unkeyed(&target.name).len()..).unwrap_or_default();
        let rest = if key.is_empty() { rest.trim_start_matches('.') } else { rest };
        reference.path = format!("{key}{rest}").into();
        reference.address = without_key(&target);
    }
}

fn without_key(address: &Address) -> Address {
    Address { name: unkeyed(&address.name).to_owned().into(), ..address.clone() }
}

/// The resources that one document has as a whole, and the other, as plans have them, as instances.
fn apart_on_one_side(old: &Document, new: &Document) -> BTreeSet<String> {
    let resources = |document: &Document| {
        let resources = document.items().iter().filter(|item| item.section == Section::Resource);
        let addresses = resources.filter_map(Item::address);
        let (keyed, whole): (Vec<Address>, Vec<Address>) =
            addresses.partition(|address| address.name.ends_with(']'));
        let of = |address: &Address| without_key(address).to_string();
        (keyed.iter().map(of).collect::<BTreeSet<_>>(), whole.iter().map(of).collect::<BTreeSet<_>>())
    };
    let is_keyed = |item: &Item| item.section == Section::Resource && item.name.ends_with(']');
    if ![old, new].iter().any(|document| document.items().iter().any(is_keyed)) {
        return BTreeSet::new();
    }
    let (old, new) = (resources(old), resources(new));
    old.0.intersection(&new.1).chain(new.0.intersection(&old.1)).cloned().collect()
}

/// The keys of the instances of a resource; one for all where they are not known, which no key is.
fn keys(item: &Item, knowledge: &Knowledge<'_>) -> Vec<String> {
    let known = |name: &str| {
        let content = item.block().and_then(|block| block.get(name));
        (name.to_owned(), content.map_or(Known::Absent, |content| knowledge.content(content, 0)))
    };
    match Instances::of(&Known::Object(["count", "for_each", "lifecycle"].map(known).into())) {
        Instances::One => vec![String::new()],
        Instances::Keys(keys) if !keys.is_empty() => keys.into_iter().map(|(key, _)| key).collect(),
        Instances::Keys(_) | Instances::Unknown(_) => vec!["[]".to_owned()],
    }
}

fn is_number(key: &str) -> bool {
    key.trim_matches(['[', ']', '"']).bytes().all(|byte| byte.is_ascii_digit())
}

/// An address without the key of the instance.
fn unkeyed_last(address: &str) -> String {
    resource_at(address).map_or_else(|| address.to_owned(), |found| without_key(&found).to_string())
}

/// Whether a `removed` block destroys what it removes, as it does by default.
fn destroys(item: &Item) -> bool {
    let of = |content: &Content| match content {
        Content::Block(block) => block.get("destroy").cloned(),
        Content::Value(Value::Object(entries)) => {
            entries.iter().find(|(key, _)| key == "destroy").map(|(_, value)| Content::Value(value.clone()))
        }
        _ => None,
    };
    let lifecycle = item.block().and_then(|block| block.get("lifecycle")).and_then(of);
    !matches!(lifecycle, Some(Content::Value(Value::Bool(false)) | Content::Literal(Literal::Bool(false))))
}
