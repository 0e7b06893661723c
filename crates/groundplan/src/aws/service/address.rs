//! The addresses of services, for what scales and watches them.

use crate::terraform::{Address, Reference};

/// The service's name, as metrics and scaling targets have it.
pub(crate) fn service_name(label: &str) -> Reference {
    Address::resource("aws_ecs_service", label.to_owned()).attr("name")
}
