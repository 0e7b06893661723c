use std::collections::BTreeMap;
use std::fmt;

use super::compare::{Both, compare};
use super::hidden::{declared, hide_argument, hide_marked, hide_pairs};
use super::{Address, AddressKey, Document, InstanceAddress, Item, Mode};
use crate::node::{Node, NodeValue, json};
use crate::unit::{Lookup, sort_by};

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
    /// Its address, as bills and plans have it: `aws_vpc.main`, `var.image`, `output.url`; of what has none, the section
    /// and its place in it: `provider.aws[1]`, `moved[aws_vpc.a]`, `terraform`.
    pub address: InstanceAddress,
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
    /// let shown = "! aws_vpc.main\n-   cidr_block = \"10.0.0.0/16\"\n+   cidr_block = \"10.1.0.0/16\"";
    /// assert_eq!(differences[0].to_string(), shown);
    /// ```
    ///
    /// What is sensitive is never shown, changed or not: what a plan marks, sensitive variables and outputs, what is in
    /// `sensitive(…)`, and what looks like a secret.
    #[must_use]
    pub fn differences(&self, other: &Self) -> Vec<Difference> {
        self.differences_without(other, &|_, _| {})
    }

    /// As [`differences`](Self::differences), with more values hidden: `hide` gets the place of a block, such as
    /// `resource.aws_db_instance.main`, and the block.
    #[must_use]
    pub fn differences_without(&self, other: &Self, hide: Hide<'_>) -> Vec<Difference> {
        let marks = self.sensitive.iter().chain(&other.sensitive);
        let marks: Vec<(String, &Node)> = marks.filter_map(|(of, marks)| Some((place(of)?, marks))).collect();
        let hiding = Hiding { marks: groups(&marks), hide };
        let (old, new) = self.apart(other);
        let (old, new) = (blocks(&old), blocks(&new));
        let (known, present) = (by_address(&old), by_address(&new));
        let changed = old.iter().filter_map(|(address, before)| {
            difference(address, Some(before), present.get(address.as_str()).copied(), &hiding)
        });
        let added = new.iter().filter(|(address, _)| !known.contains_key(address.as_str()));
        let added = added.filter_map(|(address, after)| difference(address, None, Some(after), &hiding));
        changed.chain(added).collect()
    }

    /// This document and another one without what is alike in both.
    pub(crate) fn apart(&self, other: &Self) -> (Self, Self) {
        let same = same(self, other);
        (self.without(&same), other.without(&same))
    }

    fn without(&self, left_out: &Lookup<AddressKey<'_>, ()>) -> Self {
        let is_kept = |item: &&Item| item.key().is_none_or(|key| !left_out.contains_key(&key));
        Self { items: self.items.iter().filter(is_kept).cloned().collect(), ..Self::default() }
    }
}

/// The addresses of what both documents have once, and alike: most of it, which needs no comparison in detail.
fn same<'a>(old: &'a Document, new: &Document) -> Lookup<AddressKey<'a>, ()> {
    let new = once(new);
    let is_same = |(key, old): &(AddressKey<'a>, Option<&Item>)| {
        let new = new.get(key).copied().flatten();
        old.zip(new).is_some_and(|(old, new)| old.content == new.content)
    };
    once(old).into_iter().filter(is_same).map(|(key, _)| (key, ())).collect()
}

/// The objects of a document by address; none where several have the same.
fn once(document: &Document) -> Lookup<AddressKey<'_>, Option<&Item>> {
    let mut found = Lookup::default();
    for item in document.items() {
        if let Some(key) = item.key() {
            found.entry(key).and_modify(|known| *known = None).or_insert(Some(item));
        }
    }
    found
}

/// The first block of each address.
fn by_address(blocks: &[(String, Node)]) -> BTreeMap<&str, &Node> {
    // Later entries win, so the first comes last.
    blocks.iter().rev().map(|(address, node)| (address.as_str(), node)).collect()
}

fn difference(
    place: &str,
    old: Option<&Node>,
    new: Option<&Node>,
    hiding: &Hiding<'_>,
) -> Option<Difference> {
    let mut arguments = Vec::new();
    let action = match (old, new) {
        (None, _) => Action::Create,
        (_, None) => Action::Delete,
        (Some(old), Some(new)) => {
            let (old_shown, new_shown) = hiding.shown(place, old, new);
            let pair = |raw, shown| Some(Both { raw, shown });
            compare((place, String::new()), pair(old, &old_shown), pair(new, &new_shown), &mut arguments);
            Action::Update
        }
    };
    let differs = action != Action::Update || !arguments.is_empty();
    differs.then(|| Difference { address: address_at(place), action, arguments })
}

/// The address of what is at a place in Terraform's JSON.
fn address_at(place: &str) -> InstanceAddress {
    match place.split_once('.') {
        Some(("resource", address)) => address.into(),
        Some(("variable", name)) => format!("var.{name}").into(),
        Some(("locals", name)) => format!("local.{name}").into(),
        _ => place.into(),
    }
}

/// What hides values of a block, given its place.
type Hide<'a> = &'a dyn Fn(&str, &mut Node);

/// What is not shown of blocks.
struct Hiding<'a> {
    /// What plans mark, by place.
    marks: BTreeMap<&'a str, Vec<&'a Node>>,
    hide: Hide<'a>,
}

impl Hiding<'_> {
    /// Both sides of a block as they are shown. What one side hides is hidden on both, or the other would tell it.
    fn shown(&self, place: &str, old: &Node, new: &Node) -> (Node, Node) {
        let argument = declared(place, old).or_else(|| declared(place, new));
        let (mut old, mut new) = (old.clone(), new.clone());
        for side in [&mut old, &mut new] {
            let marks = self.marks.get(place).into_iter().flatten();
            marks.for_each(|marks| hide_marked(side, marks));
            argument.into_iter().for_each(|argument| hide_argument(argument, side));
            (self.hide)(place, side);
            hide_pairs(side);
        }
        (old, new)
    }
}

/// The place of what an address names, as a difference has it.
fn place(address: &Address) -> Option<String> {
    let section = match address.mode {
        Mode::Resource => "resource",
        Mode::Data => "data",
        _ => return None,
    };
    Some(format!("{section}.{}.{}", address.resource_type, address.name))
}

fn groups<'a>(marks: &'a [(String, &'a Node)]) -> BTreeMap<&'a str, Vec<&'a Node>> {
    let mut groups: BTreeMap<&str, Vec<&Node>> = BTreeMap::new();
    marks.iter().for_each(|(place, marks)| groups.entry(place).or_default().push(marks));
    groups
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

/// What a block without labels is about, by which those of several files differ: the address that it moves, takes over or
/// removes.
fn subject(place: &str, node: &Node) -> Option<String> {
    let argument = match place {
        "import" => "to",
        "moved" | "removed" => "from",
        _ => return None,
    };
    let NodeValue::Map(entries) = &node.value else { return None };
    match &entries.iter().find(|(key, _)| key == argument)?.1.value {
        NodeValue::Scalar(address, _) => Some(address.clone()),
        _ => None,
    }
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
            for (at, node) in (0..).zip(nodes) {
                let id = subject(&place, &node).unwrap_or_else(|| format!("{at}"));
                found.push((format!("{place}[{id}]"), node));
            }
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
                "! a_b.changed\n-   x = 1\n-   y.b = 2\n+   y.b = 3\n+   z = \"${var.v}\"",
                "- a_b.gone",
                "+ var.v",
            ]
        );
        assert_eq!(old.differences(&old), []);
    }

    #[test]
    fn blocks_without_labels_are_distinguished_over_all_files() {
        let import = |to: &str| format!("import {{\n  to = a_b.{to}\n  id = \"{to}\"\n}}\n");
        let (one, two) = (import("c"), import("d"));
        let both = read::module([("one.tf", one.as_str()), ("two.tf", two.as_str())]).0;
        assert_eq!(both.differences(&both), []);
        let found = both.differences(&document(&one));
        assert_eq!(found.iter().map(|one| one.address.as_str()).collect::<Vec<_>>(), ["import[a_b.d]"]);
    }

    #[test]
    fn addresses_are_those_of_bills() {
        let new = document(
            "data \"a_b\" \"c\" {\n}\nlocals {\n  x = 1\n}\nprovider \"aws\" {\n}\nmoved {\n  from = a_b.c\n  to = a_b.d\n}\naction \"a_b\" \"c\" {\n}\noutput \"o\" {\n  value = 1\n}\nresource \"a_b\" \"c\" {\n}\n",
        );
        let found = Document::new().differences(&new);
        let addresses: Vec<&str> = found.iter().map(|one| one.address.as_str()).collect();
        assert_eq!(
            addresses,
            ["action.a_b.c", "data.a_b.c", "local.x", "moved[a_b.c]", "output.o", "provider.aws", "a_b.c"]
        );
        let types: Vec<_> = found.iter().filter_map(|one| one.address.resource_type()).collect();
        assert_eq!(types, ["a_b", "a_b"]);
    }
}
