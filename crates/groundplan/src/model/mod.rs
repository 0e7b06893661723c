//! Queries over a document, for lints, prices and pictures: resources by type, values behind references, and the
//! graph of references.

mod json;
mod place;
mod references;
pub(crate) mod walk;

pub(crate) use place::{Body, Place, reference, text};
pub(crate) use references::{Dangling, References};

use crate::diagnostic::Path;
use crate::terraform::{
    Block, Content, Document, Expression, Item, Key, Literal, Mode, Reference, Section, Value, is_identifier,
};
use crate::unit::Lookup;

/// How many references are followed from one value to the next; longer chains are ignored.
const FURTHEST: usize = 8;

/// A document in which resources are found by type, and values behind references.
pub(crate) struct Model<'a> {
    pub(crate) document: &'a Document,
    /// What refers to what; not looked for in a model with defaults.
    pub(crate) references: References<'a>,
    resources: Lookup<&'a str, Vec<&'a Item>>,
    /// By name and type.
    names: Lookup<(&'a str, &'a str), &'a Item>,
    locals: Lookup<&'a str, &'a Value>,
    defaults: Lookup<&'a str, Value>,
}

impl<'a> Model<'a> {
    pub(crate) fn of(document: &'a Document) -> Self {
        Self::with_references(document, References::of(document))
    }

    /// As [`Model::of`], with references that were followed before.
    pub(crate) fn with_references(document: &'a Document, references: References<'a>) -> Self {
        Self { references, ..Self::without_references(document) }
    }

    fn without_references(document: &'a Document) -> Self {
        let mut model = Self {
            document,
            references: References::default(),
            resources: Lookup::default(),
            names: Lookup::default(),
            locals: Lookup::default(),
            defaults: Lookup::default(),
        };
        for item in document.items() {
            match (item.section, &item.content) {
                (Section::Resource, _) => {
                    model.resources.entry(&item.resource_type).or_default().push(item);
                    model.names.entry((&item.name, &item.resource_type)).or_insert(item);
                }
                (Section::Locals, Content::Value(value)) => {
                    model.locals.insert(&item.name, value);
                }
                _ => {}
            }
        }
        model
    }

    /// As [`Model::of`]; a variable with a default has that value, as in Terraform when nothing else
    /// is set.
    pub(crate) fn with_defaults(document: &'a Document) -> Self {
        let mut model = Self::without_references(document);
        for item in document.items().iter().filter(|item| item.section == Section::Variable) {
            let default = item.block().and_then(|block| match block.get("default")? {
                Content::Literal(literal) => Some(of_literal(literal)),
                Content::Value(value) => Some(value.clone()),
                _ => None,
            });
            model.defaults.extend(default.map(|default| (item.name.as_str(), default)));
        }
        model
    }

    /// The managed resources of a type, in the order written.
    pub(crate) fn resources(&'a self, kind: &str) -> impl Iterator<Item = Place<'a>> {
        self.resources.get(kind).into_iter().flatten().filter_map(|item| self.place(item))
    }

    /// The managed resources of several types that are one: `aws_lb` and `aws_alb`.
    pub(crate) fn of_kinds(&'a self, kinds: &'static [&'static str]) -> impl Iterator<Item = Place<'a>> {
        kinds.iter().flat_map(|kind| self.resources(kind))
    }

    /// The blocks of a section.
    pub(crate) fn section(&'a self, section: Section) -> impl Iterator<Item = Place<'a>> {
        let items = self.document.items().iter().filter(move |item| item.section == section);
        items.filter_map(|item| self.place(item))
    }

    /// The managed resource that a reference leads to, if it is of one of these types.
    pub(crate) fn target(&'a self, reference: &Reference, kinds: &[&str]) -> Option<Place<'a>> {
        let address = &reference.address;
        let known = address.mode == Mode::Resource && kinds.contains(&address.resource_type.as_str());
        self.named(reference).filter(|_| known).and_then(|item| self.place(item))
    }

    /// The data source that a reference leads to, if it is of this type.
    pub(crate) fn looked_up(&'a self, reference: &Reference, kind: &str) -> Option<Place<'a>> {
        let is_it = |item: &Item| item.address().is_some_and(|own| own == reference.address);
        self.section(Section::Data).find(|place| place.item.resource_type == *kind && is_it(place.item))
    }

    /// The managed resource that a reference names; in a plan each instance is one: `aws_subnet.main["a"]`.
    fn named(&self, reference: &Reference) -> Option<&'a Item> {
        let (kind, name) = (reference.address.resource_type.as_str(), reference.address.name.as_str());
        let instance = || {
            let index = reference.path.split_inclusive(']').next().filter(|path| path.starts_with('['))?;
            self.names.get(&(format!("{name}{index}").as_str(), kind)).copied()
        };
        self.names.get(&(name, kind)).copied().or_else(instance)
    }

    /// The instances of a resource, which a plan has one by one.
    pub(crate) fn instances(&'a self, reference: &Reference) -> impl Iterator<Item = Place<'a>> {
        let address = reference.address.clone();
        let of_kind = self.resources.get(address.resource_type.as_str()).into_iter().flatten();
        let is_instance = move |item: &&&Item| {
            item.name.strip_prefix(address.name.as_str()).is_some_and(|index| index.starts_with('['))
        };
        of_kind.filter(is_instance).filter_map(|item| self.place(item))
    }

    /// The value behind references to locals and to what other resources say themselves; an expression
    /// where that is not known.
    pub(crate) fn follow(&'a self, value: &'a Value) -> &'a Value {
        self.follow_where(value, true)
    }

    /// The value behind references to locals only.
    pub(crate) fn follow_locals(&'a self, value: &'a Value) -> &'a Value {
        self.follow_where(value, false)
    }

    fn follow_where(&'a self, mut value: &'a Value, everywhere: bool) -> &'a Value {
        for _ in 0..FURTHEST {
            value = match value {
                Value::Expression(Expression::Value(inner)) => inner,
                Value::Expression(Expression::Evaluated(evaluated)) => &evaluated.value,
                Value::Expression(Expression::Reference(reference)) => {
                    let is_local = matches!(reference.address.mode, Mode::Local | Mode::Variable);
                    match self.resolve(reference).filter(|_| everywhere || is_local) {
                        Some(resolved) => resolved,
                        None => return value,
                    }
                }
                _ => return value,
            };
        }
        value
    }

    /// The value that a reference leads to, if the document contains it.
    pub(crate) fn resolve(&'a self, reference: &Reference) -> Option<&'a Value> {
        let mut steps = reference.path.split('.').filter(|step| !step.is_empty());
        if !reference.path.is_empty() && !reference.path.split('.').all(is_identifier) {
            return None;
        }
        let start = match reference.address.mode {
            Mode::Local => *self.locals.get(reference.address.name.as_str())?,
            Mode::Variable => self.defaults.get(reference.address.name.as_str())?,
            Mode::Resource => match self.named(reference)?.block()?.get(steps.next()?)? {
                Content::Value(value) => value,
                _ => return None,
            },
            _ => return None,
        };
        steps.try_fold(start, |value, step| match self.follow(value) {
            Value::Object(entries) => entry(entries, step),
            _ => None,
        })
    }

    /// A block as a place.
    pub(crate) fn place(&'a self, item: &'a Item) -> Option<Place<'a>> {
        Some(Place { model: self, item, below: Path::root(), body: Body::Block(item.block()?) })
    }
}

/// A literal as the value that it is.
fn of_literal(literal: &Literal) -> Value {
    match literal {
        Literal::Null => Value::Null,
        Literal::Bool(value) => Value::Bool(*value),
        Literal::Integer(number) => Value::Integer(*number),
        Literal::Decimal(digits) => Value::Decimal(digits.clone()),
        Literal::Bare(words) => Value::from(words.to_string()),
        Literal::Text(text) => Value::from(text.clone()),
        Literal::List(values) => Value::List(values.iter().map(of_literal).collect()),
        Literal::Object(entries) => Value::Object(
            entries.iter().map(|(key, value)| (key.clone().into(), of_literal(value))).collect(),
        ),
    }
}

/// The path of a top-level block in Terraform's JSON.
pub(crate) fn path(item: &Item) -> Path {
    let labels = [&item.resource_type, &item.name].into_iter().filter(|label| !label.is_empty());
    labels.fold(Path::root().key(item.section.name()), |path, label| path.key(label.as_str()))
}

/// The value under a key of an object.
pub(crate) fn entry<'a>(entries: &'a [(Key, Value)], name: &str) -> Option<&'a Value> {
    entries.iter().find(|(key, _)| key == name).map(|(_, value)| value)
}

/// The nested blocks of one name in a block, whichever way they are held.
pub(crate) fn nested<'a>(block: &'a Block, name: &str) -> &'a [Block] {
    match block.get(name) {
        Some(Content::Block(one)) => std::slice::from_ref(one),
        Some(Content::Blocks(several)) => several,
        _ => &[],
    }
}
