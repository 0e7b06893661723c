//! The version of a provider that a root module takes, beside that of the schema by which it is checked.
//! <https://developer.hashicorp.com/terraform/language/providers/requirements>

use crate::diagnostic::{Diagnostic, Rule, Segment, Severity};
use crate::node::lookup::{child, text};
use crate::node::{Node, NodeValue};
use crate::schema::{self, Schema};
use crate::terraform::{Block, Content, Document, Literal, Section, Version, VersionConstraint, read};

/// The name of the file below a root module in which `terraform init` keeps the versions that it has chosen.
pub const LOCK: &str = ".terraform.lock.hcl";

/// Another version of a provider than the schema's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pinned {
    /// `hashicorp/aws 6.66.0`
    schema: String,
    /// `~> 4.67`, or `4.67.0` of the lock file.
    taken: String,
}

impl Pinned {
    /// What of the modules or of the lock file takes only versions of which the schema may not be true: an argument that one
    /// major version has, another may lack. Within a major version, providers add and remove nothing.
    pub(super) fn of<'a>(
        documents: impl Iterator<Item = &'a Document>,
        lock: Option<&str>,
        schema: &Schema,
    ) -> Option<Self> {
        let (source, version) = schema.sources().find(|(source, _)| source.ends_with(AWS))?;
        let schema_version = Version::parse(version)?;
        let locked = lock.and_then(locked);
        let written = documents.flat_map(constraints);
        let taken = locked.into_iter().chain(written).find(|text| excludes(text, &schema_version))?;
        let name = source.split_once('/').map_or(source, |(_, name)| name);
        Some(Self { schema: format!("{name} {version}"), taken })
    }

    /// A finding of which it is not certain that it is true of that version.
    pub(super) fn tempered(&self, finding: Diagnostic) -> Option<Diagnostic> {
        if finding.rule == Rule::DEPRECATED {
            return None;
        }
        if !is_of_provider(&finding) {
            return Some(finding);
        }
        let Self { schema, taken } = self;
        let message = format!("{}, by {schema}; this module takes {taken}", finding.message);
        let rule = Rule { severity: Severity::Warning, ..finding.rule };
        Some(Diagnostic { message, rule, ..finding })
    }
}

/// Whether a finding follows from the provider's schema, and not from Terraform's own blocks.
fn is_of_provider(finding: &Diagnostic) -> bool {
    let is_block = |segment: &Segment| {
        let blocks = [Section::Resource, Section::Data, Section::Ephemeral, Section::Provider];
        matches!(segment, Segment::Key(name) if blocks.iter().any(|block| block.name() == name))
    };
    let is_there = finding.rule == Rule::UNKNOWN_ATTRIBUTE || finding.path.segments().iter().any(is_block);
    let is_rule = schema::rules().contains(&finding.rule) || finding.rule.code.starts_with("value/");
    is_rule && is_there
}

const AWS: &str = "/hashicorp/aws";

/// Whether no version of the schema's major version is taken, up to the schema's.
fn excludes(text: &str, schema: &Version) -> bool {
    let Some(constraint) = VersionConstraint::parse(text) else { return false };
    let named =
        constraint.bounds().filter(|version| version.major() == schema.major() && version.is_within(schema));
    !schema.of_its_major().chain(named.cloned()).any(|version| constraint.takes(&version))
}

/// The constraints of a document on the provider.
fn constraints(document: &Document) -> Vec<String> {
    let mut found = Vec::new();
    for item in document.items() {
        let Some(block) = item.block() else { continue };
        match item.section {
            Section::Terraform => {
                if let Some(Content::Literal(Literal::Object(providers))) = block.get("required_providers") {
                    found.extend(providers.iter().filter_map(|(name, entry)| of_entry(name, entry)));
                }
            }
            Section::Provider if item.name == *"aws" => found.extend(version(block)),
            _ => {}
        }
    }
    found
}

fn version(provider: &Block) -> Option<String> {
    match provider.get("version")? {
        Content::Literal(Literal::Text(version)) => Some(version.clone()),
        _ => None,
    }
}

/// `aws = { source = "hashicorp/aws", version = "~> 6.0" }`, or the version alone.
fn of_entry(name: &str, entry: &Literal) -> Option<String> {
    let of = |entries: &[(String, Literal)], name: &str| match entries.iter().find(|(key, _)| key == name)? {
        (_, Literal::Text(text)) => Some(text.clone()),
        _ => None,
    };
    match entry {
        Literal::Text(version) => (name == "aws").then(|| version.clone()),
        Literal::Object(entries) => {
            let source = of(entries, "source").unwrap_or_else(|| format!("hashicorp/{name}"));
            format!("/{source}").ends_with(AWS).then(|| of(entries, "version"))?
        }
        _ => None,
    }
}

/// The version that the lock file has of the provider.
fn locked(lock: &str) -> Option<String> {
    let node = read::parse("lock.tf", lock).ok()?;
    let providers = child(&node, "provider")?;
    let blocks = match &providers.value {
        NodeValue::List(blocks) => blocks.as_slice(),
        _ => std::slice::from_ref(providers),
    };
    let of_aws = |block: &Node| match &block.value {
        NodeValue::Map(labels) => {
            let (_, body) = labels.iter().find(|(source, _)| source.ends_with(AWS))?;
            text(body, "version").map(str::to_owned)
        }
        _ => None,
    };
    blocks.iter().find_map(of_aws)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pinned(text: &str, lock: Option<&str>) -> Option<String> {
        let (document, _) = read::module([("main.tf", text)]);
        Pinned::of([&document].into_iter(), lock, Schema::bundled()).map(|pinned| pinned.taken)
    }

    #[test]
    fn constraints_that_take_only_another_major_version_are_found() {
        let with = |version: &str| {
            format!(
                "terraform {{\n  required_providers {{\n    aws = {{\n      source  = \"hashicorp/aws\"\n      version = \"{version}\"\n    }}\n  }}\n}}\n"
            )
        };
        for version in ["~> 4.67", "< 6", "5.100.0", ">= 3.0, < 4.0", "~> 5.0"] {
            assert_eq!(pinned(&with(version), None).as_deref(), Some(version), "{version}");
        }
        for version in [">= 3.0", "~> 6.0", "~> 6.10.3", "6.2.1", ">= 5.100, < 7", "anything"] {
            assert_eq!(pinned(&with(version), None), None, "{version}");
        }
        assert_eq!(
            pinned("provider \"aws\" {\n  version = \"~> 2.0\"\n}\n", None).as_deref(),
            Some("~> 2.0")
        );
    }

    #[test]
    fn the_lock_file_has_the_version() {
        let lock = |version: &str| {
            format!(
                "provider \"registry.terraform.io/hashicorp/aws\" {{\n  version     = \"{version}\"\n  constraints = \">= 3.0.0\"\n}}\n"
            )
        };
        assert_eq!(pinned("", Some(&lock("4.67.0"))).as_deref(), Some("4.67.0"));
        assert_eq!(pinned("", Some(&lock("6.1.0"))), None);
        assert_eq!(pinned("", Some("not a lock file {{{")), None);
    }
}
