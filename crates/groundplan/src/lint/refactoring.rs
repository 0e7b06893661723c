//! Blocks that tell of what was moved or removed, compared with what is still declared.

use std::collections::BTreeMap;

use crate::diagnostic::{Report, Rule, rules};
use crate::model::{Model, Place};
use crate::terraform::Section;
use crate::unit::set_of;

rules! {
    /// A move starts at an address without a declaration, and its target has one move.
    ///
    /// Validation passes, and each plan fails: the object is still declared, moves to where it is, or two moves contradict each
    /// other. A block that was copied into another file is the usual cause.
    TERRAFORM_MOVED = error "terraform/moved", "https://developer.hashicorp.com/terraform/language/modules/develop/refactoring";

    /// A `removed` block and a declaration of the same object exclude each other.
    ///
    /// Validation passes, and each plan fails, until one of the two blocks is gone.
    TERRAFORM_REMOVED = error "terraform/removed", "https://developer.hashicorp.com/terraform/language/resources/syntax#removing-resources";
}

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    let tells = |section| model.section(section).next().is_some();
    if !tells(Section::Moved) && !tells(Section::Removed) {
        return;
    }
    let declared =
        set_of(model.document.items().iter().filter_map(|item| item.address()).map(|it| it.to_string()));
    let mut ends = [BTreeMap::new(), BTreeMap::new()];
    for place in model.section(Section::Moved) {
        let Some(move_) = place.item.address_in("from").zip(place.item.address_in("to")) else { continue };
        if let Some((end, message)) = wrong(&move_, |name| declared.contains(name), &mut ends) {
            let finding = place.found(Rule::TERRAFORM_MOVED, end, message);
            report.add(finding.wants("one move, from an address without a declaration"));
        }
    }
    for place in model.section(Section::Removed) {
        removed(&place, |name| declared.contains(name), report);
    }
}

/// What is wrong with a move, and at which end. Addresses with keys lead to instances, which may be declared or not.
fn wrong(
    (from, to): &(String, String),
    is_declared: impl Fn(&str) -> bool,
    [by_from, by_to]: &mut [BTreeMap<String, String>; 2],
) -> Option<(&'static str, String)> {
    let other_to = by_from.entry(from.clone()).or_insert_with(|| to.clone());
    let other_from = by_to.entry(to.clone()).or_insert_with(|| from.clone());
    if from == to {
        Some(("to", format!("{from} moves to its own address")))
    } else if other_to != to {
        Some(("to", format!("{from} moves to {other_to} as well")))
    } else if other_from != from {
        Some(("from", format!("{other_from} moves to {to} as well")))
    } else if !to.ends_with(']') && is_declared(from) {
        Some(("from", format!("{from} is still declared")))
    } else {
        None
    }
}

fn removed(place: &Place<'_>, is_declared: impl Fn(&str) -> bool, report: &mut Report) {
    let Some(from) = place.item.address_in("from").filter(|from| is_declared(from)) else { return };
    let finding = place.found(Rule::TERRAFORM_REMOVED, "from", format!("{from} is still declared"));
    report.add(finding.wants("the address of an object without a declaration"));
}

#[cfg(test)]
mod tests {
    use crate::terraform::read;

    const DECLARED: &str =
        "resource \"aws_eip\" \"a\" {}\nresource \"aws_eip\" \"b\" {}\nmodule \"m\" {\n  source = \"x\"\n}\n";

    fn found(code: &str, text: &str) -> Vec<String> {
        let report = crate::lint::check(&read::module([("main.tf", text)]).0);
        let of_rule = report.diagnostics().iter().filter(|one| one.rule.code == code);
        of_rule.map(|one| one.message.clone()).collect()
    }

    fn moved(moves: &[(&str, &str)]) -> Vec<String> {
        let blocks = moves.iter().map(|(from, to)| format!("moved {{\n  from = {from}\n  to = {to}\n}}\n"));
        let text = format!("{DECLARED}{}", blocks.collect::<String>());
        found("terraform/moved", &text)
    }

    #[test]
    fn what_is_declared_has_not_moved() {
        assert_eq!(moved(&[("aws_eip.a", "aws_eip.b")]), ["aws_eip.a is still declared"]);
        assert_eq!(moved(&[("module.m", "module.n")]), ["module.m is still declared"]);
        assert_eq!(moved(&[("aws_eip.a", "aws_eip.a")]), ["aws_eip.a moves to its own address"]);
        for fine in
            [("aws_eip.x", "aws_eip.a"), ("aws_eip.a", "aws_eip.a[\"k\"]"), ("aws_eip.a[0]", "aws_eip.a")]
        {
            assert_eq!(moved(&[fine]), [""; 0], "{fine:?}");
        }
    }

    #[test]
    fn moves_do_not_contradict_each_other() {
        assert_eq!(
            moved(&[("aws_eip.x", "aws_eip.a"), ("aws_eip.y", "aws_eip.a")]),
            ["aws_eip.x moves to aws_eip.a as well"]
        );
        assert_eq!(
            moved(&[("aws_eip.x", "aws_eip.a"), ("aws_eip.x", "aws_eip.b")]),
            ["aws_eip.x moves to aws_eip.a as well"]
        );
        assert_eq!(moved(&[("aws_eip.x", "aws_eip.y"), ("aws_eip.y", "aws_eip.a")]), [""; 0]);
    }

    #[test]
    fn what_is_declared_is_not_removed() {
        let of = |from: &str| {
            found("terraform/removed", &format!("{DECLARED}removed {{\n  from = {from}\n}}\n")).len()
        };
        assert_eq!([of("aws_eip.a"), of("module.m"), of("aws_eip.c")], [1, 1, 0]);
    }
}
