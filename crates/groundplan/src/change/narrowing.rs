//! Updates in place that let through less than before: who used what is gone is cut off.

use super::effect::Interruption;
use super::known::{Known, at};
use crate::unit::Cidr;

/// What an update of an object cuts off, where both sides are known.
pub(super) fn of(kind: &str, before: &Known, after: &Known) -> Option<Interruption> {
    let what = match kind {
        "aws_vpc_security_group_ingress_rule" | "aws_vpc_security_group_egress_rule" => {
            is_narrower_rule(before, after)
                .then(|| "new connections that only the former rule allows".to_owned())
        }
        "aws_lb_listener" | "aws_alb_listener" => lost_versions(before, after),
        _ => switched_off(kind, before, after).map(str::to_owned),
    }?;
    Some(Interruption { what, at_best: "for good".to_owned() })
}

/// Arguments that switch a thing off: the type, the argument, its value, what stops.
///
/// Sources: the pages of these types at <https://registry.terraform.io/providers/hashicorp/aws/latest/docs>.
const SWITCHES: &[(&str, &str, &str, &str)] = &[
    ("aws_ecs_service", "desired_count", "0", "the service: all of its tasks stop"),
    ("aws_lambda_function", "reserved_concurrent_executions", "0", "calls of the function: each is refused"),
    ("aws_kms_key", "is_enabled", "false", "everything that needs the key"),
    ("aws_cloudfront_distribution", "enabled", "false", "requests to the distribution"),
    ("aws_lambda_event_source_mapping", "enabled", "false", "calls of the function by this source"),
];

fn switched_off(kind: &str, before: &Known, after: &Known) -> Option<&'static str> {
    let is = |body: &Known, argument, value: &str| *at(body, &[argument]) == Known::Scalar(value.to_owned());
    let found = SWITCHES.iter().find(|(of, argument, value, _)| {
        *of == kind && is(after, argument, value) && !is(before, argument, value)
    });
    found.map(|(.., what)| *what)
}

/// Whether a rule certainly allows less: connections that are open go on, new ones are refused.
///
/// Source: <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-connection-tracking.html>.
fn is_narrower_rule(before: &Known, after: &Known) -> bool {
    has_fewer_ports(before, after) || has_fewer_addresses(before, after)
}

/// Of TCP or UDP on both sides: for ICMP, the same arguments are a type and a code.
///
/// Source: <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html>.
fn has_fewer_ports(before: &Known, after: &Known) -> bool {
    let protocol = |side| at(side, &["ip_protocol"]);
    let has_ports =
        matches!(protocol(after), Known::Scalar(name) if ["tcp", "udp", "6", "17"].contains(&name.as_str()));
    let ports = |side| Some((number(side, "from_port")?, number(side, "to_port")?));
    let (Some(old), Some(new)) = (ports(before), ports(after)) else { return false };
    has_ports && protocol(before) == protocol(after) && (new.0 > old.0 || new.1 < old.1)
}

fn has_fewer_addresses(before: &Known, after: &Known) -> bool {
    let addresses = |side| match at(side, &["cidr_ipv4"]) {
        Known::Scalar(cidr) => cidr.parse::<Cidr>().ok(),
        _ => None,
    };
    addresses(before).zip(addresses(after)).is_some_and(|(old, new)| !new.contains(&old))
}

/// The clients that a listener no longer serves: those that speak older versions of TLS only.
fn lost_versions(before: &Known, after: &Known) -> Option<String> {
    let least = |side| match at(side, &["ssl_policy"]) {
        Known::Scalar(policy) => least_version(policy),
        _ => None,
    };
    let (old, new) = (least(before)?, least(after)?);
    (new > old).then(|| format!("clients that speak TLS 1.{} at most", new - 1))
}

/// The second number of the oldest version of TLS that a security policy takes: 2 of `ELBSecurityPolicy-TLS13-1-2-2021-06`.
///
/// Source: <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html>.
fn least_version(policy: &str) -> Option<u8> {
    let name = policy.strip_prefix("ELBSecurityPolicy-")?;
    let words: Vec<&str> = name.split('-').collect();
    match words.as_slice() {
        ["2016", "08"] | ["FS", "2018", "06"] => Some(0),
        ["TLS13" | "TLS" | "FS", "1", second, ..] => second.parse().ok(),
        _ => None,
    }
}

fn number(side: &Known, name: &str) -> Option<i64> {
    match at(side, &[name]) {
        Known::Scalar(text) => text.parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(entries: &[(&str, &str)]) -> Known {
        let entry = |(name, value): &(&str, &str)| ((*name).to_owned(), Known::Scalar((*value).to_owned()));
        Known::Object(entries.iter().map(entry).collect())
    }

    fn cut_off(kind: &str, before: &[(&str, &str)], after: &[(&str, &str)]) -> Option<String> {
        of(kind, &body(before), &body(after)).map(|found| found.what)
    }

    #[test]
    fn a_rule_of_another_port_or_of_fewer_addresses_cuts_off() {
        let kind = "aws_vpc_security_group_ingress_rule";
        let port = |from, to| [("from_port", from), ("to_port", to), ("ip_protocol", "tcp")];
        assert!(cut_off(kind, &port("80", "80"), &port("8080", "8080")).is_some());
        assert_eq!(cut_off(kind, &port("80", "80"), &port("1", "8080")), None);
        let from = |cidr| [("cidr_ipv4", cidr)];
        assert!(cut_off(kind, &from("0.0.0.0/0"), &from("10.0.0.0/16")).is_some());
        assert_eq!(cut_off(kind, &from("10.0.0.0/16"), &from("0.0.0.0/0")), None);
        let ping = |kind, code| [("from_port", kind), ("to_port", code), ("ip_protocol", "icmp")];
        assert_eq!(cut_off(kind, &ping("8", "0"), &ping("-1", "-1")), None);
        let everything = [("from_port", "-1"), ("to_port", "-1"), ("ip_protocol", "-1")];
        assert_eq!(cut_off(kind, &port("80", "80"), &everything), None);
    }

    #[test]
    fn a_policy_without_older_versions_cuts_their_clients_off() {
        let policy = |name| [("ssl_policy", name)];
        let (old, new) =
            (policy("ELBSecurityPolicy-TLS13-1-2-2021-06"), policy("ELBSecurityPolicy-TLS13-1-3-2021-06"));
        assert_eq!(
            cut_off("aws_lb_listener", &old, &new).as_deref(),
            Some("clients that speak TLS 1.2 at most")
        );
        assert_eq!(cut_off("aws_lb_listener", &new, &old), None);
        let oldest = policy("ELBSecurityPolicy-2016-08");
        assert_eq!(
            cut_off("aws_lb_listener", &oldest, &old).as_deref(),
            Some("clients that speak TLS 1.1 at most")
        );
        assert_eq!(cut_off("aws_lb_listener", &policy("ELBSecurityPolicy-Own"), &old), None);
    }
}
