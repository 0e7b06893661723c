//! Security groups, with one resource per rule: groups that refer to each other in rules of their own
//! would run in a circle, and a rule that is changed by hand shows as one change.

use super::EnvironmentContext;
use crate::decision::Decided;
use crate::terraform::{Address, File, Reference, Text, Value, block, object};

/// A security group without a rule.
pub(crate) struct Group<'a> {
    pub(crate) label: &'a str,
    /// What its name says after stack and environment.
    pub(crate) name: &'a [&'a str],
    pub(crate) description: Decided<String>,
    pub(crate) vpc_id: Reference,
}

impl Group<'_> {
    /// Adds it; what is returned is its id.
    pub(crate) fn emit(self, context: &EnvironmentContext, file: &mut File<'_>) -> Reference {
        let group = file.resource(
            "aws_security_group",
            self.label.to_owned(),
            block! {
                name_prefix = context.group_prefix(self.name),
                description = self.description,
                vpc_id      = self.vpc_id,
                tags        = object! { "Name": context.name(self.name, 255) },
                lifecycle { create_before_destroy = true }
            },
        );
        group.attr("id")
    }
}

/// One rule: a TCP port, and one other side.
pub(crate) struct Rule {
    pub(crate) label: String,
    pub(crate) group: Value,
    pub(crate) description: Decided<String>,
    pub(crate) port: Decided<u16>,
    pub(crate) other: Other,
}

/// Whom a rule lets in, or lets the group reach.
pub(crate) enum Other {
    Addresses(Decided<Text>),
    Group(Value),
    PrefixList(Reference),
}

impl Rule {
    /// Lets the other side in.
    pub(crate) fn ingress(self, file: &mut File<'_>) -> Address {
        self.emit("aws_vpc_security_group_ingress_rule", file)
    }

    /// Lets the group reach the other side.
    pub(crate) fn egress(self, file: &mut File<'_>) -> Address {
        self.emit("aws_vpc_security_group_egress_rule", file)
    }

    fn emit(self, kind: &'static str, file: &mut File<'_>) -> Address {
        let mut body = block! {
            security_group_id = self.group,
            description       = self.description,
            ip_protocol       = "tcp",
            from_port         = &self.port,
            to_port           = &self.port,
        };
        match self.other {
            Other::Addresses(cidr) => body.set("cidr_ipv4", cidr),
            Other::Group(group) => body.set("referenced_security_group_id", group),
            Other::PrefixList(list) => body.set("prefix_list_id", list),
        }
        file.resource(kind, self.label, body)
    }
}
