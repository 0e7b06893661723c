use std::collections::BTreeMap;

use super::hidden::{calls_sensitive, quoted, shown};
use super::read;
use crate::node::{Node, NodeValue, json};

/// A value, and how it is shown.
#[derive(Clone, Copy)]
pub(super) struct Both<'a> {
    pub(super) raw: &'a Node,
    pub(super) shown: &'a Node,
}

impl<'a> Both<'a> {
    /// A value in it; where the whole is hidden, so is that.
    fn get(self, key: &str) -> Option<Self> {
        let NodeValue::Map(entries) = &self.raw.value else { return None };
        let shown = match &self.shown.value {
            NodeValue::Map(shown) => get(shown, key)?,
            _ => self.shown,
        };
        Some(Both { raw: get(entries, key)?, shown })
    }

    /// The elements of a list; where the whole is hidden, so are they.
    fn elements(self) -> Option<Vec<Self>> {
        let NodeValue::List(elements) = &self.raw.value else { return None };
        let shown = match &self.shown.value {
            NodeValue::List(shown) if shown.len() == elements.len() => Some(shown),
            _ => None,
        };
        let at = |(at, raw)| Both { raw, shown: shown.and_then(|shown| shown.get(at)).unwrap_or(self.shown) };
        Some(elements.iter().enumerate().map(at).collect())
    }

    fn text(self, name: &str) -> String {
        shown(name, text(self.shown))
    }
}

/// Path, value before, value after, as JSON.
type Found = Vec<(String, Option<String>, Option<String>)>;

/// Compares objects key by key, policies statement by statement, lists that share elements by those that differ, and
/// everything else as a whole.
pub(super) fn compare(
    (place, path): (&str, String),
    old: Option<Both<'_>>,
    new: Option<Both<'_>>,
    found: &mut Found,
) {
    match (old.map(|both| &both.raw.value), new.map(|both| &both.raw.value)) {
        (Some(NodeValue::Map(before)), Some(NodeValue::Map(after))) => {
            let below = |key: &str| (place, below(&path, key));
            for (key, _) in before {
                compare(below(key), in_both(old, key), in_both(new, key), found);
            }
            for (key, _) in after.iter().filter(|(key, _)| get(before, key).is_none()) {
                compare(below(key), None, in_both(new, key), found);
            }
        }
        _ => {
            let done = old.zip(new).is_some_and(|(old, new)| {
                compare_lists((place, &path), old, new, found)
                    || compare_policies((place, &path), old, new, found)
            });
            if !done {
                compare_wholes((place, path), old, new, found);
            }
        }
    }
}

fn compare_wholes(
    (place, path): (&str, String),
    old: Option<Both<'_>>,
    new: Option<Both<'_>>,
    found: &mut Found,
) {
    let raw = |side: Option<Both<'_>>| side.map(|both| text(both.raw));
    let (old_text, new_text) = (raw(old), raw(new));
    if old_text == new_text {
        return;
    }
    let is_hidden = [&old_text, &new_text].into_iter().flatten().any(|text| calls_sensitive(text));
    let name = name(place, &path);
    let shown = |both: Both<'_>| if is_hidden { quoted() } else { both.text(name) };
    let (old, new) = (old.map(shown), new.map(shown));
    found.push((path, old, new));
}

/// Shows only the elements that differ, where others are in both lists; otherwise the lists are compared as wholes.
fn compare_lists((place, path): (&str, &str), old: Both<'_>, new: Both<'_>, found: &mut Found) -> bool {
    let (Some(before), Some(after)) = (old.elements(), new.elements()) else { return false };
    let (gone, added) = (missing(&before, &after), missing(&after, &before));
    let are_statements = gone.iter().chain(&added).all(|(_, element)| is_statement(element.raw));
    let has_common = gone.len() < before.len() && added.len() < after.len();
    if (gone.is_empty() && added.is_empty()) || !(has_common || are_statements) {
        return false;
    }
    let mut added: Vec<Option<(usize, Both<'_>)>> = added.into_iter().map(Some).collect();
    for (at, element) in gone {
        let same = added.iter_mut().find(|other| {
            are_statements && other.is_some_and(|(_, other)| sid(other.raw) == sid(element.raw))
        });
        let other = same.and_then(Option::take).map(|(_, other)| other);
        element_differs((place, path), at, Some(element), other, found);
    }
    for (at, element) in added.into_iter().flatten() {
        element_differs((place, path), at, None, Some(element), found);
    }
    true
}

fn element_differs(
    (place, path): (&str, &str),
    at: usize,
    old: Option<Both<'_>>,
    new: Option<Both<'_>>,
    found: &mut Found,
) {
    let id = old.or(new).and_then(|both| sid(both.raw));
    let path = format!("{path}[{}]", id.map_or_else(|| at.to_string(), str::to_owned));
    match (old, new) {
        (Some(_), Some(_)) => compare((place, path), old, new, found),
        _ => compare_wholes((place, path), old, new, found),
    }
}

/// The elements of a list that another list has not, with their places; one that occurs twice has to be there twice.
fn missing<'a>(list: &[Both<'a>], other: &[Both<'a>]) -> Vec<(usize, Both<'a>)> {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    other.iter().for_each(|element| *known.entry(text(element.raw)).or_default() += 1);
    let mut is_missing = |element: &Both<'a>| match known.get_mut(&text(element.raw)) {
        Some(left) if *left > 0 => {
            *left -= 1;
            false
        }
        _ => true,
    };
    list.iter().copied().enumerate().filter(|(_, element)| is_missing(element)).collect()
}

/// Compares policies in texts of JSON, as plans have them, by their statements.
fn compare_policies((place, path): (&str, &str), old: Both<'_>, new: Both<'_>, found: &mut Found) -> bool {
    let (Some(before), Some(after)) = (policy(old), policy(new)) else { return false };
    let both = |node| Some(Both { raw: node, shown: node });
    compare((place, path.to_owned()), both(&before), both(&after), found);
    true
}

/// The policy in a text that is not hidden.
fn policy(both: Both<'_>) -> Option<Node> {
    let (NodeValue::Scalar(raw, _), NodeValue::Scalar(shown, _)) = (&both.raw.value, &both.shown.value)
    else {
        return None;
    };
    let parse = || if raw.starts_with('{') { json::parse(raw).ok() } else { encoded(raw) };
    let node = (raw == shown).then(parse)??;
    let is_policy = matches!(&node.value, NodeValue::Map(entries) if get(entries, "Statement").is_some());
    is_policy.then_some(node)
}

/// What a text encodes by `jsonencode`, and by nothing else.
fn encoded(text: &str) -> Option<Node> {
    let value = text.strip_prefix("${jsonencode(")?.strip_suffix(")}")?;
    let (document, report) =
        read::module([("main.tf", format!("locals {{\n  value = {value}\n}}\n").as_str())]);
    let files = (!report.has_errors()).then(|| document.render())?;
    let node = files.into_iter().find_map(|(_, text)| json::parse(&text).ok())?;
    let mut found = &node;
    for key in ["locals", "value"] {
        found = match &found.value {
            NodeValue::Map(entries) => get(entries, key)?,
            _ => return None,
        };
    }
    Some(found.clone())
}

/// Whether a value is a statement of a policy, in JSON or as a data source has it.
fn is_statement(node: &Node) -> bool {
    matches!(&node.value, NodeValue::Map(entries) if ["Effect", "actions"].iter().any(|key| get(entries, key).is_some()))
}

fn sid(node: &Node) -> Option<&str> {
    let NodeValue::Map(entries) = &node.value else { return None };
    let id = ["Sid", "sid"].iter().find_map(|key| get(entries, key))?;
    match &id.value {
        NodeValue::Scalar(id, _) => Some(id),
        _ => None,
    }
}

fn below(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// The name of an argument, by which a secret is noticed.
fn name<'a>(place: &'a str, path: &'a str) -> &'a str {
    let whole = if path.is_empty() { place } else { path };
    let last = whole.rsplit('.').next().unwrap_or(whole);
    last.split('[').next().unwrap_or(last)
}

fn in_both<'a>(side: Option<Both<'a>>, key: &str) -> Option<Both<'a>> {
    side?.get(key)
}

fn get<'a>(entries: &'a [(String, Node)], key: &str) -> Option<&'a Node> {
    entries.iter().find(|(known, _)| known == key).map(|(_, node)| node)
}

/// A value on one line.
fn text(node: &Node) -> String {
    json::write(node).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use crate::terraform::{Document, read};

    fn differences(old: &str, new: &str) -> Vec<String> {
        let document = |text: &str| -> Document { read::module([("main.tf.json", text)]).0 };
        let found = document(old).differences(&document(new));
        found
            .iter()
            .flat_map(|one| one.to_string().lines().skip(1).map(str::to_owned).collect::<Vec<_>>())
            .collect()
    }

    fn policy(statements: &str) -> String {
        format!(r#"{{"locals": {{"policy": {{"Statement": [{statements}]}}}}}}"#)
    }

    #[test]
    fn elements_that_both_lists_have_are_not_repeated() {
        let listed =
            |names: &str| format!(r#"{{"resource": {{"aws_vpc": {{"a": {{"names": [{names}]}}}}}}}}"#);
        let found = differences(&listed(r#""a", "b", "b""#), &listed(r#""a", "c", "b""#));
        assert_eq!(found, [r#"-   names[2] = "b""#, r#"+   names[1] = "c""#]);
        let turned = differences(&listed(r#""a", "b""#), &listed(r#""b", "a""#));
        assert_eq!(turned, [r#"-   names = [ "a", "b" ]"#, r#"+   names = [ "b", "a" ]"#]);
        let other = differences(&listed(r#""a""#), &listed(r#""b""#));
        assert_eq!(other, [r#"-   names = [ "a" ]"#, r#"+   names = [ "b" ]"#]);
    }

    #[test]
    fn policies_are_compared_by_statement() {
        let kept = r#"{"Sid": "Kept", "Effect": "Allow", "Action": "s3:GetObject"}"#;
        let changed =
            |action: &str| format!(r#"{{"Sid": "Changed", "Effect": "Allow", "Action": "{action}"}}"#);
        let added = r#"{"Effect": "Deny", "Action": "*"}"#;
        let old = policy(&format!("{}, {kept}", changed("sqs:SendMessage")));
        let new = policy(&format!("{kept}, {}, {added}", changed("sqs:*")));
        assert_eq!(
            differences(&old, &new),
            [
                r#"-   Statement[Changed].Action = "sqs:SendMessage""#,
                r#"+   Statement[Changed].Action = "sqs:*""#,
                r#"+   Statement[2] = { "Effect": "Deny", "Action": "*" }"#,
            ]
        );
    }

    #[test]
    fn policies_in_texts_of_json_are_read() {
        let role = |action: &str| {
            let policy = format!(
                r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Action": "{action}"}}]}}"#
            );
            let policy = policy.replace('"', "\\\"");
            format!(r#"{{"resource": {{"aws_iam_role_policy": {{"a": {{"policy": "{policy}"}}}}}}}}"#)
        };
        assert_eq!(
            differences(&role("s3:GetObject"), &role("s3:*")),
            [
                r#"-   policy.Statement[0].Action = "s3:GetObject""#,
                r#"+   policy.Statement[0].Action = "s3:*""#
            ]
        );
    }

    #[test]
    fn policies_that_terraform_encodes_are_compared_as_their_text_is() {
        let native = |policy: &str| {
            let text = format!("resource \"aws_iam_role_policy\" \"a\" {{\n  policy = {policy}\n}}\n");
            read::module([("main.tf", text.as_str())]).0
        };
        let encoded = |action: &str| {
            native(&format!(
                "jsonencode({{ Statement = [{{ Sid = \"Own\", Effect = \"Allow\", Action = \"{action}\", Resource = aws_sqs_queue.a.arn }}] }})"
            ))
        };
        let shown = |old: &Document, new: &Document| -> Vec<String> {
            old.differences(new).iter().map(ToString::to_string).collect()
        };
        assert_eq!(
            shown(&encoded("sqs:SendMessage"), &encoded("sqs:*")),
            [
                "! aws_iam_role_policy.a\n-   policy.Statement[Own].Action = \"sqs:SendMessage\"\n+   policy.Statement[Own].Action = \"sqs:*\""
            ]
        );
        let text = "\"{\\\"Statement\\\": [{\\\"Sid\\\": \\\"Own\\\", \\\"Effect\\\": \\\"Allow\\\", \\\"Action\\\": \\\"sqs:*\\\", \\\"Resource\\\": \\\"${aws_sqs_queue.a.arn}\\\"}]}\"";
        let none: [&str; 0] = [];
        assert_eq!(shown(&native(text), &encoded("sqs:*")), none);
        let chosen = native("var.x ? jsonencode({ Statement = [] }) : jsonencode({ Statement = [1] })");
        assert_eq!(
            shown(&chosen, &encoded("a"))[0].lines().count(),
            3,
            "something else is compared as a whole"
        );
    }
}
