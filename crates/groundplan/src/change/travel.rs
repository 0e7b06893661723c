//! How a change travels along references.

use std::collections::{BTreeMap, BTreeSet};

use super::effect::{Effect, ObjectChange};
use super::known::{Knowledge, Known, Referred, at, entries};
use super::names::{module_of, unkeyed, within};
use crate::terraform::{Address, Block, Document, InstanceAddress, Item, Section};
use crate::unit::Lookup;

/// What refers to what in a document.
pub(super) struct Dependents<'a> {
    by_target: Lookup<Address, Vec<&'a Item>>,
}

impl<'a> Dependents<'a> {
    pub(super) fn of(document: &'a Document) -> Self {
        let mut found = Self { by_target: Lookup::default() };
        document.items().iter().for_each(|item| targets(item, &mut |target| found.add(target, item)));
        found
    }

    /// Adds what refers to a target, which it may do several times.
    fn add(&mut self, target: &Address, item: &'a Item) {
        match self.by_target.get_mut(target) {
            Some(items) if items.last().is_some_and(|last| std::ptr::eq(*last, item)) => {}
            Some(items) => items.push(item),
            None => drop(self.by_target.insert(target.clone(), vec![item])),
        }
    }

    /// These objects, and all that refers to them, directly or through others.
    pub(super) fn of_all(&self, objects: &BTreeSet<Address>) -> BTreeSet<Address> {
        let mut found = objects.clone();
        let mut open: Vec<Address> = objects.iter().cloned().collect();
        while let Some(address) = open.pop() {
            for item in self.users(&address) {
                open.extend(item.address().filter(|address| found.insert(address.clone())));
            }
        }
        found
    }

    /// What refers to an object: of an instance, also what refers to its resource.
    fn users(&self, address: &Address) -> impl Iterator<Item = &'a Item> {
        let name = unkeyed(&address.name);
        let whole = (name.len() < address.name.len())
            .then(|| Address { name: name.to_owned().into(), ..address.clone() });
        let of_whole = whole.and_then(|whole| self.by_target.get(&whole));
        self.by_target.get(address).into_iter().chain(of_whole).flatten().copied()
    }

    /// The resources that refer to one, directly or through local values.
    pub(super) fn resources_of(&self, address: &Address) -> Vec<&'a Item> {
        let (mut found, mut open, mut seen) = (Vec::new(), vec![address.clone()], BTreeSet::new());
        while let Some(address) = open.pop() {
            for item in self.users(&address) {
                match (item.section, item.address()) {
                    (Section::Resource, _) => found.push(item),
                    (Section::Locals, Some(local)) if seen.insert(local.clone()) => open.push(local),
                    _ => {}
                }
            }
        }
        found
    }
}

/// Sees what an item refers to, with what it waits for.
fn targets(item: &Item, see: &mut dyn FnMut(&Address)) {
    let mut references = Vec::new();
    item.content.references(&mut references);
    references.into_iter().for_each(|reference| see(&reference.address));
    item.block().into_iter().flat_map(Block::depends_on).for_each(|address| see(&address));
    triggers(item).iter().filter_map(|name| named(module_of(item), name)).for_each(|target| see(&target));
}

/// The names in `replace_triggered_by`: objects, or arguments of theirs.
fn triggers(item: &Item) -> Vec<String> {
    let Some(lifecycle) = item.block().and_then(|block| block.get("lifecycle")) else { return Vec::new() };
    let lifecycle = Knowledge::of(&[]).content(lifecycle, 0);
    texts(at(&Known::List(vec![lifecycle]), &["replace_triggered_by"]))
}

/// The resource at the head of `aws_lb.main.arn`, in a module.
fn named(module: &str, name: &str) -> Option<Address> {
    let mut steps = name.split(['.', '[']);
    let (kind, label) = (steps.next()?, steps.next()?);
    let found = Address::parse(&format!("{kind}.{label}"))?;
    Some(Address { resource_type: within(module, &found.resource_type).into(), ..found })
}

/// The names in a list, or the only one.
pub(super) fn texts(known: &Known) -> Vec<String> {
    let text = |known: &Known| known.text().trim_matches('"').to_owned();
    match known {
        Known::List(all) => all.iter().map(text).collect(),
        Known::Absent => Vec::new(),
        one => vec![text(one)],
    }
}

/// What is known only in the apply.
pub(super) struct Unknowns<'a> {
    objects: &'a BTreeMap<String, ObjectChange>,
    /// Data sources that are read in the apply.
    deferred: BTreeSet<String>,
}

impl<'a> Unknowns<'a> {
    /// Given what becomes of the objects, and the bodies of data sources.
    pub(super) fn of(objects: &'a BTreeMap<String, ObjectChange>, data: &[(String, Known)]) -> Self {
        Self::beyond(objects, &BTreeSet::new(), data)
    }

    /// As [`Unknowns::of`], with data sources of which the result is not known.
    pub(super) fn beyond(
        objects: &'a BTreeMap<String, ObjectChange>,
        sources: &BTreeSet<String>,
        data: &[(String, Known)],
    ) -> Self {
        let mut unknown = Self { objects, deferred: sources.clone() };
        loop {
            let deferred = data.iter().filter(|(_, body)| unknown.is_deferred(body));
            let deferred = deferred.map(|(address, _)| address).chain(sources);
            let deferred: BTreeSet<String> = deferred.cloned().collect();
            if deferred == unknown.deferred {
                return unknown;
            }
            unknown.deferred = deferred;
        }
    }

    /// Whether a data source is read in the apply only: what it asks for is not known before, or what it waits for
    /// changes.
    fn is_deferred(&self, body: &Known) -> bool {
        let waits = match at(body, &["depends_on"]) {
            Known::List(names) => names.iter().any(|name| self.changes(name.text().trim_matches('"'))),
            _ => false,
        };
        waits || !self.in_body(body).is_empty()
    }

    /// Where a body depends on it: path, path as facts have it, and the object.
    pub(super) fn in_body(&self, body: &Known) -> Vec<(String, String, String)> {
        let mut found = Vec::new();
        self.collect(body, (String::new(), String::new()), &mut found);
        found
    }

    fn collect(&self, known: &Known, place: (String, String), found: &mut Vec<(String, String, String)>) {
        match known {
            Known::Absent | Known::Scalar(_) => {}
            Known::Object(_) => {
                for (name, value) in entries(Some(known)).filter(|(name, _)| !is_meta(name, &place.0)) {
                    let below =
                        |path: &str| if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                    self.collect(value, (below(&place.0), below(&place.1)), found);
                }
            }
            Known::List(values) => {
                for (number, value) in values.iter().enumerate() {
                    let path =
                        if values.len() > 1 { format!("{}[{number}]", place.0) } else { place.0.clone() };
                    self.collect(value, (path, place.1.clone()), found);
                }
            }
            Known::Open(open) => {
                let follows = open.references.iter().find_map(|referred| self.cause(referred));
                found.extend(follows.map(|follows| (place.0, place.1, follows)));
            }
        }
    }

    /// The object that makes a reference unknown.
    fn cause(&self, referred: &Referred) -> Option<String> {
        if self.deferred.contains(&referred.address) {
            return Some(referred.address.clone());
        }
        // What is forgotten is created anew where it is still in the document.
        let is_new = |object: &&ObjectChange| {
            matches!(object.effect, Effect::Created | Effect::Replaced | Effect::Forgotten)
                || is_renewed(object, &referred.attribute)
        };
        let instance = format!("{}{}", referred.address, referred.key.as_deref().unwrap_or_default());
        let exact = self.objects.get(&instance).filter(is_new);
        let any = || match referred.key {
            Some(_) => None,
            None => self.instances(&referred.address).find(is_new),
        };
        exact.or_else(any).map(|object| object.address.as_str().to_owned())
    }

    /// Whether the object of a name changes in any way.
    fn changes(&self, name: &str) -> bool {
        let changes = |object: &ObjectChange| {
            object.effect != Effect::Moved
                && (object.effect != Effect::Updated || !object.arguments.is_empty())
        };
        let whole = InstanceAddress::from(name).of_object();
        self.objects.get(&whole).is_some_and(changes) || self.instances(&whole).any(changes)
    }

    fn instances<'b>(&'b self, address: &str) -> impl Iterator<Item = &'b ObjectChange> {
        let prefix = format!("{address}[");
        let range = self.objects.range(prefix.clone()..);
        range.take_while(move |(key, _)| key.starts_with(&prefix)).map(|(_, object)| object)
    }
}

/// Attributes that an update of these arguments gives another value; of no arguments, any update.
///
/// Sources: `resource_data.go` of Terraform, and what the provider's pages of these types say of the attributes.
const RENEWED: [(&str, &str, &[&str]); 3] = [
    ("terraform_data", "output", &["input"]),
    ("aws_launch_template", "latest_version", &[]),
    ("aws_s3_object", "version_id", &["content", "content_base64", "etag", "source", "source_hash"]),
];

/// Whether an update gives an attribute another value.
fn is_renewed(object: &ObjectChange, attribute: &str) -> bool {
    let kind = object.address.resource_type().unwrap_or_default();
    let first = attribute.split(['.', '[']).next().unwrap_or_default();
    let is_of = |arguments: &[&str]| {
        object.arguments.iter().any(|cause| {
            let argument = cause.argument.split(['.', '[']).next().unwrap_or_default();
            !cause.unless_default && (arguments.is_empty() || arguments.contains(&argument))
        })
    };
    object.effect == Effect::Updated
        && RENEWED.iter().any(|(of, name, arguments)| *of == kind && *name == first && is_of(arguments))
}

fn is_meta(name: &str, path: &str) -> bool {
    path.is_empty() && matches!(name, "lifecycle" | "depends_on" | "provider" | "provisioner" | "connection")
}
