//! What Terraform loses sight of: objects of another region, another account, or another state.

use std::collections::BTreeMap;

use super::between::Pair;
use super::effect::{Cause, Change, Effect, ObjectChange, Unknown};
use super::known::{Knowledge, Known, at, entries};
use super::names::kind;
use super::providers::{Majors, configurations, provider_of};
use crate::terraform::{Document, Item, Section};

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

/// Settings of the provider by which it may work in another account.
///
/// Source: <https://registry.terraform.io/providers/hashicorp/aws/latest/docs#authentication-and-configuration>.
const CREDENTIALS: [&str; 6] = [
    "profile",
    "access_key",
    "assume_role",
    "assume_role_with_web_identity",
    "shared_config_files",
    "shared_credentials_files",
];

impl Change {
    /// The key of the state in the bucket of an S3 backend, where the document says it.
    ///
    /// ```
    /// use groundplan::change::Change;
    /// use groundplan::terraform::read;
    /// let text = "terraform {\n  backend \"s3\" {\n    key = \"shop/live\"\n  }\n}\n";
    /// let (document, _) = read::module([("main.tf", text)]);
    /// assert_eq!(Change::state_key(&document).as_deref(), Some("shop/live"));
    /// ```
    #[must_use]
    pub fn state_key(document: &Document) -> Option<String> {
        let backend = Backend::of(document, &Knowledge::of(document.items()))?;
        backend.key().map(str::to_owned)
    }
}

/// What differs in where Terraform works.
pub(super) struct Scope {
    /// Another place of the state: the setting, and its values.
    state: Option<String>,
    /// The configurations of the provider on each side.
    old: BTreeMap<String, Known>,
    new: BTreeMap<String, Known>,
    majors: Majors,
    unknown: Vec<Unknown>,
}

impl Scope {
    pub(super) fn between(
        (old, before): (&Document, &Knowledge<'_>),
        (new, after): (&Document, &Knowledge<'_>),
    ) -> Self {
        let mut scope = Self {
            state: None,
            old: configurations(old, before),
            new: configurations(new, after),
            majors: Majors::of(new, after),
            unknown: Vec::new(),
        };
        if let (Some(old), Some(new)) = (Backend::of(old, before), Backend::of(new, after)) {
            scope.state = old.elsewhere(&new);
            scope.unknown.extend(old.doubt(&new).filter(|_| scope.state.is_none()));
        }
        for (name, old) in &scope.old {
            let doubt = scope.new.get(name).filter(|new| account(old, new).is_none());
            let doubt = doubt.and_then(|new| other_credentials(old, new));
            scope.unknown.extend(doubt.map(|why| Unknown { address: name.clone().into(), why }));
        }
        scope
    }

    /// Whether anything is left behind.
    pub(super) fn is_left(&self) -> bool {
        let differs = |(name, old): (&String, &Known)| {
            self.new
                .get(name)
                .is_some_and(|new| account(old, new).is_some() || differing(old, new, "region").is_some())
        };
        self.state.is_some() || self.old.iter().any(differs)
    }

    /// Of an object that another configuration makes now: whether that works in another account.
    pub(super) fn doubt_of(&self, object: &ObjectChange, pair: &Pair<'_>) -> Option<Unknown> {
        let (old, new) = pair.old.zip(pair.new)?;
        let (before, after) = self.configurations_of(old, pair);
        let is_other = provider_of(old) != provider_of(new) && object.effect != Effect::Forgotten;
        let why = other_credentials(before?, after?).filter(|_| is_other)?;
        Some(Unknown { address: object.address.clone(), why })
    }

    /// What may be left behind.
    pub(super) fn unknown(&self) -> Vec<Unknown> {
        self.unknown.clone()
    }

    /// An object that ran before is forgotten where it was, whatever else becomes of it.
    pub(super) fn apply(&self, object: &mut ObjectChange, pair: &Pair<'_>) {
        let Some(old) = pair.old.filter(|old| kind(&old.resource_type).starts_with("aws_")) else { return };
        let (before, after) = self.configurations_of(old, pair);
        let account = || account(before?, after?);
        if let Some(argument) = self.state.clone().or_else(account) {
            return forget(object, &argument);
        }
        let is_global = GLOBAL.iter().any(|prefix| kind(&old.resource_type).starts_with(prefix));
        let has_region =
            [&pair.before, &pair.after].iter().any(|body| *at(body, &["region"]) != Known::Absent);
        let region = || differing(before?, after?, "region");
        if let Some(region) = region().filter(|_| !is_global && !has_region) {
            self.elsewhere(object, pair, &region);
        }
    }

    /// An object whose provider works in another region. Since version 6 the provider knows the region of each object, and
    /// replaces it.
    /// <https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/enhanced-region-support>
    fn elsewhere(&self, object: &mut ObjectChange, pair: &Pair<'_>, region: &str) {
        if !self.majors.has_later {
            return forget(object, region);
        }
        match (self.majors.has_earlier, pair.new) {
            (false, Some(_)) if object.effect != Effect::Created => {
                object.effect = Effect::Replaced;
                object.because.insert(0, Cause::of(region));
            }
            (false, _) => {}
            (true, _) => {
                forget(object, region);
                object.perhaps.push(Cause::of("region, by version 6 of the provider"));
            }
        }
    }

    /// The region of an object before and after, where both are known.
    pub(super) fn regions(&self, pair: &Pair<'_>) -> Option<(String, String)> {
        let old = pair.old.filter(|old| kind(&old.resource_type).starts_with("aws_"))?;
        let (before, after) = self.configurations_of(old, pair);
        let of = |body: &Known, configuration: Option<&Known>| {
            let own = known(body, "region").map(str::to_owned);
            let is_open = *at(body, &["region"]) != Known::Absent;
            own.or_else(|| {
                configuration.filter(|_| !is_open).and_then(|of| known(of, "region")).map(str::to_owned)
            })
        };
        Some((of(&pair.before, before)?, of(&pair.after, after)?))
    }

    /// The configuration that an object takes before and after; of one that is gone, what its own has become.
    fn configurations_of(&self, old: &Item, pair: &Pair<'_>) -> (Option<&Known>, Option<&Known>) {
        (self.old.get(&provider_of(old)), self.new.get(&provider_of(pair.new.unwrap_or(old))))
    }
}

fn forget(object: &mut ObjectChange, argument: &str) {
    object.effect = Effect::Forgotten;
    object.because = vec![Cause::of(argument)];
    object.perhaps.clear();
    object.arguments.clear();
}

/// Another account, for certain.
fn account(old: &Known, new: &Known) -> Option<String> {
    differing(old, new, "allowed_account_ids").or_else(|| {
        let role = |body| known(at(body, &["assume_role"]), "role_arn").and_then(account_of);
        let (old, new) = (role(old)?, role(new)?);
        (old != new).then(|| format!("account of assume_role.role_arn: {old} → {new}"))
    })
}

/// The account in the ARN of a role.
fn account_of(arn: &str) -> Option<&str> {
    arn.split(':').nth(4).filter(|account| account.len() == 12)
}

/// Settings that differ, by which it may be another account.
fn other_credentials(old: &Known, new: &Known) -> Option<String> {
    let role = |body| known(at(body, &["assume_role"]), "role_arn").and_then(account_of);
    let is_same_account = role(old).is_some_and(|old| role(new) == Some(old))
        || known(old, "allowed_account_ids")
            .is_some_and(|old| known(new, "allowed_account_ids") == Some(old));
    let name = CREDENTIALS.iter().find(|name| at(old, &[name]) != at(new, &[name]))?;
    let why = format!("whether it works in another account, where all is created anew: its {name} differs");
    (!is_same_account).then_some(why)
}

/// Where the state is.
struct Backend {
    kind: String,
    body: Known,
}

impl Backend {
    /// That of a document that has settings; without any other, the state is local.
    fn of(document: &Document, knowledge: &Knowledge<'_>) -> Option<Self> {
        let blocks = document.items().iter().filter(|item| item.section == Section::Terraform);
        let bodies: Vec<Known> = blocks.filter_map(|item| Some(knowledge.body(item.block()?, 0))).collect();
        let found = bodies.iter().find_map(|body| {
            let backend = entries(Some(first(at(body, &["backend"])))).next();
            let backend = backend.map(|(kind, body)| (kind.clone(), body.clone()));
            let cloud = at(body, &["cloud"]);
            backend.or_else(|| (*cloud != Known::Absent).then(|| ("cloud".to_owned(), cloud.clone())))
        });
        let (kind, body) = found.unwrap_or_else(|| ("local".to_owned(), Known::Absent));
        (!bodies.is_empty()).then_some(Self { kind, body })
    }

    fn key(&self) -> Option<&str> {
        known(&self.body, "key").filter(|_| self.kind == "s3")
    }

    /// Another place, where both are known.
    fn elsewhere(&self, other: &Self) -> Option<String> {
        let is_s3 = self.kind == "s3" && other.kind == "s3";
        let differs =
            |name: &&str| known(&self.body, name).zip(known(&other.body, name)).filter(|(a, b)| a != b);
        let found =
            PLACE.iter().find_map(|name| differs(name).map(|(a, b)| format!("backend {name}: {a} → {b}")));
        found.filter(|_| is_s3)
    }

    /// Whether the state may be in another place: `terraform init` asks whether to take it along.
    /// <https://developer.hashicorp.com/terraform/language/backend#change-a-backend-block>
    fn doubt(&self, other: &Self) -> Option<Unknown> {
        let what = match (self.kind == other.kind, self.kind.as_str()) {
            (true, "s3") => return None,
            (true, _) if self.body == other.body => return None,
            (true, kind) => format!("the settings of the backend {kind} differ"),
            (false, kind) => format!("backend {kind} → {}", other.kind),
        };
        let why = format!("whether the state is taken along, or all is created anew: {what}");
        Some(Unknown { address: "terraform".into(), why })
    }
}

fn first(known: &Known) -> &Known {
    match known {
        Known::List(values) => values.first().unwrap_or(&Known::Absent),
        known => known,
    }
}

fn differing(old: &Known, new: &Known, name: &str) -> Option<String> {
    let (old, new) = known(old, name).zip(known(new, name))?;
    (old != new).then(|| format!("{name}: {old} → {new}"))
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
