//! `import` blocks: what they take over, and into which resource.

use std::collections::BTreeSet;

use crate::diagnostic::{Report, Rule, Severity, rules};
use crate::model::{Model, Place};
use crate::terraform::{Content, InstanceAddress, Literal, Section, Value};
use crate::unit::set_of;

rules! {
    /// An `import` says what it takes over, once for each resource.
    ///
    /// It has an `id`, or an `identity`, which is not empty, and leads to a resource. Terraform refuses two for one address. A
    /// `provider` is for resources that are not declared yet, whose configuration Terraform generates.
    TERRAFORM_IMPORT = error "terraform/import", "https://developer.hashicorp.com/terraform/language/block/import";

    /// An `import` leads to a resource that is declared.
    ///
    /// Otherwise each plan fails but one with `-generate-config-out`, which writes the missing configuration; within modules,
    /// Terraform generates none.
    TERRAFORM_IMPORT_TARGET = warning "terraform/import-target", "https://developer.hashicorp.com/terraform/language/import/generating-configuration";
}

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    if model.section(Section::Import).next().is_none() {
        return;
    }
    let declared =
        set_of(model.document.items().iter().filter_map(|item| item.address()).map(|it| it.to_string()));
    let mut taken = BTreeSet::new();
    for place in model.section(Section::Import) {
        let Some(to) = place.item.address_in("to") else { continue };
        source(&place, &to, report);
        target(&place, &to, |name| declared.contains(name), report);
        if is_plain(&to) && !holds(&place, "for_each") && !taken.insert(to.clone()) {
            let finding = place.found(Rule::TERRAFORM_IMPORT, "to", format!("{to} is imported twice"));
            report.add(finding.given(&to).wants("one `import` for each address"));
        }
    }
}

fn source(place: &Place<'_>, to: &str, report: &mut Report) {
    let wants = "an `id` that the provider knows the object by, or its `identity`";
    if !holds(place, "id") && !holds(place, "identity") {
        let finding = place.found(Rule::TERRAFORM_IMPORT, "", "neither `id` nor `identity` is set");
        report.add(finding.given(to).wants(wants));
    } else if place.text("id") == Some("") {
        let finding = place.found(Rule::TERRAFORM_IMPORT, "id", "an empty `id` names nothing");
        report.add(finding.given("\"\"").wants(wants));
    }
}

fn target(place: &Place<'_>, to: &str, is_declared: impl Fn(&str) -> bool, report: &mut Report) {
    let whole = InstanceAddress::from(to).unkeyed();
    let steps: Vec<&str> = whole.split('.').collect();
    let found = |message: String| place.found(Rule::TERRAFORM_IMPORT, "to", message).given(to);
    match steps.as_slice() {
        [.., "data", _, _] => {
            let message = format!("{to} is a data source, which is read and not imported");
            report.add(found(message).wants("the address of a resource"));
        }
        ["module", name, _, _, ..] if !is_declared(&format!("module.{name}")) => {
            let mut finding = found(format!("module.{name} is not declared"));
            finding.rule = Rule { severity: Severity::Error, ..Rule::TERRAFORM_IMPORT_TARGET };
            report.add(finding.wants("the address of a resource that is declared"));
        }
        ["module", ..] => {}
        [_, _] if !is_declared(&whole) => {
            let message = format!("{whole} is not declared: a plan fails without `-generate-config-out`");
            let finding = place.found(Rule::TERRAFORM_IMPORT_TARGET, "to", message).given(to);
            report.add(finding.wants("the address of a resource that is declared"));
        }
        [_, _] if holds(place, "provider") => {
            let message = format!("`provider` is of no use here: {whole} is declared, and has its own");
            report.add(place.found(Rule::TERRAFORM_IMPORT, "provider", message).wants("no `provider`"));
        }
        _ => {}
    }
}

/// Whether an argument is written, and not as null.
fn holds(place: &Place<'_>, name: &str) -> bool {
    let content = place.item.block().and_then(|block| block.get(name));
    content.is_some_and(|content| {
        !matches!(content, Content::Value(Value::Null) | Content::Literal(Literal::Null))
    })
}

/// Whether all keys in an address are numbers or texts, so that the same address is the same instance.
fn is_plain(address: &str) -> bool {
    let keys = address.split('[').skip(1);
    keys.into_iter().all(|key| {
        key.starts_with(|first: char| first.is_ascii_digit()) || key.starts_with('"') && !key.contains("${")
    })
}

#[cfg(test)]
mod tests {
    use super::super::trial::found;

    fn refused(imports: &str) -> (usize, usize) {
        let text = format!(
            "resource \"aws_eip\" \"a\" {{}}\nresource \"aws_eip\" \"k\" {{\n  for_each = toset([\"x\", \"y\"])\n}}\n\
             module \"m\" {{\n  source = \"./m\"\n}}\nvariable \"x\" {{}}\n{imports}"
        );
        (found("terraform/import", &text).len(), found("terraform/import-target", &text).len())
    }

    fn import(to: &str, rest: &str) -> String {
        format!("import {{\n  to = {to}\n  {rest}\n}}\n")
    }

    #[test]
    fn an_import_says_what_it_takes_over() {
        for (rest, expected) in [
            ("id = \"x\"", 0),
            ("id = var.x", 0),
            ("identity = { id = \"x\" }", 0),
            ("", 1),
            ("id = \"\"", 1),
            ("id = \"x\"\n  provider = aws", 1),
        ] {
            assert_eq!(refused(&import("aws_eip.a", rest)), (expected, 0), "{rest}");
        }
    }

    #[test]
    fn an_import_leads_to_a_resource() {
        for (to, expected) in [
            ("aws_eip.a", (0, 0)),
            ("aws_eip.k[\"x\"]", (0, 0)),
            ("module.m.aws_eip.a", (0, 0)),
            ("module.m[0].module.n.aws_eip.a", (0, 0)),
            ("aws_eip.gone", (0, 1)),
            ("aws_eip.gone[\"a.b\"]", (0, 1)),
            ("module.n.aws_eip.a", (0, 1)),
            ("data.aws_eip.a", (1, 0)),
        ] {
            assert_eq!(refused(&import(to, "id = \"x\"")), expected, "{to}");
        }
        assert_eq!(refused(&import("aws_eip.gone", "id = \"x\"\n  provider = aws")), (0, 1));
    }

    #[test]
    fn one_address_is_imported_once() {
        let two = |first: &str, second: &str| {
            refused(&format!("{}{}", import(first, "id = \"x\""), import(second, "id = \"y\"")))
        };
        assert_eq!(two("aws_eip.a", "aws_eip.a"), (1, 0));
        assert_eq!(two("aws_eip.k[\"x\"]", "aws_eip.k[\"x\"]"), (1, 0));
        assert_eq!(two("aws_eip.k[\"x\"]", "aws_eip.k[\"y\"]"), (0, 0));
        let each = "id = each.key\n  for_each = toset([\"x\"])";
        let twice = import("aws_eip.k[each.key]", each).repeat(2);
        assert_eq!(refused(&twice), (0, 0), "the keys may be others");
    }
}
