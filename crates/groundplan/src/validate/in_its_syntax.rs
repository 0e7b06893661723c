//! What is so in one of Terraform's two syntaxes alone.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::terraform::read;

/// A finding about what only Terraform's JSON does: its native syntax refuses an expression in a backend, and reads escapes
/// in a default. OpenTofu evaluates both syntaxes there.
/// <https://opentofu.org/docs/language/settings/backends/configuration/#variables-and-locals>
pub(super) fn in_its_syntax(finding: Diagnostic) -> Option<Diagnostic> {
    let name = finding.file.as_deref().unwrap_or_default();
    let is_native = read::Syntax::of(name) == Some(read::Syntax::Native);
    match finding.rule.code {
        code if code == Rule::TERRAFORM_BACKEND_VALUE.code && name.contains(".tofu") => None,
        code if code == Rule::TERRAFORM_BACKEND_VALUE.code && is_native => {
            let message = "a backend cannot have an expression: only OpenTofu evaluates it".to_owned();
            Some(Diagnostic { message, ..finding })
        }
        code if code == Rule::TERRAFORM_DEFAULT.code && is_native => {
            Some(finding).filter(|finding| finding.rule.severity == Severity::Error)
        }
        _ => Some(finding),
    }
}

#[cfg(test)]
mod tests {
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
}
