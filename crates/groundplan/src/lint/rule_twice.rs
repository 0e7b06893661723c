//! Rules of security groups that are there already.

use std::collections::BTreeMap;

use super::relation::{identity, identity_of, is_single};
use crate::diagnostic::{Report, Rule, rules};
use crate::model::{Model, Place};
use crate::unit::Cidr;

rules! {
    /// A security group has each rule once.
    ///
    /// Rules with the same protocol, ports and peer are one rule for AWS, whatever their descriptions: the second one is
    /// refused as a duplicate, after the first was created.
    AWS_RULE_TWICE = error "aws/rule-twice", "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html";
}

/// The arguments that hold one peer each, and those that hold several.
const PEERS: [&str; 5] =
    ["cidr_ipv4", "cidr_ipv6", "prefix_list_id", "referenced_security_group_id", "source_security_group_id"];
const PEER_LISTS: [&str; 4] = ["cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids", "security_groups"];

/// What is the same in two rules that are one: group, direction, protocol, ports and peer.
type Known = (String, &'static str, String, Option<(i64, i64)>, String);

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    let mut seen = BTreeMap::new();
    for (kind, direction) in
        [("aws_vpc_security_group_ingress_rule", "ingress"), ("aws_vpc_security_group_egress_rule", "egress")]
    {
        for rule in model.resources(kind).filter(is_single) {
            let group = identity(&rule, "security_group_id");
            note(&mut seen, &rule, group, direction, report);
        }
    }
    for rule in model.resources("aws_security_group_rule").filter(is_single) {
        let direction = match rule.text("type") {
            Some("ingress") => "ingress",
            Some("egress") => "egress",
            _ => continue,
        };
        let group = identity(&rule, "security_group_id");
        note(&mut seen, &rule, group, direction, report);
    }
    for group in model.resources("aws_security_group") {
        for direction in ["ingress", "egress"] {
            inline(&group, direction, report);
        }
    }
}

/// The rules in a group. The provider makes one of those that have the same description, or none.
fn inline(group: &Place<'_>, direction: &'static str, report: &mut Report) {
    let mut seen = BTreeMap::new();
    let mut descriptions: Vec<Option<&str>> = Vec::new();
    for rule in group.blocks(direction) {
        let description = rule.text("description");
        let is_known = description.is_some() || rule.lacks("description");
        if is_known && !descriptions.contains(&description) {
            descriptions.push(description);
            note(&mut seen, &rule, Some(group.path().to_string()), direction, report);
        }
    }
}

/// Remembers a rule, and reports it where the same one was before it.
fn note<'a>(
    seen: &mut BTreeMap<Known, Place<'a>>,
    rule: &Place<'a>,
    group: Option<String>,
    direction: &'static str,
    report: &mut Report,
) {
    let Some((group, (protocol, ports))) = group.zip(reach(rule)) else { return };
    for (name, peer) in peers(rule, &group) {
        let known = (group.clone(), direction, protocol.clone(), ports, peer.clone());
        match seen.get(&known) {
            Some(first) if first.path() != rule.path() => {
                let message = format!("duplicate rule: {} is the same", first.path());
                let finding = rule.found(Rule::AWS_RULE_TWICE, name, message).given(shown(&peer));
                report.add(finding.wants("each protocol, range of ports and peer once in a group"));
                return;
            }
            Some(_) => {}
            None => drop(seen.insert(known, rule.clone())),
        }
    }
}

/// The protocol by its name, and the ports where it has any.
fn reach(rule: &Place<'_>) -> Option<(String, Option<(i64, i64)>)> {
    let name = ["ip_protocol", "protocol"].into_iter().find(|name| rule.has(name))?;
    let number = rule.integer(name).map(|number| number.to_string());
    let protocol = match number.as_deref().or(rule.text(name))?.to_ascii_lowercase().as_str() {
        "-1" | "all" => return Some(("-1".to_owned(), None)),
        "6" => "tcp".to_owned(),
        "17" => "udp".to_owned(),
        "1" => "icmp".to_owned(),
        "58" => "icmpv6".to_owned(),
        other => other.to_owned(),
    };
    Some((protocol, Some((rule.integer("from_port")?, rule.integer("to_port")?))))
}

/// What is known of a rule's peers, with the argument of each.
fn peers(rule: &Place<'_>, group: &str) -> Vec<(&'static str, String)> {
    let single = PEERS.into_iter().filter_map(|name| Some((name, plain(identity(rule, name)?))));
    let several = PEER_LISTS.into_iter().flat_map(|name| {
        let each = rule.list(name).unwrap_or_default();
        each.into_iter()
            .filter_map(move |value| Some((name, plain(identity_of(rule, value)?))))
            .collect::<Vec<_>>()
    });
    let own = (rule.boolean("self") == Some(true)).then(|| ("self", group.to_owned()));
    single.chain(several).chain(own).collect()
}

/// Blocks of addresses in one spelling.
fn plain(peer: String) -> String {
    peer.parse::<Cidr>().map_or(peer, |cidr| cidr.to_string())
}

fn shown(peer: &str) -> &str {
    peer.strip_prefix("${").and_then(|inner| inner.strip_suffix('}')).unwrap_or(peer)
}

#[cfg(test)]
mod tests {
    use super::super::trial::found;

    const CODE: &str = "aws/rule-twice";

    fn rule(name: &str, body: &str) -> String {
        format!(
            "resource \"aws_security_group_rule\" \"{name}\" {{\n  security_group_id = aws_security_group.a.id\n{body}\n}}\n"
        )
    }

    #[test]
    fn protocols_have_names_and_numbers_and_a_group_is_its_own_peer() {
        let named =
            "  type = \"ingress\"\n  protocol = \"tcp\"\n  from_port = 443\n  to_port = 443\n  self = true";
        let number = "  type = \"ingress\"\n  protocol = 6\n  from_port = 443\n  to_port = 443\n  source_security_group_id = aws_security_group.a.id";
        let group = "resource \"aws_security_group\" \"a\" {}\n";
        let both = format!("{group}{}{}", rule("a", named), rule("b", number));
        assert_eq!(found(CODE, &both), ["resource.aws_security_group_rule.b.source_security_group_id"]);
        let egress = number.replace("ingress", "egress");
        assert_eq!(found(CODE, &format!("{group}{}{}", rule("a", named), rule("b", &egress))), [""; 0]);
    }

    #[test]
    fn what_may_be_there_in_place_of_another_is_not_compared() {
        let body = "  type = \"ingress\"\n  protocol = \"-1\"\n  from_port = 0\n  to_port = 0\n  cidr_blocks = [\"10.0.0.0/8\"]";
        let conditional = format!("  count = var.on ? 1 : 0\n{body}");
        let text = format!(
            "variable \"on\" {{}}\nresource \"aws_security_group\" \"a\" {{}}\n{}{}",
            rule("a", &conditional),
            rule("b", body)
        );
        assert_eq!(found(CODE, &text), [""; 0]);
        assert_eq!(found(CODE, &text.replace("  count = var.on ? 1 : 0\n", "")).len(), 1);
    }

    #[test]
    fn the_provider_makes_one_of_inline_rules_with_the_same_description() {
        let block = |description: &str| {
            format!(
                "  ingress {{\n    protocol = \"tcp\"\n    from_port = 80\n    to_port = 80\n    cidr_blocks = [\"10.0.0.0/8\"]\n    description = \"{description}\"\n  }}\n"
            )
        };
        let group = |other: &str| {
            format!("resource \"aws_security_group\" \"a\" {{\n{}{}}}\n", block("a"), block(other))
        };
        assert_eq!(found(CODE, &group("a")), [""; 0]);
        assert_eq!(found(CODE, &group("b")), ["resource.aws_security_group.a.ingress[1].cidr_blocks"]);
    }
}
