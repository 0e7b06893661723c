//! What each value that a choice offers would cost, and what would be found then.

use groundplan::cost::{Decimal, PriceBook, Usage};
use groundplan::diagnostic::{Path, Report};
use groundplan::schema::Schema;
use groundplan::spec::{Kind, Node, NodeValue};
use groundplan::{App, Outcome, WhatIf};
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
    /// What that is more than it costs now; `None` where something would have no price that has one, or is not there.
    pub difference: Option<Decimal>,
    /// Whether everything has a price.
    pub is_whole: bool,
    /// What is found then, and is not now.
    pub report: Report,
}

/// The alternatives to what an environment is at one place.
#[derive(Clone, Debug)]
pub struct Alternatives {
    /// Where another value is to be set, so that it counts in the environment.
    pub place: Path,
    /// What the environment is expected to cost a month as it is.
    pub monthly: Decimal,
    /// The values that are accepted; none, where there is no choice.
    pub values: Vec<Alternative>,
}

impl Alternatives {
    /// Finds what each value costs that the schema offers at a path within an environment.
    ///
    /// # Errors
    ///
    /// What is wrong with the spec.
    pub fn of(
        source: &Source,
        environment: &str,
        path: &Path,
        schema: Option<&Schema>,
    ) -> Result<Self, Report> {
        let node = source.parse().map_err(|finding| {
            let mut report = Report::default();
            report.add(finding);
            report
        })?;
        let (spec, environment) = alone(node, Some(environment));
        let app = App::new().node(spec.clone());
        let app = match schema {
            Some(schema) => app.schema(schema.clone()),
            None => app,
        };
        let usage = Usage::new();
        let what_if = app
            .what_if(None, &environment, PriceBook::bundled(), &usage)
            .map_err(|error| error.report().clone())?;
        Ok(Self {
            place: place(&spec, &environment, path),
            monthly: what_if.monthly().expected,
            values: choices(path)
                .into_iter()
                .filter_map(|value| alternative(&what_if, path, value))
                .collect(),
        })
    }
}

fn alternative(what_if: &WhatIf<'_>, path: &Path, value: Value) -> Option<Alternative> {
    let outcome: Outcome = what_if.with_value(path, Node::new(value_of(&value))).ok()?;
    Some(Alternative {
        value,
        monthly: outcome.monthly.expected,
        difference: outcome.saving().map(|saving| -saving.expected),
        is_whole: outcome.is_whole,
        report: outcome.report,
    })
}

/// The values of a choice, and `true` and `false`.
fn choices(path: &Path) -> Vec<Value> {
    let ty = Type::at(path.segments());
    ty.map(|ty| ty.choices().iter().map(|choice| choice.value.clone()).collect()).unwrap_or_default()
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
    use super::*;

    const SPEC: &str = "stack: shop
region: REGION
services:
  api: { image: 'ghcr.io/example/api:1', port: 8080, size: { vcpu: 1, memory: 2 GiB } }
environments:
  dev: {}
  live: { tier: production, alarms: none, network: { zones: 3 } }
";

    fn at(region: &str, path: &str) -> Alternatives {
        let source = Source::new("a.yaml", SPEC.replace("REGION", region));
        Alternatives::of(&source, "live", &Path::of(path), Some(Schema::bundled())).unwrap()
    }

    #[test]
    fn each_value_of_a_choice_has_its_price_or_its_finding() {
        let all = at("us-east-1", "network.egress");
        let of = |value: &str| all.values.iter().find(|alternative| alternative.value == value).unwrap();
        assert_eq!(
            (of("natPerZone").monthly, of("natPerZone").difference),
            (all.monthly, Some(Decimal::ZERO))
        );
        assert!(of("natPerZone").report.diagnostics().is_empty());
        // One gateway for all zones is worth a warning in production; two gateways fewer at 32.85 dollars.
        let nat = of("nat");
        assert!(nat.monthly < all.monthly - Decimal::from(65), "{} {}", nat.monthly, all.monthly);
        assert!(!nat.report.diagnostics().is_empty());
        assert!(at("us-east-1", "network.cidr").values.is_empty());
    }

    #[test]
    fn what_has_no_price_is_not_a_saving() {
        // Regional NAT gateways have no price in eu-west-1.
        let all = at("eu-west-1", "network.egress");
        let regional = all.values.iter().find(|alternative| alternative.value == "regionalNat").unwrap();
        assert!(regional.monthly < all.monthly);
        assert_eq!((regional.difference, regional.is_whole), (None, false));
    }
}
