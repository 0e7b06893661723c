use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Address, AddressKey, Block, Content, File, Key, Mode, Reference, Rendered, hcl, json};
use crate::decision::{Decision, DecisionId, Origins};
use crate::node::Node;
use crate::unit::sort_by;

/// The top-level blocks of a file, in the order in which they are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// `terraform`: versions, providers, backend.
    Terraform,
    /// `provider`.
    Provider,
    /// `variable`.
    Variable,
    /// `locals`.
    Locals,
    /// `data`.
    Data,
    /// `ephemeral`.
    Ephemeral,
    /// `resource`.
    Resource,
    /// `action`: what a provider does when something else changes.
    Action,
    /// `module`.
    Module,
    /// `output`.
    Output,
    /// `check`.
    Check,
    /// `moved`.
    Moved,
    /// `import`.
    Import,
    /// `removed`.
    Removed,
}

impl Section {
    /// The name of the top-level block.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Terraform => "terraform",
            Self::Provider => "provider",
            Self::Variable => "variable",
            Self::Locals => "locals",
            Self::Data => "data",
            Self::Ephemeral => "ephemeral",
            Self::Resource => "resource",
            Self::Action => "action",
            Self::Module => "module",
            Self::Output => "output",
            Self::Check => "check",
            Self::Moved => "moved",
            Self::Import => "import",
            Self::Removed => "removed",
        }
    }

    /// Every section, in the order in which they are written.
    pub const ALL: [Self; 14] = [
        Self::Terraform,
        Self::Provider,
        Self::Variable,
        Self::Locals,
        Self::Data,
        Self::Ephemeral,
        Self::Resource,
        Self::Action,
        Self::Module,
        Self::Output,
        Self::Check,
        Self::Moved,
        Self::Import,
        Self::Removed,
    ];

    /// How many labels its blocks have; a local value counts as a block with one.
    pub(crate) fn labels(self) -> usize {
        match self {
            section if section.is_unnamed() => 0,
            section if section.is_typed() => 2,
            _ => 1,
        }
    }

    /// Whether its blocks have a type as well as a name.
    #[must_use]
    pub fn is_typed(self) -> bool {
        matches!(self, Self::Data | Self::Ephemeral | Self::Resource | Self::Action)
    }

    /// Whether its blocks have no name.
    #[must_use]
    pub fn is_unnamed(self) -> bool {
        matches!(self, Self::Terraform | Self::Moved | Self::Import | Self::Removed)
    }
}

/// One top-level block, or one local value, with the file that holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The file's name without its ending: `network`, `service_api`.
    pub file: Key,
    /// Which top-level block it belongs to.
    pub section: Section,
    /// The type of a resource, a data source or an action; empty elsewhere.
    pub resource_type: Key,
    /// The label; empty for blocks that have none, such as `terraform` and `moved`.
    pub name: Key,
    /// The body.
    pub content: Content,
}

impl Item {
    /// The address of this object; `None` for blocks that have none, such as `terraform` and `provider`.
    #[must_use]
    pub fn address(&self) -> Option<Address> {
        Some(Address {
            mode: self.mode()?,
            resource_type: self.resource_type.clone(),
            name: self.name.clone(),
        })
    }

    /// What its address is looked up by.
    pub(crate) fn key(&self) -> Option<AddressKey<'_>> {
        Some((&self.name, &self.resource_type, self.mode()?))
    }

    fn mode(&self) -> Option<Mode> {
        match self.section {
            Section::Terraform | Section::Provider | Section::Moved | Section::Import | Section::Removed => {
                None
            }
            Section::Variable => Some(Mode::Variable),
            Section::Locals => Some(Mode::Local),
            Section::Data => Some(Mode::Data),
            Section::Ephemeral => Some(Mode::Ephemeral),
            Section::Resource => Some(Mode::Resource),
            Section::Action => Some(Mode::Action),
            Section::Module => Some(Mode::Module),
            Section::Output => Some(Mode::Output),
            Section::Check => Some(Mode::Check),
        }
    }

    /// The body, unless the item is a local value.
    #[must_use]
    pub fn block(&self) -> Option<&Block> {
        match &self.content {
            Content::Block(block) => Some(block),
            _ => None,
        }
    }
}

/// One root module: all that one `terraform apply` works on.
///
/// ```
/// use groundplan::terraform::{Block, Document};
/// let mut document = Document::new();
/// let mut body = Block::new();
/// body.set("cidr_block", "10.20.0.0/16");
/// let vpc = document.file("network").resource("aws_vpc", "main", body);
/// assert_eq!(vpc.attr("id").to_string(), "aws_vpc.main.id");
/// let (name, text) = &document.render()[0];
/// assert_eq!(name, "network.tf.json");
/// assert!(text.contains(r#""cidr_block": "10.20.0.0/16""#));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Document {
    pub(super) items: Vec<Item>,
    pub(super) comments: Vec<(Key, String)>,
    /// What the origins of its names lead to.
    pub(super) decisions: Arc<Vec<Decision>>,
    /// What a plan marks as sensitive, by what has it.
    pub(super) sensitive: BTreeMap<Address, Node>,
}

/// Where it comes from makes no difference.
impl PartialEq for Document {
    fn eq(&self, other: &Self) -> bool {
        (&self.items, &self.comments) == (&other.items, &other.comments)
    }
}

impl Eq for Document {}

impl Document {
    /// An empty root module.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Where to add the objects of one concern.
    pub fn file(&mut self, name: impl Into<Key>) -> File<'_> {
        File::of(name.into(), self)
    }

    /// The decision that an origin leads to.
    #[must_use]
    pub fn decision(&self, id: DecisionId) -> Option<&Decision> {
        self.decisions.get(id.index())
    }

    /// Every decision that its values follow from.
    #[must_use]
    pub fn decisions(&self) -> &[Decision] {
        &self.decisions
    }

    /// Says what the origins of its names lead to.
    pub(crate) fn decided_by(&mut self, decisions: Arc<Vec<Decision>>) {
        self.decisions = decisions;
    }

    /// Adds a decision, for what is laid over a document.
    pub(crate) fn record(&mut self, decision: Decision) -> Origins {
        let decisions = Arc::make_mut(&mut self.decisions);
        decisions.push(decision);
        DecisionId::at(decisions.len() - 1).into()
    }

    /// All objects, in the order added.
    #[must_use]
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// All objects, to be changed.
    pub fn items_mut(&mut self) -> &mut Vec<Item> {
        &mut self.items
    }

    /// The object of an address.
    #[must_use]
    pub fn get(&self, address: &Address) -> Option<&Item> {
        self.items.iter().find(|item| {
            (&item.name, &item.resource_type) == (&address.name, &address.resource_type)
                && item.mode() == Some(address.mode)
        })
    }

    /// The addresses of all objects, sorted.
    #[must_use]
    pub fn addresses(&self) -> Vec<Address> {
        let mut addresses: Vec<Address> = self.items.iter().filter_map(Item::address).collect();
        sort_by(&mut addresses, Ord::cmp);
        addresses
    }

    /// All references, in reading order.
    #[must_use]
    pub fn references(&self) -> Vec<&Reference> {
        let mut found = Vec::new();
        self.items.iter().for_each(|item| item.content.references(&mut found));
        found
    }

    /// References to objects that are not in the document.
    #[must_use]
    pub fn unresolved(&self) -> Vec<&Reference> {
        let known = self.addresses();
        let mut found = self.references();
        found.retain(|reference| known.binary_search(&reference.address).is_err());
        found
    }

    /// The files of this module as Terraform JSON: name and text, sorted by name.
    #[must_use]
    pub fn render(&self) -> Vec<(String, String)> {
        files(json::render(self, |_| true, false))
    }

    /// The files of this module in Terraform's native syntax, laid out as `terraform fmt` does it: name and
    /// text, sorted by name.
    ///
    /// It means what [`Document::render`] means. A local value that one argument encodes as JSON, and that
    /// nothing else refers to, is shown in that argument: `policy = jsonencode({ … })`.
    ///
    /// ```
    /// use groundplan::terraform::{Block, Document};
    /// let mut document = Document::new();
    /// let mut body = Block::new();
    /// body.set("cidr_block", "10.20.0.0/16");
    /// document.file("network").resource("aws_vpc", "main", body);
    /// let (name, text) = &document.render_hcl()[0];
    /// assert_eq!(name, "network.tf");
    /// assert_eq!(text, "resource \"aws_vpc\" \"main\" {\n  cidr_block = \"10.20.0.0/16\"\n}\n");
    /// ```
    #[must_use]
    pub fn render_hcl(&self) -> Vec<(String, String)> {
        files(hcl::render(self, &[], |_| true, false))
    }

    /// The files of this module, with what their lines are; in Terraform's native syntax, or else in JSON.
    ///
    /// ```
    /// use groundplan::terraform::{Block, Document};
    /// let mut document = Document::new();
    /// let mut body = Block::new();
    /// body.set("cidr_block", "10.20.0.0/16");
    /// document.file("network").resource("aws_vpc", "main", body);
    /// let file = &document.render_spans(true)[0];
    /// let span = file.at(2).last().unwrap();
    /// assert_eq!((span.address.as_str(), span.path.as_str(), span.lines.clone()), ("aws_vpc.main", "cidr_block", 2..=2));
    /// ```
    #[must_use]
    pub fn render_spans(&self, is_native: bool) -> Vec<Rendered> {
        if is_native { hcl::render(self, &[], |_| true, true) } else { json::render(self, |_| true, true) }
    }

    /// As [`Document::render_hcl`]; local values of these names are not shown elsewhere.
    pub(crate) fn render_hcl_keeping(&self, kept: &[Key]) -> Vec<(String, String)> {
        files(hcl::render(self, kept, |_| true, false))
    }

    /// One of the files, by its name without an ending, in JSON.
    pub(crate) fn render_file(&self, file: &str) -> Option<(String, String)> {
        json::render(self, |name| name == file, false).pop().map(Rendered::into_file)
    }

    /// One of the files, by its name without an ending, in the native syntax.
    pub(crate) fn render_hcl_file(&self, file: &str) -> Option<(String, String)> {
        hcl::render(self, &[], |name| name == file, false).pop().map(Rendered::into_file)
    }

    /// The comments for the head of a file.
    pub fn comments(&self, file: &str) -> impl Iterator<Item = &str> {
        self.comments.iter().filter(move |(name, _)| name == file).map(|(_, text)| text.as_str())
    }
}

fn files(rendered: Vec<Rendered>) -> Vec<(String, String)> {
    rendered.into_iter().map(Rendered::into_file).collect()
}
