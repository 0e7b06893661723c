//! What has to be in one VPC, and within its addresses.

use super::listener::LISTENERS;
use super::load_balancer::{LOAD_BALANCERS, TARGET_GROUPS};
use super::relation::{identity, is_passed_on};
use crate::diagnostic::{Report, Rule, rules};
use crate::model::{Model, Place, reference};
use crate::terraform::{Address, Mode};
use crate::unit::Cidr;

rules! {
    /// A subnet is within the addresses of its VPC.
    ///
    /// AWS refuses another one, after it created the VPC: InvalidSubnet.Range.
    AWS_SUBNET_RANGE = error "aws/subnet-range", "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html";

    /// Subnets, security groups and target groups that are used together are of one VPC.
    ///
    /// A security group applies within its VPC, and so does a load balancer: AWS refuses what is of another one.
    AWS_TWO_VPCS = error "aws/two-vpcs", "https://docs.aws.amazon.com/vpc/latest/userguide/security-groups.html";
}

const VPCS: [&str; 2] = ["aws_vpc", "aws_default_vpc"];

/// What is in subnets and has security groups: the type, the block that both are in, and the two arguments.
const USERS: [(&str, &str, &str, &str); 11] = [
    ("aws_lb", "", "subnets", "security_groups"),
    ("aws_alb", "", "subnets", "security_groups"),
    ("aws_elb", "", "subnets", "security_groups"),
    ("aws_instance", "", "subnet_id", "vpc_security_group_ids"),
    ("aws_network_interface", "", "subnet_id", "security_groups"),
    ("aws_efs_mount_target", "", "subnet_id", "security_groups"),
    ("aws_vpc_endpoint", "", "subnet_ids", "security_group_ids"),
    ("aws_lambda_function", "vpc_config", "subnet_ids", "security_group_ids"),
    ("aws_ecs_service", "network_configuration", "subnets", "security_groups"),
    ("aws_eks_cluster", "vpc_config", "subnet_ids", "security_group_ids"),
    ("aws_apprunner_vpc_connector", "", "subnets", "security_groups"),
];

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    model.resources("aws_subnet").for_each(|subnet| range(&subnet, report));
    for (kind, block, subnets, groups) in USERS {
        for user in model.resources(kind) {
            let places = if block.is_empty() { vec![user] } else { user.blocks(block) };
            places.iter().for_each(|place| together(place, subnets, groups, report));
        }
    }
    for listener in model.of_kinds(LISTENERS) {
        forwards(&listener, report);
    }
}

fn range(subnet: &Place<'_>, report: &mut Report) {
    let Some(cidr) = subnet.text("cidr_block").and_then(|text| text.parse::<Cidr>().ok()) else { return };
    let Some(vpc) = subnet.reference("vpc_id").and_then(|vpc| subnet.model.target(vpc, &["aws_vpc"])) else {
        return;
    };
    let Some(blocks) = blocks(&vpc) else { return };
    if !blocks.iter().any(|block| block.contains(&cidr)) {
        let message = format!("the block is not within {}", vpc.path());
        let finding = subnet.found(Rule::AWS_SUBNET_RANGE, "cidr_block", message).given(cidr);
        let blocks: Vec<String> = blocks.iter().map(ToString::to_string).collect();
        report.add(finding.wants(format!("a part of {}", blocks.join(" or "))));
    }
}

/// The addresses of a VPC, if all of them are known.
fn blocks(vpc: &Place<'_>) -> Option<Vec<Cidr>> {
    if is_passed_on(vpc) {
        return None;
    }
    let address = vpc.item.address()?;
    let name = address.name.split('[').next()?;
    let mut found = vec![vpc.text("cidr_block")?.parse().ok()?];
    for further in vpc.model.resources("aws_vpc_ipv4_cidr_block_association") {
        let of = further.reference("vpc_id")?;
        if of.address.name == *name {
            found.push(further.text("cidr_block")?.parse().ok()?);
        }
    }
    Some(found)
}

/// What is in subnets has security groups of their VPC.
fn together(place: &Place<'_>, subnets: &str, groups: &str, report: &mut Report) {
    let mut vpc = None;
    for (name, kind) in [(subnets, "aws_subnet"), (groups, "aws_security_group")] {
        for (of, found) in vpcs(place, name, kind) {
            match &vpc {
                None => vpc = Some(found),
                Some(first) if *first != found => {
                    let message = format!("{of} is in {found}, and what is beside it in {first}");
                    let finding = place.found(Rule::AWS_TWO_VPCS, name, message);
                    return report.add(finding.wants("subnets and security groups of one VPC"));
                }
                Some(_) => {}
            }
        }
    }
}

/// A listener forwards to target groups in the VPC of its load balancer.
fn forwards(listener: &Place<'_>, report: &mut Report) {
    let model = listener.model;
    let Some(balancer) =
        listener.reference("load_balancer_arn").and_then(|one| model.target(one, LOAD_BALANCERS))
    else {
        return;
    };
    let Some((_, vpc)) = vpcs(&balancer, "subnets", "aws_subnet").into_iter().next() else { return };
    for action in listener.blocks("default_action") {
        let forwards =
            action.blocks("forward").into_iter().flat_map(|forward| forward.blocks("target_group"));
        let places =
            std::iter::once((action.clone(), "target_group_arn")).chain(forwards.map(|one| (one, "arn")));
        for (place, name) in places {
            let group = place.reference(name).and_then(|group| model.target(group, TARGET_GROUPS));
            if let Some(other) = group.and_then(|group| vpc_of(&group)).filter(|other| *other != vpc) {
                let message = format!("the target group is in {other}, and the load balancer in {vpc}");
                let finding = place.found(Rule::AWS_TWO_VPCS, name, message);
                report.add(finding.wants("a target group in the VPC of the load balancer"));
            }
        }
    }
}

/// What an argument names, each with the VPC that it is certainly in.
fn vpcs<'a>(place: &Place<'a>, name: &str, kind: &str) -> Vec<(String, Address)> {
    let listed = place.list(name).unwrap_or_default();
    // Written values lead to what the reference names, and not behind it.
    let single = place.value_of(name).map(|value| place.model.follow_locals(value));
    let of = |reference| {
        let target: Place<'a> = place.model.target(reference, &[kind])?;
        Some((target.item.address()?.to_string(), vpc_of(&target)?))
    };
    listed.into_iter().chain(single).filter_map(reference).filter_map(of).collect()
}

/// The VPC that an argument `vpc_id` names, where it is one of this module: others may be the same under two names.
fn vpc_of(place: &Place<'_>) -> Option<Address> {
    identity(place, "vpc_id")?;
    let vpc = place.reference("vpc_id")?;
    let is_known = vpc.address.mode == Mode::Resource
        && VPCS.contains(&vpc.address.resource_type.as_str())
        && (vpc.path == "id" || vpc.path.ends_with(".id"));
    is_known.then(|| vpc.address.clone())
}

#[cfg(test)]
mod tests {
    use super::super::trial::found;

    const TWO: &str = "provider \"aws\" {}\nresource \"aws_vpc\" \"a\" {\n  cidr_block = \"10.0.0.0/16\"\n}\nresource \"aws_vpc\" \"b\" {\n  cidr_block = \"10.1.0.0/16\"\n}\n";

    #[test]
    fn a_subnet_is_a_part_of_its_vpc() {
        let of = |block: &str, vpc: &str, more: &str| {
            let subnet = format!(
                "resource \"aws_subnet\" \"a\" {{\n  vpc_id = {vpc}\n  cidr_block = {block}\n}}\n{more}"
            );
            found("aws/subnet-range", &(TWO.to_owned() + &subnet)).len()
        };
        assert_eq!(of("\"10.1.0.0/24\"", "aws_vpc.a.id", ""), 1);
        assert_eq!(of("\"10.0.0.0/15\"", "aws_vpc.a.id", ""), 1);
        assert_eq!(of("\"10.0.255.0/24\"", "aws_vpc.a.id", ""), 0);
        assert_eq!(of("\"10.1.0.0/24\"", "aws_vpc.b.id", ""), 0);
        assert_eq!(of("var.block", "aws_vpc.a.id", ""), 0);
        assert_eq!(of("\"10.1.0.0/24\"", "var.vpc", ""), 0);
        let further = |block: &str| {
            format!(
                "resource \"aws_vpc_ipv4_cidr_block_association\" \"a\" {{\n  vpc_id = aws_vpc.a.id\n  cidr_block = {block}\n}}\n"
            )
        };
        assert_eq!(of("\"100.64.0.0/24\"", "aws_vpc.a.id", &further("\"100.64.0.0/16\"")), 0);
        assert_eq!(of("\"10.9.0.0/24\"", "aws_vpc.a.id", &further("\"100.64.0.0/16\"")), 1);
        assert_eq!(of("\"10.9.0.0/24\"", "aws_vpc.a.id", &further("var.block")), 0);
        let module = "module \"more\" {\n  source = \"./more\"\n  vpc    = aws_vpc.a.id\n}\n";
        assert_eq!(of("\"10.9.0.0/24\"", "aws_vpc.a.id", module), 0, "it may add a block");
    }

    fn two(groups: &str, target: &str) -> Vec<String> {
        let text = format!(
            "{TWO}resource \"aws_subnet\" \"a\" {{\n  vpc_id = aws_vpc.a.id\n}}\n\
             resource \"aws_security_group\" \"a\" {{\n  vpc_id = aws_vpc.a.id\n}}\n\
             resource \"aws_security_group\" \"b\" {{\n  vpc_id = aws_vpc.b.id\n}}\n\
             resource \"aws_security_group\" \"c\" {{\n  vpc_id = var.vpc\n}}\n\
             resource \"aws_lb\" \"a\" {{\n  load_balancer_type = \"network\"\n  subnets = [aws_subnet.a.id]\n  security_groups = [{groups}]\n}}\n\
             resource \"aws_lb_target_group\" \"a\" {{\n  vpc_id = {target}\n}}\n\
             resource \"aws_lb_listener\" \"a\" {{\n  load_balancer_arn = aws_lb.a.arn\n  default_action {{\n    type = \"forward\"\n    target_group_arn = aws_lb_target_group.a.arn\n  }}\n}}\n"
        );
        found("aws/two-vpcs", &text)
    }

    #[test]
    fn what_is_used_together_is_of_one_vpc() {
        let none: [&str; 0] = [];
        assert_eq!(two("aws_security_group.a.id", "aws_vpc.a.id"), none);
        assert_eq!(two("aws_security_group.c.id", "var.vpc"), none);
        assert_eq!(two("aws_security_group.b.id", "aws_vpc.a.id"), ["resource.aws_lb.a.security_groups"]);
        assert_eq!(
            two("aws_security_group.a.id", "aws_vpc.b.id"),
            ["resource.aws_lb_listener.a.default_action.target_group_arn"]
        );
    }

    #[test]
    fn a_machine_is_in_the_vpc_of_its_groups() {
        let of = |group: &str| {
            let text = format!(
                "{TWO}resource \"aws_subnet\" \"a\" {{\n  vpc_id = aws_vpc.a.id\n}}\nresource \"aws_security_group\" \"a\" {{\n  vpc_id = {group}\n}}\n\
                 resource \"aws_instance\" \"a\" {{\n  subnet_id = aws_subnet.a.id\n  vpc_security_group_ids = [aws_security_group.a.id]\n}}\n"
            );
            found("aws/two-vpcs", &text).len()
        };
        assert_eq!([of("aws_vpc.a.id"), of("aws_vpc.b.id")], [0, 1]);
    }
}
