use std::sync::OnceLock;

use groundplan::change::Change;
use groundplan::configuration::{self, Modules, UnreadCall};
use groundplan::cost::{Estimate, PriceBook, Root, Usage, estimate_all};
use groundplan::diagnostic::Report;
use groundplan::schema::Schema;
use groundplan::spec::{Node, NodeValue};
use groundplan::terraform::{Content, Document, Section, read};
use groundplan::unit::Money;
use groundplan::validate;
use groundplan::{Advice, App, Synthesis};

use crate::input::Source;
use crate::input::Sources;
use crate::input::UsageError;
use crate::input::{Findings, Texts};
use crate::input::{Module, Target};
use crate::nearest::nearest;

/// What is priced: specs, or Terraform that anybody wrote.
pub struct Subject<'a> {
    specs: Option<Sources>,
    /// What the specs are read into, once.
    app: OnceLock<Result<App, Report>>,
    /// Where a spec is priced, in place of where it says.
    region: Option<String>,
    schema: Option<&'a Schema>,
    roots: Vec<RootModule>,
    /// What plans do, by their names.
    planned: Vec<(String, Change)>,
    /// What is wrong with Terraform that cannot be read, module by module.
    unread: Vec<Findings>,
}

/// A root module with the modules that it calls.
#[derive(Clone, Debug, Default)]
pub struct RootModule {
    /// Its name.
    pub name: String,
    /// Each instance of a module, as far as it is known.
    pub modules: Vec<configuration::Module>,
    /// The modules as they are written, by the calls that lead to them.
    pub written: Vec<(String, Document)>,
    /// The calls that were not entered.
    pub unread: Vec<UnreadCall>,
    /// Whether it was read from a plan, which has no blocks as they are written.
    pub is_planned: bool,
    /// Whether it can be read in part only, so that it is compared with nothing.
    pub is_unreadable: bool,
}

/// What a subject costs.
#[derive(Clone, Debug, Default)]
pub struct Priced {
    /// Line by line.
    pub estimate: Estimate,
    /// What root modules may cost a month, as the specs say.
    pub budgets: Vec<(String, Money)>,
    /// What specs make, by the names of root modules.
    pub documents: Vec<(String, Document)>,
    /// Other Terraform that was priced.
    pub roots: Vec<RootModule>,
    /// What plans do, by the names of their root modules.
    pub planned: Vec<(String, Change)>,
    /// What else is known of what specs make.
    pub synthesis: Option<Synthesis>,
    /// What cannot be read of the Terraform that is priced: the bill, the picture and the comparison lack it.
    pub unread: Vec<Findings>,
}

impl<'a> Subject<'a> {
    /// Reads texts. A region replaces that of specs, and is the default for Terraform whose providers have none;
    /// specs are checked against the schema.
    ///
    /// # Errors
    ///
    /// When a plan cannot be read.
    pub fn of(
        targets: Vec<Target>,
        region: Option<&str>,
        schema: Option<&'a Schema>,
    ) -> Result<Self, UsageError> {
        let region = region.map(str::to_owned);
        let mut subject = Self {
            specs: None,
            app: OnceLock::new(),
            region,
            schema,
            roots: Vec::new(),
            planned: Vec::new(),
            unread: Vec::new(),
        };
        let mut specs = Texts::default();
        for target in targets {
            match target {
                Target::Spec(source) => specs.extend([source]),
                Target::Module(module) => subject.module(module),
                Target::Plan(source) => subject.plan(&source)?,
            }
        }
        let are_specs = specs.iter().len() > 0;
        subject.specs = are_specs.then(|| Sources::of(specs));
        Ok(subject)
    }

    /// The estimate.
    ///
    /// # Errors
    ///
    /// What is wrong with the texts. Terraform that can be read in part is priced in part.
    pub fn price(&self, usage: &Usage) -> Result<Priced, Vec<Findings>> {
        let has_nothing = self.specs.is_none() && self.roots.iter().all(RootModule::is_empty);
        if has_nothing && !self.unread.is_empty() {
            return Err(self.unread.clone());
        }
        self.price_readable(usage)
    }

    /// As [`Subject::price`], also where nothing can be read.
    ///
    /// # Errors
    ///
    /// What is wrong with specs.
    pub fn price_readable(&self, usage: &Usage) -> Result<Priced, Vec<Findings>> {
        let mut priced = match &self.specs {
            Some(sources) => {
                self.of_specs(sources, usage).map_err(|report| vec![sources.findings(report)])?
            }
            None => Priced::default(),
        };
        let others = self.of_terraform(usage);
        priced.roots = self.roots.clone();
        priced.planned = self.planned.clone();
        priced.unread = self.unread.clone();
        priced.estimate = together(priced.estimate, others);
        Ok(priced)
    }

    /// As [`Subject::price`], of texts that can be read as a whole: what is not read cannot be compared.
    ///
    /// # Errors
    ///
    /// What is wrong with the texts.
    pub fn price_whole(&self, usage: &Usage) -> Result<Priced, Vec<Findings>> {
        let priced = self.price(usage)?;
        if priced.unread.is_empty() { Ok(priced) } else { Err(priced.unread) }
    }

    /// Returns what would save money in specs that were priced; other Terraform gets none.
    #[must_use]
    pub fn advice(&self, priced: &Priced, usage: &Usage) -> Vec<Advice> {
        let app = self.specs.as_ref().and_then(|sources| self.app(sources).as_ref().ok());
        let Some((app, synthesis)) = app.zip(priced.synthesis.as_ref()) else { return Vec::new() };
        app.advice_on((&priced.documents, synthesis), PriceBook::bundled(), usage)
    }

    fn of_specs(&self, sources: &Sources, usage: &Usage) -> Result<Priced, Report> {
        let app = self.app(sources).as_ref().map_err(Report::clone)?;
        let synthesis = app.synth().map_err(|error| error.report().clone())?;
        let budgets = synthesis.budgets().map(|(module, money)| (module.to_owned(), money)).collect();
        let estimate = synthesis.estimate(PriceBook::bundled(), usage);
        let (documents, synthesis) = synthesis.into_parts();
        Ok(Priced { estimate, budgets, documents, synthesis: Some(synthesis), ..Priced::default() })
    }

    fn of_terraform(&self, usage: &Usage) -> Estimate {
        let assumed = Usage::assuming(groundplan::decision::Tier::Production).and(usage.clone());
        let all = self.roots.iter();
        let all = all.flat_map(|root| root.modules.iter().map(|module| (root.name.clone(), module)));
        let roots = all.map(|(name, module)| {
            let priced = Root::new(name, &module.document, &assumed).within(module.address.clone());
            match &self.region {
                Some(region) => priced.region(region.clone()),
                None => priced,
            }
        });
        estimate_all(roots, PriceBook::bundled())
    }

    fn app(&self, sources: &Sources) -> &Result<App, Report> {
        let read = || {
            sources.app(self.schema, |node| match &self.region {
                Some(region) => moved(node, region),
                None => node,
            })
        };
        self.app.get_or_init(read)
    }

    fn module(&mut self, module: Module) {
        let read = validate::read_modules(&module.tree(), self.schema);
        let is_unreadable = read.report.has_errors();
        if is_unreadable {
            self.unread.push(unreadable(&read.report, &module));
        }
        self.roots.push(RootModule { is_unreadable, ..RootModule::of(module.below, read.modules) });
    }

    fn plan(&mut self, source: &Source) -> Result<(), UsageError> {
        let name = &source.name;
        self.planned.extend(Change::planned(&source.text).map(|change| (name.clone(), change)));
        let modules = read::plan::read(&source.text).map_err(|finding| {
            finding
                .to_string()
                .lines()
                .fold(UsageError::new(format!("{name} is not a plan")), UsageError::line)
        })?;
        self.roots.push(RootModule::of_plan(name, modules));
        Ok(())
    }
}

impl Priced {
    /// The calls of modules that were not entered.
    #[must_use]
    pub fn unread_calls(&self) -> Vec<UnreadCall> {
        self.roots.iter().flat_map(|root| root.unread.iter().cloned()).collect()
    }
}

impl RootModule {
    /// What was read of a folder.
    fn of(name: String, modules: Modules) -> Self {
        let not_entered = modules.unread.iter().flat_map(|call| modules.folders_of(&call.address));
        let entered = modules.instances.iter().map(|module| (module.call.clone(), module.written));
        let mut documents: Vec<(String, Document)> = Vec::new();
        for (call, folder) in entered.chain(not_entered) {
            let is_new = documents.iter().all(|(known, _)| *known != call);
            let document = modules.written.get(folder).filter(|_| is_new);
            documents.extend(document.map(|written| (call, written.document.clone())));
        }
        let Modules { instances, unread, .. } = modules;
        if let (Some((_, written)), Some(root)) = (documents.first_mut(), instances.first()) {
            set_variables(written, root);
        }
        Self { name, modules: instances, written: documents, unread, ..Self::default() }
    }

    /// The modules of a plan, in which every instance is known.
    fn of_plan(name: &str, modules: Vec<read::plan::Module>) -> Self {
        let written =
            modules.iter().map(|module| (module.address.clone(), module.document.clone())).collect();
        let module = |module: read::plan::Module| configuration::Module {
            address: module.address,
            reduced: module.document.clone(),
            document: module.document,
            ..configuration::Module::default()
        };
        let modules = modules.into_iter().map(module).collect();
        Self { name: name.to_owned(), modules, written, is_planned: true, ..Self::default() }
    }

    fn is_empty(&self) -> bool {
        self.modules.iter().all(|module| module.document.items().is_empty())
    }
}

/// What is set from outside is part of the configuration.
fn set_variables(written: &mut Document, root: &configuration::Module) {
    for item in written.items_mut().iter_mut().filter(|item| item.section == Section::Variable) {
        let set = item.address().and_then(|address| root.reduced.get(&address));
        *item = set.cloned().unwrap_or_else(|| item.clone());
        let hidden = root.arguments.iter().find(|(name, _)| *name == item.name);
        if let (Content::Block(block), Some((_, hidden))) = (&mut item.content, hidden) {
            block.entries_mut().retain(|(name, _)| name != "default");
            block.put("default", Content::Value(hidden.clone()));
        }
    }
}

fn unreadable(report: &Report, module: &Module) -> Findings {
    let mut named = Report::default();
    report.diagnostics().iter().for_each(|finding| named.add(module.located(finding)));
    Findings { report: named, texts: module.clone().into_sources().into_iter().collect() }
}

/// A spec as if everything stood in another region.
fn moved(mut node: Node, region: &str) -> Node {
    if let NodeValue::Map(entries) = &mut node.value {
        match entries.iter_mut().find(|(key, _)| key == "region") {
            Some((_, value)) => value.value = Node::text(region).value,
            None => entries.push(("region".to_owned(), Node::text(region))),
        }
        let environments = entries.iter_mut().find(|(key, _)| key == "environments");
        if let Some(NodeValue::Map(environments)) = environments.map(|(_, node)| &mut node.value) {
            for (_, environment) in environments {
                if let NodeValue::Map(entries) = &mut environment.value {
                    entries.retain(|(key, _)| key != "region");
                }
            }
        }
    }
    node
}

fn together(mut one: Estimate, other: Estimate) -> Estimate {
    let dates = [one.price_date.clone(), other.price_date];
    one.price_date = dates.into_iter().filter(|date| !date.is_empty()).min().unwrap_or_default();
    one.modules.extend(other.modules);
    one
}

/// Whether there is an environment of this name.
#[must_use]
pub fn has(estimate: &Estimate, name: &str) -> bool {
    estimate.modules.iter().any(|module| last(&module.name) == name)
}

/// What an environment is called: the last part of its root module's name.
fn last(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// The estimate of one environment.
///
/// # Errors
///
/// When there is none of this name.
pub fn only(mut estimate: Estimate, name: &str) -> Result<Estimate, UsageError> {
    if !has(&estimate, name) {
        let known: Vec<&str> = estimate.modules.iter().map(|module| last(&module.name)).collect();
        let error = UsageError::new(format!("there is no environment {name}"));
        let longer = known.iter().copied().find(|known| known.starts_with(name));
        return Err(match longer.or_else(|| nearest(name, known.iter().copied())) {
            Some(near) => error.help(format!("--environment {near}")),
            None => error.line(format!("there are {}", known.join(", "))),
        });
    }
    estimate.modules.retain(|module| last(&module.name) == name);
    Ok(estimate)
}
