//! What JSON of programs, such as a plan, has under its names.

use super::{Node, NodeValue};

/// What an object has under a name.
pub(crate) fn child<'a>(node: &'a Node, name: &str) -> Option<&'a Node> {
    match &node.value {
        NodeValue::Map(entries) => entries.iter().find(|(key, _)| key == name).map(|(_, node)| node),
        _ => None,
    }
}

/// What is under a name below another one.
pub(crate) fn at<'a>(node: &'a Node, names: &[&str]) -> Option<&'a Node> {
    names.iter().try_fold(node, |node, name| child(node, name))
}

/// The text, number or boolean under a name.
pub(crate) fn text<'a>(node: &'a Node, name: &str) -> Option<&'a str> {
    child(node, name).and_then(scalar)
}

/// The elements of the list under a name; none of anything else.
pub(crate) fn list<'a>(node: &'a Node, name: &str) -> impl Iterator<Item = &'a Node> + use<'a> {
    let nodes = match child(node, name).map(|node| &node.value) {
        Some(NodeValue::List(nodes)) => nodes.as_slice(),
        _ => &[],
    };
    nodes.iter()
}

/// A text, number or boolean, as it was written.
pub(crate) fn scalar(node: &Node) -> Option<&str> {
    match &node.value {
        NodeValue::Scalar(text, _) => Some(text),
        _ => None,
    }
}
