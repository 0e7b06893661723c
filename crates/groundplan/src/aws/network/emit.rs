use super::{Blueprint, Destination, Egress, FlowLogBlueprint, Traffic};
use crate::aws::bucket::Bucket;
use crate::aws::policy::{Role, Statement};
use crate::aws::{Site, account_id, logs};
use crate::terraform::{
    Address, Addresses, Document, File, Names, Reference, Text, Value, block, object, text,
};

const ZONES: [&str; 3] = ["a", "b", "c"];

pub(crate) fn vpc_id() -> Reference {
    Address::resource("aws_vpc", "main").attr("id")
}

/// The subnets of load balancers that the internet can reach.
pub(crate) fn public_subnets(blueprint: &Blueprint) -> Value {
    subnets(blueprint, "public")
}

/// The subnets that nothing outside can reach.
pub(crate) fn private_subnets(blueprint: &Blueprint) -> Value {
    subnets(blueprint, "private")
}

/// The subnets in which tasks stand.
pub(crate) fn task_subnets(blueprint: &Blueprint) -> Value {
    subnets(blueprint, if blueprint.egress == Egress::PublicIp { "public" } else { "private" })
}

/// The security group of the interface endpoints, where there are any.
pub(crate) fn endpoint_group(blueprint: &Blueprint) -> Option<Reference> {
    (!blueprint.endpoints.is_empty()).then(|| Address::resource("aws_security_group", "endpoints").attr("id"))
}

/// The addresses of S3 in this region, which the gateway endpoint knows.
pub(crate) fn s3_prefix_list() -> Reference {
    Address::resource("aws_vpc_endpoint", "s3").attr("prefix_list_id")
}

/// The NAT gateways.
pub(crate) fn nat_gateways(blueprint: &Blueprint) -> Vec<Address> {
    let gateway = |label: String| Address::resource("aws_nat_gateway", label);
    match blueprint.egress {
        Egress::NatPerZone => zones(blueprint).map(|(_, zone)| gateway(format!("main_{zone}"))).collect(),
        Egress::Nat => vec![gateway("main_a".to_owned())],
        Egress::RegionalNat => vec![gateway("main".to_owned())],
        Egress::Endpoints | Egress::PublicIp => Vec::new(),
    }
}

/// What must stand before a task can reach anything: a task that starts earlier cannot pull its image,
/// and a deployment that fails too often is given up.
pub(crate) fn ways_out(blueprint: &Blueprint) -> Vec<Address> {
    let of = |kind: &'static str, label: String| Address::resource(kind, label);
    match blueprint.egress {
        Egress::NatPerZone | Egress::Nat | Egress::RegionalNat => {
            zones(blueprint).map(|(_, zone)| of("aws_route", format!("private_{zone}_nat"))).collect()
        }
        Egress::PublicIp => vec![of("aws_route", "public_internet".to_owned())],
        Egress::Endpoints => {
            let interfaces = blueprint.endpoints.iter().map(|service| service.replace('.', "_"));
            interfaces.chain(["s3".to_owned()]).map(|label| of("aws_vpc_endpoint", label)).collect()
        }
    }
}

/// Adds the network.
pub(crate) fn emit(blueprint: &Blueprint, logs: &logs::Blueprint, site: &Site, document: &mut Document) {
    let mut file = document.file("network");
    vpc(blueprint, site, &mut file);
    internet(&mut file, site);
    for (index, zone) in zones(blueprint) {
        public_subnet(blueprint, site, index, zone, &mut file);
        private_subnet(blueprint, site, index, zone, &mut file);
    }
    emit_nat_gateways(blueprint, site, &mut file);
    endpoints(blueprint, site, &mut file);
    if let Some(flow) = &blueprint.flow_logs {
        flow_logs(flow, logs, site, &mut document.file("flow_logs"));
    }
}

fn zones(blueprint: &Blueprint) -> impl Iterator<Item = (u32, &'static str)> + use<> {
    (0..).zip(ZONES).take(blueprint.zones.into())
}

fn subnets(blueprint: &Blueprint, kind: &str) -> Value {
    let id = |(_, zone)| Address::resource("aws_subnet", format!("{kind}_{zone}")).attr("id");
    zones(blueprint).map(id).collect::<Vec<_>>().into()
}

fn name(site: &Site, parts: &[&str]) -> Value {
    object! { "Name": site.name(parts, 255) }
}

fn vpc(blueprint: &Blueprint, site: &Site, file: &mut File<'_>) {
    let vpc = file.resource(
        "aws_vpc",
        "main",
        block! {
            cidr_block           = blueprint.cidr.to_string(),
            enable_dns_support   = true,
            enable_dns_hostnames = true,
            tags                 = name(site, &[]),
        },
    );
    // Adopted and left without a rule, so that nothing can be reached through it by accident.
    file.resource(
        "aws_default_security_group",
        "main",
        block! { vpc_id = vpc.attr("id"), tags = name(site, &["default-unused"]) },
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

fn internet(file: &mut File<'_>, site: &Site) {
    let gateway =
        file.resource("aws_internet_gateway", "main", block! { vpc_id = vpc_id(), tags = name(site, &[]) });
    let table = file.resource(
        "aws_route_table",
        "public",
        block! { vpc_id = vpc_id(), tags = name(site, &["public"]) },
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

fn public_subnet(blueprint: &Blueprint, site: &Site, index: u32, zone: &str, file: &mut File<'_>) {
    let cidr = blueprint.public_subnet(index);
    let subnet = subnet(site, "public", cidr, index, zone, file);
    associate("public", zone, &subnet, &Address::resource("aws_route_table", "public"), file);
}

fn private_subnet(blueprint: &Blueprint, site: &Site, index: u32, zone: &str, file: &mut File<'_>) {
    let cidr = blueprint.private_subnet(index);
    let subnet = subnet(site, "private", cidr, index, zone, file);
    let table = file.resource(
        "aws_route_table",
        format!("private_{zone}"),
        block! { vpc_id = vpc_id(), tags = name(site, &["private", zone]) },
    );
    associate("private", zone, &subnet, &table, file);
}

fn subnet(site: &Site, kind: &str, cidr: String, index: u32, zone: &str, file: &mut File<'_>) -> Address {
    let available = Address::data("aws_availability_zones", "available");
    file.resource(
        "aws_subnet",
        format!("{kind}_{zone}"),
        block! {
            vpc_id                  = vpc_id(),
            availability_zone       = available.attr(format!("names[{index}]")),
            cidr_block              = cidr,
            map_public_ip_on_launch = false,
            tags                    = name(site, &[kind, zone]),
            // AWS adds zones now and then; a subnet that stands is never moved for it.
            lifecycle { ignore_changes = Names(vec!["availability_zone".into()]) }
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

fn emit_nat_gateways(blueprint: &Blueprint, site: &Site, file: &mut File<'_>) {
    match blueprint.egress {
        Egress::NatPerZone => {
            for (_, zone) in zones(blueprint) {
                let gateway = nat_gateway(site, zone, file);
                default_route(zone, &gateway, file);
            }
        }
        Egress::Nat => {
            let gateway = nat_gateway(site, "a", file);
            zones(blueprint).for_each(|(_, zone)| default_route(zone, &gateway, file));
        }
        Egress::RegionalNat => {
            let gateway = regional_nat_gateway(site, file);
            zones(blueprint).for_each(|(_, zone)| default_route(zone, &gateway, file));
        }
        Egress::Endpoints | Egress::PublicIp => {}
    }
}

fn nat_gateway(site: &Site, zone: &str, file: &mut File<'_>) -> Address {
    let address = file.resource(
        "aws_eip",
        format!("nat_{zone}"),
        block! { domain = "vpc", tags = name(site, &["nat", zone]) },
    );
    file.resource(
        "aws_nat_gateway",
        format!("main_{zone}"),
        block! {
            allocation_id = address.attr("id"),
            subnet_id     = Address::resource("aws_subnet", format!("public_{zone}")).attr("id"),
            tags          = name(site, &[zone]),
            depends_on    = Addresses(vec![Address::resource("aws_internet_gateway", "main")]),
        },
    )
}

fn regional_nat_gateway(site: &Site, file: &mut File<'_>) -> Address {
    file.resource(
        "aws_nat_gateway",
        "main",
        block! {
            availability_mode = "regional",
            vpc_id            = vpc_id(),
            tags              = name(site, &[]),
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

/// S3 and DynamoDB are reached without leaving the VPC, free of charge; what else is needed where
/// nothing leads out has an interface endpoint in each zone.
fn endpoints(blueprint: &Blueprint, site: &Site, file: &mut File<'_>) {
    for service in ["s3", "dynamodb"] {
        let tables = zones(blueprint).map(|(_, zone)| format!("private_{zone}")).chain(["public".to_owned()]);
        let ids: Vec<_> =
            tables.map(|label| Address::resource("aws_route_table", label).attr("id")).collect();
        file.resource(
            "aws_vpc_endpoint",
            service,
            block! {
                vpc_id            = vpc_id(),
                service_name      = endpoint_service(site, service),
                vpc_endpoint_type = "Gateway",
                route_table_ids   = ids,
                tags              = name(site, &[service]),
            },
        );
    }
    if !blueprint.endpoints.is_empty() {
        interface_endpoints(blueprint, site, file);
    }
}

fn interface_endpoints(blueprint: &Blueprint, site: &Site, file: &mut File<'_>) {
    let group = file.resource(
        "aws_security_group",
        "endpoints",
        block! {
            name_prefix = site.name(&["endpoints-"], 100),
            description = "AWS services inside the VPC",
            vpc_id      = vpc_id(),
            tags        = name(site, &["endpoints"]),
            lifecycle { create_before_destroy = true }
        },
    );
    for service in &blueprint.endpoints {
        file.resource(
            "aws_vpc_endpoint",
            service.replace('.', "_"),
            block! {
                vpc_id              = vpc_id(),
                service_name        = endpoint_service(site, service),
                vpc_endpoint_type   = "Interface",
                subnet_ids          = private_subnets(blueprint),
                security_group_ids  = [group.attr("id")],
                private_dns_enabled = true,
                tags                = name(site, &[service]),
            },
        );
    }
}

fn endpoint_service(site: &Site, service: &str) -> String {
    let prefix = if site.region.partition().name() == "aws-cn" { "cn.com" } else { "com" };
    format!("{prefix}.amazonaws.{}.{service}", site.region)
}

fn flow_logs(flow: &FlowLogBlueprint, logs: &logs::Blueprint, site: &Site, file: &mut File<'_>) {
    let traffic = match flow.traffic {
        Traffic::All => "ALL",
        Traffic::Reject => "REJECT",
    };
    let (kind, destination, role) = match flow.destination {
        Destination::Cloudwatch => {
            ("cloud-watch-logs", flow_log_group(flow, logs, site, file), Some(flow_role(site, file)))
        }
        Destination::S3 => ("s3", flow_bucket(flow, site, file), None),
    };
    file.resource(
        "aws_flow_log",
        "main",
        block! {
            vpc_id                   = vpc_id(),
            traffic_type             = traffic,
            log_destination_type     = kind,
            log_destination          = destination,
            iam_role_arn             = role,
            max_aggregation_interval = 600,
            tags                     = name(site, &[]),
        },
    );
}

fn flow_log_group(flow: &FlowLogBlueprint, logs: &logs::Blueprint, site: &Site, file: &mut File<'_>) -> Text {
    let name = format!("/{}", site.path(&["vpc-flow-logs"]));
    logs.group_kept_for(flow.retention, file, "flow_logs", name).attr("arn").into()
}

/// Only flow logs of this account may use the role, and it cannot create log groups: a group that was
/// destroyed would come back without retention.
fn flow_role(site: &Site, file: &mut File<'_>) -> Reference {
    let trust = Statement::allow("FlowLogs")
        .service("vpc-flow-logs.amazonaws.com")
        .when("StringEquals", "aws:SourceAccount", account_id())
        .when("ArnLike", "aws:SourceArn", site.arn("ec2", "vpc-flow-log/*"));
    let group = Address::resource("aws_cloudwatch_log_group", "flow_logs").attr("arn");
    let write = Statement::allow("WriteFlowLogs")
        .actions(["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"])
        .on([text![group, ":*"]]);
    let role = Role {
        label: "flow_logs".to_owned(),
        name: site.name(&["flow-logs"], 64),
        description: "Lets the VPC write its flow logs",
        trust,
    };
    role.emit(file, vec![write]).attr("arn")
}

fn flow_bucket(flow: &FlowLogBlueprint, site: &Site, file: &mut File<'_>) -> Text {
    let bucket = Address::resource("aws_s3_bucket", "flow_logs");
    let deliver = |sid, action, resource: Text| {
        Statement::allow(sid)
            .service("delivery.logs.amazonaws.com")
            .actions([action])
            .on([resource])
            .when("StringEquals", "aws:SourceAccount", account_id())
            .when("ArnLike", "aws:SourceArn", site.arn("logs", "*"))
    };
    Bucket {
        label: "flow_logs",
        name: ("bucket_prefix", format!("{}-", site.name(&["flow"], 36).to_lowercase()).into()),
        key: None,
        old_versions: None,
        expiry: Some(flow.retention.as_u32()),
        force_destroy: site.tier == crate::decision::Tier::Development,
        prevent_destroy: false,
        statements: vec![
            deliver(
                "FlowLogDelivery",
                "s3:PutObject",
                text![bucket.attr("arn"), "/AWSLogs/", account_id(), "/*"],
            ),
            deliver("FlowLogDeliveryCheck", "s3:GetBucketAcl", text![bucket.attr("arn")]),
        ],
    }
    .emit(file)
    .attr("arn")
    .into()
}

impl Blueprint {
    /// The larger part of the lower half: room for the tasks.
    fn private_subnet(&self, index: u32) -> String {
        self.nth((self.cidr.prefix() + 4).min(27), index, false)
    }

    /// From the upper half: load balancers and NAT gateways take few addresses.
    fn public_subnet(&self, index: u32) -> String {
        self.nth((self.cidr.prefix() + 8).min(27), index, true)
    }

    fn nth(&self, prefix: u8, index: u32, upper_half: bool) -> String {
        let half = self.cidr.nth(self.cidr.prefix() + 1, upper_half.into());
        half.and_then(|half| half.nth(prefix, index)).map(|cidr| cidr.to_string()).unwrap_or_default()
    }
}
