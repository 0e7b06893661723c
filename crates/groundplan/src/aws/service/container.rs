//! The container definition, as a local value: readable and comparable line by line. The task
//! definition encodes it, so whatever a reference turns out to be, the JSON stays valid.

use super::Blueprint;
use crate::aws::EnvironmentContext;
use crate::terraform::{Address, Block, File, Key, Text, Value, block, list, object};
use crate::unit::{label, sort_by};

/// Adds the container's local value.
pub(super) fn emit(service: &Blueprint, context: &EnvironmentContext, file: &mut File<'_>) -> Address {
    file.local(format!("{}_container", service.label), definition(service, context))
}

/// The volumes of the task, one for each writable folder.
pub(super) fn volumes(service: &Blueprint) -> Vec<Block> {
    mounted(service).map(|folder| block! { name = volume_name(folder) }).collect()
}

/// Lists are in the order of their names, as AWS gives them back: another order would be a change in
/// every plan.
fn definition(service: &Blueprint, context: &EnvironmentContext) -> Value {
    let mut entries: Vec<(Key, Value)> = vec![
        ("name".into(), service.name.clone().into()),
        ("image".into(), (&service.image.text).into()),
        ("essential".into(), true.into()),
    ];
    entries.extend(ports(service).map(|ports| ("portMappings".into(), ports)));
    entries.extend(words("entryPoint", &service.entrypoint));
    entries.extend(words("command", &service.command));
    entries.extend(service.user.clone().map(|user| ("user".into(), user.into())));
    entries.push(("environment".into(), environment(service)));
    entries.push(("secrets".into(), secrets(service)));
    entries.push(("readonlyRootFilesystem".into(), service.read_only_root.into()));
    entries.push(("privileged".into(), false.into()));
    entries.push(("linuxParameters".into(), linux_parameters(service)));
    entries.push(("mountPoints".into(), mount_points(service)));
    entries.push(("stopTimeout".into(), service.stop_timeout.as_u32().into()));
    entries.push(("logConfiguration".into(), log_configuration(service, context)));
    Value::Object(entries)
}

fn ports(service: &Blueprint) -> Option<Value> {
    let port = service.port?;
    Some(list![object! { "containerPort": port, "hostPort": port, "protocol": "tcp" }])
}

fn words(name: &'static str, words: &[String]) -> Option<(Key, Value)> {
    (!words.is_empty()).then(|| (name.into(), words.to_vec().into()))
}

fn environment(service: &Blueprint) -> Value {
    let mut variables: Vec<(&str, &Text)> = service.env.iter().collect();
    sort_by(&mut variables, |(a, _), (b, _)| a.cmp(b));
    let variable = |(name, value): (&str, &Text)| object! { "name": name.to_owned(), "value": value };
    Value::List(variables.into_iter().map(variable).collect())
}

fn secrets(service: &Blueprint) -> Value {
    let mut secrets: Vec<_> = service.secrets.iter().collect();
    sort_by(&mut secrets, |a, b| a.variable.cmp(&b.variable));
    let secret = |secret: &super::SecretBlueprint| {
        object! { "name": secret.variable.clone(), "valueFrom": &secret.value_from }
    };
    Value::List(secrets.into_iter().map(secret).collect())
}

/// A process that reaps orphans; and no capability of Linux where the user is not root, who could not
/// use one anyway.
fn linux_parameters(service: &Blueprint) -> Value {
    let root =
        service.user.as_deref().is_none_or(|user| matches!(user.split(':').next(), Some("0" | "root")));
    if root {
        object! { "initProcessEnabled": true }
    } else {
        object! { "initProcessEnabled": true, "capabilities": object! { "drop": list!["ALL"] } }
    }
}

/// Folders need volumes only where the rest is read-only.
fn mounted(service: &Blueprint) -> impl Iterator<Item = &String> {
    service.writable.iter().filter(|_| service.read_only_root)
}

fn mount_points(service: &Blueprint) -> Value {
    let point = |folder: &String| {
        object! { "sourceVolume": volume_name(folder), "containerPath": folder.clone(), "readOnly": false }
    };
    Value::List(mounted(service).map(point).collect())
}

pub(super) fn volume_name(folder: &str) -> String {
    label(&folder.trim_matches('/').replace('/', "-"))
}

/// A full buffer drops lines and not requests.
fn log_configuration(service: &Blueprint, context: &EnvironmentContext) -> Value {
    object! {
        "logDriver": "awslogs",
        "options": object! {
            "awslogs-group": Address::resource("aws_cloudwatch_log_group", service.label.clone()).attr("name"),
            "awslogs-region": context.region.to_string(),
            "awslogs-stream-prefix": service.name.clone(),
            "mode": "non-blocking",
            "max-buffer-size": "25m",
        },
    }
}
