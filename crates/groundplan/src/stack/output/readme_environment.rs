//! What a README has to know of an environment.

use crate::decision::Tier;
use crate::terraform::{Address, Content, Document, Item, Literal, Section, Value};

/// An environment in a README.
#[derive(Clone, Debug)]
pub(in crate::stack) struct ReadmeEnvironment {
    pub(in crate::stack) name: String,
    pub(in crate::stack) tier: Tier,
    pub(in crate::stack) account: Option<String>,
    /// Terraform variables without a default.
    pub(in crate::stack) variables: Vec<String>,
    /// Whether AWS refuses to delete its load balancer.
    pub(in crate::stack) protected: bool,
    /// The labels of the buckets that Terraform refuses to delete while objects are in them.
    pub(in crate::stack) buckets: Vec<String>,
    /// Whether its log groups outlive it.
    pub(in crate::stack) keeps_logs: bool,
    /// Whether it has a key, which encrypts them.
    pub(in crate::stack) keeps_key: bool,
    /// The secrets whose values have to be set: the address, and the output with the ARN.
    pub(in crate::stack) secrets: Vec<(String, String)>,
}

impl ReadmeEnvironment {
    /// The options that give each variable without a default.
    pub(super) fn given(&self) -> String {
        self.variables.iter().map(|variable| format!(" -var={variable}=VALUE")).collect()
    }
}

/// The variables that have to be given.
pub(in crate::stack) fn required_variables(document: &Document) -> Vec<String> {
    let variables = document.items().iter().filter(|item| item.section == Section::Variable);
    let required = variables.filter(|item| item.block().is_some_and(|block| block.get("default").is_none()));
    required.map(|item| item.name.to_string()).collect()
}

/// The buckets that Terraform refuses to delete while objects are in them.
pub(in crate::stack) fn guarded_buckets(document: &Document) -> Vec<String> {
    let resources = document.items().iter().filter(|item| item.section == Section::Resource);
    let guarded = resources.filter(|item| item.resource_type == "aws_s3_bucket" && !is_emptied(item));
    guarded.map(|item| item.name.to_string()).collect()
}

/// Whether log groups outlive the environment.
pub(in crate::stack) fn keeps_logs(document: &Document) -> bool {
    let mut groups = document.items().iter().filter(|item| item.resource_type == "aws_cloudwatch_log_group");
    groups.any(|group| is_on(group, "skip_destroy"))
}

/// Whether log groups that outlive the environment are encrypted with its key.
pub(in crate::stack) fn keeps_key(document: &Document) -> bool {
    keeps_logs(document) && document.get(&Address::resource("aws_kms_key", "main")).is_some()
}

fn is_emptied(bucket: &Item) -> bool {
    is_on(bucket, "force_destroy")
}

fn is_on(item: &Item, argument: &str) -> bool {
    let value = item.block().and_then(|block| block.get(argument));
    matches!(value, Some(Content::Value(Value::Bool(true)) | Content::Literal(Literal::Bool(true))))
}
