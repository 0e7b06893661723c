//! What references lead to: nothing, or in a circle. Terraform refuses both.
//!
//! groundplan's own references never run in a circle; those that a user adds may.

use crate::terraform::{Address, Content, Document, Item, Reference, Section};

/// What references lead to, found in one pass over a document.
pub(super) struct References<'a> {
    /// Those that lead to nothing in the document.
    pub(super) dangling: Vec<&'a Reference>,
    /// A circle, as the objects on it in order, the first one again at the end.
    pub(super) circle: Option<Vec<String>>,
}

/// Follows all references of a document.
pub(super) fn follow<'a>(document: &'a Document, addresses: &[Address]) -> References<'a> {
    let mut dangling = Vec::new();
    let graph = Graph::of(document, addresses, &mut dangling);
    let mut state = vec![State::New; graph.edges.len()];
    let circle = (0..graph.edges.len()).find_map(|start| graph.visit(start, &mut state, &mut Vec::new()));
    References { dangling, circle }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    OnPath,
    Done,
}

/// What each object refers to. Every resource and data source also needs the provider, which is the
/// last of the nodes.
struct Graph<'a> {
    addresses: &'a [Address],
    edges: Vec<Vec<usize>>,
}

impl<'a> Graph<'a> {
    fn of<'d>(document: &'d Document, addresses: &'a [Address], dangling: &mut Vec<&'d Reference>) -> Self {
        let provider = addresses.len();
        let mut edges = vec![Vec::new(); provider + 1];
        for item in document.items() {
            let from = match item.address() {
                Some(address) => addresses.binary_search(&address).ok(),
                None => (item.section == Section::Provider).then_some(provider),
            };
            if let Some(targets) = from.and_then(|from| edges.get_mut(from)) {
                extend_targets(targets, item, addresses, dangling);
                let uses_provider = matches!(item.section, Section::Resource | Section::Data);
                targets.extend(uses_provider.then_some(provider));
            }
        }
        Self { addresses, edges }
    }

    /// Follows references depth first; one that leads back onto the path closes a circle.
    fn visit(&self, node: usize, state: &mut [State], path: &mut Vec<usize>) -> Option<Vec<String>> {
        match state.get(node).copied() {
            Some(State::OnPath) => return Some(self.circle(node, path)),
            Some(State::New) => {}
            _ => return None,
        }
        path.push(node);
        mark(state, node, State::OnPath);
        let targets = self.edges.get(node).map_or(&[][..], Vec::as_slice);
        let found = targets.iter().find_map(|target| self.visit(*target, state, path));
        mark(state, node, State::Done);
        path.pop();
        found
    }

    fn circle(&self, node: usize, path: &[usize]) -> Vec<String> {
        let on_circle = path.iter().skip_while(|on_path| **on_path != node).chain([&node]);
        on_circle.map(|node| self.name(*node)).collect()
    }

    fn name(&self, node: usize) -> String {
        self.addresses.get(node).map_or_else(|| "provider.aws".to_owned(), ToString::to_string)
    }
}

fn mark(states: &mut [State], node: usize, state: State) {
    if let Some(known) = states.get_mut(node) {
        *known = state;
    }
}

fn extend_targets<'d>(
    targets: &mut Vec<usize>,
    item: &'d Item,
    addresses: &[Address],
    dangling: &mut Vec<&'d Reference>,
) {
    let mut references = Vec::new();
    match &item.content {
        Content::Block(block) => block.references(&mut references),
        Content::Value(value) => value.references(&mut references),
        _ => {}
    }
    for reference in references {
        match addresses.binary_search(&reference.address) {
            Ok(target) => targets.push(target),
            Err(_) => dangling.push(reference),
        }
    }
    if let Some(Content::Addresses(named)) = item.block().and_then(|block| block.get("depends_on")) {
        targets.extend(named.iter().filter_map(|address| addresses.binary_search(address).ok()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terraform::Block;

    fn document(references: &[(&'static str, &'static str)]) -> Document {
        let mut document = Document::new();
        document.file("provider").provider("aws", Block::new());
        for name in ["a", "b", "c"] {
            let mut body = Block::new();
            for (_, to) in references.iter().filter(|(from, _)| *from == name) {
                body.set(format!("of_{to}"), Address::resource("aws_x", *to).attr("id"));
            }
            document.file("main").resource("aws_x", name, body);
        }
        document
    }

    #[test]
    fn a_circle_is_named_in_order() {
        let circular = document(&[("a", "b"), ("b", "c"), ("c", "b")]);
        let found = follow(&circular, &circular.addresses()).circle;
        assert_eq!(found, Some(vec!["aws_x.b".to_owned(), "aws_x.c".to_owned(), "aws_x.b".to_owned()]));
        let straight = document(&[("a", "b"), ("a", "c"), ("b", "c")]);
        assert_eq!(follow(&straight, &straight.addresses()).circle, None);
    }

    #[test]
    fn a_provider_cannot_refer_to_what_it_makes() {
        let mut circular = document(&[]);
        let mut body = Block::new();
        body.set("region", Address::resource("aws_x", "a").attr("region"));
        circular.file("provider").provider("aws", body);
        let found = follow(&circular, &circular.addresses()).circle.unwrap_or_default();
        assert!(found.contains(&"provider.aws".to_owned()), "{found:?}");
    }
}
