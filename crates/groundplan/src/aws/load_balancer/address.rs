//! The addresses of the load balancer's parts, for its services and alarms.

use crate::terraform::{Address, Reference};

/// The security group of the load balancer.
pub(crate) fn security_group() -> Reference {
    Address::resource("aws_security_group", "load_balancer").attr("id")
}

/// The last part of the load balancer's ARN, as metrics name it.
pub(crate) fn arn_suffix() -> Reference {
    load_balancer().attr("arn_suffix")
}

pub(super) fn load_balancer() -> Address {
    Address::resource("aws_lb", "main")
}

/// The target group of a service.
pub(crate) fn target_group(label: &str) -> Address {
    Address::resource("aws_lb_target_group", label.to_owned())
}
