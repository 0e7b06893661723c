//! An S3 bucket that is private, encrypted, readable only over TLS, and free of old leftovers.

use super::policy::{Statement, document};
use crate::decision::Decided;
use crate::terraform::{Address, Addresses, Block, File, Reference, Text, block, text};

/// What differs between the buckets that groundplan makes.
pub(crate) struct Bucket {
    /// The label of all its resources.
    pub(crate) label: &'static str,
    /// `bucket` or `bucket_prefix`, and its value.
    pub(crate) name: (&'static str, Decided<Text>),
    /// The key to encrypt with; Amazon's own where there is none.
    pub(crate) key: Decided<Option<Reference>>,
    /// Whether old versions are kept, for how many days.
    pub(crate) noncurrent_versions: Option<Decided<u32>>,
    /// After how many days objects expire.
    pub(crate) expiry: Option<Decided<u32>>,
    /// Whether `terraform destroy` may delete a bucket that is not empty.
    pub(crate) force_destroy: Decided<bool>,
    /// Whether `terraform destroy` refuses to delete it.
    pub(crate) prevent_destroy: bool,
    /// Statements beside the one that refuses plain HTTP.
    pub(crate) statements: Vec<Statement>,
}

impl Bucket {
    /// Adds the bucket and its settings.
    pub(crate) fn emit(self, file: &mut File<'_>) -> Address {
        let (argument, name) = self.name.clone();
        let mut body = Block::new();
        body.set(argument, name);
        body.set("force_destroy", &self.force_destroy);
        body.set("lifecycle", self.prevent_destroy.then(|| block! { prevent_destroy = true }));
        let bucket = file.resource("aws_s3_bucket", self.label, body);
        self.privacy(file, &bucket);
        self.encryption(file, &bucket);
        self.lifecycle(file, &bucket);
        self.policy(file, &bucket);
        bucket
    }

    fn privacy(&self, file: &mut File<'_>, bucket: &Address) {
        file.resource(
            "aws_s3_bucket_public_access_block",
            self.label,
            block! {
                bucket                  = bucket.attr("id"),
                block_public_acls       = true,
                block_public_policy     = true,
                ignore_public_acls      = true,
                restrict_public_buckets = true,
            },
        );
        file.resource(
            "aws_s3_bucket_ownership_controls",
            self.label,
            block! {
                bucket = bucket.attr("id"),
                rule { object_ownership = "BucketOwnerEnforced" }
            },
        );
    }

    fn encryption(&self, file: &mut File<'_>, bucket: &Address) {
        let algorithm = self.key.map(|key| if key.is_some() { "aws:kms" } else { "AES256" });
        file.resource(
            "aws_s3_bucket_server_side_encryption_configuration",
            self.label,
            block! {
                bucket = bucket.attr("id"),
                rule {
                    apply_server_side_encryption_by_default {
                        sse_algorithm     = algorithm,
                        kms_master_key_id = self.key.clone(),
                    }
                    bucket_key_enabled = self.key.map(|key| key.is_some().then_some(true)),
                }
            },
        );
    }

    /// AWS needs a filter in each rule, and versioning before a rule about versions.
    fn lifecycle(&self, file: &mut File<'_>, bucket: &Address) {
        let versioning = self.noncurrent_versions.as_ref().map(|_| {
            file.resource(
                "aws_s3_bucket_versioning",
                self.label,
                block! {
                    bucket = bucket.attr("id"),
                    versioning_configuration { status = "Enabled" }
                },
            )
        });
        file.resource(
            "aws_s3_bucket_lifecycle_configuration",
            self.label,
            block! {
                bucket = bucket.attr("id"),
                rule {
                    id     = "expire",
                    status = "Enabled",
                    filter { }
                    expiration = self.expiry.as_ref().map(|days| block! { days = days }),
                    noncurrent_version_expiration = self.noncurrent_versions.as_ref().map(|days| block! { noncurrent_days = days }),
                    abort_incomplete_multipart_upload { days_after_initiation = 7 }
                }
                depends_on = Addresses(versioning.into_iter().collect()),
            },
        );
    }

    fn policy(self, file: &mut File<'_>, bucket: &Address) {
        let everything = [text![bucket.attr("arn")], text![bucket.attr("arn"), "/*"]];
        let tls_only = Statement::deny("DenyInsecureTransport")
            .anyone()
            .actions(["s3:*"])
            .on(everything)
            .when("Bool", "aws:SecureTransport", "false");
        let statements = [tls_only].into_iter().chain(self.statements).collect();
        let policy = document(file, &format!("{}_bucket", self.label), statements);
        file.resource(
            "aws_s3_bucket_policy",
            self.label,
            block! { bucket = bucket.attr("id"), policy = policy },
        );
    }
}
