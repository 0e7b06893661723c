use super::{Address, Block, Construct, Content, Document, Item, Key, Moved, Section, Value};
use crate::decision::Origins;

/// One file of a [`Document`] while objects are added to it.
#[derive(Debug)]
pub struct File<'a> {
    name: Key,
    document: &'a mut Document,
    /// What everything that is added follows from.
    origins: Origins,
}

impl<'a> File<'a> {
    pub(super) fn of(name: Key, document: &'a mut Document) -> Self {
        Self { name, document, origins: Origins::NONE }
    }
}

impl File<'_> {
    /// The same file, for objects that are there because of these decisions as well.
    pub fn because(&mut self, origins: &Origins) -> File<'_> {
        let origins = self.origins.and(origins);
        File { name: self.name.clone(), document: self.document, origins }
    }

    /// Adds a managed resource.
    pub fn resource(&mut self, kind: impl Into<Key>, name: impl Into<Key>, body: Block) -> Address {
        let address = Address::resource(kind, name);
        self.push(Section::Resource, &address, Content::Block(body));
        address
    }

    /// Adds a data source.
    pub fn data(&mut self, kind: impl Into<Key>, name: impl Into<Key>, body: Block) -> Address {
        let address = Address::data(kind, name);
        self.push(Section::Data, &address, Content::Block(body));
        address
    }

    /// Adds an ephemeral resource.
    pub fn ephemeral(&mut self, kind: impl Into<Key>, name: impl Into<Key>, body: Block) -> Address {
        let address = Address::ephemeral(kind, name);
        self.push(Section::Ephemeral, &address, Content::Block(body));
        address
    }

    /// Adds a construct: a variable, an output, a provider, a `moved` block, …
    pub fn add(&mut self, construct: impl Construct) {
        let (section, name) = (construct.section(), construct.name());
        self.push(section, &Address::local(name), Content::Block(construct.into_block()));
    }

    /// Adds a local value.
    pub fn local(&mut self, name: impl Into<Key>, value: impl Into<Value>) -> Address {
        let address = Address::local(name);
        self.push(Section::Locals, &address, Content::Value(value.into()));
        address
    }

    /// Adds an input variable.
    pub fn variable(&mut self, name: impl Into<Key>, body: Block) -> Address {
        let address = Address::variable(name);
        self.push(Section::Variable, &address, Content::Block(body));
        address
    }

    /// Adds an output value.
    pub fn output(&mut self, name: impl Into<Key>, body: Block) {
        self.push(Section::Output, &Address::output(name), Content::Block(body));
    }

    /// Adds a module call.
    pub fn module(&mut self, name: impl Into<Key>, body: Block) -> Address {
        let address = Address::module(name);
        self.push(Section::Module, &address, Content::Block(body));
        address
    }

    /// Says that what Terraform knew under one address is now under another.
    ///
    /// ```
    /// use groundplan::terraform::{Address, Document};
    /// let mut document = Document::new();
    /// let address = |name| Address::resource("aws_vpc", name);
    /// document.file("network").moved(&address("old"), &address("main"));
    /// assert!(document.render()[0].1.contains(r#""from": "aws_vpc.old""#));
    /// ```
    pub fn moved(&mut self, from: &Address, to: &Address) {
        self.add(Moved::new(from, to));
    }

    /// Adds the settings of a provider.
    pub fn provider(&mut self, name: impl Into<Key>, body: Block) {
        let name = Address::local(name);
        self.push(Section::Provider, &name, Content::Block(body));
    }

    /// Adds the `terraform` block.
    pub fn terraform(&mut self, body: Block) {
        self.push(Section::Terraform, &Address::local(""), Content::Block(body));
    }

    /// Adds a line to the comment at the head of this file.
    pub fn comment(&mut self, text: impl Into<String>) {
        self.document.comments.push((self.name.clone(), text.into()));
    }

    /// Adds an object as it is.
    pub fn push_item(&mut self, item: Item) {
        let name = item.name.because(&self.origins);
        self.document.items.push(Item { file: self.name.clone(), name, ..item });
    }

    fn push(&mut self, section: Section, address: &Address, content: Content) {
        let (kind, name) = (address.resource_type.clone(), address.name.clone().because(&self.origins));
        self.document.items.push(Item {
            file: self.name.clone(),
            section,
            resource_type: kind,
            name,
            content,
        });
    }
}
