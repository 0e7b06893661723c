//! Configurations of providers: each there once, and there where it is referred to.

use std::collections::BTreeSet;

use crate::diagnostic::{Path, Report, Rule, rules};
use crate::model::{Model, Place};
use crate::terraform::{Content, Literal, Section};

rules! {
    /// A configuration of a provider is there once, and those with an alias are there where something refers to them.
    ///
    /// Terraform refuses two without an alias, or with the same one, and an alias that neither a `provider` block nor
    /// `configuration_aliases` has.
    TERRAFORM_PROVIDER = error "terraform/provider", "https://developer.hashicorp.com/terraform/language/providers/configuration#alias-multiple-provider-configurations";
}

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    let mut configured = BTreeSet::new();
    for provider in model.section(Section::Provider) {
        let Some(name) = name(&provider) else { continue };
        if !configured.insert(name.clone()) {
            let finding = provider.found(Rule::TERRAFORM_PROVIDER, "", format!("{name} is configured twice"));
            report.add(finding.wants("one block, or another `alias` in one of them"));
        }
    }
    if configured.is_empty() && !is_read_whole(model) {
        return;
    }
    configured.extend(expected(model));
    for section in [Section::Resource, Section::Data, Section::Ephemeral, Section::Module] {
        for place in model.section(section) {
            used(&place, &configured, report);
        }
    }
}

/// The configurations that a resource or a call names.
fn used(place: &Place<'_>, configured: &BTreeSet<String>, report: &mut Report) {
    let name = if place.item.section == Section::Module { "providers" } else { "provider" };
    let Some(Content::Literal(literal)) = place.item.block().and_then(|block| block.get(name)) else {
        return;
    };
    let passed: Vec<(Option<&str>, &Literal)> = match literal {
        Literal::Object(entries) => entries.iter().map(|(key, used)| (Some(key.as_str()), used)).collect(),
        one => vec![(None, one)],
    };
    for (key, used) in passed {
        let Literal::Bare(used) = used else { continue };
        if used.contains('.') && !used.contains('[') && !configured.contains(used.as_str()) {
            let message = format!("unknown provider configuration {used}");
            let mut finding = place.found(Rule::TERRAFORM_PROVIDER, name, message).given(used);
            finding.path = key.into_iter().fold(finding.path, Path::key);
            let known: Vec<&str> = configured.iter().map(String::as_str).collect();
            report.add(finding.wants(match known.as_slice() {
                [] => "the alias of a `provider` block, or one in `configuration_aliases`".to_owned(),
                known => format!("one of {}", known.join(", ")),
            }));
        }
    }
}

/// Whether the document has settings of its own: a part of a module may lack its providers.
fn is_read_whole(model: &Model<'_>) -> bool {
    model.section(Section::Terraform).next().is_some()
}

/// `aws`, or `aws.west`; nothing where several are made of one block.
fn name(provider: &Place<'_>) -> Option<String> {
    if provider.may_have("for_each") {
        return None;
    }
    let own = provider.item.name.to_string();
    match provider.item.block()?.get("alias") {
        None => Some(own),
        Some(Content::Literal(Literal::Text(alias))) => Some(format!("{own}.{alias}")),
        Some(Content::Value(value)) => crate::model::text(value).map(|alias| format!("{own}.{alias}")),
        Some(_) => None,
    }
}

/// What the caller gives, by `configuration_aliases`.
fn expected(model: &Model<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for settings in model.section(Section::Terraform) {
        if let Some(Content::Literal(literal)) =
            settings.item.block().and_then(|block| block.get("required_providers"))
        {
            aliases(literal, &mut found);
        }
    }
    found
}

/// Every text in a literal that may be an alias; sources and versions are none.
fn aliases(literal: &Literal, found: &mut Vec<String>) {
    match literal {
        Literal::Text(text) => found.push(text.trim().to_owned()),
        Literal::Bare(words) => found.push(words.to_string()),
        Literal::List(all) => all.iter().for_each(|one| aliases(one, found)),
        Literal::Object(entries) => {
            let is_other = |key: &str| key == "source" || key == "version";
            let may_be = entries.iter().filter(|(key, _)| !is_other(key.as_str()));
            may_be.for_each(|(_, one)| aliases(one, found));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::super::trial::found;

    fn refused(text: &str) -> usize {
        found("terraform/provider", text).len()
    }

    #[test]
    fn configurations_are_listed_without_sources_and_versions() {
        let text = "terraform {\n  required_providers {\n    aws = {\n      source = \"hashicorp/aws\"\n      version = \"~> 6.0\"\n    }\n  }\n}\nprovider \"aws\" {}\nresource \"aws_eip\" \"a\" {\n  provider = aws.west\n}\n";
        let (document, _) = crate::terraform::read::module([("main.tf", text)]);
        let report = crate::lint::check(&document);
        let wanted = report.diagnostics().iter().find(|one| one.rule.code == "terraform/provider");
        assert_eq!(wanted.and_then(|one| one.wants.as_deref()), Some("one of aws"));
    }

    #[test]
    fn a_configuration_is_there_where_it_is_referred_to() {
        let main = "provider \"aws\" {}\n";
        let west = "provider \"aws\" {\n  alias = \"west\"\n}\n";
        let user = "resource \"aws_eip\" \"a\" {\n  provider = aws.west\n}\n";
        let expects = "terraform {\n  required_providers {\n    aws = {\n      source = \"hashicorp/aws\"\n      configuration_aliases = [aws.west, aws.east]\n    }\n  }\n}\n";
        assert_eq!(refused(&format!("{main}{user}")), 1);
        assert_eq!(refused(&format!("terraform {{}}\n{user}")), 1);
        assert_eq!(refused(&format!("{main}{west}{user}")), 0);
        assert_eq!(refused(&format!("{expects}{user}")), 0);
        assert_eq!(refused(&format!("{main}{main}")), 1);
        assert_eq!(refused(&format!("{west}{west}")), 1);
        let call = "module \"m\" {\n  source = \"./m\"\n  providers = {\n    aws = aws.west\n    aws.x = aws\n  }\n}\n";
        assert_eq!([refused(&format!("{main}{call}")), refused(&format!("{main}{west}{call}"))], [1, 0]);
        assert_eq!([refused(&format!("{expects}{call}")), refused(call)], [0, 0]);
        assert_eq!(refused("provider \"aws\" {\n  alias    = \"by\"\n  for_each = toset([\"a\"])\n}\n"), 0);
    }
}
