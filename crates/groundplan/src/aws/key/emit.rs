use super::Blueprint;
use crate::aws::policy::{Statement, document};
use crate::aws::{EnvironmentContext, account_id, partition};
use crate::terraform::{Address, Document, Reference, block, text};

/// The ARN of the environment's key, where it has one.
pub(crate) fn arn(blueprint: &Blueprint) -> Option<Reference> {
    blueprint.has_key().then(|| Address::resource("aws_kms_key", "main").attr("arn"))
}

/// Adds the key, its alias and its policy.
pub(crate) fn emit(blueprint: &Blueprint, context: &EnvironmentContext, document_: &mut Document) {
    if !blueprint.has_key() {
        return;
    }
    let mut file = document_.file("encryption");
    let policy = document(&mut file, "key", policy(context));
    let key = file.resource(
        "aws_kms_key",
        "main",
        block! {
            description             = format!("Logs, secrets and alarms of {} {}", context.stack, context.environment),
            enable_key_rotation     = true,
            deletion_window_in_days = blueprint.deletion_window,
            policy                  = policy,
        },
    );
    file.resource(
        "aws_kms_alias",
        "main",
        block! {
            name          = format!("alias/{}", context.name(&[], 250)),
            target_key_id = key.attr("key_id"),
        },
    );
}

fn policy(context: &EnvironmentContext) -> Vec<Statement> {
    let logs = format!("logs.{}.{}", context.region, context.region.partition().dns_suffix());
    vec![
        Statement::allow("AccountAdministration")
            .account(text!["arn:", partition(), ":iam::", account_id(), ":root"])
            .actions(["kms:*"])
            .on(["*"]),
        Statement::allow("CloudWatchLogs")
            .service(logs)
            .actions([
                "kms:Encrypt*",
                "kms:Decrypt*",
                "kms:ReEncrypt*",
                "kms:GenerateDataKey*",
                "kms:Describe*",
            ])
            .on(["*"])
            .when("ArnLike", "kms:EncryptionContext:aws:logs:arn", context.arn("logs", "log-group:*")),
        Statement::allow("CloudWatchAlarms")
            .service("cloudwatch.amazonaws.com")
            .actions(["kms:Decrypt", "kms:GenerateDataKey*"])
            .on(["*"])
            .when("StringEquals", "aws:SourceAccount", account_id()),
    ]
}
