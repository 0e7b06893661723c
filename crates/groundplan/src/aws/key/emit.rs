use super::Blueprint;
use crate::aws::policy::{Statement, document};
use crate::aws::{EnvironmentContext, account_id, partition};
use crate::decision::{Decided, Origins};
use crate::terraform::{Address, Document, Reference, Removed, block, text};

/// The ARN of the environment's key, where it has one.
pub(crate) fn arn(blueprint: &Blueprint) -> Decided<Option<Reference>> {
    let arn = || Address::resource("aws_kms_key", "main").attr("arn");
    blueprint.encryption.map(|_| blueprint.has_key().then(arn))
}

/// Adds the key, its alias and its policy, which has these statements of other domains too.
pub(crate) fn emit(
    blueprint: &Blueprint,
    others: impl IntoIterator<Item = Statement>,
    context: &EnvironmentContext,
    document_: &mut Document,
) {
    if !blueprint.has_key() {
        return;
    }
    let mut file = document_.file("encryption");
    let mut file = file.because(blueprint.encryption.origins());
    let statements = policy(context).into_iter().chain(others).collect();
    let policy = document(&mut file, "key", statements);
    let key = file.resource(
        "aws_kms_key",
        "main",
        block! {
            description             = description(context),
            enable_key_rotation     = true,
            deletion_window_in_days = &blueprint.deletion_window,
            policy                  = policy,
            // What was encrypted with it gets its next key while this one can still decrypt.
            lifecycle { create_before_destroy = true }
        },
    );
    file.resource(
        "aws_kms_alias",
        "main",
        block! {
            name          = context.name(&[], 250).map(|name| format!("alias/{name}")),
            target_key_id = key.attr("key_id"),
        },
    );
}

/// Lets Terraform forget the key, and not delete it, where the environment has none any more: what is kept for these
/// decisions was encrypted with it. Where it never was, this does nothing.
pub(crate) fn keep(blueprint: &Blueprint, origins: &Origins, document: &mut Document) {
    if !blueprint.has_key() {
        let origins = origins.and(blueprint.encryption.origins());
        let key = Address::resource("aws_kms_key", "main");
        document.file("encryption").because(&origins).add(Removed::new(&key));
    }
}

fn description(context: &EnvironmentContext) -> Decided<String> {
    let text = format!("Logs, secrets and alarms of {} {}", context.stack, context.environment);
    Decided::new(text, Origins::NAME)
}

fn policy(context: &EnvironmentContext) -> Vec<Statement> {
    let logs = context.region().map(|region| format!("logs.{region}.{}", region.partition().dns_suffix()));
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
