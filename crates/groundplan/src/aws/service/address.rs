//! The addresses of services, for what scales and watches them.

use std::collections::BTreeSet;

use crate::terraform::{Address, Document, Item, Reference};

const GROUP: &str = "aws_security_group";

/// What refers to the security group of tasks, and lets nothing in.
const OUTWARD: [&str; 2] = ["aws_ecs_service", "aws_vpc_security_group_egress_rule"];

/// What lets something in where it refers to a group as its own; elsewhere the group is the source.
const INWARD: &str = "aws_vpc_security_group_ingress_rule";

/// The service's name, as metrics and scaling targets have it.
pub(crate) fn service_name(label: &str) -> Reference {
    address(label).attr("name")
}

/// The service.
pub(crate) fn address(label: &str) -> Address {
    Address::resource("aws_ecs_service", label.to_owned())
}

/// The security group of a service's tasks.
pub(crate) fn tasks(label: &str) -> Address {
    Address::resource(GROUP, label.to_owned())
}

/// The security groups that something in a document lets something in at, or might, as what another root module does
/// with them.
pub(crate) fn reached(document: &Document) -> BTreeSet<Address> {
    let groups = document.items().iter().flat_map(lets_in_at);
    groups.filter(|address| address.resource_type == GROUP).collect()
}

fn lets_in_at(item: &Item) -> Vec<Address> {
    let mut found = Vec::new();
    if item.resource_type == INWARD {
        let own = item.block().and_then(|block| block.get("security_group_id"));
        own.iter().for_each(|own| own.references(&mut found));
    } else if !OUTWARD.contains(&item.resource_type.as_str()) {
        item.content.references(&mut found);
    }
    let found = found.into_iter().map(|reference| reference.address.clone());
    let has_rules = |name| item.block().is_some_and(|block| block.get(name).is_some());
    let own = item.address().filter(|_| has_rules("ingress") || has_rules("dynamic"));
    found.chain(own).collect()
}
