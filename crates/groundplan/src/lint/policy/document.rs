//! The data source that writes policies.

use super::statement::PRINCIPALS;
use super::{action, condition, statement};
use crate::diagnostic::{Report, Rule, nearest};
use crate::model::{Model, Place};
use crate::terraform::Section;

const KIND: &str = "aws_iam_policy_document";

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    for place in model.section(Section::Data).filter(|place| place.item.resource_type == KIND) {
        place.blocks("statement").iter().for_each(|one| check_statement(one, report));
    }
}

fn check_statement(one: &Place<'_>, report: &mut Report) {
    if let Some(effect) = one.text("effect").filter(|effect| !["Allow", "Deny", ""].contains(effect)) {
        let finding = one.found(Rule::AWS_POLICY, "effect", "invalid effect of a statement").given(effect);
        report.add(
            finding
                .wants("Allow or Deny")
                .maybe_hint(nearest(effect, ["Allow", "Deny"].into_iter()).map(str::to_owned)),
        );
    }
    for name in ["actions", "not_actions"] {
        statement::each_text(one, name, &mut |at, text| action::check(one, at, text, report));
    }
    for name in ["principals", "not_principals"] {
        one.blocks(name).iter().for_each(|principal| kind_of(principal, report));
    }
    for condition in one.blocks("condition") {
        if let Some(operator) = condition.text("test") {
            condition::check(&condition, "test", operator, report);
        }
    }
}

fn kind_of(principal: &Place<'_>, report: &mut Report) {
    let Some(kind) = principal.text("type").filter(|kind| *kind != "*" && !PRINCIPALS.contains(kind)) else {
        return;
    };
    let finding = principal.found(Rule::AWS_POLICY, "type", "unknown kind of principal").given(kind);
    let near = nearest(kind, PRINCIPALS.into_iter()).map(str::to_owned);
    report.add(finding.wants(format!("`*`, {}", PRINCIPALS.join(", "))).maybe_hint(near));
}
