//! What Terraform loses sight of: objects of another region, another account, or another state.

use std::collections::BTreeMap;

use super::between::Pair;
use super::effect::{Cause, Effect, ObjectChange};
use super::known::{Knowledge, Known, at};
use super::names::kind;
use super::providers::{configurations, provider_of};
use crate::terraform::{Document, Section};

/// Types that exist once an account, whatever the region.
///
/// Source: the global services listed at <https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/global-services.html>.
const GLOBAL: [&str; 6] = [
    "aws_iam_",
    "aws_route53_",
    "aws_cloudfront_",
    "aws_organizations_",
    "aws_account_",
    "aws_globalaccelerator_",
];

/// Settings of the S3 backend that say where the state is.
const PLACE: [&str; 5] = ["bucket", "key", "path", "workspace_key_prefix", "region"];

/// What differs in where Terraform works.
#[derive(Default)]
pub(super) struct Scope {
    /// For all objects: the setting, and its values.
    all: Option<String>,
    /// For the objects of a provider configuration, by its name: the setting.
    providers: BTreeMap<String, String>,
}

impl Scope {
    pub(super) fn between(
        (old, before): (&Document, &Knowledge<'_>),
        (new, after): (&Document, &Knowledge<'_>),
    ) -> Self {
        let mut scope = Self { all: state(old, new, before, after), ..Self::default() };
        let (old, new) = (configurations(old, before), configurations(new, after));
        for (name, body) in &old {
            let Some(other) = new.get(name) else { continue };
            let differs = |path: &str| known(body, path).zip(known(other, path)).filter(|(a, b)| a != b);
            if let Some((a, b)) = differs("allowed_account_ids") {
                scope.all = Some(format!("allowed_account_ids: {a} → {b}"));
            } else if let Some((a, b)) = differs("region") {
                scope.providers.insert(name.clone(), format!("region: {a} → {b}"));
            }
        }
        scope
    }

    /// Whether anything is left behind.
    pub(super) fn is_left(&self) -> bool {
        self.all.is_some() || !self.providers.is_empty()
    }

    /// An object that ran before is forgotten where it was, whatever else becomes of it.
    pub(super) fn apply(&self, object: &mut ObjectChange, pair: &Pair<'_>) {
        let Some(old) = pair.old.filter(|old| kind(&old.resource_type).starts_with("aws_")) else { return };
        let is_global = GLOBAL.iter().any(|prefix| kind(&old.resource_type).starts_with(prefix));
        let has_region =
            [&pair.before, &pair.after].iter().any(|body| *at(body, &["region"]) != Known::Absent);
        let regional = || self.providers.get(&provider_of(old)).filter(|_| !is_global && !has_region);
        if let Some(argument) = self.all.as_ref().or_else(regional) {
            object.effect = Effect::Forgotten;
            object.because = vec![Cause::of(argument)];
            object.perhaps.clear();
            object.arguments.clear();
        }
    }
}

/// Another place of the state, where both are known.
fn state(old: &Document, new: &Document, before: &Knowledge<'_>, after: &Knowledge<'_>) -> Option<String> {
    let of = |document: &Document, knowledge: &Knowledge<'_>| {
        let blocks = document.items().iter().filter(|item| item.section == Section::Terraform);
        let bodies = blocks.filter_map(|item| Some(knowledge.body(item.block()?, 0)));
        bodies.map(|body| at(&body, &["backend", "s3"]).clone()).find(|found| *found != Known::Absent)
    };
    let (old, new) = (of(old, before)?, of(new, after)?);
    let differs = |name: &&str| known(&old, name).zip(known(&new, name)).filter(|(a, b)| a != b);
    PLACE.iter().find_map(|name| differs(name).map(|(a, b)| format!("backend {name}: {a} → {b}")))
}

/// A setting that is known: one value, or a list of one.
fn known<'a>(body: &'a Known, name: &str) -> Option<&'a str> {
    match at(body, &[name]) {
        Known::Scalar(text) => Some(text),
        Known::List(values) => match values.as_slice() {
            [Known::Scalar(text)] => Some(text),
            _ => None,
        },
        _ => None,
    }
}
