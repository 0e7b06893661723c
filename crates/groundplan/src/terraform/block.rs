use super::{Address, Expression, Key, Literal, Reference, Text, Value};
use crate::decision::{Decided, Origins};

/// The content of one name of a [`Block`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// An argument.
    Value(Value),
    /// A nested block, once.
    Block(Block),
    /// A nested block, several times.
    Blocks(Vec<Block>),
    /// Bare references to whole objects: `depends_on`.
    Addresses(Vec<Address>),
    /// Bare names of arguments: `ignore_changes`.
    Names(Vec<Key>),
    /// A value that Terraform takes literally.
    Literal(Literal),
}

/// The body of a block: arguments and nested blocks, in the order written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    pub(super) entries: Vec<(Key, Content)>,
}

impl Block {
    /// An empty body.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets an argument, with the decisions that it follows from. `None` leaves it out.
    pub fn set(&mut self, name: impl Into<Key>, argument: impl Argument) {
        let origins = argument.origins();
        if let Some(content) = argument.into_content() {
            self.entries.push((name.into().because(&origins), content));
        }
    }

    /// Adds a nested block for each body: none, one or several.
    pub fn repeat(&mut self, name: impl Into<Key>, bodies: impl Bodies) {
        let (mut bodies, origins) = bodies.into_bodies();
        let name = name.into().because(&origins);
        match bodies.len() {
            0 => {}
            1 => self.entries.extend(bodies.pop().map(|body| (name, Content::Block(body)))),
            _ => self.entries.push((name, Content::Blocks(bodies))),
        }
    }

    /// Names and contents, in order.
    pub fn entries(&self) -> impl Iterator<Item = (&Key, &Content)> {
        self.entries.iter().map(|(name, content)| (name, content))
    }

    /// Names and contents, in order.
    pub(crate) fn into_entries(self) -> Vec<(Key, Content)> {
        self.entries
    }

    /// A body of names and contents.
    pub(crate) fn from_entries(entries: Vec<(Key, Content)>) -> Self {
        Self { entries }
    }

    /// The content of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Content> {
        self.entries.iter().find(|(key, _)| key == name).map(|(_, content)| content)
    }

    /// Whether nothing is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The content of a name, to be changed.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Content> {
        self.entries.iter_mut().find(|(key, _)| key == name).map(|(_, content)| content)
    }

    /// Names and contents, to be changed.
    pub fn entries_mut(&mut self) -> &mut Vec<(Key, Content)> {
        &mut self.entries
    }

    /// Sets the content of a name. Content that is there already is replaced in its position, with its origins.
    pub fn put(&mut self, name: impl Into<Key>, content: Content) {
        let name = name.into();
        match self.entries.iter_mut().find(|(known, _)| *known == name) {
            Some(known) => *known = (name, content),
            None => self.entries.push((name, content)),
        }
    }

    /// Sees every expression in it, and all within those.
    pub fn visit<'a>(&'a self, see: &mut dyn FnMut(&'a Expression)) {
        self.entries.iter().for_each(|(_, content)| content.visit(see));
    }

    /// Every object that this block refers to, in reading order.
    pub fn references<'a>(&'a self, found: &mut Vec<&'a Reference>) {
        self.entries.iter().for_each(|(_, content)| content.references(found));
    }
}

impl Block {
    /// The objects that `depends_on` names, whole or in part.
    pub(crate) fn depends_on(&self) -> Vec<Address> {
        match self.get("depends_on") {
            Some(Content::Addresses(addresses)) => addresses.clone(),
            Some(Content::Names(names)) => {
                names.iter().filter_map(|name| Reference::dependency(name)).collect()
            }
            _ => Vec::new(),
        }
    }
}

impl Content {
    /// The text, where it is one and has no expression in it.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Literal(Literal::Text(text)) => Some(text),
            Self::Value(Value::Text(text)) => text.as_literal(),
            _ => None,
        }
    }

    /// What `depends_on` names: whole objects, or, as they were written, instances and outputs of modules too.
    pub(crate) fn dependencies(names: Vec<Key>) -> Self {
        let whole: Option<Vec<Address>> = names.iter().map(|name| Address::parse(name)).collect();
        whole.map_or(Self::Names(names), Self::Addresses)
    }

    /// Sees every expression in it, and all within those.
    pub fn visit<'a>(&'a self, see: &mut dyn FnMut(&'a Expression)) {
        match self {
            Self::Value(value) => value.visit(see),
            Self::Block(block) => block.visit(see),
            Self::Blocks(blocks) => blocks.iter().for_each(|block| block.visit(see)),
            Self::Addresses(_) | Self::Names(_) | Self::Literal(_) => {}
        }
    }

    /// Every object that it refers to, in reading order.
    pub fn references<'a>(&'a self, found: &mut Vec<&'a Reference>) {
        self.visit(&mut |expression| {
            if let Expression::Reference(reference) = expression {
                found.push(reference);
            }
        });
    }

    /// Changes every reference within, bare ones to whole objects included.
    pub fn map_references(&mut self, change: &mut dyn FnMut(&mut Reference)) {
        match self {
            Self::Value(value) => value.map_references(change),
            Self::Block(block) => block.map_references(change),
            Self::Blocks(blocks) => blocks.iter_mut().for_each(|block| block.map_references(change)),
            Self::Addresses(addresses) => {
                for address in addresses {
                    let mut whole = Reference { address: address.clone(), path: Key::EMPTY };
                    change(&mut whole);
                    *address = whole.address;
                }
            }
            Self::Names(_) | Self::Literal(_) => {}
        }
    }
}

impl Block {
    /// Changes every reference within.
    pub fn map_references(&mut self, change: &mut dyn FnMut(&mut Reference)) {
        self.entries.iter_mut().for_each(|(_, content)| content.map_references(change));
    }
}

/// Bodies of nested blocks of one type.
pub trait Bodies {
    /// The bodies, and the decisions that their number follows from.
    fn into_bodies(self) -> (Vec<Block>, Origins);
}

impl<I: IntoIterator<Item = Block>> Bodies for I {
    fn into_bodies(self) -> (Vec<Block>, Origins) {
        (self.into_iter().collect(), Origins::NONE)
    }
}

impl<I: IntoIterator<Item = Block>> Bodies for Decided<I> {
    fn into_bodies(self) -> (Vec<Block>, Origins) {
        let (bodies, origins) = self.into_parts();
        (bodies.into_iter().collect(), origins)
    }
}

/// Bare references to whole objects, for `depends_on`. An empty list leaves the argument out.
#[derive(Clone, Debug)]
pub struct Addresses(pub Vec<Address>);

/// Bare names of arguments, for `ignore_changes`. An empty list leaves the argument out.
#[derive(Clone, Debug)]
pub struct Names(pub Vec<Key>);

/// What is allowed to the right of `name =`.
pub trait Argument {
    /// The content, or `None` to leave the argument out.
    fn into_content(self) -> Option<Content>;

    /// The decisions that it follows from.
    fn origins(&self) -> Origins {
        Origins::NONE
    }
}

impl<T: Argument> Argument for Decided<T> {
    fn into_content(self) -> Option<Content> {
        self.into_value().into_content()
    }

    fn origins(&self) -> Origins {
        Decided::origins(self).and(&Argument::origins(&**self))
    }
}

impl<T: Argument + Clone> Argument for &Decided<T> {
    fn into_content(self) -> Option<Content> {
        (*self).clone().into_content()
    }

    fn origins(&self) -> Origins {
        Argument::origins(*self)
    }
}

impl Argument for Addresses {
    fn into_content(self) -> Option<Content> {
        (!self.0.is_empty()).then_some(Content::Addresses(self.0))
    }
}

impl Argument for Names {
    fn into_content(self) -> Option<Content> {
        (!self.0.is_empty()).then_some(Content::Names(self.0))
    }
}

impl Argument for Literal {
    fn into_content(self) -> Option<Content> {
        Some(Content::Literal(self))
    }
}

impl Argument for Block {
    fn into_content(self) -> Option<Content> {
        Some(Content::Block(self))
    }
}

impl<T: Argument> Argument for Option<T> {
    fn into_content(self) -> Option<Content> {
        self.and_then(Argument::into_content)
    }

    fn origins(&self) -> Origins {
        self.as_ref().map(Argument::origins).unwrap_or_default()
    }
}

macro_rules! values {
    ($($type:ty),* $(,)?) => { $(
        impl Argument for $type {
            fn into_content(self) -> Option<Content> {
                Some(Content::Value(self.into()))
            }
        }
    )* };
}

values!(
    Value,
    bool,
    i64,
    i32,
    u32,
    u16,
    u8,
    &'static str,
    String,
    &String,
    Text,
    &Text,
    Expression,
    Reference,
    &Reference
);

impl<T: Into<Value>> Argument for Vec<T> {
    fn into_content(self) -> Option<Content> {
        Some(Content::Value(self.into()))
    }
}

impl<T: Into<Value>, const N: usize> Argument for [T; N] {
    fn into_content(self) -> Option<Content> {
        Some(Content::Value(self.into()))
    }
}
