//! Networks: address blocks, gateways, endpoints and flow logs.

use crate::diagnostic::{Report, Rule, rules};
use crate::model::Model;
use crate::model::{Place, text};
use crate::unit::Cidr;

rules! {
    /// A CIDR block starts at its network address, and a VPC or subnet is between /16 and /28.
    ///
    /// AWS reads `10.0.0.1/16` as another block, or refuses it.
    AWS_CIDR = error "aws/cidr", "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html";

    /// A public NAT gateway has an address.
    ///
    /// Without `allocation_id` it passes the plan, and AWS refuses it.
    AWS_NAT_ADDRESS = error "aws/nat-address", "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNatGateway.html";

    /// An Elastic IP address is assigned to a VPC by `domain`.
    ///
    /// `vpc = true` is deprecated, and gone from version 6 of the provider on.
    AWS_EIP_DOMAIN = warning "aws/eip-domain", "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/version-6-upgrade";

    /// A flow log sets its traffic type, destination and role.
    ///
    /// Terraform requires none of them; AWS refuses a flow log without `traffic_type`, or one to CloudWatch
    /// without a role.
    AWS_FLOW_LOG = error "aws/flow-log", "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateFlowLogs.html";

    /// A flow log aggregates over 60 or 600 seconds.
    ///
    /// AWS supports no other interval.
    AWS_FLOW_LOG_INTERVAL = error "aws/flow-log-interval", "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateFlowLogs.html";

    /// An interface endpoint has private DNS for the name of its service, and its VPC gives hosts names.
    ///
    /// Without `private_dns_enabled` clients keep using the public address and bypass the endpoint. With it, AWS refuses a VPC
    /// without `enable_dns_hostnames`, which is off by default, or with `enable_dns_support` off.
    AWS_ENDPOINT_DNS = warning "aws/endpoint-dns", "https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html";
}

/// Arguments that hold a block of IPv4 addresses; whether it is a VPC's or subnet's own.
const CIDRS: [(&str, &str, bool); 6] = [
    ("aws_vpc", "cidr_block", true),
    ("aws_subnet", "cidr_block", true),
    ("aws_vpc_ipv4_cidr_block_association", "cidr_block", true),
    ("aws_route", "destination_cidr_block", false),
    ("aws_vpc_security_group_ingress_rule", "cidr_ipv4", false),
    ("aws_vpc_security_group_egress_rule", "cidr_ipv4", false),
];

/// Arguments that hold several.
const CIDR_LISTS: [(&str, &str); 3] = [
    ("aws_security_group_rule", "cidr_blocks"),
    ("aws_security_group", "ingress"),
    ("aws_security_group", "egress"),
];

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    for (kind, name, is_own) in CIDRS {
        for place in model.resources(kind) {
            place.text(name).into_iter().for_each(|given| cidr(&place, name, given, is_own, report));
        }
    }
    for (kind, name) in CIDR_LISTS {
        for place in model.resources(kind) {
            if name == "cidr_blocks" {
                cidrs(&place, report);
            }
            place.blocks(name).iter().for_each(|rule| cidrs(rule, report));
        }
    }
    model.resources("aws_nat_gateway").for_each(|nat| nat_address(&nat, report));
    for eip in model.resources("aws_eip").filter(|eip| eip.has("vpc")) {
        let finding = eip.found(Rule::AWS_EIP_DOMAIN, "vpc", "`vpc` is deprecated");
        report.add(finding.wants("domain").hint("\"domain\": \"vpc\""));
    }
    model.resources("aws_flow_log").for_each(|log| flow_log(&log, report));
    for endpoint in model.resources("aws_vpc_endpoint") {
        dns(&endpoint, report);
        names_of_hosts(&endpoint, report);
    }
}

fn cidrs(rule: &Place<'_>, report: &mut Report) {
    for given in rule.list("cidr_blocks").into_iter().flatten().filter_map(text) {
        cidr(rule, "cidr_blocks", given, false, report);
    }
}

fn cidr(place: &Place<'_>, name: &str, given: &str, is_own: bool, report: &mut Report) {
    match given.parse::<Cidr>() {
        Err(invalid) => {
            let finding = place.found(Rule::AWS_CIDR, name, "invalid CIDR block").given(given);
            report.add(finding.wants(invalid.wanted).maybe_hint(invalid.hint));
        }
        Ok(cidr) if is_own && !(16..=28).contains(&cidr.prefix()) => {
            let finding = place.found(Rule::AWS_CIDR, name, "network size out of range").given(given);
            report.add(finding.wants("a block between /16 and /28"));
        }
        Ok(_) => {}
    }
}

/// A regional gateway brings its own addresses.
fn nat_address(nat: &Place<'_>, report: &mut Report) {
    let is_public = nat.lacks("connectivity_type") || nat.text("connectivity_type") == Some("public");
    let is_zonal = nat.lacks("availability_mode") || nat.text("availability_mode") == Some("zonal");
    if is_public && is_zonal && nat.lacks("allocation_id") {
        let finding =
            nat.found(Rule::AWS_NAT_ADDRESS, "allocation_id", "missing address of a public NAT gateway");
        report.add(
            finding.wants("the id of an address, or connectivity_type private").hint("${aws_eip.nat.id}"),
        );
    }
}

fn flow_log(log: &Place<'_>, report: &mut Report) {
    let rule = Rule::AWS_FLOW_LOG;
    let of_transit = log.may_have("transit_gateway_id") || log.may_have("transit_gateway_attachment_id");
    if log.lacks("traffic_type") && !of_transit {
        let finding = log.found(rule, "traffic_type", "missing traffic type");
        report.add(finding.wants("ALL, ACCEPT or REJECT").hint("ALL"));
    }
    let to_logs =
        log.lacks("log_destination_type") || log.text("log_destination_type") == Some("cloud-watch-logs");
    if to_logs && log.lacks("iam_role_arn") && log.lacks("deliver_cross_account_role") {
        let finding = log.found(rule, "iam_role_arn", "missing role to write into the log group");
        report.add(finding.wants("the ARN of a role that vpc-flow-logs.amazonaws.com may assume"));
    }
    if log.lacks("log_destination") && log.lacks("log_group_name") {
        let finding = log.found(rule, "log_destination", "missing destination");
        report.add(finding.wants("the ARN of a log group, a bucket or a delivery stream"));
    }
    let interval = log.integer("max_aggregation_interval");
    if let Some(given) = interval.filter(|given| ![60, 600].contains(given)) {
        let finding =
            log.found(Rule::AWS_FLOW_LOG_INTERVAL, "max_aggregation_interval", "unsupported interval");
        report.add(finding.given(given).wants("60 or 600").hint(if given < 300 { "60" } else { "600" }));
    }
}

fn dns(endpoint: &Place<'_>, report: &mut Report) {
    // A service of somebody else has private DNS only where its owner has registered a name.
    let is_of_aws = endpoint
        .text("service_name")
        .is_some_and(|name| name.starts_with("com.amazonaws.") && !name.starts_with("com.amazonaws.vpce."));
    let is_interface = endpoint.text("vpc_endpoint_type") == Some("Interface");
    if is_of_aws && is_interface && endpoint.lacks("private_dns_enabled") {
        let message = "the endpoint has no private DNS";
        let finding = endpoint.found(Rule::AWS_ENDPOINT_DNS, "private_dns_enabled", message);
        report.add(finding.wants("true; or false, where it is meant so").hint("true"));
    }
}

/// <https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html>
fn names_of_hosts(endpoint: &Place<'_>, report: &mut Report) {
    if endpoint.boolean("private_dns_enabled") != Some(true) {
        return;
    }
    let vpc = endpoint.reference("vpc_id").and_then(|vpc| endpoint.model.target(vpc, &["aws_vpc"]));
    let Some(vpc) = vpc else { return };
    for (name, default) in [("enable_dns_hostnames", false), ("enable_dns_support", true)] {
        if vpc.boolean_or(name, default) == Some(false) {
            let message = format!("{} needs `{name}` for its private DNS", endpoint.path());
            let finding = vpc.found(Rule::AWS_ENDPOINT_DNS, name, message).given("false");
            report.add(finding.wants("true").hint("true"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::trial::found;

    #[test]
    fn services_of_aws_alone_have_private_names_for_certain() {
        let of = |service: &str| {
            found("aws/endpoint-dns", &format!("resource \"aws_vpc_endpoint\" \"a\" {{\n  vpc_endpoint_type = \"Interface\"\n  service_name = {service}\n}}\n")).len()
        };
        let services = [
            "\"com.amazonaws.eu-west-1.logs\"",
            "\"com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0\"",
            "var.a",
        ];
        assert_eq!(services.map(of), [1, 0, 0]);
    }
    #[test]
    fn private_names_need_a_vpc_that_gives_names() {
        let of = |vpc: &str, endpoint: &str| {
            let text = format!(
                "resource \"aws_vpc\" \"a\" {{\n  {vpc}\n}}\nresource \"aws_vpc_endpoint\" \"a\" {{\n  vpc_id = aws_vpc.a.id\n  {endpoint}\n}}\n"
            );
            found("aws/endpoint-dns", &text).len()
        };
        let private = "private_dns_enabled = true";
        assert_eq!(of("", private), 1);
        assert_eq!(of("enable_dns_hostnames = true\n  enable_dns_support = false", private), 1);
        for (vpc, endpoint) in [
            ("enable_dns_hostnames = true", private),
            ("enable_dns_hostnames = var.a", private),
            ("", "private_dns_enabled = var.a"),
        ] {
            assert_eq!(of(vpc, endpoint), 0, "{vpc} {endpoint}");
        }
    }
}
