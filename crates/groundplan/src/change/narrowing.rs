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
        _ => None,
    }?;
    Some(Interruption { what, at_best: "for good".to_owned() })
}

/// Whether a rule certainly allows less: connections that are open go on, new ones are refused.
///
/// Source: <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-connection-tracking.html>.
fn is_narrower_rule(before: &Known, after: &Known) -> bool {
    let ports = |side| Some((number(side, "from_port")?, number(side, "to_port")?));
    let loses_ports =
        matches!((ports(before), ports(after)), (Some(old), Some(new)) if new.0 > old.0 || new.1 < old.1);
    let (old, new) = (at(before, &["cidr_ipv4"]), at(after, &["cidr_ipv4"]));
    let loses_addresses = match (old, new) {
        (Known::Scalar(old), Known::Scalar(new)) => {
            matches!((old.parse::<Cidr>(), new.parse::<Cidr>()), (Ok(old), Ok(new)) if !new.contains(&old))
        }
        _ => false,
    };
    let takes_all = matches!(at(after, &["ip_protocol"]), Known::Scalar(protocol) if protocol == "-1");
    (loses_ports && !takes_all) || loses_addresses
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
