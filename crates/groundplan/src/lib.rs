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
pub mod inspection;
pub mod lint;
mod model;
pub mod node;
mod raw;
pub mod schema;
pub mod spec;
mod stack;
pub mod statement;
pub mod terraform;
pub mod testing;
pub mod unit;

pub use aws::Waived;
pub use diagnostic::Error;
pub use raw::{Configuration, Override, Raw};
pub use stack::{
    Advice, Decisions, Environment, File, Format, OverBudget, Program, ServiceUse, Stack, Synthesis,
    defaults, document_rules, rules,
};

pub use aws::alarms::{Alarms, Level};
pub use aws::exchange::{Export, ExportValue, Import, Through, ValueType};
pub use aws::key::Encryption;
pub use aws::load_balancer::{AccessLogs, Health, LoadBalancer, Public, Scheme};
pub use aws::logs::Logs;
pub use aws::module::Module;
pub use aws::network::{Destination, Egress, FlowLogs, Network, Traffic};
pub use aws::secret::{Secret, SecretSource};
pub use aws::service::{
    Architecture, Capacity, Cluster, ContainerInsights, EcsFargateService, Grant, Image, Reach, Scale,
    ServiceUsage, Size,
};
pub use aws::state::{Lock, State};

/// What a program that describes a stack needs.
pub mod prelude {
    pub use crate::decision::Tier;
    pub use crate::diagnostic::Rule;
    pub use crate::unit::{
        Count, DataSize, Days, Memory, Money, OfficeHours, Percent, Region, Seconds, Vcpu,
    };
    pub use crate::{
        AccessLogs, Alarms, Architecture, Capacity, Cluster, ContainerInsights, Destination,
        EcsFargateService, Egress, Encryption, Environment, Export, FlowLogs, Format, Grant, Health, Image,
        Import, Level, LoadBalancer, Lock, Logs, Module, Network, Override, Program, Public, Raw, Reach,
        Scale, Scheme, Secret, SecretSource, ServiceUsage, Size, Stack, State, Through, Traffic, ValueType,
    };
}
