//! A spec on its way: read, checked, and made into root modules, environment by environment.

use super::bootstrap;
use super::compile::{Around, Compiled, Made, STAND_IN_REGION, compile, context};
use super::cross_stack::StackGraph;
use super::environment;
use super::unreachable::{self, Reached};
use super::validation::{Module, Validated};
use crate::aws::{Resolver, Waived, state};
use crate::decision::Tier;
use crate::diagnostic::{Diagnostic, Path, Report, Rule};
use crate::model::References;
use crate::schema::Schema;
use crate::spec::{Field, Map, Node, Reader, json};
use crate::stack::money::costing::{self, Costing};
use crate::stack::money::usage;
use crate::stack::output::gitignore;
use crate::stack::output::readme::Readme;
use crate::stack::output::readme_environment::{
    ReadmeEnvironment, guarded_buckets, keeps_key, keeps_logs, required_variables,
};
use crate::stack::output::synthesis::{BOOTSTRAP, Decisions, ProseFile, Synthesis, folder};
use crate::stack::output::tool::Tool;
use crate::stack::spec::hosts;
use crate::stack::spec::rules;
use crate::stack::spec::waivers;
use crate::stack::spec::{Defaults, Environment, Stack};
use crate::terraform::Document;
use crate::unit::sort_by;

/// A spec, the nodes that it was read from, and what was wrong with their form.
#[derive(Debug)]
pub(in crate::stack) struct StackCompiler {
    pub(in crate::stack) stack: Stack,
    /// What findings call the spec, where there are several.
    pub(in crate::stack) file: Option<String>,
    pub(in crate::stack) node: Node,
    pub(in crate::stack) report: Report,
    unread: Vec<Path>,
    /// Values under misspelt keys: the path that is meant, and the one in the text.
    misspelt: Vec<(Path, Path)>,
}

impl StackCompiler {
    pub(in crate::stack) fn of_json(text: &str) -> Self {
        match json::parse(text) {
            Ok(node) => Self::of_node(node),
            Err(finding) => {
                let mut report = Report::default();
                report.add(finding);
                let node = Node::map(Vec::new());
                let (unread, misspelt) = (vec![Path::root()], Vec::new());
                Self { stack: Stack::default(), file: None, node, report, unread, misspelt }
            }
        }
    }

    pub(in crate::stack) fn of_node(node: Node) -> Self {
        let (mut stack, reader) = Reader::read::<Stack>(&node);
        let misspelt = reader.misspelt().to_vec();
        let (report, unread) = reader.finish();
        if unread.contains(&Path::of("region")) {
            // It is set, though not understood: it must not be reported as missing as well.
            stack.region = Some(STAND_IN_REGION);
        }
        Self { stack, file: None, node, report, unread, misspelt }
    }

    pub(in crate::stack) fn of_stack(stack: &Stack) -> Self {
        let (report, unread, misspelt) = (Report::default(), Vec::new(), Vec::new());
        Self { stack: stack.clone(), file: None, node: stack.write(), report, unread, misspelt }
    }

    /// Makes the root modules of one of several stacks that are made together. Everything is checked and
    /// everything is reported, in one pass over all environments.
    pub(in crate::stack) fn synth(&self, input: &SynthInput<'_>) -> Result<Synthesis, Report> {
        let mut found = Report::default();
        rules::check(&self.stack, &mut found);
        let shared = [hosts::shared(&self.stack, &mut found), input.waived.to_vec()].concat();
        let mut partial = PartialSynthesis {
            shared,
            reached: unreachable::reached(&self.stack),
            ..PartialSynthesis::default()
        };
        let state = self.bootstrap(input, &mut partial, &mut found);
        for (name, environment) in self.stack.environments.iter().flat_map(Map::iter) {
            self.environment(name, environment, input, &mut partial, &mut found);
        }
        self.unused_waivers(&partial, &mut found);
        for mut finding in input.findings.iter().cloned() {
            let environment = finding.environments.first().cloned().unwrap_or_default();
            finding.path = self.spec_path(&environment, &finding.path);
            found.add(finding);
        }
        let spec_has_errors = self.report.has_errors() || found.has_errors();
        std::mem::take(&mut partial.validated).add_to(&mut found, spec_has_errors);
        let report = self.finish(found);
        if report.has_errors() {
            return Err(report);
        }
        let place = |one: &ReadmeEnvironment| input.order.iter().position(|name| *name == one.name);
        sort_by(&mut partial.environments, |a, b| place(a).cmp(&place(b)));
        Ok(self.synthesis(partial, &state, report))
    }

    fn synthesis(&self, partial: PartialSynthesis, state: &state::Blueprint, report: Report) -> Synthesis {
        let readme = Readme {
            title: self.stack.stack.as_deref().unwrap_or_default(),
            stack: self.stack.name_in_aws(),
            state,
            region: rules::region_of_state(&self.stack).unwrap_or(STAND_IN_REGION),
            environments: &partial.environments,
        };
        let texts = vec![
            ProseFile::new(".gitignore", gitignore::text),
            ProseFile::new("README.md", |format| readme.text(format)),
        ];
        Synthesis {
            documents: partial.documents,
            costings: partial.costings,
            texts,
            decisions: partial.decisions,
            report,
            tool: Tool::default(),
        }
    }

    fn name(&self) -> String {
        self.stack.stack.clone().unwrap_or_default()
    }

    fn bootstrap(
        &self,
        input: &SynthInput<'_>,
        partial: &mut PartialSynthesis,
        found: &mut Report,
    ) -> state::Blueprint {
        let stack = &self.stack;
        let region = rules::region_of_state(stack);
        let surroundings = Environment {
            region: Some(region.unwrap_or(STAND_IN_REGION)),
            account: None,
            ..Environment::default()
        };
        let context = context(stack, &surroundings, Tier::Production);
        let none = Map::default();
        waivers::check(stack.waive.as_ref().unwrap_or(&none), &Path::root(), found);
        let mut resolver = Resolver::new(&context, &none);
        let blueprint = state::resolve(&stack.state.clone().unwrap_or_default(), &mut resolver);
        let tags = environment::tags(stack.tags_of_bootstrap(region).as_ref(), &mut resolver);
        let provenance = resolver.decisions();
        let (report, decisions, waived) = resolver.finish();
        for mut finding in report.diagnostics().iter().cloned() {
            finding.environments.clear();
            found.add(finding);
        }
        if blueprint.elsewhere.is_some() {
            return blueprint;
        }
        let mut document =
            bootstrap::emit(&blueprint, &context.stack, context.region, accounts(stack), &tags);
        document.decided_by(provenance);
        let module = Module { environment: None, document: &document, waived: &waived };
        let references = References::of(module.document);
        self.check_document(&module, &references, found);
        self.validate(&module, references, input, &mut partial.validated);
        partial.costings.push(Costing { usage: usage::of_bootstrap(), ..Costing::default() });
        partial.documents.push((BOOTSTRAP.to_owned(), document));
        partial.decisions.push(Decisions {
            stack: self.name(),
            folder: BOOTSTRAP.to_owned(),
            environment: String::new(),
            tier: None,
            decisions,
            waived,
        });
        blueprint
    }

    fn environment(
        &self,
        name: &str,
        explicit: &Environment,
        input: &SynthInput<'_>,
        partial: &mut PartialSynthesis,
        found: &mut Report,
    ) {
        let (spec, mut unfilled) = self.stack.filled(name, explicit);
        // Where the tier is missing, which is an error, the rest is checked all the same.
        let tier = rules::tier(name, explicit).unwrap_or(Tier::Development);
        let own = explicit.waive.clone().unwrap_or_default();
        waivers::check(&own, &Path::of("environments").key(name), found);
        let sources = input.graph.sources(input.stack, name, spec.region.unwrap_or(STAND_IN_REGION));
        let around = Around { stack: &self.stack, tier, sources: &sources, schema: input.schema };
        let mut compiled = compile(&spec, &around);
        let own = compiled.report.clone();
        unreachable::check(&partial.reached, &spec, &mut compiled);
        let Compiled { decisions, mut waived, report, made } = compiled;
        unfilled.extend(report.clone());
        for mut finding in unfilled.diagnostics().iter().cloned() {
            finding.path = self.spec_path(name, &finding.path);
            found.add(finding);
        }
        waived.extend(partial.shared.iter().filter(|(of, _)| of == name).map(|(_, waived)| waived.clone()));
        self.document(&spec, (made, own), &waived, input, partial, found);
        partial.decisions.push(Decisions {
            stack: self.name(),
            folder: folder(name),
            environment: name.to_owned(),
            tier: Some(tier),
            decisions,
            waived,
        });
    }

    fn document(
        &self,
        spec: &Environment,
        (made, report): (Made, Report),
        waived: &[Waived],
        input: &SynthInput<'_>,
        partial: &mut PartialSynthesis,
        found: &mut Report,
    ) {
        let secrets = made.secrets_to_set();
        let Made { blueprint, mut document, in_aws } = made;
        let (name, tier) = (spec.name.as_str(), blueprint.context.tier);
        let module = Module { environment: Some(name), document: &document, waived };
        let references = References::of(module.document);
        self.check_document(&module, &references, found);
        self.validate(&module, references, input, &mut partial.validated);
        for waived in waived {
            let comment = format!("Waived: {} at {}: {}", waived.rule.code, waived.path, waived.reason);
            document.file("terraform").comment(comment);
        }
        partial.environments.push(ReadmeEnvironment {
            name: name.to_owned(),
            tier,
            account: spec.account.clone(),
            variables: required_variables(&document),
            protected: blueprint.is_protected(),
            buckets: guarded_buckets(&document),
            keeps_logs: keeps_logs(&document),
            keeps_key: keeps_key(&document),
            secrets,
        });
        let compiled = costing::Compiled { blueprint, is_renamed: in_aws.is_some(), report };
        partial.costings.push(Costing::of(spec, compiled, &document));
        partial.documents.push((folder(name), document));
    }

    /// Reports references that lead nowhere, at their path in the spec.
    fn check_document(&self, module: &Module<'_>, references: &References<'_>, found: &mut Report) {
        let mut report = Report::default();
        rules::check_document(references, module.environment.unwrap_or(BOOTSTRAP), &mut report);
        for finding in report.diagnostics() {
            let path = match finding.rule {
                Rule::IMPORT_UNKNOWN => self.import_path_of(module, finding),
                Rule::CYCLE => self.circle_path_of(module, finding),
                _ => self.spec_path_of(module, finding),
            };
            found.add(Diagnostic { path: path.unwrap_or_default(), ..finding.clone() });
        }
    }

    /// A waiver of one environment must excuse something there, one of the whole stack something anywhere.
    fn unused_waivers(&self, partial: &PartialSynthesis, found: &mut Report) {
        let used = |environment: &str| -> Vec<&Waived> {
            let of = partial.decisions.iter().filter(|decisions| decisions.environment == environment);
            of.flat_map(|decisions| &decisions.waived).collect()
        };
        for (name, environment) in self.stack.environments.iter().flat_map(Map::iter) {
            if let Some(waivers) = &environment.waive {
                waivers::check_used(waivers, &Path::of("environments").key(name), &used(name), found);
            }
        }
        if let Some(waivers) = &self.stack.waive {
            let anywhere: Vec<&Waived> =
                partial.decisions.iter().flat_map(|decisions| &decisions.waived).collect();
            waivers::check_used(waivers, &Path::root(), &anywhere, found);
        }
    }

    /// Where the spec says what a finding is about: in the environment, or for the whole stack.
    pub(in crate::stack) fn spec_path(&self, environment: &str, path: &Path) -> Path {
        let own = Path::of("environments").key(environment);
        let in_environment = path.under(&own);
        let depth = |path: &Path| {
            (0..=path.segments().len())
                .rev()
                .find(|depth| self.node.get(&path.first(*depth)).is_some())
                .unwrap_or(0)
        };
        let defaults =
            [own.clone(), Path::root()].map(|own| Defaults::place(path).map(|path| path.under(&own)));
        let is_said = |path: &Path| self.node.get(path).is_some();
        let mut all = defaults.into_iter().flatten().filter(is_said);
        if let Some(of_all) = all.next().filter(|_| !is_said(&in_environment) && !is_said(path)) {
            return of_all;
        }
        let own_depth = depth(&in_environment).saturating_sub(own.segments().len());
        if own_depth > 0 && own_depth >= depth(path) { in_environment } else { path.clone() }
    }

    /// Puts together what was wrong with the form and with the content, without echoes, each with its place in the
    /// text and in the order of the text.
    pub(in crate::stack) fn finish(&self, found: Report) -> Report {
        let mut report = self.report.clone();
        report.extend(found.without_echoes(&self.unread));
        for finding in report.diagnostics_mut() {
            let located = |finding: &Diagnostic| self.node.locate(&self.in_text(&finding.path));
            // What no spec says has no place in its text.
            if finding.range.is_none() && finding.file.is_none() {
                finding.range = Some(located(finding)).filter(|range| !range.is_empty());
            }
        }
        report.sort_by_place(|path| self.node.order(&self.in_text(path)));
        report
    }

    /// A path as the text has it, with the keys that are misspelt there.
    fn in_text(&self, path: &Path) -> Path {
        let spell = |path: Path, (meant, spelt): &(Path, Path)| path.rebased(meant, spelt).unwrap_or(path);
        self.misspelt.iter().rev().fold(path.clone(), spell)
    }
}

/// What a stack is made among.
pub(in crate::stack) struct SynthInput<'a> {
    pub(in crate::stack) graph: &'a StackGraph<'a>,
    /// The schema that its documents are checked against, where one is known.
    pub(in crate::stack) schema: Option<&'a Schema>,
    /// The stack's number.
    pub(in crate::stack) stack: usize,
    /// What is wrong with the stack among the others.
    pub(in crate::stack) findings: &'a [Diagnostic],
    /// What its environments waive of that.
    pub(in crate::stack) waived: &'a [(String, Waived)],
    /// Its environments, each after those whose values it uses.
    pub(in crate::stack) order: &'a [String],
    /// Whether finished documents are checked against schema and lints.
    pub(in crate::stack) is_validated: bool,
}

/// What is made on the way.
#[derive(Default)]
struct PartialSynthesis {
    /// What environments waive of the rules for the whole stack.
    shared: Vec<(String, Waived)>,
    /// The services that are reached in any environment.
    reached: Reached,
    validated: Validated,
    documents: Vec<(String, Document)>,
    costings: Vec<Costing>,
    decisions: Vec<Decisions>,
    environments: Vec<ReadmeEnvironment>,
}

/// The accounts of all environments, once each, in the order written.
fn accounts(stack: &Stack) -> Vec<String> {
    let mut accounts: Vec<String> = Vec::new();
    for (_, environment) in stack.environments.iter().flat_map(Map::iter) {
        accounts.extend(environment.account.clone().filter(|account| !accounts.contains(account)));
    }
    accounts
}
