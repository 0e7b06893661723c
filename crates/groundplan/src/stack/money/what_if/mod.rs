//! What an environment becomes, and costs, with something laid over its spec.
//!
//! Advice, alternatives, comparisons and sliders all ask this one question. A change of single services, by far the most
//! frequent one, makes these services anew and nothing else: what they use of each price takes the place of what they used
//! before, in sums over the whole environment. A change of flow logs, of the retention of logs or of the cluster makes what
//! it reaches anew. Any other change makes the environment anew, once.

mod fragment;
mod network;
mod now;
mod outcome;
mod part;
mod service;
mod sound;
#[cfg(test)]
mod tests;

pub use outcome::Outcome;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use self::fragment::Fragment;
use self::now::{Now, now, now_known};
use self::sound::new_findings;
use super::usage;
use crate::aws::Waivers;
use crate::aws::service::EcsFargateService;
use crate::composition::cross_stack::Source;
use crate::cost::{Meters, PriceBook, Range, Root, Unpriced, Usage};
use crate::decision::Tier;
use crate::diagnostic::{Error, Path, Report, Segment};
use crate::schema::Schema;
use crate::spec::{Field, Map, Node, OrNone, Reader};
use crate::stack::App;
use crate::stack::output::synthesis::{Known, folder};
use crate::stack::pipeline::compile::{Around, Compiled, Made, Resolved, STAND_IN_REGION, lay_raw, resolve};
use crate::stack::pipeline::cross_stack::StackGraph;
use crate::stack::pipeline::environment::{self, Blueprint};
use crate::stack::pipeline::part::Part;
use crate::stack::spec::rules;
use crate::stack::spec::{Environment, Stack};
use crate::terraform::Document;
use crate::unit::set_of;

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
/// assert_eq!(outcome.differences()[0].address, "aws_ecs_task_definition.api");
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
    now: Now<'a>,
    /// Each service as it is: many patches change the same one.
    services: BTreeMap<String, OnceLock<Result<Fragment, Report>>>,
    /// Whether anything in the spec may refer to what a patch takes away.
    refers: OnceLock<bool>,
}

/// What an environment costs, and what of it has no price.
pub(in crate::stack) struct Priced {
    pub(in crate::stack) monthly: Range,
    pub(in crate::stack) unpriced: Vec<Unpriced>,
}

/// What a patch reaches.
enum Reach<'p> {
    /// How the tasks of these services run.
    Services(&'p Map<OrNone<EcsFargateService>>),
    /// A part that is made alone.
    Part(Box<Part>),
    /// Anything.
    Everything,
}

/// The environment with a patch, decided.
struct Then {
    spec: Environment,
    resolved: Resolved,
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
    pub(in crate::stack) fn new(
        stack: &'a Stack,
        name: &str,
        explicit: &Environment,
        schema: Option<&'a Schema>,
        book: &'a PriceBook,
        file: &'a Usage,
    ) -> Result<Self, Report> {
        Self::starting_at(None, stack, (name, explicit), schema, (book, file))
    }

    /// As [`WhatIf::new`], given the environment as it is where that was made.
    pub(in crate::stack) fn starting_at(
        known: Option<Known<'a>>,
        stack: &'a Stack,
        (name, explicit): (&str, &Environment),
        schema: Option<&'a Schema>,
        (book, file): (&'a PriceBook, &'a Usage),
    ) -> Result<Self, Report> {
        let explicit = Environment { name: name.to_owned(), ..explicit.clone() };
        let tier = rules::tier(name, &explicit).unwrap_or(Tier::Development);
        let spec = stack.at(name, &explicit);
        let region = spec.region.unwrap_or(STAND_IN_REGION);
        let sources = StackGraph::of(&[stack]).sources(0, name, region);
        let now = match known.and_then(|known| Some((known, known.costing.compiled.as_ref()?))) {
            Some((known, compiled)) => now_known(&spec, known, compiled, (book, file)),
            None => now(&spec, &Around { stack, tier, sources: &sources, schema }, (book, file))?,
        };
        let names = spec.services.iter().flat_map(Map::iter).map(|(name, _)| name.to_owned());
        let services = names.map(|name| (name, OnceLock::new())).collect();
        let waive = environment::waivers(&spec);
        let refers = OnceLock::new();
        Ok(Self { stack, explicit, spec, tier, sources, schema, book, file, waive, now, services, refers })
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

    /// What is decided in the environment as it is.
    pub(super) fn decided(&self) -> &Blueprint {
        &self.now.blueprint
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
        let outcome = match self.reach(patch) {
            Reach::Services(services) => self.with_services(services),
            Reach::Part(part) => self.with_part(*part),
            Reach::Everything => self.resolved(patch).and_then(|then| self.with_everything(then)),
        };
        outcome.map_err(Error::new)
    }

    fn reach<'p>(&self, patch: &'p Environment) -> Reach<'p> {
        match self.services_alone(patch) {
            Some(services) => Reach::Services(services),
            None => self.part(patch).map_or(Reach::Everything, |part| Reach::Part(Box::new(part))),
        }
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

    /// What is decided with a patch laid over the environment.
    fn resolved(&self, patch: &Environment) -> Result<Then, Report> {
        let spec = self.patched(patch);
        let around =
            Around { stack: self.stack, tier: self.tier, sources: &self.sources, schema: self.schema };
        let resolved = resolve(&spec, &around);
        if resolved.report.has_errors() { Err(resolved.report) } else { Ok(Then { spec, resolved }) }
    }

    /// The spec with a patch, and with all that the stack says to it.
    fn patched(&self, patch: &Environment) -> Environment {
        let mut explicit = self.explicit.clone();
        explicit.merge(patch);
        self.stack.at(&explicit.name, &explicit)
    }

    /// Whether nothing in the environment is another than now, as where a value is set to what it is by default.
    fn is_as_now(&self, then: &Then) -> bool {
        let (now, Then { spec, resolved }) = (&self.now, then);
        let is_renamed = now.is_renamed || resolved.in_aws.is_some();
        !is_renamed
            && resolved.blueprint.emits_as(&now.blueprint)
            && (&spec.services, &spec.raw) == (&self.spec.services, &self.spec.raw)
            && spec.overrides == self.spec.overrides
    }

    fn with_everything(&self, then: Then) -> Result<Outcome, Report> {
        let now = &self.now;
        if self.is_as_now(&then) {
            let documents = (now.shared(), now.shared());
            let unpriced = now.meters.unpriced.as_slice();
            return Ok(self.outcome(now.total, &then.resolved.report, (unpriced, unpriced), documents));
        }
        let (spec, Made { document, .. }, report) = emitted(then, self.schema)?;
        let usage = usage::of(&spec, self.tier, &document).and(self.file.clone());
        let meters = meters(&spec, &document, &usage, self.book);
        let monthly = meters.total(self.book);
        let unpriced = (now.meters.unpriced.as_slice(), meters.unpriced.as_slice());
        Ok(self.outcome(monthly, &report, unpriced, (now.shared(), Arc::new(document))))
    }

    fn with_services(&self, services: &Map<OrNone<EcsFargateService>>) -> Result<Outcome, Report> {
        let (mut before, mut after) = (Vec::new(), Vec::new());
        for (name, patch) in services.iter() {
            let (Some(known), Some(patch)) = (self.known(name), patch.on()) else { continue };
            let mut changed = known.clone();
            changed.merge(patch);
            before.push(Cow::Borrowed(self.fragment_now(name, known)?));
            after.push(Cow::Owned(self.fragment(name, &changed)?));
        }
        let (before, after) = (Fragment::all(before), Fragment::all(after));
        let then = self.now.meters.total_with(self.now.total, &before.meters, &after.meters, self.book);
        let report = new_findings(&after.report, &before.report);
        let unpriced = (before.meters.unpriced.as_slice(), after.meters.unpriced.as_slice());
        let documents = (before.document.clone(), after.document.clone());
        let mut outcome = self.outcome(then, &Report::default(), unpriced, documents);
        outcome.is_whole &= self.now.meters.unpriced.is_empty();
        outcome.report = report;
        Ok(outcome)
    }

    /// A service as it is.
    fn fragment_now(&self, name: &str, service: &EcsFargateService) -> Result<&Fragment, Report> {
        let made = self.services.get(name).ok_or_else(Report::default)?;
        made.get_or_init(|| self.fragment(name, service)).as_ref().map_err(Report::clone)
    }

    /// The tasks of one service, made and measured alone.
    fn fragment(&self, name: &str, service: &EcsFargateService) -> Result<Fragment, Report> {
        let (document, report) = self.now.blueprint.tasks_alone(name, service, &self.waive);
        self.measured_alone(name, service, document, report)
    }

    /// What the tasks of a service use, given their document.
    fn measured_alone(
        &self,
        name: &str,
        service: &EcsFargateService,
        mut document: Document,
        mut report: Report,
    ) -> Result<Fragment, Report> {
        if report.has_errors() {
            return Err(report);
        }
        let own = document.items().len();
        document.items_mut().extend_from_slice(&self.now.surroundings);
        if let Some(own) = fragment::overrides(&self.spec, &document) {
            lay_raw(&own, self.schema, &mut document, &mut report);
        }
        let usage = self.usage(name, service, &document);
        let meters = meters_of_first(own, &self.spec, &document, &usage, self.book);
        Ok(Fragment { document: Arc::new(document), report, meters })
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
        documents: (Arc<Document>, Arc<Document>),
    ) -> Outcome {
        Outcome {
            monthly,
            monthly_now: self.now.total,
            report: new_findings(report, &self.now.report),
            newly_unpriced: newly_unpriced(before, after),
            is_whole: before.is_empty() && after.is_empty(),
            before: documents.0,
            after: documents.1,
        }
    }
}

fn newly_unpriced(before: &[Unpriced], after: &[Unpriced]) -> Vec<Unpriced> {
    let known = set_of(before);
    after.iter().filter(|one| !known.contains(one)).cloned().collect()
}

/// Emits what is decided, and finds everything that is wrong with it.
fn emitted(then: Then, schema: Option<&Schema>) -> Result<(Environment, Made, Report), Report> {
    let Then { spec, resolved } = then;
    let Compiled { report, made, .. } = resolved.emit(&spec, schema);
    if report.has_errors() { Err(report) } else { Ok((spec, made, report)) }
}

fn meters(spec: &Environment, document: &Document, usage: &Usage, book: &PriceBook) -> Meters {
    Meters::of(&root(spec, document, usage), book)
}

/// The meters of the first objects of a document; the others are what their prices depend on.
fn meters_of_first(
    count: usize,
    spec: &Environment,
    document: &Document,
    usage: &Usage,
    book: &PriceBook,
) -> Meters {
    Meters::of_first(count, &root(spec, document, usage), book)
}

fn root<'d>(spec: &Environment, document: &'d Document, usage: &'d Usage) -> Root<'d> {
    let root = Root::new(folder(&spec.name), document, usage);
    match &spec.account {
        Some(account) => root.account(account.clone()),
        None => root,
    }
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
