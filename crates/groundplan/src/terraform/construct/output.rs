use super::{Condition, Construct};
use crate::terraform::{Address, Addresses, Block, Key, Literal, Section, Value};

/// An output value of a root module.
///
/// ```
/// use groundplan::terraform::{Address, Document, Output};
/// let mut document = Document::new();
/// let vpc = Address::resource("aws_vpc", "main");
/// document.file("outputs").add(Output::new("vpc_id", vpc.attr("id")).description("The VPC"));
/// assert!(document.render()[0].1.contains(r#""value": "${aws_vpc.main.id}""#));
/// ```
#[derive(Clone, Debug)]
pub struct Output {
    name: Key,
    value: Value,
    description: Option<String>,
    flags: Vec<(&'static str, bool)>,
    preconditions: Vec<Condition>,
    depends_on: Vec<Address>,
}

impl Output {
    /// An output by its name and value.
    #[must_use]
    pub fn new(name: impl Into<Key>, value: impl Into<Value>) -> Self {
        let (description, flags, preconditions) = (None, Vec::new(), Vec::new());
        let (name, value) = (name.into(), value.into());
        Self { name, value, description, flags, preconditions, depends_on: Vec::new() }
    }

    /// What it is.
    #[must_use]
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// Terraform hides it in its output. An output of something sensitive must say so.
    #[must_use]
    pub fn sensitive(mut self) -> Self {
        self.flags.push(("sensitive", true));
        self
    }

    /// Terraform keeps it out of plan and state; for modules that are called by others.
    #[must_use]
    pub fn ephemeral(mut self) -> Self {
        self.flags.push(("ephemeral", true));
        self
    }

    /// What must hold before the value is handed on.
    #[must_use]
    pub fn precondition(mut self, condition: Condition) -> Self {
        self.preconditions.push(condition);
        self
    }

    /// What must be there before the value is handed on.
    #[must_use]
    pub fn depends_on(mut self, addresses: impl IntoIterator<Item = Address>) -> Self {
        self.depends_on.extend(addresses);
        self
    }
}

impl Construct for Output {
    fn section(&self) -> Section {
        Section::Output
    }

    fn name(&self) -> Key {
        self.name.clone()
    }

    fn into_block(self) -> Block {
        let mut block = Block::new();
        block.set("description", self.description.map(Literal::from));
        block.set("value", self.value);
        self.flags.into_iter().for_each(|(name, value)| block.set(name, value));
        block.repeat("precondition", self.preconditions.into_iter().map(Condition::into_block));
        block.set("depends_on", Addresses(self.depends_on));
        block
    }
}
