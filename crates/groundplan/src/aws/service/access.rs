//! Who may talk to the tasks, and whom they may talk to.

use super::{Blueprint, endpoint};
use crate::aws::security_group::{Group, Other, Rule};
use crate::aws::{EnvironmentContext, fixed, load_balancer, network};
use crate::decision::Decided;
use crate::terraform::{Address, File, Reference};

const HTTPS: u16 = 443;

/// The security group of a service's tasks.
pub(super) fn group(service: &Blueprint) -> Reference {
    Address::resource("aws_security_group", service.label.clone()).attr("id")
}

/// Adds the security group of a service's tasks with its rules.
pub(super) fn emit(
    service: &Blueprint,
    balancer: Option<&load_balancer::Blueprint>,
    network: &network::Blueprint,
    context: &EnvironmentContext,
    file: &mut File<'_>,
) {
    let group = Group {
        label: &service.label,
        name: &[&service.name, "tasks"],
        description: fixed(format!("Tasks of {}", service.name)),
        vpc_id: network::vpc_id(network),
    };
    let group = group.emit(context, file);
    if let (true, Some(port), Some(balancer)) = (*service.is_public, &service.port, balancer) {
        from_load_balancer(service, port, balancer, &group, &mut file.because(service.is_public.origins()));
    }
    let (endpoints, origins) = network::endpoint_group(network).into_parts();
    match endpoints {
        Some(endpoints) => {
            https_to_endpoints(service, endpoints, &group, &mut file.because(&origins));
            https_to_tables(service, network, &group, &mut file.because(&origins));
        }
        None => https_anywhere(service, &group, &mut file.because(&origins)),
    }
    for egress_rule in &service.egress_rules {
        let origins = egress_rule.cidr.origins().and(egress_rule.port.origins());
        let file = &mut file.because(&origins);
        let rule = Rule {
            label: format!("{}_{}", service.label, egress_rule.label),
            group: (&group).into(),
            description: Decided::new(
                format!("Port {} of {}", egress_rule.port, egress_rule.cidr),
                origins.clone(),
            ),
            port: egress_rule.port.clone(),
            other: Other::Addresses(egress_rule.cidr.map(|cidr| cidr.clone().into())),
        };
        rule.egress(file);
    }
}

/// The two sides of one port: in at the tasks, out at the load balancer.
fn from_load_balancer(
    service: &Blueprint,
    port: &Decided<u16>,
    balancer: &load_balancer::Blueprint,
    group: &Reference,
    file: &mut File<'_>,
) {
    let inward = Rule {
        label: format!("{}_from_load_balancer", service.label),
        group: group.into(),
        description: fixed("From the load balancer".to_owned()),
        port: port.clone(),
        other: Other::Group(load_balancer::security_group(balancer)),
    };
    inward.ingress(file);
    let outward = Rule {
        label: format!("load_balancer_to_{}", service.label),
        group: load_balancer::security_group(balancer),
        description: fixed(format!("To the tasks of {}", service.name)),
        port: port.clone(),
        other: Other::Group(group.into()),
    };
    outward.egress(file);
}

fn https_anywhere(service: &Blueprint, group: &Reference, file: &mut File<'_>) {
    let rule = Rule {
        label: format!("{}_https", service.label),
        group: group.into(),
        description: fixed("HTTPS, for images, logs, secrets and other services".to_owned()),
        port: fixed(HTTPS),
        other: Other::Addresses(fixed("0.0.0.0/0".into())),
    };
    rule.egress(file);
}

/// Images, logs and secrets come from the endpoints where nothing else leads out.
fn https_to_endpoints(service: &Blueprint, endpoints: Reference, group: &Reference, file: &mut File<'_>) {
    let label = &service.label;
    https(
        format!("{label}_endpoints"),
        group,
        "AWS services inside the VPC",
        Other::Group(endpoints.clone().into()),
    )
    .egress(file);
    https(
        format!("{label}_s3"),
        group,
        "Image layers, which lie in S3",
        Other::PrefixList(network::s3_prefix_list()),
    )
    .egress(file);
    let from = format!("From the tasks of {}", service.name);
    https(format!("endpoints_from_{label}"), &endpoints, &from, Other::Group(group.into())).ingress(file);
}

/// The endpoints' group does not contain DynamoDB's gateway: its addresses are a list that AWS keeps.
fn https_to_tables(
    service: &Blueprint,
    network: &network::Blueprint,
    group: &Reference,
    file: &mut File<'_>,
) {
    let callers = endpoint::dynamodb(service);
    if let (Some(callers), Some(list)) = (callers, network::dynamodb_prefix_list(network)) {
        let other = Other::PrefixList(list.into_value());
        https(format!("{}_dynamodb", service.label), group, "Tables of DynamoDB", other)
            .egress(&mut file.because(&callers));
    }
}

fn https(label: String, group: &Reference, description: &str, other: Other) -> Rule {
    Rule { label, group: group.into(), description: fixed(description.to_owned()), port: fixed(HTTPS), other }
}
