use std::path::PathBuf;

use groundplan::cost::{Estimate, PriceBook, Root, Usage, estimate_all};
use groundplan::diagnostic::Report;
use groundplan::spec::{Node, NodeValue};
use groundplan::terraform::{Document, read};
use groundplan::unit::Money;
use groundplan::{Advice, Program};

use crate::nearest::nearest;
use crate::show;
use crate::sources::Sources;
use crate::target::{self, Module, Target};
use crate::texts::Texts;
use crate::trouble::Trouble;

/// What is priced: specs, or Terraform that anybody wrote.
pub(in crate::command) struct Subject {
    specs: Option<Sources>,
    /// Where a spec is priced, in place of where it says.
    region: Option<String>,
    roots: Vec<RootModule>,
    /// What is wrong with Terraform that cannot be read.
    unread: Option<String>,
}

/// A root module, or a module within one.
pub(in crate::command) struct RootModule {
    pub(in crate::command) name: String,
    pub(in crate::command) document: Document,
    within: String,
}

/// What a subject costs.
pub(in crate::command) struct Priced {
    pub(in crate::command) estimate: Estimate,
    pub(in crate::command) budgets: Vec<(String, Money)>,
    pub(in crate::command) documents: Vec<(String, Document)>,
}

impl Subject {
    /// Reads what the paths lead to.
    pub(in crate::command) fn read(paths: &[PathBuf], region: Option<&str>) -> Result<Self, Trouble> {
        let mut specs = Texts::default();
        let mut subject =
            Self { specs: None, region: region.map(str::to_owned), roots: Vec::new(), unread: None };
        for target in target::read(paths)? {
            match target {
                Target::Spec(source) => specs.extend([source]),
                Target::Module(module) => subject.module(module, paths),
                Target::Plan(source) => subject.plan(&source.name, &source.text)?,
            }
        }
        let are_specs = specs.iter().len() > 0;
        subject.specs = are_specs.then(|| Sources::of(specs));
        Ok(subject)
    }

    /// The estimate, or what is wrong.
    pub(in crate::command) fn price(&self, usage: &Usage) -> Result<Priced, String> {
        if let Some(unread) = &self.unread {
            return Err(unread.clone());
        }
        let book = PriceBook::bundled();
        let assumed = Usage::assuming(groundplan::decision::Tier::Production).and(usage.clone());
        let mut priced = Priced { estimate: Estimate::default(), budgets: Vec::new(), documents: Vec::new() };
        if let Some(sources) = &self.specs {
            let synthesis = match self.program(sources)?.synth() {
                Ok(synthesis) => synthesis,
                Err(error) => return Err(show::people(error.report(), sources.texts())),
            };
            priced.estimate = synthesis.estimate(book, usage);
            priced.budgets = synthesis.budgets().map(|(module, money)| (module.to_owned(), money)).collect();
            priced.documents =
                synthesis.documents().map(|(name, document)| (name.to_owned(), document.clone())).collect();
        }
        let roots = self.roots.iter().map(|root| {
            let priced = Root::new(root.name.clone(), &root.document, &assumed).within(root.within.clone());
            match &self.region {
                Some(region) => priced.region(region.clone()),
                None => priced,
            }
        });
        let others = estimate_all(roots, book);
        priced.documents.extend(self.roots.iter().map(|root| (root.name.clone(), root.document.clone())));
        priced.estimate = together(priced.estimate, others);
        Ok(priced)
    }

    /// What would save money; of Terraform nobody knows what else it could say.
    pub(in crate::command) fn advice(&self, usage: &Usage) -> Vec<Advice> {
        let program = self.specs.as_ref().and_then(|sources| self.program(sources).ok());
        program.map(|program| program.advice(PriceBook::bundled(), usage)).unwrap_or_default()
    }

    fn program(&self, sources: &Sources) -> Result<Program, String> {
        let moved = |node: Node| match &self.region {
            Some(region) => moved(node, region),
            None => node,
        };
        sources.program(moved).map_err(|report| show::people(&report, sources.texts()))
    }

    fn module(&mut self, module: Module, paths: &[PathBuf]) {
        let files = module.files.iter().map(|(name, source)| (name.as_str(), source.text.as_str()));
        let (document, report) = read::module(files);
        if report.has_errors() {
            self.unreadable(&report, &module);
        }
        self.roots.push(RootModule { name: relative(&module.name, paths), document, within: String::new() });
    }

    fn unreadable(&mut self, report: &Report, module: &Module) {
        let mut named = Report::default();
        report
            .diagnostics()
            .iter()
            .for_each(|finding| named.add(finding.clone().in_file(module.path_of(finding))));
        let texts: Texts = module.files.iter().map(|(_, source)| source.clone()).collect();
        let told = show::people(&named, &texts);
        self.unread = Some(self.unread.take().unwrap_or_default() + &told);
    }

    fn plan(&mut self, name: &str, text: &str) -> Result<(), Trouble> {
        let modules = read::plan::read(text).map_err(|finding| {
            finding.to_string().lines().fold(Trouble::new(format!("{name} is no plan")), Trouble::line)
        })?;
        self.roots.extend(modules.into_iter().map(|module| RootModule {
            name: if module.address.is_empty() { name.to_owned() } else { module.address.clone() },
            document: module.document,
            within: module.address,
        }));
        Ok(())
    }
}

/// The name of a root module below the folder that was named, so that two folders can be compared.
fn relative(name: &str, paths: &[PathBuf]) -> String {
    let below = paths.iter().find_map(|path| std::path::Path::new(name).strip_prefix(path).ok());
    let below = below.map(|path| path.display().to_string()).filter(|below| !below.is_empty());
    below.unwrap_or_else(|| name.to_owned())
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
pub(in crate::command) fn has(estimate: &Estimate, name: &str) -> bool {
    estimate.modules.iter().any(|module| last(&module.name) == name)
}

/// What an environment is called: the last part of its root module's name.
fn last(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// The estimate of one environment.
pub(in crate::command) fn only(mut estimate: Estimate, name: &str) -> Result<Estimate, Trouble> {
    if !has(&estimate, name) {
        let known: Vec<&str> = estimate.modules.iter().map(|module| last(&module.name)).collect();
        let trouble = Trouble::new(format!("there is no environment {name}"));
        let longer = known.iter().copied().find(|known| known.starts_with(name));
        return Err(match longer.or_else(|| nearest(name, known.iter().copied())) {
            Some(near) => trouble.help(format!("--environment {near}")),
            None => trouble.line(format!("there are {}", known.join(", "))),
        });
    }
    estimate.modules.retain(|module| last(&module.name) == name);
    Ok(estimate)
}
