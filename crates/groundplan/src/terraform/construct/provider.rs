use super::Construct;
use crate::terraform::{Argument, Block, Key, Literal, Section, Value};

/// A configuration of a provider: the default one, or one with an alias.
///
/// ```
/// use groundplan::terraform::{Block, Document, Provider};
/// let mut document = Document::new();
/// let mut file = document.file("provider");
/// file.add(Provider::new("aws").set("region", "eu-west-1"));
/// let virginia = Provider::new("aws").alias("virginia").set("region", "us-east-1").assume_role("arn:aws:iam::111111111111:role/deploy");
/// let mut certificate = Block::new();
/// certificate.set("provider", virginia.reference());
/// file.add(virginia);
/// file.resource("aws_acm_certificate", "cdn", certificate);
/// assert!(document.render()[0].1.contains(r#""provider": "aws.virginia""#));
/// ```
#[derive(Clone, Debug)]
pub struct Provider {
    name: Key,
    alias: Option<Key>,
    body: Block,
}

impl Provider {
    /// The default configuration of a provider.
    #[must_use]
    pub fn new(name: impl Into<Key>) -> Self {
        Self { name: name.into(), alias: None, body: Block::new() }
    }

    /// Makes it a further configuration, which resources choose by [`Provider::reference`].
    #[must_use]
    pub fn alias(mut self, alias: impl Into<Key>) -> Self {
        self.alias = Some(alias.into());
        self
    }

    /// Sets an argument.
    #[must_use]
    pub fn set(mut self, name: impl Into<Key>, argument: impl Argument) -> Self {
        self.body.set(name, argument);
        self
    }

    /// Works as a role: of another account, for instance.
    #[must_use]
    pub fn assume_role(mut self, role_arn: impl Into<Value>) -> Self {
        let mut role = Block::new();
        role.set("role_arn", role_arn.into());
        self.body.set("assume_role", role);
        self
    }

    /// How a resource chooses it: `provider = aws.virginia`.
    #[must_use]
    pub fn reference(&self) -> Literal {
        match &self.alias {
            Some(alias) => Literal::bare(format!("{}.{alias}", self.name)),
            None => Literal::bare(self.name.clone()),
        }
    }
}

impl Construct for Provider {
    fn section(&self) -> Section {
        Section::Provider
    }

    fn name(&self) -> Key {
        self.name.clone()
    }

    fn into_block(mut self) -> Block {
        let mut block = Block::new();
        block.set("alias", self.alias.map(|alias| Literal::from(alias.to_string())));
        block.entries_mut().append(self.body.entries_mut());
        block
    }
}
