//! From call to call: the instances of modules.

use std::collections::{BTreeMap, BTreeSet};

use super::folder::{is_local, join, source, version};
use super::manifest::Manifest;
use super::modules::{Module, Written};
use super::outputs::{self, Outputs};
use super::unread::{UnreadCall, WhyUnread};
use super::views::{Both, Given, Views};
use super::{Tree, arguments, expand, failing, provider};
use crate::diagnostic::{Path, Rule};
use crate::evaluate::{Arguments, Data, Evaluator, Instance, Known, Reason, Variables, enabled};
use crate::terraform::{Block, Content, Document, Item, Key, Section, Value, read};

/// More instances of modules are not entered.
const MOST: usize = 2_000;

/// Modules while they are entered.
pub(super) struct Entering<'t> {
    tree: &'t Tree<'t>,
    written: &'t [Written],
    manifest: Manifest,
    found: Found,
    /// What is known of the arguments of resources.
    known: Option<&'t dyn Arguments>,
    /// Whether the expressions that fail are searched for.
    is_searched: bool,
}

/// What was found so far.
#[derive(Default)]
pub(super) struct Found {
    pub(super) instances: Vec<Module>,
    pub(super) unread: Vec<UnreadCall>,
    /// Which of the folders are called.
    pub(super) called: BTreeSet<usize>,
    /// The folder that each call leads to, by the folder and the name of the call.
    pub(super) calls: BTreeMap<(usize, String), usize>,
    /// The values that variables do not take.
    pub(super) refused: BTreeSet<Refused>,
    /// Whether any expression certainly fails, as far as defaults of the root module's variables are what is given.
    pub(super) has_failed: bool,
    /// The expressions that fail whatever is given.
    pub(super) failing: Vec<Failing>,
}

/// An expression that certainly fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Failing {
    /// The folder that has it.
    pub(super) written: usize,
    /// Its place in Terraform's JSON.
    pub(super) path: Path,
    pub(super) file: String,
    pub(super) given: String,
    pub(super) why: &'static str,
}

/// A value that a variable does not take.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Refused {
    /// The folder and the name of the call that gives it; `None` where it comes from outside.
    pub(super) caller: Option<(usize, String)>,
    pub(super) variable: String,
    pub(super) by: RefusedBy,
    pub(super) why: String,
}

/// What of a variable does not take a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum RefusedBy {
    Type,
    Validation,
}

impl RefusedBy {
    pub(super) fn rule(self) -> Rule {
        match self {
            Self::Type => Rule::TERRAFORM_VARIABLE_TYPE,
            Self::Validation => Rule::TERRAFORM_VARIABLE_VALIDATION,
        }
    }

    /// What the variable takes instead, given its type.
    pub(super) fn wants(self, declared: String) -> String {
        match self {
            Self::Type => declared,
            Self::Validation => "what its `validation` blocks take".to_owned(),
        }
    }
}

/// A module that is entered.
#[derive(Clone, Default)]
struct Frame {
    address: String,
    call: String,
    /// The path of the call in the manifest: `app.database`.
    key: String,
    written: usize,
    /// The folders from the root module to here.
    above: Vec<usize>,
    given: Given,
    arguments: Vec<(Key, Value)>,
    providers: Vec<Item>,
    /// The settings of the root module: they say where the state is, of called modules too.
    settings: Vec<Item>,
    /// The folder and the name of the call that leads here.
    caller: Option<(usize, String)>,
}

impl<'t> Entering<'t> {
    pub(super) fn new(tree: &'t Tree<'t>, written: &'t [Written], known: Option<&'t dyn Arguments>) -> Self {
        let manifest = tree.manifest.map(Manifest::of).unwrap_or_default();
        Self { tree, written, manifest, found: Found::default(), known, is_searched: false }
    }

    /// Enters the root module, with these values of its variables.
    pub(super) fn root<'a>(self, values: impl Iterator<Item = (&'a str, &'a Value)>) -> Found {
        self.root_with(arguments::of_root(values))
    }

    /// Enters the root module with nothing given, and without defaults that are empty: those are placeholders for what a module
    /// that calls this one has to say.
    pub(super) fn root_without_placeholders(self) -> Found {
        let items = self.written.first().map_or(&[][..], |root| root.document.items());
        let given = arguments::placeholders(items);
        self.root_with(given)
    }

    /// The expressions that fail, with these values from outside, whatever other variables of the root module are set to.
    pub(super) fn failing<'a>(self, values: impl Iterator<Item = (&'a str, &'a Value)>) -> Vec<Failing> {
        let items = self.written.first().map_or(&[][..], |root| root.document.items());
        let mut given = arguments::unknown(items);
        given.extend(arguments::of_root(values));
        Self { is_searched: true, ..self }.root_with(given).failing
    }

    fn root_with(mut self, given: Variables) -> Found {
        let items = self.written.first().map_or(&[][..], |root| root.document.items());
        let settings = items.iter().filter(|item| item.section == Section::Terraform).cloned().collect();
        self.enter(Frame { given: given.into(), settings, ..Frame::default() });
        self.found
    }

    /// Enters a module and what it calls; what it yields to its caller.
    fn enter(&mut self, frame: Frame) -> [Outputs; 2] {
        let Some(written) = self.written.get(frame.written) else { return Default::default() };
        let document = &written.document;
        let views = Views::new(document, &frame.given, self.known);
        self.refuse(&views.written, &frame);
        let own = document.items().iter().filter(|item| item.section == Section::Provider);
        let own: Vec<Item> = own.map(|item| expand::reduced(&views, item)).collect();
        let frame = Frame { providers: provider::all(own, &frame.providers), ..frame };
        // A module comes before those that it calls, though what they yield is known first.
        let at = self.found.instances.len();
        self.found.instances.push(Module::default());
        self.found.called.insert(frame.written);
        let mut unread = Vec::new();
        for call in outputs::in_order(document) {
            match self.call(&views, &frame, call) {
                Ok(known) => views.set_module(&call.name, known),
                Err(why) => unread.push(self.unread(&views, &frame, call, why)),
            }
        }
        if self.is_searched {
            let found = failing::all(views.best(), document, frame.written).into_iter();
            let known = &mut self.found.failing;
            let is_new = |one: &Failing, known: &[Failing]| {
                known.iter().all(|known| (known.written, &known.path) != (one.written, &one.path))
            };
            found.for_each(|one| {
                if is_new(&one, known) {
                    known.push(one)
                }
            });
        }
        let module = module(&views, &frame, document, unread);
        self.found.has_failed |= views.has_failed();
        if let Some(reserved) = self.found.instances.get_mut(at) {
            *reserved = module;
        }
        [&views.written, views.best()].map(|evaluator| outputs::of(document, evaluator))
    }

    /// Notes the arguments that are not of the type of their variable.
    fn refuse(&mut self, evaluator: &Evaluator<'_>, frame: &Frame) {
        let Some(written) = self.written.get(frame.written) else { return };
        for name in frame.given.written.keys() {
            if let Some((by, why)) = refusal(evaluator, &written.document, frame, name) {
                let (caller, variable) = (frame.caller.clone(), name.to_string());
                self.found.refused.insert(Refused { caller, variable, by, why });
            }
        }
    }

    /// Enters every instance of a call, or says why not.
    fn call(&mut self, views: &Views<'_>, frame: &Frame, call: &Item) -> Result<Both, WhyUnread> {
        let block = call.block().ok_or(WhyUnread::NotThere)?;
        let key = key_of(&frame.key, call);
        let folder = self.folder(frame.written, call, &key)?;
        self.found.calls.insert((frame.written, call.name.to_string()), folder);
        let instances = views.all(block);
        if instances.as_ref().is_none_or(Vec::is_empty) {
            self.mark(folder, &key);
        }
        let instances = instances.ok_or(WhyUnread::Instances)?;
        let above: Vec<usize> = frame.above.iter().copied().chain([frame.written]).collect();
        if above.contains(&folder) || self.found.instances.len() + instances.len() > MOST {
            return Err(WhyUnread::Endless);
        }
        let providers = provider::passed(block, &frame.providers);
        let (mut written, mut planned) = (Vec::new(), Vec::new());
        for (index, place) in instances {
            let own = format!("module.{}{index}", call.name);
            let [outputs, known] = self.enter(Frame {
                address: within(&frame.address, &own),
                call: within(&frame.call, &format!("module.{}", call.name)),
                key: key.clone(),
                written: folder,
                above: above.clone(),
                given: arguments::of_call(views, block, &place),
                arguments: arguments::reduced(views, block, &place),
                providers: providers.clone(),
                settings: frame.settings.clone(),
                caller: Some((frame.written, call.name.to_string())),
            });
            let yielded = |outputs| outputs::Yielded { index: index.clone(), key: place.key(), outputs };
            written.push(yielded(outputs));
            planned.push(yielded(known));
        }
        Ok(Both { written: outputs::together(call, written), planned: outputs::together(call, planned) })
    }

    /// Notes what a module calls of which there may be no instance: Terraform reads it all the same.
    fn mark(&mut self, written: usize, key: &str) {
        if !self.found.called.insert(written) {
            return;
        }
        let items = self.written.get(written).map_or(&[][..], |written| written.document.items());
        for call in items.iter().filter(|item| item.section == Section::Module) {
            let key = key_of(key, call);
            if let Ok(folder) = self.folder(written, call, &key) {
                self.found.calls.insert((written, call.name.to_string()), folder);
                self.mark(folder, &key);
            }
        }
    }

    /// The folder that a call leads to.
    fn folder(&self, written: usize, call: &Item, key: &str) -> Result<usize, WhyUnread> {
        let source = source(call).ok_or(WhyUnread::NotInstalled)?;
        let here = self.written.get(written).map_or("", |written| written.folder.as_str());
        let (path, why) = match is_local(source) {
            true => (join(here, source), WhyUnread::NotThere),
            false => {
                let installed = self.manifest.installed(key).ok_or(WhyUnread::NotInstalled)?;
                if !installed.is_of(source, version(call)) {
                    return Err(WhyUnread::OtherVersion);
                }
                (installed.folder.clone(), WhyUnread::NotInstalled)
            }
        };
        let found = self.written.iter().position(|folder| folder.folder == path);
        let found = found.filter(|at| self.has_files(*at)).ok_or(why)?;
        // The root module of which only part was given is not what a call of it makes.
        if found == 0 && !self.tree.is_whole { Err(why) } else { Ok(found) }
    }

    /// Whether a folder has files of Terraform, though nothing may be in them that can be read.
    fn has_files(&self, at: usize) -> bool {
        let called = at.checked_sub(1).and_then(|at| self.tree.folders.get(at));
        called
            .map_or(&self.tree.files, |folder| &folder.files)
            .iter()
            .any(|(name, _)| read::Syntax::of(name).is_some())
    }

    /// A call that is not entered stays in the module that makes it.
    fn unread(&mut self, views: &Views<'_>, frame: &Frame, call: &Item, why: WhyUnread) -> Item {
        let address = within(&frame.call, &format!("module.{}", call.name)).into();
        let unread = UnreadCall { address, source: source(call).map(str::to_owned), why };
        if !self.found.unread.contains(&unread) {
            self.found.unread.push(unread);
        }
        expand::reduced(views, call)
    }
}

/// The documents of an instance.
fn module(views: &Views<'_>, frame: &Frame, document: &Document, unread: Vec<Item>) -> Module {
    let mut module = Module {
        address: frame.address.clone(),
        call: frame.call.clone(),
        written: frame.written,
        arguments: match frame.caller {
            Some(_) => frame.arguments.clone(),
            None => arguments::hidden(&views.written, &frame.given.written),
        },
        document: with(&frame.providers),
        reduced: with(&frame.providers),
        uncounted: Vec::new(),
    };
    for item in document.items() {
        if !matches!(item.section, Section::Provider | Section::Module) {
            add(views, frame, item, &mut module);
        }
    }
    if !frame.address.is_empty() {
        module.reduced.items_mut().extend(frame.settings.iter().cloned());
    }
    module.document.items_mut().extend(unread.iter().cloned());
    module.reduced.items_mut().extend(unread);
    module
}

/// Why a variable does not take what it is given.
fn refusal(
    evaluator: &Evaluator<'_>,
    document: &Document,
    frame: &Frame,
    name: &Key,
) -> Option<(RefusedBy, String)> {
    let fails = |known: &Known| match known.reason() {
        Some(Reason::Fails(why)) => Some(why),
        _ => None,
    };
    if let Some(why) = fails(&evaluator.variable(name)) {
        let is_given_right = frame.given.written.get(name).is_none_or(|given| fails(given).is_none());
        return is_given_right.then(|| (RefusedBy::Type, why.to_owned()));
    }
    let mut variables = document.items().iter().filter(|item| item.section == Section::Variable);
    let validations = match variables.find(|item| item.name == *name)?.block()?.get("validation")? {
        Content::Block(one) => std::slice::from_ref(one),
        Content::Blocks(several) => several.as_slice(),
        _ => return None,
    };
    let broken = validations.iter().find(|validation| is_broken(evaluator, validation))?;
    let message = broken.get("error_message").and_then(Content::as_text);
    Some((RefusedBy::Validation, message.unwrap_or("its validation is false").to_owned()))
}

/// Whether a condition is certainly false.
fn is_broken(evaluator: &Evaluator<'_>, validation: &Block) -> bool {
    let Some(Content::Value(condition)) = validation.get("condition") else { return false };
    matches!(evaluator.value(condition, &Instance::NONE).data, Data::Bool(false))
}

fn with(providers: &[Item]) -> Document {
    let mut document = Document::new();
    document.items_mut().extend(providers.iter().cloned());
    document
}

/// Adds a block to both documents of a module.
fn add(views: &Views<'_>, frame: &Frame, item: &Item, module: &mut Module) {
    let reduced = match item.section {
        Section::Variable => expand::variable(views, item, frame.given.written.contains_key(&item.name)),
        _ => expand::reduced(views, item),
    };
    let is_repeated = item.section.is_typed()
        && item.block().is_some_and(|block| {
            block.get("count").is_some() || block.get("for_each").is_some() || enabled(block).is_some()
        });
    if is_repeated {
        match expand::instances(views, item) {
            Some(instances) => module.document.items_mut().extend(instances),
            None => {
                module.uncounted.extend(item.address().map(|address| address.to_string().into()));
                module.document.items_mut().push(reduced.clone());
            }
        }
    } else {
        module.document.items_mut().push(reduced.clone());
    }
    module.reduced.items_mut().push(expand::with_sets(reduced));
}

/// The path of a call in the manifest.
fn key_of(caller: &str, call: &Item) -> String {
    if caller.is_empty() { call.name.to_string() } else { format!("{caller}.{}", call.name) }
}

fn within(module: &str, own: &str) -> String {
    if module.is_empty() { own.to_owned() } else { format!("{module}.{own}") }
}
