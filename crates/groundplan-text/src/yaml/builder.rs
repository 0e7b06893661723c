use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use groundplan::diagnostic::{Diagnostic, Path};
use groundplan::spec::{Kind, Node, NodeValue};
use saphyr_parser::{Event, ScalarStyle, Tag};

use super::collection::Collection;
use super::place::Places;
use super::{scalar, syntax};

/// The maximum nesting of maps and lists, which later code walks recursively.
const DEPTH: usize = 200;

/// The maximum size of a spec: a limit for aliases of aliases, which grow exponentially.
const WEIGHT: usize = 100_000;

/// Builds nodes from the parser's events.
pub(super) struct Builder<'a> {
    places: &'a Places<'a>,
    open: Vec<Collection>,
    anchors: BTreeMap<usize, Node>,
    documents: usize,
    weight: usize,
    root: Option<Node>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(places: &'a Places<'a>) -> Self {
        Self { places, open: Vec::new(), anchors: BTreeMap::new(), documents: 0, weight: 0, root: None }
    }

    /// The whole document, if there was one.
    pub(super) fn finish(self) -> Option<Node> {
        self.root
    }

    /// Takes the next event and its bytes.
    pub(super) fn event(&mut self, event: Event<'_>, range: Range<usize>) -> Result<(), Diagnostic> {
        match event {
            Event::DocumentStart(_) => self.document(range),
            Event::Scalar(text, style, anchor, tag) => {
                let value = value(&text, style, tag.as_deref(), &range)?;
                self.scalar(Node::at(value, self.trimmed(range)), text, style, anchor)
            }
            Event::Alias(anchor) => self.alias(anchor, range),
            Event::SequenceStart(anchor, tag) => {
                known_tag(tag.as_deref(), "seq", &range)?;
                self.open(Collection::list(anchor, &range), range)
            }
            Event::MappingStart(anchor, tag) => {
                known_tag(tag.as_deref(), "map", &range)?;
                self.open(Collection::map(anchor, &range), range)
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(&range),
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(()),
        }
    }

    fn document(&mut self, range: Range<usize>) -> Result<(), Diagnostic> {
        self.documents += 1;
        if self.documents > 1 {
            Err(syntax("a spec is one document; another one begins here", range))
        } else {
            Ok(())
        }
    }

    fn scalar(
        &mut self,
        node: Node,
        text: Cow<'_, str>,
        style: ScalarStyle,
        anchor: usize,
    ) -> Result<(), Diagnostic> {
        match self.open.last_mut().filter(|collection| collection.wants_key()) {
            Some(collection) => {
                collection.key(text.clone().into_owned(), node.range.clone(), style == ScalarStyle::Plain);
                let key = Node::at(NodeValue::Scalar(text.into_owned(), Kind::Text), node.range);
                self.anchor(anchor, &key)
            }
            None => self.value(node, anchor),
        }
    }

    fn alias(&mut self, anchor: usize, range: Range<usize>) -> Result<(), Diagnostic> {
        let Some(known) = self.anchors.get(&anchor) else {
            return Err(syntax("this alias refers to a value that contains it", range));
        };
        if self.open.len() + height(known) > DEPTH {
            return Err(too_deep(range));
        }
        self.weight += weight(known);
        self.bounded(&range)?;
        let value = self.anchors.get(&anchor).map_or(NodeValue::Null, |node| node.value.clone());
        let node = Node::at(value, range);
        match (self.open.last_mut().filter(|collection| collection.wants_key()), &node.value) {
            (None, _) => self.place(node),
            (Some(collection), NodeValue::Scalar(text, _)) => {
                collection.key(text.clone(), node.range, false);
                Ok(())
            }
            (Some(_), _) => Err(no_key(node.range)),
        }
    }

    fn open(&mut self, collection: Collection, range: Range<usize>) -> Result<(), Diagnostic> {
        if self.open.last().is_some_and(Collection::wants_key) {
            return Err(no_key(range));
        }
        if self.open.len() >= DEPTH {
            return Err(too_deep(range));
        }
        self.open.push(collection);
        Ok(())
    }

    fn close(&mut self, range: &Range<usize>) -> Result<(), Diagnostic> {
        let Some(collection) = self.open.pop() else { return Ok(()) };
        let anchor = collection.anchor;
        self.weight += 1;
        let node = collection.close(range);
        self.anchor(anchor, &node)?;
        self.place(node)
    }

    fn value(&mut self, node: Node, anchor: usize) -> Result<(), Diagnostic> {
        self.weight += weight(&node);
        self.anchor(anchor, &node)?;
        self.place(node)
    }

    /// Keeps a copy for aliases, which counts as well.
    fn anchor(&mut self, anchor: usize, node: &Node) -> Result<(), Diagnostic> {
        if anchor > 0 {
            self.weight += weight(node);
            self.bounded(&node.range)?;
            self.anchors.insert(anchor, node.clone());
        }
        Ok(())
    }

    fn place(&mut self, node: Node) -> Result<(), Diagnostic> {
        self.bounded(&node.range)?;
        let (inner, outer) = match self.open.split_last_mut() {
            Some(open) => open,
            None => {
                self.root = Some(node);
                return Ok(());
            }
        };
        let path = outer.iter().fold(Path::root(), |path, collection| collection.step(path));
        inner.value(node, &path)
    }

    fn bounded(&self, range: &Range<usize>) -> Result<(), Diagnostic> {
        if self.weight <= WEIGHT {
            return Ok(());
        }
        Err(syntax("the spec is too large when its aliases are written out", range.clone()))
    }

    /// The parser's scalars may end in the white space and the comment that follow them.
    fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let text = self.places.text().get(range.clone()).unwrap_or_default();
        let length = scalar::quoted_length(text).unwrap_or_else(|| text.trim_end().len());
        range.start..range.start + length
    }
}

fn no_key(range: Range<usize>) -> Diagnostic {
    syntax("a key is a single value, not a list or a map", range)
}

fn too_deep(range: Range<usize>) -> Diagnostic {
    syntax(format!("maps and lists are nested more than {DEPTH} levels deep"), range)
}

fn value(
    text: &str,
    style: ScalarStyle,
    tag: Option<&Tag>,
    range: &Range<usize>,
) -> Result<NodeValue, Diagnostic> {
    let quoted = || NodeValue::Scalar(text.to_owned(), Kind::Text);
    match tag {
        Some(tag) if tag.is_yaml_core_schema() => match tag.suffix.as_str() {
            "str" => Ok(quoted()),
            "int" | "float" | "bool" | "null" => Ok(scalar::plain(text)),
            _ => Err(unknown_tag(tag, range)),
        },
        // The lone `!` says that a value is text.
        Some(tag) if tag.handle.is_empty() && tag.suffix == "!" => Ok(quoted()),
        Some(tag) => Err(unknown_tag(tag, range)),
        None if style == ScalarStyle::Plain => Ok(scalar::plain(text)),
        None => Ok(quoted()),
    }
}

fn known_tag(tag: Option<&Tag>, known: &str, range: &Range<usize>) -> Result<(), Diagnostic> {
    match tag {
        Some(tag) if !(tag.is_yaml_core_schema() && tag.suffix == known) => Err(unknown_tag(tag, range)),
        _ => Ok(()),
    }
}

fn unknown_tag(tag: &Tag, range: &Range<usize>) -> Diagnostic {
    let name = if tag.is_yaml_core_schema() { format!("!!{}", tag.suffix) } else { tag.to_string() };
    syntax(format!("the tag `{name}` means nothing here"), range.clone())
}

/// How many levels of maps and lists a node has.
fn height(node: &Node) -> usize {
    match &node.value {
        NodeValue::List(nodes) => 1 + nodes.iter().map(height).max().unwrap_or(0),
        NodeValue::Map(entries) => 1 + entries.iter().map(|(_, node)| height(node)).max().unwrap_or(0),
        NodeValue::Null | NodeValue::Scalar(..) => 0,
    }
}

/// How much a node holds: one for each node, and one for each 64 bytes of text.
fn weight(node: &Node) -> usize {
    1 + match &node.value {
        NodeValue::List(nodes) => nodes.iter().map(weight).sum(),
        NodeValue::Map(entries) => entries.iter().map(|(key, node)| key.len() / 64 + weight(node)).sum(),
        NodeValue::Scalar(text, _) => text.len() / 64,
        NodeValue::Null => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_weigh_more() {
        assert_eq!(weight(&Node::text("x".repeat(640))), 11);
        let node = Node::map(vec![("a".into(), Node::new(NodeValue::List(vec![Node::text("b")])))]);
        assert_eq!((weight(&node), height(&node)), (3, 2));
    }
}
