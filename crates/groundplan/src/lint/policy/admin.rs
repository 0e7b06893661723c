//! Policies that allow everything.

use super::statements::{self, Words};
use super::{Subject, arguments};
use crate::diagnostic::{Report, Rule};
use crate::model::{Model, Place, text};

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    for (kind, name, _) in arguments::POLICIES.iter().filter(|(.., subject)| *subject == Subject::Identity) {
        for place in model.resources(kind) {
            of_argument(&place, name, report);
        }
    }
    for role in model.resources("aws_iam_role") {
        role.blocks("inline_policy").iter().for_each(|inline| of_argument(inline, "policy", report));
    }
}

fn of_argument(place: &Place<'_>, name: &str, report: &mut Report) {
    statements::each(place, name, &mut |statement, words, is_allowed| {
        allows_all(statement, words, is_allowed, report);
    });
}

fn allows_all(statement: &Place<'_>, words: &Words, is_allowed: bool, report: &mut Report) {
    let is_bound = statement.may_have(words.condition);
    if is_allowed
        && !is_bound
        && is_all(statement, words.action, &["*", "*:*"])
        && is_all(statement, words.resource, &["*"])
    {
        let message = "the statement allows every action on every resource";
        let finding = statement.found(Rule::AWS_ADMIN_POLICY, words.action, message).given("*");
        report.add(finding.wants("the actions that are needed, on the ARNs that they are needed for"));
    }
}

/// Whether an element is one of these words, or a list with one of them.
fn is_all(statement: &Place<'_>, name: &str, words: &[&str]) -> bool {
    let listed = statement.list(name).unwrap_or_default();
    let has_one = listed.into_iter().filter_map(text).any(|one| words.contains(&one));
    has_one || statement.text(name).is_some_and(|one| words.contains(&one))
}

#[cfg(test)]
mod tests {
    use crate::lint::trial::found;

    const CODE: &str = "aws/admin-policy";

    #[test]
    fn a_document_is_judged_by_what_uses_it() {
        let document = "data \"aws_iam_policy_document\" \"a\" {\n  statement {\n    actions   = [\"*\"]\n    resources = [\"*\"]\n  }\n}\n";
        let used_by = |kind: &str, argument: &str| {
            found(
                CODE,
                &format!(
                    "{document}resource \"{kind}\" \"a\" {{\n  {argument} = data.aws_iam_policy_document.a.json\n}}\n"
                ),
            )
        };
        let at = ["data.aws_iam_policy_document.a.statement.actions"];
        assert_eq!(used_by("aws_iam_policy", "policy"), at);
        assert_eq!(used_by("aws_organizations_policy", "content"), [""; 0]);
        let denied = document.replace("statement {", "statement {\n    effect = \"Deny\"");
        let policy =
            "resource \"aws_iam_policy\" \"a\" {\n  policy = data.aws_iam_policy_document.a.json\n}\n";
        assert_eq!(found(CODE, &format!("{denied}{policy}")), [""; 0]);
    }
}
