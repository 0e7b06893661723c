//! Blocks that tell of what was moved or removed, compared with what is still declared.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Report, Rule, rules};
use crate::model::{Model, Place};
use crate::terraform::{InstanceAddress, Section};
use crate::unit::set_of;

rules! {
    /// A move starts at an address without a declaration, its target has one move, and no moves lead back.
    ///
    /// Validation passes, and each plan fails: the object is still declared, moves to where it is, or moves contradict each
    /// other or form a cycle. A block that was copied into another file is the usual cause.
    TERRAFORM_MOVED = error "terraform/moved", "https://developer.hashicorp.com/terraform/language/modules/develop/refactoring";

    /// A `removed` block names what is no longer declared, as a whole.
    ///
    /// Where the object is still declared, validation passes, and each plan fails until one of the two blocks is gone.
    /// Terraform refuses keys of instances and data sources there.
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
    let mut found = 0;
    for place in model.section(Section::Moved) {
        let Some(move_) = place.item.address_in("from").zip(place.item.address_in("to")) else { continue };
        if let Some((end, message)) = wrong(&move_, |name| declared.contains(name), &mut ends) {
            found += 1;
            let finding = place.found(Rule::TERRAFORM_MOVED, end, message);
            report.add(finding.wants("one move, from an address without a declaration"));
        }
    }
    if found == 0 {
        cycles(model, &ends[0], report);
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

/// Moves that lead back to where they began, each circle once.
fn cycles(model: &Model<'_>, moves: &BTreeMap<String, String>, report: &mut Report) {
    let mut seen = BTreeSet::new();
    for place in model.section(Section::Moved) {
        let Some(from) = place.item.address_in("from").filter(|from| !seen.contains(from)) else { continue };
        let mut way = vec![from.clone()];
        while let Some(to) = way.last().and_then(|last| moves.get(last)).filter(|to| !seen.contains(*to)) {
            seen.insert(to.clone());
            way.push(to.clone());
        }
        if way.len() > 1 && way.last() == Some(&from) {
            let finding = place.found(Rule::TERRAFORM_MOVED, "from", "moves form a cycle");
            report.add(finding.given(way.join(" → ")).wants("moves that end at another address"));
        }
        seen.insert(from);
    }
}

fn removed(place: &Place<'_>, is_declared: impl Fn(&str) -> bool, report: &mut Report) {
    let Some(from) = place.item.address_in("from") else { return };
    let (message, hint) = if from.contains('[') {
        let whole = InstanceAddress::from(from.as_str()).unkeyed();
        ("instances cannot be removed one by one".to_owned(), Some(whole))
    } else if from.split('.').any(|step| step == "data") {
        ("data sources are in no state to be removed from".to_owned(), None)
    } else if is_declared(&from) {
        (format!("{from} is still declared"), None)
    } else {
        return;
    };
    let finding = place.found(Rule::TERRAFORM_REMOVED, "from", message).given(&from).maybe_hint(hint);
    report.add(finding.wants("the address of a resource or module without a declaration"));
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
    fn moves_do_not_lead_back() {
        let circle = [("aws_eip.x", "aws_eip.y"), ("aws_eip.y", "aws_eip.z"), ("aws_eip.z", "aws_eip.x")];
        assert_eq!(moved(&circle), ["moves form a cycle"]);
        assert_eq!(moved(&circle[..2]), [""; 0]);
        let keyed = [("aws_eip.k[\"a\"]", "aws_eip.k[\"b\"]"), ("aws_eip.k[\"b\"]", "aws_eip.k[\"a\"]")];
        assert_eq!(moved(&keyed), ["moves form a cycle"]);
        let two = [("aws_eip.v", "aws_eip.w"), ("aws_eip.w", "aws_eip.v"), circle[0], circle[1], circle[2]];
        assert_eq!(moved(&two).len(), 2);
        let into = [("aws_eip.w", "aws_eip.x"), ("aws_eip.x", "aws_eip.y")];
        assert_eq!(moved(&into), [""; 0]);
    }

    #[test]
    fn what_is_declared_is_not_removed() {
        let of = |from: &str| {
            found("terraform/removed", &format!("{DECLARED}removed {{\n  from = {from}\n}}\n")).len()
        };
        assert_eq!([of("aws_eip.a"), of("module.m"), of("aws_eip.c")], [1, 1, 0]);
        assert_eq!(
            [of("aws_eip.c[0]"), of("module.x[\"a\"].aws_eip.c"), of("module.x.aws_eip.c")],
            [1, 1, 0]
        );
        assert_eq!([of("data.aws_eip.c"), of("module.x.data.aws_eip.c"), of("aws_data.data_x")], [1, 1, 0]);
    }
}
