//! Two roles: one for ECS, which starts the task, and one for the application in it.

use super::{Blueprint, Grant, image::EcrRepository};
use crate::aws::policy::{Role, Statement};
use crate::aws::{EnvironmentContext, account_id, fixed, key, partition};
use crate::decision::{Decided, Origins};
use crate::terraform::{Address, File, Reference, Text, text};

/// Adds the role with which ECS pulls the image, writes the log and reads the secrets: these, and no
/// others.
pub(super) fn execution(service: &Blueprint, context: &EnvironmentContext, file: &mut File<'_>) -> Address {
    let mut permissions = vec![write_logs(service)];
    if let Some(repository) = &service.image.repository {
        let pull = pull(repository, service.image.origins(), context);
        permissions.extend(pull.map(|statement| statement.because(service.image.origins())));
    }
    permissions.extend(read_secrets(service));
    role(service, "execution", "Starts the tasks of", fixed(permissions), context, file)
}

/// Adds the role of the application: what the spec allows, and no more.
pub(super) fn task(
    service: &Blueprint,
    key: &key::Blueprint,
    context: &EnvironmentContext,
    file: &mut File<'_>,
) -> Address {
    let mut permissions: Vec<Statement> = service.grants.iter().map(grant).collect();
    let by_exec = service.exec.origins();
    if *service.exec {
        permissions.extend(open_shell(key, context).into_iter().map(|statement| statement.because(by_exec)));
    }
    let grants = service.grants.iter().map(Decided::origins);
    let of_policy = [by_exec].into_iter().chain(grants).collect();
    role(service, "task", "What the application may do:", Decided::new(permissions, of_policy), context, file)
}

/// The address of a role, for what is made without it.
pub(super) fn address(service: &Blueprint, purpose: &str) -> Address {
    Address::resource("aws_iam_role", label(service, purpose))
}

fn label(service: &Blueprint, purpose: &str) -> String {
    format!("{}_{purpose}", service.label)
}

fn role(
    service: &Blueprint,
    purpose: &str,
    description: &str,
    permissions: Decided<Vec<Statement>>,
    context: &EnvironmentContext,
    file: &mut File<'_>,
) -> Address {
    let role = Role {
        label: label(service, purpose),
        name: context.name(&[&service.name, purpose], 64),
        description: &format!("{description} {}", service.name),
        trust: Statement::allow("EcsTasks")
            .service("ecs-tasks.amazonaws.com")
            .when("StringEquals", "aws:SourceAccount", account_id())
            .when("ArnLike", "aws:SourceArn", context.arn("ecs", "*")),
    };
    role.emit(file, permissions)
}

fn write_logs(service: &Blueprint) -> Statement {
    let group = Address::resource("aws_cloudwatch_log_group", service.label.clone()).attr("arn");
    Statement::allow("WriteLogs")
        .actions(["logs:CreateLogStream", "logs:PutLogEvents"])
        .on([text![group, ":*"]])
}

fn pull(repository: &EcrRepository, by_image: &Origins, context: &EnvironmentContext) -> [Statement; 2] {
    let account = match &repository.account {
        Some(account) => Text::from(account.clone()),
        None => account_id().into(),
    };
    let region = match &repository.region {
        Some(region) => Decided::new(region.clone(), by_image.clone()),
        None => context.region().map(ToString::to_string),
    };
    let arn = text![
        "arn:",
        partition(),
        format!(":ecr:{region}:"),
        account,
        format!(":repository/{}", repository.name)
    ];
    [
        // AWS knows no resource for this action.
        Statement::allow("RegistryLogin").actions(["ecr:GetAuthorizationToken"]).on(["*"]),
        Statement::allow("PullImage")
            .actions(["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"])
            .on([region.map(|_| arn)]),
    ]
}

fn read_secrets(service: &Blueprint) -> Vec<Statement> {
    if service.secrets.is_empty() {
        return Vec::new();
    }
    let of_secrets: Origins = service.secrets.iter().map(|secret| &secret.origins).collect();
    let of_keys = service.secrets.iter().filter_map(|secret| secret.key.as_ref()).map(Decided::origins);
    let of_keys = of_secrets.and(&of_keys.collect());
    let arns = distinct(service.secrets.iter().map(|secret| &secret.arn));
    let keys = distinct(service.secrets.iter().filter_map(|secret| secret.key.as_deref()));
    let read = Statement::allow("ReadSecrets").actions(["secretsmanager:GetSecretValue"]).on(arns);
    let read = read.because(&of_secrets);
    let decrypt = Statement::allow("DecryptSecrets").actions(["kms:Decrypt"]).because(&of_keys);
    [read].into_iter().chain((!keys.is_empty()).then(|| decrypt.on(keys))).collect()
}

fn distinct<'a>(texts: impl Iterator<Item = &'a Text>) -> Vec<Text> {
    let mut found: Vec<Text> = Vec::new();
    for text in texts {
        if !found.contains(text) {
            found.push(text.clone());
        }
    }
    found
}

fn grant(grant: &Decided<Grant>) -> Statement {
    let actions = grant.actions.iter().flatten().cloned();
    Statement::allow("")
        .actions(actions)
        .on(grant.resources.iter().flatten().cloned())
        .because(grant.origins())
}

/// What ECS Exec needs; the channels have no ARN to name.
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html#ecs-exec-required-iam-permissions>
fn open_shell(key: &key::Blueprint, context: &EnvironmentContext) -> Vec<Statement> {
    let channels = ["CreateControlChannel", "CreateDataChannel", "OpenControlChannel", "OpenDataChannel"];
    let group = Address::resource("aws_cloudwatch_log_group", "exec").attr("arn");
    let shell = Statement::allow("OpenShell")
        .actions(channels.map(|channel| format!("ssmmessages:{channel}")))
        .on(["*"]);
    let find = Statement::allow("FindSessionLog")
        .actions(["logs:DescribeLogGroups"])
        .on([context.arn("logs", "log-group:*")]);
    let write = Statement::allow("WriteSessionLog")
        .actions(["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"])
        .on([text![group, ":*"]]);
    let decrypt = |key: Decided<Reference>| {
        let origins = key.origins().clone();
        Statement::allow("DecryptSession").actions(["kms:Decrypt"]).on([key]).because(&origins)
    };
    let decrypt = key::arn(key).transpose().map(decrypt);
    [shell, find, write].into_iter().chain(decrypt).collect()
}
