use super::existing::{self, Existing};
use super::spec::{Egress, FlowLogDestination, Network};
use super::{Blueprint, FlowLogBlueprint};
use crate::aws::Resolver;
use crate::aws::foreign::Foreign;
use crate::decision::Tier;
use crate::diagnostic::{Diagnostic, Path, Rule, rules};
use crate::unit::Region;

/// <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html>
const LARGEST_VPC: u8 = 16;
/// Below this the public subnets would be smaller than the /27 that a load balancer needs.
const SMALLEST_VPC: u8 = 24;

rules! {
    /// The VPC's addresses are an IPv4 block between /16 and /24.
    ///
    /// AWS takes /16 to /28 without host bits. Each subnet of a load balancer needs at least a /27, so a
    /// VPC smaller than /24 has no room for three zones.
    CIDR = error "network/cidr", "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#subnets-load-balancer";

    /// The VPC's addresses are private ones.
    ///
    /// With public addresses inside, tasks cannot reach the owners of those addresses.
    PUBLIC_CIDR = warning(waivable) "network/public-cidr", "https://www.rfc-editor.org/rfc/rfc1918";

    /// Subnets spread over 2 or 3 zones.
    ///
    /// An application load balancer needs subnets in two zones; Terraform accepts one, AWS does not.
    ZONES = error "network/zones", "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#availability-zones";

    /// Production has a NAT gateway in each zone.
    ///
    /// A zone that uses the gateway of another zone loses its way out when that one fails.
    NAT_GATEWAY_PER_ZONE = warning(waivable) "network/nat-gateway-per-zone", "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html";

    /// Tasks have no public address in staging and production.
    ///
    /// A public address makes every mistake in a security group reachable from the internet.
    PUBLIC_TASKS = error(waivable) "network/public-tasks", "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-2";

    /// The traffic of a VPC is on record.
    ///
    /// Without flow logs there is no record of who talked to whom.
    FLOW_LOGS = error(waivable) "network/flow-logs", "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-6";

    /// A network that exists is named by what finds it, and keeps what it has.
    ///
    /// Its addresses, zones, way out and flow logs are somebody else's. Tasks and load balancers need subnets of it in at
    /// least two zones.
    EXISTING_NETWORK = error "network/existing", "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#availability-zones";

    /// Flow logs are kept for a number of days that their destination knows.
    ///
    /// CloudWatch Logs takes only certain numbers of days; a bucket any, but not none.
    FLOW_LOG_RETENTION = error "network/flow-log-retention", "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html";
}

pub(super) fn check(blueprint: &Blueprint, resolver: &mut Resolver<'_>) {
    cidr_size(blueprint, resolver);
    cidr_is_private(blueprint, resolver);
    zones(blueprint, resolver);
    nat_gateway_per_zone(blueprint, resolver);
    public_tasks(blueprint, resolver);
    flow_logs(blueprint.flow_logs.as_ref(), resolver);
}

/// What is wrong with a network that exists, as the spec has it.
pub(super) fn check_existing(spec: &Network, existing: &Existing, resolver: &mut Resolver<'_>) {
    existing::check_form(spec, existing, resolver);
    let kept = [
        ("cidr", spec.cidr.clone()),
        ("zones", spec.zones.map(|zones| zones.to_string())),
        ("flowLogs", spec.flow_logs.as_ref().map(|_| "set".to_owned())),
    ];
    let ways = ["existing", "from"];
    let foreign = Foreign { rule: Rule::EXISTING_NETWORK, place: "network", thing: "network", ways };
    foreign.check(kept, spec.existing.is_some() && spec.from.is_some(), resolver);
    if let Some(egress) = spec.egress.filter(|egress| *egress != Egress::PublicIp) {
        let message = "`egress` belongs to the network that exists, and is not decided here";
        let finding = Diagnostic::new(Rule::EXISTING_NETWORK, Path::of("network.egress"), message);
        resolver.report(finding.given(egress).wants(
            "publicIp, for tasks in the public subnets; otherwise the private subnets lead out as they do",
        ));
    }
}

fn cidr_size(blueprint: &Blueprint, resolver: &mut Resolver<'_>) {
    let prefix = blueprint.cidr.prefix();
    if !(LARGEST_VPC..=SMALLEST_VPC).contains(&prefix) {
        let wanted = prefix.clamp(LARGEST_VPC, SMALLEST_VPC);
        let finding =
            Diagnostic::new(Rule::CIDR, Path::of("network.cidr"), format!("a /{prefix} cannot be the VPC"))
                .given(*blueprint.cidr)
                .wants("a block from /16 to /24")
                .hint(format!("{}/{wanted}", blueprint.cidr.network()));
        resolver.report(finding);
    }
}

fn cidr_is_private(blueprint: &Blueprint, resolver: &mut Resolver<'_>) {
    if !blueprint.cidr.is_private() {
        let message = "these are addresses of the public internet";
        let finding = Diagnostic::new(Rule::PUBLIC_CIDR, Path::of("network.cidr"), message)
            .given(*blueprint.cidr)
            .wants("a block of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10")
            .hint("10.20.0.0/16");
        resolver.report(finding);
    }
}

/// How many zones a region shows to every account. Northern California shows two of its three.
/// <https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html>
pub(super) fn zones_shown(region: Region) -> u8 {
    if region == Region::UsWest1 { 2 } else { 3 }
}

fn zones(blueprint: &Blueprint, resolver: &mut Resolver<'_>) {
    let shown = zones_shown(resolver.context.region);
    if !(2..=shown).contains(&*blueprint.zones) {
        let finding = Diagnostic::new(
            Rule::ZONES,
            Path::of("network.zones"),
            format!("the subnets cannot spread over {} zones", blueprint.zones),
        )
        .given(*blueprint.zones)
        .wants(if shown == 2 {
            "2: this region shows an account only two"
        } else {
            "2 or 3: a load balancer needs two"
        })
        .hint(if *blueprint.zones < 2 { "2".to_owned() } else { shown.to_string() });
        resolver.report(finding);
    }
}

fn nat_gateway_per_zone(blueprint: &Blueprint, resolver: &mut Resolver<'_>) {
    if resolver.tier() == Tier::Production && blueprint.egress == Egress::Nat {
        let message = "production leaves through a single NAT gateway";
        let finding = Diagnostic::new(Rule::NAT_GATEWAY_PER_ZONE, Path::of("network.egress"), message)
            .given(*blueprint.egress)
            .wants("natPerZone, or a waiver with the reason")
            .hint("natPerZone");
        resolver.report(finding);
    }
}

pub(super) fn public_tasks(blueprint: &Blueprint, resolver: &mut Resolver<'_>) {
    if resolver.tier() != Tier::Development && blueprint.egress == Egress::PublicIp {
        let message = format!("tasks in {} would have public addresses", resolver.tier());
        let finding = Diagnostic::new(Rule::PUBLIC_TASKS, Path::of("network.egress"), message)
            .given(*blueprint.egress)
            .wants("natPerZone, nat, regionalNat or endpoints, or a waiver with the reason")
            .hint("nat");
        resolver.report(finding);
    }
}

fn flow_logs(flow_logs: Option<&FlowLogBlueprint>, resolver: &mut Resolver<'_>) {
    let path = Path::of("network.flowLogs");
    match flow_logs {
        None => {
            let finding = Diagnostic::new(Rule::FLOW_LOGS, path, "the VPC's traffic is not recorded");
            resolver.report(
                finding.given("none").wants("flow logs, or a waiver with the reason").hint("flowLogs: {}"),
            );
        }
        Some(logs) if logs.destination == FlowLogDestination::S3 => {
            bucket_retention(logs, path.key("retention"), resolver)
        }
        Some(logs) => crate::aws::logs::check_retention(
            Rule::FLOW_LOG_RETENTION,
            path.key("retention"),
            *logs.retention,
            resolver,
        ),
    }
}

fn bucket_retention(logs: &FlowLogBlueprint, path: Path, resolver: &mut Resolver<'_>) {
    if logs.retention.as_u32() == 0 {
        let finding = Diagnostic::new(Rule::FLOW_LOG_RETENTION, path, "the records would be gone at once");
        resolver.report(finding.given(*logs.retention).wants("a day or more").hint("30 days"));
    }
}
