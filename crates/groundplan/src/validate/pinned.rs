//! The version of a provider that a root module takes, beside that of the schema by which it is checked.
//! <https://developer.hashicorp.com/terraform/language/providers/requirements>

use crate::diagnostic::{Diagnostic, Rule, Segment, Severity};
use crate::node::lookup::{child, text};
use crate::node::{Node, NodeValue};
use crate::schema::{self, Schema};
use crate::terraform::{Block, Content, Document, Literal, Section, Version, VersionConstraint, read};

/// The name of the file below a root module in which `terraform init` keeps the versions that it has chosen.
pub const LOCK: &str = ".terraform.lock.hcl";

/// The version of the provider that a root module takes, where that has another major version than the schema.
#[derive(Clone, Debug)]
pub(super) struct Pinned {
    /// The schema by which the module is judged.
    pub(super) schema: Schema,
    /// `.terraform.lock.hcl selects 4.67.0`, or `this module takes ~> 4.67`.
    taken: String,
    all: VersionConstraint,
    fit: Fit,
}

/// Rules about what only later versions of the provider deprecate, or have something else for.
/// <https://github.com/hashicorp/terraform-provider-aws/blob/main/CHANGELOG.md>
const SINCE: [(Rule, &str); 4] = [
    (Rule::AWS_BUCKET_INLINE, "4.0.0"),
    (Rule::AWS_EIP_DOMAIN, "5.0.0"),
    (Rule::AWS_ROLE_INLINE, "5.0.0"),
    (Rule::AWS_LIFECYCLE_FILTER, "5.0.0"),
];

/// How well the schema is known to be that of the version taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fit {
    /// It may be that version, or is: what it deprecates is deprecated.
    Same,
    /// A later one of the same major version, within which a provider drops and renames nothing.
    Later,
    /// One of another major version: an argument that one has, another may lack.
    Other,
}

impl Pinned {
    /// What the lock file selects, or else what all modules take, if that is outside of the schema's major version.
    pub(super) fn of<'a>(
        documents: impl Iterator<Item = &'a Document>,
        lock: Option<&str>,
        schema: &Schema,
    ) -> Option<Self> {
        let locked = lock.and_then(locked);
        let texts = texts(documents, locked.clone());
        let all = VersionConstraint::parse(&texts.join(", "))?;
        let newest = version(schema)?;
        if takes_some(&all, &newest) {
            return None;
        }
        let excludes =
            |text: &&String| VersionConstraint::parse(text).is_some_and(|one| !takes_some(&one, &newest));
        let text = texts.iter().find(excludes).cloned().unwrap_or_else(|| texts.join(", "));
        let taken = match locked {
            Some(version) => format!("{LOCK} selects {version}"),
            None => format!("this module takes {text}"),
        };
        let (schema, fit) = judged_by(&all, schema, &newest);
        Some(Self { schema, taken, all, fit })
    }

    /// A finding, with the schema by which it was made; a warning where it is not certain that it is true of the version
    /// taken.
    pub(super) fn tempered(&self, finding: Diagnostic) -> Option<Diagnostic> {
        if finding.rule == Rule::DEPRECATED && self.fit != Fit::Same {
            return None;
        }
        let since = SINCE.iter().find(|(rule, _)| *rule == finding.rule);
        let since = since.and_then(|(_, version)| Version::parse(version));
        if since.is_some_and(|version| !self.all.takes_from(&version)) {
            return None;
        }
        let is_value = finding.rule.code.starts_with("value/");
        if !is_of_provider(&finding) || is_value && self.fit != Fit::Other {
            return Some(finding);
        }
        let name = judge(&self.schema).unwrap_or_default();
        let message = format!("{}, by {name}; {}", finding.message, self.taken);
        let rule = match self.fit {
            Fit::Other => Rule { severity: Severity::Warning, ..finding.rule },
            _ => finding.rule,
        };
        Some(Diagnostic { message, rule, ..finding })
    }
}

/// What is selected, or else all constraints.
fn texts<'a>(documents: impl Iterator<Item = &'a Document>, locked: Option<String>) -> Vec<String> {
    let texts = locked.map_or_else(|| documents.flat_map(constraints).collect(), |locked| vec![locked]);
    texts.into_iter().filter(|text| VersionConstraint::parse(text).is_some()).collect()
}

/// The last minor version of the schema's major one that a root module takes, where it takes no later ones.
pub(super) fn last_minor<'a>(
    documents: impl Iterator<Item = &'a Document>,
    lock: Option<&str>,
    schema: &Schema,
) -> Option<u64> {
    let texts = texts(documents, lock.and_then(locked));
    VersionConstraint::parse(&texts.join(", "))?.last_minor(&version(schema)?)
}

/// The provider of a schema, and its version: `hashicorp/aws 6.66.0`.
#[must_use]
pub fn judge(schema: &Schema) -> Option<String> {
    let (source, version) =
        schema.sources().find(|(source, _)| source.ends_with(AWS)).or_else(|| schema.sources().next())?;
    let name = source.split_once('/').map_or(source, |(_, name)| name);
    Some(format!("{name} {version}"))
}

/// The schema for versions that the newest one's major version has none of.
fn judged_by(all: &VersionConstraint, schema: &Schema, newest: &Version) -> (Schema, Fit) {
    let is_below = all.bounds().all(|bound| bound.major() < newest.major() || bound.is_first(newest.major()));
    let older = schema.older().filter(|_| is_below);
    let Some((schema, last)) = older.and_then(|older| Some((older.clone(), version(&older)?))) else {
        return (schema.clone(), Fit::Other);
    };
    let fit = match () {
        () if all.takes(&last) => Fit::Same,
        () if takes_some(all, &last) => Fit::Later,
        () => Fit::Other,
    };
    (schema, fit)
}

/// The version of the AWS provider that a schema is of.
fn version(schema: &Schema) -> Option<Version> {
    Version::parse(schema.aws_version()?)
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

/// Whether a version of a major version is taken, up to its last.
fn takes_some(constraint: &VersionConstraint, last: &Version) -> bool {
    let named =
        constraint.bounds().filter(|version| version.major() == last.major() && version.is_within(last));
    last.of_its_major().chain(named.cloned()).any(|version| constraint.takes(&version))
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
            Section::Provider if item.name == *"aws" => found.extend(version_of(block)),
            _ => {}
        }
    }
    found
}

fn version_of(provider: &Block) -> Option<String> {
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
    use crate::configuration::Tree;

    fn pinned(text: &str, lock: Option<&str>) -> Option<(String, Fit)> {
        let (document, _) = read::module([("main.tf", text)]);
        let pinned = Pinned::of([&document].into_iter(), lock, Schema::bundled())?;
        Some((format!("{}: {}", judge(&pinned.schema)?, pinned.taken), pinned.fit))
    }

    fn with(version: &str) -> String {
        format!(
            "terraform {{\n  required_providers {{\n    aws = {{\n      source  = \"hashicorp/aws\"\n      version = \"{version}\"\n    }}\n  }}\n}}\n"
        )
    }

    #[test]
    fn constraints_that_take_only_another_major_version_are_found() {
        for (version, schema, fit) in [
            ("~> 4.67", "5.100.0", Fit::Other),
            ("< 6", "5.100.0", Fit::Same),
            ("< 6.0.0", "5.100.0", Fit::Same),
            ("5.100.0", "5.100.0", Fit::Same),
            ("~> 5.0", "5.100.0", Fit::Same),
            ("~> 5.82.0", "5.100.0", Fit::Later),
            (">= 3.0, < 4.0", "5.100.0", Fit::Other),
            (">= 7.0", "6.66.0", Fit::Other),
        ] {
            let expected = format!("hashicorp/aws {schema}: this module takes {version}");
            assert_eq!(pinned(&with(version), None), Some((expected, fit)), "{version}");
        }
        for version in [">= 3.0", "~> 6.0", "~> 6.10.3", "6.2.1", ">= 5.100, < 7", "anything"] {
            assert_eq!(pinned(&with(version), None), None, "{version}");
        }
        let of_provider = pinned("provider \"aws\" {\n  version = \"~> 2.0\"\n}\n", None);
        assert_eq!(of_provider.map(|(_, fit)| fit), Some(Fit::Other));
    }

    #[test]
    fn the_lock_file_has_the_version() {
        let lock = |version: &str| {
            format!(
                "provider \"registry.terraform.io/hashicorp/aws\" {{\n  version     = \"{version}\"\n  constraints = \">= 3.0.0\"\n}}\n"
            )
        };
        let taken = |text: &str, version: &str| pinned(text, Some(&lock(version)));
        let selects =
            |schema: &str, version: &str| format!("hashicorp/aws {schema}: {LOCK} selects {version}");
        assert_eq!(taken("", "4.67.0"), Some((selects("5.100.0", "4.67.0"), Fit::Other)));
        assert_eq!(taken(&with(">= 5.0"), "5.82.2"), Some((selects("5.100.0", "5.82.2"), Fit::Later)));
        assert_eq!(taken("", "6.1.0"), None);
        assert_eq!(taken(&with("~> 5.0"), "6.1.0"), None, "what is selected counts");
        assert_eq!(pinned("", Some("not a lock file {{{")), None);
    }

    #[test]
    fn several_modules_take_what_all_of_them_take() {
        let module = |version: &str| read::module([("main.tf", with(version).as_str())]).0;
        let fit = |versions: [&str; 2]| {
            let documents = versions.map(module);
            Pinned::of(documents.iter(), None, Schema::bundled()).map(|pinned| pinned.fit)
        };
        assert_eq!(fit([">= 4.0", "< 6.0"]), Some(Fit::Same));
        assert_eq!(fit([">= 5.0", ">= 6.2"]), None);
    }

    /// What is found in a root module, with a lock file that selects a version.
    fn found(selected: &str, text: &str) -> Vec<String> {
        let lock =
            format!("provider \"registry.terraform.io/hashicorp/aws\" {{\n  version = \"{selected}\"\n}}\n");
        let tree =
            Tree { files: vec![("main.tf", text)], is_whole: true, lock: Some(&lock), ..Tree::default() };
        let checked = super::super::modules(&tree, Some(Schema::bundled()));
        let line = |finding: &Diagnostic| {
            let (severity, hint) = (finding.rule.severity, finding.hint.clone().unwrap_or_default());
            format!("{severity:?} {}: {} [{hint}]", finding.rule.code, finding.message)
        };
        checked.report.diagnostics().iter().map(line).collect()
    }

    #[test]
    fn a_module_is_judged_by_the_version_that_it_selects() {
        let eip = "resource \"aws_eip\" \"a\" {\n  vpc = true\n}\n";
        assert_eq!(found("5.82.2", eip), ["Warning aws/eip-domain: `vpc` is deprecated [domain = \"vpc\"]"]);
        assert_eq!(
            found("6.20.0", eip),
            [
                "Error schema/unknown-argument: there is no argument `vpc` here since version 6 of the AWS provider [domain = \"vpc\"]"
            ]
        );
        let logs = "resource \"aws_lb\" \"a\" {\n  name = \"a\"\n  region = \"eu-west-1\"\n  health_check_logs {\n    bucket = \"a\"\n  }\n}\n";
        assert_eq!(found("6.66.0", logs), [""; 0]);
        let before = |name: &str| {
            format!(
                "Error schema/unknown-argument: there is no argument `{name}` here before version 6 of the AWS provider, by hashicorp/aws 5.100.0; .terraform.lock.hcl selects 5.82.2 []"
            )
        };
        assert_eq!(found("5.82.2", logs), [before("region"), before("health_check_logs")]);
        let types = "resource \"aws_simpledb_domain\" \"a\" {\n  name = \"a\"\n}\nresource \"aws_s3vectors_vector_bucket\" \"a\" {\n  vector_bucket_name = \"abc\"\n}\n";
        let unknown = "Error schema/unknown-type: there is no resource";
        assert_eq!(
            found("5.100.0", types),
            [format!(
                "{unknown} `aws_s3vectors_vector_bucket` before version 6 of the AWS provider, by hashicorp/aws 5.100.0; .terraform.lock.hcl selects 5.100.0 []"
            )]
        );
        assert_eq!(
            found("6.66.0", types),
            [format!("{unknown} `aws_simpledb_domain` since version 6 of the AWS provider []")]
        );
    }

    #[test]
    fn what_it_does_not_deprecate_yet_is_not_reported() {
        let bucket = "resource \"aws_s3_bucket\" \"a\" {\n  acl = \"private\"\n}\n";
        let has =
            |version: &str| found(version, bucket).iter().any(|line| line.contains("aws/bucket-inline"));
        assert_eq!(["3.35.0", "4.67.0", "5.100.0", "6.66.0"].map(has), [false, true, true, true]);
    }

    #[test]
    fn references_are_judged_by_it_too() {
        let text = "data \"aws_region\" \"a\" {}\noutput \"a\" {\n  value = data.aws_region.a.region\n}\n";
        assert_eq!(found("6.0.0", text), [""; 0]);
        let message = "Error schema/unknown-attribute: there is no attribute `region` before version 6 of the AWS provider";
        assert_eq!(
            found("5.100.0", text),
            [format!("{message}, by hashicorp/aws 5.100.0; .terraform.lock.hcl selects 5.100.0 []")]
        );
    }
}
