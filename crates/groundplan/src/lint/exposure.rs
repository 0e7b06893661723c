//! What lays data or machines open: each is certain where it is written, and each has the controls that name it.

use crate::diagnostic::{Report, Rule, rules};
use crate::model::{Model, Place};
use crate::terraform::{Section, Value};
use crate::unit;

rules! {
    /// No machine or database is open to the whole internet.
    ///
    /// A rule from `0.0.0.0/0` or `::/0` to SSH, Remote Desktop or the port of a database is found by scanners within minutes.
    /// Controls: EC2.13, EC2.14, EC2.19; CKV_AWS_24, CKV_AWS_25.
    AWS_OPEN_PORT = warning "aws/open-port", "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-19";

    /// A database has no public address.
    ///
    /// With `publicly_accessible` its name resolves to a public address, and only security groups are left between it and
    /// the internet. Controls: RDS.2, Redshift.1, DMS.1; CKV_AWS_17, CKV_AWS_87, CKV_AWS_89.
    AWS_PUBLIC_DATABASE = warning "aws/public-database", "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-2";

    /// No credential is written out.
    ///
    /// What is in the configuration is in the repository and in the state, for everybody who reads either; an environment is also
    /// shown by the console. Controls:
    /// ECS.8, CodeBuild.2; CKV_AWS_41, CKV_AWS_45, CKV_AWS_46, CKV_SECRET_2.
    AWS_LITERAL_CREDENTIAL = warning "aws/literal-credential", "https://registry.terraform.io/providers/hashicorp/aws/latest/docs#authentication-and-configuration";
}

/// Ports that nobody means to open to everyone, and what is behind them.
/// <https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-19>
const PORTS: [(i64, &str); 11] = [
    (22, "SSH"),
    (1433, "SQL Server"),
    (1521, "Oracle"),
    (3306, "MySQL"),
    (3389, "Remote Desktop"),
    (5432, "PostgreSQL"),
    (5439, "Redshift"),
    (6379, "Redis"),
    (9200, "OpenSearch"),
    (11211, "Memcached"),
    (27017, "MongoDB"),
];

const DATABASES: [&str; 4] =
    ["aws_db_instance", "aws_rds_cluster_instance", "aws_redshift_cluster", "aws_dms_replication_instance"];

/// Arguments whose value lets its readers in.
const CREDENTIALS: [(&str, &str); 8] = [
    ("aws_db_instance", "password"),
    ("aws_rds_cluster", "master_password"),
    ("aws_docdb_cluster", "master_password"),
    ("aws_redshift_cluster", "master_password"),
    ("aws_elasticache_replication_group", "auth_token"),
    ("aws_mq_user", "password"),
    ("aws_secretsmanager_secret_version", "secret_string"),
    ("aws_directory_service_directory", "password"),
];

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    open_ports(model, report);
    for kind in DATABASES {
        for database in model.resources(kind).filter(|one| one.boolean("publicly_accessible") == Some(true)) {
            let message = "the database has a public address";
            let finding =
                database.found(Rule::AWS_PUBLIC_DATABASE, "publicly_accessible", message).given("true");
            report.add(finding.wants("false; a tunnel, a VPN or a bastion leads to it").hint("false"));
        }
    }
    credentials(model, report);
}

fn open_ports(model: &Model<'_>, report: &mut Report) {
    for rule in model.resources("aws_vpc_security_group_ingress_rule") {
        opened(&rule, "ip_protocol", &["cidr_ipv4", "cidr_ipv6"], report);
    }
    for rule in model.resources("aws_security_group_rule").filter(|rule| rule.text("type") == Some("ingress"))
    {
        opened(&rule, "protocol", &["cidr_blocks", "ipv6_cidr_blocks"], report);
    }
    for group in model.resources("aws_security_group") {
        for rule in group.blocks("ingress") {
            opened(&rule, "protocol", &["cidr_blocks", "ipv6_cidr_blocks"], report);
        }
    }
}

/// One finding for a rule, about the source that opens it.
fn opened(rule: &Place<'_>, protocol: &str, sources: &[&str], report: &mut Report) {
    let Some(source) = sources.iter().find(|source| is_everywhere(rule, source)) else { return };
    let Some(behind) = behind(rule, protocol) else { return };
    let finding = rule.found(Rule::AWS_OPEN_PORT, source, format!("{behind} is open to the whole internet"));
    report.add(finding.wants("the addresses that need it; Session Manager for machines"));
}

fn is_everywhere(rule: &Place<'_>, source: &str) -> bool {
    let is_all = |text: &str| matches!(text, "0.0.0.0/0" | "::/0");
    let listed = rule.list(source).unwrap_or_default();
    rule.text(source).is_some_and(is_all) || listed.into_iter().filter_map(crate::model::text).any(is_all)
}

/// What a rule leads to that is not meant for everyone. A wide range that has such a port is one.
fn behind(rule: &Place<'_>, protocol: &str) -> Option<String> {
    match rule.text(protocol)? {
        "-1" | "all" => Some("every port".to_owned()),
        "tcp" | "6" => {
            let (from, to) = (rule.integer("from_port")?, rule.integer("to_port")?);
            let (port, name) = PORTS.iter().find(|(port, _)| (from..=to).contains(port))?;
            Some(format!("port {port} ({name})"))
        }
        _ => None,
    }
}

fn credentials(model: &Model<'_>, report: &mut Report) {
    for provider in model.section(Section::Provider).filter(|provider| provider.item.name == "aws") {
        for name in
            ["access_key", "secret_key", "token"].into_iter().filter(|name| is_written(&provider, name))
        {
            let message = "a credential of AWS is written out";
            let finding = provider.found(Rule::AWS_LITERAL_CREDENTIAL, name, message);
            report.add(finding.wants("no credential here; a profile, a role, or the environment"));
        }
    }
    for (kind, name) in CREDENTIALS {
        for place in model.resources(kind).filter(|place| is_written(place, name)) {
            let what = if name == "secret_string" { "the value of a secret" } else { "a password" };
            let message = format!("{what} is written out");
            let finding = place.found(Rule::AWS_LITERAL_CREDENTIAL, name, message);
            report.add(
                finding.wants("a password that AWS manages, or a variable that is sensitive and ephemeral"),
            );
        }
    }
    for machine in model.of_kinds(&["aws_instance", "aws_launch_template", "aws_launch_configuration"]) {
        if machine.text("user_data").is_some_and(|text| unit::without_secrets(text) != text) {
            let message = "a credential is written out in the user data";
            let finding = machine.found(Rule::AWS_LITERAL_CREDENTIAL, "user_data", message);
            report.add(finding.wants("a role of the machine, or a secret that it reads"));
        }
    }
}

/// Whether a value is a text as it is: not an expression, nor a placeholder.
fn is_written(place: &Place<'_>, name: &str) -> bool {
    let written = match place.value_of(name) {
        Some(Value::Text(text)) => text.as_literal(),
        _ => None,
    };
    // Nothing secret is in an empty object.
    let has_letters = |text: &str| text.chars().any(char::is_alphanumeric);
    written.is_some_and(|text| has_letters(text) && !PLACEHOLDERS.contains(&text))
}

/// What examples and fakes of AWS have in place of a credential.
pub(super) const PLACEHOLDERS: [&str; 8] =
    ["test", "mock", "fake", "mock_access_key", "mock_secret_key", "anaccesskey", "asecretkey", "localstack"];

#[cfg(test)]
mod tests {
    use super::super::trial::found;

    #[test]
    fn nothing_secret_is_in_an_empty_object() {
        let of = |value: &str| {
            found(
                "aws/literal-credential",
                &format!(
                    "resource \"aws_secretsmanager_secret_version\" \"a\" {{\n  secret_string = {value}\n}}\n"
                ),
            )
            .len()
        };
        assert_eq!([of("\"{}\""), of("\"hunter2\""), of("var.a")], [0, 1, 0]);
    }
}
