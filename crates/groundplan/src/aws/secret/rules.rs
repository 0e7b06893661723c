use super::Blueprint;
use crate::aws::Resolver;
use crate::diagnostic::{Diagnostic, Path, Rule, rules};
use crate::unit::is_name;

rules! {
    /// A secret's name is made of letters, digits and single hyphens.
    ///
    /// The name becomes part of names in AWS and in Terraform, which know few other characters.
    SECRET_NAME = error "secret/name", "https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html";

    /// A secret that exists already is named by its whole ARN.
    ///
    /// Tasks are given the right to read this one secret, which takes its ARN.
    SECRET_ARN = error "secret/arn", "https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_iam-permissions.html#iam-resources";

    /// The key of a secret that exists already, of a parameter or of a file of variables is named by its whole ARN.
    ///
    /// Tasks are given the right to decrypt with it; without that right they never start. A secret that
    /// groundplan makes has the environment's key.
    SECRET_KEY = error "secret/key", "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html";

    /// A deleted secret can be taken back for 7 to 30 days, or not at all.
    ///
    /// AWS takes 0 or 7 to 30.
    SECRET_RECOVERY = error "secret/recovery", "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html";
}

pub(super) fn check(secrets: &[Blueprint], resolver: &mut Resolver<'_>) {
    for secret in secrets {
        let path = Path::of("secrets").key(&secret.name);
        name(secret, &path, resolver);
        arn(secret, &path, resolver);
        key(secret, &path, resolver);
        recovery(secret, &path, resolver);
    }
}

fn name(secret: &Blueprint, path: &Path, resolver: &mut Resolver<'_>) {
    if !is_name(&secret.name) {
        let message = format!("`{}` cannot be the name of a secret", secret.name);
        let finding = Diagnostic::new(Rule::SECRET_NAME, path.clone(), message)
            .given(&secret.name)
            .wants("letters and digits, in words joined by hyphens, such as `dbPassword` or `db-password`");
        resolver.report(finding);
    }
}

fn arn(secret: &Blueprint, path: &Path, resolver: &mut Resolver<'_>) {
    let Some(arn) = &secret.existing else { return };
    let parts: Vec<&str> = arn.splitn(7, ':').collect();
    if !matches!(parts.as_slice(), ["arn", _, "secretsmanager", _, _, "secret", name] if !name.is_empty()) {
        let finding =
            Diagnostic::new(Rule::SECRET_ARN, path.clone().key("arn"), "`arn` is not the ARN of a secret")
                .given(arn)
                .wants("arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME-SUFFIX");
        resolver.report(finding);
    }
}

fn key(secret: &Blueprint, path: &Path, resolver: &mut Resolver<'_>) {
    let Some(key) = &secret.existing_key else { return };
    let parts: Vec<&str> = key.splitn(6, ':').collect();
    let known = matches!(parts.as_slice(), ["arn", _, "kms", _, _, id] if id.starts_with("key/"));
    if !known || secret.existing.is_none() {
        let message = if known {
            "only a secret that exists already has a key of its own"
        } else {
            "`kmsKey` is not the ARN of a KMS key"
        };
        let finding = Diagnostic::new(Rule::SECRET_KEY, path.clone().key("kmsKey"), message).given(key);
        resolver.report(finding.wants("beside `arn`: arn:aws:kms:REGION:ACCOUNT:key/ID"));
    }
}

fn recovery(secret: &Blueprint, path: &Path, resolver: &mut Resolver<'_>) {
    let days = secret.recovery.as_u32();
    if days != 0 && !(7..=30).contains(&days) {
        let message = "AWS cannot keep a deleted secret for so long";
        let finding = Diagnostic::new(Rule::SECRET_RECOVERY, path.clone().key("recovery"), message)
            .given(*secret.recovery)
            .wants("0 days, or 7 to 30 days")
            .hint(if days < 7 { "7 days" } else { "30 days" });
        resolver.report(finding);
    }
}
