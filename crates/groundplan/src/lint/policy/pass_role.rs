//! Policies that let somebody pass on any role.

use super::admin::is_all;
use super::statement::each_text;
use super::statements::{self, Words};
use super::{Subject, arguments};
use crate::diagnostic::{Report, Rule};
use crate::model::{Model, Place};

/// Every role, of this account or of all.
const ROLES: [&str; 3] = ["*", "arn:aws:iam::*:role/*", "arn:aws:iam::*:*"];

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    for (kind, name, _) in arguments::POLICIES.iter().filter(|(.., subject)| *subject == Subject::Identity) {
        for place in model.resources(kind) {
            statements::each(&place, name, &mut |statement, words, is_allowed| {
                if is_allowed {
                    passes(statement, words, report);
                }
            });
        }
    }
}

fn passes(statement: &Place<'_>, words: &Words, report: &mut Report) {
    let mut passing = None;
    each_text(statement, words.action, &mut |_, action| {
        passing = passing.or(action.eq_ignore_ascii_case("iam:PassRole").then_some(action));
    });
    let Some(given) = passing else { return };
    if !statement.may_have(words.condition) && is_all(statement, words.resource, &ROLES) {
        let message = "any role may be passed on, an administrator's too";
        let finding = statement.found(Rule::AWS_PASS_ROLE, words.resource, message).given(given);
        report.add(finding.wants("the ARNs of the roles, or a condition on iam:PassedToService"));
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::trial::found;

    #[test]
    fn roles_that_are_passed_on_are_named() {
        let of = |statement: &str| {
            let text = format!(
                "resource \"aws_iam_policy\" \"a\" {{\n  policy = jsonencode({{\n    Statement = [{{ Effect = \"Allow\", {statement} }}]\n  }})\n}}\n"
            );
            found("aws/pass-role", &text).len()
        };
        assert_eq!(of("Action = [\"iam:passrole\", \"ecs:*\"], Resource = \"*\""), 1);
        for fine in [
            "Action = \"iam:PassRole\", Resource = var.roles",
            "Action = \"iam:PassRole\", Resource = \"arn:aws:iam::111111111111:role/a\"",
            "Action = \"iam:PassRole\", Resource = \"*\", Condition = var.a",
            "Action = \"iam:GetRole\", Resource = \"*\"",
        ] {
            assert_eq!(of(fine), 0, "{fine}");
        }
    }
}
