//! Text before anyone knows what it means: nested values that keep their characters and their places.
//!
//! Specs, Terraform's JSON and plans are all read through it. The core reads JSON only; YAML is read at
//! the edges into the same nodes.

pub mod json;
pub(crate) mod lookup;
mod rules;
mod trace;

pub(crate) use rules::RULES;
pub(crate) use trace::Trace;

use std::ops::Range;

use crate::diagnostic::{Path, Segment};
use crate::unit::label;

/// What a plain scalar looks like in its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Quoted, or no other kind.
    Text,
    /// A number.
    Number,
    /// `true` or `false`.
    Bool,
}

/// A value of a spec's text, before anyone knows what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NodeValue {
    /// No value: `null`, or nothing after a key.
    Null,
    /// A scalar, as its characters: `1.10` and `012345678901` lose nothing.
    Scalar(String, Kind),
    /// A list.
    List(Vec<Node>),
    /// A map in the order written.
    Map(Vec<(String, Node)>),
}

/// A value of a spec's text and its location.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The value.
    pub value: NodeValue,
    /// Its bytes in the text; for an entry of a map, from its key on. Empty when there is no text.
    pub range: Range<usize>,
    /// Whether it was written as a block of Terraform's native syntax: `tags { … }` and not `tags = { … }`.
    pub is_block: bool,
}

impl Node {
    /// A value without a place in a text.
    #[must_use]
    pub fn new(value: NodeValue) -> Self {
        Self::at(value, 0..0)
    }

    /// A value, and its bytes in the text.
    #[must_use]
    pub fn at(value: NodeValue, range: Range<usize>) -> Self {
        Self { value, range, is_block: false }
    }

    /// A quoted text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::new(NodeValue::Scalar(text.into(), Kind::Text))
    }

    /// A map.
    #[must_use]
    pub fn map(entries: Vec<(String, Node)>) -> Self {
        Self::new(NodeValue::Map(entries))
    }

    /// The value at a path, if it exists.
    #[must_use]
    pub fn get(&self, path: &Path) -> Option<&Node> {
        path.segments().iter().try_fold(self, |node, segment| node.child(segment))
    }

    /// The bytes of the value at a path or, if it does not exist, of the closest value around it.
    #[must_use]
    pub fn locate(&self, path: &Path) -> Range<usize> {
        let mut node = self;
        for segment in path.segments() {
            match node.child(segment).or_else(|| node.named(segment)) {
                Some(child) => node = child,
                None => break,
            }
        }
        node.range.clone()
    }

    /// A name in a list of names, which stands for a map of them.
    fn named(&self, segment: &Segment) -> Option<&Node> {
        let (NodeValue::List(nodes), Segment::Key(name)) = (&self.value, segment) else { return None };
        nodes.iter().find(|node| matches!(&node.value, NodeValue::Scalar(text, _) if text == name))
    }

    /// Where a path leads, as the place of each step among those beside it: what comes first in the text has the
    /// smaller one. What is missing comes behind everything beside it.
    pub(crate) fn order(&self, path: &Path) -> Vec<usize> {
        let mut node = self;
        let mut places = Vec::new();
        for segment in path.segments() {
            let found = match (&node.value, segment) {
                (NodeValue::Map(entries), Segment::Key(key)) => {
                    entries.iter().position(|(name, _)| name == key)
                }
                (_, Segment::Index(index)) => Some(*index),
                _ => None,
            };
            let Some((place, child)) = found.and_then(|place| Some((place, node.child(segment)?))) else {
                places.push(usize::MAX);
                break;
            };
            places.push(place);
            node = child;
        }
        places
    }

    /// The location of a reference: the path of the first `{ $expr: TEXT }`, or else of the first one whose text
    /// holds it.
    #[must_use]
    pub(crate) fn path_of_expression(&self, text: &str) -> Option<Path> {
        let whole = self.find("$expr", &|found| found == text, Path::root());
        whole.or_else(|| self.find("$expr", &|found| found.contains(text), Path::root()))
    }

    /// Where an import is used in this value: the path of the first `{ $import: NAME }` with a name of this label.
    #[must_use]
    pub(crate) fn path_of_import(&self, name: &str) -> Option<Path> {
        self.find("$import", &|found| label(found) == name, Path::root())
    }

    /// The value on one line, as YAML and JSON both nearly have it, for people to paste: `{ dev: {}, prod: {} }`.
    pub(crate) fn to_flow(&self) -> String {
        match &self.value {
            NodeValue::Null => "null".to_owned(),
            NodeValue::Scalar(text, Kind::Text) if !is_plain(text) => json::quoted(text),
            NodeValue::Scalar(text, _) => text.clone(),
            NodeValue::List(nodes) => {
                format!("[{}]", nodes.iter().map(Self::to_flow).collect::<Vec<_>>().join(", "))
            }
            NodeValue::Map(entries) if entries.is_empty() => "{}".to_owned(),
            NodeValue::Map(entries) => {
                let entry = |(key, node): &(String, Node)| format!("{key}: {}", node.to_flow());
                format!("{{ {} }}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
            }
        }
    }

    fn find(&self, sign: &str, is_it: &dyn Fn(&str) -> bool, path: Path) -> Option<Path> {
        let is_found = |node: &Node| matches!(&node.value, NodeValue::Scalar(found, _) if is_it(found));
        match &self.value {
            NodeValue::Map(entries) => entries.iter().find_map(|(key, node)| match key.as_str() {
                key if key == sign => is_found(node).then(|| path.clone()),
                key => node.find(sign, is_it, path.clone().key(key)),
            }),
            NodeValue::List(nodes) => {
                (0..).zip(nodes).find_map(|(at, node)| node.find(sign, is_it, path.clone().index(at)))
            }
            NodeValue::Null | NodeValue::Scalar(..) => None,
        }
    }

    fn child(&self, segment: &Segment) -> Option<&Node> {
        match (&self.value, segment) {
            (NodeValue::Map(entries), Segment::Key(key)) => {
                entries.iter().find(|(name, _)| name == key).map(|(_, node)| node)
            }
            (NodeValue::List(nodes), Segment::Index(index)) => nodes.get(*index),
            _ => None,
        }
    }
}

/// Whether a text needs no quotes to stay what it is.
fn is_plain(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.chars().all(|character| character.is_ascii_alphanumeric() || "-_./".contains(character))
        && !["true", "false", "null", "yes", "no", "on", "off"].contains(&text.to_ascii_lowercase().as_str())
}
