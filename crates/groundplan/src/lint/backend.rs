//! The arguments of the backend `s3`.

use super::literal::found;
use crate::diagnostic::{Report, Rule, nearest};
use crate::terraform::{Block, Item};

/// What the backend takes in any version of Terraform since 0.12 and of OpenTofu: arguments come and go with versions.
/// <https://developer.hashicorp.com/terraform/language/backend/s3>, <https://opentofu.org/docs/language/settings/backends/s3/>
const ARGUMENTS: &str = "access_key acl allowed_account_ids assume_role assume_role_duration_seconds assume_role_policy \
    assume_role_policy_arns assume_role_tags assume_role_transitive_tag_keys assume_role_with_web_identity bucket \
    custom_ca_bundle dynamodb_endpoint dynamodb_table ec2_metadata_service_endpoint ec2_metadata_service_endpoint_mode encrypt \
    endpoint endpoints external_id forbidden_account_ids force_path_style http_proxy https_proxy iam_endpoint insecure key \
    kms_key_id lock_table lock_tags max_retries no_proxy profile region retry_mode role_arn secret_key session_name \
    shared_config_files shared_credentials_file shared_credentials_files skip_credentials_validation skip_metadata_api_check \
    skip_region_validation skip_requesting_account_id skip_s3_checksum sse_customer_key state_tags sts_endpoint sts_region token \
    use_dualstack_endpoint use_fips_endpoint use_legacy_workflow use_lockfile use_path_style workspace_key_prefix";

/// Reports arguments that no version of the backend has.
pub(super) fn check(item: &Item, kind: &str, body: &Block, report: &mut Report) {
    let known = || ARGUMENTS.split_whitespace();
    let unknown = |name: &str| kind == "s3" && !known().any(|known| known == name);
    for (name, _) in body.entries().filter(|(name, _)| unknown(name)) {
        let message = format!("the backend s3 has no argument `{name}`");
        let finding = found(item, Rule::TERRAFORM_BACKEND, &["backend", kind, name], message).given(name);
        let hint = nearest(name, known()).map(str::to_owned);
        report.add(finding.wants("an argument of the backend").maybe_hint(hint));
    }
}

#[cfg(test)]
mod tests {
    use super::super::trial::found;

    #[test]
    fn an_argument_that_no_version_has_is_found() {
        let backend = |kind: &str, argument: &str| {
            format!("terraform {{\n  backend \"{kind}\" {{\n    {argument}\n  }}\n}}\n")
        };
        for (kind, argument, expected) in [
            ("s3", "bukcet = \"a\"", 1),
            ("s3", "lock_file = true", 1),
            ("s3", "use_lockfile = true", 0),
            ("s3", "role_arn = \"a\"", 0),
            ("s3", "assume_role = {\n  role_arn = \"a\"\n}", 0),
            ("gcs", "prefix = \"a\"", 0),
        ] {
            let text = backend(kind, argument);
            assert_eq!(found("terraform/backend", &text).len(), expected, "{argument}");
        }
    }
}
