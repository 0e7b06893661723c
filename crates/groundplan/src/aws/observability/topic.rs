use std::collections::BTreeSet;

use super::{Blueprint, Watch};
use crate::aws::policy::{Statement, document};
use crate::aws::{EnvironmentContext, account_id, key};
use crate::terraform::{File, block, object};
use crate::unit::label;

/// Adds a topic for each circle of people, once.
pub(super) fn emit(
    blueprint: &Blueprint,
    key: &key::Blueprint,
    context: &EnvironmentContext,
    file: &mut File<'_>,
) {
    let mut made: BTreeSet<&str> = BTreeSet::new();
    for watch in blueprint.shared.iter().chain(&blueprint.services) {
        if made.insert(&watch.topic) {
            topic(watch, key, context, &mut file.because(&watch.topic_origins()));
        }
    }
}

fn topic(watch: &Watch, key: &key::Blueprint, context: &EnvironmentContext, file: &mut File<'_>) {
    let name = context.name(&[&watch.topic.replace('_', "-")], 256);
    let topic = file.resource(
        "aws_sns_topic",
        watch.topic.clone(),
        block! { name = name.clone(), kms_master_key_id = key::arn(key), tags = object! { "Name": name } },
    );
    let publish = Statement::allow("CloudWatchAlarms")
        .service("cloudwatch.amazonaws.com")
        .actions(["sns:Publish"])
        .on([topic.attr("arn")])
        .when("StringEquals", "aws:SourceAccount", account_id());
    let tls_only = Statement::deny("DenyInsecureTransport")
        .anyone()
        .actions(["sns:Publish"])
        .on([topic.attr("arn")])
        .when("Bool", "aws:SecureTransport", "false");
    let policy = document(file, &watch.topic, vec![publish, tls_only]);
    file.resource(
        "aws_sns_topic_policy",
        watch.topic.clone(),
        block! { arn = topic.attr("arn"), policy = policy },
    );
    let mail = watch.email.iter().map(|address| ("email", address));
    for (protocol, address) in mail.chain(watch.https.iter().map(|address| ("https", address))) {
        file.because(address.origins()).resource(
            "aws_sns_topic_subscription",
            format!("{}_{}", watch.topic, label(&plain(address))),
            block! {
                topic_arn = topic.attr("arn"),
                protocol  = protocol,
                endpoint  = address,
                endpoint_auto_confirms = (protocol == "https").then_some(true),
            },
        );
    }
}

/// An address with what no label can hold replaced.
fn plain(address: &str) -> String {
    let plain = |character: char| if character.is_ascii_alphanumeric() { character } else { '-' };
    address.chars().map(plain).collect()
}
