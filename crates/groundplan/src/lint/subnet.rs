//! Subnets of one VPC.

use super::relation::{identity, is_single};
use crate::diagnostic::{Report, Rule, rules};
use crate::model::{Model, Place};
use crate::unit::Cidr;

rules! {
    /// Subnets of a VPC do not overlap.
    ///
    /// AWS refuses the second of two that share an address, after it created the first.
    AWS_SUBNET_OVERLAP = error "aws/subnet-overlap", "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html";
}

/// A subnet with its VPC and its addresses.
type Known<'a> = (Place<'a>, String, Cidr);

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    let mut known: Vec<Known<'_>> = model.resources("aws_subnet").filter_map(known).collect();
    // Sorted by network, only the widest one before can reach into the next.
    known.sort_by_key(|(_, _, cidr)| (cidr.network(), cidr.prefix()));
    let mut widest: Vec<&Known<'_>> = Vec::new();
    for subnet in &known {
        let (place, vpc, cidr) = subnet;
        match widest.iter().find(|(_, other, wide)| other == vpc && wide.overlaps(cidr)) {
            Some((first, ..)) => overlap(place, first, cidr, report),
            None => {
                widest.retain(|(_, other, _)| other != vpc);
                widest.push(subnet);
            }
        }
    }
}

fn known(subnet: Place<'_>) -> Option<Known<'_>> {
    let vpc = identity(&subnet, "vpc_id")?;
    let cidr = subnet.text("cidr_block")?.parse().ok()?;
    is_single(&subnet).then_some((subnet, vpc, cidr))
}

fn overlap(place: &Place<'_>, first: &Place<'_>, cidr: &Cidr, report: &mut Report) {
    let message = format!("overlaps {}", first.path());
    let finding = place.found(Rule::AWS_SUBNET_OVERLAP, "cidr_block", message).given(cidr);
    let taken = first.text("cidr_block").unwrap_or_default();
    report.add(finding.wants(format!("a block of the VPC that shares no address with {taken}")));
}
