use super::address::{own_vpc_id as vpc_id, zones};
use super::{Blueprint, Egress, endpoint, flow_log};
use crate::aws::{EnvironmentContext, logs};
use crate::decision::Decided;
use crate::terraform::{Address, Addresses, Document, File, Names, Value, block, object};

/// Adds the network.
pub(crate) fn emit(
    blueprint: &Blueprint,
    logs: &logs::Blueprint,
    context: &EnvironmentContext,
    document: &mut Document,
) {
    let mut file = document.file("network");
    if let Some(existing) = &blueprint.existing {
        existing.emit(&mut file);
        return;
    }
    vpc(blueprint, context, &mut file);
    internet(&mut file, context);
    for (index, zone) in zones(blueprint) {
        let mut file = file.because(blueprint.zones.origins());
        public_subnet(blueprint, context, index, zone, &mut file);
        private_subnet(blueprint, context, index, zone, &mut file);
    }
    emit_nat_gateways(blueprint, context, &mut file);
    endpoint::emit(blueprint, context, &mut file);
    if let Some(flow) = &blueprint.flow_logs {
        flow_log::emit(flow, logs, context, &mut document.file("flow_logs").because(&flow.origins));
    }
}

pub(super) fn name(context: &EnvironmentContext, parts: &[&str]) -> Value {
    object! { "Name": context.name(parts, 255) }
}

fn vpc(blueprint: &Blueprint, context: &EnvironmentContext, file: &mut File<'_>) {
    let vpc = file.resource(
        "aws_vpc",
        "main",
        block! {
            cidr_block           = blueprint.cidr.map(ToString::to_string),
            enable_dns_support   = true,
            enable_dns_hostnames = true,
            tags                 = name(context, &[]),
        },
    );
    // Adopted and left without a rule, so that nothing can be reached through it by accident.
    file.resource(
        "aws_default_security_group",
        "main",
        block! { vpc_id = vpc.attr("id"), tags = name(context, &["default-unused"]) },
    );
    // Zones in which every account may work, in the order of their names.
    file.data(
        "aws_availability_zones",
        "available",
        block! {
            state = "available",
            filter { name = "opt-in-status", values = ["opt-in-not-required"] }
        },
    );
}

fn internet(file: &mut File<'_>, context: &EnvironmentContext) {
    let gateway = file.resource(
        "aws_internet_gateway",
        "main",
        block! { vpc_id = vpc_id(), tags = name(context, &[]) },
    );
    let table = file.resource(
        "aws_route_table",
        "public",
        block! { vpc_id = vpc_id(), tags = name(context, &["public"]) },
    );
    file.resource(
        "aws_route",
        "public_internet",
        block! {
            route_table_id         = table.attr("id"),
            destination_cidr_block = "0.0.0.0/0",
            gateway_id             = gateway.attr("id"),
        },
    );
}

fn public_subnet(
    blueprint: &Blueprint,
    context: &EnvironmentContext,
    index: u32,
    zone: &str,
    file: &mut File<'_>,
) {
    let cidr = blueprint.public_subnet(index);
    let subnet = subnet(context, "public", cidr, index, zone, file);
    associate("public", zone, &subnet, &Address::resource("aws_route_table", "public"), file);
}

fn private_subnet(
    blueprint: &Blueprint,
    context: &EnvironmentContext,
    index: u32,
    zone: &str,
    file: &mut File<'_>,
) {
    let cidr = blueprint.private_subnet(index);
    let subnet = subnet(context, "private", cidr, index, zone, file);
    let table = file.resource(
        "aws_route_table",
        format!("private_{zone}"),
        block! { vpc_id = vpc_id(), tags = name(context, &["private", zone]) },
    );
    associate("private", zone, &subnet, &table, file);
}

fn subnet(
    context: &EnvironmentContext,
    kind: &str,
    cidr: Decided<String>,
    index: u32,
    zone: &str,
    file: &mut File<'_>,
) -> Address {
    let available = Address::data("aws_availability_zones", "available");
    file.resource(
        "aws_subnet",
        format!("{kind}_{zone}"),
        block! {
            vpc_id                  = vpc_id(),
            availability_zone       = available.attr(format!("names[{index}]")),
            cidr_block              = cidr,
            map_public_ip_on_launch = false,
            tags                    = name(context, &[kind, zone]),
            // AWS adds zones now and then; an existing subnet is never moved for it. With another CIDR the load balancer
            // and the services move to the new subnets before the old ones go: what they are in cannot be deleted.
            lifecycle {
                create_before_destroy = true,
                ignore_changes        = Names(vec!["availability_zone".into()]),
            }
        },
    )
}

fn associate(kind: &str, zone: &str, subnet: &Address, table: &Address, file: &mut File<'_>) {
    file.resource(
        "aws_route_table_association",
        format!("{kind}_{zone}"),
        block! { subnet_id = subnet.attr("id"), route_table_id = table.attr("id") },
    );
}

fn emit_nat_gateways(blueprint: &Blueprint, context: &EnvironmentContext, file: &mut File<'_>) {
    let file = &mut file.because(blueprint.egress.origins());
    let of_zones = blueprint.zones.origins();
    match *blueprint.egress {
        Egress::NatPerZone => {
            let mut file = file.because(of_zones);
            for (_, zone) in zones(blueprint) {
                let gateway = nat_gateway(context, zone, &mut file);
                default_route(zone, &gateway, &mut file);
            }
        }
        Egress::Nat => {
            let gateway = nat_gateway(context, "a", file);
            let mut file = file.because(of_zones);
            zones(blueprint).for_each(|(_, zone)| default_route(zone, &gateway, &mut file));
        }
        Egress::RegionalNat => {
            let gateway = regional_nat_gateway(context, file);
            let mut file = file.because(of_zones);
            zones(blueprint).for_each(|(_, zone)| default_route(zone, &gateway, &mut file));
        }
        Egress::Endpoints | Egress::PublicIp => {}
    }
}

fn nat_gateway(context: &EnvironmentContext, zone: &str, file: &mut File<'_>) -> Address {
    let address = file.resource(
        "aws_eip",
        format!("nat_{zone}"),
        block! { domain = "vpc", tags = name(context, &["nat", zone]) },
    );
    file.resource(
        "aws_nat_gateway",
        format!("main_{zone}"),
        block! {
            allocation_id = address.attr("id"),
            subnet_id     = Address::resource("aws_subnet", format!("public_{zone}")).attr("id"),
            tags          = name(context, &[zone]),
            depends_on    = Addresses(vec![Address::resource("aws_internet_gateway", "main")]),
        },
    )
}

fn regional_nat_gateway(context: &EnvironmentContext, file: &mut File<'_>) -> Address {
    file.resource(
        "aws_nat_gateway",
        "main",
        block! {
            availability_mode = "regional",
            vpc_id            = vpc_id(),
            tags              = name(context, &[]),
            depends_on        = Addresses(vec![Address::resource("aws_internet_gateway", "main")]),
        },
    )
}

fn default_route(zone: &str, gateway: &Address, file: &mut File<'_>) {
    file.resource(
        "aws_route",
        format!("private_{zone}_nat"),
        block! {
            route_table_id         = Address::resource("aws_route_table", format!("private_{zone}")).attr("id"),
            destination_cidr_block = "0.0.0.0/0",
            nat_gateway_id         = gateway.attr("id"),
        },
    );
}

impl Blueprint {
    /// The larger part of the lower half: room for the tasks.
    fn private_subnet(&self, index: u32) -> Decided<String> {
        self.nth((self.cidr.prefix() + 4).min(27), index, false)
    }

    /// From the upper half: load balancers and NAT gateways take few addresses.
    fn public_subnet(&self, index: u32) -> Decided<String> {
        self.nth((self.cidr.prefix() + 8).min(27), index, true)
    }

    fn nth(&self, prefix: u8, index: u32, upper_half: bool) -> Decided<String> {
        self.cidr.map(|cidr| {
            let half = cidr.nth(cidr.prefix() + 1, upper_half.into());
            half.and_then(|half| half.nth(prefix, index)).map(|cidr| cidr.to_string()).unwrap_or_default()
        })
    }
}
