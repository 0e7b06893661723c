use crate::spec::string_enum;

string_enum! {
    /// Who owns the key that encrypts logs, secrets and alarm topics.
    pub enum Encryption {
        /// The environment has a KMS key of its own: its use is logged, and access can be taken away.
        CustomerKey = "customerKey",
        /// Amazon's own keys, free of charge.
        AwsManaged = "awsManaged",
    }
}
