//! The addresses of the load balancer's parts, for its services and alarms.

use super::Blueprint;
use crate::terraform::{Address, Reference, Value};

/// The security group of the load balancer.
pub(crate) fn security_group(blueprint: &Blueprint) -> Value {
    match &blueprint.existing {
        Some(existing) => existing.group(),
        None => own_security_group().into(),
    }
}

pub(super) fn own_security_group() -> Reference {
    Address::resource("aws_security_group", "load_balancer").attr("id")
}

/// The last part of the load balancer's ARN, as metrics name it.
pub(crate) fn arn_suffix(blueprint: &Blueprint) -> Reference {
    load_balancer(blueprint).attr("arn_suffix")
}

pub(super) fn load_balancer(blueprint: &Blueprint) -> Address {
    match &blueprint.existing {
        Some(_) => Address::data("aws_lb", "main"),
        None => own_load_balancer(),
    }
}

pub(super) fn own_load_balancer() -> Address {
    Address::resource("aws_lb", "main")
}

/// The target group of a service.
pub(crate) fn target_group(label: &str) -> Address {
    Address::resource("aws_lb_target_group", label.to_owned())
}
