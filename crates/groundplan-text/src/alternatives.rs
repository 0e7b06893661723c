//! What each value that a choice offers would cost, and what would be found then.

use groundplan::cost::{Decimal, PriceBook, Usage};
use groundplan::diagnostic::{Path, Report, Segment};
use groundplan::schema::Schema;
use groundplan::spec::{Kind, Node, NodeValue};
use groundplan::{App, Synthesis};
use serde_json::Value;

use crate::editor::types::Type;
use crate::input::Source;
use crate::input::alone;
use crate::provenance::place;

/// Another value for a decision.
#[derive(Clone, Debug)]
pub struct Alternative {
    /// The value.
    pub value: Value,
    /// What the environment is expected to cost a month with it.
    pub monthly: Decimal,
    /// Whether everything has a price.
    pub is_whole: bool,
    /// What is found then, and is not now.
    pub report: Report,
}

/// A spec of which one environment is made again, each time with another value somewhere.
pub struct Alternatives<'a> {
    spec: Node,
    environment: String,
    schema: Option<&'a Schema>,
    /// What is made of it as it is.
    now: Synthesis,
}

impl<'a> Alternatives<'a> {
    /// The environment of a spec as it is.
    ///
    /// # Errors
    ///
    /// What is wrong with the spec.
    pub fn of(source: &Source, environment: &str, schema: Option<&'a Schema>) -> Result<Self, Report> {
        let node = source.parse().map_err(|finding| added(Report::default(), finding))?;
        let (spec, environment) = alone(node, Some(environment));
        let now = made(&spec, schema)?;
        Ok(Self { spec, environment, schema, now })
    }

    /// Where a path within the environment is to be said.
    #[must_use]
    pub fn place(&self, path: &Path) -> Path {
        place(&self.spec, &self.environment, path)
    }

    /// What a value costs, for each value that the schema offers at a path and that is accepted.
    #[must_use]
    pub fn at(&self, path: &Path) -> Vec<Alternative> {
        let offered = choices(path).into_iter();
        offered.filter_map(|value| self.alternative(value.clone(), &self.with(path, &value)?)).collect()
    }

    /// The environment as it is.
    #[must_use]
    pub fn now(&self) -> Option<Alternative> {
        self.alternative(Value::Null, &self.now)
    }

    fn alternative(&self, value: Value, made: &Synthesis) -> Option<Alternative> {
        let folder = format!("environments/{}", self.environment);
        let estimate = made.estimate(PriceBook::bundled(), &Usage::new());
        let module = estimate.modules.iter().find(|module| module.name == folder)?;
        let known = self.now.report().diagnostics();
        let new = made.report().diagnostics().iter().filter(|finding| !known.contains(finding)).cloned();
        Some(Alternative {
            value,
            monthly: module.monthly().total().expected,
            is_whole: module.unpriced.is_empty(),
            report: new.fold(Report::default(), added),
        })
    }

    fn with(&self, path: &Path, value: &Value) -> Option<Synthesis> {
        made(&with(self.spec.clone(), &self.place(path), value), self.schema).ok()
    }
}

fn added(mut report: Report, finding: groundplan::diagnostic::Diagnostic) -> Report {
    report.add(finding);
    report
}

fn made(spec: &Node, schema: Option<&Schema>) -> Result<Synthesis, Report> {
    let app = App::new().node(spec.clone());
    let app = match schema {
        Some(schema) => app.schema(schema.clone()),
        None => app,
    };
    app.synth().map_err(|error| error.report().clone())
}

/// The values of a choice, and `true` and `false`.
fn choices(path: &Path) -> Vec<Value> {
    let ty = Type::at(path.segments());
    ty.map(|ty| ty.choices().iter().map(|choice| choice.value.clone()).collect()).unwrap_or_default()
}

/// A spec in which another value stands at a path; the same, where there is no such place in a list.
fn with(mut spec: Node, path: &Path, value: &Value) -> Node {
    put(&mut spec, path.segments(), value);
    spec
}

fn put(node: &mut Node, path: &[Segment], value: &Value) {
    match path.split_first() {
        None => node.value = value_of(value),
        Some((Segment::Index(index), rest)) => {
            if let NodeValue::List(items) = &mut node.value
                && let Some(item) = items.get_mut(*index)
            {
                put(item, rest, value);
            }
        }
        Some((Segment::Key(key), rest)) => put_entry(node, key, rest, value),
    }
}

/// What is no map becomes one.
fn put_entry(node: &mut Node, key: &str, rest: &[Segment], value: &Value) {
    if !matches!(node.value, NodeValue::Map(_)) {
        node.value = NodeValue::Map(Vec::new());
    }
    let NodeValue::Map(entries) = &mut node.value else { return };
    match entries.iter_mut().find(|(known, _)| known == key) {
        Some((_, inner)) => put(inner, rest, value),
        None => {
            let mut inner = Node::new(NodeValue::Null);
            put(&mut inner, rest, value);
            entries.push((key.to_owned(), inner));
        }
    }
}

fn value_of(value: &Value) -> NodeValue {
    match value {
        Value::Null => NodeValue::Null,
        Value::Bool(_) => NodeValue::Scalar(value.to_string(), Kind::Bool),
        Value::Number(_) => NodeValue::Scalar(value.to_string(), Kind::Number),
        Value::String(text) => NodeValue::Scalar(text.clone(), Kind::Text),
        Value::Array(items) => NodeValue::List(items.iter().map(|item| Node::new(value_of(item))).collect()),
        Value::Object(entries) => {
            let entry = |(key, value): (&String, &Value)| (key.clone(), Node::new(value_of(value)));
            NodeValue::Map(entries.iter().map(entry).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use groundplan::spec::json;
    use serde_json::json;

    use super::*;

    const SPEC: &str = "stack: shop
region: us-east-1
services:
  api: { image: 'ghcr.io/example/api:1', port: 8080, size: { vcpu: 1, memory: 2 GiB } }
environments:
  dev: {}
  live: { tier: production, alarms: none, network: { zones: 3 } }
";

    #[test]
    fn another_value_is_put_where_nothing_stood_too() {
        let spec = Source::new("a.yaml", SPEC).parse().unwrap();
        let after = with(spec, &Path::of("environments.dev.network.zones"), &json!(3));
        let text = json::write(&after).split_whitespace().collect::<String>();
        assert!(text.contains(r#""dev":{"network":{"zones":3}}"#), "{text}");
    }

    #[test]
    fn each_way_of_a_choice_has_its_price_or_its_finding() {
        let schema = Schema::bundled();
        let all = Alternatives::of(&Source::new("a.yaml", SPEC), "live", Some(schema)).unwrap();
        let now = all.now().unwrap();
        let alternatives = all.at(&Path::of("network.egress"));
        let of = |value: &str| alternatives.iter().find(|alternative| alternative.value == value);
        assert_eq!(of("natPerZone").unwrap().monthly, now.monthly);
        assert!(of("natPerZone").unwrap().report.diagnostics().is_empty());
        // One gateway for all zones is worth a warning in production; two gateways fewer at 32.85 dollars.
        let nat = of("nat").unwrap();
        assert!(nat.monthly < now.monthly - Decimal::from(65), "{} {}", nat.monthly, now.monthly);
        assert!(!nat.report.diagnostics().is_empty());
        assert!(all.at(&Path::of("network.cidr")).is_empty());
    }
}
