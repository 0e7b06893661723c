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

use self::fragment::Fragment;
use super::App;
use super::compile::{Around, Made, STAND_IN_REGION, compile, lay_raw};
use super::cross_stack::StackGraph;
use super::environment;
use super::rules;
use super::spec::{Environment, Stack};
use super::synthesis::folder;
use super::usage;
use crate::aws::service::EcsFargateService;
use crate::composition::cross_stack::Source;
use crate::cost::{Meters, PriceBook, Range, Root, Unpriced, Usage};
use crate::decision::Tier;
use crate::diagnostic::{Diagnostic, Error, Path, Report, Segment};
use crate::schema::Schema;
use crate::spec::{Field, Map, Node, OrNone, Reader};
use crate::terraform::Document;
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
    now: Now,
}

/// The environment as it is.
struct Now {
    made: Made,
    usage: Usage,
    meters: Meters,
    total: Range,
    report: Report,
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
        Ok(Self { stack, explicit, spec, tier, sources, schema, book, file, now })
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
        let outcome = match fragment::services_alone(patch) {
            Some(services) => self.with_services(services),
            None => self.with_everything(patch),
        };
        outcome.map_err(Error::new)
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
        let Ok(then) = self.made(patch) else { return Report::default() };
        let known = self.check(&self.now.made.document);
        new_findings(&self.check(&then.1.document), &known)
    }

    /// Whether the spec has raw blocks, overrides or exports, which can only be checked in a whole document.
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
        let before = self.now.made.document.clone();
        let unpriced = (self.now.meters.unpriced.as_slice(), meters.unpriced.as_slice());
        Ok(self.outcome(monthly, &report, unpriced, (before, then.document)))
    }

    fn with_services(&self, services: &Map<OrNone<EcsFargateService>>) -> Result<Outcome, Report> {
        let mut then = self.now.total;
        let (mut before, mut after) = (Fragment::default(), Fragment::default());
        for (name, patch) in services.iter() {
            let Some(patch) = patch.on() else { continue };
            let known = self.spec.services.as_ref().and_then(|all| all.get(name)?.on());
            let mut changed = known.cloned().unwrap_or_default();
            changed.merge(patch);
            if let Some(known) = known {
                before.add(self.fragment(name, known)?);
            }
            after.add(self.fragment(name, &changed)?);
        }
        then = self.now.meters.total_with(then, &before.meters, &after.meters, self.book);
        let report = new_findings(&after.report, &before.report);
        let unpriced = (before.meters.unpriced.as_slice(), after.meters.unpriced.as_slice());
        let mut outcome = self.outcome(then, &Report::default(), unpriced, (before.document, after.document));
        outcome.is_whole &= self.now.meters.unpriced.is_empty();
        outcome.report = report;
        Ok(outcome)
    }

    /// One service, made and measured alone.
    fn fragment(&self, name: &str, service: &EcsFargateService) -> Result<Fragment, Report> {
        let waive = environment::waivers(&self.spec);
        let blueprint = &self.now.made.blueprint;
        let (mut document, mut report) = blueprint.service_alone(name, service, &waive);
        document.items_mut().extend(fragment::surroundings(&self.now.made.document));
        if report.has_errors() {
            return Err(report);
        }
        let own = fragment::overrides(&self.spec, &document);
        lay_raw(&own, self.schema, &mut document, &mut report);
        let known = fragment::usage(&self.now.usage, &document);
        let usage = usage::of_service(name, service, known).and(self.file.clone());
        let meters = meters(&self.spec, &document, &usage, self.book);
        Ok(Fragment { document, report, meters })
    }

    fn outcome(
        &self,
        monthly: Range,
        report: &Report,
        (before, after): (&[Unpriced], &[Unpriced]),
        documents: (Document, Document),
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
    let (made, report) = made(spec, around)?;
    let usage = usage::of(spec, around.tier, &made.document);
    let meters = meters(spec, &made.document, &usage.clone().and(file.clone()), book);
    let total = meters.total(book);
    Ok(Now { made, usage, meters, total, report })
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
