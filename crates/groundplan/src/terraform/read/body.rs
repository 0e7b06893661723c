use super::place::{Body, Place};
use super::{Files, Strings, value};
use crate::diagnostic::{Diagnostic, Path, Rule};
use crate::node::{Kind, Node, NodeValue};
use crate::terraform::expression::layout;
use crate::terraform::{Block, Content, Key, Literal, Reference};

impl Files {
    /// The body of a block.
    pub(super) fn body(&mut self, node: &Node, kind: Body, path: &Path) -> Block {
        let mut block = Block::new();
        let NodeValue::Map(entries) = &node.value else { return block };
        for (name, child) in entries.iter().filter(|(name, _)| name != "//") {
            let path = path.clone().key(name);
            if kind == Body::Variable && name == "type" {
                self.quoted_type(child, &path);
            }
            if name == "dynamic" {
                block.put(self.key(name, &path), Content::Value(value::dynamic(child, &self.strings.into())));
            } else if let Some(content) = self.content(child, kind.place(name), &path) {
                block.put(self.key(name, &path), content);
            }
        }
        block
    }

    pub(super) fn content(&mut self, node: &Node, place: Place, path: &Path) -> Option<Content> {
        match place {
            Place::Value if node.is_block => self.blocks(node, Body::Plain, path),
            Place::Value => Some(Content::Value(value::value(node, &self.strings.into()))),
            Place::Literal => Some(Content::Literal(value::literal(node))),
            Place::Bare => self.bare(node, path).map(Content::Literal),
            Place::Addresses => self.addresses(node, path),
            Place::Names => self.names(node, path),
            Place::Block(kind) => self.blocks(node, kind, path),
            Place::Commands(kind) if self.base.is_none() => self.blocks(node, kind, path),
            Place::Commands(_) => {
                let message = "what a provisioner does is in no plan";
                self.report(
                    Diagnostic::new(Rule::TERRAFORM_PROVISIONER, path.clone(), message)
                        .wants("no provisioner; use the image, user data or a separate job"),
                );
                None
            }
        }
    }

    /// The native syntax has types without quotes, and its strings are plain.
    fn quoted_type(&mut self, node: &Node, path: &Path) {
        if let (NodeValue::Scalar(text, Kind::Text), Strings::Plain, None) =
            (&node.value, self.strings, &self.base)
        {
            let finding = Diagnostic::new(Rule::TERRAFORM_TYPE, path.clone(), "a type has no quotes");
            let bare = match text.as_str() {
                "list" | "map" => format!("{text}(string)"),
                text => text.to_owned(),
            };
            self.report(finding.given(format!("\"{text}\"")).wants("the type as it is").hint(bare));
        }
    }

    /// A single block is an object, a repeated one a list.
    fn blocks(&mut self, node: &Node, kind: Body, path: &Path) -> Option<Content> {
        let Some(objects) = value::objects(node, path.clone()) else {
            self.mismatch(path, node, "a block: an object, or a list of objects");
            return None;
        };
        let is_list = matches!(node.value, NodeValue::List(_));
        let mut bodies: Vec<Block> =
            objects.into_iter().map(|(object, path)| self.body(object, kind, &path)).collect();
        match bodies.len() {
            0 => None,
            1 if !is_list => bodies.pop().map(Content::Block),
            _ => Some(Content::Blocks(bodies)),
        }
    }

    fn bare(&mut self, node: &Node, path: &Path) -> Option<Literal> {
        match &node.value {
            NodeValue::Null => None,
            NodeValue::Map(entries) if value::bare(node).is_none() => {
                let mut named = Vec::new();
                for (name, child) in entries {
                    let literal = self.bare(child, &path.clone().key(name))?;
                    named.push((name.clone(), literal));
                }
                Some(Literal::Object(named))
            }
            _ => match value::bare(node) {
                Some(text) => Some(Literal::bare(words(text))),
                None => self.not_bare(path, node),
            },
        }
    }

    fn names(&mut self, node: &Node, path: &Path) -> Option<Content> {
        match &node.value {
            NodeValue::Null => None,
            NodeValue::List(nodes) => {
                let texts = self.bare_list(nodes, path)?;
                (!texts.is_empty()).then_some(Content::Names(texts))
            }
            _ if value::bare(node) == Some("all") => Some(Content::Literal(Literal::bare("all"))),
            _ => self.not_bare(path, node),
        }
    }

    fn addresses(&mut self, node: &Node, path: &Path) -> Option<Content> {
        let NodeValue::List(nodes) = &node.value else {
            return if node.value == NodeValue::Null { None } else { self.not_bare(path, node) };
        };
        let texts = self.bare_list(nodes, path)?;
        let (known, unknown): (Vec<_>, Vec<_>) =
            (0..).zip(texts).partition(|(_, text)| Reference::dependency(text).is_some());
        for (at, text) in unknown {
            let message = "expected an address without attributes";
            let finding = Diagnostic::new(Rule::TERRAFORM_BARE, path.clone().index(at), message);
            let wants = "the address of a resource, data source or module: `aws_vpc.main`";
            self.report(finding.given(text).wants(wants));
        }
        (!known.is_empty()).then(|| Content::dependencies(known.into_iter().map(|(_, text)| text).collect()))
    }

    fn bare_list(&mut self, nodes: &[Node], path: &Path) -> Option<Vec<Key>> {
        let mut texts = Vec::new();
        for (at, node) in nodes.iter().enumerate() {
            match value::bare(node) {
                Some(text) => texts.push(words(text).into()),
                None => return self.not_bare(&path.clone().index(at), node),
            }
        }
        Some(texts)
    }

    fn not_bare<T>(&mut self, path: &Path, node: &Node) -> Option<T> {
        let given = match &node.value {
            NodeValue::Scalar(text, _) => text.as_str(),
            _ => "something else",
        };
        let near = given.trim_start_matches("${").trim_end_matches('}').trim();
        let finding = Diagnostic::new(Rule::TERRAFORM_BARE, path.clone(), "expected bare references");
        self.report(
            finding
                .given(given)
                .wants("references without `${` and `}`, in a list where there may be several")
                .maybe_hint((near != given).then(|| near.to_owned())),
        );
        None
    }
}

/// Bare words as one line says them: a comment would take what follows it along.
fn words(text: &str) -> String {
    layout::of_expression(text).trim().to_owned()
}
