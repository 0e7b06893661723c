//! What becomes of the objects of a root module and of the modules that it calls.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::effect::Change;
use super::joined::joined;
use super::moves::Refactoring;
use super::names::within;
use super::unread::take_half_read;
use crate::schema::Schema;
use crate::terraform::{Document, Item, Key, Section, Value};

/// An instance of a module.
#[derive(Clone, Copy, Debug)]
pub struct ModuleDocument<'a> {
    /// Its address; empty for the root module.
    pub address: &'a str,
    /// Its blocks, with everything known in them.
    pub document: &'a Document,
    /// What its call sets, in the words of the module that calls; of the root module, what is set from outside.
    pub arguments: &'a [(Key, Value)],
}

impl<'a> ModuleDocument<'a> {
    /// A module of which no argument is known.
    #[must_use]
    pub fn new(address: &'a str, document: &'a Document) -> Self {
        Self { address, document, arguments: &[] }
    }
}

/// A module while something is moved in it.
pub(super) struct Module<'a> {
    pub(super) document: Cow<'a, Document>,
    pub(super) arguments: &'a [(Key, Value)],
}

/// The instances of modules by address.
pub(super) type Side<'a> = BTreeMap<String, Module<'a>>;

impl Change {
    /// As [`Change::between`], of root modules with the modules that they call.
    ///
    /// ```
    /// use groundplan::change::{Change, Effect, ModuleDocument};
    /// use groundplan::terraform::{Block, Document};
    /// let (root, mut network) = (Document::new(), Document::new());
    /// network.file("main").resource("aws_nat_gateway", "main", Block::new());
    /// let root = ModuleDocument::new("", &root);
    /// let network = ModuleDocument::new("module.network", &network);
    /// let change = Change::between_modules(&[root], &[root, network], None);
    /// assert_eq!(change.objects[0].address, "module.network.aws_nat_gateway.main");
    /// assert_eq!(change.count(Effect::Created), 1);
    /// ```
    #[must_use]
    pub fn between_modules(
        old: &[ModuleDocument<'_>],
        new: &[ModuleDocument<'_>],
        schema: Option<&Schema>,
    ) -> Self {
        let (mut old, mut new) = (side(old), side(new));
        let refactoring = Refactoring::of_modules(
            new.iter().map(|(address, module)| (address.as_str(), &*module.document)),
        );
        let moves = if refactoring.is_empty() { Vec::new() } else { rename_all(&mut old, &refactoring) };
        let unknown = take_half_read(&mut old, &mut new);
        let (old, new) = (whole(&old), whole(&new));
        let mut change = Self::by(&old, &new, &refactoring, moves, schema);
        change.unknown.splice(0..0, unknown);
        change
    }

    /// As [`Change::left`], with the modules that the root module calls.
    #[must_use]
    pub fn left_modules(old: &[ModuleDocument<'_>]) -> Self {
        Self::left(&whole(&side(old)))
    }
}

fn side<'a>(modules: &[ModuleDocument<'a>]) -> Side<'a> {
    let module =
        |one: &ModuleDocument<'a>| Module { document: Cow::Borrowed(one.document), arguments: one.arguments };
    modules.iter().map(|one| (one.address.to_owned(), module(one))).collect()
}

/// All modules as one document.
fn whole<'a>(side: &'a Side<'_>) -> Cow<'a, Document> {
    let root = side.get("").filter(|root| side.len() == 1 && root.arguments.is_empty());
    root.map_or_else(|| Cow::Owned(joined(side)), |root| Cow::Borrowed(&*root.document))
}

/// Puts modules of the old side under the addresses that `moved` blocks give them; what is in them goes with them, and is
/// returned.
fn rename_all(old: &mut Side<'_>, refactoring: &Refactoring) -> Vec<(String, String)> {
    let mut moves = Vec::new();
    let targets = old.keys().map(|address| (address.clone(), refactoring.module_target(address)));
    let (moved, staying): (Vec<_>, Vec<_>) = targets.partition(|(from, to)| from != to);
    for (from, to) in moved {
        if staying.iter().any(|(address, _)| *address == to) {
            continue;
        }
        if let Some(module) = old.remove(&from) {
            let resources = module.document.items().iter().filter(|item| item.section == Section::Resource);
            let own = resources.filter_map(Item::address).map(|address| address.to_string());
            moves.extend(own.map(|own| (within(&from, &own), within(&to, &own))));
            old.insert(to, module);
        }
    }
    for (address, module) in old.iter_mut() {
        rename_calls(address, module, refactoring);
    }
    moves
}

/// Gives calls that were not read the names that `moved` blocks give them.
fn rename_calls(address: &str, module: &mut Module<'_>, refactoring: &Refactoring) {
    let target = |item: &Item| {
        let own = within(address, &format!("module.{}", item.name));
        let target = refactoring.module_target(&own);
        let name = target.strip_prefix(&within(address, "module."))?;
        (target != own && !name.contains(['.', '['])).then(|| name.to_owned())
    };
    let calls = |item: &Item| item.section == Section::Module;
    if module.document.items().iter().any(|item| calls(item) && target(item).is_some()) {
        for item in module.document.to_mut().items_mut().iter_mut().filter(|item| calls(item)) {
            item.name = target(item).map_or_else(|| item.name.clone(), Key::from);
        }
    }
}

#[cfg(all(test, feature = "bundled-schema"))]
mod tests {
    use super::*;
    use crate::change::ObjectChange;
    use crate::terraform::read;

    fn document(text: &str) -> Document {
        read::module([("main.tf", text)]).0
    }

    fn borrowed(all: &[(String, Document)]) -> Vec<ModuleDocument<'_>> {
        all.iter().map(|(address, document)| ModuleDocument::new(address, document)).collect()
    }

    fn shown(old: &[(&str, &str)], new: &[(&str, &str)]) -> Vec<String> {
        let documents = |all: &[(&str, &str)]| -> Vec<(String, Document)> {
            all.iter().map(|(address, text)| ((*address).to_owned(), document(text))).collect()
        };
        let (old, new) = (documents(old), documents(new));
        let change = Change::between_modules(&borrowed(&old), &borrowed(&new), Some(Schema::bundled()));
        let line = |object: &ObjectChange| format!("{} {}", object.effect.name(), object.address);
        change.objects.iter().map(line).collect()
    }

    const QUEUE: &str = "resource \"aws_sqs_queue\" \"a\" {\n  name = \"a\"\n}\n";

    #[test]
    fn what_is_in_a_module_has_its_address() {
        let nothing: [&str; 0] = [];
        assert_eq!(shown(&[("", ""), ("module.m", QUEUE)], &[("", ""), ("module.m", QUEUE)]), nothing);
        assert_eq!(shown(&[("module.m", QUEUE)], &[("", "")]), ["destroyed module.m.aws_sqs_queue.a"]);
    }

    #[test]
    fn modules_and_resources_are_moved_between_modules() {
        let renamed = "moved {\n  from = module.m\n  to   = module.n\n}\n";
        let moved = shown(&[("module.m[0]", QUEUE)], &[("", renamed), ("module.n[0]", QUEUE)]);
        assert_eq!(moved, ["moved module.n[0].aws_sqs_queue.a"]);
        let into = "moved {\n  from = aws_sqs_queue.a\n  to   = module.n.aws_sqs_queue.a\n}\n";
        let moved = shown(&[("", QUEUE)], &[("", into), ("module.n", QUEUE)]);
        assert_eq!(moved, ["moved module.n.aws_sqs_queue.a"]);
        let other = QUEUE.replace("\"a\"\n}", "\"b\"\n}");
        let replaced = shown(&[("", QUEUE)], &[("", into), ("module.n", &other)]);
        assert_eq!(replaced, ["replaced module.n.aws_sqs_queue.a"]);
    }
}
