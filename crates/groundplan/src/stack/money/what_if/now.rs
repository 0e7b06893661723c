//! An environment as it is: made for the question, or as it was made before.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use super::service::ServiceNow;
use super::{Then, emitted, fragment, root};
use crate::cost::{Meters, PriceBook, Range, Usage};
use crate::diagnostic::Report;
use crate::stack::money::{costing, usage};
use crate::stack::output::synthesis::Known;
use crate::stack::pipeline::compile::{Around, Made, resolve};
use crate::stack::pipeline::environment::Blueprint;
use crate::stack::spec::Environment;
use crate::terraform::{Document, Item};
use crate::unit::Lookup;

/// The environment as it is.
pub(super) struct Now<'a> {
    pub(super) blueprint: Cow<'a, Blueprint>,
    pub(super) is_renamed: bool,
    pub(super) document: Cow<'a, Document>,
    /// The document, for outcomes.
    pub(super) shared: OnceLock<Arc<Document>>,
    pub(super) surroundings: Vec<Item>,
    /// What the spec says, and what is assumed.
    pub(super) usage: Usage,
    /// The same with what a usage file says.
    pub(super) whole_usage: Usage,
    pub(super) meters: Meters,
    /// The meters of each object, by address.
    pub(super) objects: Lookup<String, Meters>,
    pub(super) total: Range,
    pub(super) report: Report,
    /// What is found about each service, and what runs its tasks.
    pub(super) services: OnceLock<Lookup<String, ServiceNow>>,
    /// What the schema, Terraform and AWS find.
    pub(super) findings: OnceLock<Report>,
}

impl Now<'_> {
    /// The document, for outcomes.
    pub(super) fn shared(&self) -> Arc<Document> {
        self.shared.get_or_init(|| Arc::new(self.document.clone().into_owned())).clone()
    }
}

/// The environment as it was made.
pub(super) fn now_known<'a>(
    spec: &Environment,
    known: Known<'a>,
    compiled: &'a costing::Compiled,
    (book, file): (&PriceBook, &Usage),
) -> Now<'a> {
    let usage = known.costing.usage.clone();
    let own = (Cow::Borrowed(&compiled.blueprint), compiled.is_renamed, Cow::Borrowed(known.document));
    measured(spec, own, usage, compiled.report.clone(), (book, file))
}

/// The environment, made as its spec is.
pub(super) fn now(
    spec: &Environment,
    around: &Around<'_>,
    (book, file): (&PriceBook, &Usage),
) -> Result<Now<'static>, Report> {
    let then = Then { spec: spec.clone(), resolved: resolve(spec, around) };
    if then.resolved.report.has_errors() {
        return Err(then.resolved.report);
    }
    let (spec, Made { blueprint, in_aws, document }, report) = emitted(then, around.schema)?;
    let usage = usage::of(&spec, around.tier, &document);
    let own = (Cow::Owned(blueprint), in_aws.is_some(), Cow::Owned(document));
    Ok(measured(&spec, own, usage, report, (book, file)))
}

fn measured<'a>(
    spec: &Environment,
    (blueprint, is_renamed, document): (Cow<'a, Blueprint>, bool, Cow<'a, Document>),
    usage: Usage,
    report: Report,
    (book, file): (&PriceBook, &Usage),
) -> Now<'a> {
    let whole_usage = usage.clone().and(file.clone());
    let (meters, objects) = Meters::with_objects(&root(spec, &document, &whole_usage), book);
    Now {
        blueprint,
        is_renamed,
        surroundings: fragment::surroundings(&document),
        document,
        shared: OnceLock::new(),
        total: meters.total(book),
        usage,
        whole_usage,
        meters,
        objects,
        report,
        services: OnceLock::new(),
        findings: OnceLock::new(),
    }
}
