use super::defaults;
use crate::spec::spec;
use crate::unit::Days;

spec! {
    /// A secret in AWS Secrets Manager. Its value is set outside of Terraform, so it is in no state file.
    pub struct Secret named name {
        /// What it is for, for people who meet it in the console.
        description(into): String,
        /// The ARN of a secret that exists already; none is made then.
        arn(into): String,
        /// The ARN of the KMS key that an existing secret is encrypted with, unless it is Amazon's own. Tasks
        /// get the right to decrypt with it.
        kms_key(into): String,
        /// How long a deleted secret can be taken back; with `0 days` it is gone at once.
        recovery(default RECOVERY): Days,
        /// The name that the secret had before. It keeps that name in AWS, and its value: a `moved` block
        /// gives Terraform its new address. Remove this only if the secret may be replaced by a new, empty
        /// one.
        renamed_from(into, renames): String,
    }
}

impl Secret {
    /// A secret by its name, such as `dbPassword`.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let password = Secret::new("dbPassword").description("Password of the orders database");
    /// ```
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// One value of a secret that holds a JSON object.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let db = Secret::new("db");
    /// let api = EcsFargateService::new("api").secret("DB_PASSWORD", db.key("password"));
    /// ```
    #[must_use]
    pub fn key(&self, key: impl Into<String>) -> SecretSource {
        SecretSource::new(self.name.clone()).key(key)
    }
}

spec! {
    /// Where a container's secret variable comes from: a secret's name, one value of its JSON object, or a parameter.
    pub struct SecretSource by secret {
        /// The name of the secret in this spec.
        secret(into): String,
        /// The key of the value, where the secret holds a JSON object.
        key(into): String,
        /// The parameter in the Parameter Store of Systems Manager, in place of a secret: its name, such as
        /// `/shop/db/password`, or its ARN. It exists already.
        ssm(into, also ["parameter", "ssmParameter"], replaces [secret, key]): String,
        /// The ARN of the KMS key that the parameter is encrypted with, unless it is Amazon's own. Tasks get the right to
        /// decrypt with it.
        kms_key(into): String,
    }
}

impl SecretSource {
    /// A secret of this spec, by its name. [`Secret::key`] takes one value of its JSON object.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let token = SecretSource::new("payments").key("token");
    /// let api = EcsFargateService::new("api").secret("PAYMENTS_TOKEN", token);
    /// ```
    #[must_use]
    pub fn new(secret: impl Into<String>) -> Self {
        Self::default().secret(secret)
    }

    /// A parameter of Systems Manager that exists already, by its name or ARN.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let api = EcsFargateService::new("api").secret("API_TOKEN", SecretSource::from_ssm("/shop/payments/token"));
    /// ```
    #[must_use]
    pub fn from_ssm(parameter: impl Into<String>) -> Self {
        Self::default().ssm(parameter)
    }
}

impl From<&Secret> for SecretSource {
    fn from(secret: &Secret) -> Self {
        Self::new(secret.name.clone())
    }
}

impl From<&str> for SecretSource {
    fn from(secret: &str) -> Self {
        Self::new(secret)
    }
}
