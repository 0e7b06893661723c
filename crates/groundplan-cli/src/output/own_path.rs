/// Whether groundplan can have written a file of this path below the folder. A manifest is a file that anybody can edit:
/// what it lists beside these paths is somebody else's.
pub(super) fn is_own_path(path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    match parts.as_slice() {
        [file] | [_, file] if is_prose(file) => true,
        ["bootstrap", rest @ ..] | [_, "bootstrap", rest @ ..] if is_in_module("bootstrap", rest) => true,
        ["environments", name, rest @ ..] | [_, "environments", name, rest @ ..] => is_in_module(name, rest),
        _ => false,
    }
}

fn is_prose(file: &str) -> bool {
    matches!(file, "README.md" | ".gitignore")
}

/// Whether a file is one of a root module's own, or its test.
fn is_in_module(name: &str, rest: &[&str]) -> bool {
    match rest {
        [file] => is_terraform(name, file),
        ["tests", file] => file.strip_suffix(".tftest.json") == Some(name),
        _ => false,
    }
}

/// Override files, and the backend that README has users write, are never groundplan's.
fn is_terraform(module: &str, file: &str) -> bool {
    let stem = file.strip_suffix(".tf.json").or_else(|| file.strip_suffix(".tf"));
    stem.is_some_and(|stem| {
        let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        !stem.is_empty()
            && stem.bytes().all(is_plain)
            && stem != "override"
            && !stem.ends_with("_override")
            && (module, stem) != ("bootstrap", "backend")
    })
}

#[cfg(test)]
mod tests {
    use groundplan::Format;

    use super::*;
    use crate::testing::{made, spec};

    #[test]
    fn what_is_written_can_be_written() {
        let source = spec(
            "stack: shop\nregion: eu-west-1\nservices: { front-end: { image: 'ghcr.io/a/b:1' } }\n\
             environments: { dev: {}, Trial-2: { tier: development } }\n",
        );
        let synthesis = made(&source).unwrap();
        for format in [Format::Json, Format::Hcl] {
            for file in synthesis.files_with_tests(format) {
                assert!(is_own_path(&file.path), "{}", file.path);
                assert!(is_own_path(&format!("shop/{}", file.path)), "shop/{}", file.path);
            }
        }
    }

    #[test]
    fn what_others_write_cannot() {
        for path in [
            "terraform.tfvars",
            ".git/config",
            ".github/workflows/deploy.yaml",
            "main.tf",
            "modules/web/main.tf",
            "bootstrap/backend.tf.json",
            "bootstrap/terraform.tfstate",
            "bootstrap/destroy_override.tf.json",
            "environments/dev/override.tf",
            "environments/dev/dev.auto.tfvars",
            "environments/dev/.terraform.lock.hcl",
            "environments/dev/tests/mine.tftest.json",
            "environments/dev/deep/er/network.tf.json",
            "environments/README.txt",
            "a/b/README.md",
        ] {
            assert!(!is_own_path(path), "{path}");
        }
    }
}
