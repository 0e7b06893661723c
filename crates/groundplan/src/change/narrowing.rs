//! Updates in place that let through less than before: who used what is gone is cut off.

use super::allowed::{is_narrower_group, is_narrower_rule};
use super::effect::Interruption;
use super::known::{Known, at};
use super::listened;

/// What an update of an object cuts off, where both sides are known.
pub(super) fn of(kind: &str, before: &Known, after: &Known) -> Option<Interruption> {
    if let Some(found) = found_elsewhere(kind, before, after) {
        return Some(found);
    }
    let what = match kind {
        "aws_vpc_security_group_ingress_rule" | "aws_vpc_security_group_egress_rule" => {
            // Connections that are open go on, new ones are refused.
            // <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-connection-tracking.html>
            is_narrower_rule(before, after)
                .then(|| "new connections that only the former rule allows".to_owned())
        }
        "aws_security_group" | "aws_default_security_group" => is_narrower_group(before, after)
            .then(|| "new connections that only the former rules allow".to_owned()),
        "aws_lb_listener_rule" | "aws_alb_listener_rule" => listened::lost(before, after),
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

/// Arguments by which clients find a database: the type, the argument, what stops, and until when.
///
/// Source: <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.DBInstance.Modifying.html>.
const ADDRESSES: &[(&str, &str, &str, &str)] = &[
    ("aws_db_instance", "port", RESTARTED_ON_A_PORT, "until clients use the new port"),
    ("aws_rds_cluster", "port", RESTARTED_ON_A_PORT, "until clients use the new port"),
    (
        "aws_db_instance",
        "identifier",
        "the database: it is restarted, in the maintenance window or at once, and its address is another one",
        "until clients use the new address",
    ),
];

const RESTARTED_ON_A_PORT: &str =
    "connections to the database: it is restarted, and takes them on the new port only";

fn found_elsewhere(kind: &str, before: &Known, after: &Known) -> Option<Interruption> {
    let differs = |argument: &str| match (at(before, &[argument]), at(after, &[argument])) {
        (Known::Scalar(old), Known::Scalar(new)) => old != new,
        _ => false,
    };
    let (.., what, at_best) = ADDRESSES.iter().find(|(of, name, ..)| *of == kind && differs(name))?;
    Some(Interruption { what: (*what).to_owned(), at_best: (*at_best).to_owned() })
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
    fn a_rule_that_allows_less_cuts_off() {
        let cuts = |before: &[(&str, &str)], after: &[(&str, &str)]| {
            cut_off("aws_vpc_security_group_ingress_rule", before, after).is_some()
        };
        let rule = |protocol, from, to, cidr| {
            [("ip_protocol", protocol), ("from_port", from), ("to_port", to), ("cidr_ipv4", cidr)]
        };
        let port = |from, to| rule("tcp", from, to, "10.0.0.0/16");
        assert!(cuts(&port("80", "80"), &port("8080", "8080")));
        assert!(!cuts(&port("80", "80"), &port("1", "8080")));
        let from = |cidr| rule("tcp", "80", "80", cidr);
        assert!(cuts(&from("0.0.0.0/0"), &from("10.0.0.0/16")));
        assert!(!cuts(&from("10.0.0.0/16"), &from("0.0.0.0/0")));
        let ping = |kind, code| rule("icmp", kind, code, "10.0.0.0/16");
        assert!(!cuts(&ping("8", "0"), &ping("-1", "-1")));
        let everything = rule("-1", "-1", "-1", "10.0.0.0/16");
        assert!(!cuts(&port("80", "80"), &everything));
        assert!(cuts(&everything, &port("80", "80")), "another protocol");
        let group = |id| [("ip_protocol", "-1"), ("referenced_security_group_id", id)];
        assert!(cuts(&group("sg-1"), &group("sg-2")) && !cuts(&group("sg-1"), &group("sg-1")));
        assert!(cuts(&everything, &group("sg-1")), "a group in place of addresses");
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

    #[cfg(feature = "bundled-schema")]
    #[test]
    fn a_database_by_another_port_or_name_is_found_by_nobody() {
        let of = |argument: &str| format!("resource \"aws_db_instance\" \"a\" {{\n  {argument}\n}}\n");
        let port = "connections to the database: it is restarted, and takes them on the new port only, at best until clients use the new port";
        assert_eq!(crate::change::tests::interrupted(&of("port = 5432"), &of("port = 5433")), [port]);
        let found = crate::change::tests::interrupted(&of("identifier = \"a\""), &of("identifier = \"b\""));
        assert!(found[0].contains("its address is another one"), "{found:?}");
        assert!(
            crate::change::tests::interrupted(&of(""), &of("port = 5432")).is_empty(),
            "it may be the default"
        );
    }
}
