//! References to what has instances, and to what has none.

use crate::diagnostic::{Diagnostic, Report, Rule, rules};
use crate::model::Model;
use crate::model::walk::{self, Spot};
use crate::terraform::{AddressKey, Expression, Item, Mode, Reference};
use crate::unit::Lookup;

rules! {
    /// What has instances is referred to by one of them, and what has none without a key.
    ///
    /// With `count` or `for_each`, a resource is a list or a map of its instances, and Terraform refuses an attribute of
    /// it; without them, it refuses `[0]`.
    TERRAFORM_INSTANCE_KEY = error "terraform/instance-key", "https://developer.hashicorp.com/terraform/language/expressions/references#resources";
}

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    let mut declared: Lookup<AddressKey<'_>, &Item> = Lookup::default();
    for item in model.document.items() {
        if let Some(key) = item.key() {
            declared.insert(key, item);
        }
    }
    walk::expressions(model.document, &mut |spot, expression| {
        let Expression::Reference(reference) = expression else { return };
        if let Some(item) = declared.get(&reference.address.key()).filter(|_| !spot.is_tried) {
            found(spot, reference, item).into_iter().for_each(|finding| report.add(finding));
        }
    });
}

fn found(spot: &Spot<'_>, reference: &Reference, item: &Item) -> Option<Diagnostic> {
    let block = item.block()?;
    let (counted, keyed) = (block.get("count").is_some(), block.get("for_each").is_some());
    let (mode, path) = (reference.address.mode, reference.path.as_str());
    let is_module = mode == Mode::Module;
    if !is_module && !matches!(mode, Mode::Resource | Mode::Data) {
        return None;
    }
    let address = &reference.address;
    let key = if counted { "[0]" } else { "[\"…\"]" };
    if (counted || keyed) && path.starts_with(|first: char| first.is_alphabetic() || first == '_') {
        let message = format!("{address} has instances, and this names none of them");
        let finding = spot.found(Rule::TERRAFORM_INSTANCE_KEY, message).given(reference);
        let hint = Some(format!("{address}{key}.{path}")).filter(|_| counted);
        return Some(
            finding.wants(format!("{address}{key}.{path}, or [*] for all of them")).maybe_hint(hint),
        );
    }
    // The outputs of a module may be read by name.
    let is_key = path.starts_with("[0") || path.starts_with("[\"");
    if !counted && !keyed && !is_module && is_key {
        let (key, rest) = path.split_once(']').unwrap_or((path, ""));
        let message = format!("{address} is a single one, without instances");
        let finding = spot.found(Rule::TERRAFORM_INSTANCE_KEY, message).given(format!("{address}{key}]"));
        return Some(finding.wants(format!("{address}{rest}")).hint(format!("{address}{rest}")));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::trial::found;

    fn refused(expression: &str) -> usize {
        let text = format!(
            "resource \"aws_eip\" \"c\" {{\n  count = 2\n}}\nresource \"aws_eip\" \"k\" {{\n  for_each = toset([\"a\"])\n}}\n\
             resource \"aws_eip\" \"one\" {{}}\nmodule \"m\" {{\n  source = \"./m\"\n  count = 1\n}}\nmodule \"n\" {{\n  source = \"./m\"\n}}\n\
             locals {{\n  x = {expression}\n}}\n"
        );
        found("terraform/instance-key", &text).len()
    }

    #[test]
    fn instances_are_named_where_there_are_some() {
        for wrong in
            ["aws_eip.c.id", "aws_eip.k.id", "aws_eip.one[0].id", "aws_eip.one[\"a\"].id", "module.m.out"]
        {
            assert_eq!(refused(wrong), 1, "{wrong}");
        }
        for right in [
            "aws_eip.c[0].id",
            "aws_eip.c[*].id",
            "aws_eip.c.*.id",
            "aws_eip.c",
            "length(aws_eip.c)",
            "aws_eip.k[\"a\"].id",
            "aws_eip.k[local.x].id",
            "[for e in aws_eip.k : e.id]",
            "values(aws_eip.k)[*].id",
            "aws_eip.one.id",
            "aws_eip.one.tags[\"a\"]",
            "aws_eip.one[*].id",
            "try(aws_eip.c.id, 1)",
            "module.n[\"out\"]",
            "module.n.out",
        ] {
            assert_eq!(refused(right), 0, "{right}");
        }
    }
}
