//! What is so in one of Terraform's two syntaxes alone.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::terraform::{Document, Item, Section, read};

/// A finding about what only Terraform's JSON does: its native syntax refuses an expression in a backend, and reads escapes
/// in a default. OpenTofu evaluates both syntaxes there.
/// <https://opentofu.org/docs/language/settings/backends/configuration/#variables-and-locals>
pub(super) fn in_its_syntax(finding: Diagnostic, is_opentofu: bool) -> Option<Diagnostic> {
    let name = finding.file.as_deref().unwrap_or_default();
    let is_native = read::Syntax::of(name) == Some(read::Syntax::Native);
    match finding.rule.code {
        code if code == Rule::TERRAFORM_BACKEND_VALUE.code && name.contains(".tofu") => None,
        code if code == Rule::TERRAFORM_BACKEND_VALUE.code && is_native => {
            let message = "a backend cannot have an expression: only OpenTofu evaluates it".to_owned();
            let severity = if is_opentofu { Severity::Warning } else { Severity::Error };
            Some(Diagnostic { message, rule: Rule { severity, ..finding.rule }, ..finding })
        }
        code if code == Rule::TERRAFORM_DEFAULT.code && is_native => {
            Some(finding).filter(|finding| finding.rule.severity == Severity::Error)
        }
        _ => Some(finding),
    }
}

/// Whether a module has what OpenTofu alone reads, so that it is written for that.
/// <https://opentofu.org/docs/language/files/>, <https://opentofu.org/docs/language/state/encryption/>
pub(super) fn is_opentofu(document: &Document, files: &[(&str, &str)]) -> bool {
    let has = |item: &Item, name: &str| item.block().is_some_and(|block| block.get(name).is_some());
    files.iter().any(|(name, _)| name.ends_with(".tofu") || name.ends_with(".tofu.json"))
        || document.items().iter().any(|item| match item.section {
            Section::Terraform => has(item, "encryption"),
            Section::Provider => has(item, "for_each"),
            _ => false,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(files: &[(&str, &str)]) -> Vec<&'static str> {
        let report = crate::validate::files(files.iter().copied(), None);
        report.diagnostics().iter().map(|finding| finding.rule.code).collect()
    }

    #[test]
    fn what_only_json_does_is_not_reported_of_the_native_syntax() {
        let default = "variable \"a\" {\n  default = \"$${name}\"\n}\n";
        assert_eq!(codes(&[("a.tf", default)]), [""; 0]);
        let reference = "variable \"a\" {\n  default = [-1, \"x-${data.aws_region.a.name}\"]\n}\ndata \"aws_region\" \"a\" {}\n";
        assert!(codes(&[("a.tf", reference)])[0].starts_with("terraform/default"));
        let json = r#"{"variable": {"a": {"default": "$${name}"}}}"#;
        assert_eq!(codes(&[("a.tf.json", json)]).len(), 1);
        let backend = "variable \"a\" {\n  default = 1\n}\nterraform {\n  backend \"s3\" {\n    key = \"a/${var.a}\"\n  }\n}\n";
        assert_eq!(codes(&[("a.tf", backend)]).len(), 1);
        assert_eq!(codes(&[("a.tofu", backend)]), [""; 0]);
    }

    #[test]
    fn a_backend_is_evaluated_by_opentofu_alone() {
        let severity = |key: &str, files: &[(&str, &str)]| {
            let text = format!(
                "variable \"a\" {{\n  default = 1\n}}\nterraform {{\n  backend \"s3\" {{\n    key = {key}\n  }}\n}}\n"
            );
            let files = files.iter().copied().chain([("main.tf", text.as_str())]);
            let report = crate::validate::files(files, None);
            report.diagnostics().first().map(|finding| finding.rule.severity)
        };
        for evaluated in
            ["var.a", "\"x/${var.a}\"", "upper(\"a\")", "terraform.workspace", "\"${path.module}/a\""]
        {
            assert_eq!(severity(evaluated, &[]), Some(Severity::Error), "{evaluated}");
        }
        for plain in ["\"a\"", "\"${\"a\"}\"", "1 + 1"] {
            assert_eq!(severity(plain, &[]), None, "{plain}");
        }
        let encrypted = "terraform {\n  encryption {}\n}\n";
        assert_eq!(severity("var.a", &[("b.tofu", "")]), Some(Severity::Warning));
        assert_eq!(severity("var.a", &[("b.tf", encrypted)]), Some(Severity::Warning));
    }
}
