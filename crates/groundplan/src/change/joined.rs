//! A root module with the modules that it calls as one document, in which references lead from module to module.
//!
//! Everything in a called module has the address of the module in its name. Its variables are local values, set to what the
//! call gives; so are its outputs, and each call as a whole.

use std::collections::BTreeMap;

use super::modules::{Module, Side};
use super::names::within;
use crate::terraform::{
    Address, Block, Content, Document, InstanceAddress, Item, Key, Mode, Reference, Section, Value,
};

/// The blocks of all modules.
pub(super) fn joined(side: &Side<'_>) -> Document {
    let calls = Calls::of(side);
    let mut whole = Document::new();
    for (address, module) in side {
        let inside = Inside { address, calls: &calls };
        let items = module.document.items().iter();
        whole.items_mut().extend(items.filter_map(|item| inside.item(item, module)));
    }
    whole.items_mut().extend(calls.0.iter().map(|((caller, name), all)| call(caller, name, all)));
    whole
}

/// The instances of calls, by the module that calls and the name of the call.
struct Calls(BTreeMap<(String, String), Vec<Instance>>);

struct Instance {
    /// `[0]`, `["a"]`, or nothing.
    key: String,
    address: String,
    outputs: Vec<Key>,
}

impl Calls {
    fn of(side: &Side<'_>) -> Self {
        let mut found: BTreeMap<(String, String), Vec<Instance>> = BTreeMap::new();
        for (address, module) in side {
            let Some((caller, name, key)) = caller(address) else { continue };
            let outputs = module.document.items().iter().filter(|item| item.section == Section::Output);
            let outputs = outputs.map(|item| item.name.clone()).collect();
            let instance = Instance { key, address: address.clone(), outputs };
            found.entry((caller, name)).or_default().push(instance);
        }
        Self(found)
    }

    fn get(&self, caller: &str, name: &str) -> Option<&[Instance]> {
        self.0.get(&(caller.to_owned(), name.to_owned())).map(Vec::as_slice)
    }
}

/// Who calls a module, by what name, and which instance of the call it is.
fn caller(address: &str) -> Option<(String, String, String)> {
    let (before, last) = InstanceAddress::from(address).split_last()?;
    let caller = before.strip_suffix("module")?.trim_end_matches('.').to_owned();
    let (name, key) = last.split_at(last.find('[').unwrap_or(last.len()));
    Some((caller, name.to_owned(), key.to_owned()))
}

/// One module of the document.
struct Inside<'a> {
    address: &'a str,
    calls: &'a Calls,
}

impl Inside<'_> {
    /// An item under the name that it has in the whole; nothing for what says something of the root module only.
    fn item(&self, item: &Item, module: &Module<'_>) -> Option<Item> {
        let mut made = item.clone();
        let is_root = self.address.is_empty();
        match item.section {
            Section::Moved | Section::Import | Section::Removed => return None,
            Section::Terraform | Section::Check if !is_root => return None,
            Section::Output if !is_root => {
                made.content = item.block()?.get("value")?.clone();
                made = self.local("output.", made);
            }
            Section::Variable if !is_root => return self.variable(item, module),
            Section::Variable => set(&mut made, module),
            Section::Terraform | Section::Check | Section::Output => {}
            Section::Locals => made = self.local("", made),
            Section::Data | Section::Ephemeral | Section::Resource | Section::Action => {
                made.resource_type = within(self.address, &made.resource_type).into();
            }
            Section::Provider => made.resource_type = self.address.to_owned().into(),
            Section::Module => made.name = self.unread(&item.name),
        }
        self.map(&mut made.content);
        Some(made)
    }

    /// A variable: its value where that is known, else what the call sets it to.
    fn variable(&self, item: &Item, module: &Module<'_>) -> Option<Item> {
        let mut made = self.local("var.", item.clone());
        if let Some(default) = item.block()?.get("default") {
            made.content = default.clone();
            return Some(made);
        }
        let (_, given) = module.arguments.iter().find(|(name, _)| *name == item.name)?;
        made.content = Content::Value(given.clone());
        let (caller, ..) = caller(self.address)?;
        Inside { address: &caller, calls: self.calls }.map(&mut made.content);
        Some(made)
    }

    fn local(&self, prefix: &str, item: Item) -> Item {
        let name = self.named(prefix, &item.name);
        Item { section: Section::Locals, resource_type: Key::EMPTY, name, ..item }
    }

    fn named(&self, prefix: &str, name: &str) -> Key {
        within(self.address, &format!("{prefix}{name}")).into()
    }

    /// The name of a call that was not read: `shop.module.queue` for `module.shop.module.queue`.
    fn unread(&self, name: &Key) -> Key {
        match self.address.strip_prefix("module.") {
            Some(address) => format!("{address}.module.{name}").into(),
            None => name.clone(),
        }
    }

    fn map(&self, content: &mut Content) {
        if let Content::Block(block) = content {
            written_out(block);
        }
        content.map_references(&mut |reference| self.reference(reference));
    }

    fn reference(&self, reference: &mut Reference) {
        let address = &mut reference.address;
        match address.mode {
            Mode::Resource | Mode::Data | Mode::Ephemeral => {
                address.resource_type = within(self.address, &address.resource_type).into();
            }
            Mode::Local => address.name = self.named("", &address.name),
            Mode::Variable if !self.address.is_empty() => {
                *address = Address::local(self.named("var.", &address.name));
            }
            Mode::Module => self.of_module(reference),
            Mode::Variable | Mode::Action | Mode::Output | Mode::Check => {}
        }
    }

    /// What a call yields: an output of one instance, or all of it.
    fn of_module(&self, reference: &mut Reference) {
        let name = reference.address.name.clone();
        let Some(instances) = self.calls.get(self.address, &name) else {
            reference.address.name = self.unread(&name);
            return;
        };
        *reference = output(instances, &reference.path).unwrap_or_else(|| {
            let whole = Address::local(self.named("module.", &name));
            Reference { address: whole, path: reference.path.clone() }
        });
    }
}

/// A variable of the root module, with what it is set to from outside.
fn set(variable: &mut Item, module: &Module<'_>) {
    let given = module.arguments.iter().find(|(name, _)| *name == variable.name);
    if let (Content::Block(block), Some((_, given))) = (&mut variable.content, given) {
        block.entries_mut().retain(|(name, _)| name != "default");
        block.put("default", Content::Value(given.clone()));
    }
}

/// The output that a path leads to: `["a"].id`.
fn output(instances: &[Instance], path: &str) -> Option<Reference> {
    let with_key = |instance: &&Instance| !instance.key.is_empty() && path.starts_with(&instance.key);
    let instance = instances
        .iter()
        .find(with_key)
        .or_else(|| instances.iter().find(|instance| instance.key.is_empty()))?;
    let rest = path.strip_prefix(&instance.key)?.trim_start_matches('.');
    let (name, path) = rest.split_at(rest.find(['.', '[']).unwrap_or(rest.len()));
    instance.outputs.iter().any(|known| known == name).then(|| {
        let address = Address::local(within(&instance.address, &format!("output.{name}")));
        Reference { address, path: path.trim_start_matches('.').to_owned().into() }
    })
}

/// A call as a whole: an object of outputs, or a list or object of those of its instances.
fn call(caller: &str, name: &str, instances: &[Instance]) -> Item {
    let outputs = |instance: &Instance| {
        let one = |output: &Key| {
            let name = within(&instance.address, &format!("output.{output}"));
            (output.clone(), Value::Expression(Address::local(name).whole()))
        };
        Value::Object(instance.outputs.iter().map(one).collect())
    };
    let text = |key: &str| Some(key.strip_prefix("[\"")?.strip_suffix("\"]")?.to_owned());
    let index =
        |instance: &&Instance| instance.key.trim_matches(['[', ']']).parse::<usize>().unwrap_or_default();
    let value = match instances {
        [one] if one.key.is_empty() => outputs(one),
        all if all.iter().all(|one| text(&one.key).is_some()) => {
            let entry = |one: &Instance| Some((Key::from(text(&one.key)?), outputs(one)));
            Value::Object(all.iter().filter_map(entry).collect())
        }
        all => {
            let mut all: Vec<&Instance> = all.iter().collect();
            all.sort_by_key(index);
            Value::List(all.into_iter().map(outputs).collect())
        }
    };
    Item {
        file: Key::EMPTY,
        section: Section::Locals,
        resource_type: Key::EMPTY,
        name: within(caller, &format!("module.{name}")).into(),
        content: Content::Value(value),
    }
}

/// What a block waits for, as addresses.
fn written_out(block: &mut Block) {
    let addresses = block.depends_on();
    if let Some(content) = block.get_mut("depends_on").filter(|_| !addresses.is_empty()) {
        *content = Content::Addresses(addresses);
    }
}
