//! In which order the containers of a task start.

use crate::aws::Resolver;
use crate::decision::Decided;
use crate::diagnostic::Path;
use crate::spec::{Map, string_enum};
use crate::terraform::{Key, Value, entry, object};
use crate::unit::sort_by;

string_enum! {
    /// What must be true of a container before another one starts.
    pub enum ContainerCondition {
        /// It has started.
        Start = "start" also ["started", "running", "service_started"],
        /// It has passed its own health check, which it must have.
        Healthy = "healthy" also ["service_healthy"],
        /// It has ended, whatever its code: for what need not succeed.
        Complete = "complete" also ["completed", "exited"],
        /// It has ended with code 0: for what prepares the task, such as a migration.
        Success = "success" also ["succeeded", "successful", "service_completed_successfully"],
    }
}

impl ContainerCondition {
    /// Whether the container has to end.
    pub(in crate::aws::service) fn is_end(self) -> bool {
        matches!(self, Self::Complete | Self::Success)
    }
}

/// A container that another one waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::aws::service) struct Dependency {
    pub(in crate::aws::service) name: String,
    pub(in crate::aws::service) condition: Decided<ContainerCondition>,
}

/// Decides whom a container waits for. Who is turned off is not waited for.
pub(super) fn resolve(
    spec: Option<&Map<ContainerCondition>>,
    is_off: &dyn Fn(&str) -> bool,
    path: &Path,
    resolver: &mut Resolver<'_>,
) -> Vec<Dependency> {
    let path = path.clone().key("dependsOn");
    let stated = spec.into_iter().flat_map(Map::iter).filter(|(name, _)| !is_off(name));
    let dependency = |(name, condition): (&str, &ContainerCondition)| {
        let origins = resolver.explicit(path.clone().key(name), condition);
        Dependency { name: name.to_owned(), condition: Decided::new(*condition, origins) }
    };
    let mut found: Vec<_> = stated.map(dependency).collect();
    sort_by(&mut found, |a, b| a.name.cmp(&b.name));
    found
}

/// The entry of a container definition.
pub(super) fn entry_of(dependencies: &[Dependency]) -> Option<(Key, Value)> {
    let dependency = |dependency: &Dependency| {
        object! {
            "containerName": dependency.condition.map(|_| dependency.name.clone()),
            "condition": dependency.condition.map(|condition| condition.name().to_uppercase()),
        }
    };
    let all = || Value::List(dependencies.iter().map(dependency).collect());
    (!dependencies.is_empty()).then(|| entry("dependsOn", all()))
}
