//! What a plan of an applied configuration contains in addition to a first one: arguments that the provider read back, and
//! ids in place of references.

use std::collections::{BTreeMap, BTreeSet};

use crate::node::lookup::{at, child, list, scalar, text};
use crate::node::{Node, NodeValue};
use crate::terraform::{Key, Value};
use crate::unit::map_of;

/// What an apply has made known.
pub(super) struct Applied<'a> {
    /// What exists, by address: its values before this plan.
    before: BTreeMap<&'a str, &'a Node>,
    /// Ids and ARNs that AWS gave, which a first plan does not know, with the attributes that have them: `aws_vpc.main.id`.
    ids: BTreeMap<&'a str, BTreeSet<String>>,
}

impl<'a> Applied<'a> {
    pub(super) fn of(plan: &'a Node) -> Self {
        let before = list(plan, "resource_changes").filter_map(|change| {
            let before = at(change, &["change", "before"])?;
            let is_managed = text(change, "mode") == Some("managed");
            (is_managed && before.value != NodeValue::Null).then_some((text(change, "address")?, before))
        });
        let before: BTreeMap<&str, &Node> = map_of(before);
        let mut ids = BTreeMap::new();
        let configuration = at(plan, &["configuration", "root_module"]);
        if let Some(values) = at(plan, &["planned_values", "root_module"]) {
            collect(values, configuration, &before, &mut ids);
        }
        Self { before, ids }
    }

    /// Drops what the provider read back. Blocks that no argument of the configuration explains may come from a
    /// `dynamic` block, which a plan does not show: they stay unless `blocks_too` and they are as they were.
    pub(super) fn drop_read_back(
        &self,
        address: &str,
        arguments: &mut Vec<(Key, Value)>,
        expressions: &Node,
        blocks_too: bool,
    ) {
        let Some(before) = self.before.get(address) else { return };
        arguments.retain(|(name, value)| {
            let was_there = child(before, name).is_some_and(|before| before.value != NodeValue::Null);
            let goes = was_there && (blocks_too || !is_blocks(value));
            child(expressions, name).is_some() || !goes
        });
        for (name, value) in arguments {
            match child(expressions, name).map(|configured| &configured.value) {
                Some(NodeValue::List(bodies)) => drop_in_blocks(value, bodies),
                Some(_) => {}
                None => drop_empty(value),
            }
        }
    }

    /// Drops values that are only ids, so that the references are read that they come from.
    pub(super) fn drop_ids(&self, arguments: &mut Vec<(Key, Value)>, expressions: &Node) {
        arguments.retain_mut(|(name, value)| {
            let Some(configured) = child(expressions, name) else { return true };
            match (&mut *value, &configured.value) {
                (Value::List(blocks), NodeValue::List(bodies)) => {
                    for (block, body) in blocks.iter_mut().zip(bodies) {
                        if let Value::Object(arguments) = block {
                            self.drop_ids(arguments, body);
                        }
                    }
                    true
                }
                (value, NodeValue::Map(_)) => !self.is_reference(value, configured),
                _ => true,
            }
        });
    }

    fn is_reference(&self, value: &Value, configured: &Node) -> bool {
        let references = super::precise(configured);
        let is_id = |value: &Value| match value {
            Value::Text(text) => text.as_literal().is_some_and(|text| self.is_id(text, &references)),
            _ => false,
        };
        match value {
            Value::List(values) => !values.is_empty() && values.iter().all(is_id),
            value => is_id(value),
        }
    }

    /// Whether a text is the id of what is referred to: of that resource or, by a variable, a local value or an output,
    /// of any.
    fn is_id(&self, text: &str, references: &[&str]) -> bool {
        let Some(owners) = self.ids.get(text) else { return false };
        references.iter().any(|reference| is_indirect(reference) || is_of(reference, owners))
    }
}

fn is_indirect(reference: &str) -> bool {
    ["var.", "local.", "module.", "each.", "data."].iter().any(|start| reference.starts_with(start))
}

/// Whether a reference is to one of some attributes; one to a whole resource is to any of its attributes.
fn is_of(reference: &str, attributes: &BTreeSet<String>) -> bool {
    let segments: Vec<&str> =
        reference.split('.').map(|segment| segment.split('[').next().unwrap_or(segment)).collect();
    let name = segments.join(".");
    let whole = format!("{name}.");
    attributes.contains(&name)
        || (segments.len() == 2 && attributes.iter().any(|one| one.starts_with(&whole)))
}

/// Within blocks that are configured, drops what none of them sets. A set of blocks has an order of its own, so that it is
/// not known which is which.
fn drop_in_blocks(blocks: &mut Value, bodies: &[Node]) {
    let Value::List(blocks) = blocks else { return };
    for block in blocks {
        if let Value::Object(arguments) = block {
            arguments.retain(|(name, _)| bodies.iter().any(|body| child(body, name).is_some()));
        }
    }
}

/// An argument of a block that is not set is read back as an empty text.
fn drop_empty(blocks: &mut Value) {
    let Value::List(blocks) = blocks else { return };
    let is_empty = |value: &Value| matches!(value, Value::Text(text) if text.as_literal() == Some(""));
    for block in blocks {
        if let Value::Object(arguments) = block {
            arguments.retain(|(_, value)| !is_empty(value));
        }
    }
}

pub(super) fn is_blocks(value: &Value) -> bool {
    matches!(value, Value::List(all) if matches!(all.first(), Some(Value::Object(_))))
}

/// The ids of a module and of those that it calls.
fn collect<'a>(
    values: &'a Node,
    configuration: Option<&'a Node>,
    before: &BTreeMap<&str, &Node>,
    ids: &mut BTreeMap<&'a str, BTreeSet<String>>,
) {
    for resource in list(values, "resources") {
        let exists = text(resource, "address").is_some_and(|address| before.contains_key(address));
        if let (true, Some(NodeValue::Map(entries))) =
            (exists, child(resource, "values").map(|node| &node.value))
        {
            let written = super::configured(resource, configuration);
            let given = given_by_aws(entries, written.and_then(|written| child(written, "expressions")));
            let (of_type, name) = (text(resource, "type"), text(resource, "name"));
            let owner = format!("{}.{}", of_type.unwrap_or_default(), name.unwrap_or_default());
            given.for_each(|(attribute, id)| {
                ids.entry(id).or_default().insert(format!("{owner}.{attribute}"));
            });
        }
    }
    for called in list(values, "child_modules") {
        collect(called, super::called(called, configuration), before, ids);
    }
}

/// The values by which AWS tells an object from others.
fn given_by_aws<'a>(
    entries: &'a [(String, Node)],
    written: Option<&'a Node>,
) -> impl Iterator<Item = (&'a str, &'a str)> {
    let is_written = move |name: &str| written.is_some_and(|written| child(written, name).is_some());
    let values = entries.iter().filter(move |(name, _)| is_identifying(name) && !is_written(name));
    let values = values.filter_map(|(name, value)| Some((name.as_str(), scalar(value)?)));
    values.filter(|(_, text)| !text.is_empty())
}

fn is_identifying(name: &str) -> bool {
    const NAMES: [&str; 7] = ["id", "arn", "name", "dns_name", "zone_id", "repository_url", "domain_name"];
    let is_account = ["owner_id", "account_id", "caller_id"].contains(&name);
    NAMES.contains(&name) || (!is_account && (name.ends_with("_id") || name.ends_with("_arn")))
}

#[cfg(test)]
mod tests {
    use crate::terraform::{Address, Content, Document, read::plan};

    /// A service behind a load balancer, of which the VPC's id is known where there is one. A plan leaves out what is unknown.
    fn read(id: Option<&str>, subnets: Option<&str>, cluster: &str) -> Document {
        let subnets = subnets.map(|subnets| format!("\"subnets\": {subnets},")).unwrap_or_default();
        let (before, id) = match id {
            Some(id) => (
                r#"{"id": "vpc-1", "grant": [{"type": "a"}], "class": "STANDARD"}"#,
                format!(r#""id": "{id}", "grant": [{{"type": "a"}}], "class": "STANDARD","#),
            ),
            None => ("null", String::new()),
        };
        let text = format!(
            r#"{{"format_version": "1.2", "planned_values": {{"root_module": {{"resources": [
                {{"address": "aws_vpc.main", "mode": "managed", "type": "aws_vpc", "name": "main", "values": {{{id} "name": "shop"}}}},
                {{"address": "aws_lb.main", "mode": "managed", "type": "aws_lb", "name": "main", "values": {{{subnets} "cluster": {cluster}, "name": "shop"}}}}]}}}},
              "resource_changes": [{{"address": "aws_vpc.main", "mode": "managed", "change": {{"before": {before}}}}}],
              "configuration": {{"root_module": {{"resources": [
                {{"address": "aws_vpc.main", "mode": "managed", "type": "aws_vpc", "name": "main", "expressions": {{"name": {{"constant_value": "shop"}}}}}},
                {{"address": "aws_lb.main", "mode": "managed", "type": "aws_lb", "name": "main", "expressions": {{
                  "subnets": {{"references": ["aws_vpc.main.id", "aws_vpc.main"]}}, "name": {{"constant_value": "shop"}},
                  "cluster": {{"references": ["aws_vpc.main.name", "aws_vpc.main"]}}}}}}]}}}}}}"#
        );
        plan::read(&text).unwrap().remove(0).document
    }

    fn shown(document: &Document, of: &'static str) -> Vec<String> {
        let block = document.get(&Address::resource(of, "main")).and_then(|item| item.block()).unwrap();
        let entries = block.entries().filter_map(|(name, content)| match content {
            Content::Value(value) => Some(format!("{name} = {value:?}")),
            _ => None,
        });
        entries.collect()
    }

    #[test]
    fn the_plan_of_what_exists_reads_as_the_first_one() {
        let first = read(None, None, "\"shop\"");
        let second = read(Some("vpc-1"), Some("[\"vpc-1\"]"), "\"shop\"");
        assert_eq!(shown(&first, "aws_lb"), shown(&second, "aws_lb"));
        let [subnets, cluster] = ["subnets", "cluster"]
            .map(|name| shown(&second, "aws_lb").into_iter().find(|line| line.starts_with(name)).unwrap());
        assert!(subnets.contains("Reference"), "{subnets}");
        assert!(!cluster.contains("Reference"), "a name that is configured is known at first: {cluster}");
    }

    #[test]
    fn a_value_that_is_null_is_known() {
        let planned = shown(&read(None, Some("null"), "null"), "aws_lb").join(", ");
        assert!(!planned.contains("Reference"), "{planned}");
    }

    #[test]
    fn what_the_provider_read_back_is_dropped_and_blocks_may_be_dynamic() {
        let second = shown(&read(Some("vpc-1"), None, "null"), "aws_vpc").join(", ");
        assert!(!second.contains("class") && !second.contains("id ="), "{second}");
        assert!(second.contains("grant"), "{second}");
    }

    #[test]
    fn a_text_that_only_contains_an_id_stays_a_text() {
        let second = read(Some("vpc-1"), Some("\"service/vpc-1\""), "null");
        assert!(shown(&second, "aws_lb").iter().any(|line| line.contains("service/vpc-1")));
    }
}
