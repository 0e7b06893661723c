//! What a module says of the providers that it needs.

use crate::diagnostic::{Diagnostic, Report, Rule, nearest, rules};
use crate::model::{Model, Place};
use crate::terraform::{Content, Literal, Section};

rules! {
    /// A required provider has a source and a version, in the form of an address.
    ///
    /// Terraform refuses other arguments, two blocks in one, and a source that is not a type, a namespace and a type, or a
    /// host name before both.
    TERRAFORM_REQUIRED_PROVIDER = error "terraform/required-provider", "https://developer.hashicorp.com/terraform/language/providers/requirements";
}

const KNOWN: [&str; 3] = ["configuration_aliases", "source", "version"];

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    for settings in model.section(Section::Terraform) {
        let Some(Content::Literal(literal)) =
            settings.item.block().and_then(|block| block.get("required_providers"))
        else {
            continue;
        };
        match literal {
            Literal::Object(providers) => {
                for (name, provider) in providers {
                    self::provider(&settings, name, provider, report);
                }
            }
            Literal::List(blocks) if blocks.len() > 1 => {
                let message = "`required_providers` is there twice";
                let finding =
                    settings.found(Rule::TERRAFORM_REQUIRED_PROVIDER, "required_providers", message);
                report.add(finding.wants("one block with all of them"));
            }
            _ => {}
        }
    }
}

fn provider(settings: &Place<'_>, name: &str, provider: &Literal, report: &mut Report) {
    let Literal::Object(entries) = provider else { return };
    if entries.iter().any(|(key, _)| key.starts_with('$')) {
        return;
    }
    let found = |argument: &str, message: String| -> Diagnostic {
        let mut finding = settings.found(Rule::TERRAFORM_REQUIRED_PROVIDER, "required_providers", message);
        finding.path = finding.path.key(name).key(argument);
        finding
    };
    for (argument, value) in entries {
        match value {
            _ if !KNOWN.contains(&argument.as_str()) => {
                let near = nearest(argument, KNOWN.into_iter()).map(str::to_owned);
                let finding = found(argument, format!("there is no argument `{argument}` here"));
                let wants = format!("one of {}", KNOWN.join(", "));
                report.add(finding.given(argument).wants(wants).maybe_hint(near));
            }
            Literal::Text(source) if argument == "source" && !is_source(source) => {
                let finding = found("source", "this is not the address of a provider".to_owned());
                report.add(finding.given(source).wants("an address such as hashicorp/aws"));
            }
            _ => {}
        }
    }
}

/// `aws`, `hashicorp/aws`, `example.com/own/aws`. Names in scripts of other languages are left to Terraform.
/// <https://developer.hashicorp.com/terraform/language/providers/requirements#source-addresses>
fn is_source(source: &str) -> bool {
    let parts: Vec<&str> = source.split('/').collect();
    let names = parts.get(parts.len().saturating_sub(2)..).unwrap_or_default();
    let is_name = |name: &&str| {
        let is_taken = |one: char| one.is_alphanumeric() || one == '-' || !one.is_ascii();
        !name.is_empty() && !name.starts_with('-') && !name.ends_with('-') && name.chars().all(is_taken)
    };
    let is_file = names.last().is_some_and(|name| name.starts_with("terraform-provider-"));
    parts.len() <= 3 && parts.iter().all(|part| !part.is_empty()) && names.iter().all(is_name) && !is_file
}

#[cfg(test)]
mod tests {
    use super::super::trial::found;

    fn refused(provider: &str) -> Vec<String> {
        let text = format!("terraform {{\n  required_providers {{\n    aws = {provider}\n  }}\n}}\n");
        found("terraform/required-provider", &text)
    }

    #[test]
    fn other_arguments_are_refused() {
        assert_eq!(refused("{ versions = \">= 5\" }"), ["terraform.required_providers.aws.versions"]);
        let all = "{\n    source = \"hashicorp/aws\"\n    version = \">= 5\"\n    configuration_aliases = [aws.x]\n  }";
        assert_eq!(refused(all), [""; 0]);
        assert_eq!(refused("\">= 5\""), [""; 0]);
    }

    #[test]
    fn a_source_is_the_address_of_a_provider() {
        let of = |source: &str| refused(&format!("{{ source = \"{source}\" }}")).len();
        for wrong in [
            "",
            "a/b/c/d",
            "hashi corp/aws",
            "hashicorp/terraform-provider-aws",
            "https://registry.terraform.io/hashicorp/aws",
            "hashicorp/",
            "hashi_corp/aws",
        ] {
            assert_eq!(of(wrong), 1, "{wrong}");
        }
        for right in [
            "aws",
            "hashicorp/aws",
            "HashiCorp/AWS",
            "example.com:8443/own/x-y2",
            "terraform.io/builtin/terraform",
        ] {
            assert_eq!(of(right), 0, "{right}");
        }
    }

    #[test]
    fn two_blocks_are_one_too_many() {
        let two = "terraform {\n  required_providers {\n    a = \"1\"\n  }\n  required_providers {\n    b = \"1\"\n  }\n}\n";
        assert_eq!(found("terraform/required-provider", two).len(), 1);
    }
}
