use super::Blueprint;
use crate::aws::{EnvironmentContext, key};
use crate::decision::Decided;
use crate::terraform::{Address, Document, Text, block, object, text};

impl Blueprint {
    /// The key that a reader must be allowed to use, unless it is Amazon's own.
    pub(crate) fn key(&self, key: &key::Blueprint) -> Option<Decided<Text>> {
        match &self.existing {
            Some(_) => self.existing_key.as_ref().map(|key| key.map(|key| key.clone().into())),
            None => key::arn(key).transpose().map(|key| key.map(|key| Text::from(key.clone()))),
        }
    }

    /// Where its value is set, unless it exists already: Terraform's address, and the output with its ARN.
    pub(crate) fn to_set(&self) -> Option<(String, String)> {
        let address = Address::resource("aws_secretsmanager_secret", self.label.clone()).to_string();
        self.existing.is_none().then(|| (address, self.output()))
    }

    fn output(&self) -> String {
        format!("secret_{}", self.label)
    }

    /// The ARN of the whole secret, which a policy names.
    pub(crate) fn arn(&self) -> Text {
        match &self.existing {
            Some(arn) => arn.to_string().into(),
            None => Address::resource("aws_secretsmanager_secret", self.label.clone()).attr("arn").into(),
        }
    }
}

/// What a container definition names: the ARN and, for one value of a JSON object, its key.
pub(crate) fn value_from(secret: &Blueprint, key: Option<&str>) -> Text {
    match key {
        Some(key) => text![secret.arn(), format!(":{key}::")],
        None => secret.arn(),
    }
}

/// Adds the secrets that don't exist yet, without their values. AWS keeps the name of a deleted secret for as long as it
/// can be restored, so the name ends in letters of the provider's: one that comes back has another.
pub(crate) fn emit(
    secrets: &[Blueprint],
    key: &key::Blueprint,
    context: &EnvironmentContext,
    document: &mut Document,
) {
    let mut file = document.file("secrets");
    for secret in secrets.iter().filter(|secret| secret.existing.is_none()) {
        let mut file = file.because(&secret.origins);
        let address = file.resource(
            "aws_secretsmanager_secret",
            secret.label.clone(),
            block! {
                name_prefix             = context.path(&[&secret.name]).map(|path| format!("{path}-")),
                description             = secret.description.as_ref(),
                kms_key_id              = encryption_key(key),
                recovery_window_in_days = secret.recovery.map(|days| days.as_u32()),
                tags                    = object! { "Name": context.path(&[&secret.name]) },
            },
        );
        file.output(
            secret.output(),
            block! {
                description = format!("The secret {}; its value is set outside of Terraform", secret.name),
                value       = address.attr("arn"),
            },
        );
    }
}

/// The key that encrypts a secret. Amazon's own is named as well: where the argument is taken away, the provider leaves a secret
/// with the key that it had (<https://github.com/hashicorp/terraform-provider-aws/issues/21623>), which may be gone.
fn encryption_key(key: &key::Blueprint) -> Decided<Text> {
    key::arn(key)
        .map(|arn| arn.as_ref().map_or_else(|| "alias/aws/secretsmanager".into(), |arn| arn.clone().into()))
}
