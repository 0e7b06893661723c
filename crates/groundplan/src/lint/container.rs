//! Container definitions: JSON that Terraform passes on unchecked.

use super::definition;
use crate::diagnostic::{Report, Rule, rules};
use crate::model::Place;
use crate::terraform::{Content, Expression, Literal, Mode, Part, Reference, Section, Value};
use crate::unit::{ImageReference, looks_secret, set_of};

rules! {
    /// A container has a name and an image.
    ///
    /// Terraform accepts a definition without them; AWS refuses it.
    AWS_CONTAINER = error "aws/container", "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html";

    /// A container definition holds keys that ECS knows.
    ///
    /// A misspelt key, or one in snake case, is lost without warning: the provider drops unknown keys.
    AWS_CONTAINER_KEY = warning "aws/container-key", "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html";

    /// What a container definition holds is of the type that ECS wants.
    ///
    /// The provider refuses `"256"` where a number is wanted, and text where a list is.
    AWS_CONTAINER_TYPE = error "aws/container-type", "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html";

    /// Environment variables are text.
    ///
    /// A number or boolean is refused at plan time.
    AWS_CONTAINER_ENVIRONMENT = error "aws/container-environment", "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_KeyValuePair.html";

    /// A name is used for a variable or for a secret, not for both.
    ///
    /// AWS refuses a task definition in which a secret has the name of a variable.
    AWS_SECRET_NAME = error "aws/secret-name", "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Secret.html";

    /// A key within a secret is followed by version stage and version, even if empty.
    ///
    /// `ARN:key` is read as another ARN; the task does not start. `ARN:key::` names the key.
    AWS_SECRET_KEY = warning "aws/secret-key", "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html";

    /// At least one container of a task is essential.
    ///
    /// AWS refuses a task without one.
    AWS_ESSENTIAL = error "aws/essential", "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html";

    /// The host port equals the container port.
    ///
    /// A task with a network interface of its own has no other ports; AWS refuses two that differ.
    AWS_HOST_PORT = error "aws/host-port", "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html";

    /// A container on Fargate uses only features that Fargate has.
    ///
    /// There are no privileged containers, links, devices, capabilities beside `SYS_PTRACE`, or log drivers other than
    /// `awslogs`, `splunk` and `awsfirelens`; AWS refuses them after the plan.
    AWS_FARGATE_PARAMETER = error "aws/fargate-parameter", "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html";

    /// No container is privileged.
    ///
    /// A privileged container may do on its machine what root may, and reaches every other container there. Controls: ECS.4;
    /// CKV_AWS_334.
    AWS_PRIVILEGED = warning "aws/privileged", "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-4";

    /// An image is pinned by a tag that does not move, or by a digest.
    ///
    /// ECS resolves a tag once per deployment: pushing another image under `latest` changes nothing until
    /// something else is deployed, and then everything at once.
    AWS_IMAGE_PINNED = warning "aws/image-pinned", "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html";

    /// The log driver `awslogs` has options for group, region and, on Fargate, prefix.
    ///
    /// AWS refuses a task definition without them.
    AWS_LOG_OPTIONS = error "aws/log-options", "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-log-config.html";
}

/// Settings that Fargate lacks, unless they are empty or false.
const NOT_ON_FARGATE: [&str; 7] = [
    "privileged",
    "links",
    "extraHosts",
    "dnsServers",
    "dnsSearchDomains",
    "dockerSecurityOptions",
    "disableNetworking",
];

/// Of `linuxParameters`. Fargate has `tmpfs` since January 2026:
/// <https://aws.amazon.com/about-aws/whats-new/2026/01/amazon-ecs-tmpfs-mounts-aws-fargate-managed-instances/>
const LINUX_NOT_ON_FARGATE: [&str; 2] = ["devices", "sharedMemorySize"];

/// The capability that a task may add.
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_KernelCapabilities.html>
const FARGATE_CAPABILITY: &str = "SYS_PTRACE";

const FARGATE_LOG_DRIVERS: [&str; 3] = ["awslogs", "splunk", "awsfirelens"];

/// The containers in a container definition.
pub(super) fn all<'b>(task: &Place<'b>, json: &'b Value) -> Vec<Place<'b>> {
    task.objects(json, task.below.clone().key("container_definitions"))
}

pub(super) fn check(
    task: &Place<'_>,
    (containers, are_all): (&[Place<'_>], bool),
    fargate: bool,
    report: &mut Report,
) {
    for container in containers {
        required(container, report);
        definition::check(container, report);
        environment(container, report);
        secrets(container, report);
        image(container, report);
        log_options(container, fargate, report);
        if fargate {
            not_on_fargate(container, report);
        } else if container.boolean("privileged") == Some(true) {
            let finding = container.found(Rule::AWS_PRIVILEGED, "privileged", "the container is privileged");
            let wants = "false, and the capabilities that it needs in linuxParameters";
            report.add(finding.given("true").wants(wants).hint("false"));
        }
        if fargate || task.text("network_mode") == Some("awsvpc") {
            host_ports(container, report);
        }
    }
    let all_optional =
        are_all && containers.iter().all(|container| container.boolean("essential") == Some(false));
    if let Some(first) = containers.first().filter(|_| all_optional) {
        let finding = first.found(Rule::AWS_ESSENTIAL, "essential", "no container of this task is essential");
        report.add(finding.given("false").wants("true for the main container of the task").hint("true"));
    }
}

fn required(container: &Place<'_>, report: &mut Report) {
    for (name, wants) in [("name", "a name"), ("image", "an image")] {
        let is_empty = container.text(name).is_some_and(str::is_empty);
        if lacks_in_any_case(container, name) || is_empty {
            let finding = container.found(Rule::AWS_CONTAINER, name, format!("this container has no {name}"));
            report.add(finding.wants(wants));
        }
    }
}

/// The provider reads keys in any case.
fn lacks_in_any_case(container: &Place<'_>, name: &str) -> bool {
    !container.entries().iter().any(|(key, _)| key.eq_ignore_ascii_case(name) && container.may_have(key))
}

fn environment(container: &Place<'_>, report: &mut Report) {
    for variable in container.blocks("environment") {
        let Some(given) = variable.value("value").and_then(|value| not_text(container, value)) else {
            continue;
        };
        let message = "an environment variable must be a string";
        let finding = variable.found(Rule::AWS_CONTAINER_ENVIRONMENT, "value", message);
        let (finding, hint) = match &given {
            NotText::Literal(given) => (finding.wants("text, in quotes"), format!("\"{given}\"")),
            NotText::Reference(given) => {
                (finding.wants("text: tostring makes it"), format!("${{tostring({given})}}"))
            }
        };
        let (NotText::Literal(given) | NotText::Reference(given)) = &given;
        let is_secret = variable.text("name").is_some_and(|name| looks_secret(name, given));
        // What is not repeated is not pasted either.
        report.add(if is_secret { finding } else { finding.given(given).hint(hint) });
    }
}

/// A number or boolean: as it is, or what yields one.
enum NotText {
    Literal(String),
    Reference(String),
}

fn not_text(container: &Place<'_>, value: &Value) -> Option<NotText> {
    match value {
        Value::Integer(number) => Some(NotText::Literal(number.to_string())),
        Value::Bool(value) => Some(NotText::Literal(value.to_string())),
        Value::Decimal(digits) => Some(NotText::Literal(digits.clone())),
        value => {
            let reference = crate::model::reference(value)?;
            yields_other(container, reference).then(|| NotText::Reference(reference.to_string()))
        }
    }
}

/// Types whose `port` is a number.
const WITH_PORT: [&str; 9] = [
    "aws_db_instance",
    "aws_docdb_cluster",
    "aws_elasticache_cluster",
    "aws_elasticache_replication_group",
    "aws_lb_listener",
    "aws_lb_target_group",
    "aws_neptune_cluster",
    "aws_rds_cluster",
    "aws_redshift_cluster",
];

/// Whether a reference certainly yields a number or boolean, which `jsonencode` writes without quotes.
fn yields_other(container: &Place<'_>, reference: &Reference) -> bool {
    let address = &reference.address;
    match address.mode {
        Mode::Resource => {
            let step = reference.path.rsplit("].").next().unwrap_or_default();
            WITH_PORT.contains(&address.resource_type.as_str()) && step == "port"
        }
        Mode::Variable if reference.path.is_empty() => {
            let mut variables = container.model.section(Section::Variable);
            variables.any(|variable| variable.item.name == address.name && is_number_or_boolean(&variable))
        }
        _ => false,
    }
}

/// Whether a variable has one of these types, and is not null by itself.
fn is_number_or_boolean(variable: &Place<'_>) -> bool {
    let default = variable.item.block().and_then(|block| block.get("default"));
    let is_null = matches!(default, Some(Content::Literal(Literal::Null) | Content::Value(Value::Null)));
    !is_null && matches!(variable.text("type"), Some("number" | "bool"))
}

fn secrets(container: &Place<'_>, report: &mut Report) {
    let variables = container.blocks("environment");
    let names = set_of(variables.iter().filter_map(|variable| variable.text("name")));
    for secret in container.blocks("secrets") {
        if let Some(name) = secret.text("name").filter(|name| names.contains(name)) {
            let finding =
                secret.found(Rule::AWS_SECRET_NAME, "name", "duplicate name: a variable has it too");
            report.add(finding.given(name).wants("a unique name"));
        }
        secret_key(&secret, report);
    }
}

/// After the ARN of a secret that is made here: nothing, or three colons with what is between them.
fn secret_key(secret: &Place<'_>, report: &mut Report) {
    let Some(Value::Text(text)) = secret.value("valueFrom") else { return };
    let [Part::Expression(Expression::Reference(reference)), Part::Literal(rest)] = text.parts() else {
        return;
    };
    let is_secret = reference.address.resource_type == "aws_secretsmanager_secret" && reference.path == "arn";
    if is_secret && rest.starts_with(':') && rest.matches(':').count() != 3 {
        let message = "incomplete ARN of a secret's key";
        let finding = secret.found(Rule::AWS_SECRET_KEY, "valueFrom", message).given(rest);
        let key = rest.trim_matches(':').split(':').next().unwrap_or_default();
        report.add(finding.wants("ARN:KEY:STAGE:VERSION").hint(format!("${{{reference}}}:{key}::")));
    }
}

fn image(container: &Place<'_>, report: &mut Report) {
    let Some(given) = container.text("image").filter(|image| !image.is_empty()) else { return };
    let Ok(image) = given.parse::<ImageReference>() else { return };
    if !image.is_pinned() {
        let finding = container.found(Rule::AWS_IMAGE_PINNED, "image", "the image is not pinned");
        report.add(finding.given(given).wants("a tag that does not move, or a digest"));
    }
}

fn log_options(container: &Place<'_>, fargate: bool, report: &mut Report) {
    for logs in container.blocks("logConfiguration") {
        if logs.text("logDriver") != Some("awslogs") {
            continue;
        }
        let Some(options) = logs.block("options") else {
            if logs.lacks("options") {
                let finding = logs.found(Rule::AWS_LOG_OPTIONS, "options", "missing options of `awslogs`");
                report.add(finding.wants("awslogs-group, awslogs-region and awslogs-stream-prefix"));
            }
            continue;
        };
        let prefix = fargate.then_some("awslogs-stream-prefix");
        for name in ["awslogs-group", "awslogs-region"].into_iter().chain(prefix) {
            if options.lacks(name) {
                let finding = options.found(
                    Rule::AWS_LOG_OPTIONS,
                    name,
                    format!("missing option `{name}` of `awslogs`"),
                );
                report.add(finding.wants(name));
            }
        }
    }
}

fn not_on_fargate(container: &Place<'_>, report: &mut Report) {
    let rule = Rule::AWS_FARGATE_PARAMETER;
    for name in NOT_ON_FARGATE {
        let asked = match container.value(name) {
            Some(Value::Bool(asked)) => *asked,
            Some(Value::List(values)) => !values.is_empty(),
            _ => false,
        };
        if asked {
            report.add(
                container
                    .found(rule, name, format!("`{name}` is not supported on Fargate"))
                    .wants("nothing, on Fargate"),
            );
        }
    }
    for logs in container.blocks("logConfiguration") {
        if let Some(driver) = logs.text("logDriver").filter(|driver| !FARGATE_LOG_DRIVERS.contains(driver)) {
            let finding = logs.found(rule, "logDriver", "log driver not supported on Fargate").given(driver);
            report.add(finding.wants(FARGATE_LOG_DRIVERS.join(", ")).hint("awslogs"));
        }
    }
    for linux in container.blocks("linuxParameters") {
        capabilities(&linux, report);
        for name in LINUX_NOT_ON_FARGATE {
            let is_empty = linux.list(name).is_some_and(|values| values.is_empty());
            if linux.value(name).is_some_and(|value| !matches!(value, Value::Expression(_))) && !is_empty {
                report.add(
                    linux
                        .found(rule, name, format!("`{name}` is not supported on Fargate"))
                        .wants("nothing, on Fargate"),
                );
            }
        }
    }
}

fn capabilities(linux: &Place<'_>, report: &mut Report) {
    for capabilities in linux.blocks("capabilities") {
        let added = capabilities.list("add").into_iter().flatten().filter_map(literal);
        for given in added.filter(|given| *given != FARGATE_CAPABILITY) {
            let message = format!("`{given}` is not given on Fargate");
            let finding = capabilities.found(Rule::AWS_FARGATE_PARAMETER, "add", message).given(given);
            report.add(finding.wants(format!("{FARGATE_CAPABILITY}, or nothing")));
        }
    }
}

fn literal(value: &Value) -> Option<&str> {
    if let Value::Text(text) = value { text.as_literal() } else { None }
}

fn host_ports(container: &Place<'_>, report: &mut Report) {
    for mapping in container.blocks("portMappings") {
        let (host, port) = (mapping.integer("hostPort"), mapping.integer("containerPort"));
        if let (Some(host), Some(port)) = (host, port)
            && host != port
            && host != 0
        {
            let finding = mapping.found(Rule::AWS_HOST_PORT, "hostPort", "the two ports differ").given(host);
            report.add(finding.wants(format!("{port}, or none")).hint(port.to_string()));
        }
    }
}
