//! The container definition, as a local value: readable and comparable line by line. The task
//! definition encodes it, so whatever a reference turns out to be, the JSON stays valid.

use super::Blueprint;
use crate::aws::EnvironmentContext;
use crate::decision::Decided;
use crate::terraform::{Address, Block, File, Key, Text, Value, block, entry, list, object};
use crate::unit::{label, sort_by};

/// Adds the container's local value.
pub(super) fn emit(service: &Blueprint, context: &EnvironmentContext, file: &mut File<'_>) -> Address {
    file.local(format!("{}_container", service.label), definition(service, context))
}

/// The volumes of the task, one for each writable folder.
pub(super) fn volumes(service: &Blueprint) -> Decided<Vec<Block>> {
    let volume = |folder: &Decided<String>| block! { name = folder.map(|folder| volume_name(folder)) };
    service.read_only_root.map(|_| mounted(service).map(volume).collect())
}

/// Lists are in the order of their names, as AWS gives them back: another order would be a change in
/// every plan.
fn definition(service: &Blueprint, context: &EnvironmentContext) -> Value {
    let mut entries: Vec<(Key, Value)> = vec![
        entry("name", service.name.clone()),
        entry("image", service.image.map(|image| image.text.clone())),
        entry("essential", true),
    ];
    entries.extend(ports(service).map(|ports| entry("portMappings", ports)));
    entries.extend(words("entryPoint", service.entrypoint.as_ref()));
    entries.extend(words("command", service.command.as_ref()));
    entries.extend(service.user.clone().map(|user| entry("user", user)));
    entries.push(entry("environment", environment(service)));
    entries.push(entry("secrets", secrets(service)));
    entries.push(entry("readonlyRootFilesystem", service.read_only_root.clone()));
    entries.push(entry("privileged", false));
    entries.push(entry("linuxParameters", linux_parameters(service)));
    entries.push(entry("mountPoints", mount_points(service)));
    entries.push(entry("stopTimeout", service.stop_timeout.map(|timeout| timeout.as_u32())));
    entries.push(entry("logConfiguration", log_configuration(service, context)));
    Value::Object(entries)
}

fn ports(service: &Blueprint) -> Option<Decided<Value>> {
    let ports = |port: &u16| list![object! { "containerPort": *port, "hostPort": *port, "protocol": "tcp" }];
    service.port.as_ref().map(|port| port.map(ports))
}

fn words(name: &'static str, words: Option<&Decided<Vec<String>>>) -> Option<(Key, Value)> {
    words.filter(|words| !words.is_empty()).map(|words| entry(name, words.clone()))
}

fn environment(service: &Blueprint) -> Value {
    let mut variables: Vec<&(String, Decided<Text>)> = service.env.iter().collect();
    sort_by(&mut variables, |(a, _), (b, _)| a.cmp(b));
    let variable = |(name, value): &(String, Decided<Text>)| {
        object! { "name": value.map(|_| name.clone()), "value": value.clone() }
    };
    Value::List(variables.into_iter().map(variable).collect())
}

fn secrets(service: &Blueprint) -> Value {
    let mut secrets: Vec<_> = service.secrets.iter().collect();
    sort_by(&mut secrets, |a, b| a.variable.cmp(&b.variable));
    let secret = |secret: &super::SecretBlueprint| {
        let by_spec = |value: Value| Decided::new(value, secret.origins.clone());
        object! {
            "name": by_spec(secret.variable.clone().into()),
            "valueFrom": by_spec((&secret.value_from).into()),
        }
    };
    Value::List(secrets.into_iter().map(secret).collect())
}

/// A process that reaps orphans; and no capability of Linux where the user is not root, who could not
/// use one anyway.
fn linux_parameters(service: &Blueprint) -> Value {
    let is_root = |user: &str| matches!(user.split(':').next(), Some("0" | "root"));
    match service.user.as_ref().filter(|user| !is_root(user)) {
        None => object! { "initProcessEnabled": true },
        Some(user) => object! {
            "initProcessEnabled": true,
            "capabilities": user.map(|_| object! { "drop": list!["ALL"] }),
        },
    }
}

/// Folders need volumes only where the rest is read-only.
fn mounted(service: &Blueprint) -> impl Iterator<Item = &Decided<String>> {
    service.writable.iter().filter(|_| *service.read_only_root)
}

fn mount_points(service: &Blueprint) -> Decided<Value> {
    let point = |folder: &Decided<String>| {
        object! {
            "sourceVolume": folder.map(|folder| volume_name(folder)),
            "containerPath": folder.clone(),
            "readOnly": folder.map(|_| false),
        }
    };
    service.read_only_root.map(|_| Value::List(mounted(service).map(point).collect()))
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
            "awslogs-region": context.region().map(ToString::to_string),
            "awslogs-stream-prefix": service.name.clone(),
            "mode": "non-blocking",
            "max-buffer-size": "25m",
        },
    }
}
