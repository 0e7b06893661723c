use super::format::Format;

/// The `.gitignore` of an output folder. What must be committed is said as well: many a template of
/// `.gitignore` drops lock files and overrides.
pub(super) fn text(format: Format) -> String {
    let ending = format.ending();
    format!(
        "# Commit *.{ending}, *_override.{ending}, .terraform.lock.hcl and .groundplan.json: they are the infrastructure.\n{REST}"
    )
}

const REST: &str = "\
# Never commit what follows: caches, state, plans, and files that may hold secrets.
.terraform/
*.tfstate
*.tfstate.*
*.tfplan
tfplan
crash.log
crash.*.log
*.auto.tfvars
*.auto.tfvars.json
terraform.tfvars
terraform.tfvars.json
*.tfbackend
bootstrap/backend.tf.json
bootstrap/destroy_override.tf.json
.terraformrc
terraform.rc
";
