use super::defaults;
use crate::aws::stack_reference::StackReference;
use crate::reference::VpcId;
use crate::spec::{OrNone, spec, string_enum};
use crate::terraform::{Address, Ref, Text};
use crate::unit::Days;

spec! {
    /// The VPC of an environment: public and private subnets over several zones, and the one way out.
    pub struct Network {
        /// The VPC's IPv4 addresses, `/16` to `/24`; the subnets are cut from them.
        cidr(into, default CIDR, also ["cidrBlock", "vpcCidr", "range"], replaces [existing, from]): String,
        /// Over how many availability zones the subnets spread: 2 or 3. A load balancer needs two; three
        /// lose a third, not half, when a zone fails.
        zones(default ZONES, also ["azs", "availabilityZones"]): u8,
        /// How tasks reach what is outside the VPC.
        egress(default EGRESS, also ["nat", "natGateway", "natGateways"]): Egress,
        /// What is recorded of the traffic; `none` turns it off.
        flow_logs(into): OrNone<FlowLogs>,
        /// A network that exists already, in place of one of this stack's own. It is looked up and used; nothing in it is
        /// changed.
        existing(into, also ["vpc", "vpcId"], replaces [cidr, zones, flow_logs, from]): ExistingNetwork,
        /// The stack whose network this one uses; its spec says `share: [network]`.
        from(into, replaces [cidr, zones, flow_logs, existing]): StackReference,
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

spec! {
    /// A network that exists already, with a way out of its private subnets. VPC and subnets are found by id, by the value
    /// of their `Name` tag, or by another tag: `tag:Tier=private`. In the value of a tag, `*` stands for anything.
    pub struct ExistingNetwork by vpc {
        /// The VPC.
        vpc(into, also ["id", "vpcId"]): Text,
        /// The subnets of tasks and of an internal load balancer, in two zones or more.
        private_subnets(manual, also ["private", "privateSubnetIds", "subnets"]): Vec<Text>,
        /// The subnets of a load balancer that the internet can reach, in two zones or more.
        public_subnets(manual, also ["public", "publicSubnetIds"]): Vec<Text>,
    }
}

impl ExistingNetwork {
    /// The network in a VPC.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let network = Network::new().existing(ExistingNetwork::new("vpc-0ab1").private_subnets(["tag:Tier=private"]));
    /// ```
    #[must_use]
    pub fn new(vpc: impl Into<Text>) -> Self {
        Self::default().vpc(vpc)
    }

    /// Changes for an environment.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let patch = ExistingNetwork::patch().public_subnets(["shared-public-*"]);
    /// ```
    #[must_use]
    pub fn patch() -> Self {
        Self::default()
    }

    /// Sets the subnets of tasks and of an internal load balancer: their ids, or one text by which they are found.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let network = ExistingNetwork::new("vpc-0ab1").private_subnets(["subnet-0a1", "subnet-0b2"]);
    /// ```
    #[must_use]
    pub fn private_subnets<T: Into<Text>>(mut self, subnets: impl IntoIterator<Item = T>) -> Self {
        self.private_subnets = Some(subnets.into_iter().map(Into::into).collect());
        self
    }

    /// Sets the subnets of a load balancer that the internet can reach: their ids, or one text by which they are found.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let network = ExistingNetwork::new("vpc-0ab1").public_subnets(["shared-public-*"]);
    /// ```
    #[must_use]
    pub fn public_subnets<T: Into<Text>>(mut self, subnets: impl IntoIterator<Item = T>) -> Self {
        self.public_subnets = Some(subnets.into_iter().map(Into::into).collect());
        self
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
