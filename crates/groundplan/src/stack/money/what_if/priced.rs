//! What an environment costs with a patch, whether or not it is right as it is.

use super::{Then, emitted, meters};
use crate::cost::{PriceBook, Range, Unpriced, Usage};
use crate::decision::Tier;
use crate::schema::Schema;
use crate::spec::Field;
use crate::stack::money::usage;
use crate::stack::pipeline::compile::{Around, Made, STAND_IN_REGION, resolve};
use crate::stack::pipeline::cross_stack::StackGraph;
use crate::stack::spec::rules;
use crate::stack::spec::{Environment, Stack};

/// What an environment costs, and what of it has no price.
pub(in crate::stack) struct Priced {
    pub(in crate::stack) monthly: Range,
    pub(in crate::stack) unpriced: Vec<Unpriced>,
}

/// What an environment costs with a patch laid over it, whether or not it is right as it is; `None` where it has errors
/// then.
pub(in crate::stack) fn priced_with(
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
    let resolved = resolve(&spec, &Around { stack, tier, sources: &sources, schema });
    if resolved.report.has_errors() {
        return None;
    }
    let (spec, Made { document, .. }, _) = emitted(Then { spec, resolved }, schema).ok()?;
    let usage = usage::of(&spec, tier, &document).and(file.clone());
    let meters = meters(&spec, &document, &usage, book);
    Some(Priced { monthly: meters.total(book), unpriced: meters.unpriced })
}
