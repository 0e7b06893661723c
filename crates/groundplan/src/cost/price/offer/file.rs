use std::borrow::Cow;
use std::collections::BTreeMap;

use super::meter::{Meter, Product};
use crate::cost::Decimal;
use crate::cost::price::Step;
use crate::diagnostic::{Diagnostic, Path, Rule};
use crate::node::{Kind, Node, NodeValue, json};
use crate::unit::{map_of, sort_by};

/// One of AWS's offer files. It can hold half a million products, so only what is asked for is read.
pub(super) struct Offer<'a> {
    /// Its name: `AmazonECS`.
    pub(super) name: String,
    /// Its version, `20260911124607`.
    pub(super) version: String,
    /// The day on which it was published: `2026-09-11`.
    pub(super) date: String,
    products: Vec<(Cow<'a, str>, &'a str)>,
    terms: BTreeMap<Cow<'a, str>, &'a str>,
}

/// A mistake in an offer file.
pub(super) fn wrong(message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Rule::PRICE_LIST, Path::root(), message)
}

impl<'a> Offer<'a> {
    pub(super) fn read(text: &'a str) -> Result<Self, Diagnostic> {
        let parts = json::members(text).ok_or_else(|| wrong("expected a JSON object"))?;
        let part = |name: &str| parts.iter().find(|(key, _)| key == name).map(|(_, text)| *text);
        let word = |name: &str| {
            let node = part(name).and_then(|text| json::parse(text).ok());
            node.as_ref().and_then(scalar).map(str::to_owned).ok_or_else(|| lacks(name))
        };
        let object = |name: &str| part(name).and_then(json::members).ok_or_else(|| lacks(name));
        let demand = object("terms")?.into_iter().find(|(name, _)| name == "OnDemand");
        let terms =
            demand.and_then(|(_, text)| json::members(text)).ok_or_else(|| lacks("terms.OnDemand"))?;
        Ok(Self {
            name: word("offerCode")?,
            version: word("version")?,
            date: word("publicationDate")?.chars().take_while(|letter| *letter != 'T').collect(),
            products: object("products")?,
            terms: map_of(terms),
        })
    }

    /// Every product with the key that it has in the file.
    pub(super) fn products(&self) -> impl Iterator<Item = (&str, Product)> {
        self.products
            .iter()
            .filter_map(|(sku, text)| Some((sku.as_ref(), product(&json::parse(text).ok()?)?)))
    }

    /// What a product costs, in our units. A first step that costs nothing is an allowance, and no price.
    pub(super) fn steps(&self, sku: &str, meter: &Meter) -> Result<Vec<Step>, Diagnostic> {
        let terms = self.terms.get(sku).and_then(|text| json::parse(text).ok());
        let terms = terms.ok_or_else(|| wrong(format!("{sku} has no price on demand")))?;
        let [term] = entries(&terms) else {
            return Err(wrong(format!("{sku} has {} prices on demand, and not one", entries(&terms).len())));
        };
        let dimensions = child(&term.1, "priceDimensions").map(entries).unwrap_or_default();
        let steps: Option<Vec<Step>> =
            dimensions.iter().map(|(_, dimension)| step(dimension, meter)).collect();
        let mut steps = steps.ok_or_else(|| wrong(format!("{sku} has a step without a price in USD")))?;
        sort_by(&mut steps, |a, b| a.from.cmp(&b.from));
        let allowed = steps.iter().take_while(|step| step.price.is_zero()).count();
        let mut steps = steps.split_off(allowed);
        match steps.first_mut() {
            Some(first) => first.from = Decimal::ZERO,
            None => return Err(wrong(format!("product {sku} has a price of zero"))),
        }
        Ok(steps)
    }
}

fn lacks(name: &str) -> Diagnostic {
    wrong(format!("not an AWS offer file: missing `{name}`"))
}

fn product(node: &Node) -> Option<Product> {
    let attributes = entries(child(node, "attributes")?);
    let text = |(name, value): &(String, Node)| Some((name.clone(), scalar(value)?.to_owned()));
    Some(Product { attributes: attributes.iter().filter_map(text).collect() })
}

fn step(dimension: &Node, meter: &Meter) -> Option<Step> {
    let begin: Decimal = scalar(child(dimension, "beginRange")?)?.parse().ok()?;
    let price: Decimal = scalar(child(child(dimension, "pricePerUnit")?, "USD")?)?.parse().ok()?;
    let per = Decimal::from(meter.per);
    let from = begin.checked_div(per)?.normalize();
    Some(Step { from, price: price.checked_mul(per)?.normalize() })
}

fn child<'a>(node: &'a Node, name: &str) -> Option<&'a Node> {
    entries(node).iter().find(|(key, _)| key == name).map(|(_, node)| node)
}

fn entries(node: &Node) -> &[(String, Node)] {
    match &node.value {
        NodeValue::Map(entries) => entries,
        _ => &[],
    }
}

fn scalar(node: &Node) -> Option<&str> {
    match &node.value {
        NodeValue::Scalar(text, Kind::Text | Kind::Number) => Some(text),
        _ => None,
    }
}
