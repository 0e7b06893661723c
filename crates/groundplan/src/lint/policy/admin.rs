//! Policies that allow everything.

use super::statements::{self, Words};
use super::{Subject, arguments};
use crate::diagnostic::{Report, Rule};
use crate::model::{Model, Place, reference, text};
use crate::terraform::{Mode, Part, Value};

/// Arguments that name policies to attach. Permission sets are left out: one for administrators is meant so.
pub(super) const ATTACHED: [(&str, &str); 8] = [
    ("aws_iam_role_policy_attachment", "policy_arn"),
    ("aws_iam_user_policy_attachment", "policy_arn"),
    ("aws_iam_group_policy_attachment", "policy_arn"),
    ("aws_iam_policy_attachment", "policy_arn"),
    ("aws_iam_role", "managed_policy_arns"),
    ("aws_iam_role_policy_attachments_exclusive", "policy_arns"),
    ("aws_iam_user_policy_attachments_exclusive", "policy_arns"),
    ("aws_iam_group_policy_attachments_exclusive", "policy_arns"),
];

/// The policy of AWS that allows everything, in any partition.
const ADMINISTRATOR: &str = ":iam::aws:policy/AdministratorAccess";

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    for (kind, name, _) in arguments::POLICIES.iter().filter(|(.., subject)| *subject == Subject::Identity) {
        for place in model.resources(kind) {
            of_argument(&place, name, report);
        }
    }
    for role in model.resources("aws_iam_role") {
        role.blocks("inline_policy").iter().for_each(|inline| of_argument(inline, "policy", report));
    }
    for (kind, name) in ATTACHED {
        for place in model.resources(kind) {
            attached(&place, name, report);
        }
    }
}

fn attached(place: &Place<'_>, name: &str, report: &mut Report) {
    let listed = place.list(name).unwrap_or_default();
    if listed.into_iter().chain(place.value(name)).any(|value| is_administrator(place.model, value)) {
        let message = "AdministratorAccess allows every action on every resource";
        let finding = place.found(Rule::AWS_ADMIN_POLICY, name, message).given("AdministratorAccess");
        report.add(finding.wants("a policy with the actions that are needed"));
    }
}

/// Whether a value is the policy's ARN, or the data source that looks it up.
fn is_administrator(model: &Model<'_>, value: &Value) -> bool {
    if let Value::Text(text) = value {
        return matches!(text.parts().last(), Some(Part::Literal(end)) if end.ends_with(ADMINISTRATOR));
    }
    let looked_up = reference(value).filter(|reference| reference.address.mode == Mode::Data);
    let policy = looked_up.and_then(|reference| model.looked_up(reference, "aws_iam_policy"));
    policy.is_some_and(|policy| {
        let arn = policy.value("arn");
        policy.text("name") == Some("AdministratorAccess")
            || arn.is_some_and(|arn| matches!(arn, Value::Text(_)) && is_administrator(model, arn))
    })
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
pub(super) fn is_all(statement: &Place<'_>, name: &str, words: &[&str]) -> bool {
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

    #[test]
    fn an_administrator_is_one_however_the_policy_is_named() {
        let of = |value: &str| {
            let text = format!(
                "data \"aws_iam_policy\" \"admin\" {{\n  name = \"AdministratorAccess\"\n}}\nresource \"aws_iam_role_policy_attachment\" \"a\" {{\n  policy_arn = {value}\n}}\n"
            );
            found(CODE, &text).len()
        };
        let all = [
            "\"arn:aws:iam::aws:policy/AdministratorAccess\"",
            "\"arn:${data.aws_partition.a.partition}:iam::aws:policy/AdministratorAccess\"",
            "data.aws_iam_policy.admin.arn",
        ];
        assert_eq!(all.map(of), [1, 1, 1]);
        let others = [
            "\"arn:aws:iam::aws:policy/ReadOnlyAccess\"",
            "\"arn:aws:iam::aws:policy/AdministratorAccess-Amplify\"",
            "var.a",
        ];
        assert_eq!(others.map(of), [0, 0, 0]);
    }
}
