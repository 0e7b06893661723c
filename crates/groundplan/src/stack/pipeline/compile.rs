//! One environment on its way from what is stated to a document, without a look at anything around it.

use super::environment::{self, Blueprint};
use super::root;
use crate::aws::{EnvironmentContext, Resolver, Waived};
use crate::composition::cross_stack::Source;
use crate::decision::{Decision, Tier};
use crate::diagnostic::{Diagnostic, Report};
use crate::raw;
use crate::schema::{self, Schema};
use crate::spec::Map;
use crate::stack::spec::renaming;
use crate::stack::spec::{Environment, Stack};
use crate::terraform::Document;
use crate::unit::Region;

/// Takes the place of a region that is missing or not understood, so that everything else can be
/// checked. Nothing is written then.
pub(in crate::stack) const STAND_IN_REGION: Region = Region::UsEast1;

/// What one environment became. Paths of findings are those within the environment.
pub(in crate::stack) struct Compiled {
    pub(in crate::stack) decisions: Vec<Decision>,
    pub(in crate::stack) waived: Vec<Waived>,
    /// What is wrong with the spec.
    pub(in crate::stack) report: Report,
    /// What is made; a part that cannot be read has a placeholder.
    pub(in crate::stack) made: Made,
}

/// A blueprint and its document.
pub(in crate::stack) struct Made {
    pub(in crate::stack) blueprint: Blueprint,
    /// The same under the names in AWS, where things were renamed.
    pub(in crate::stack) in_aws: Option<Blueprint>,
    pub(in crate::stack) document: Document,
}

/// What is decided, of which nothing is emitted yet.
pub(in crate::stack) struct Resolved {
    decisions: Vec<Decision>,
    waived: Vec<Waived>,
    pub(in crate::stack) report: Report,
    pub(in crate::stack) blueprint: Blueprint,
    /// The same under the names in AWS, where things were renamed.
    pub(in crate::stack) in_aws: Option<Blueprint>,
}

/// What an environment is compiled with.
pub(in crate::stack) struct Around<'a> {
    pub(in crate::stack) stack: &'a Stack,
    pub(in crate::stack) tier: Tier,
    /// What its imports lead to.
    pub(in crate::stack) sources: &'a Map<Source>,
    pub(in crate::stack) schema: Option<&'a Schema>,
}

/// Compiles an environment, of which everything that the stack says to it is part.
pub(in crate::stack) fn compile(spec: &Environment, around: &Around<'_>) -> Compiled {
    resolve(spec, around).emit(spec, around.schema)
}

/// Decides everything in an environment.
pub(in crate::stack) fn resolve(spec: &Environment, around: &Around<'_>) -> Resolved {
    let context = context(around.stack, spec, around.tier);
    let waive = environment::waivers(spec);
    let mut resolver = Resolver::new(&context, &waive);
    let old = renaming::in_aws(spec, &mut resolver);
    let blueprint = environment::resolve(spec, around.sources, &mut resolver);
    let (report, decisions, waived) = resolver.finish();
    let in_aws =
        old.map(|old| environment::resolve(&old, around.sources, &mut Resolver::new(&context, &waive)));
    Resolved { decisions, waived, report, blueprint, in_aws }
}

impl Resolved {
    /// Emits what is decided.
    pub(in crate::stack) fn emit(self, spec: &Environment, schema: Option<&Schema>) -> Compiled {
        let Self { decisions, waived, mut report, blueprint, in_aws } = self;
        let document = document(spec, &blueprint, in_aws.as_ref(), schema, &mut report);
        Compiled { decisions, waived, report, made: Made { blueprint, in_aws, document } }
    }
}

/// All that emission may know of an environment's surroundings.
pub(in crate::stack) fn context(stack: &Stack, spec: &Environment, tier: Tier) -> EnvironmentContext {
    EnvironmentContext {
        stack: stack.name_in_aws().to_owned(),
        environment: spec.name.clone(),
        tier,
        region: spec.region.unwrap_or(STAND_IN_REGION),
        account: spec.account.clone(),
    }
}

/// Emits a blueprint under its addresses, and merges raw blocks and overrides over it.
fn document(
    spec: &Environment,
    blueprint: &Blueprint,
    in_aws: Option<&Blueprint>,
    schema: Option<&Schema>,
    report: &mut Report,
) -> Document {
    let mut document = environment::emit(blueprint);
    if let Some(in_aws) = in_aws {
        match environment::emit(in_aws).readdressed(&document) {
            Ok(moved) => document = moved,
            Err(mismatch) => report.add(renaming::mismatch(&mismatch, &spec.name)),
        }
    }
    let mut found = Report::default();
    lay_raw(spec, schema, &mut document, &mut found);
    for finding in found.diagnostics() {
        report.add(Diagnostic { environments: vec![spec.name.clone()], ..finding.clone() });
    }
    document
}

/// Lays raw blocks and overrides into a document.
pub(in crate::stack) fn lay_raw(
    spec: &Environment,
    schema: Option<&Schema>,
    document: &mut Document,
    report: &mut Report,
) {
    if let Some(configuration) = &spec.raw {
        raw::add(configuration, document, report);
    }
    if let Some(overrides) = &spec.overrides {
        raw::override_all(overrides, document, report);
    }
    // What is emitted has the blocks that the schema declares; users write objects for both.
    if let Some(schema) = schema.filter(|_| spec.raw.is_some() || spec.overrides.is_some()) {
        schema::normalize_blocks(document, schema);
        root::raise_floor(document, schema);
    }
}

impl Made {
    /// The secrets whose values have to be set: the address, and the output with the ARN.
    pub(in crate::stack) fn secrets_to_set(&self) -> Vec<(String, String)> {
        self.blueprint.secrets_to_set()
    }
}
