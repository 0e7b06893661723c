//! Security groups and their rules.

use super::relation::ignores;
use crate::diagnostic::{Report, Rule, rules};
use crate::model::Model;
use crate::model::Place;

rules! {
    /// A rule of a security group names exactly one source or destination.
    ///
    /// AWS refuses none, and more than one.
    AWS_RULE_SOURCE = error "aws/rule-source", "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html";

    /// A rule for TCP or UDP names its ports.
    ///
    /// Without them it passes the plan; AWS refuses it.
    AWS_RULE_PORTS = error "aws/rule-ports", "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html";

    /// A rule for every protocol names no ports.
    ///
    /// With `-1` AWS ignores the ports and opens all of them, and every plan shows a change.
    AWS_RULE_ALL = warning "aws/rule-all", "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html";

    /// A security group's name and descriptions have characters that AWS allows.
    ///
    /// Names do not begin with `sg-`; descriptions contain no quotes and no `<`. Changing a description later
    /// replaces the group.
    AWS_SECURITY_GROUP_TEXT = error "aws/security-group-text", "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html";

    /// The rules of a security group are all inline, or all resources of their own.
    ///
    /// A group with inline rules removes every other rule at the next apply; so does a route table with routes, and an ACL.
    AWS_RULES_MIXED = warning "aws/rules-mixed", "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group";
}

const RULES_BESIDE: &[&str] = &["aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"];
/// What is inline, or beside: the type beside, its argument that names the whole, the type of the whole, and the block in it.
const BESIDE: [(&str, &str, &str, &[&str]); 2] = [
    ("aws_route", "route_table_id", "aws_route_table", &["route"]),
    ("aws_network_acl_rule", "network_acl_id", "aws_network_acl", &["ingress", "egress"]),
];

const SIDES: [&str; 4] = ["cidr_ipv4", "cidr_ipv6", "prefix_list_id", "referenced_security_group_id"];

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    for rule in model.of_kinds(RULES_BESIDE) {
        source(&rule, report);
        ports(&rule, "ip_protocol", report);
        description(&rule, report);
        mixed(&rule, report);
    }
    for rule in model.resources("aws_security_group_rule") {
        ports(&rule, "protocol", report);
        mixed(&rule, report);
    }
    for (kind, of, table, inline) in BESIDE {
        for one in model.resources(kind) {
            beside(&one, of, table, inline, report);
        }
    }
    for group in model.resources("aws_security_group") {
        names(&group, report);
        description(&group, report);
        for name in ["ingress", "egress"] {
            group.blocks(name).iter().for_each(|rule| description(rule, report));
        }
    }
}

fn source(rule: &Place<'_>, report: &mut Report) {
    let sides: Vec<&str> = SIDES.into_iter().filter(|side| rule.has(side)).collect();
    if sides.len() > 1 || SIDES.into_iter().all(|side| rule.lacks(side)) {
        let message = if sides.is_empty() {
            "missing source or destination"
        } else {
            "several sources or destinations"
        };
        let finding = rule.found(Rule::AWS_RULE_SOURCE, "", message);
        let given = if sides.is_empty() { "none".to_owned() } else { sides.join(", ") };
        report.add(finding.given(given).wants(format!("one of {}", SIDES.join(", "))));
    }
}

fn ports(rule: &Place<'_>, protocol: &str, report: &mut Report) {
    let Some(name) = rule.text(protocol) else { return };
    let ports = ["from_port", "to_port"];
    let (from, to) = (rule.integer("from_port"), rule.integer("to_port"));
    match name {
        "-1" | "all" => {
            // The older resource has to say ports, and says 0 or -1; -1 is what AWS answers.
            let is_api = [from, to] == [Some(-1), Some(-1)];
            let is_set = protocol == "ip_protocol" && !is_api && ports.iter().any(|port| rule.has(port));
            if is_set || [from, to].into_iter().flatten().any(|port| port > 0) {
                let finding = rule.found(Rule::AWS_RULE_ALL, "from_port", "the rule opens every port");
                report.add(finding.given(name).wants("no ports, or a protocol").hint("tcp"));
            }
        }
        "tcp" | "udp" | "6" | "17" => {
            if ports.iter().any(|port| rule.lacks(port)) {
                let finding = rule.found(Rule::AWS_RULE_PORTS, "from_port", "missing ports");
                report.add(finding.given(name).wants("from_port and to_port"));
            } else if let (Some(from), Some(to)) = (from, to)
                && from > to
            {
                let finding = rule.found(Rule::AWS_RULE_PORTS, "to_port", "the last port is below the first");
                report.add(finding.given(format!("{from} to {to}")).wants("from_port at most to_port"));
            }
        }
        _ => {}
    }
}

/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html>
fn is_legal(text: &str) -> bool {
    text.chars().all(|one| one.is_ascii_alphanumeric() || " ._-:/()#,@[]+=&;{}!$*".contains(one))
}

fn description(place: &Place<'_>, report: &mut Report) {
    let Some(text) = place.text("description") else { return };
    let is_group = place.item.resource_type == "aws_security_group" && place.below.segments().is_empty();
    if !is_legal(text) || text.chars().count() > 255 || (is_group && text.is_empty()) {
        let finding = place.found(Rule::AWS_SECURITY_GROUP_TEXT, "description", "invalid description");
        let plain: String = text.chars().filter(|one| is_legal(&one.to_string())).collect();
        let hint = (plain != text && !plain.trim().is_empty()).then_some(plain);
        report.add(
            finding
                .given(text)
                .wants("1 to 255 letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*")
                .maybe_hint(hint),
        );
    }
}

fn names(group: &Place<'_>, report: &mut Report) {
    for name in ["name", "name_prefix"] {
        // The provider makes a name in place of an empty one.
        let Some(text) = group.text(name).filter(|text| !text.is_empty()) else { continue };
        if !is_legal(text) || text.starts_with("sg-") || text.chars().count() > 255 {
            let finding = group.found(Rule::AWS_SECURITY_GROUP_TEXT, name, "invalid name").given(text);
            let hint = text.strip_prefix("sg-").map(str::to_owned);
            report.add(finding.wants("at most 255 characters, not beginning with sg-").maybe_hint(hint));
        }
    }
    if group.has("name") && group.has("name_prefix") {
        let message = "both a name and a prefix are set";
        let finding = group.found(Rule::AWS_SECURITY_GROUP_TEXT, "name_prefix", message);
        report.add(finding.wants("one of name and name_prefix"));
    }
}

fn mixed(rule: &Place<'_>, report: &mut Report) {
    let Some(reference) = rule.reference("security_group_id") else { return };
    let Some(group) = rule.model.target(reference, &["aws_security_group"]) else { return };
    let kind = rule.item.resource_type.as_str();
    let side = match kind {
        "aws_vpc_security_group_ingress_rule" => "ingress",
        "aws_vpc_security_group_egress_rule" => "egress",
        _ => rule.text("type").unwrap_or_default(),
    };
    if group.has(side) {
        let message = format!("{} has inline rules, and removes this one", group.path());
        let finding = rule.found(Rule::AWS_RULES_MIXED, "security_group_id", message).given(reference);
        report.add(finding.wants("all rules inline, or all as resources"));
    }
}

fn beside(one: &Place<'_>, of: &str, kind: &str, inline: &[&str], report: &mut Report) {
    let Some(reference) = one.reference(of) else { return };
    let Some(whole) = one.model.target(reference, &[kind]).filter(|whole| has_lines(whole, inline)) else {
        return;
    };
    let message = format!("{} has inline blocks, and removes this one", whole.path());
    let finding = one.found(Rule::AWS_RULES_MIXED, of, message).given(reference);
    report.add(finding.wants("all of them inline, or all as resources"));
}

/// Whether something has inline blocks, and does not ignore them.
fn has_lines(whole: &Place<'_>, inline: &[&str]) -> bool {
    inline.iter().any(|name| !whole.blocks(name).is_empty() && !ignores(whole, name))
}

#[cfg(test)]
mod tests {
    use super::super::trial::found;

    #[test]
    fn an_empty_name_is_one_that_the_provider_makes() {
        let of = |name: &str| {
            found(
                "aws/security-group-text",
                &format!("resource \"aws_security_group\" \"a\" {{\n  name = \"{name}\"\n}}\n"),
            )
            .len()
        };
        assert_eq!([of(""), of("sg-a"), of("a")], [0, 1, 0]);
    }

    #[test]
    fn a_rule_for_every_port_may_have_the_ports_that_aws_answers() {
        let of = |from: i32, to: i32| {
            let text = format!(
                "resource \"aws_vpc_security_group_egress_rule\" \"a\" {{\n  ip_protocol = \"-1\"\n  from_port = {from}\n  to_port = {to}\n}}\n"
            );
            found("aws/rule-all", &text).len()
        };
        assert_eq!([of(-1, -1), of(443, 443), of(0, 0)], [0, 1, 1]);
    }

    #[test]
    fn routes_are_all_inline_or_all_beside() {
        let of = |inside: &str| {
            let text = format!(
                "resource \"aws_route_table\" \"a\" {{\n  {inside}\n}}\nresource \"aws_route\" \"a\" {{\n  route_table_id = aws_route_table.a.id\n}}\n"
            );
            found("aws/rules-mixed", &text).len()
        };
        assert_eq!([of("route {\n    gateway_id = var.a\n  }"), of("route = []"), of("")], [1, 0, 0]);
        assert_eq!(
            of("route {\n    gateway_id = var.a\n  }\n  lifecycle {\n    ignore_changes = [route]\n  }"),
            0
        );
    }
}
