//! AWS's quotas: how many of a thing an account has by default, and how to have more.
//!
//! A spec that exceeds a quota passes the plan, and is refused half way through the apply.

use crate::diagnostic::{Diagnostic, Path, Rule, rules};
use crate::unit::Region;

rules! {
    /// Networks in one account and region fit into AWS's default of 5 VPCs, of which the default VPC is one.
    ///
    /// The quota can be raised, which takes AWS up to some days; an apply before that stops at its VPC. Internet
    /// gateways per region are raised with it.
    QUOTA_VPCS = warning(waivable) "quota/vpcs", "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-vpcs-subnets";

    /// NAT gateways in one account and region fit into AWS's default of 5 Elastic IP addresses.
    ///
    /// Each gateway takes one: three in production, one elsewhere. The quota can be raised; an apply before that stops
    /// at the gateway, and tasks have no way out.
    QUOTA_ELASTIC_IPS = warning(waivable) "quota/elastic-ips", "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-eips";

    /// NAT gateways in one account and zone fit into AWS's default of 5.
    ///
    /// Environments with a single gateway all have it in the first zone. The quota can be raised.
    QUOTA_NAT_GATEWAYS = warning(waivable) "quota/nat-gateways", "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-gateways";

    /// A security group has at most 60 rules in each direction by default.
    ///
    /// The load balancer's group has a rule for each public service, the endpoints' group one for each service. The
    /// quota can be raised: 200 with five groups on a network interface, of which groundplan uses one.
    QUOTA_SECURITY_GROUP_RULES = warning(waivable) "quota/security-group-rules", "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups";

    /// A load balancer lists at most 25 certificates by default.
    ///
    /// Hosts with a zone share certificates, ten names each; each zone and each existing certificate takes one of its
    /// own. The quota can be raised.
    QUOTA_CERTIFICATES = warning(waivable) "quota/certificates", "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html#load-balancers-quotas";

    /// A load balancer has at most 100 target groups.
    ///
    /// Each public service has one. AWS does not raise this quota.
    QUOTA_TARGET_GROUPS = error "quota/target-groups", "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html#load-balancers-quotas";

    /// The host and path of a service have at most 6 wildcards together.
    ///
    /// They are the conditions of one listener rule. AWS does not raise this quota.
    QUOTA_WILDCARDS = error "quota/wildcards", "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html#rules-quotas";
}

/// A quota with AWS's default.
pub(crate) struct Quota {
    rule: Rule,
    most: usize,
    /// How many of them every account has from the start.
    taken: usize,
    /// Service and code under which AWS raises it; `None` where it does not.
    raised: Option<(&'static str, &'static str)>,
}

impl Quota {
    pub(crate) const VPCS: Self = Self { taken: 1, ..raised(Rule::QUOTA_VPCS, 5, "vpc", "L-F678F1CE") };
    pub(crate) const ELASTIC_IPS: Self = raised(Rule::QUOTA_ELASTIC_IPS, 5, "ec2", "L-0263D0A3");
    pub(crate) const NAT_GATEWAYS: Self = raised(Rule::QUOTA_NAT_GATEWAYS, 5, "vpc", "L-FE5A380F");
    pub(crate) const SECURITY_GROUP_RULES: Self =
        raised(Rule::QUOTA_SECURITY_GROUP_RULES, 60, "vpc", "L-0EA8095F");
    pub(crate) const CERTIFICATES: Self =
        raised(Rule::QUOTA_CERTIFICATES, 25, "elasticloadbalancing", "L-9365A611");
    pub(crate) const TARGET_GROUPS: Self = fixed(Rule::QUOTA_TARGET_GROUPS, 100);
    pub(crate) const WILDCARDS: Self = fixed(Rule::QUOTA_WILDCARDS, 6);

    /// Whether so many are too many.
    pub(crate) fn is_exceeded(&self, count: usize) -> bool {
        count + self.taken > self.most
    }

    /// What is found where there are too many. `instead` is what else can be done.
    pub(crate) fn finding(
        &self,
        count: usize,
        region: Region,
        at: Path,
        message: String,
        instead: &str,
    ) -> Diagnostic {
        let most = self.most - self.taken.min(self.most);
        let wants = match self.raised {
            Some((service, code)) => format!(
                "at most {most} by default: {instead}, or a higher quota: aws service-quotas \
                 request-service-quota-increase --service-code {service} --quota-code {code} --desired-value {} \
                 --region {region}",
                count + self.taken
            ),
            None => format!("at most {most}, which AWS does not raise: {instead}"),
        };
        Diagnostic::new(self.rule, at, message).given(count).wants(wants)
    }
}

const fn raised(rule: Rule, most: usize, service: &'static str, code: &'static str) -> Quota {
    Quota { rule, most, taken: 0, raised: Some((service, code)) }
}

const fn fixed(rule: Rule, most: usize) -> Quota {
    Quota { rule, most, taken: 0, raised: None }
}
