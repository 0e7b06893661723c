//! What a plan of Terraform does, as the plan itself has it.

use std::collections::BTreeSet;

use super::consequences::add_known;
use super::effect::{Cause, Change, Effect, ObjectChange, Unknown};
use super::known::{Known, at, entries};
use crate::diagnostic::Diagnostic;
use crate::node::lookup::{child, list, scalar, text};
use crate::node::{Node, NodeValue, json};

impl Change {
    /// What a plan does, from the text that `terraform show -json PLAN` prints: its own actions, and the arguments that
    /// it replaces for.
    ///
    /// ```
    /// use groundplan::change::{Change, Effect};
    /// let plan = r#"{"format_version": "1.2", "planned_values": {}, "resource_changes": [{
    ///     "address": "aws_vpc.main", "mode": "managed", "type": "aws_vpc", "name": "main",
    ///     "change": {"actions": ["delete", "create"], "before": {}, "after": {}, "replace_paths": [["cidr_block"]]}
    /// }]}"#;
    /// let change = Change::planned(plan)?;
    /// assert_eq!((change.objects[0].effect, change.objects[0].because[0].argument.as_str()), (Effect::Replaced, "cidr_block"));
    /// # Ok::<(), groundplan::diagnostic::Diagnostic>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the text is not JSON.
    pub fn planned(text: &str) -> Result<Self, Diagnostic> {
        let plan = json::parse(text)?;
        let mut objects: Vec<ObjectChange> = list(&plan, "resource_changes").filter_map(object).collect();
        let unknown = unknown(&plan);
        objects.sort_by(|a, b| {
            (a.effect, !a.loses_data(), &a.address).cmp(&(b.effect, !b.loses_data(), &b.address))
        });
        Ok(Self { objects, unknown, ..Self::default() })
    }
}

/// What the plan leaves open: actions that are none of those known here, what is deferred, and all that follows an error.
fn unknown(plan: &Node) -> Vec<Unknown> {
    let of = |node: &Node, why: &str| {
        let address = text(node, "address")?.to_owned().into();
        Some(Unknown { address, why: why.to_owned() })
    };
    let is_open =
        |node: &&Node| text(node, "mode") == Some("managed") && effect(node).is_none() && !is_no_change(node);
    let open = list(plan, "resource_changes").filter(is_open);
    let open = open.filter_map(|node| of(node, "what its actions in the plan do"));
    let deferred = list(plan, "deferred_changes").filter_map(|node| child(node, "resource_change"));
    let deferred = deferred.filter_map(|node| of(node, "it is deferred to a later plan"));
    let is_errored = text(plan, "errored") == Some("true");
    let errored = is_errored.then(|| Unknown {
        address: "terraform".into(),
        why: "what else changes: the plan ended with an error".to_owned(),
    });
    open.chain(deferred).chain(errored).collect()
}

fn is_no_change(node: &Node) -> bool {
    let Some(change) = child(node, "change") else { return true };
    list(change, "actions").filter_map(scalar).all(|action| matches!(action, "no-op" | "read"))
}

/// What becomes of a resource, where its actions say that.
fn effect(node: &Node) -> Option<Effect> {
    let change = child(node, "change")?;
    let actions: Vec<&str> = list(change, "actions").filter_map(scalar).collect();
    let is_imported = child(change, "importing").is_some_and(|importing| importing.value != NodeValue::Null);
    match actions.as_slice() {
        ["delete", "create"] | ["create", "delete"] => Some(Effect::Replaced),
        ["delete"] => Some(Effect::Destroyed),
        ["forget"] | ["create", "forget"] | ["forget", "create"] => Some(Effect::Forgotten),
        ["create"] => Some(Effect::Created),
        _ if is_imported => Some(Effect::Imported),
        ["update"] => Some(Effect::Updated),
        _ if text(node, "previous_address").is_some() => Some(Effect::Moved),
        _ => None,
    }
}

/// One resource; data sources only read.
fn object(node: &Node) -> Option<ObjectChange> {
    if text(node, "mode") != Some("managed") {
        return None;
    }
    let change = child(node, "change")?;
    let actions: Vec<&str> = list(change, "actions").filter_map(scalar).collect();
    let moved_from = text(node, "previous_address");
    let effect = effect(node)?;
    let mut object = ObjectChange::new(text(node, "address")?.to_owned(), effect);
    object.moved_from = moved_from.map(|from| from.to_owned().into());
    object.because = list(change, "replace_paths").map(|path| Cause::of(argument(path))).collect();
    object.new_first = actions.first() == Some(&"create") && effect == Effect::Replaced;
    let side = |name| child(change, name).map_or(Known::Absent, of_node);
    let (before, after) = (side("before"), side("after"));
    object.arguments =
        differing(&before, &after, &side("after_unknown")).into_iter().map(Cause::of).collect();
    add_known(&mut object, text(node, "type").unwrap_or_default(), &before, &after);
    Some(object)
}

/// A value as the comparison of documents has it.
pub(super) fn of_node(node: &Node) -> Known {
    match &node.value {
        NodeValue::Null => Known::Absent,
        NodeValue::Scalar(text, _) => Known::Scalar(text.clone()),
        NodeValue::List(values) => Known::List(values.iter().map(of_node).collect()),
        NodeValue::Map(entries) => {
            Known::Object(entries.iter().map(|(name, node)| (name.clone(), of_node(node))).collect())
        }
    }
}

/// The arguments that differ at the top level, and those that only the apply knows; none where one side is not there.
fn differing(before: &Known, after: &Known, unknown: &Known) -> Vec<String> {
    if [before, after].iter().any(|side| **side == Known::Absent) {
        return Vec::new();
    }
    let is_unknown = |name: &str| *at(unknown, &[name]) == Known::Scalar("true".to_owned());
    let names: BTreeSet<&String> = [before, after, unknown]
        .into_iter()
        .flat_map(|side| entries(Some(side)))
        .map(|(name, _)| name)
        .collect();
    let differs = |name: &&&String| at(before, &[name]) != at(after, &[name]) || is_unknown(name);
    names.iter().filter(differs).filter(|name| **name != "tags_all").map(|name| (*name).clone()).collect()
}

/// `["rule", 1, "status"]` as `rule[1].status`.
fn argument(path: &Node) -> String {
    let NodeValue::List(steps) = &path.value else { return String::new() };
    let mut out = String::new();
    for step in steps {
        match &step.value {
            NodeValue::Scalar(number, crate::node::Kind::Number) => out += &format!("[{number}]"),
            NodeValue::Scalar(name, _) if out.is_empty() => out += name,
            NodeValue::Scalar(name, _) => out += &format!(".{name}"),
            _ => {}
        }
    }
    out
}
