use super::value::{node_of, node_of_literal, not_an_expression};
use crate::diagnostic::Report;
use crate::model::walk;
use crate::node::{Node, NodeValue};
use crate::reference::Arn;
use crate::spec::{Field, Reader};
use crate::terraform::read;
use crate::terraform::{
    Address, Argument, Block, Construct, Content, Document, Expression, Item, Key, Lifecycle, Ref, Reference,
    Section, Value,
};

/// A raw block of any type. It is added to the generated blocks; references work in both directions.
///
/// ```
/// use groundplan::prelude::*;
/// let exports = Raw::resource("aws_s3_bucket", "exports").set("bucket_prefix", "shop-exports-");
/// let shop = Stack::new("shop")
///     .region(Region::EuWest1)
///     .service(
///         EcsFargateService::new("api")
///             .image("public.ecr.aws/nginx/nginx:1.27.5-alpine")
///             .env("EXPORTS", exports.attr("bucket")),
///     )
///     .raw(exports)
///     .environment(Environment::development("dev"));
/// let files = shop.synth()?.files();
/// let raw = files.iter().find(|file| file.path == "environments/dev/raw.tf.json");
/// assert!(raw.is_some_and(|file| file.text.contains("shop-exports-")));
/// # Ok::<(), groundplan::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raw {
    item: Item,
}

impl Raw {
    /// A resource of any type.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let queue = Raw::resource("aws_sqs_queue", "orders").set("name", "orders");
    /// ```
    #[must_use]
    pub fn resource(kind: impl Into<Key>, name: impl Into<Key>) -> Self {
        Self::new(Section::Resource, kind.into(), name.into(), Block::new())
    }

    /// A data source of any type.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let zone = Raw::data("aws_route53_zone", "main").set("name", "example.com");
    /// ```
    #[must_use]
    pub fn data(kind: impl Into<Key>, name: impl Into<Key>) -> Self {
        Self::new(Section::Data, kind.into(), name.into(), Block::new())
    }

    /// An ephemeral resource of any type.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let password = Raw::ephemeral("aws_secretsmanager_secret_version", "db").set("secret_id", "legacy");
    /// ```
    #[must_use]
    pub fn ephemeral(kind: impl Into<Key>, name: impl Into<Key>) -> Self {
        Self::new(Section::Ephemeral, kind.into(), name.into(), Block::new())
    }

    /// An action of any type, which runs when something else changes.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let warm = Raw::action("aws_lambda_invoke", "warm");
    /// ```
    #[must_use]
    pub fn action(kind: impl Into<Key>, name: impl Into<Key>) -> Self {
        Self::new(Section::Action, kind.into(), name.into(), Block::new())
    }

    /// A local value.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let prefix = Raw::local("prefix", "shop-");
    /// ```
    #[must_use]
    pub fn local(name: impl Into<Key>, value: impl Into<Value>) -> Self {
        let content = Content::Value(value.into());
        Self {
            item: Item { content, ..Self::new(Section::Locals, "".into(), name.into(), Block::new()).item },
        }
    }

    /// A variable, an output, a provider with an alias, a `moved` block, a check, …
    #[must_use]
    pub fn construct(construct: impl Construct) -> Self {
        let (section, name) = (construct.section(), construct.name());
        Self::new(section, Key::EMPTY, name, construct.into_block())
    }

    fn new(section: Section, kind: Key, name: Key, block: Block) -> Self {
        Self {
            item: Item {
                file: Key::EMPTY,
                section,
                resource_type: kind,
                name,
                content: Content::Block(block),
            },
        }
    }

    /// Sets an argument. `None` leaves it out; a [`Block`] is a nested block.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let queue = Raw::resource("aws_sqs_queue", "orders").set("delay_seconds", 30).set("fifo_queue", true);
    /// ```
    #[must_use]
    pub fn set(mut self, name: impl Into<Key>, argument: impl Argument) -> Self {
        if let (Content::Block(block), Some(content)) = (&mut self.item.content, argument.into_content()) {
            block.put(name, content);
        }
        self
    }

    /// Nested blocks of a type, one for each body.
    #[must_use]
    pub fn blocks(mut self, name: impl Into<Key>, bodies: impl IntoIterator<Item = Block>) -> Self {
        if let Content::Block(block) = &mut self.item.content {
            block.repeat(name, bodies);
        }
        self
    }

    /// How Terraform treats it.
    #[must_use]
    pub fn lifecycle(self, lifecycle: Lifecycle) -> Self {
        self.change(|block| block.lifecycle(lifecycle))
    }

    /// So many of it.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let workers = Raw::resource("aws_sqs_queue", "worker").count(3);
    /// assert_eq!(workers.attr("[0].url").to_string(), "aws_sqs_queue.worker[0].url");
    /// ```
    #[must_use]
    pub fn count(self, count: impl Into<Value>) -> Self {
        self.change(|block| block.count(count))
    }

    /// One for each element of a map or set.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let names = groundplan::terraform::Expression::raw("toset([\"orders\", \"mail\"])");
    /// let queues = Raw::resource("aws_sqs_queue", "each").for_each(names);
    /// ```
    #[must_use]
    pub fn for_each(self, elements: impl Into<Value>) -> Self {
        self.change(|block| block.for_each(elements))
    }

    fn change(mut self, change: impl FnOnce(Block) -> Block) -> Self {
        if let Content::Block(block) = self.item.content {
            self.item.content = Content::Block(change(block));
        }
        self
    }

    /// Its address; of what has none, such as a `moved` block, that of a local value without a name.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let queue = Raw::resource("aws_sqs_queue", "orders");
    /// assert_eq!(queue.address().to_string(), "aws_sqs_queue.orders");
    /// ```
    #[must_use]
    pub fn address(&self) -> Address {
        self.item.address().unwrap_or_else(|| Address::local(""))
    }

    /// A reference to its ARN, where an ARN is wanted.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let queue = Raw::resource("aws_sqs_queue", "orders").set("name", "orders");
    /// let api = EcsFargateService::new("api").allow("sqs:SendMessage", queue.arn());
    /// ```
    #[must_use]
    pub fn arn(&self) -> Ref<Arn> {
        Ref::new(self.attr("arn"))
    }

    /// A reference to an attribute of it.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let queue = Raw::resource("aws_sqs_queue", "orders");
    /// assert_eq!(queue.attr("url").to_string(), "aws_sqs_queue.orders.url");
    /// ```
    #[must_use]
    pub fn attr(&self, path: impl Into<Key>) -> Reference {
        self.address().attr(path)
    }
}

/// Raw blocks in the layout of Terraform's JSON: `resource`, `data`, `output`, `moved`, … Strings are plain text;
/// `{ $expr: … }` is an expression.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Configuration(Vec<Item>);

impl Configuration {
    /// Adds a block; one of the same address is merged, argument by argument.
    pub fn add(&mut self, raw: Raw) {
        self.lay(&raw.item);
    }

    pub(super) fn items(&self) -> &[Item] {
        &self.0
    }

    fn lay(&mut self, item: &Item) {
        let known =
            self.0.iter_mut().find(|known| item.address().is_some() && known.address() == item.address());
        match known.map(|known| &mut known.content) {
            Some(Content::Block(block)) => {
                if let Content::Block(patch) = &item.content {
                    patch.entries().for_each(|(name, content)| block.put(name.clone(), content.clone()));
                }
            }
            Some(known) => known.clone_from(&item.content),
            None => self.0.push(item.clone()),
        }
    }
}

impl Field for Configuration {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut document = Document::new();
        let report = read::nodes_of_spec(node, reader.place(), &mut document);
        reader.adopt(report);
        reader.adopt(invalid(&document, node));
        Some(Self(document.items().to_vec()))
    }

    fn write(&self) -> Node {
        let mut root = Node::map(Vec::new());
        for item in &self.0 {
            let labels = [item.section.name(), &item.resource_type, &item.name];
            let labels: Vec<&str> = labels.into_iter().filter(|label| !label.is_empty()).collect();
            place(&mut root, &labels, content_node(&item.content));
        }
        root
    }

    fn merge(&mut self, patch: &Self) {
        patch.0.iter().for_each(|item| self.lay(item));
    }
}

/// Invalid expressions, each with its location in the spec.
fn invalid(document: &Document, node: &Node) -> Report {
    let mut report = Report::default();
    walk::expressions(document, &mut |spot, expression| {
        if let Expression::Invalid(error) = expression {
            let place = node.trace(&spot.path(), Some(&error.text)).path;
            report.add(not_an_expression(error, place));
        }
    });
    report
}

/// Puts a node below names, which are made where they are not there yet.
fn place(node: &mut Node, names: &[&str], body: Node) {
    let Some((name, rest)) = names.split_first() else { return append(node, body) };
    if node.value == NodeValue::Null {
        node.value = NodeValue::Map(Vec::new());
    }
    let NodeValue::Map(entries) = &mut node.value else { return };
    match entries.iter_mut().find(|(key, _)| key == name) {
        Some((_, child)) => place(child, rest, body),
        None => {
            let mut child = Node::new(NodeValue::Null);
            place(&mut child, rest, body);
            entries.push(((*name).to_owned(), child));
        }
    }
}

/// A single block as an object, several as a list.
fn append(place: &mut Node, more: Node) {
    place.value = match std::mem::replace(&mut place.value, NodeValue::Null) {
        NodeValue::Null => more.value,
        NodeValue::List(mut nodes) => {
            nodes.push(more);
            NodeValue::List(nodes)
        }
        first => NodeValue::List(vec![Node::new(first), more]),
    };
}

fn content_node(content: &Content) -> Node {
    let list = |nodes: Vec<Node>| Node::new(NodeValue::List(nodes));
    match content {
        Content::Value(value) => node_of(value),
        Content::Block(block) => block_node(block),
        Content::Blocks(blocks) => list(blocks.iter().map(block_node).collect()),
        Content::Addresses(addresses) => {
            list(addresses.iter().map(|address| Node::text(address.to_string())).collect())
        }
        Content::Names(names) => list(names.iter().map(|name| Node::text(name.to_string())).collect()),
        Content::Literal(literal) => node_of_literal(literal),
    }
}

fn block_node(block: &Block) -> Node {
    Node::map(block.entries().map(|(name, content)| (name.to_string(), content_node(content))).collect())
}

#[cfg(feature = "codegen")]
impl schemars::JsonSchema for Configuration {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Configuration".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let blocks = generator.subschema_for::<Value>().to_value();
        let sections: serde_json::Map<String, serde_json::Value> =
            Section::ALL.iter().map(|section| (section.name().to_owned(), blocks.clone())).collect();
        schemars::json_schema!({
            "description": "Raw blocks in the layout of Terraform's JSON; `{ $expr: … }` is an expression.",
            "type": "object",
            "properties": sections,
            "additionalProperties": false
        })
    }
}
