use std::collections::BTreeSet;
use std::ops::Range;

use groundplan::diagnostic::{Diagnostic, Path};
use groundplan::spec::json::duplicate;
use groundplan::spec::{Node, NodeValue};

use super::{merge, syntax};

/// A map or list that is being read.
pub(super) struct Collection {
    /// The anchor before it; 0 for none.
    pub(super) anchor: usize,
    start: usize,
    end: usize,
    content: Content,
}

enum Content {
    List(Vec<Node>),
    Map(Map),
}

#[derive(Default)]
struct Map {
    entries: Vec<(String, Node)>,
    keys: BTreeSet<String>,
    key: Option<Key>,
    merged: Vec<Node>,
}

/// A key whose value has not been read yet.
struct Key {
    text: String,
    range: Range<usize>,
    merges: bool,
}

impl Collection {
    pub(super) fn list(anchor: usize, range: &Range<usize>) -> Self {
        Self { anchor, start: range.start, end: range.end, content: Content::List(Vec::new()) }
    }

    pub(super) fn map(anchor: usize, range: &Range<usize>) -> Self {
        Self { anchor, start: range.start, end: range.end, content: Content::Map(Map::default()) }
    }

    /// Whether a key comes next.
    pub(super) fn wants_key(&self) -> bool {
        matches!(&self.content, Content::Map(map) if map.key.is_none())
    }

    /// The step from here to what is read next.
    pub(super) fn step(&self, path: Path) -> Path {
        match &self.content {
            Content::List(nodes) => path.index(nodes.len()),
            Content::Map(Map { key: Some(key), .. }) => path.key(&key.text),
            Content::Map(_) => path,
        }
    }

    /// Takes a key. `plain` tells a merge key from the text `"<<"`.
    pub(super) fn key(&mut self, text: String, range: Range<usize>, plain: bool) {
        if let Content::Map(map) = &mut self.content {
            self.end = self.end.max(range.end);
            map.key = Some(Key { merges: plain && text == merge::KEY, text, range });
        }
    }

    /// Takes a value.
    pub(super) fn value(&mut self, node: Node, path: &Path) -> Result<(), Diagnostic> {
        self.end = self.end.max(node.range.end);
        match &mut self.content {
            Content::List(nodes) => nodes.push(node),
            Content::Map(map) => map.value(node, path)?,
        }
        Ok(())
    }

    /// The finished node. A block has no end of its own: it ends where its last child does. Otherwise a
    /// bracket ends it, and the parser counts what follows the bracket to it.
    pub(super) fn close(self, end: &Range<usize>) -> Node {
        let end = if end.is_empty() { self.end } else { end.start + 1 };
        let value = match self.content {
            Content::List(nodes) => NodeValue::List(nodes),
            Content::Map(mut map) => {
                merge::merge(&mut map.entries, map.merged);
                NodeValue::Map(map.entries)
            }
        };
        Node::at(value, self.start..end)
    }
}

impl Map {
    fn value(&mut self, mut node: Node, path: &Path) -> Result<(), Diagnostic> {
        let Some(key) = self.key.take() else { return Ok(()) };
        // A value that was left out has no place; its key has.
        let end = if node.range.is_empty() { key.range.end } else { node.range.end };
        node.range = key.range.start..end;
        if !self.keys.insert(key.text.clone()) {
            return Err(duplicate(&path.clone().key(&key.text), node.range));
        }
        if key.merges {
            let range = node.range.clone();
            let sources =
                merge::sources(node).ok_or_else(|| syntax("`<<` merges a map, or a list of maps", range))?;
            self.merged.extend(sources);
        } else {
            self.entries.push((key.text, node));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_takes_keys_and_values_in_turn() {
        let mut map = Collection::map(0, &(4..4));
        assert!(map.wants_key());
        map.key("a".into(), 4..5, true);
        assert!(!map.wants_key());
        assert_eq!(map.step(Path::of("x")).to_string(), "x.a");
        map.value(Node { range: 7..9, ..Node::text("1") }, &Path::root()).unwrap();
        let node = map.close(&(20..20));
        assert_eq!((node.range.clone(), node.locate(&Path::of("a"))), (4..9, 4..9));
    }
}
