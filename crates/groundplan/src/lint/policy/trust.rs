//! Roles that a provider of identities may take, which signs tokens for everybody.

use super::statements::{self, Words};
use crate::diagnostic::{Report, Rule};
use crate::model::{Model, Place, reference, text};
use crate::terraform::{Mode, Part, Value};

/// Providers that have users of everybody, and what identifies those of one.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html>
const SHARED: [&str; 4] =
    ["token.actions.githubusercontent.com", "gitlab.com", "app.terraform.io", "agent.buildkite.com"];

/// Subjects that everybody has.
const OPEN: [&str; 9] = [
    "*",
    "repo:*",
    "repo:*/*",
    "repo:*/*:*",
    "project_path:*",
    "project_path:*/*",
    "project_path:*/*:*",
    "organization:*",
    "organization:*:*",
];

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    for role in model.resources("aws_iam_role") {
        statements::each(&role, "assume_role_policy", &mut |statement, words, is_allowed| {
            if let Some(provider) = shared(statement, words).filter(|_| is_allowed) {
                judge(statement, words, provider, report);
            }
        });
    }
}

/// The shared provider that a statement names.
fn shared(statement: &Place<'_>, words: &Words) -> Option<&'static str> {
    let name = if words.is_of_data { "identifiers" } else { "Federated" };
    let of_kind = |one: &Place<'_>| !words.is_of_data || one.text("type") == Some("Federated");
    let principals = statement.blocks(words.principal).into_iter().filter(of_kind);
    principals.into_iter().find_map(|one| {
        let listed = one.list(name).unwrap_or_default();
        listed.into_iter().chain(one.value(name)).find_map(|value| provider(statement.model, value))
    })
}

/// The shared provider whose ARN a value is.
fn provider(model: &Model<'_>, value: &Value) -> Option<&'static str> {
    let is_one =
        |url: &str, wants: &str| url.strip_prefix("https://").unwrap_or(url).trim_end_matches('/') == wants;
    if let Value::Text(written) = value {
        let Some(Part::Literal(end)) = written.parts().last() else { return None };
        let url = end.split_once(":oidc-provider/")?.1;
        return SHARED.into_iter().find(|shared| is_one(url, shared));
    }
    let reference = reference(value)?;
    let kind = "aws_iam_openid_connect_provider";
    let known = match reference.address.mode {
        Mode::Data => model.looked_up(reference, kind),
        _ => model.target(reference, &[kind]),
    };
    let known = known?;
    let url = known.text("url")?;
    SHARED.into_iter().find(|shared| is_one(url, shared))
}

/// A condition on anything else than the audience may be enough, and is not judged.
fn judge(statement: &Place<'_>, words: &Words, provider: &str, report: &mut Report) {
    let Some(conditions) = conditions(statement, words) else { return };
    let audience = format!("{provider}:aud");
    let others: Vec<_> = conditions.iter().filter(|one| !one.key.eq_ignore_ascii_case(&audience)).collect();
    let (name, message) = match others.as_slice() {
        [] => (words.principal, format!("everybody whose tokens {provider} signs may take the role")),
        others if others.iter().all(|one| one.is_open(provider)) => {
            (words.condition, format!("the condition on `{provider}:sub` is met by everybody"))
        }
        _ => return,
    };
    let example = match provider {
        "gitlab.com" => "project_path:GROUP/PROJECT:ref_type:branch:ref:main",
        "app.terraform.io" => "organization:NAME:project:NAME:workspace:NAME:run_phase:*",
        "agent.buildkite.com" => "organization:NAME:pipeline:NAME:*",
        _ => "repo:OWNER/NAME:ref:refs/heads/main",
    };
    let finding = statement.found(Rule::AWS_SHARED_IDENTITY, name, message);
    report.add(finding.wants(format!("a condition on {provider}:sub, such as {example}")));
}

/// One operator on one key.
struct Condition<'a> {
    operator: &'a str,
    key: &'a str,
    values: Vec<&'a Value>,
}

impl Condition<'_> {
    /// Whether everybody's subject is among the values: of several, one is enough.
    fn is_open(&self, provider: &str) -> bool {
        let is_pattern = self.operator.trim_end_matches("IfExists").ends_with("StringLike");
        let is_subject = self.key.eq_ignore_ascii_case(&format!("{provider}:sub"));
        is_pattern
            && is_subject
            && self.values.iter().copied().filter_map(text).any(|one| OPEN.contains(&one))
    }
}

/// Every condition; nothing where one is not known.
fn conditions<'a>(statement: &Place<'a>, words: &Words) -> Option<Vec<Condition<'a>>> {
    if statement.lacks(words.condition) {
        return Some(Vec::new());
    }
    if statement.is_dynamic(words.condition) {
        return None;
    }
    let blocks = statement.blocks(words.condition);
    if blocks.is_empty() {
        return None;
    }
    if words.is_of_data {
        return blocks
            .iter()
            .map(|block| {
                let (operator, key) = (block.text("test")?, block.text("variable")?);
                Some(Condition { operator, key, values: block.list("values")? })
            })
            .collect();
    }
    let mut found = Vec::new();
    for (operator, _) in blocks.iter().flat_map(Place::entries) {
        for keys in blocks.iter().flat_map(|block| block.blocks(operator)) {
            for (key, _) in keys.entries() {
                let values = keys.list(key).or_else(|| Some(vec![keys.value(key)?]))?;
                found.push(Condition { operator, key, values });
            }
        }
    }
    let is_known = |one: &Condition<'_>| !one.key.contains("${") && !one.operator.contains("${");
    (!found.is_empty() && found.iter().all(is_known)).then_some(found)
}

#[cfg(test)]
mod tests {
    use crate::lint::trial::found;

    const GITHUB: &str = "token.actions.githubusercontent.com";

    fn of(condition: &str) -> usize {
        let text = format!(
            "resource \"aws_iam_role\" \"a\" {{\n  assume_role_policy = jsonencode({{\n    Statement = [{{ Effect = \"Allow\", Action = \"sts:AssumeRoleWithWebIdentity\", Principal = {{ Federated = \"arn:aws:iam::111111111111:oidc-provider/{GITHUB}\" }}{condition} }}]\n  }})\n}}\n"
        );
        found("aws/shared-identity", &text).len()
    }

    fn on(operator: &str, key: &str, values: &str) -> usize {
        of(&format!(", Condition = {{ {operator} = {{ \"{GITHUB}:{key}\" = {values} }} }}"))
    }

    #[test]
    fn a_subject_is_asked_for() {
        assert_eq!(of(""), 1);
        assert_eq!(on("StringEquals", "aud", "\"sts.amazonaws.com\""), 1);
        assert_eq!(on("StringLike", "sub", "\"repo:*\""), 1);
        assert_eq!(on("\"ForAnyValue:StringLike\"", "sub", "[\"repo:acme/web:*\", \"*\"]"), 1);
        assert_eq!(on("StringLike", "sub", "\"repo:acme/*\""), 0);
        assert_eq!(on("StringLike", "sub", "var.subjects"), 0);
        assert_eq!(on("StringEquals", "repository", "\"acme/web\""), 0);
        assert_eq!(of(", Condition = var.condition"), 0);
    }

    #[test]
    fn a_provider_is_found_behind_its_arn() {
        let of = |url: &str, condition: &str| {
            let text = format!(
                "resource \"aws_iam_openid_connect_provider\" \"a\" {{\n  url = \"{url}\"\n}}\n\
                 data \"aws_iam_policy_document\" \"a\" {{\n  statement {{\n    actions = [\"sts:AssumeRoleWithWebIdentity\"]\n    principals {{\n      type        = \"Federated\"\n      identifiers = [aws_iam_openid_connect_provider.a.arn]\n    }}\n{condition}  }}\n}}\n\
                 resource \"aws_iam_role\" \"a\" {{\n  assume_role_policy = data.aws_iam_policy_document.a.json\n}}\n"
            );
            found("aws/shared-identity", &text).len()
        };
        let on = |value: &str| {
            format!(
                "    condition {{\n      test     = \"StringLike\"\n      variable = \"gitlab.com:sub\"\n      values   = [{value}]\n    }}\n"
            )
        };
        assert_eq!(of("https://gitlab.com", ""), 1);
        assert_eq!(of("https://gitlab.com", &on("\"project_path:*\"")), 1);
        assert_eq!(of("https://gitlab.com", &on("\"project_path:acme/*\"")), 0);
        assert_eq!(of("https://gitlab.com", &on("var.subject")), 0);
        assert_eq!(of("https://gitlab.example.com", ""), 0);
    }
}
