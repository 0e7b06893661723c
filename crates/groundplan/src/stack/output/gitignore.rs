use super::format::Format;

/// The `.gitignore` of an output folder. It also lists what must be committed, since many templates
/// of `.gitignore` exclude lock files and overrides.
pub(in crate::stack) fn text(format: Format) -> String {
    let ending = format.ending();
    format!(
        "# Commit *.{ending}, *_override.{ending}, .terraform.lock.hcl and .groundplan.json: they define the infrastructure.\n{REST}"
    )
}

const REST: &str = "\
# Never commit caches, state, plans, or files that may contain secrets:
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
.groundplan-*/
";
