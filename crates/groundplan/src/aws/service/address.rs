//! The addresses of cluster and services, for what scales and watches them.

use crate::terraform::{Address, Reference};

pub(super) fn cluster() -> Address {
    Address::resource("aws_ecs_cluster", "main")
}

/// The cluster's name, as metrics and scaling targets have it.
pub(crate) fn cluster_name() -> Reference {
    cluster().attr("name")
}

/// The service's name, as metrics and scaling targets have it.
pub(crate) fn service_name(label: &str) -> Reference {
    Address::resource("aws_ecs_service", label.to_owned()).attr("name")
}
