//! ECS services on Fargate: cluster, task definition, roles, service, autoscaling.

mod access;
mod address;
mod cluster;
mod container;
mod defaults;
mod emit;
mod image;
mod known_image;
mod reachability;
mod resolve;
mod roles;
mod rules;
mod scaling;
mod spec;
mod usage;

pub use image::Image;
pub use spec::{
    Architecture, Capacity, Cluster, ContainerInsights, EcsFargateService, EgressRule, Grant, Scale, Size,
};
pub use usage::ServiceUsage;

pub(crate) use address::{cluster_name, service_name};
pub(crate) use cluster::ClusterBlueprint;
pub(crate) use defaults::rows;
pub(crate) use emit::{emit, emit_cluster, emit_variables};
pub(crate) use image::{ImageBlueprint, ImageVariable};
pub(crate) use reachability::endpoints;
pub(crate) use resolve::{resolve, resolve_cluster};
pub(crate) use rules::RULES;

use crate::spec::Map;
use crate::terraform::Text;
use crate::unit::{Memory, OfficeHours, Percent, Seconds, Vcpu};

/// What a service is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Blueprint {
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) image: ImageBlueprint,
    pub(crate) port: Option<u16>,
    pub(crate) vcpu: Vcpu,
    pub(crate) memory: Memory,
    architecture: Architecture,
    ephemeral_storage: Option<u32>,
    pub(crate) is_public: bool,
    env: Map<Text>,
    secrets: Vec<SecretBlueprint>,
    command: Vec<String>,
    entrypoint: Vec<String>,
    user: Option<String>,
    read_only_root: bool,
    writable: Vec<String>,
    pub(crate) scale: ScaleBlueprint,
    capacity: Capacity,
    grants: Vec<Grant>,
    pub(crate) egress_rules: Vec<EgressRuleBlueprint>,
    exec: bool,
    stop_timeout: Seconds,
    /// What the tasks reach over port 443: everything, or only AWS through endpoints.
    endpoints_only: bool,
    public_ip: bool,
}

/// A secret variable of a container.
#[derive(Clone, Debug, PartialEq, Eq)]
struct SecretBlueprint {
    variable: String,
    /// What a policy names.
    arn: Text,
    /// What the container definition names.
    value_from: Text,
    /// The key that it is encrypted with, unless that is Amazon's own.
    key: Option<Text>,
}

/// How many tasks run, and when that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ScaleBlueprint {
    pub(crate) min: u32,
    pub(crate) max: u32,
    cpu: Option<Percent>,
    memory: Option<Percent>,
    requests_per_task: Option<u32>,
    pub(crate) hours: Option<OfficeHours>,
}

impl ScaleBlueprint {
    /// Whether the number of tasks changes by itself.
    pub(crate) fn is_auto(&self) -> bool {
        self.min < self.max || self.hours.is_some()
    }
}

/// An address beside port 443 that tasks may reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EgressRuleBlueprint {
    pub(crate) label: String,
    cidr: String,
    port: u16,
}
