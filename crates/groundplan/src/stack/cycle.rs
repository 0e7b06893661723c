//! Circles of references, which Terraform refuses.
//!
//! groundplan's own references never run in a circle; those that a user adds may.

use crate::terraform::{Address, Content, Document, Item, Section};

/// A circle, as the objects on it in order, the first one again at the end.
pub(super) fn find(document: &Document, addresses: &[Address]) -> Option<Vec<String>> {
    let graph = Graph::of(document, addresses);
    let mut state = vec![State::New; graph.edges.len()];
    (0..graph.edges.len()).find_map(|start| graph.visit(start, &mut state, &mut Vec::new()))
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
    fn of(document: &Document, addresses: &'a [Address]) -> Self {
        let provider = addresses.len();
        let mut edges = vec![Vec::new(); provider + 1];
        for item in document.items() {
            let from = match item.address() {
                Some(address) => addresses.binary_search(&address).ok(),
                None => (item.section == Section::Provider).then_some(provider),
            };
            if let Some(targets) = from.and_then(|from| edges.get_mut(from)) {
                targets.extend(targets_of(item, addresses));
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

fn targets_of(item: &Item, addresses: &[Address]) -> Vec<usize> {
    let mut references = Vec::new();
    match &item.content {
        Content::Block(block) => block.references(&mut references),
        Content::Value(value) => value.references(&mut references),
        _ => {}
    }
    let depends_on = item.block().and_then(|block| block.get("depends_on"));
    let named = match depends_on {
        Some(Content::Addresses(named)) => named.as_slice(),
        _ => &[],
    };
    let targets = references.iter().map(|reference| &reference.address).chain(named);
    targets.filter_map(|address| addresses.binary_search(address).ok()).collect()
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
        let found = find(&circular, &circular.addresses());
        assert_eq!(found, Some(vec!["aws_x.b".to_owned(), "aws_x.c".to_owned(), "aws_x.b".to_owned()]));
        let straight = document(&[("a", "b"), ("a", "c"), ("b", "c")]);
        assert_eq!(find(&straight, &straight.addresses()), None);
    }

    #[test]
    fn a_provider_cannot_refer_to_what_it_makes() {
        let mut circular = document(&[]);
        let mut body = Block::new();
        body.set("region", Address::resource("aws_x", "a").attr("region"));
        circular.file("provider").provider("aws", body);
        let found = find(&circular, &circular.addresses()).unwrap_or_default();
        assert!(found.contains(&"provider.aws".to_owned()), "{found:?}");
    }
}
