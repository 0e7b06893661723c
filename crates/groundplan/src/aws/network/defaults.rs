use super::own_block::OwnBlock;
use super::spec::{Egress, FlowLogDestination, FlowLogTraffic};
use crate::decision::settings;
use crate::unit::Days;

settings! {
    /// The VPC's addresses.
    ///
    /// One of 10.16.0.0/16 to 10.255.0.0/16. VPCs whose addresses differ can be peered or attached to one transit
    /// gateway later. Other addresses replace the VPC with everything in it, so they follow from two names that
    /// never change, and neither from the tier nor from other environments.
    CIDR: OwnBlock = "network.cidr", [OwnBlock, OwnBlock, OwnBlock], [];

    /// Subnets spread over this many availability zones.
    ///
    /// A load balancer needs two. With three, a failing zone takes a third of the tasks, not half.
    ZONES: u8 = "network.zones", [2, 2, 3], ["ELB.13"];

    /// How tasks reach what is outside the VPC.
    ///
    /// Private subnets everywhere. Below production one NAT gateway serves all zones; in production each zone
    /// has its own, since all zones lose their way out when the zone of a shared gateway fails.
    EGRESS: Egress = "network.egress", [Egress::Nat, Egress::Nat, Egress::NatPerZone], ["ECS.2", "CKV_AWS_333"];

    /// Which packets the flow log records.
    ///
    /// Rejected packets answer most questions about security groups at a fraction of the volume.
    FLOW_LOG_TRAFFIC: FlowLogTraffic = "network.flowLogs.traffic",
        [FlowLogTraffic::Reject, FlowLogTraffic::All, FlowLogTraffic::All], ["CKV2_AWS_11", "EC2.6", "CIS 4.7"];

    /// Where flow logs go.
    ///
    /// A log group can be searched at once. Records in S3 cost half and need Athena to be read.
    FLOW_LOG_DESTINATION: FlowLogDestination = "network.flowLogs.destination",
        [FlowLogDestination::Cloudwatch, FlowLogDestination::Cloudwatch, FlowLogDestination::Cloudwatch], [];

    /// How long flow logs are kept.
    ///
    /// An intrusion is often found months later.
    FLOW_LOG_RETENTION: Days = "network.flowLogs.retention",
        [Days::new(14), Days::new(30), Days::new(365)], ["CKV_AWS_338"];
}
