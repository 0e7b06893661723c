//! Version constraints: whether they are ones, and whether any version meets those of a module.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Path, Report, Rule, rules};
use crate::model::{Model, path};
use crate::terraform::{Content, Document, Item, Literal, Section, VersionConstraint};

rules! {
    /// A version constraint has the form of one, and some version meets all of a module.
    ///
    /// Terraform refuses `=> 1.5`, `1.x` and `latest`, and finds no version for `~> 5.0, >= 6.1`.
    TERRAFORM_VERSION_CONSTRAINT = error "terraform/version-constraint", "https://developer.hashicorp.com/terraform/language/expressions/version-constraints";
}

/// What a constraint is about: Terraform, or a provider by its source.
const TERRAFORM: &str = "terraform";

/// A constraint, and where it is.
pub(crate) struct Constraint<'a> {
    pub(crate) item: &'a Item,
    pub(crate) path: Path,
    pub(crate) text: &'a str,
    /// `terraform`, or the source of a provider: `hashicorp/aws`.
    pub(crate) of: String,
}

impl Constraint<'_> {
    pub(crate) fn found(&self, rule: Rule, message: impl Into<String>) -> Diagnostic {
        let file = format!("{}.tf.json", self.item.file);
        Diagnostic::new(rule, self.path.clone(), message).in_file(file).given(self.text)
    }

    /// Whether it is about a provider.
    pub(crate) fn is_of_provider(&self) -> bool {
        self.of != TERRAFORM
    }
}

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    let all = constraints(model.document);
    let mut taken: BTreeMap<&str, Vec<VersionConstraint>> = BTreeMap::new();
    for one in &all {
        if !is_formed(one.text) {
            report.add(malformed(
                one.found(Rule::TERRAFORM_VERSION_CONSTRAINT, "this is not a version constraint"),
            ));
            continue;
        }
        let Some(parsed) = VersionConstraint::parse(one.text) else { continue };
        let known = taken.entry(&one.of).or_default();
        let met = VersionConstraint::are_met_together(known);
        known.push(parsed);
        if met && !VersionConstraint::are_met_together(known) {
            let finding = one.found(
                Rule::TERRAFORM_VERSION_CONSTRAINT,
                "no version meets this and the others of the module",
            );
            report.add(finding.wants("a range with versions in it"));
        }
    }
    for module in model.section(Section::Module) {
        if let Some(text) = module.text("version").filter(|text| !is_formed(text)) {
            let message = "this is not a version constraint";
            report.add(malformed(
                module.found(Rule::TERRAFORM_VERSION_CONSTRAINT, "version", message).given(text),
            ));
        }
    }
}

fn malformed(finding: Diagnostic) -> Diagnostic {
    let given = finding.given.clone().unwrap_or_default();
    let near = given.replace("=>", ">=").replace("=<", "<=").replace("==", "=").replace("~ >", "~>");
    let near = near.trim().trim_end_matches(',').to_owned();
    let hint = Some(near).filter(|near| *near != given && VersionConstraint::has_form(near));
    finding.wants("versions with =, !=, >, >=, <, <= or ~> before them, and commas between").maybe_hint(hint)
}

/// Expressions have a rule of their own.
fn is_formed(text: &str) -> bool {
    text.contains("${") || VersionConstraint::has_form(text)
}

/// The constraints of a document on Terraform and on providers.
pub(crate) fn constraints(document: &Document) -> Vec<Constraint<'_>> {
    let mut found = Vec::new();
    for item in document.items() {
        let Some(block) = item.block() else { continue };
        let own = match item.section {
            Section::Terraform => Some(("required_version", TERRAFORM.to_owned())),
            Section::Provider => Some(("version", source(item.name.as_str(), document))),
            _ => None,
        };
        if let Some((name, of)) = own
            && let Some(Content::Literal(Literal::Text(text))) = block.get(name)
        {
            found.push(Constraint { item, path: path(item).key(name), text, of });
        }
        if let (Section::Terraform, Some(Content::Literal(Literal::Object(providers)))) =
            (item.section, block.get("required_providers"))
        {
            found.extend(providers.iter().filter_map(|(name, entry)| required(item, name, entry)));
        }
    }
    found
}

fn required<'a>(item: &'a Item, name: &str, entry: &'a Literal) -> Option<Constraint<'a>> {
    let place = path(item).key("required_providers").key(name);
    match entry {
        Literal::Text(text) => Some(Constraint { item, path: place, text, of: normal(name) }),
        Literal::Object(entries) => {
            let of = text_of(entries, "source").map_or_else(|| normal(name), normal);
            text_of(entries, "version").map(|text| Constraint { item, path: place.key("version"), text, of })
        }
        _ => None,
    }
}

fn text_of<'a>(entries: &'a [(String, Literal)], name: &str) -> Option<&'a str> {
    entries.iter().find_map(|(key, value)| match value {
        Literal::Text(text) if key == name => Some(text.as_str()),
        _ => None,
    })
}

/// The source of the provider that a module has under a name.
fn source(name: &str, document: &Document) -> String {
    let settings = document.items().iter().filter(|item| item.section == Section::Terraform);
    let mut found = settings.filter_map(|item| match item.block()?.get("required_providers")? {
        Content::Literal(Literal::Object(providers)) => {
            let (_, entry) = providers.iter().find(|(key, _)| key == name)?;
            match entry {
                Literal::Object(entries) => text_of(entries, "source").map(normal),
                _ => None,
            }
        }
        _ => None,
    });
    found.next_back().unwrap_or_else(|| normal(name))
}

/// A source with its namespace, without the hosts of the public registries.
pub(crate) fn normal(source: &str) -> String {
    let source = source.to_lowercase();
    let public = ["registry.terraform.io/", "registry.opentofu.org/"];
    let source = public.iter().find_map(|host| source.strip_prefix(host)).unwrap_or(&source);
    if source.contains('/') { source.to_owned() } else { format!("hashicorp/{source}") }
}

#[cfg(test)]
mod tests {
    use super::super::trial::found;

    fn refused(text: &str) -> Vec<String> {
        found("terraform/version-constraint", text)
    }

    #[test]
    fn a_constraint_has_the_form_of_one() {
        assert_eq!(
            refused("terraform {\n  required_version = \"=> 1.5\"\n}\n"),
            ["terraform.required_version"]
        );
        let provider = "terraform {\n  required_providers {\n    aws = {\n      version = \"latest\"\n    }\n    b = \"x\"\n  }\n}\n";
        assert_eq!(
            refused(provider),
            ["terraform.required_providers.aws.version", "terraform.required_providers.b"]
        );
        assert_eq!(refused("provider \"aws\" {\n  version = \"~ > 2\"\n}\n"), ["provider.aws.version"]);
        let module = "module \"m\" {\n  source = \"a/b/c\"\n  version = \">== 5\"\n}\n";
        assert_eq!(refused(module), ["module.m.version"]);
        assert_eq!(refused("terraform {\n  required_version = \"~> 1.5, < 1.9.0.1\"\n}\n"), [""; 0]);
    }

    #[test]
    fn some_version_meets_all_constraints() {
        let with = |version: &str, other: &str| {
            refused(&format!(
                "terraform {{\n  required_providers {{\n    aws = {{\n      source = \"hashicorp/aws\"\n      version = \"{version}\"\n    }}\n  }}\n}}\nprovider \"aws\" {{\n  version = \"{other}\"\n}}\n"
            ))
        };
        assert_eq!(with("~> 5.0, >= 6.1", "> 0"), ["terraform.required_providers.aws.version"]);
        assert_eq!(with("~> 5.0", ">= 6.1"), ["provider.aws.version"]);
        assert_eq!(with("~> 5.0", ">= 5.100"), [""; 0]);
    }
}
