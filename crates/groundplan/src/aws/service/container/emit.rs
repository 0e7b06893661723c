//! Container definitions, as local values: readable and comparable line by line. The task
//! definition encodes them, so whatever a reference turns out to be, the JSON stays valid.

use super::{Container, SecretBlueprint, env_file, order, ulimit};
use crate::aws::EnvironmentContext;
use crate::aws::service::{Blueprint, connect};
use crate::decision::{Decided, Origins};
use crate::terraform::{Address, Block, Expression, File, Key, Text, Value, block, entry, list, object};
use crate::unit::{Memory, Seconds, label, sort_by};

/// Adds the local value of each container; what is returned is the JSON of them all: the service's own, then the others
/// by name.
pub(in crate::aws::service) fn emit(
    service: &Blueprint,
    context: &EnvironmentContext,
    file: &mut File<'_>,
) -> Decided<Expression> {
    let of_sidecars: Origins = service.sidecars.iter().map(|sidecar| &sidecar.origins).collect();
    let locals = service.containers().map(|container| {
        let file = &mut file.because(&container.origins);
        Value::from(file.local(local(container, service), definition(container, service, context)).whole())
    });
    let locals = Value::List(locals.collect());
    Decided::new(Expression::call("jsonencode", [locals]), of_sidecars)
}

fn local(container: &Container, service: &Blueprint) -> String {
    match service.is_own(container) {
        true => format!("{}_container", service.label),
        false => format!("{}_container_{}", service.label, label(&container.name)),
    }
}

/// The volumes of the task, one for each writable folder of a container.
pub(in crate::aws::service) fn volumes(service: &Blueprint) -> Decided<Vec<Block>> {
    let of_container = |container| {
        let name = move |folder: &Decided<String>| {
            let name = folder.map(|folder| volume_name(container, service, folder));
            block! { name = name.because(&container.origins) }
        };
        mounted(container).map(name)
    };
    let volumes = service.containers().flat_map(of_container).collect();
    let origins = service.containers().flat_map(|one| [one.read_only_root.origins(), &one.origins]);
    Decided::new(volumes, origins.collect())
}

/// Each container has volumes of its own: no label has a hyphen.
fn volume_name(container: &Container, service: &Blueprint, folder: &str) -> String {
    let folder = folder_label(folder);
    match service.is_own(container) {
        true => folder,
        false => format!("{}-{folder}", label(&container.name)),
    }
}

/// The name of a folder as that of a volume.
pub(in crate::aws::service) fn folder_label(folder: &str) -> String {
    label(&folder.trim_matches('/').replace('/', "-"))
}

/// Lists are in the order of their names, as AWS gives them back: another order would be a change in
/// every plan.
fn definition(container: &Container, service: &Blueprint, context: &EnvironmentContext) -> Value {
    let mut entries: Vec<(Key, Value)> = vec![
        entry("name", container.name.clone()),
        entry("image", container.image.map(|image| image.text.clone())),
    ];
    entries.extend(credentials(container));
    entries.push(entry("essential", container.essential.clone()));
    entries.extend(size(container));
    entries.extend(ports(container, service).map(|ports| entry("portMappings", ports)));
    entries.extend(words("entryPoint", container.entrypoint.as_ref()));
    entries.extend(words("command", container.command.as_ref()));
    entries.extend(container.working_directory.clone().map(|folder| entry("workingDirectory", folder)));
    entries.extend(container.user.clone().map(|user| entry("user", user)));
    entries.push(entry("environment", environment(container, service)));
    entries.extend(env_file::entry_of(&container.env_files));
    entries.push(entry("secrets", secrets(container)));
    entries.push(entry("readonlyRootFilesystem", container.read_only_root.clone()));
    entries.push(entry("privileged", false));
    entries.push(entry("linuxParameters", linux_parameters(container)));
    entries.extend(ulimit::entry_of(&container.ulimits));
    entries.push(entry("mountPoints", mount_points(container, service)));
    entries.extend(container.health.iter().map(|health| health.entry()));
    entries.extend(container.restart.iter().map(|policy| policy.entry()));
    entries.extend(order::entry_of(&container.depends_on));
    entries.extend(container.start_timeout.as_ref().map(|timeout| entry("startTimeout", seconds(timeout))));
    entries.push(entry("stopTimeout", seconds(&container.stop_timeout)));
    entries.push(entry("logConfiguration", log_configuration(service, context)));
    Value::Object(entries)
}

fn seconds(timeout: &Decided<Seconds>) -> Decided<u32> {
    timeout.map(|timeout| timeout.as_u32())
}

fn credentials(container: &Container) -> Option<(Key, Value)> {
    let secret = container.image.credentials.as_ref()?;
    let parameter = Decided::new(Value::from(&secret.arn), secret.origins.clone());
    Some(entry("repositoryCredentials", object! { "credentialsParameter": parameter }))
}

/// What is kept for a container of what the task has.
fn size(container: &Container) -> Vec<(Key, Value)> {
    let mib = |memory: &Decided<Memory>| memory.map(|memory| memory.as_mib());
    let cpu = container.vcpu.as_ref().map(|vcpu| entry("cpu", vcpu.map(|vcpu| vcpu.as_units())));
    let memory = container.memory.as_ref().map(|memory| entry("memory", mib(memory)));
    let kept = container.memory_reservation.as_ref().map(|kept| entry("memoryReservation", mib(kept)));
    [cpu, memory, kept].into_iter().flatten().collect()
}

fn ports(container: &Container, service: &Blueprint) -> Option<Decided<Value>> {
    let ports = |port: &u16| {
        let mut mapping =
            vec![entry("containerPort", *port), entry("hostPort", *port), entry("protocol", "tcp")];
        mapping.extend(connect::port_mapping(service));
        Value::List(vec![Value::Object(mapping)])
    };
    let port = service.port.as_ref().filter(|_| service.is_own(container));
    port.map(|port| port.map(ports))
}

fn words(name: &'static str, words: Option<&Decided<Vec<String>>>) -> Option<(Key, Value)> {
    words.filter(|words| !words.is_empty()).map(|words| entry(name, words.clone()))
}

/// What the spec says and, of the service's own container, where what it uses is.
fn environment(container: &Container, service: &Blueprint) -> Value {
    let of_uses = service.connect.variables().filter(|_| service.is_own(container));
    let mut variables: Vec<&(String, Decided<Text>)> = container.env.iter().chain(of_uses).collect();
    sort_by(&mut variables, |(a, _), (b, _)| a.cmp(b));
    let variable = |(name, value): &(String, Decided<Text>)| {
        object! { "name": value.map(|_| name.clone()), "value": value.clone() }
    };
    Value::List(variables.into_iter().map(variable).collect())
}

fn secrets(container: &Container) -> Value {
    let mut secrets: Vec<_> = container.secrets.iter().collect();
    sort_by(&mut secrets, |a, b| a.variable.cmp(&b.variable));
    let secret = |secret: &SecretBlueprint| {
        let by_spec = |value: Value| Decided::new(value, secret.kept.origins.clone());
        object! {
            "name": by_spec(secret.variable.clone().into()),
            "valueFrom": by_spec((&secret.value_from).into()),
        }
    };
    Value::List(secrets.into_iter().map(secret).collect())
}

/// A process that reaps orphans; and no capability of Linux where the user is not root, who could not
/// use one anyway, but for what is asked for.
fn linux_parameters(container: &Container) -> Value {
    let init = container.init.clone().unwrap_or_else(|| crate::aws::fixed(true));
    let mut entries = vec![entry("initProcessEnabled", init)];
    let is_root = |user: &str| matches!(user.split(':').next(), Some("0" | "root"));
    let user = container.user.as_ref().filter(|user| !is_root(user));
    let drop = user.map(|_| entry("drop", list!["ALL"]));
    let add = words("add", container.capabilities.as_ref());
    let capabilities: Vec<(Key, Value)> = add.into_iter().chain(drop).collect();
    if !capabilities.is_empty() {
        let origins = user.map(Decided::origins).into_iter();
        let origins = origins.chain(container.capabilities.as_ref().map(Decided::origins)).collect();
        entries.push(entry("capabilities", Decided::new(Value::Object(capabilities), origins)));
    }
    Value::Object(entries)
}

/// Folders need volumes only where the rest is read-only.
fn mounted(container: &Container) -> impl Iterator<Item = &Decided<String>> {
    container.writable.iter().filter(|_| *container.read_only_root)
}

fn mount_points(container: &Container, service: &Blueprint) -> Decided<Value> {
    let point = |folder: &Decided<String>| {
        object! {
            "sourceVolume": folder.map(|folder| volume_name(container, service, folder)),
            "containerPath": folder.clone(),
            "readOnly": folder.map(|_| false),
        }
    };
    container.read_only_root.map(|_| Value::List(mounted(container).map(point).collect()))
}

/// A full buffer drops lines and not requests. The streams of a container begin with the names of the service and of the
/// container.
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
