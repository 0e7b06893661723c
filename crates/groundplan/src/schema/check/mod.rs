//! Checks a document against the schema of its providers.

mod approximate;
mod body;
mod convert;
mod elsewhere;
mod ignored;
mod language;
mod part;
mod place;
mod reference;
mod syntax;
mod value;

pub use elsewhere::needs;
pub(crate) use elsewhere::newer_than;
pub use language::check_language;
pub use syntax::check_syntax;

use std::cell::RefCell;
use std::sync::Arc;

use self::approximate::is_approximate;
use self::place::Place;
use super::{BlockSchema, Kind, Schema};
use crate::diagnostic::{Diagnostic, Path, Report, Rule, nearest};
use crate::terraform::{Document, Item};
use crate::unit::Lookup;

/// Reports everything in a document that its providers would refuse, and every use of deprecated arguments.
///
/// Checks resources, data sources, ephemeral resources, provider configurations, and every reference to them. Skips
/// types of providers that are not in the schema, and expressions whose type only Terraform can determine.
///
/// ```
/// use groundplan::schema::{Schema, check};
/// use groundplan::terraform::{Block, Document};
/// let schema = Schema::parse("schema 1 registry.terraform.io/hashicorp/aws 6.66.0\nresource aws_vpc\n cidr_block ?\n").unwrap();
/// let mut document = Document::new();
/// let mut body = Block::new();
/// body.set("cidr_blok", "10.20.0.0/16");
/// document.file("network").resource("aws_vpc", "main", body);
/// let report = check(&document, &schema);
/// assert_eq!(report.diagnostics()[0].rule.code, "schema/unknown-argument");
/// assert_eq!(report.diagnostics()[0].hint.as_deref(), Some("cidr_block"));
/// assert_eq!(report.diagnostics()[0].path.to_string(), "resource.aws_vpc.main.cidr_blok");
/// ```
#[must_use]
pub fn check(document: &Document, schema: &Schema) -> Report {
    let check = Check::new(document, schema);
    document.items().iter().for_each(|item| check.item(item));
    let mut report = Report::default();
    check.findings.into_inner().into_iter().for_each(|finding| report.add(finding));
    report
}

/// A type's schema, where its provider has one.
type Known = Option<Arc<BlockSchema>>;

struct Check<'a> {
    schema: &'a Schema,
    /// What is in the document, by kind and type.
    types: Lookup<(Kind, &'a str), Typed<'a>>,
    /// Whether null fills a required argument, as in Terraform's own blocks.
    takes_null: bool,
    findings: RefCell<Vec<Diagnostic>>,
    /// Where something is used that a newer version of the provider has, and which.
    newer: RefCell<Vec<(Path, String)>>,
}

/// What a document has of one type.
struct Typed<'a> {
    schema: Known,
    /// The first of each label.
    items: Lookup<&'a str, &'a Item>,
}

impl<'a> Check<'a> {
    fn new(document: &'a Document, schema: &'a Schema) -> Self {
        let mut types: Lookup<(Kind, &str), Typed<'_>> = Lookup::default();
        for item in document.items() {
            if let Some(kind) = Kind::parse(item.section.name()) {
                let name = if kind == Kind::Provider { &item.name } else { &item.resource_type };
                let new = || Typed { schema: schema.get(kind, name), items: Lookup::default() };
                let typed = types.entry((kind, name)).or_insert_with(new);
                typed.items.entry(&item.name).or_insert(item);
            }
        }
        Self { schema, types, takes_null: false, findings: RefCell::default(), newer: RefCell::default() }
    }

    fn item(&self, item: &Item) {
        self.placed(item, &mut |place| {
            if let Some(kind) = Kind::parse(item.section.name()) {
                let name = if kind == Kind::Provider { &item.name } else { &item.resource_type };
                self.owned(kind, name, item, place);
            }
            self.references(&item.content, place);
        });
    }

    /// Calls with the place of an item.
    fn placed(&self, item: &Item, then: &mut dyn FnMut(&Place<'_>)) {
        let file = format!("{}.tf.json", item.file);
        let section = Place::root(&file, item.section.name());
        let of_kind = section.key(&item.resource_type);
        let typed = if item.resource_type.is_empty() { &section } else { &of_kind };
        let place = typed.key(&item.name);
        then(if item.name.is_empty() { typed } else { &place });
    }

    fn owned(&self, kind: Kind, name: &str, item: &Item, place: &Place<'_>) {
        match self.get(kind, name) {
            Some(schema) => {
                if let Some(message) = &schema.deprecated {
                    self.deprecated(&format!("the {} `{name}`", kind.noun()), message, place);
                }
                let before = self.findings.borrow().len();
                self.top(kind, &item.content, &schema, place);
                self.ignored(item, &schema, place);
                if schema.deprecated.is_some() {
                    self.drop_deprecations(before);
                }
            }
            None if self.schema.is_unchecked(kind, name) => {}
            None if kind != Kind::Provider && self.schema.owns(kind, name) => {
                self.unknown_type(kind, name, place);
            }
            None => {}
        }
    }

    fn unknown_type(&self, kind: Kind, name: &str, place: &Place<'_>) {
        let what = format!("there is no {} `{name}`", kind.noun());
        if let Some(elsewhere) = self.schema.elsewhere(kind, name) {
            let (message, wants) = elsewhere::message(&what, &elsewhere);
            self.is_newer(&elsewhere, &place.path());
            return self.add(place.finding(Rule::UNKNOWN_TYPE, message).given(name).wants(wants));
        }
        let others = [Kind::Resource, Kind::Data, Kind::Ephemeral];
        let other = others.into_iter().find(|other| *other != kind && self.get(*other, name).is_some());
        let wants = match other {
            Some(other) => format!("it is the name of a {}", other.noun()),
            None => {
                // Terraform's output lacks the version, so a schema made from it has none.
                let sources = self.schema.sources();
                let sources: Vec<String> = sources
                    .map(|(source, version)| format!("{source} {version}").trim_end_matches(" -").to_owned())
                    .collect();
                format!("a {} of {}", kind.noun(), sources.join(" or "))
            }
        };
        let near = nearest(name, self.schema.names(kind)).map(str::to_owned);
        self.add(place.finding(Rule::UNKNOWN_TYPE, what).given(name).wants(wants).maybe_hint(near));
    }

    fn deprecated(&self, what: &str, message: &str, place: &Place<'_>) {
        let finding = place.finding(Rule::DEPRECATED, format!("{what} is deprecated"));
        self.add(if message.is_empty() { finding } else { finding.wants(message) });
    }

    /// Of a deprecated block, that is enough: its arguments are marked as well.
    fn drop_deprecations(&self, before: usize) {
        let mut findings = self.findings.borrow_mut();
        let mut at = 0;
        findings.retain(|finding| {
            at += 1;
            at <= before || finding.rule != Rule::DEPRECATED
        });
    }

    fn get(&self, kind: Kind, name: &str) -> Known {
        self.types
            .get(&(kind, name))
            .map_or_else(|| self.schema.get(kind, name), |typed| typed.schema.clone())
    }

    fn find(&self, kind: Kind, of: &str, label: &str) -> Option<&'a Item> {
        self.types.get(&(kind, of))?.items.get(label).copied()
    }

    fn add(&self, finding: Diagnostic) {
        if !is_approximate(&finding.path) {
            self.findings.borrow_mut().push(finding);
        }
    }
}
