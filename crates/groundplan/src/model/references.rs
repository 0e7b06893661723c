//! What references lead to: nothing, or in a cycle. Terraform refuses both.

use super::{nested, path, walk};
use crate::diagnostic::Path;
use crate::terraform::{
    Address, AddressKey, Block, Content, Document, Expression, Item, Literal, Mode, Reference, Section, Value,
};
use crate::unit::{Lookup, sort_by};

/// A reference that leads to nothing in the document.
pub(crate) struct Dangling<'a> {
    /// What holds it.
    pub(crate) item: &'a Item,
    /// Where.
    pub(crate) path: Path,
    /// The reference.
    pub(crate) reference: Reference,
}

/// What each object of a document refers to.
#[derive(Default)]
pub(crate) struct References<'a> {
    /// The references that lead to nothing.
    pub(crate) unresolved: Vec<Dangling<'a>>,
    /// All addresses, sorted.
    pub(crate) addresses: Vec<Address>,
    /// The place of each among them.
    places: Lookup<AddressKey<'a>, usize>,
    items: Vec<Option<&'a Item>>,
    edges: Vec<Vec<usize>>,
}

/// A cycle of references.
pub(crate) struct Cycle<'a> {
    /// An object on it.
    pub(crate) item: Option<&'a Item>,
    /// The objects on it in order, the first one again at the end.
    pub(crate) names: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    OnPath,
    Done,
}

impl<'a> References<'a> {
    /// Follows all references of a document.
    pub(crate) fn of(document: &'a Document) -> Self {
        let mut named: Vec<&Item> = document.items().iter().filter(|item| item.key().is_some()).collect();
        sort_by(&mut named, |a, b| a.key().cmp(&b.key()));
        let addresses: Vec<Address> = named.iter().filter_map(|item| item.address()).collect();
        let places = places(&named);
        let providers = document.items().iter().filter(|item| item.section == Section::Provider);
        let mut items = vec![None; addresses.len()];
        items.extend(providers.map(Some));
        let edges = vec![Vec::new(); items.len()];
        let mut found = Self { unresolved: Vec::new(), addresses, places, items, edges };
        document.items().iter().for_each(|item| found.add(item));
        found
    }

    /// Whether one object refers to another, directly or through others.
    pub(crate) fn reach(&self, from: &Address, to: &Address) -> bool {
        let at = |address: &Address| self.places.get(&address.key()).copied();
        let (Some(from), Some(to)) = (at(from), at(to)) else { return false };
        let mut seen = vec![false; self.edges.len()];
        let mut open = vec![from];
        while let Some(node) = open.pop() {
            if node == to {
                return true;
            }
            if let Some(seen) = seen.get_mut(node).filter(|seen| !**seen) {
                *seen = true;
                open.extend(self.edges.get(node).into_iter().flatten());
            }
        }
        false
    }

    /// Cycles, of which no two have an object in common.
    pub(crate) fn cycles(&self) -> Vec<Cycle<'a>> {
        let mut state = vec![State::New; self.edges.len()];
        let mut found: Vec<Vec<usize>> = Vec::new();
        (0..self.edges.len()).for_each(|start| self.visit(start, &mut state, &mut Vec::new(), &mut found));
        found.iter().map(|circle| self.close(circle)).collect()
    }

    fn add(&mut self, item: &'a Item) {
        let from = match item.key() {
            Some(key) => self.places.get(&key).copied(),
            None => self.items.iter().position(|known| known.is_some_and(|known| std::ptr::eq(known, item))),
        };
        if let Some(known) = from.and_then(|from| self.items.get_mut(from)) {
            *known = Some(item);
        }
        let own = if item.section == Section::Check { own_data(item) } else { Vec::new() };
        let mut targets: Vec<usize> = self.provider(item).into_iter().collect();
        walk::of_item(item, &mut |spot, expression| {
            if let Expression::Reference(reference) = expression
                && !is_own(&reference.address, &spot.bound, &own)
                && !(item.key() == Some(reference.address.key()) && may_name_itself(item, spot))
            {
                self.lead(item, reference, || spot.path(), &mut targets);
            }
        });
        for (name, reference) in bare_references(item) {
            self.lead(item, &reference, || path(item).key(name), &mut targets);
        }
        if let Some(edges) = from.and_then(|from| self.edges.get_mut(from)) {
            edges.append(&mut targets);
        }
    }

    fn lead(
        &mut self,
        item: &'a Item,
        reference: &Reference,
        path: impl FnOnce() -> Path,
        targets: &mut Vec<usize>,
    ) {
        match self.places.get(&reference.address.key()) {
            Some(target) => targets.push(*target),
            None => self.unresolved.push(Dangling { item, path: path(), reference: reference.clone() }),
        }
    }

    /// The configuration of the provider that makes a resource.
    fn provider(&self, item: &Item) -> Option<usize> {
        if !item.section.is_typed() {
            return None;
        }
        let provider = match item.block()?.get("provider") {
            Some(Content::Literal(Literal::Bare(words))) => words.as_str(),
            _ => item.resource_type.split('_').next().unwrap_or_default(),
        };
        let (name, alias) =
            provider.split_once('.').map_or((provider, None), |(name, alias)| (name, Some(alias)));
        let is_it = |item: &&Item| item.name == *name && alias_of(item) == alias;
        // Providers follow everything that has an address.
        let mut others = self.items.iter().enumerate().skip(self.addresses.len());
        let found = others.find(|(_, known)| {
            known.as_ref().is_some_and(|known| known.section == Section::Provider && is_it(known))
        });
        found.map(|(at, _)| at)
    }

    /// Follows references depth first; one that leads back onto the path closes a cycle.
    fn visit(&self, node: usize, state: &mut [State], way: &mut Vec<usize>, found: &mut Vec<Vec<usize>>) {
        match state.get(node).copied() {
            Some(State::OnPath) => {
                let circle: Vec<usize> = way.iter().copied().skip_while(|on_way| *on_way != node).collect();
                if !found.iter().flatten().any(|known| circle.contains(known)) {
                    found.push(circle);
                }
                return;
            }
            Some(State::New) => {}
            _ => return,
        }
        way.push(node);
        mark(state, node, State::OnPath);
        let targets = self.edges.get(node).filter(|_| !self.is_module(node)).map_or(&[][..], Vec::as_slice);
        targets.iter().for_each(|target| self.visit(*target, state, way, found));
        mark(state, node, State::Done);
        way.pop();
    }

    /// Whether it is a call of a module. Each of its arguments and outputs has an order of its own, so that what it is
    /// given may follow from what it returns.
    fn is_module(&self, node: usize) -> bool {
        self.items.get(node).copied().flatten().is_some_and(|item| item.section == Section::Module)
    }

    fn close(&self, circle: &[usize]) -> Cycle<'a> {
        let item = circle.first().and_then(|first| self.items.get(*first).copied().flatten());
        let names = circle.iter().chain(circle.first()).map(|node| self.name(*node)).collect();
        Cycle { item, names }
    }

    fn name(&self, node: usize) -> String {
        match (self.addresses.get(node), self.items.get(node).copied().flatten()) {
            (Some(address), _) => address.to_string(),
            (None, Some(provider)) => format!("provider.{}", provider.name),
            (None, None) => String::new(),
        }
    }
}

/// Whether a place may refer to what it is in: the validation of a variable, and what runs once a resource is there.
fn may_name_itself(item: &Item, spot: &walk::Spot<'_>) -> bool {
    let is_later = || ["provisioner", "connection"].iter().any(|name| spot.is_within(name));
    item.section == Section::Variable || item.section == Section::Resource && is_later()
}

/// Where the address of each object is among all, sorted; of several that are the same, where the first is.
fn places<'a>(sorted: &[&'a Item]) -> Lookup<AddressKey<'a>, usize> {
    let mut places = Lookup::default();
    for (at, key) in sorted.iter().filter_map(|item| item.key()).enumerate() {
        places.entry(key).or_insert(at);
    }
    places
}

fn mark(states: &mut [State], node: usize, state: State) {
    if let Some(known) = states.get_mut(node) {
        *known = state;
    }
}

fn alias_of(provider: &Item) -> Option<&str> {
    match provider.block()?.get("alias")? {
        Content::Literal(Literal::Text(alias)) => Some(alias),
        Content::Value(Value::Text(alias)) => alias.as_literal(),
        _ => None,
    }
}

/// Whether an address only looks like one, being the iterator of a `dynamic` block, or is known only here.
fn is_own(address: &Address, bound: &[&str], data: &[(&str, &str)]) -> bool {
    match address.mode {
        Mode::Resource => bound.contains(&address.resource_type.as_str()),
        Mode::Data => data.contains(&(address.resource_type.as_str(), address.name.as_str())),
        _ => false,
    }
}

/// The data sources within a check, which only the check knows.
fn own_data(item: &Item) -> Vec<(&str, &str)> {
    let mut known = Vec::new();
    let typed = item.block().into_iter().flat_map(|block| nested(block, "data"));
    for (kind, labelled) in typed.flat_map(Block::entries) {
        if let Content::Block(labelled) = labelled {
            known.extend(labelled.entries().map(|(name, _)| (kind.as_str(), name.as_str())));
        }
    }
    known
}

/// Whole objects that are named without `${…}`, with the argument that names them.
fn bare_references(item: &Item) -> Vec<(&'static str, Reference)> {
    let Some(block) = item.block() else { return Vec::new() };
    let whole = |address: &Address| Reference { address: address.clone(), path: "".into() };
    let mut found = Vec::new();
    found.extend(block.depends_on().iter().map(|address| ("depends_on", whole(address))));
    for lifecycle in nested(block, "lifecycle") {
        if let Some(Content::Names(names)) = lifecycle.get("replace_triggered_by") {
            let parsed = names.iter().filter_map(|name| {
                Reference::parse(name).or_else(|| Address::parse(name).map(|address| whole(&address)))
            });
            found.extend(parsed.map(|reference| ("lifecycle", reference)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terraform::block;

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

    fn cycle(document: &Document) -> Option<Vec<String>> {
        References::of(document).cycles().into_iter().next().map(|cycle| cycle.names)
    }

    #[test]
    fn a_circle_is_named_in_order() {
        let circular = document(&[("a", "b"), ("b", "c"), ("c", "b")]);
        let names = ["aws_x.b", "aws_x.c", "aws_x.b"].map(str::to_owned).to_vec();
        assert_eq!(cycle(&circular), Some(names));
        let straight = document(&[("a", "b"), ("a", "c"), ("b", "c")]);
        assert_eq!(cycle(&straight), None);
        let found = References::of(&straight);
        let named = |name: &'static str| Address::resource("aws_x", name);
        assert!(found.reach(&named("a"), &named("c")) && !found.reach(&named("c"), &named("a")));
    }

    #[test]
    fn what_runs_once_a_resource_is_there_may_name_it() {
        let own = || Address::resource("aws_x", "z").attr("id");
        let mut document = document(&[]);
        let body = block! { provisioner { file { destination = own() } } connection { host = own() } };
        document.file("main").resource("aws_x", "z", body);
        assert_eq!(cycle(&document), None);
        document.file("main").resource(
            "aws_x",
            "y",
            block! { name = Address::resource("aws_x", "y").attr("id") },
        );
        assert!(cycle(&document).is_some());
    }

    #[test]
    fn every_circle_is_found_once() {
        let two = document(&[("a", "a"), ("b", "c"), ("c", "b")]);
        let names: Vec<Vec<String>> =
            References::of(&two).cycles().into_iter().map(|cycle| cycle.names).collect();
        assert_eq!(names, [vec!["aws_x.a", "aws_x.a"], vec!["aws_x.b", "aws_x.c", "aws_x.b"]]);
        let behind = document(&[("a", "b"), ("b", "c"), ("b", "a"), ("c", "b")]);
        assert_eq!(References::of(&behind).cycles().len(), 1, "they share an object");
    }

    #[test]
    fn what_a_module_is_given_may_follow_from_what_it_returns() {
        let mut document = Document::new();
        let call = block! { source = "./bucket", policy = Address::data("aws_x", "p").attr("json") };
        document.file("main").module("bucket", call);
        let body = block! { arn = Address::module("bucket").attr("arn") };
        document.file("main").data("aws_x", "p", body);
        assert_eq!(cycle(&document), None);
    }

    #[test]
    fn a_provider_cannot_refer_to_what_it_makes() {
        let region = || block! { region = Address::resource("aws_x", "a").attr("region") };
        let mut circular = document(&[]);
        circular.items_mut().retain(|item| item.section != Section::Provider);
        circular.file("provider").provider("aws", region());
        assert!(cycle(&circular).unwrap_or_default().contains(&"provider.aws".to_owned()));
        let mut other = document(&[]);
        other.file("provider").provider("kubernetes", region());
        assert_eq!(cycle(&other), None);
    }

    #[test]
    fn what_a_block_defines_itself_is_no_dangling_reference() {
        let mut document = document(&[]);
        let port = || Expression::raw("ingress.value");
        let mut body = block! { dynamic { ingress { for_each = [80], content { from_port = port() } } } };
        body.set("bad", port());
        document.file("main").resource("aws_y", "dynamic", body);
        let mut body = block! { from_port = port() };
        body.put("depends_on", Content::Addresses(vec![Address::module("gone")]));
        document.file("main").resource("aws_y", "plain", body);
        let found = References::of(&document);
        let names: Vec<String> =
            found.unresolved.iter().map(|one| format!("{} {}", one.path, one.reference)).collect();
        assert_eq!(
            names,
            ["resource.aws_y.plain.from_port ingress.value", "resource.aws_y.plain.depends_on module.gone"]
        );
    }
}
