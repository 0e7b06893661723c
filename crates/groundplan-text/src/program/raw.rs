//! Raw blocks.

use groundplan::spec::{Node, NodeValue};

use super::Language;
use super::code::Code;
use super::field::Calls;
use super::writer::{Within, Writer, entries};

/// Meta-arguments, which are merged in as plain data in Rust.
const META_ARGUMENTS: [&str; 6] =
    ["provider", "lifecycle", "depends_on", "provisioner", "connection", "dynamic"];

/// The number of labels of a block.
fn labels(section: &str) -> usize {
    match section {
        "resource" | "data" | "ephemeral" | "action" => 2,
        "terraform" | "moved" | "import" | "removed" => 0,
        _ => 1,
    }
}

/// A block: its section, its names, its body.
struct Block<'a> {
    section: &'a str,
    names: Vec<&'a str>,
    body: &'a Node,
}

impl Writer {
    /// Blocks that something refers to have statements of their own.
    pub(super) fn declare_blocks(&mut self, node: &Node, kind: &str) {
        for block in all(node) {
            let address = block.address().filter(|address| self.is_referred_to(&format!("{address}.")));
            if let Some((address, code)) = address.and_then(|address| Some((address, self.block(&block)?))) {
                self.add("raw", &address, kind, code);
            }
        }
    }

    /// Adds every block.
    pub(super) fn blocks(&mut self, within: Within<'_>, node: &Node, calls: &mut Calls) {
        for block in all(node) {
            let address = block.address().filter(|_| within.class == "Stack");
            let declared = address.and_then(|address| self.value_of("raw", |known| known == address));
            match declared.map(Code::Word).or_else(|| self.block(&block)) {
                Some(code) => calls.add("raw", vec![code]),
                None if self.language == Language::Rust => self.plainly("raw", &block.node(), calls),
                None => {
                    let code = self.value(&block.node());
                    calls.add("raw", vec![code]);
                }
            }
        }
    }

    /// A block as calls of the builder, if it can be expressed so.
    fn block(&mut self, block: &Block<'_>) -> Option<Code> {
        let is_rust = self.language == Language::Rust;
        let kind = if block.section == "locals" { "local" } else { block.section };
        if is_rust && (!block.is_plain() || self.is_own(block.body)) {
            return None;
        }
        let mut arguments: Vec<Code> = block.names.iter().map(|name| self.text(name)).collect();
        let name = format!("{}{}{kind}", self.class("Raw"), self.language.pick("::", "."));
        if block.section == "locals" {
            arguments.push(self.value(block.body));
            return Some(Code::call(&name, arguments));
        }
        let NodeValue::Map(body) = &block.body.value else { return None };
        let set = |(argument, node): &(String, Node)| {
            Code::call(".set", vec![self.text(argument), self.value(node)])
        };
        let calls = body.iter().map(set).collect();
        Some(Code::chain(Code::call(&name, arguments), calls))
    }
}

impl Block<'_> {
    /// Its address, if references lead to it.
    fn address(&self) -> Option<String> {
        match (self.section, self.names.as_slice()) {
            ("resource", names @ [_, _]) => Some(names.join(".")),
            ("data" | "ephemeral", [kind, name]) => Some(format!("{}.{kind}.{name}", self.section)),
            _ => None,
        }
    }

    /// Whether Rust has a form for all of it.
    fn is_plain(&self) -> bool {
        match self.section {
            "locals" => true,
            section => {
                labels(section) == 2
                    && entries(self.body).iter().all(|(key, _)| !META_ARGUMENTS.contains(&key.as_str()))
            }
        }
    }

    /// The block where Terraform's JSON has it.
    fn node(&self) -> Node {
        let within = |body: Node, name: &&str| Node::map(vec![((*name).to_owned(), body)]);
        let body = self.names.iter().rev().fold(self.body.clone(), within);
        within(body, &self.section)
    }
}

/// The blocks of a configuration, in order.
fn all(node: &Node) -> Vec<Block<'_>> {
    let mut found = Vec::new();
    for (section, node) in entries(node) {
        descend(section, labels(section), Vec::new(), node, &mut found);
    }
    found
}

fn descend<'a>(
    section: &'a str,
    levels: usize,
    names: Vec<&'a str>,
    node: &'a Node,
    found: &mut Vec<Block<'a>>,
) {
    match &node.value {
        NodeValue::Map(entries) if levels > 0 => {
            for (name, node) in entries {
                let names = names.iter().copied().chain([name.as_str()]).collect();
                descend(section, levels - 1, names, node, found);
            }
        }
        NodeValue::List(nodes) if section != "locals" && levels == 0 => {
            found.extend(nodes.iter().map(|body| Block { section, names: names.clone(), body }));
        }
        _ => found.push(Block { section, names, body: node }),
    }
}
