//! Production-grade Terraform for AWS from a short description of an application, for every
//! environment.
//!
//! ```
//! use groundplan::prelude::*;
//!
//! let shop = Stack::new("shop")
//!     .region(Region::EuWest1)
//!     .service(EcsFargateService::new("api").image("public.ecr.aws/nginx/nginx:1.27.5-alpine"))
//!     .environment(Environment::development("dev"));
//! let synthesis = shop.synth()?;
//! assert!(synthesis.files().iter().any(|file| file.path == "environments/dev/network.tf.json"));
//! # Ok::<(), groundplan::Error>(())
//! ```
//!
//! Four plain values, each made once:
//!
//! ```text
//! Spec ──resolve──▶ Blueprint ──emit──▶ Document ──render──▶ files
//! ```
//!
//! The [`prelude`] has the builders, and what they take. The names here and in the modules listed below are what is
//! promised from version to version; a module that is not listed is for groundplan's own crates.
//!
//! The core is pure: no file, no clock, no environment, no randomness. The same spec gives the same
//! bytes on every platform.

mod asked;
mod aws;
pub mod change;
mod composition;
#[doc(hidden)]
pub mod configuration;
pub mod cost;
#[doc(hidden)]
pub mod decision;
pub mod diagnostic;
#[doc(hidden)]
pub mod diagram;
#[doc(hidden)]
pub mod evaluate;
mod examples;
#[doc(hidden)]
pub mod lint;
mod model;
#[doc(hidden)]
pub mod node;
mod raw;
mod reference;
#[doc(hidden)]
pub mod report;
#[doc(hidden)]
pub mod schema;
#[doc(hidden)]
pub mod spec;
mod stack;
pub mod terraform;
pub mod testing;
pub mod unit;
pub mod validate;

pub use aws::Waiver;
pub use aws::alarms::{AlarmLevel, Alarms};
pub use aws::cluster::{Cluster, ContainerInsights};
pub use aws::container_health::ContainerHealthCheck;
pub use aws::key::Encryption;
pub use aws::load_balancer::{AccessLogs, HealthCheck, LoadBalancer, LoadBalancerScheme, Public};
pub use aws::logs::Logs;
pub use aws::network::{Egress, FlowLogDestination, FlowLogTraffic, FlowLogs, Network};
pub use aws::secret::{Secret, SecretSource};
pub use aws::service::{
    Architecture, Capacity, ContainerCondition, Deploy, EcsFargateService, EgressRule, EnvFile, Grant, Image,
    RestartPolicy, Scale, ServiceUsage, Sidecar, Size, Ulimit,
};
pub use aws::state::{State, StateLock};
pub use composition::cross_stack::{Export, Import, Transport, ValueType};
pub use composition::module::Module;
pub use decision::{Decision, Tier};
pub use diagnostic::{Error, Rule};
pub use diagram::Diagram;
pub use raw::{Override, Raw};
pub use reference::{Arn, VpcId};
pub use schema::Schema;
pub use stack::{
    Advice, App, Decisions, Defaults, Environment, File, Format, Outcome, Stack, Synthesis, Tool, WhatIf,
};
pub use terraform::Ref;
pub use unit::{Count, DataSize, Days, Memory, Money, OfficeHours, Percent, Region, Seconds, Vcpu};

// What groundplan's own crates need of each other, like the modules that are hidden above: no promise is made of it.
#[doc(hidden)]
pub use {
    aws::{Waived, Waivers},
    composition::cross_stack::ExportValue,
    raw::Configuration,
    stack::{OverBudget, ServiceUse, defaults, document_rules, rules},
};

/// Calls between services, through ECS Service Connect.
pub mod service_connect {
    pub use crate::aws::service::{AccessLogFormat, AppProtocol, ServiceConnect, Use, UseEnv};
}

/// What stacks share, and what exists already.
pub mod sharing {
    pub use crate::aws::load_balancer::ExistingLoadBalancer;
    pub use crate::aws::network::ExistingNetwork;
    pub use crate::aws::stack_reference::StackReference;
    pub use crate::composition::share::Share;
}

/// What a program that describes a stack needs.
pub mod prelude {
    pub use crate::service_connect::{AccessLogFormat, AppProtocol, ServiceConnect, Use, UseEnv};
    pub use crate::sharing::{ExistingLoadBalancer, ExistingNetwork, Share, StackReference};
    pub use crate::{
        AccessLogs, AlarmLevel, Alarms, App, Architecture, Arn, Capacity, Cluster, ContainerCondition,
        ContainerHealthCheck, ContainerInsights, Count, DataSize, Days, Defaults, Deploy, EcsFargateService,
        Egress, EgressRule, Encryption, EnvFile, Environment, Export, FlowLogDestination, FlowLogTraffic,
        FlowLogs, Format, Grant, HealthCheck, Image, Import, LoadBalancer, LoadBalancerScheme, Logs, Memory,
        Module, Money, Network, OfficeHours, Override, Percent, Public, Raw, Ref, Region, RestartPolicy,
        Rule, Scale, Seconds, Secret, SecretSource, ServiceUsage, Sidecar, Size, Stack, State, StateLock,
        Tier, Tool, Transport, Ulimit, ValueType, Vcpu, VpcId, Waiver,
    };
}
