use super::{Construct, Lifecycle};
use crate::terraform::{Address, Argument, Block, Content, Item, Key, Literal, Section, Value};

/// Something that Terraform knows under another address: it is kept, not destroyed and made anew.
///
/// ```
/// use groundplan::terraform::{Address, Document, Moved};
/// let mut document = Document::new();
/// document.file("main").add(Moved::new(&Address::resource("aws_vpc", "old"), &Address::resource("aws_vpc", "main")));
/// assert!(document.render()[0].1.contains(r#""from": "aws_vpc.old""#));
/// ```
#[derive(Clone, Debug)]
pub struct Moved {
    from: Key,
    to: Key,
}

impl Moved {
    /// From one address to another.
    #[must_use]
    pub fn new(from: &Address, to: &Address) -> Self {
        Self { from: from.to_string().into(), to: to.to_string().into() }
    }

    /// From and to instances of `count` or `for_each`, or into modules: `aws_vpc.main["a"]`.
    #[must_use]
    pub fn instances(from: impl Into<Key>, to: impl Into<Key>) -> Self {
        Self { from: from.into(), to: to.into() }
    }
}

impl Construct for Moved {
    fn section(&self) -> Section {
        Section::Moved
    }

    fn into_block(self) -> Block {
        let mut block = Block::new();
        block.set("from", Literal::Bare(self.from));
        block.set("to", Literal::Bare(self.to));
        block
    }
}

impl Item {
    /// The address that an argument of `moved`, `import` or `removed` names.
    pub(crate) fn address_in(&self, name: &str) -> Option<String> {
        match self.block()?.get(name)? {
            Content::Literal(Literal::Bare(words)) => Some(words.to_string()),
            Content::Addresses(all) => all.first().map(ToString::to_string),
            Content::Value(Value::Expression(expression)) => Some(expression.to_string()),
            content => content.as_text().map(str::to_owned),
        }
    }
}

/// Something that exists already, and is taken over.
#[derive(Clone, Debug)]
pub struct Import {
    to: Key,
    id: Value,
    provider: Option<Literal>,
    for_each: Option<Value>,
}

impl Import {
    /// What AWS calls `id` becomes the resource of an address.
    #[must_use]
    pub fn new(to: &Address, id: impl Into<Value>) -> Self {
        Self { to: to.to_string().into(), id: id.into(), provider: None, for_each: None }
    }

    /// One for each element: the address holds `[each.key]`, the id `each.value`.
    #[must_use]
    pub fn for_each(mut self, elements: impl Into<Value>) -> Self {
        self.to = format!("{}[each.key]", self.to).into();
        self.for_each = Some(elements.into());
        self
    }

    /// Only if there is an element, at most one in all: the id is `each.value`.
    #[must_use]
    pub(crate) fn if_any(mut self, elements: impl Into<Value>) -> Self {
        self.for_each = Some(elements.into());
        self
    }

    /// Reads it through another configuration of the provider.
    #[must_use]
    pub fn provider(mut self, provider: Literal) -> Self {
        self.provider = Some(provider);
        self
    }
}

impl Construct for Import {
    fn section(&self) -> Section {
        Section::Import
    }

    fn into_block(self) -> Block {
        let mut block = Block::new();
        block.set("for_each", self.for_each);
        block.set("to", Literal::Bare(self.to));
        block.set("id", self.id);
        block.set("provider", self.provider);
        block
    }
}

/// Something that Terraform forgets.
#[derive(Clone, Debug)]
pub struct Removed {
    from: Key,
    destroy: bool,
}

impl Removed {
    /// Forgets it and leaves it standing.
    #[must_use]
    pub fn new(from: &Address) -> Self {
        Self { from: from.to_string().into(), destroy: false }
    }

    /// Destroys it as well.
    #[must_use]
    pub fn destroy(mut self) -> Self {
        self.destroy = true;
        self
    }
}

impl Construct for Removed {
    fn section(&self) -> Section {
        Section::Removed
    }

    fn into_block(self) -> Block {
        let mut lifecycle = Block::new();
        lifecycle.set("destroy", self.destroy);
        let mut block = Block::new();
        block.set("from", Literal::Bare(self.from));
        block.set("lifecycle", lifecycle);
        block
    }
}

/// What is chained onto a resource's body by name.
impl Block {
    /// How Terraform treats it.
    #[must_use]
    pub fn lifecycle(mut self, lifecycle: Lifecycle) -> Self {
        if let Some(content) = lifecycle.into_content() {
            self.put("lifecycle", content);
        }
        self
    }

    /// So many of it: `count.index` tells them apart.
    #[must_use]
    pub fn count(mut self, count: impl Into<Value>) -> Self {
        self.put("count", Content::Value(count.into()));
        self
    }

    /// One for each element of a map or set: `each.key` and `each.value` tell them apart. Terraform takes
    /// no list here, so a list is made a set.
    #[must_use]
    pub fn for_each(mut self, elements: impl Into<Value>) -> Self {
        let elements = match elements.into() {
            list @ Value::List(_) => crate::terraform::call::toset(list).into(),
            other => other,
        };
        self.put("for_each", Content::Value(elements));
        self
    }
}
