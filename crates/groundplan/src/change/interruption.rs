//! What stops while an object changes, and for how long at best.

use super::effect::{Effect, Interruption};
use super::known::Known;
use super::narrowing;

/// A type of which objects carry something that stops.
struct Carrier {
    kind: &'static str,
    what: &'static str,
    /// How long a replacement takes at best, the old one first.
    replaced: &'static str,
    /// As `replaced`, the new one first; `None` where nothing stops then.
    new_first: Option<&'static str>,
}

const SECONDS: &str = "some seconds";
const MINUTES: &str = "some minutes";

const fn briefly(kind: &'static str, what: &'static str) -> Carrier {
    Carrier { kind, what, replaced: SECONDS, new_first: None }
}

const fn long(kind: &'static str, what: &'static str) -> Carrier {
    Carrier { kind, what, replaced: MINUTES, new_first: None }
}

const fn always(kind: &'static str, what: &'static str) -> Carrier {
    Carrier { kind, what, replaced: MINUTES, new_first: Some(MINUTES) }
}

/// How long is the time between the calls of AWS's API that delete and create the object, and until what is new passes
/// its checks: seconds where an object is there as soon as the call returns, minutes where AWS makes it in the background.
///
/// Sources: the pages of these services at <https://docs.aws.amazon.com>, on the states that an object passes through.
const CARRIERS: &[Carrier] = &[
    long("aws_ecs_service", "the service: its tasks stop, and new ones have to pass their health checks"),
    always("aws_lb", "everything behind the load balancer: its DNS name and addresses change"),
    always("aws_alb", "everything behind the load balancer: its DNS name and addresses change"),
    briefly("aws_lb_listener", "connections to the listener's port"),
    briefly("aws_alb_listener", "connections to the listener's port"),
    briefly("aws_lb_listener_rule", "requests of the rule: they get the listener's default answer"),
    briefly("aws_alb_listener_rule", "requests of the rule: they get the listener's default answer"),
    always("aws_lb_target_group", "requests to the target group: it has no healthy targets at first"),
    always("aws_alb_target_group", "requests to the target group: it has no healthy targets at first"),
    long("aws_nat_gateway", "connections to the internet from private subnets"),
    long("aws_internet_gateway", "connections to and from the internet"),
    briefly("aws_route", "traffic of the route"),
    briefly("aws_route_table_association", "traffic of the subnet that leaves the VPC"),
    long("aws_vpc_endpoint", "connections to the endpoint's service"),
    always("aws_vpc", "everything in the VPC"),
    always("aws_subnet", "everything in the subnet"),
    briefly("aws_security_group_rule", "connections that the rule allows"),
    briefly("aws_vpc_security_group_ingress_rule", "connections that the rule allows"),
    briefly("aws_vpc_security_group_egress_rule", "connections that the rule allows"),
    Carrier {
        kind: "aws_route53_record",
        what: "resolution of the name",
        replaced: "the record's TTL",
        new_first: Some("the record's TTL"),
    },
    always("aws_eip", "connections by the address"),
    long("aws_db_instance", "the database"),
    long("aws_rds_cluster", "the database"),
    long("aws_rds_cluster_instance", "connections to the instance"),
    long("aws_docdb_cluster", "the database"),
    long("aws_neptune_cluster", "the database"),
    long("aws_elasticache_cluster", "the cache"),
    long("aws_elasticache_replication_group", "the cache"),
    long("aws_opensearch_domain", "the domain"),
    briefly("aws_dynamodb_table", "the table"),
    briefly("aws_sqs_queue", "the queue"),
    briefly("aws_lambda_function", "calls of the function"),
    briefly("aws_iam_role", "calls with the role: its credentials end"),
    briefly("aws_iam_role_policy", "calls that the policy allows"),
    briefly("aws_iam_role_policy_attachment", "calls that the policy allows"),
    always("aws_instance", "the instance, with what is on its root disk"),
    always("aws_cloudfront_distribution", "requests to the distribution: its domain name changes"),
    always("aws_apigatewayv2_api", "requests to the API: its address changes"),
    always("aws_api_gateway_rest_api", "requests to the API: its address changes"),
    always("aws_efs_mount_target", "access to the file system"),
    always("aws_autoscaling_group", "its instances"),
    long("aws_eks_cluster", "the cluster"),
    long("aws_eks_node_group", "what runs on its nodes"),
    Carrier {
        kind: "aws_route53_zone",
        what: "resolution of all names in the zone: its name servers change",
        replaced: "the TTL of the records that delegate to it",
        new_first: Some("the TTL of the records that delegate to it"),
    },
    long("aws_vpc_peering_connection", "connections between the networks"),
    long("aws_vpn_connection", "connections through the tunnels"),
    long("aws_ec2_transit_gateway", "connections through the gateway"),
    long("aws_ec2_transit_gateway_vpc_attachment", "connections of the VPC through the gateway"),
    long("aws_msk_cluster", "the cluster"),
    long("aws_mq_broker", "the broker"),
];

/// Updates in place that stop something.
///
/// Sources: <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html>,
/// <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.DBInstance.Modifying.html>,
/// <https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/instance>.
const UPDATES: &[(&str, &str, &str, &str)] = &[
    ("aws_lb_listener", "port", "connections to the old port", "for good: it closes at once"),
    ("aws_lb_listener", "protocol", "connections by the old protocol", "for good"),
    ("aws_db_instance", "instance_class", "the database, in the maintenance window or at once", MINUTES),
    ("aws_db_instance", "engine_version", "the database, in the maintenance window or at once", MINUTES),
    ("aws_db_instance", "parameter_group_name", "the database, at its next reboot", MINUTES),
    ("aws_rds_cluster", "engine_version", "the database, in the maintenance window or at once", MINUTES),
    ("aws_elasticache_replication_group", "node_type", "connections to the nodes", SECONDS),
    (
        "aws_route53_record",
        "records",
        "connections by the name, until the old answer expires",
        "the record's TTL",
    ),
    ("aws_route53_record", "alias", "connections by the name, until the old answer expires", "60 seconds"),
    ("aws_instance", "instance_type", "the instance", MINUTES),
    ("aws_instance", "user_data", "the instance: it is stopped and started", MINUTES),
    ("aws_instance", "user_data_base64", "the instance: it is stopped and started", MINUTES),
];

/// What stops when an object goes away or is replaced.
pub(super) fn of_end(kind: &str, effect: Effect, is_new_first: bool) -> Option<Interruption> {
    let carrier = CARRIERS.iter().find(|carrier| carrier.kind == kind)?;
    let at_best = match effect {
        Effect::Destroyed => "for good",
        _ if is_new_first => carrier.new_first?,
        _ => carrier.replaced,
    };
    Some(Interruption { what: carrier.what.to_owned(), at_best: at_best.to_owned() })
}

/// What stops when arguments are updated.
pub(super) fn of_update<'a>(
    kind: &str,
    mut arguments: impl Iterator<Item = &'a str>,
    (before, after): (&Known, &Known),
) -> Option<Interruption> {
    if let Some(found) = narrowing::of(kind, before, after) {
        return Some(found);
    }
    let of = |argument: &str| {
        let argument = argument.split(['.', '[']).next().unwrap_or(argument);
        UPDATES.iter().find(|(of, name, ..)| *of == kind && *name == argument)
    };
    let (_, _, what, at_best) = arguments.find_map(of)?;
    Some(Interruption { what: (*what).to_owned(), at_best: (*at_best).to_owned() })
}
