use super::Construct;
use crate::terraform::{Block, Content, Key, Literal, Section};

/// Where Terraform keeps its state. Nothing here is ever an expression.
/// <https://developer.hashicorp.com/terraform/language/backend>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backend {
    kind: Key,
    arguments: Vec<(Key, Literal)>,
}

impl Backend {
    /// Every backend of Terraform 1.11.
    pub const KINDS: [&'static str; 11] =
        ["azurerm", "consul", "cos", "gcs", "http", "kubernetes", "local", "oss", "pg", "remote", "s3"];

    /// A backend by its kind: `s3`, `gcs`, `http`, …
    #[must_use]
    pub fn new(kind: impl Into<Key>) -> Self {
        Self { kind: kind.into(), arguments: Vec::new() }
    }

    /// State in S3 under a key; the bucket is given when Terraform is initialised, or by [`Backend::set`].
    #[must_use]
    pub fn s3(key: impl Into<String>) -> Self {
        Self::new("s3").set("key", key.into())
    }

    /// State in a file.
    #[must_use]
    pub fn local(path: impl Into<String>) -> Self {
        Self::new("local").set("path", path.into())
    }

    /// Sets an argument.
    #[must_use]
    pub fn set(mut self, name: impl Into<Key>, value: impl Into<Literal>) -> Self {
        self.arguments.push((name.into(), value.into()));
        self
    }
}

/// A provider that the module needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequiredProvider {
    name: String,
    source: String,
    version: String,
}

impl RequiredProvider {
    /// Its name in the module, where it comes from (`hashicorp/aws`, `example.com/team/name`), and which
    /// versions will do.
    #[must_use]
    pub fn new(name: impl Into<String>, source: impl Into<String>, version: impl Into<String>) -> Self {
        Self { name: name.into(), source: source.into(), version: version.into() }
    }
}

/// The `terraform` block: versions, providers, and where state is kept.
///
/// ```
/// use groundplan::terraform::{Backend, Document, RequiredProvider, Settings};
/// let mut document = Document::new();
/// document.file("terraform").add(
///     Settings::new()
///         .required_version(">= 1.10")
///         .require(RequiredProvider::new("aws", "hashicorp/aws", ">= 5.100.0, < 7.0.0"))
///         .backend(Backend::s3("shop/production/terraform.tfstate").set("use_lockfile", true)),
/// );
/// assert!(document.render()[0].1.contains(r#""use_lockfile": true"#));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Settings {
    required_version: Option<String>,
    providers: Vec<RequiredProvider>,
    backend: Option<Backend>,
    cloud: Option<Vec<(Key, Literal)>>,
}

impl Settings {
    /// Nothing is required.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The versions of Terraform that will do.
    #[must_use]
    pub fn required_version(mut self, version: impl Into<String>) -> Self {
        self.required_version = Some(version.into());
        self
    }

    /// Needs a provider.
    #[must_use]
    pub fn require(mut self, provider: RequiredProvider) -> Self {
        self.providers.push(provider);
        self
    }

    /// Keeps the state in a backend; takes the place of [`Settings::cloud`].
    #[must_use]
    pub fn backend(mut self, backend: Backend) -> Self {
        (self.backend, self.cloud) = (Some(backend), None);
        self
    }

    /// Keeps the state in a workspace of HCP Terraform; takes the place of [`Settings::backend`].
    #[must_use]
    pub fn cloud(mut self, organization: impl Into<String>, workspace: impl Into<String>) -> Self {
        let workspaces = Literal::object([("name", workspace.into())]);
        let organization = Literal::from(organization.into());
        self.cloud = Some(vec![("organization".into(), organization), ("workspaces".into(), workspaces)]);
        self.backend = None;
        self
    }
}

impl Construct for Settings {
    fn section(&self) -> Section {
        Section::Terraform
    }

    fn into_block(self) -> Block {
        let mut block = Block::new();
        block.set("required_version", self.required_version.map(Literal::from));
        if !self.providers.is_empty() {
            let entry = |provider: RequiredProvider| {
                let body = Literal::object([("source", provider.source), ("version", provider.version)]);
                (provider.name, body)
            };
            block.set("required_providers", Literal::object(self.providers.into_iter().map(entry)));
        }
        if let Some(backend) = self.backend {
            let mut labelled = Block::new();
            labelled.put(backend.kind, Content::Block(literals(backend.arguments)));
            block.set("backend", labelled);
        }
        block.set("cloud", self.cloud.map(literals));
        block
    }
}

fn literals(arguments: Vec<(Key, Literal)>) -> Block {
    let mut block = Block::new();
    arguments.into_iter().for_each(|(name, literal)| block.put(name, Content::Literal(literal)));
    block
}
