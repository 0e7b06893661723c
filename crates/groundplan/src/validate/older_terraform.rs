//! Modules for Terraform before 1.0, whose language has other functions and took blocks for maps.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::schema;
use crate::terraform::{Content, Document, Literal, Section, Version, VersionConstraint};

/// What `required_version` takes, where none of it has the language that is checked here.
pub(super) fn taken(document: &Document) -> Option<String> {
    let first = Version::parse("1.0.0")?;
    let settings = document.items().iter().filter(|item| item.section == Section::Terraform);
    let mut texts = settings.filter_map(|item| match item.block()?.get("required_version")? {
        Content::Literal(Literal::Text(text)) => Some(text),
        _ => None,
    });
    texts.find(|text| VersionConstraint::parse(text).is_some_and(|taken| !taken.takes_from(&first))).cloned()
}

/// A finding in such a module: what today's Terraform refuses, that one may have taken.
pub(super) fn tempered(finding: Diagnostic, taken: Option<&String>) -> Diagnostic {
    let Some(taken) = taken.filter(|_| is_of_language(&finding)) else { return finding };
    let message = format!("{}, by Terraform 1.0 and newer; this module takes {taken}", finding.message);
    let rule = Rule { severity: Severity::Warning, ..finding.rule };
    Diagnostic { message, rule, ..finding }
}

fn is_of_language(finding: &Diagnostic) -> bool {
    let is_rule = finding.rule.code.starts_with("terraform/") || schema::rules().contains(&finding.rule);
    is_rule && finding.rule.severity == Severity::Error
}

#[cfg(test)]
mod tests {
    use crate::configuration::Tree;
    use crate::diagnostic::Severity;
    use crate::schema::Schema;

    fn found(required: &str) -> Vec<(&'static str, Severity)> {
        let text = format!(
            "terraform {{\n  required_version = \"{required}\"\n}}\nlocals {{\n  a = map(\"a\", 1)\n}}\nresource \"aws_sns_topic\" \"a\" {{\n  tags {{\n    a = 1\n  }}\n}}\n"
        );
        let tree = Tree { files: vec![("main.tf", &text)], is_whole: true, ..Tree::default() };
        let checked = crate::validate::modules(&tree, Some(Schema::bundled()));
        checked.report.diagnostics().iter().map(|one| (one.rule.code, one.rule.severity)).collect()
    }

    #[test]
    fn what_an_older_terraform_takes_is_no_error_there() {
        let with = |severity| vec![("schema/block", severity), ("terraform/function", severity)];
        let sorted = |required| {
            let mut found = found(required);
            found.sort_unstable_by_key(|(code, _)| *code);
            found
        };
        assert_eq!(sorted("~> 0.11.6"), with(Severity::Warning));
        assert_eq!(sorted(">= 0.12"), with(Severity::Error));
    }
}
