//! What is deployed in an AWS account, one module per domain.
//!
//! A domain is a folder with the same files: `spec.rs` (the builder and its keys), `defaults.rs` (each
//! default with its reason), `rules.rs` (each rule with its code), `emit.rs` (its Terraform), and
//! `mod.rs` (the decided values, and what other domains may use). No two domains import each
//! other; all import the helpers context, foreign, policy, bucket, quota, `stack_reference` and
//! `security_group`.

pub(crate) mod alarms;
mod bucket;
pub(crate) mod cluster;
pub(crate) mod container_health;
mod context;
mod foreign;
pub(crate) mod key;
pub(crate) mod load_balancer;
pub(crate) mod logs;
pub(crate) mod network;
pub(crate) mod observability;
mod policy;
pub(crate) mod quota;
pub(crate) mod secret;
mod security_group;
pub(crate) mod service;
pub(crate) mod stack_reference;
pub(crate) mod state;
mod waiver;

pub use context::Waived;
pub use waiver::{Waiver, Waivers};

pub(crate) use context::{EnvironmentContext, Resolver, account_id, fixed, partition};
