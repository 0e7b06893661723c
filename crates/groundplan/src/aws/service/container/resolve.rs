use super::{Container, ImageBlueprint, Sidecar, known};
use super::{env_file, image_of_spec, order, restart, secret_variable, ulimit};
use crate::aws::service::resolve::Around;
use crate::aws::service::spec::EcsFargateService;
use crate::aws::{Resolver, container_health};
use crate::decision::{Decided, Origins};
use crate::diagnostic::Path;
use crate::spec::Map;
use crate::terraform::Text;
use crate::unit::Seconds;

/// A container before it is decided.
pub(in crate::aws::service) struct Undecided<'a> {
    pub(in crate::aws::service) name: &'a str,
    pub(in crate::aws::service) path: &'a Path,
    /// Where the spec says how its health is found out.
    pub(in crate::aws::service) health: Path,
    /// What says that there is one.
    pub(in crate::aws::service) origins: Origins,
    pub(in crate::aws::service) essential: Decided<bool>,
    pub(in crate::aws::service) read_only_root: Decided<bool>,
    pub(in crate::aws::service) stop_timeout: Decided<Seconds>,
    /// Whether a container of the task is turned off.
    pub(in crate::aws::service) is_off: &'a dyn Fn(&str) -> bool,
}

/// What a service says of its own container, in the words of all containers.
pub(in crate::aws::service) fn own(spec: &EcsFargateService) -> Sidecar {
    let spec = spec.clone();
    Sidecar {
        image: spec.image,
        depends_on: spec.depends_on,
        health_check: spec.health_check.and_then(|check| check.command),
        env: spec.env,
        secrets: spec.secrets,
        env_files: spec.env_files,
        command: spec.command,
        entrypoint: spec.entrypoint,
        working_directory: spec.working_directory,
        user: spec.user,
        writable: spec.writable,
        init: spec.init,
        capabilities: spec.capabilities,
        ulimits: spec.ulimits,
        restart_policy: spec.restart_policy,
        ..Sidecar::default()
    }
}

/// Decides a container. An image that cannot be read is an error, and a placeholder takes its place.
pub(in crate::aws::service) fn resolve(
    spec: &Sidecar,
    undecided: Undecided<'_>,
    around: &Around<'_>,
    resolver: &mut Resolver<'_>,
) -> Container {
    let Undecided { name, path, health, origins, essential, read_only_root, stop_timeout, is_off } =
        undecided;
    let image = image_of_spec::decide(spec.image.as_ref(), around, &path.clone().key("image"), resolver);
    Container {
        name: name.to_owned(),
        path: path.clone(),
        origins,
        essential,
        env: variables(spec, path, resolver),
        secrets: secret_variable::resolve(spec.secrets.as_ref(), around, path, resolver),
        env_files: env_file::resolve(spec.env_files.as_ref(), path, resolver),
        command: words(path, "command", spec.command.as_ref(), resolver),
        entrypoint: words(path, "entrypoint", spec.entrypoint.as_ref(), resolver),
        working_directory: resolver.stated(path, "workingDirectory", spec.working_directory.as_ref()),
        user: resolver.stated(path, "user", spec.user.as_ref()),
        read_only_root,
        writable: writable(spec, &image, path, resolver),
        init: resolver.stated(path, "init", spec.init.as_ref()),
        capabilities: words(path, "capabilities", spec.capabilities.as_ref(), resolver),
        ulimits: ulimit::resolve(spec.ulimits.as_ref(), path, resolver),
        restart: restart::resolve(spec.restart_policy.as_ref(), path, resolver),
        health: spec.health_check.as_ref().map(|check| container_health::resolve(check, health, resolver)),
        depends_on: order::resolve(spec.depends_on.as_ref(), is_off, path, resolver),
        vcpu: resolver.stated(path, "vcpu", spec.vcpu.as_ref()),
        memory: resolver.stated(path, "memory", spec.memory.as_ref()),
        memory_reservation: resolver.stated(path, "memoryReservation", spec.memory_reservation.as_ref()),
        start_timeout: resolver.stated(path, "startTimeout", spec.start_timeout.as_ref()),
        stop_timeout,
        image,
    }
}

/// The variables that are not secrets.
fn variables(spec: &Sidecar, path: &Path, resolver: &mut Resolver<'_>) -> Vec<(String, Decided<Text>)> {
    let path = path.clone().key("env");
    let variables = spec.env.iter().flat_map(Map::iter);
    variables.map(|(name, value)| (name.to_owned(), resolver.text(path.clone().key(name), value))).collect()
}

fn words(
    path: &Path,
    key: &str,
    words: Option<&Vec<String>>,
    resolver: &mut Resolver<'_>,
) -> Option<Decided<Vec<String>>> {
    let words = words?;
    let origins = resolver.explicit(path.clone().key(key), words.join(" "));
    Some(Decided::new(words.clone(), origins))
}

/// `/tmp`, what the user says, and what a well-known image needs.
fn writable(
    spec: &Sidecar,
    image: &Decided<ImageBlueprint>,
    path: &Path,
    resolver: &mut Resolver<'_>,
) -> Vec<Decided<String>> {
    let known = known(image.family()).map_or(&[][..], |known| known.writable);
    let mut folders: Vec<Decided<String>> = Vec::new();
    let mut add = |folder: &str, origins: Origins| {
        if !folders.iter().any(|earlier| earlier.as_str() == folder) {
            folders.push(Decided::new(folder.to_owned(), origins));
        }
    };
    add("/tmp", Origins::NONE);
    known.iter().for_each(|folder| add(folder, image.origins().clone()));
    for (at, folder) in spec.writable.iter().flatten().enumerate() {
        let trimmed = if folder.len() > 1 { folder.trim_end_matches('/') } else { folder };
        add(trimmed, resolver.explicit(path.clone().key("writable").index(at), folder));
    }
    folders
}
