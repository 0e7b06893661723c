use super::defaults;
use crate::reference::VpcId;
use crate::spec::{OrNone, spec, string_enum};
use crate::terraform::{Address, Ref};
use crate::unit::Days;

spec! {
    /// The VPC of an environment: public and private subnets over several zones, and the one way out.
    pub struct Network {
        /// The VPC's IPv4 addresses, `/16` to `/24`; the subnets are cut from them.
        cidr(into, default CIDR, also ["cidrBlock", "vpcCidr", "range"]): String,
        /// Over how many availability zones the subnets spread: 2 or 3. A load balancer needs two; three
        /// lose a third, not half, when a zone fails.
        zones(default ZONES, also ["azs", "availabilityZones"]): u8,
        /// How tasks reach what is outside the VPC.
        egress(default EGRESS, also ["nat", "natGateway", "natGateways"]): Egress,
        /// What is recorded of the traffic; `none` turns it off.
        flow_logs(into): OrNone<FlowLogs>,
    }
}

impl Network {
    /// A network in which everything is left to the defaults.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Changes to the stack's network, for an environment.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let production = Environment::production("production").network(Network::patch().cidr("10.60.0.0/16"));
    /// ```
    #[must_use]
    pub fn patch() -> Self {
        Self::default()
    }

    /// A reference to the VPC's id.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// assert_eq!(Network::new().vpc_id().to_string(), "aws_vpc.main.id");
    /// ```
    #[must_use]
    pub fn vpc_id(&self) -> Ref<VpcId> {
        Ref::new(Address::resource("aws_vpc", "main").attr("id"))
    }
}

string_enum! {
    /// The one way out of an environment.
    pub enum Egress {
        /// Private subnets, each zone with a NAT gateway of its own.
        NatPerZone = "natPerZone",
        /// Private subnets, one NAT gateway for all zones.
        Nat = "nat",
        /// Private subnets, one NAT gateway that AWS itself spreads over the zones. Needs AWS provider
        /// 6.24 or newer.
        RegionalNat = "regionalNat",
        /// Private subnets without a way to the internet: VPC endpoints for what the tasks need of AWS.
        Endpoints = "endpoints",
        /// Tasks are in the public subnets with public addresses. No NAT gateway is paid for.
        PublicIp = "publicIp",
    }
}

spec! {
    /// Records of the network traffic of a VPC.
    pub struct FlowLogs {
        /// Which packets are recorded.
        traffic(default FLOW_LOG_TRAFFIC): FlowLogTraffic,
        /// Where records go: in CloudWatch Logs they can be searched at once; S3 costs half.
        destination(default FLOW_LOG_DESTINATION): FlowLogDestination,
        /// How long records are kept.
        retention(default FLOW_LOG_RETENTION): Days,
    }
}

impl FlowLogs {
    /// Flow logs in which everything is left to the defaults.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// No flow logs.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let network = Network::new().flow_logs(FlowLogs::none());
    /// ```
    #[must_use]
    pub fn none() -> OrNone<Self> {
        OrNone::Off
    }
}

string_enum! {
    /// Which packets a flow log records.
    pub enum FlowLogTraffic {
        /// All of them.
        All = "all",
        /// Those that a security group refused.
        Reject = "reject",
    }
}

string_enum! {
    /// Where flow logs go.
    pub enum FlowLogDestination {
        /// A log group, where records can be searched at once.
        Cloudwatch = "cloudwatch",
        /// A bucket, at half the price of ingestion.
        S3 = "s3",
    }
}
