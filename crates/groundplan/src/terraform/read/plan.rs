//! Reads what `terraform show -json` prints of a plan: the resources that will exist once it is applied.
//!
//! A plan knows the value of every argument, so each instance of `count` and `for_each` is a resource of
//! its own, named as Terraform names it: `aws_subnet.main["a"]`. What is known only after the apply stays
//! the reference that it comes from. The document of each module contains the providers, since a module may use
//! those of its caller.

mod applied;
mod providers;

use std::collections::BTreeMap;

use applied::{Applied, is_blocks};
use providers::Providers;

use super::{Strings, value};
use crate::diagnostic::{Diagnostic, Path, Rule};
use crate::node::lookup::{at, child, list, scalar, text};
use crate::node::{Node, NodeValue, json};
use crate::terraform::{
    Address, Block, Content, Document, Expression, Item, Key, Reference, Section, Value, index_of_key,
};
use crate::unit::map_of;

/// A module of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Module {
    /// `module.queue`; empty for the root module. It is text, since it names a module and not a resource.
    pub address: String,
    /// Its resources.
    pub document: Document,
}

/// Whether a JSON text is a plan: it has a format of its own and planned values.
#[must_use]
pub fn is_plan(node: &Node) -> bool {
    child(node, "format_version").is_some() && child(node, "planned_values").is_some()
}

/// Reads a plan: the root module first, then those that it calls.
///
/// ```
/// use groundplan::terraform::{Address, read::plan};
/// let text = r#"{"format_version": "1.2", "planned_values": {"root_module": {"resources": [
///     {"address": "aws_vpc.main", "mode": "managed", "type": "aws_vpc", "name": "main", "values": {"cidr_block": "10.0.0.0/16"}}
/// ]}}}"#;
/// let modules = plan::read(text)?;
/// assert!(modules[0].document.get(&Address::resource("aws_vpc", "main")).is_some());
/// # Ok::<(), groundplan::diagnostic::Diagnostic>(())
/// ```
///
/// # Errors
///
/// If the text is not JSON, or not a plan.
pub fn read(text: &str) -> Result<Vec<Module>, Diagnostic> {
    read_where(text, false)
}

/// As [`read`], with only those arguments that the configuration sets: a plan also contains the provider's defaults
/// and computed values. Blocks are kept, since they may come from a `dynamic` block, which a plan does not show.
/// Providers are left out.
///
/// # Errors
///
/// If the text is not JSON, or not a plan.
pub fn read_configured(text: &str) -> Result<Vec<Module>, Diagnostic> {
    read_where(text, true)
}

fn read_where(text: &str, only_configured: bool) -> Result<Vec<Module>, Diagnostic> {
    let node = json::parse(text)?;
    if !is_plan(&node) {
        return Err(Diagnostic::new(Rule::TERRAFORM_FORM, Path::root(), "expected a plan")
            .wants("what `terraform show -json PLAN` prints"));
    }
    let providers = Some(Providers::of(&node)).filter(|_| !only_configured);
    let mut reading = Reading {
        unknown: unknown(&node),
        applied: Applied::of(&node),
        providers,
        only_configured,
        modules: Vec::new(),
    };
    let configuration = at(&node, &["configuration", "root_module"]);
    for (way, planned) in [(["planned_values"].as_slice(), true), (&["prior_state", "values"], false)] {
        if let Some(values) = at(&node, way).and_then(|values| child(values, "root_module")) {
            reading.module(values, configuration, planned);
        }
    }
    Ok(reading.modules)
}

/// What is known only after the apply, by the address of what has it.
fn unknown(plan: &Node) -> BTreeMap<&str, &Node> {
    let of = |change| Some((text(change, "address")?, at(change, &["change", "after_unknown"])?));
    map_of(list(plan, "resource_changes").filter_map(of))
}

/// A plan while it is read.
struct Reading<'a> {
    unknown: BTreeMap<&'a str, &'a Node>,
    applied: Applied<'a>,
    providers: Option<Providers<'a>>,
    only_configured: bool,
    modules: Vec<Module>,
}

impl Reading<'_> {
    /// A module with those that it calls. Of the state before, only what was looked up is of interest.
    fn module(&mut self, values: &Node, configuration: Option<&Node>, planned: bool) {
        let address = text(values, "address").unwrap_or_default();
        let index = self.modules.iter().position(|module| module.address == address).unwrap_or_else(|| {
            let mut document = Document::new();
            self.providers.iter().for_each(|providers| providers.add_to(&mut document));
            self.modules.push(Module { address: address.to_owned(), document });
            self.modules.len() - 1
        });
        for resource in list(values, "resources") {
            let is_data = text(resource, "mode") == Some("data");
            let item = self.item(resource, configuration).filter(|_| planned || is_data);
            if let (Some(item), Some(module)) = (item, self.modules.get_mut(index)) {
                let marks = child(resource, "sensitive_values").zip(item.address());
                module.document.sensitive.extend(marks.map(|(marks, address)| (address, marks.clone())));
                module.document.file("plan").push_item(item);
            }
        }
        for called in list(values, "child_modules") {
            self.module(called, self::called(called, configuration), planned);
        }
    }

    fn item(&self, resource: &Node, configuration: Option<&Node>) -> Option<Item> {
        let (kind, label) = (text(resource, "type")?, text(resource, "name")?);
        let section = if text(resource, "mode") == Some("data") { Section::Data } else { Section::Resource };
        let index = match child(resource, "index").map(|node| &node.value) {
            Some(NodeValue::Scalar(index, crate::node::Kind::Number)) => format!("[{index}]"),
            Some(NodeValue::Scalar(key, _)) => index_of_key(key),
            _ => String::new(),
        };
        let mut arguments =
            match child(resource, "values").map(|node| value::value(node, &Strings::Plain.into())) {
                Some(Value::Object(entries)) => entries,
                _ => Vec::new(),
            };
        let configured = configured(resource, configuration);
        if let Some(expressions) = configured.and_then(|configured| child(configured, "expressions")) {
            if self.only_configured {
                keep_written(&mut arguments, expressions);
            }
            let address = text(resource, "address").unwrap_or_default();
            self.applied.drop_read_back(address, &mut arguments, expressions, self.only_configured);
            self.applied.drop_ids(&mut arguments, expressions);
            fill(&mut arguments, expressions, !self.only_configured);
            let unknown = self.unknown.get(address);
            unknown.into_iter().for_each(|unknown| fill_unknown(&mut arguments, unknown));
        }
        let mut body = Block::new();
        for (name, value) in arguments.into_iter().filter(|(_, value)| *value != Value::Null) {
            body.put(name, Content::Value(value));
        }
        if let (Some(providers), Some(key)) =
            (&self.providers, configured.and_then(|configured| text(configured, "provider_config_key")))
        {
            body.set("provider", providers.reference(key));
        }
        let (kind, name) = (kind.to_owned().into(), format!("{label}{index}").into());
        Some(Item { file: "plan".into(), section, resource_type: kind, name, content: Content::Block(body) })
    }
}

/// The configuration of a resource.
fn configured<'a>(resource: &Node, configuration: Option<&'a Node>) -> Option<&'a Node> {
    let is_it = |configured: &&Node| {
        ["type", "name", "mode"].iter().all(|key| text(configured, key) == text(resource, key))
    };
    configuration.into_iter().flat_map(|of| list(of, "resources")).find(is_it)
}

/// The configuration of a module that another one calls.
fn called<'a>(values: &Node, configuration: Option<&'a Node>) -> Option<&'a Node> {
    let name = text(values, "address").unwrap_or_default().rsplit("module.").next().unwrap_or_default();
    let name = name.split('[').next().unwrap_or(name);
    configuration.and_then(|of| at(of, &["module_calls", name, "module"]))
}

/// Drops arguments that the configuration does not set.
fn keep_written(arguments: &mut Vec<(Key, Value)>, expressions: &Node) {
    arguments.retain(|(name, value)| child(expressions, name).is_some() || is_blocks(value));
    for (name, value) in arguments {
        let (Some(configured), Value::List(blocks)) =
            (child(expressions, name).map(|configured| &configured.value), value)
        else {
            continue;
        };
        if let NodeValue::List(bodies) = configured {
            for (block, body) in blocks.iter_mut().zip(bodies) {
                if let Value::Object(arguments) = block {
                    keep_written(arguments, body);
                }
            }
        }
    }
}

/// Within a value of which parts are known, what is not stays an expression.
fn fill_unknown(arguments: &mut Vec<(Key, Value)>, unknown: &Node) {
    for (name, value) in arguments {
        if let Some(unknown) = child(unknown, name) {
            fill_value(value, unknown);
        }
    }
}

fn fill_value(value: &mut Value, unknown: &Node) {
    match (value, &unknown.value) {
        (value, NodeValue::Scalar(word, _)) if word == "true" && *value == Value::Null => {
            *value = after_apply()
        }
        (Value::List(values), NodeValue::List(unknown)) => {
            values.iter_mut().zip(unknown).for_each(|(value, unknown)| fill_value(value, unknown));
        }
        (Value::Object(entries), NodeValue::Map(unknown)) => {
            for (name, unknown) in unknown {
                match entries.iter_mut().find(|(key, _)| key == name.as_str()) {
                    Some((_, value)) => fill_value(value, unknown),
                    None if unknown.value
                        == NodeValue::Scalar("true".to_owned(), crate::node::Kind::Bool) =>
                    {
                        entries.push((name.clone().into(), after_apply()));
                    }
                    None => {}
                }
            }
        }
        _ => {}
    }
}

fn after_apply() -> Value {
    Value::Expression(Expression::symbol("unknown"))
}

/// Fills unknown values with the reference that they come from; with `several`, with all of them if they may be a
/// list. Rules about the form of an argument must not rely on that list: text may be composed of several references
/// too.
fn fill(arguments: &mut Vec<(Key, Value)>, expressions: &Node, several: bool) {
    let NodeValue::Map(entries) = &expressions.value else { return };
    for (name, configured) in entries {
        let known = arguments.iter_mut().find(|(key, _)| key == name.as_str());
        match (known, &configured.value) {
            (Some((_, Value::List(blocks))), NodeValue::List(bodies)) => {
                for (block, body) in blocks.iter_mut().zip(bodies) {
                    if let Value::Object(arguments) = block {
                        fill(arguments, body, several);
                    }
                }
            }
            (None, NodeValue::Map(_)) => {
                if let Some(value) =
                    referred(configured).map(|value| if several { value } else { first(value) })
                {
                    arguments.retain(|(key, _)| key != name.as_str());
                    arguments.push((name.clone().into(), value));
                }
            }
            _ => {}
        }
    }
}

/// What an argument refers to: one object, or a list of several. Terraform lists the most precise references
/// first, and after each of them what it is part of.
fn referred(configured: &Node) -> Option<Value> {
    let precise = precise(configured);
    let references: Vec<Expression> = precise.iter().filter_map(|text| reference(text)).collect();
    if references.len() > 1 && references.len() == precise.len() {
        return Some(Value::List(references.into_iter().map(Value::Expression).collect()));
    }
    references.into_iter().next().map(Value::Expression)
}

fn precise(configured: &Node) -> Vec<&str> {
    let texts: Vec<&str> = list(configured, "references").filter_map(scalar).collect();
    let is_part = |text: &str| {
        let more = |other: &&str| other.strip_prefix(text).is_some_and(|rest| rest.starts_with(['.', '[']));
        texts.iter().any(more)
    };
    texts.iter().copied().filter(|text| !is_part(text)).collect()
}

fn first(value: Value) -> Value {
    match value {
        Value::List(values) => values.into_iter().next().unwrap_or(Value::Null),
        other => other,
    }
}

/// An attribute, or a whole resource: `aws_subnet.private` for `aws_subnet.private[*].id`.
fn reference(text: &str) -> Option<Expression> {
    const SYMBOLS: [&str; 5] = ["each", "count", "self", "path", "terraform"];
    let is_symbol = text.split('.').next().is_some_and(|head| SYMBOLS.contains(&head));
    let attribute = Reference::parse(text).map(Expression::Reference);
    let found = attribute.or_else(|| Address::parse(text).map(|address| address.whole()));
    found.filter(|_| !is_symbol)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(references: &[&str]) -> Option<String> {
        let texts = references.iter().map(|text| Node::text(*text)).collect();
        let configured = Node::map(vec![("references".to_owned(), Node::new(NodeValue::List(texts)))]);
        referred(&configured).map(|value| match value {
            Value::Expression(expression) => expression.to_string(),
            Value::List(values) => format!("{} of them", values.len()),
            other => format!("{other:?}"),
        })
    }

    #[test]
    fn of_what_is_listed_the_precise_references_count() {
        assert_eq!(shown(&["aws_vpc.main.id", "aws_vpc.main"]).as_deref(), Some("aws_vpc.main.id"));
        assert_eq!(shown(&["aws_subnet.private"]).as_deref(), Some("aws_subnet.private"));
        let several =
            ["aws_subnet.p[0].id", "aws_subnet.p[0]", "aws_subnet.p", "aws_subnet.q.id", "aws_subnet.q"];
        assert_eq!(shown(&several).as_deref(), Some("2 of them"));
        let partly = ["aws_subnet.p.id", "aws_subnet.p", "each.value"];
        assert_eq!(shown(&partly).as_deref(), Some("aws_subnet.p.id"));
        assert_eq!(shown(&["each.value", "path.module"]), None);
        assert_eq!(shown(&[]), None);
    }

    /// Documents for rules have no providers, since their form is not that of the configuration.
    #[test]
    fn providers_are_in_documents_with_all_arguments() {
        let text = r#"{"format_version": "1.2", "planned_values": {"root_module": {}}, "configuration":
            {"provider_config": {"aws": {"name": "aws"}}}}"#;
        let items = |modules: Vec<Module>| modules[0].document.items().len();
        assert_eq!(items(read(text).unwrap()), 1);
        assert_eq!(items(read_configured(text).unwrap()), 0);
    }
}
