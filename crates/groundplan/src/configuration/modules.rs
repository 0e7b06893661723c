use std::collections::{BTreeMap, BTreeSet};

use super::circles::Circles;
use super::enter::{Entering, Failing, Found, Refused, RefusedBy};
use super::folder::{is_local, source};
use super::input::Inputs;
use super::{Tree, UnreadCall, check, planned};
use crate::diagnostic::Report;
use crate::evaluate::Arguments;
use crate::schema::Schema;
use crate::terraform::{Document, InstanceAddress, Item, Key, Section, Value, read};

/// A root module and the modules that it calls, with their instances as far as these are known.
#[derive(Clone, Debug, Default)]
pub struct Modules {
    /// The modules as they are written, each folder once; the root module first.
    pub written: Vec<Written>,
    /// The instances of modules; the root module first, and every module before those that it calls.
    pub instances: Vec<Module>,
    /// The calls that were not entered.
    pub unread: Vec<UnreadCall>,
    /// What is wrong with the values of variables: in a file, with the bytes in it.
    pub inputs: Report,
    /// Whether every folder was read that is there.
    is_all_read: bool,
    /// The folder that each call leads to, by the folder and the name of the call.
    calls: BTreeMap<(usize, String), usize>,
    /// The values that variables do not take.
    refused: BTreeSet<Refused>,
    /// The expressions that certainly fail.
    failing: Vec<Failing>,
}

/// A module as its files have it.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// Its folder relative to the root module; empty for the root module itself.
    pub folder: String,
    /// What its files say.
    pub document: Document,
    /// What of them cannot be read.
    pub report: Report,
    /// Whether the root module calls it, directly or through others, or is it.
    pub is_called: bool,
}

/// One instance of a module.
#[derive(Clone, Debug, Default)]
pub struct Module {
    /// `module.shop["eu"].module.queue`; empty for the root module.
    pub address: String,
    /// The calls that lead to it, without keys: `module.shop.module.queue`.
    pub call: String,
    /// Which of the folders it is of.
    pub written: usize,
    /// What the call sets, in the words of the module that calls; of the root module, what is set from outside and hidden,
    /// as something else that differs where it does.
    pub arguments: Vec<(Key, Value)>,
    /// Its blocks with everything known in them; those with `count` or `for_each` as the instances that there are.
    pub document: Document,
    /// The same with blocks that say themselves how many they are.
    pub reduced: Document,
    /// The blocks of which it is not known how many there are.
    pub uncounted: Vec<InstanceAddress>,
}

impl Modules {
    /// What is wrong with the calls of a folder, by what the called modules declare.
    pub(crate) fn check_calls(&self, folder: usize) -> Report {
        let Some(caller) = self.written.get(folder) else { return Report::default() };
        let called = |name: &str| {
            let at = self.calls.get(&(folder, name.to_owned()))?;
            self.written.get(*at).filter(|called| !called.report.has_errors()).map(|called| &called.document)
        };
        let mut report = check::calls(&caller.document, &called);
        let documents = self.written.iter().map(|written| &written.document).collect();
        Circles::of(documents, &self.calls).check(folder, &mut report);
        let calls = || caller.document.items().iter().filter(|item| item.section == Section::Module);
        for refused in &self.refused {
            if let Some((_, name)) = refused.caller.as_ref().filter(|(at, _)| *at == folder)
                && let Some(call) = calls().find(|call| call.name == *name.as_str())
                && let Some(module) = called(name)
            {
                report.add(check::refused(call, module, refused));
            }
        }
        for failing in self.failing.iter().filter(|one| one.written == folder) {
            report.add(check::failing(failing));
        }
        for call in calls().filter(|_| self.is_all_read) {
            let is_found = self.calls.contains_key(&(folder, call.name.to_string()));
            if let Some(source) = source(call).filter(|source| is_local(source) && !is_found) {
                report.add(check::not_there(call, source));
            }
        }
        report
    }

    /// The folders that a call leads to, given the calls that lead to it: its own, and those of all calls below, whether
    /// they were entered or not.
    #[must_use]
    pub fn folders_of(&self, call: &str) -> Vec<(String, usize)> {
        let mut names = call.split('.').skip(1).step_by(2);
        let folder = names.try_fold(0, |at, name| self.calls.get(&(at, name.to_owned())).copied());
        let mut found = Vec::new();
        if let Some(folder) = folder {
            self.add_folders(call.to_owned(), &mut vec![folder], &mut found);
        }
        found
    }

    fn add_folders(&self, call: String, way: &mut Vec<usize>, found: &mut Vec<(String, usize)>) {
        let Some(folder) = way.last().copied() else { return };
        let first = (folder, String::new());
        for ((_, name), called) in self.calls.range(first..).take_while(|((at, _), _)| *at == folder) {
            if !way.contains(called) {
                way.push(*called);
                self.add_folders(format!("{call}.module.{name}"), way, found);
                way.pop();
            }
        }
        found.push((call, folder));
    }

    /// Reads and enters a root module. It never fails: what cannot be read is in the reports, and what is not known stays
    /// an expression. With the schema of its provider, what a plan has of resources is known too.
    #[must_use]
    pub fn of(tree: &Tree<'_>, schema: Option<&Schema>) -> Self {
        let own = std::iter::once(("", &tree.files));
        let called = tree.folders.iter().map(|folder| (folder.path.as_str(), &folder.files));
        let written = own.chain(called).map(|(folder, files)| {
            let (document, report) = read::module(files.iter().copied());
            Written { folder: folder.to_owned(), document, report, is_called: folder.is_empty() }
        });
        let written: Vec<Written> = written.collect();
        let none = Document::new();
        let root = written.first().map_or(&none, |root| &root.document);
        let inputs = Inputs::of(&tree.inputs, root, tree.is_whole);
        let provider = schema.filter(|_| !planned::is_another_aws(root)).map(planned::Provider);
        let arguments = provider.as_ref().map(|provider| -> &dyn Arguments { provider });
        let mut found = Entering::new(tree, &written, arguments).root(inputs.values());
        if tree.inputs.is_empty() && found.refused.iter().any(|one| one.by == RefusedBy::Validation) {
            let certain = Entering::new(tree, &written, arguments).root_without_placeholders().refused;
            found.refused.retain(|one| one.by != RefusedBy::Validation || certain.contains(one));
        }
        let called = std::mem::take(&mut found.called);
        // Few modules have any: the others are entered once.
        let failing = match found.has_failed {
            true => Entering::new(tree, &written, arguments).failing(inputs.values()),
            false => Vec::new(),
        };
        let Found { instances, unread, calls, refused, .. } = found;
        let mut inputs = inputs;
        for one in refused.iter().filter(|one| one.caller.is_none()) {
            let declared = variables_of_root(&written).find(|item| item.name == *one.variable.as_str());
            inputs.refuse(one, check::type_of(declared.and_then(Item::block)));
        }
        let is_all_read = tree.is_all_read;
        let mut modules =
            Self { written, instances, unread, inputs: inputs.report, is_all_read, calls, refused, failing };
        for at in called {
            if let Some(written) = modules.written.get_mut(at) {
                written.is_called = true;
            }
        }
        modules
    }
}

/// The variables of the root module.
fn variables_of_root(written: &[Written]) -> impl Iterator<Item = &Item> {
    let items = written.first().into_iter().flat_map(|root| root.document.items());
    items.filter(|item| item.section == Section::Variable)
}
