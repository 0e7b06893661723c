//! Two roles: one for ECS, which starts the task, and one for the application in it.

use super::container::{Container, EcrRepository, Kept, Store};
use super::{Blueprint, Grant};
use crate::aws::policy::{Role, Statement};
use crate::aws::{EnvironmentContext, account_id, cluster, fixed, key, partition};
use crate::decision::{Decided, Origins};
use crate::terraform::{Address, File, Reference, Text, text};

/// Adds the role with which ECS pulls the image, writes the log and reads the secrets: these, and no
/// others.
pub(super) fn execution(service: &Blueprint, context: &EnvironmentContext, file: &mut File<'_>) -> Address {
    let mut permissions = vec![write_logs(service)];
    permissions.extend(pull(service, context));
    permissions.extend(read_secrets(service));
    permissions.extend(read_env_files(service));
    role(service, "execution", "Starts the tasks of", fixed(permissions), context, file)
}

/// Adds the role of the application: what the spec allows, and no more.
pub(super) fn task(
    service: &Blueprint,
    (cluster, key): (&cluster::Blueprint, &key::Blueprint),
    context: &EnvironmentContext,
    file: &mut File<'_>,
) -> Address {
    let mut permissions: Vec<Statement> = service.grants.iter().map(grant).collect();
    let by_exec = service.exec.origins();
    if *service.exec {
        permissions.extend(
            open_shell(cluster, key, context).into_iter().map(|statement| statement.because(by_exec)),
        );
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

/// The right to pull the images of ECR; several containers may have one repository.
fn pull(service: &Blueprint, context: &EnvironmentContext) -> Vec<Statement> {
    let mut repositories: Vec<Decided<Text>> = Vec::new();
    let mut by_images = Origins::NONE;
    for container in service.containers() {
        let Some(repository) = &container.image.repository else { continue };
        by_images = by_images.and(container.image.origins());
        let arn = repository_arn(repository, container, context);
        if !repositories.contains(&arn) {
            repositories.push(arn);
        }
    }
    if repositories.is_empty() {
        return Vec::new();
    }
    // AWS knows no resource for the first action.
    let login = Statement::allow("RegistryLogin").actions(["ecr:GetAuthorizationToken"]).on(["*"]);
    let pull = Statement::allow("PullImage")
        .actions(["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"])
        .on(repositories);
    [login, pull].map(|statement| statement.because(&by_images)).into()
}

fn repository_arn(
    repository: &EcrRepository,
    container: &Container,
    context: &EnvironmentContext,
) -> Decided<Text> {
    let account = match &repository.account {
        Some(account) => Text::from(account.clone()),
        None => account_id().into(),
    };
    let region = match &repository.region {
        Some(region) => Decided::new(region.clone(), container.image.origins().clone()),
        None => context.region().map(ToString::to_string),
    };
    let arn = text![
        "arn:",
        partition(),
        format!(":ecr:{region}:"),
        account,
        format!(":repository/{}", repository.name)
    ];
    region.map(|_| arn)
}

/// The right to read what ECS reads for the containers, and to decrypt it.
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html#task-execution-secrets>
fn read_secrets(service: &Blueprint) -> Vec<Statement> {
    let kept: Vec<&Kept> = service.containers().flat_map(Container::kept).collect();
    let of = |store: Store| kept.iter().copied().filter(move |one| one.store == store);
    let read = |store, sid, action| {
        let origins: Origins = of(store).map(|one| &one.origins).collect();
        let arns = distinct(of(store).map(|one| &one.arn));
        (!arns.is_empty()).then(|| Statement::allow(sid).actions([action]).on(arns).because(&origins))
    };
    let secrets = read(Store::Secrets, "ReadSecrets", "secretsmanager:GetSecretValue");
    let parameters = read(Store::Parameters, "ReadParameters", "ssm:GetParameters");
    let of_secrets: Origins = kept.iter().map(|one| &one.origins).collect();
    let of_keys = kept.iter().filter_map(|one| one.key.as_ref()).map(Decided::origins);
    let of_keys = of_secrets.and(&of_keys.collect());
    let keys = distinct(kept.iter().filter_map(|one| one.key.as_deref()));
    let decrypt = Statement::allow("DecryptSecrets").actions(["kms:Decrypt"]).because(&of_keys);
    let decrypt = (!keys.is_empty()).then(|| decrypt.on(keys));
    [secrets, parameters, decrypt].into_iter().flatten().collect()
}

/// The right to read files of variables, and to decrypt them.
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html#task-execution-environment-files>
fn read_env_files(service: &Blueprint) -> Vec<Statement> {
    let files = || service.containers().flat_map(|container| &container.env_files);
    let origins: Origins = files().map(|file| file.file.origins()).collect();
    let (objects, buckets) = (
        distinct(files().map(|file| &*file.file)),
        distinct(files().filter_map(|file| file.bucket.as_deref())),
    );
    let keys: Vec<Text> =
        files().filter_map(|file| file.key.as_deref()).map(|key| key.clone().into()).collect();
    let keys = distinct(keys.iter());
    let statement = |sid, action, on: Vec<Text>| {
        (!on.is_empty()).then(|| Statement::allow(sid).actions([action]).on(on).because(&origins))
    };
    let all = [
        statement("ReadEnvFiles", "s3:GetObject", objects),
        statement("FindEnvFiles", "s3:GetBucketLocation", buckets),
        statement("DecryptEnvFiles", "kms:Decrypt", keys),
    ];
    all.into_iter().flatten().collect()
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
fn open_shell(
    cluster: &cluster::Blueprint,
    key: &key::Blueprint,
    context: &EnvironmentContext,
) -> Vec<Statement> {
    let channels = ["CreateControlChannel", "CreateDataChannel", "OpenControlChannel", "OpenDataChannel"];
    let group = Address::resource("aws_cloudwatch_log_group", "exec").attr("arn");
    let shell = Statement::allow("OpenShell")
        .actions(channels.map(|channel| format!("ssmmessages:{channel}")))
        .on(["*"]);
    if !cluster.is_own() {
        // Where another cluster records its sessions is not known here.
        return vec![shell];
    }
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
