use super::book::Prices;
use super::key::{self, Entry};
use super::{Price, Step};
use crate::cost::Decimal;
use crate::diagnostic::{Diagnostic, Path, Report, Rule, nearest};
use crate::node::{Kind, Node, NodeValue, json};
use crate::unit::map_of;

/// The region of a book, and its prices.
pub(super) fn book(text: &str) -> Result<(String, Prices), Report> {
    let mut reader = Reader { report: Report::default() };
    let node = match json::parse(text) {
        Ok(node) => node,
        Err(finding) => {
            reader.report.add(finding);
            return Err(reader.report);
        }
    };
    let region = reader.text(&node, &Path::root(), "region");
    let prices = reader.prices(&node);
    match region.filter(|_| !reader.report.has_errors()) {
        Some(region) => Ok((region, prices)),
        None => Err(reader.report),
    }
}

/// A mistake in a book.
pub(super) fn wrong(place: &str, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Rule::PRICE_BOOK, Path::root().key(place), message)
}

struct Reader {
    report: Report,
}

impl Reader {
    fn prices(&mut self, book: &Node) -> Prices {
        let Some(NodeValue::Map(entries)) = child(book, "prices").map(|node| &node.value) else {
            self.report.add(wrong("prices", "a book has an object `prices`"));
            return Prices::new();
        };
        let price = |(name, node): &(String, Node)| {
            let path = Path::root().key("prices").key(name);
            let entry = self.entry(name, &path)?;
            Some((entry.key, self.price(entry, node, &path)?))
        };
        map_of(entries.iter().filter_map(price))
    }

    fn entry(&mut self, name: &str, path: &Path) -> Option<&'static Entry> {
        let entry = Entry::of(name);
        if entry.is_none() {
            let finding = Diagnostic::new(Rule::PRICE_BOOK, path.clone(), format!("unknown price `{name}`"));
            let near = nearest(name, key::ALL.iter().map(|entry| entry.key));
            self.report.add(match near {
                Some(near) => finding.hint(near),
                None => finding,
            });
        }
        entry
    }

    fn price(&mut self, entry: &Entry, node: &Node, path: &Path) -> Option<Price> {
        let unit = self.text(node, path, "unit")?;
        if unit != entry.unit {
            let finding = Diagnostic::new(Rule::PRICE_BOOK, path.clone().key("unit"), "this is not its unit");
            self.report.add(finding.given(unit).wants(entry.unit));
            return None;
        }
        let steps = self.steps(node, path)?;
        let source = self.text(node, path, "source")?;
        let date = self.text(node, path, "date")?;
        let note = child(node, "note").and_then(text).map(str::to_owned);
        Some(Price { unit: entry.unit, steps, source, date, note })
    }

    /// One price, or several that begin at zero and rise.
    fn steps(&mut self, node: &Node, path: &Path) -> Option<Vec<Step>> {
        let Some(NodeValue::List(nodes)) = child(node, "steps").map(|node| &node.value) else {
            let price = self.amount(node, path, "price")?;
            return Some(vec![Step { from: Decimal::ZERO, price }]);
        };
        let path = path.clone().key("steps");
        let mut steps: Vec<Step> = Vec::new();
        for (at, node) in nodes.iter().enumerate() {
            let path = path.clone().index(at);
            let from = self.amount(node, &path, "from")?;
            let price = self.amount(node, &path, "price")?;
            let follows = steps.last().map_or(from.is_zero(), |last| from > last.from);
            if !follows {
                let message = "steps begin at zero, and each is above the one before";
                self.report.add(Diagnostic::new(Rule::PRICE_BOOK, path, message));
                return None;
            }
            steps.push(Step { from, price });
        }
        (!steps.is_empty()).then_some(steps)
    }

    fn amount(&mut self, node: &Node, path: &Path, name: &str) -> Option<Decimal> {
        let text = self.text(node, path, name)?;
        let amount = text.parse::<Decimal>().ok().filter(|amount| !amount.is_sign_negative());
        if amount.is_none() {
            let finding = Diagnostic::new(Rule::PRICE_BOOK, path.clone().key(name), "expected an amount");
            self.report.add(finding.given(text).wants("digits, with a point where needed, in quotes"));
        }
        amount
    }

    fn text(&mut self, node: &Node, path: &Path, name: &str) -> Option<String> {
        let source = child(node, name).and_then(text).filter(|text| !text.is_empty());
        if source.is_none() {
            let message = format!("`{name}` is missing, or no text");
            self.report.add(Diagnostic::new(Rule::PRICE_BOOK, path.clone(), message));
        }
        source.map(str::to_owned)
    }
}

fn child<'a>(node: &'a Node, name: &str) -> Option<&'a Node> {
    match &node.value {
        NodeValue::Map(entries) => entries.iter().find(|(key, _)| key == name).map(|(_, node)| node),
        _ => None,
    }
}

fn text(node: &Node) -> Option<&str> {
    match &node.value {
        NodeValue::Scalar(text, Kind::Text) => Some(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(prices: &str) -> String {
        let text = format!("{{\"region\": \"eu-west-1\", \"prices\": {{{prices}}}}}");
        book(&text).map(|_| ()).unwrap_err().to_string()
    }

    #[test]
    fn a_key_that_nothing_asks_for_is_refused() {
        let refused =
            refused(r#""nat/gateway-hours": {"unit": "hours", "price": "1", "source": "a", "date": "b"}"#);
        assert!(
            refused.contains("cost/price-book") && refused.contains("try   nat/gateway-hour"),
            "{refused}"
        );
    }

    #[test]
    fn every_mistake_is_told() {
        let refused = refused(
            r#""nat/gateway-hour": {"unit": "days", "price": "1", "source": "a", "date": "b"},
               "nat/data-gb": {"unit": "GB", "price": "-1", "source": "a", "date": "b"},
               "ipv4/address-hour": {"unit": "hours", "price": "1"},
               "kms/key": {"unit": "keys", "price": 1, "source": "a", "date": "b"},
               "route53/zone": {"unit": "zones", "steps": [{"from": "1", "price": "2"}], "source": "a", "date": "b"}"#,
        );
        for message in ["this is not its unit", "expected an amount", "`source`", "`price`", "begin at zero"]
        {
            assert!(refused.contains(message), "{message}: {refused}");
        }
    }

    #[test]
    fn what_is_no_book_is_refused() {
        for text in ["", "[]", "{}", "{\"region\": \"x\"}", "{\"prices\": {}}"] {
            assert!(book(text).is_err(), "{text}");
        }
    }
}
