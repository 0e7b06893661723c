//! The names of things in a document that has the blocks of several modules: a resource of a called module has the address
//! of the module in its type, `module.shop.aws_lb`, so that its address reads as Terraform writes it.

use crate::terraform::{Address, InstanceAddress, Item};

/// The type as the provider knows it.
pub(super) fn kind(resource_type: &str) -> &str {
    resource_type.rsplit('.').next().unwrap_or(resource_type)
}

/// The module that an item is in; empty in the root module.
pub(super) fn module_of(item: &Item) -> &str {
    match item.resource_type.rsplit_once('.') {
        Some((module, _)) => module,
        None if item.section.is_typed() => "",
        None => &item.resource_type,
    }
}

/// What has a name in a module, by its whole address.
pub(super) fn within(module: &str, name: &str) -> String {
    if module.is_empty() { name.to_owned() } else { format!("{module}.{name}") }
}

/// The resource at an address, or one instance of it, with the key in its name.
pub(super) fn resource_at(address: &str) -> Option<Address> {
    let (kind, name) = InstanceAddress::from(address).split_last()?;
    (!kind.is_empty()).then(|| Address::resource(kind, name))
}

/// An address as Terraform writes it: that of a data source has its module first.
pub(super) fn shown(address: &str) -> String {
    let moved = |rest: &str| {
        let (module, kind, name) = {
            let (kind, name) = InstanceAddress::from(rest).split_last()?;
            let (module, kind) = kind.rsplit_once('.').map(|(a, b)| (a.to_owned(), b.to_owned()))?;
            (module, kind, name)
        };
        Some(format!("{module}.data.{kind}.{name}"))
    };
    address.strip_prefix("data.").and_then(moved).unwrap_or_else(|| address.to_owned())
}

/// The name of a block without the key of an instance.
pub(super) fn unkeyed(name: &str) -> &str {
    name.split('[').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_those_of_terraform() {
        let found = resource_at("module.a[\"x.y\"].aws_lb.main[0]").map(|address| address.to_string());
        assert_eq!(found.as_deref(), Some("module.a[\"x.y\"].aws_lb.main[0]"));
        assert_eq!(shown("data.module.a[\"x.y\"].aws_ami.b"), "module.a[\"x.y\"].data.aws_ami.b");
        assert_eq!(
            (shown("data.aws_ami.b"), kind("module.a[\"x.y\"].aws_lb")),
            ("data.aws_ami.b".into(), "aws_lb")
        );
    }
}
