//! Who may talk to the tasks, and whom they may talk to: one resource per rule.

use super::Blueprint;
use crate::aws::{Site, load_balancer, network};
use crate::terraform::{Address, File, Reference, block, object};

const HTTPS: u16 = 443;

/// Adds the security group of a service's tasks with its rules.
pub(super) fn emit(
    service: &Blueprint,
    network: &network::Blueprint,
    site: &Site,
    file: &mut File<'_>,
) -> Reference {
    let group = file.resource(
        "aws_security_group",
        service.label.clone(),
        block! {
            name_prefix = site.group_prefix(&[&service.name, "tasks"]),
            description = format!("Tasks of {}", service.name),
            vpc_id      = network::vpc_id(),
            tags        = object! { "Name": site.name(&[&service.name], 255) },
            lifecycle { create_before_destroy = true }
        },
    );
    if let (true, Some(port)) = (service.is_public, service.port) {
        from_load_balancer(service, port, &group, file);
    }
    https_out(service, network, &group, file);
    for reach in &service.reaches {
        file.resource(
            "aws_vpc_security_group_egress_rule",
            format!("{}_{}", service.label, reach.label),
            block! {
                security_group_id = group.attr("id"),
                description       = format!("Port {} of {}", reach.port, reach.cidr),
                ip_protocol       = "tcp",
                from_port         = reach.port,
                to_port           = reach.port,
                cidr_ipv4         = reach.cidr.clone(),
            },
        );
    }
    group.attr("id")
}

/// The two sides of one port: in at the tasks, out at the load balancer.
fn from_load_balancer(service: &Blueprint, port: u16, group: &Address, file: &mut File<'_>) {
    file.resource(
        "aws_vpc_security_group_ingress_rule",
        format!("{}_from_load_balancer", service.label),
        block! {
            security_group_id            = group.attr("id"),
            description                  = "From the load balancer",
            ip_protocol                  = "tcp",
            from_port                    = port,
            to_port                      = port,
            referenced_security_group_id = load_balancer::security_group(),
        },
    );
    file.resource(
        "aws_vpc_security_group_egress_rule",
        format!("load_balancer_to_{}", service.label),
        block! {
            security_group_id            = load_balancer::security_group(),
            description                  = format!("To the tasks of {}", service.name),
            ip_protocol                  = "tcp",
            from_port                    = port,
            to_port                      = port,
            referenced_security_group_id = group.attr("id"),
        },
    );
}

/// Images, logs and secrets are fetched over HTTPS: from the endpoints where nothing else leads out.
fn https_out(service: &Blueprint, network: &network::Blueprint, group: &Address, file: &mut File<'_>) {
    let Some(endpoints) = network::endpoint_group(network) else {
        file.resource(
            "aws_vpc_security_group_egress_rule",
            format!("{}_https", service.label),
            block! {
                security_group_id = group.attr("id"),
                description       = "HTTPS, for images, logs, secrets and other services",
                ip_protocol       = "tcp",
                from_port         = HTTPS,
                to_port           = HTTPS,
                cidr_ipv4         = "0.0.0.0/0",
            },
        );
        return;
    };
    file.resource(
        "aws_vpc_security_group_egress_rule",
        format!("{}_endpoints", service.label),
        block! {
            security_group_id            = group.attr("id"),
            description                  = "AWS services inside the VPC",
            ip_protocol                  = "tcp",
            from_port                    = HTTPS,
            to_port                      = HTTPS,
            referenced_security_group_id = endpoints.clone(),
        },
    );
    file.resource(
        "aws_vpc_security_group_egress_rule",
        format!("{}_s3", service.label),
        block! {
            security_group_id = group.attr("id"),
            description       = "Image layers, which lie in S3",
            ip_protocol       = "tcp",
            from_port         = HTTPS,
            to_port           = HTTPS,
            prefix_list_id    = network::s3_prefix_list(),
        },
    );
    file.resource(
        "aws_vpc_security_group_ingress_rule",
        format!("endpoints_from_{}", service.label),
        block! {
            security_group_id            = endpoints,
            description                  = format!("From the tasks of {}", service.name),
            ip_protocol                  = "tcp",
            from_port                    = HTTPS,
            to_port                      = HTTPS,
            referenced_security_group_id = group.attr("id"),
        },
    );
}
