//! The program that applies the output.

use super::synthesis::{BOOTSTRAP, File};

/// Who applies what was made. Root modules are the same for both, but README and tests differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tool {
    /// HashiCorp's Terraform, 1.10 or newer.
    #[default]
    Terraform,
    /// OpenTofu, 1.10 or newer: the first that locks state in S3 without a table.
    /// <https://github.com/opentofu/opentofu/blob/v1.10/CHANGELOG.md>
    OpenTofu,
}

/// Commands first: the name of the program is lower case there, and everywhere else the product is meant.
/// `terraform.tfstate`, `.terraform/` and `.terraform.lock.hcl` have these names with OpenTofu too.
/// <https://opentofu.org/docs/intro/migration/>
const WORDS: [(&str, &str); 3] =
    [("terraform -chdir", "tofu -chdir"), ("`terraform ", "`tofu "), ("Terraform ", "OpenTofu ")];

impl Tool {
    /// Puts the program's name into what is for people: `README.md`.
    pub(super) fn prose(self, text: String) -> String {
        match self {
            Self::Terraform => text,
            Self::OpenTofu => WORDS.iter().fold(text, |text, (old, new)| text.replace(old, new)),
        }
    }

    /// As [`Tool::prose`], of a file of the bootstrap, whose outputs describe commands.
    pub(super) fn described(self, file: File) -> File {
        match self {
            Self::OpenTofu if file.path.starts_with(BOOTSTRAP) => {
                File { text: file.text.replace("`terraform output", "`tofu output"), ..file }
            }
            _ => file,
        }
    }

    /// Whether values given in tests count when planned only where the test says so. OpenTofu plans with them in any case,
    /// and refuses the argument.
    /// <https://developer.hashicorp.com/terraform/language/tests/mocking#override-during-plan>,
    /// <https://opentofu.org/docs/cli/commands/test/>
    pub(super) fn overrides_when_asked(self) -> bool {
        self == Self::Terraform
    }

    /// The oldest version that runs the tests.
    pub(super) fn of_tests(self) -> &'static str {
        match self {
            Self::Terraform => "Terraform 1.11",
            Self::OpenTofu => "OpenTofu 1.10",
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Format, Stack, Tool};

    const SPEC: &str = r#"{"stack": "s", "region": "eu-west-1", "environments": {"dev": {}},
        "services": {"api": {"image": "public.ecr.aws/nginx/nginx:1.27.5-alpine"}}}"#;

    #[test]
    fn only_the_program_differs() {
        let made = Stack::synth_json(SPEC).unwrap();
        let with = made.clone().for_tool(Tool::OpenTofu);
        for (terraform, tofu) in
            made.files_with_tests(Format::Json).into_iter().zip(with.files_with_tests(Format::Json))
        {
            assert_eq!(terraform.path, tofu.path);
            for line in tofu.text.lines() {
                assert!(!line.contains("terraform -chdir") && !line.contains("override_during"), "{line}");
                assert!(!line.contains(" Terraform "), "{line}");
            }
            let differs = terraform.path == "README.md"
                || terraform.path.contains("tftest")
                || terraform.path == "bootstrap/state.tf.json";
            assert!(differs || terraform.text == tofu.text, "{}", terraform.path);
        }
        let readme = with.files().into_iter().find(|file| file.path == "README.md").unwrap().text;
        assert!(readme.contains("They need OpenTofu 1.10 or newer"), "{readme}");
        assert!(readme.contains("tofu -chdir=bootstrap init"), "{readme}");
        assert!(readme.contains("bootstrap/terraform.tfstate"), "{readme}");
    }
}
