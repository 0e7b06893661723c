//! What rules of security groups allow, and whether that is certainly less than before.

use super::known::{Known, at};
use crate::terraform::Mode;
use crate::unit::Cidr;

/// What one rule allows one peer.
struct Allowed<'a> {
    protocol: &'static str,
    /// First and last port; `None` for all.
    ports: Option<(i64, i64)>,
    peer: Peer<'a>,
}

/// Who is allowed.
enum Peer<'a> {
    Addresses(Cidr),
    /// A group, a prefix list, or addresses that are not compared: the argument, and its value.
    Named(&'static str, &'a Known),
}

/// What one thing is to another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Relation {
    /// It has all of the other.
    Contains,
    /// It has a part of the other.
    Overlaps,
    Apart,
    Unknown,
}

/// Arguments of a block in a security group: each has a list of peers.
const LISTS: [&str; 4] = ["cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids", "security_groups"];

/// Arguments of a rule that is a resource of its own: one of them is its peer.
const SINGLES: [&str; 4] = ["cidr_ipv4", "cidr_ipv6", "prefix_list_id", "referenced_security_group_id"];

/// Whether a rule that is a resource of its own certainly allows less.
pub(super) fn is_narrower_rule(before: &Known, after: &Known) -> bool {
    of_rule(before).zip(of_rule(after)).is_some_and(|(old, new)| is_less(&[old], &[new]))
}

/// Whether the blocks in a security group certainly allow less. Without any, the provider leaves the rules as they are.
///
/// Source: `ingress` at <https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group>.
pub(super) fn is_narrower_group(before: &Known, after: &Known) -> bool {
    ["ingress", "egress"].iter().any(|direction| {
        let blocks = |side| at_list(side, direction).and_then(of_blocks);
        // What a `dynamic` block makes is not known here.
        let has_others = [before, after].iter().any(|side| !is_absent(side, "dynamic"));
        !has_others && blocks(before).zip(blocks(after)).is_some_and(|(old, new)| is_less(&old, &new))
    })
}

/// Whether something that was allowed no longer is: a rule that now has nothing in common with any, or a part with one
/// only. What several rules allow together is not judged.
fn is_less(old: &[Allowed<'_>], new: &[Allowed<'_>]) -> bool {
    old.iter().any(|old| {
        let relations: Vec<Relation> = new.iter().map(|new| new.to(old)).collect();
        let count = |relation| relations.iter().filter(|one| **one == relation).count();
        count(Relation::Contains) == 0 && count(Relation::Unknown) == 0 && count(Relation::Overlaps) < 2
    })
}

impl Allowed<'_> {
    fn to(&self, other: &Self) -> Relation {
        let protocol = match (self.protocol, other.protocol) {
            (own, others) if own == others || own == ALL => Relation::Contains,
            (_, ALL) => Relation::Overlaps,
            _ => Relation::Apart,
        };
        let both = [protocol, self.ports_to(other), self.peer.to(&other.peer)];
        let has = |relation| both.contains(&relation);
        match () {
            () if has(Relation::Apart) => Relation::Apart,
            () if has(Relation::Unknown) => Relation::Unknown,
            () if has(Relation::Overlaps) => Relation::Overlaps,
            () => Relation::Contains,
        }
    }

    fn ports_to(&self, other: &Self) -> Relation {
        match (self.ports, other.ports) {
            (None, _) => Relation::Contains,
            (Some(_), None) => Relation::Overlaps,
            (Some(own), Some(others)) if own == others => Relation::Contains,
            // Of ICMP, these are a type and a code.
            _ if self.protocol == "icmp" => Relation::Unknown,
            (Some(own), Some(others)) if own.0 <= others.0 && others.1 <= own.1 => Relation::Contains,
            (Some(own), Some(others)) if own.1 < others.0 || others.1 < own.0 => Relation::Apart,
            _ => Relation::Overlaps,
        }
    }
}

impl Peer<'_> {
    fn to(&self, other: &Self) -> Relation {
        match (self, other) {
            (Self::Addresses(own), Self::Addresses(others)) if own.contains(others) => Relation::Contains,
            (Self::Addresses(own), Self::Addresses(others)) if others.contains(own) => Relation::Overlaps,
            (Self::Addresses(_), Self::Addresses(_)) => Relation::Apart,
            (Self::Named(own, value), Self::Named(others, other)) if own == others => match () {
                () if value == other || is(value, "::/0") => Relation::Contains,
                () if is(other, "::/0") => Relation::Overlaps,
                () if differ(value, other) && !own.contains("cidr") && !own.starts_with("prefix") => {
                    Relation::Apart
                }
                () => Relation::Unknown,
            },
            (Self::Named("self", _), Self::Named("security_groups", _))
            | (Self::Named("security_groups", _), Self::Named("self", _)) => Relation::Unknown,
            // A prefix list, or addresses that are not known, may be the same addresses.
            (Self::Named(name, _), Self::Addresses(_)) | (Self::Addresses(_), Self::Named(name, _))
                if name.starts_with("prefix") || IPV4.contains(name) =>
            {
                Relation::Unknown
            }
            _ => Relation::Apart,
        }
    }
}

/// Whether two values are not the same for certain: both are known, or they are the IDs of two objects.
fn differ(one: &Known, other: &Known) -> bool {
    let id = |known: &Known| match known {
        Known::Open(open) => match open.references.as_slice() {
            [only] if only.mode == Mode::Resource && only.attribute == "id" && open.text.ends_with(".id") => {
                Some((only.address.clone(), only.key.clone()))
            }
            _ => None,
        },
        _ => None,
    };
    match (one, other) {
        (Known::Scalar(one), Known::Scalar(other)) => one != other,
        _ => id(one).zip(id(other)).is_some_and(|(one, other)| one != other),
    }
}

fn is(known: &Known, text: &str) -> bool {
    matches!(known, Known::Scalar(own) if own == text)
}

/// All protocols.
const ALL: &str = "-1";

/// A protocol by one name; those of other numbers are not judged.
fn protocol(known: &Known) -> Option<&'static str> {
    let Known::Scalar(name) = known else { return None };
    match name.to_ascii_lowercase().as_str() {
        "-1" | "all" => Some(ALL),
        "tcp" | "6" => Some("tcp"),
        "udp" | "17" => Some("udp"),
        "icmp" | "1" => Some("icmp"),
        _ => None,
    }
}

fn ports(body: &Known, protocol: &str) -> Option<Option<(i64, i64)>> {
    let number = |name| match at(body, &[name]) {
        Known::Scalar(text) => text.parse().ok(),
        _ => None,
    };
    // Of all protocols, all ports.
    if protocol == ALL {
        return Some(None);
    }
    Some(Some((number("from_port")?, number("to_port")?)))
}

fn of_rule(body: &Known) -> Option<Allowed<'_>> {
    let protocol = protocol(at(body, &["ip_protocol"]))?;
    let mut peers =
        SINGLES.iter().map(|name| (*name, at(body, &[name]))).filter(|(_, peer)| **peer != Known::Absent);
    let (name, value) = peers.next().unwrap_or(("cidr_ipv4", &Known::Absent));
    let peer = peer(name, value)?;
    peers.next().is_none().then_some(())?;
    Some(Allowed { protocol, ports: ports(body, protocol)?, peer })
}

/// What all blocks allow; `None` where not all is known.
fn of_blocks(blocks: &[Known]) -> Option<Vec<Allowed<'_>>> {
    let mut found = Vec::new();
    for block in blocks {
        let protocol = protocol(at(block, &["protocol"]))?;
        let ports = ports(block, protocol)?;
        for name in LISTS {
            for value in at_list(block, name).or_else(|| is_absent(block, name).then_some(&[]))? {
                found.push(Allowed { protocol, ports, peer: peer(name, value)? });
            }
        }
        match at(block, &["self"]) {
            Known::Absent => {}
            own if is(own, "false") => {}
            own if is(own, "true") => {
                found.push(Allowed { protocol, ports, peer: Peer::Named("self", own) });
            }
            _ => return None,
        }
    }
    Some(found)
}

fn peer<'a>(name: &'static str, value: &'a Known) -> Option<Peer<'a>> {
    match value {
        Known::Scalar(text) if IPV4.contains(&name) => text.parse().ok().map(Peer::Addresses),
        Known::Scalar(_) | Known::Open(_) | Known::Absent => Some(Peer::Named(name, value)),
        _ => None,
    }
}

/// Arguments of addresses that are judged by what they contain, where they are known.
const IPV4: [&str; 2] = ["cidr_blocks", "cidr_ipv4"];

fn is_absent(body: &Known, name: &str) -> bool {
    *at(body, &[name]) == Known::Absent
}

/// The values of a list, where it is known which there are.
fn at_list<'a>(body: &'a Known, name: &str) -> Option<&'a [Known]> {
    match at(body, &[name]) {
        Known::List(values) => Some(values),
        _ => None,
    }
}

#[cfg(all(test, feature = "bundled-schema"))]
mod tests {
    use crate::change::tests::interrupted;

    #[test]
    fn blocks_of_a_group_that_allow_less_cut_off() {
        let group = |blocks: &[(&str, &str)]| {
            let block = |(port, peers): &(&str, &str)| {
                format!(
                    "  ingress {{\n    from_port = {port}\n    to_port = {port}\n    protocol = \"tcp\"\n    {peers}\n  }}\n"
                )
            };
            let blocks: String = blocks.iter().map(block).collect();
            format!("resource \"aws_security_group\" \"a\" {{\n{blocks}}}\n")
        };
        let everybody = ("443", "cidr_blocks = [\"0.0.0.0/0\"]");
        let cuts =
            |old: &[(&str, &str)], new: &[(&str, &str)]| !interrupted(&group(old), &group(new)).is_empty();
        let within = ("443", "cidr_blocks = [\"10.0.0.0/8\"]");
        assert_eq!(
            interrupted(&group(&[everybody]), &group(&[within])),
            ["new connections that only the former rules allow, at best for good"]
        );
        assert!(!cuts(&[within], &[everybody]) && !cuts(&[within], &[within, everybody]));
        let halves = ("443", "cidr_blocks = [\"0.0.0.0/1\", \"128.0.0.0/1\"]");
        assert!(!cuts(&[everybody], &[halves]), "together they allow the same");
        assert!(cuts(&[everybody, ("80", everybody.1)], &[everybody]), "a rule goes");
        assert!(!cuts(&[everybody], &[("443", "cidr_blocks = var.unknown")]));
        assert!(!cuts(&[everybody], &[]), "without any, the provider leaves them");
        let of = |name: &str| format!("security_groups = [aws_security_group.{name}.id]");
        let (b, c) = (of("b"), of("c"));
        assert!(cuts(&[("1", &b)], &[("1", &c)]) && !cuts(&[("1", &b)], &[("1", &b), ("1", &c)]));
        assert!(!cuts(&[("1", &b)], &[("1", "security_groups = [\"sg-1\"]")]), "it may be the same");
        assert!(!cuts(&[("1", &b)], &[("1", "self = true")]), "it may be the same");
    }
}
