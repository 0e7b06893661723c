//! What an environment becomes, and costs, with something laid over its spec.
//!
//! Advice, alternatives, comparisons and sliders all ask this one question. A change of single services, by far the most
//! frequent one, makes these services anew and nothing else: what they use of each price takes the place of what they used
//! before, in sums over the whole environment. Any other change makes the environment anew, once.

mod fragment;
mod outcome;
#[cfg(test)]
mod tests;

pub use outcome::Outcome;

pub(super) use fragment::services_alone;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use self::fragment::Fragment;
use super::App;
use super::compile::{Around, Made, STAND_IN_REGION, compile, lay_raw};
use super::cross_stack::StackGraph;
use super::environment::{self, Blueprint};
use super::rules;
use super::spec::{Environment, Stack};
use super::synthesis::folder;
use super::usage;
use crate::aws::Waivers;
use crate::aws::service::EcsFargateService;
use crate::composition::cross_stack::Source;
use crate::cost::{Meters, PriceBook, Range, Root, Unpriced, Usage};
use crate::decision::Tier;
use crate::diagnostic::{Diagnostic, Error, Path, Report, Segment};
use crate::schema::Schema;
use crate::spec::{Field, Map, Node, OrNone, Reader};
use crate::terraform::{Document, Item};
use crate::validate;

/// One environment of a stack, ready to be asked what becomes of it if its spec is changed.
///
/// ```
/// use groundplan::cost::{PriceBook, Usage};
/// use groundplan::prelude::*;
/// let api = EcsFargateService::new("api").image("ghcr.io/example/api:1");
/// let shop = Stack::new("shop").region(Region::UsEast1).service(api).environment(Environment::development("dev"));
/// let (app, usage) = (App::new().stack(shop), Usage::new());
/// let what_if = app.what_if(None, "dev", PriceBook::bundled(), &usage)?;
/// let arm = Environment::new("dev").service(EcsFargateService::patch("api").architecture(Architecture::Arm));
/// let outcome = what_if.with(&arm)?;
/// assert!(outcome.saving().is_some());
/// assert_eq!(outcome.differences()[0].address, "resource.aws_ecs_task_definition.api");
/// # Ok::<(), groundplan::Error>(())
/// ```
pub struct WhatIf<'a> {
    stack: &'a Stack,
    /// The environment as it is written.
    explicit: Environment,
    /// The environment with all that the stack says to it.
    spec: Environment,
    tier: Tier,
    sources: Map<Source>,
    schema: Option<&'a Schema>,
    book: &'a PriceBook,
    file: &'a Usage,
    waive: Map<Waivers>,
    now: Now,
    /// Each service as it is: many patches change the same one.
    services: BTreeMap<String, OnceLock<Result<Fragment, Report>>>,
}

/// The environment as it is.
struct Now {
    blueprint: Blueprint,
    document: Arc<Document>,
    surroundings: Vec<Item>,
    /// What the spec says, and what is assumed.
    usage: Usage,
    /// The same with what a usage file says.
    whole_usage: Usage,
    meters: Meters,
    total: Range,
    report: Report,
    /// What the schema, Terraform and AWS find.
    findings: OnceLock<Report>,
}

impl App {
    /// One environment of a stack, to be asked what becomes of it if its spec is changed. A stack is needed where there
    /// are several.
    ///
    /// # Errors
    ///
    /// What is wrong with the environment as it is.
    pub fn what_if<'a>(
        &'a self,
        stack: Option<&str>,
        environment: &str,
        book: &'a PriceBook,
        file: &'a Usage,
    ) -> Result<WhatIf<'a>, Error> {
        self.form()?;
        let (stack, explicit) = self.find(stack, environment).ok_or_else(|| Error::new(Report::default()))?;
        WhatIf::new(stack, environment, explicit, self.schema_in_force(), book, file).map_err(Error::new)
    }
}

impl<'a> WhatIf<'a> {
    pub(super) fn new(
        stack: &'a Stack,
        name: &str,
        explicit: &Environment,
        schema: Option<&'a Schema>,
        book: &'a PriceBook,
        file: &'a Usage,
    ) -> Result<Self, Report> {
        let explicit = Environment { name: name.to_owned(), ..explicit.clone() };
        let tier = rules::tier(name, &explicit).unwrap_or(Tier::Development);
        let spec = stack.at(&explicit);
        let region = spec.region.unwrap_or(STAND_IN_REGION);
        let sources = StackGraph::of(&[stack]).sources(0, name, region);
        let now = now(&spec, &Around { stack, tier, sources: &sources, schema }, (book, file))?;
        let names = spec.services.iter().flat_map(Map::iter).map(|(name, _)| name.to_owned());
        let services = names.map(|name| (name, OnceLock::new())).collect();
        let waive = environment::waivers(&spec);
        Ok(Self { stack, explicit, spec, tier, sources, schema, book, file, waive, now, services })
    }

    /// The environment's spec, with all that the stack says to it.
    #[must_use]
    pub fn spec(&self) -> &Environment {
        &self.spec
    }

    /// The tier that the environment is treated as.
    #[must_use]
    pub fn tier(&self) -> Tier {
        self.tier
    }

    /// What everything in the environment costs as it is.
    #[must_use]
    pub fn monthly(&self) -> Range {
        self.now.total
    }

    /// What has no price in the environment as it is.
    #[must_use]
    pub fn unpriced(&self) -> &[Unpriced] {
        &self.now.meters.unpriced
    }

    /// What becomes of the environment with a patch laid over it.
    ///
    /// # Errors
    ///
    /// What is wrong with the environment then.
    pub fn with(&self, patch: &Environment) -> Result<Outcome, Error> {
        let outcome = match self.services_alone(patch) {
            Some(services) => self.with_services(services),
            None => self.with_everything(patch),
        };
        outcome.map_err(Error::new)
    }

    /// The services of a patch that only changes how tasks of known services run.
    fn services_alone<'p>(&self, patch: &'p Environment) -> Option<&'p Map<OrNone<EcsFargateService>>> {
        let services = fragment::services_alone(patch)?;
        services.iter().all(|(name, _)| self.known(name).is_some()).then_some(services)
    }

    fn known(&self, name: &str) -> Option<&EcsFargateService> {
        self.spec.services.as_ref()?.get(name)?.on()
    }

    /// What becomes of the environment with another value at a path of its spec, such as `network.egress`.
    ///
    /// # Errors
    ///
    /// What is wrong with the value, or with the environment then.
    pub fn with_value(&self, path: &Path, value: Node) -> Result<Outcome, Error> {
        self.with(&patch_of(path, value)?)
    }

    /// Everything that the schema, Terraform and AWS find about the document that an outcome leads to, and do not find
    /// now. That takes longer than the outcome, so it is asked for apart.
    #[must_use]
    pub fn validate(&self, patch: &Environment) -> Report {
        let Ok((_, then, _)) = self.made(patch) else { return Report::default() };
        self.new_in(&then.document)
    }

    /// As [`WhatIf::validate`], of a patch with its outcome, whose document may be the whole already.
    pub(super) fn validate_outcome(&self, patch: &Environment, outcome: &Outcome) -> Report {
        match self.services_alone(patch) {
            Some(_) => self.validate(patch),
            None => self.new_in(&outcome.after),
        }
    }

    /// What is found about a document of the environment, and is not found now.
    fn new_in(&self, document: &Document) -> Report {
        let known = self.now.findings.get_or_init(|| self.check(&self.now.document));
        new_findings(&self.check(document), known)
    }

    /// Whether users say something in Terraform's own words, which only a whole document can be checked against.
    pub(super) fn has_raw(&self) -> bool {
        self.spec.raw.is_some() || self.spec.overrides.is_some() || self.spec.exports.is_some()
    }

    fn check(&self, document: &Document) -> Report {
        let mut report = validate::document(document, self.schema);
        rules::check_document(document, &self.spec.name, &mut report);
        report
    }

    fn made(&self, patch: &Environment) -> Result<(Environment, Made, Report), Report> {
        let mut explicit = self.explicit.clone();
        explicit.merge(patch);
        let spec = self.stack.at(&explicit);
        let around =
            Around { stack: self.stack, tier: self.tier, sources: &self.sources, schema: self.schema };
        made(&spec, &around).map(|(made, report)| (spec, made, report))
    }

    fn with_everything(&self, patch: &Environment) -> Result<Outcome, Report> {
        let (spec, then, report) = self.made(patch)?;
        let usage = usage::of(&spec, self.tier, &then.document).and(self.file.clone());
        let meters = meters(&spec, &then.document, &usage, self.book);
        let monthly = meters.total(self.book);
        let unpriced = (self.now.meters.unpriced.as_slice(), meters.unpriced.as_slice());
        Ok(self.outcome(monthly, &report, unpriced, (self.now.document.clone(), then.document)))
    }

    fn with_services(&self, services: &Map<OrNone<EcsFargateService>>) -> Result<Outcome, Report> {
        let (mut before, mut after) = (Fragment::default(), Fragment::default());
        for (name, patch) in services.iter() {
            let (Some(known), Some(patch)) = (self.known(name), patch.on()) else { continue };
            let mut changed = known.clone();
            changed.merge(patch);
            before.add(self.fragment_now(name, known)?);
            after.add(self.fragment(name, &changed)?);
        }
        let then = self.now.meters.total_with(self.now.total, &before.meters, &after.meters, self.book);
        let report = new_findings(&after.report, &before.report);
        let unpriced = (before.meters.unpriced.as_slice(), after.meters.unpriced.as_slice());
        let documents = (Arc::new(before.document), after.document);
        let mut outcome = self.outcome(then, &Report::default(), unpriced, documents);
        outcome.is_whole &= self.now.meters.unpriced.is_empty();
        outcome.report = report;
        Ok(outcome)
    }

    /// A service as it is.
    fn fragment_now(&self, name: &str, service: &EcsFargateService) -> Result<Fragment, Report> {
        match self.services.get(name) {
            Some(made) => made.get_or_init(|| self.fragment(name, service)).clone(),
            None => self.fragment(name, service),
        }
    }

    /// The tasks of one service, made and measured alone.
    fn fragment(&self, name: &str, service: &EcsFargateService) -> Result<Fragment, Report> {
        let (mut document, mut report) = self.now.blueprint.tasks_alone(name, service, &self.waive);
        document.items_mut().extend_from_slice(&self.now.surroundings);
        if report.has_errors() {
            return Err(report);
        }
        let own = fragment::own_words(&self.spec, &document);
        lay_raw(&own, self.schema, &mut document, &mut report);
        let usage = self.usage(name, service, &document);
        let meters = meters(&self.spec, &document, &usage, self.book);
        Ok(Fragment { document, report, meters })
    }

    /// What is known of the use of a service, of which a patch changes the hours at most.
    fn usage(&self, name: &str, service: &EcsFargateService, document: &Document) -> Cow<'_, Usage> {
        let hours = |service: &EcsFargateService| service.scale.as_ref()?.hours.clone();
        if self.known(name).and_then(hours) == hours(service) {
            return Cow::Borrowed(&self.now.whole_usage);
        }
        let known = fragment::usage(&self.now.usage, document);
        Cow::Owned(usage::of_service(name, service, known).and(self.file.clone()))
    }

    fn outcome(
        &self,
        monthly: Range,
        report: &Report,
        (before, after): (&[Unpriced], &[Unpriced]),
        documents: (Arc<Document>, Document),
    ) -> Outcome {
        Outcome {
            monthly,
            monthly_now: self.now.total,
            report: new_findings(report, &self.now.report),
            newly_unpriced: after.iter().filter(|one| !before.contains(one)).cloned().collect(),
            is_whole: before.is_empty() && after.is_empty(),
            before: documents.0,
            after: documents.1,
        }
    }
}

/// What an environment costs, and what of it has no price.
pub(super) struct Priced {
    pub(super) monthly: Range,
    pub(super) unpriced: Vec<Unpriced>,
}

/// What an environment costs with a patch laid over it, whether or not it is right as it is; `None` where it has errors
/// then.
pub(super) fn priced_with(
    stack: &Stack,
    explicit: &Environment,
    patch: &Environment,
    schema: Option<&Schema>,
    (book, file): (&PriceBook, &Usage),
) -> Option<Priced> {
    let tier = rules::tier(&explicit.name, explicit).unwrap_or(Tier::Development);
    let mut changed = explicit.clone();
    changed.merge(patch);
    let spec = stack.at(&changed);
    let region = spec.region.unwrap_or(STAND_IN_REGION);
    let sources = StackGraph::of(&[stack]).sources(0, &spec.name, region);
    let now = now(&spec, &Around { stack, tier, sources: &sources, schema }, (book, file)).ok()?;
    Some(Priced { monthly: now.total, unpriced: now.meters.unpriced })
}

fn now(spec: &Environment, around: &Around<'_>, (book, file): (&PriceBook, &Usage)) -> Result<Now, Report> {
    let (Made { blueprint, document, .. }, report) = made(spec, around)?;
    let usage = usage::of(spec, around.tier, &document);
    let whole_usage = usage.clone().and(file.clone());
    let meters = meters(spec, &document, &whole_usage, book);
    Ok(Now {
        blueprint,
        surroundings: fragment::surroundings(&document),
        document: Arc::new(document),
        total: meters.total(book),
        usage,
        whole_usage,
        meters,
        report,
        findings: OnceLock::new(),
    })
}

fn made(spec: &Environment, around: &Around<'_>) -> Result<(Made, Report), Report> {
    let compiled = compile(spec, around);
    if compiled.report.has_errors() { Err(compiled.report) } else { Ok((compiled.made, compiled.report)) }
}

fn meters(spec: &Environment, document: &Document, usage: &Usage, book: &PriceBook) -> Meters {
    let root = Root::new(folder(&spec.name), document, usage);
    let root = match &spec.account {
        Some(account) => root.account(account.clone()),
        None => root,
    };
    Meters::of(&root, book)
}

/// The patch that sets a value at a path, and nothing else.
fn patch_of(path: &Path, value: Node) -> Result<Environment, Error> {
    let nested = path.segments().iter().rev().fold(value, |inner, segment| match segment {
        Segment::Key(key) => Node::map(vec![(key.clone(), inner)]),
        Segment::Index(_) => inner,
    });
    let (patch, reader) = Reader::read::<Environment>(&nested);
    let (report, _) = reader.finish();
    if report.has_errors() { Err(Error::new(report)) } else { Ok(patch) }
}

/// What is found that was not found before.
fn new_findings(then: &Report, now: &Report) -> Report {
    let mut report = Report::default();
    let is_new = |finding: &&Diagnostic| !now.diagnostics().contains(finding);
    then.diagnostics().iter().filter(is_new).for_each(|finding| report.add(finding.clone()));
    report
}
