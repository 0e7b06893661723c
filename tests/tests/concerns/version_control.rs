//! What matters is committed, and what is secret is not.

use std::path::Path;
use std::process::Command;

use groundplan_tests::repository;

use super::{case, file, readme};

#[test]
fn version_control_keeps_what_matters() {
    let ignore = file(&case("state/both").accepted().files(), ".gitignore");
    let folder = tempfile::tempdir().expect("a folder can be made");
    repository::run(Command::new("git").current_dir(folder.path()).args(["init", "--quiet"]));
    std::fs::write(folder.path().join(".gitignore"), ignore).expect("the file can be written");
    for made in case("state/both").accepted().files() {
        assert!(!is_ignored(folder.path(), &made.path), "{} is the infrastructure", made.path);
    }
    for kept in [
        "bootstrap/.terraform.lock.hcl",
        "environments/try/.terraform.lock.hcl",
        "environments/try/network_override.tf.json",
        "environments/try/override.tf.json",
        "environments/try/extra.tf",
    ] {
        assert!(!is_ignored(folder.path(), kept), "{kept} must be committed");
    }
    for dropped in [
        ".terraform/providers/x",
        "environments/try/.terraform/terraform.tfstate",
        "bootstrap/terraform.tfstate",
        "bootstrap/terraform.tfstate.backup",
        "environments/try/terraform.tfstate.1700000000.backup",
        "environments/try/try.tfbackend",
        "environments/try/terraform.tfvars",
        "environments/try/secret.auto.tfvars",
        "environments/try/secret.auto.tfvars.json",
        "environments/try/release.tfplan",
        "environments/try/tfplan",
        "crash.log",
        ".terraformrc",
    ] {
        assert!(is_ignored(folder.path(), dropped), "{dropped} must not be committed");
    }
    lock_files_know_every_platform();
}

fn is_ignored(folder: &Path, path: &str) -> bool {
    let status = Command::new("git")
        .current_dir(folder)
        .args(["check-ignore", "--quiet", "--no-index", path])
        .status();
    status.expect("git can be asked").success()
}

fn lock_files_know_every_platform() {
    let text = readme("state/both");
    for folder in ["bootstrap", "environments/try", "environments/pre"] {
        let start = format!("terraform -chdir={folder} providers lock ");
        let line = text
            .lines()
            .find(|line| line.starts_with(&start))
            .unwrap_or_else(|| panic!("no lock for {folder}"));
        for platform in ["linux_amd64", "linux_arm64", "darwin_arm64", "windows_amd64"] {
            assert!(line.contains(&format!("-platform={platform}")), "{line}");
        }
    }
}
