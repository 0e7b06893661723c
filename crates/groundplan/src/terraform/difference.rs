use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::{Address, Document, Item};
use crate::node::{Node, NodeValue, json};
use crate::unit::{set_of, sort_by};

/// What happens to a block from one document to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Only the new document has it.
    Create,
    /// Both have it, with other arguments.
    Update,
    /// Only the old document has it.
    Delete,
}

impl Action {
    /// The action as JSON has it: `create`, `update`, `delete`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Update => "update",
            Self::Delete => "delete",
        }
    }
}

/// A block that differs between two documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Its path: `resource.aws_vpc.main`.
    pub address: String,
    /// What happens to it.
    pub action: Action,
    /// The arguments that differ: path, value before, value after, as JSON. A block that is created or deleted
    /// lists none.
    pub arguments: Vec<(String, Option<String>, Option<String>)>,
}

/// A line for the block, and one for each argument that differs; they begin as in a diff.
impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = match self.action {
            Action::Create => '+',
            Action::Update => '!',
            Action::Delete => '-',
        };
        write!(f, "{sign} {}", self.address)?;
        for (path, old, new) in &self.arguments {
            if let Some(old) = old {
                write!(f, "\n-   {path} = {old}")?;
            }
            if let Some(new) = new {
                write!(f, "\n+   {path} = {new}")?;
            }
        }
        Ok(())
    }
}

impl Document {
    /// What differs from here to another document, block by block, as Terraform's JSON says it. Files and the
    /// order of blocks do not count.
    ///
    /// ```
    /// use groundplan::terraform::{Block, Document};
    /// let vpc = |cidr: &'static str| {
    ///     let mut document = Document::new();
    ///     let mut body = Block::new();
    ///     body.set("cidr_block", cidr);
    ///     document.file("network").resource("aws_vpc", "main", body);
    ///     document
    /// };
    /// let differences = vpc("10.0.0.0/16").differences(&vpc("10.1.0.0/16"));
    /// let shown = "! resource.aws_vpc.main\n-   cidr_block = \"10.0.0.0/16\"\n+   cidr_block = \"10.1.0.0/16\"";
    /// assert_eq!(differences[0].to_string(), shown);
    /// ```
    #[must_use]
    pub fn differences(&self, other: &Self) -> Vec<Difference> {
        let (old, new) = self.apart(other);
        let (old, new) = (blocks(&old), blocks(&new));
        let (known, present) = (by_address(&old), by_address(&new));
        let changed = old.iter().filter_map(|(address, before)| {
            difference(address, Some(before), present.get(address.as_str()).copied())
        });
        let added = new.iter().filter(|(address, _)| !known.contains_key(address.as_str()));
        let added = added.filter_map(|(address, after)| difference(address, None, Some(after)));
        changed.chain(added).collect()
    }

    /// This document and another one without what is alike in both.
    pub(crate) fn apart(&self, other: &Self) -> (Self, Self) {
        let same = same(self, other);
        (self.without(&same), other.without(&same))
    }

    fn without(&self, left_out: &BTreeSet<Address>) -> Self {
        let is_kept = |item: &&Item| item.address().is_none_or(|address| !left_out.contains(&address));
        Self { items: self.items.iter().filter(is_kept).cloned().collect(), ..Self::default() }
    }
}

/// The addresses of what both documents have once, and alike: most of it, which needs no comparison in detail.
fn same(old: &Document, new: &Document) -> BTreeSet<Address> {
    let new = once(new);
    let is_same = |(address, old): &(Address, Option<&Item>)| {
        let new = new.get(address).copied().flatten();
        old.zip(new).is_some_and(|(old, new)| old.content == new.content)
    };
    set_of(once(old).into_iter().filter(is_same).map(|(address, _)| address))
}

/// The objects of a document by address; none where several have the same.
fn once(document: &Document) -> BTreeMap<Address, Option<&Item>> {
    let mut found = BTreeMap::new();
    for item in document.items() {
        if let Some(address) = item.address() {
            found.entry(address).and_modify(|known| *known = None).or_insert(Some(item));
        }
    }
    found
}

/// The first block of each address.
fn by_address(blocks: &[(String, Node)]) -> BTreeMap<&str, &Node> {
    // Later entries win, so the first comes last.
    blocks.iter().rev().map(|(address, node)| (address.as_str(), node)).collect()
}

fn difference(address: &str, old: Option<&Node>, new: Option<&Node>) -> Option<Difference> {
    let mut arguments = Vec::new();
    let action = match (old, new) {
        (None, _) => Action::Create,
        (_, None) => Action::Delete,
        (Some(_), Some(_)) => {
            compare(String::new(), old, new, &mut arguments);
            Action::Update
        }
    };
    let differs = action != Action::Update || !arguments.is_empty();
    differs.then(|| Difference { address: address.to_owned(), action, arguments })
}

/// Objects are compared key by key, everything else as a whole.
fn compare(
    path: String,
    old: Option<&Node>,
    new: Option<&Node>,
    found: &mut Vec<(String, Option<String>, Option<String>)>,
) {
    match (old.map(|node| &node.value), new.map(|node| &node.value)) {
        (Some(NodeValue::Map(before)), Some(NodeValue::Map(after))) => {
            let below = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
            for (key, node) in before {
                compare(below(key), Some(node), get(after, key), found);
            }
            for (key, node) in after.iter().filter(|(key, _)| get(before, key).is_none()) {
                compare(below(key), None, Some(node), found);
            }
        }
        _ => {
            let (old, new) = (old.map(text), new.map(text));
            if old != new {
                found.push((path, old, new));
            }
        }
    }
}

fn get<'a>(entries: &'a [(String, Node)], key: &str) -> Option<&'a Node> {
    entries.iter().find(|(known, _)| known == key).map(|(_, node)| node)
}

/// A value on one line.
fn text(node: &Node) -> String {
    json::write(node).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every block of a document with its place, sorted.
fn blocks(document: &Document) -> Vec<(String, Node)> {
    let files = document.render().into_iter().filter_map(|(_, text)| json::parse(&text).ok());
    let mut found = Vec::new();
    for file in files {
        let NodeValue::Map(sections) = file.value else { continue };
        for (section, node) in sections.into_iter().filter(|(section, _)| section != "//") {
            let labels = super::Section::ALL.into_iter().find(|known| known.name() == section);
            descend(section, node, labels.map_or(0, super::Section::labels), &mut found);
        }
    }
    sort_by(&mut found, |(a, _), (b, _)| a.cmp(b));
    found
}

/// Descends to the blocks below their labels; several blocks at one path are distinguished by their index.
fn descend(place: String, node: Node, labels: usize, found: &mut Vec<(String, Node)>) {
    match node.value {
        NodeValue::Map(entries) if labels > 0 => {
            entries
                .into_iter()
                .for_each(|(key, node)| descend(format!("{place}.{key}"), node, labels - 1, found));
        }
        NodeValue::List(nodes) if labels == 0 => {
            (0..).zip(nodes).for_each(|(at, node)| found.push((format!("{place}[{at}]"), node)));
        }
        value => found.push((place, Node::new(value))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terraform::read;

    fn document(text: &str) -> Document {
        read::module([("main.tf", text)]).0
    }

    #[test]
    fn blocks_are_created_updated_or_deleted_wherever_they_stand() {
        let old = document(
            "resource \"a_b\" \"kept\" {\n  x = 1\n}\nresource \"a_b\" \"gone\" {\n}\nresource \"a_b\" \"changed\" {\n  x = 1\n  y = { a = 1, b = 2 }\n}\n",
        );
        let new = document(
            "resource \"a_b\" \"changed\" {\n  y = { a = 1, b = 3 }\n  z = var.v\n}\nvariable \"v\" {\n}\nresource \"a_b\" \"kept\" {\n  x = 1\n}\n",
        );
        let shown: Vec<String> = old.differences(&new).iter().map(ToString::to_string).collect();
        assert_eq!(
            shown,
            [
                "! resource.a_b.changed\n-   x = 1\n-   y.b = 2\n+   y.b = 3\n+   z = \"${var.v}\"",
                "- resource.a_b.gone",
                "+ variable.v",
            ]
        );
        assert_eq!(old.differences(&old), []);
    }
}
