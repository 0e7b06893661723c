use groundplan::spec::{Node, NodeValue};

/// The key under which other maps are merged: <https://yaml.org/type/merge.html>
pub(super) const KEY: &str = "<<";

/// The maps under a merge key; `None` for another value.
pub(super) fn sources(node: Node) -> Option<Vec<Node>> {
    let is_map = |node: &Node| matches!(node.value, NodeValue::Map(_));
    match node.value {
        NodeValue::Map(_) => Some(vec![node]),
        NodeValue::List(nodes) if nodes.iter().all(is_map) => Some(nodes),
        _ => None,
    }
}

/// Merges maps into a map. A key of the map itself wins, then the first map that has it.
pub(super) fn merge(entries: &mut Vec<(String, Node)>, sources: Vec<Node>) {
    for source in sources {
        let NodeValue::Map(merged) = source.value else { continue };
        for (key, node) in merged {
            if !entries.iter().any(|(known, _)| *known == key) {
                entries.push((key, node));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_maps_own_keys_win() {
        let map = |entries: &[(&str, &str)]| {
            Node::map(entries.iter().map(|(key, text)| ((*key).to_owned(), Node::text(*text))).collect())
        };
        let mut entries = vec![("a".to_owned(), Node::text("own"))];
        merge(&mut entries, vec![map(&[("a", "1"), ("b", "1")]), map(&[("b", "2"), ("c", "2")])]);
        assert_eq!(Node::map(entries), map(&[("a", "own"), ("b", "1"), ("c", "2")]));
        assert_eq!(sources(Node::text("x")), None);
    }
}
