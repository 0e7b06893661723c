//! Cycles of references that lead through called modules.
//!
//! Each input and each output of a module has an order of its own: what a module is given may follow from what it returns, as
//! long as that does not follow from what it is given. Only what certainly makes an order is followed.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::check::found;
use crate::diagnostic::{Report, Rule};
use crate::model::walk;
use crate::terraform::{Document, Expression, Item, Mode, Reference, Section};

/// The folders that calls lead to, by the folder and the name of the call.
type Calls = BTreeMap<(usize, String), usize>;

/// What follows from what, by address.
type Edges = BTreeMap<String, BTreeSet<String>>;

/// The documents of all folders.
pub(super) struct Circles<'a> {
    documents: Vec<&'a Document>,
    calls: &'a Calls,
    /// The inputs that each output of a folder follows from; empty while it is looked for.
    inputs: BTreeMap<usize, Edges>,
}

impl<'a> Circles<'a> {
    pub(super) fn of(documents: Vec<&'a Document>, calls: &'a Calls) -> Self {
        Self { documents, calls, inputs: BTreeMap::new() }
    }

    /// The cycles of a folder, one for each call that is in one.
    pub(super) fn check(&mut self, folder: usize, report: &mut Report) {
        let Some(document) = self.documents.get(folder).copied() else { return };
        let calls: Vec<&Item> =
            document.items().iter().filter(|item| item.section == Section::Module).collect();
        if calls.is_empty() {
            return;
        }
        let edges = without_ends(self.edges(folder));
        let mut seen = BTreeSet::new();
        for call in calls {
            let first = format!("module.{}.", call.name);
            let starts: Vec<&String> = edges.keys().filter(|node| node.starts_with(&first)).collect();
            let circle = starts.into_iter().find_map(|start| circle(start, &edges));
            let Some(circle) = circle.filter(|circle| !circle.iter().any(|node| seen.contains(node))) else {
                continue;
            };
            let given = circle.join(" → ");
            seen.extend(circle);
            let finding = found(call, Rule::TERRAFORM_CYCLE, "", "references form a cycle".to_owned());
            report.add(finding.given(given).wants("no cycle of references"));
        }
    }

    /// What follows from what in a folder.
    fn edges(&mut self, folder: usize) -> Edges {
        let Some(document) = self.documents.get(folder).copied() else { return Edges::new() };
        let mut edges = Edges::new();
        for item in document.items() {
            match item.section {
                Section::Module => self.call(folder, item, &mut edges),
                Section::Locals
                | Section::Resource
                | Section::Data
                | Section::Output
                | Section::Ephemeral => {
                    if let Some(address) = item.address() {
                        targets(item, None, edges.entry(address.to_string()).or_default());
                    }
                }
                _ => {}
            }
        }
        edges
    }

    /// Inputs follow from arguments, and outputs from inputs.
    fn call(&mut self, folder: usize, call: &Item, edges: &mut Edges) {
        let Some(called) = self.calls.get(&(folder, call.name.to_string())).copied() else { return };
        for (name, _) in call.block().into_iter().flat_map(|block| block.entries()) {
            targets(
                call,
                Some(name),
                edges.entry(format!("module.{}.{name} (input)", call.name)).or_default(),
            );
        }
        for (output, inputs) in self.inputs_of(called) {
            let inputs = inputs.iter().map(|name| format!("module.{}.{name} (input)", call.name));
            edges.entry(format!("module.{}.{output}", call.name)).or_default().extend(inputs);
        }
    }

    /// The inputs that each output of a folder follows from.
    fn inputs_of(&mut self, folder: usize) -> Edges {
        if let Some(known) = self.inputs.get(&folder) {
            return known.clone();
        }
        self.inputs.insert(folder, Edges::new());
        let edges = self.edges(folder);
        let outputs = edges.keys().filter_map(|node| Some((node.strip_prefix("output.")?, node)));
        let found: Edges = outputs
            .map(|(name, node)| {
                let reached = reached(node, &edges);
                let inputs = reached.iter().filter_map(|node| node.strip_prefix("var."));
                (name.to_owned(), inputs.map(str::to_owned).collect())
            })
            .collect();
        self.inputs.insert(folder, found.clone());
        found
    }
}

/// What an item refers to, or one of its arguments.
fn targets(item: &Item, argument: Option<&str>, found: &mut BTreeSet<String>) {
    walk::of_item(item, &mut |spot, expression| {
        let Expression::Reference(reference) = expression else { return };
        let is_iterator = spot.bound.contains(&reference.address.resource_type.as_str());
        let is_there = argument.is_none_or(|name| spot.is_within(name));
        if !is_iterator && is_there {
            found.extend(target(reference));
        }
    });
}

/// The node that a reference leads to; of a module, the output.
fn target(reference: &Reference) -> Option<String> {
    if reference.address.mode != Mode::Module {
        return Some(reference.address.to_string());
    }
    let path = match reference.path.split_once(']') {
        Some((key, rest)) if key.starts_with('[') => rest.strip_prefix('.')?,
        _ => reference.path.as_str(),
    };
    let output = path.split(['.', '[']).next().filter(|output| !output.is_empty())?;
    Some(format!("{}.{output}", reference.address))
}

fn reached(start: &str, edges: &Edges) -> BTreeSet<String> {
    let (mut seen, mut open) = (BTreeSet::new(), vec![start.to_owned()]);
    while let Some(node) = open.pop() {
        for next in edges.get(&node).into_iter().flatten() {
            if seen.insert(next.clone()) {
                open.push(next.clone());
            }
        }
    }
    seen
}

/// Without what certainly is in no cycle: whatever leads to nothing that is left.
fn without_ends(mut edges: Edges) -> Edges {
    loop {
        let ends: Vec<String> = edges
            .iter()
            .filter(|(_, targets)| !targets.iter().any(|target| edges.contains_key(target)))
            .map(|(node, _)| node.clone())
            .collect();
        if ends.is_empty() {
            return edges;
        }
        ends.iter().for_each(|end| {
            edges.remove(end);
        });
    }
}

/// The shortest way from a node back to it.
fn circle(start: &str, edges: &Edges) -> Option<Vec<String>> {
    let mut before: BTreeMap<&str, &str> = BTreeMap::new();
    let mut open = VecDeque::from([start]);
    while let Some(node) = open.pop_front() {
        for next in edges.get(node).into_iter().flatten() {
            if next == start {
                let back = std::iter::successors(Some(node), |at| before.get(at).copied());
                let mut way: Vec<String> = [start].into_iter().chain(back).map(str::to_owned).collect();
                way.reverse();
                return Some(way);
            }
            if !before.contains_key(next.as_str()) {
                before.insert(next, node);
                open.push_back(next);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terraform::read;

    const PASSES_ON: &str = "variable \"x\" {}\nvariable \"other\" {\n  default = 1\n}\nlocals {\n  y = var.x\n}\noutput \"y\" {\n  value = local.y\n}\noutput \"z\" {\n  value = var.other\n}\n";

    fn found(text: &str) -> Vec<String> {
        let document = |text: &str| read::module([("main.tf", text)]).0;
        let (root, module) = (document(text), document(PASSES_ON));
        let calls: Calls = ["a", "b"].map(|name| ((0, name.to_owned()), 1)).into_iter().collect();
        let mut report = Report::default();
        Circles::of(vec![&root, &module], &calls).check(0, &mut report);
        report.diagnostics().iter().map(|one| one.given.clone().unwrap_or_default()).collect()
    }

    fn call(name: &str, arguments: &str) -> String {
        format!("module \"{name}\" {{\n  source = \"./m\"\n  {arguments}\n}}\n")
    }

    #[test]
    fn modules_that_feed_each_other_are_a_cycle() {
        let two = call("a", "x = module.b.y") + &call("b", "x = module.a.y");
        assert_eq!(
            found(&two),
            ["module.a.x (input) → module.b.y → module.b.x (input) → module.a.y → module.a.x (input)"]
        );
        let own = call("a", "x = local.l") + "locals {\n  l = \"${module.a.y}\"\n}\n";
        assert_eq!(found(&own).len(), 1);
    }

    #[test]
    fn what_a_module_returns_may_have_nothing_to_do_with_what_it_is_given() {
        let nothing: [&str; 0] = [];
        assert_eq!(found(&(call("a", "x = module.b.z") + &call("b", "x = module.a.z"))), nothing);
        assert_eq!(found(&call("a", "x = module.a.z")), nothing);
        assert_eq!(found(&(call("a", "x = module.b.z") + &call("b", "other = module.a.y"))).len(), 1);
    }
}
