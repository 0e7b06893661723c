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
//! The core is pure: no file, no clock, no environment, no randomness. The same spec gives the same
//! bytes on every platform.

mod aws;
pub mod cost;
pub mod decision;
pub mod diagnostic;
pub mod diagram;
pub mod lint;
mod model;
pub mod node;
mod raw;
pub mod report;
pub mod schema;
pub mod spec;
mod stack;
pub mod terraform;
pub mod testing;
pub mod unit;
pub mod validate;

pub use aws::{Waived, Waiver, Waivers};
pub use diagnostic::Error;
pub use raw::{Configuration, Override, Raw};
pub use stack::{
    Advice, App, Decisions, Environment, File, Format, OverBudget, ServiceUse, Stack, Synthesis, defaults,
    document_rules, rules,
};

pub use aws::alarms::{AlarmLevel, Alarms};
pub use aws::cross_stack::{Export, ExportValue, Import, Transport, ValueType};
pub use aws::key::Encryption;
pub use aws::load_balancer::{AccessLogs, HealthCheck, LoadBalancer, LoadBalancerScheme, Public};
pub use aws::logs::Logs;
pub use aws::module::Module;
pub use aws::network::{Egress, FlowLogDestination, FlowLogTraffic, FlowLogs, Network};
pub use aws::secret::{Secret, SecretSource};
pub use aws::service::{
    Architecture, Capacity, Cluster, ContainerInsights, EcsFargateService, EgressRule, Grant, Image, Scale,
    ServiceUsage, Size,
};
pub use aws::state::{State, StateLock};

/// What a program that describes a stack needs.
pub mod prelude {
    pub use crate::decision::Tier;
    pub use crate::diagnostic::Rule;
    pub use crate::unit::{
        Count, DataSize, Days, Memory, Money, OfficeHours, Percent, Region, Seconds, Vcpu,
    };
    pub use crate::{
        AccessLogs, AlarmLevel, Alarms, App, Architecture, Capacity, Cluster, ContainerInsights,
        EcsFargateService, Egress, EgressRule, Encryption, Environment, Export, FlowLogDestination,
        FlowLogTraffic, FlowLogs, Format, Grant, HealthCheck, Image, Import, LoadBalancer,
        LoadBalancerScheme, Logs, Module, Network, Override, Public, Raw, Scale, Secret, SecretSource,
        ServiceUsage, Size, Stack, State, StateLock, Transport, ValueType,
    };
}
