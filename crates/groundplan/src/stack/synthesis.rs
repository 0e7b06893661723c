use super::environment::{self, Blueprint};
use super::format::Format;
use super::readme::{Readme, ReadmeEnvironment, Readmes};
use super::spec::{Environment, Stack};
use super::{bootstrap, gitignore, rules, waivers};
use crate::aws::{Context, Site, Waived, state};
use crate::decision::{Decision, Tier};
use crate::diagnostic::{Diagnostic, Error, Path, Report};
use crate::raw;
use crate::spec::{Field, Map, Node, Reader, json};
use crate::terraform::Document;
use crate::unit::Region;

/// The folder of the root module that makes the place for the state.
const BOOTSTRAP: &str = "bootstrap";

/// One file of the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// The path below the output folder, with slashes.
    pub path: String,
    /// The content.
    pub text: String,
}

/// What was decided in one environment.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Decisions {
    /// The environment; empty for what concerns all.
    pub environment: String,
    /// The tier, for environments.
    pub tier: Option<Tier>,
    /// The decided values.
    pub decisions: Vec<Decision>,
    /// The rules that were broken on purpose.
    pub waived: Vec<Waived>,
}

/// All that a spec makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Synthesis {
    documents: Vec<(String, Document)>,
    readme: Readmes,
    decisions: Vec<Decisions>,
    report: Report,
}

impl Synthesis {
    /// The files, ready to be written: root modules as Terraform JSON, `README.md`, `.gitignore`.
    #[must_use]
    pub fn files(&self) -> Vec<File> {
        self.files_as(Format::Json)
    }

    /// The files in one of Terraform's syntaxes, ready to be written.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let shop = Stack::new("shop").region(Region::EuWest1).environment(Environment::development("dev"));
    /// let files = shop.synth()?.files_as(Format::Hcl);
    /// assert!(files.iter().any(|file| file.path == "environments/dev/network.tf"));
    /// # Ok::<(), groundplan::Error>(())
    /// ```
    #[must_use]
    pub fn files_as(&self, format: Format) -> Vec<File> {
        let head =
            [(".gitignore", gitignore::text(format)), ("README.md", self.readme.of(format).to_owned())];
        let head = head.into_iter().map(|(path, text)| File { path: path.to_owned(), text });
        let modules = self.documents.iter().flat_map(|(folder, document)| {
            let files = format.render(document, self.decisions.iter().find(|of| of.folder() == *folder));
            files.into_iter().map(move |(name, text)| File { path: format!("{folder}/{name}"), text })
        });
        head.chain(modules).collect()
    }

    /// The root modules: their folder below the output, and their document.
    pub fn documents(&self) -> impl Iterator<Item = (&str, &Document)> {
        self.documents.iter().map(|(folder, document)| (folder.as_str(), document))
    }

    /// The root module of one environment.
    #[must_use]
    pub fn environment(&self, name: &str) -> Option<&Document> {
        self.document(&folder(name))
    }

    /// The root module that makes the place for the state.
    #[must_use]
    pub fn bootstrap(&self) -> Option<&Document> {
        self.document(BOOTSTRAP)
    }

    fn document(&self, folder: &str) -> Option<&Document> {
        self.documents().find(|(name, _)| *name == folder).map(|(_, document)| document)
    }

    /// What was decided, and why.
    #[must_use]
    pub fn decisions(&self) -> &[Decisions] {
        &self.decisions
    }

    /// What is worth a look, though nothing is wrong.
    #[must_use]
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// Only what belongs to one environment, and the bootstrap.
    #[must_use]
    pub fn only(mut self, environment: &str) -> Self {
        let folder = folder(environment);
        self.documents.retain(|(name, _)| *name == folder || name == BOOTSTRAP);
        self.decisions
            .retain(|decisions| decisions.environment == environment || decisions.environment.is_empty());
        self
    }
}

impl Decisions {
    /// The root module that they concern.
    fn folder(&self) -> String {
        if self.environment.is_empty() { BOOTSTRAP.to_owned() } else { folder(&self.environment) }
    }
}

fn folder(environment: &str) -> String {
    format!("environments/{environment}")
}

impl Stack {
    /// Reads a spec from JSON text, with everything that is wrong about its form.
    ///
    /// # Errors
    ///
    /// Text that is not JSON, unknown keys, values of the wrong type: all at once, each with its place.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        let reading = Reading::of_json(text);
        if reading.report.has_errors() { Err(Error::new(reading.report)) } else { Ok(reading.stack) }
    }

    /// The spec as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        json::write(&self.write())
    }

    /// The JSON Schema of specs.
    #[must_use]
    pub fn json_schema() -> String {
        super::schema::text()
    }

    /// Everything that is wrong with the spec, or worth a look.
    #[must_use]
    pub fn check(&self) -> Report {
        match self.synth() {
            Ok(synthesis) => synthesis.report,
            Err(error) => error.report().clone(),
        }
    }

    /// Makes Terraform for every environment.
    ///
    /// # Errors
    ///
    /// When the spec has errors: all of them at once, with the warnings.
    pub fn synth(&self) -> Result<Synthesis, Error> {
        Reading::of_stack(self).synth()
    }

    /// Makes Terraform from a spec in JSON. Findings know their place in the text.
    ///
    /// # Errors
    ///
    /// When the text is no spec, or the spec has errors.
    pub fn synth_json(text: &str) -> Result<Synthesis, Error> {
        Reading::of_json(text).synth()
    }

    /// Makes Terraform from a spec in any notation that was parsed into nodes.
    ///
    /// # Errors
    ///
    /// When the nodes are no spec, or the spec has errors.
    pub fn synth_node(node: Node) -> Result<Synthesis, Error> {
        Reading::of_node(node).synth()
    }
}

/// Takes the place of a region that is missing or not understood, so that everything else can be
/// checked. Nothing is written then.
const STAND_IN_REGION: Region = Region::UsEast1;

/// A spec, the nodes that it was read from, and what was wrong with their form.
struct Reading {
    stack: Stack,
    node: Node,
    report: Report,
    unread: Vec<Path>,
}

impl Reading {
    fn of_json(text: &str) -> Self {
        match json::parse(text) {
            Ok(node) => Self::of_node(node),
            Err(finding) => {
                let mut report = Report::default();
                report.add(finding);
                let node = Node::map(Vec::new());
                Self { stack: Stack::default(), node, report, unread: vec![Path::root()] }
            }
        }
    }

    fn of_node(node: Node) -> Self {
        let (mut stack, reader) = Reader::read::<Stack>(&node);
        let (report, unread) = reader.finish();
        if unread.contains(&Path::of("region")) {
            // Said, though not understood: nobody should hear that it is missing as well.
            stack.region = Some(STAND_IN_REGION);
        }
        Self { stack, node, report, unread }
    }

    fn of_stack(stack: &Stack) -> Self {
        let (report, unread) = (Report::default(), Vec::new());
        Self { stack: stack.clone(), node: stack.write(), report, unread }
    }

    /// Everything is checked and everything is reported, in one pass over all environments.
    fn synth(self) -> Result<Synthesis, Error> {
        let mut found = Report::default();
        rules::check(&self.stack, &mut found);
        let mut made = Made { shared: rules::hosts(&self.stack, &mut found), ..Made::default() };
        let state = self.bootstrap(&mut made, &mut found);
        for (name, environment) in self.stack.environments.iter().flat_map(Map::iter) {
            self.environment(name, environment, &mut made, &mut found);
        }
        self.unused_waivers(&made, &mut found);
        let report = self.finish(found);
        if report.has_errors() {
            return Err(Error::new(report));
        }
        let readme = Readme {
            stack: self.stack.stack.as_deref().unwrap_or_default(),
            state: &state,
            environments: &made.environments,
        };
        Ok(Synthesis { documents: made.documents, readme: readme.texts(), decisions: made.decisions, report })
    }

    fn bootstrap(&self, made: &mut Made, found: &mut Report) -> state::Blueprint {
        let stack = &self.stack;
        let region = stack
            .region
            .or_else(|| stack.environments.iter().flat_map(Map::iter).find_map(|(_, one)| one.region));
        let site = site(stack, &Environment::default(), Tier::Production, region.unwrap_or(STAND_IN_REGION));
        let none = Map::default();
        waivers::check(stack.waive.as_ref().unwrap_or(&none), &Path::root(), found);
        let mut cx = Context::new(&site, &none);
        let blueprint = state::resolve(&stack.state.clone().unwrap_or_default(), &mut cx);
        let (report, decisions, waived) = cx.finish();
        for mut finding in report.diagnostics().iter().cloned() {
            finding.environments.clear();
            found.add(finding);
        }
        let document =
            bootstrap::emit(&blueprint, &site.stack, site.region, accounts(stack), stack.tags.as_ref());
        self.check_document(&document, BOOTSTRAP, found);
        made.documents.push((BOOTSTRAP.to_owned(), document));
        made.decisions.push(Decisions { environment: String::new(), tier: None, decisions, waived });
        blueprint
    }

    fn environment(&self, name: &str, said: &Environment, made: &mut Made, found: &mut Report) {
        let spec = self.stack.at(said);
        // Where one of the two is missing, which is an error, the rest is checked all the same.
        let tier = rules::tier(name, said).unwrap_or(Tier::Development);
        let region = spec.region.unwrap_or(STAND_IN_REGION);
        let site = Site { environment: name.to_owned(), ..site(&self.stack, &spec, tier, region) };
        let waive = environment::waivers(&spec);
        waivers::check(
            said.waive.as_ref().unwrap_or(&Map::default()),
            &Path::of("environments").key(name),
            found,
        );
        let mut cx = Context::new(&site, &waive);
        let blueprint = environment::resolve(&spec, &mut cx);
        if let Some(blueprint) = &blueprint {
            environment::provider_decision(blueprint, &mut cx);
        }
        let (report, decisions, mut waived) = cx.finish();
        for mut finding in report.diagnostics().iter().cloned() {
            finding.path = self.said_at(name, &finding.path);
            found.add(finding);
        }
        waived.extend(made.shared.iter().filter(|(of, _)| of == name).map(|(_, waived)| waived.clone()));
        if let Some(blueprint) = blueprint {
            self.document(name, said, &blueprint, &waived, made, found);
        }
        made.decisions.push(Decisions { environment: name.to_owned(), tier: Some(tier), decisions, waived });
    }

    fn document(
        &self,
        name: &str,
        said: &Environment,
        blueprint: &Blueprint,
        waived: &[Waived],
        made: &mut Made,
        found: &mut Report,
    ) {
        let mut document = environment::emit(blueprint);
        self.raw(name, said, &mut document, found);
        for waived in waived {
            let comment = format!("Waived: {} at {}: {}", waived.rule.code, waived.path, waived.reason);
            document.file("terraform").comment(comment);
        }
        self.check_document(&document, name, found);
        made.documents.push((folder(name), document));
        made.environments.push(ReadmeEnvironment {
            name: name.to_owned(),
            tier: blueprint.site.tier,
            account: said.account.clone(),
            variables: environment::image_variables(blueprint),
            protected: blueprint.is_protected(),
            secrets: blueprint.secrets_to_set(),
        });
    }

    /// Lays what was said in Terraform's own words into the document.
    fn raw(&self, name: &str, said: &Environment, document: &mut Document, found: &mut Report) {
        let spec = self.stack.at(said);
        let mut report = Report::default();
        raw::add(&spec.raw.unwrap_or_default(), document, &mut report);
        raw::override_all(&spec.overrides.unwrap_or_default(), document, &mut report);
        for mut finding in report.diagnostics().iter().cloned() {
            finding.path = self.said_at(name, &finding.path);
            finding.environments = vec![name.to_owned()];
            found.add(finding);
        }
    }

    /// A reference that leads nowhere is reported where it was said.
    fn check_document(&self, document: &Document, name: &str, found: &mut Report) {
        let mut report = Report::default();
        rules::check_document(document, name, &mut report);
        for mut finding in report.diagnostics().iter().cloned() {
            let said = finding.given.as_deref().and_then(|given| self.node.path_of_expression(given));
            finding.path = said.unwrap_or(finding.path);
            found.add(finding);
        }
    }

    /// A waiver of one environment must excuse something there, one of the whole stack something anywhere.
    fn unused_waivers(&self, made: &Made, found: &mut Report) {
        let used = |environment: &str| -> Vec<&Waived> {
            let of = made.decisions.iter().filter(|decisions| decisions.environment == environment);
            of.flat_map(|decisions| &decisions.waived).collect()
        };
        for (name, environment) in self.stack.environments.iter().flat_map(Map::iter) {
            if let Some(waivers) = &environment.waive {
                waivers::check_used(waivers, &Path::of("environments").key(name), &used(name), found);
            }
        }
        if let Some(waivers) = &self.stack.waive {
            let anywhere: Vec<&Waived> =
                made.decisions.iter().flat_map(|decisions| &decisions.waived).collect();
            waivers::check_used(waivers, &Path::root(), &anywhere, found);
        }
    }

    /// Where the spec says what a finding is about: in the environment, or for the whole stack.
    fn said_at(&self, environment: &str, path: &Path) -> Path {
        let own = Path::of("environments").key(environment);
        let in_environment = path.under(&own);
        let depth = |path: &Path| {
            (0..=path.segments().len())
                .rev()
                .find(|depth| self.node.get(&path.first(*depth)).is_some())
                .unwrap_or(0)
        };
        let own_depth = depth(&in_environment).saturating_sub(own.segments().len());
        if own_depth > 0 && own_depth >= depth(path) { in_environment } else { path.clone() }
    }

    /// Puts everything together: what was wrong with the form first, then what was wrong with the
    /// content, without echoes, each with its place in the text.
    fn finish(&self, found: Report) -> Report {
        let mut report = self.report.clone();
        report.extend(found.without_echoes(&self.unread));
        for finding in report.diagnostics_mut() {
            let located = |finding: &Diagnostic| self.node.locate(&finding.path);
            if finding.range.is_none() {
                finding.range = Some(located(finding)).filter(|range| !range.is_empty());
            }
        }
        report
    }
}

/// What is made on the way.
#[derive(Default)]
struct Made {
    /// What environments waive of the rules for the whole stack.
    shared: Vec<(String, Waived)>,
    documents: Vec<(String, Document)>,
    decisions: Vec<Decisions>,
    environments: Vec<ReadmeEnvironment>,
}

fn site(stack: &Stack, spec: &Environment, tier: Tier, region: Region) -> Site {
    Site {
        stack: stack.stack.clone().unwrap_or_default(),
        environment: String::new(),
        tier,
        region,
        account: spec.account.clone(),
    }
}

/// The accounts of all environments, once each, in the order written.
fn accounts(stack: &Stack) -> Vec<String> {
    let mut accounts: Vec<String> = Vec::new();
    for (_, environment) in stack.environments.iter().flat_map(Map::iter) {
        accounts.extend(environment.account.clone().filter(|account| !accounts.contains(account)));
    }
    accounts
}
