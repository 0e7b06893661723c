//! Finds what Terraform and AWS misread or refuse late, in any [`Document`].
//!
//! These are mistakes that the provider's schema does not cover. An unknown value (an expression) is never reported:
//! avoiding a false alarm matters more than one more finding.

mod alarm;
mod backend;
mod bucket;
mod certificate;
mod class;
mod cluster;
mod connect;
mod container;
mod container_parts;
mod dashboard;
mod database;
mod definition;
mod deployment;
mod dns;
mod encryption;
mod environment;
mod ephemeral;
mod event;
mod exposure;
mod function;
mod iam;
mod import;
mod instance_key;
mod keys;
mod language;
mod language_version;
mod listener;
mod listener_port;
mod literal;
mod load_balancer;
mod log_key;
mod logs;
mod machine;
mod meta;
mod name;
mod name_taken;
mod network;
mod old_tls;
mod once;
mod policy;
mod provider_configuration;
mod provisioner;
mod public;
mod queue;
mod refactoring;
mod relation;
mod repetition;
mod required_provider;
mod rule_twice;
mod scaling;
mod schedule;
mod security_group;
mod service;
mod state_machine;
mod subnet;
mod target_group;
mod task;
mod task_role;
#[cfg(test)]
mod trial;
mod value;
pub(crate) mod version_constraint;
mod volatile;
mod vpc;
mod way_out;
mod zone;

use crate::diagnostic::{Report, Rule};
use crate::model::{Model, References};
use crate::terraform::Document;

/// The rules of each concern.
pub(crate) const RULES: &[&[Rule]] = &[
    language::RULES,
    language_version::RULES,
    meta::RULES,
    instance_key::RULES,
    provider_configuration::RULES,
    keys::RULES,
    refactoring::RULES,
    import::RULES,
    provisioner::RULES,
    ephemeral::RULES,
    required_provider::RULES,
    version_constraint::RULES,
    name::RULES,
    literal::RULES,
    volatile::RULES,
    load_balancer::RULES,
    listener::RULES,
    listener_port::RULES,
    certificate::RULES,
    dns::RULES,
    target_group::RULES,
    name_taken::RULES,
    once::RULES,
    cluster::RULES,
    service::RULES,
    deployment::RULES,
    connect::RULES,
    way_out::RULES,
    scaling::RULES,
    task::RULES,
    container::RULES,
    container_parts::RULES,
    task_role::RULES,
    network::RULES,
    subnet::RULES,
    vpc::RULES,
    zone::RULES,
    security_group::RULES,
    rule_twice::RULES,
    logs::RULES,
    log_key::RULES,
    alarm::RULES,
    bucket::RULES,
    iam::RULES,
    exposure::RULES,
    encryption::RULES,
    old_tls::RULES,
    public::RULES,
    machine::RULES,
    policy::RULES,
    event::RULES,
    dashboard::RULES,
    schedule::RULES,
    state_machine::RULES,
    queue::RULES,
    database::RULES,
    function::RULES,
    class::RULES,
    value::RULES,
];

/// Every rule about documents.
#[must_use]
pub fn rules() -> Vec<Rule> {
    RULES.concat()
}

/// Checks a document against all rules. Findings name the file and the place in Terraform's JSON.
///
/// ```
/// use groundplan::terraform::{Block, Document};
/// let mut body = Block::new();
/// body.set("retention_in_days", 15);
/// let mut document = Document::new();
/// document.file("logs").resource("aws_cloudwatch_log_group", "api", body);
/// let report = groundplan::lint::check(&document);
/// assert_eq!(
///     report.diagnostics()[0].path.to_string(),
///     "resource.aws_cloudwatch_log_group.api.retention_in_days"
/// );
/// ```
#[must_use]
pub fn check(document: &Document) -> Report {
    of_model(&Model::of(document))
}

/// As [`check`], of a document that is indexed already.
pub(crate) fn of_model(model: &Model<'_>) -> Report {
    let mut report = Report::default();
    language::check(model, &mut report);
    language_version::check(model, &mut report);
    meta::check(model, &mut report);
    instance_key::check(model, &mut report);
    provider_configuration::check(model, &mut report);
    keys::check(model, &mut report);
    refactoring::check(model, &mut report);
    import::check(model, &mut report);
    provisioner::check(model, &mut report);
    ephemeral::check(model, &mut report);
    required_provider::check(model, &mut report);
    version_constraint::check(model, &mut report);
    name::check(model, &mut report);
    literal::check(model, &mut report);
    volatile::check(model, &mut report);
    about_aws(model, &mut report);
    value::check(model, &mut report);
    value::check_written(model, &mut report);
    report
}

/// Checks a document in which each instance is a resource of its own against the rules about AWS; references do not lead to
/// instances.
pub(crate) fn check_instances(document: &Document) -> Report {
    let mut report = Report::default();
    about_aws(&Model::with_references(document, References::default()), &mut report);
    report
}

/// Adds to [`check_instances`] what the provider refuses of values, which it has not been asked about yet.
pub(crate) fn check_values(document: &Document, report: &mut Report) {
    value::check(&Model::with_references(document, References::default()), report);
}

fn about_aws(model: &Model<'_>, report: &mut Report) {
    load_balancer::check(model, report);
    listener::check(model, report);
    listener_port::check(model, report);
    certificate::check(model, report);
    dns::check(model, report);
    target_group::check(model, report);
    name_taken::check(model, report);
    once::check(model, report);
    cluster::check(model, report);
    service::check(model, report);
    deployment::check(model, report);
    connect::check(model, report);
    way_out::check(model, report);
    scaling::check(model, report);
    task::check(model, report);
    task_role::check(model, report);
    network::check(model, report);
    subnet::check(model, report);
    vpc::check(model, report);
    zone::check(model, report);
    security_group::check(model, report);
    rule_twice::check(model, report);
    logs::check(model, report);
    log_key::check(model, report);
    alarm::check(model, report);
    bucket::check(model, report);
    iam::check(model, report);
    exposure::check(model, report);
    environment::check(model, report);
    encryption::check(model, report);
    old_tls::check(model, report);
    public::check(model, report);
    machine::check(model, report);
    policy::check(model, report);
    event::check(model, report);
    dashboard::check(model, report);
    schedule::check(model, report);
    state_machine::check(model, report);
    queue::check(model, report);
    database::check(model, report);
    function::check(model, report);
    class::check(model, report);
}
