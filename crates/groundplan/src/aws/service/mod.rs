//! ECS services on Fargate: task definition, roles, service, autoscaling.

mod access;
mod address;
mod connect;
mod container;
mod defaults;
mod emit;
mod endpoint;
mod reachability;
mod requests;
mod resolve;
mod roles;
mod rules;
mod scaling;
mod spec;
mod usage;

pub use connect::{AccessLogFormat, AppProtocol, ServiceConnect, Use, UseEnv};
use container::Container;
pub use container::{ContainerCondition, EnvFile, Image, RestartPolicy, Sidecar, Ulimit};
pub use spec::{Architecture, Capacity, Deploy, EcsFargateService, EgressRule, Grant, Scale, Size};
pub use usage::ServiceUsage;

pub(crate) use address::{address, reached, service_name, tasks};
pub(crate) use connect::call_logs;
pub(crate) use defaults::rows;
pub(crate) use emit::{Beside, TASK_TYPES, emit, emit_log_groups, emit_tasks, file_name};
pub(crate) use reachability::{dynamodb, endpoints};
pub(crate) use requests::{alarms, route_requests};
pub(crate) use resolve::{Around, resolve, resolve_one, resolve_until};
pub(crate) use rules::RULES;

use crate::decision::{Decided, Origins};
use crate::unit::{Memory, OfficeHours, Percent, Vcpu};

/// What a service is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Blueprint {
    pub(crate) name: String,
    pub(crate) label: String,
    /// What says that there is such a service.
    pub(crate) origins: Origins,
    /// The service's own container, and those beside it, by name.
    container: Container,
    sidecars: Vec<Container>,
    pub(crate) port: Option<Decided<u16>>,
    pub(crate) vcpu: Decided<Vcpu>,
    pub(crate) memory: Decided<Memory>,
    architecture: Decided<Architecture>,
    ephemeral_storage: Option<Decided<u32>>,
    /// Who calls it, and what it calls.
    pub(crate) connect: connect::Connect,
    pub(crate) is_public: Decided<bool>,
    pub(crate) scale: ScaleBlueprint,
    capacity: Decided<Capacity>,
    grants: Vec<Decided<Grant>>,
    pub(crate) egress_rules: Vec<EgressRuleBlueprint>,
    exec: Decided<bool>,
    wait: Decided<bool>,
    /// What the tasks reach over port 443: everything, or only AWS through endpoints.
    endpoints_only: bool,
    public_ip: Decided<bool>,
}

impl Blueprint {
    /// The containers of its tasks, its own first.
    fn containers(&self) -> impl Iterator<Item = &Container> {
        [&self.container].into_iter().chain(&self.sidecars)
    }

    /// Whether a container is the service's own.
    fn is_own(&self, container: &Container) -> bool {
        container.path == self.container.path
    }
}

/// How many tasks run, and when that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ScaleBlueprint {
    pub(crate) min: Decided<u32>,
    pub(crate) max: Decided<u32>,
    cpu: Option<Decided<Percent>>,
    memory: Option<Decided<Percent>>,
    requests_per_task: Option<Decided<u32>>,
    pub(crate) hours: Option<Decided<OfficeHours>>,
}

impl ScaleBlueprint {
    /// Whether the number of tasks changes by itself.
    pub(crate) fn is_auto(&self) -> bool {
        *self.min < *self.max || self.hours.is_some()
    }

    /// What it follows from that the number changes by itself, or does not.
    fn auto_origins(&self) -> Origins {
        let hours = self.hours.iter().map(Decided::origins);
        [self.min.origins(), self.max.origins()].into_iter().chain(hours).collect()
    }
}

/// An address beside port 443 that tasks may reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EgressRuleBlueprint {
    pub(crate) label: String,
    cidr: Decided<String>,
    port: Decided<u16>,
}
