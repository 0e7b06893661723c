//! IAM policies in an output: `${jsonencode(local.X)}`, and the statements in X.

use serde_json::Value;

use crate::root::{Root, blocks};

/// The statements of the policy that an argument encodes.
///
/// # Panics
///
/// If the argument is not a policy in a local value.
#[must_use]
pub fn statements<'a>(root: &'a Root, argument: &Value) -> Vec<&'a Value> {
    let text = argument.as_str().unwrap_or_else(|| panic!("{argument} is not a policy"));
    let local = text.strip_prefix("${jsonencode(local.").and_then(|rest| rest.strip_suffix(")}"));
    let policy = root.local(local.unwrap_or_else(|| panic!("`{text}` is not a policy in a local value")));
    assert_eq!(policy["Version"], "2012-10-17", "{text}");
    blocks(policy, "Statement")
}

/// Every statement of every policy of a root module, with the name of the policy.
pub fn all_statements(root: &Root) -> impl Iterator<Item = (&str, &Value)> {
    let policies = root.section("locals").filter(|(_, value)| value["Statement"] != Value::Null);
    policies.flat_map(|(name, policy)| {
        blocks(policy, "Statement").into_iter().map(move |statement| (name, statement))
    })
}

/// The statement of an id.
///
/// # Panics
///
/// When there is none.
#[must_use]
pub fn by_id<'a>(statements: &[&'a Value], id: &str) -> &'a Value {
    let found = statements.iter().find(|statement| statement["Sid"] == id);
    found.unwrap_or_else(|| panic!("no statement {id} among {statements:?}"))
}

/// A text or a list of texts, as a list: IAM takes both.
#[must_use]
pub fn one_or_many(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        value => crate::root::texts(value),
    }
}
