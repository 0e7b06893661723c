use std::fmt::Write;

use super::book::Prices;
use super::{Price, Step, key};
use crate::node::{Node, json};

/// A book as JSON: a line for each price, in the order of the catalogue, so that a change is a line that changes.
pub(super) fn book(region: &str, prices: &Prices) -> String {
    let known = key::ALL.iter().filter_map(|entry| Some((entry.key, prices.get(entry.key)?)));
    let lines: Vec<String> =
        known.map(|(key, price)| format!("    {}: {}", quoted(key), line(price))).collect();
    format!("{{\n  \"region\": {},\n  \"prices\": {{\n{}\n  }}\n}}\n", quoted(region), lines.join(",\n"))
}

/// Books as a table, a line for each step of a price.
pub(super) fn facts<'a>(books: impl Iterator<Item = (&'a str, &'a Prices)>) -> String {
    let mut out = "key\tregion\tunit\tfrom\tprice\tsource\tdate\tstatus\n".to_owned();
    for (region, prices) in books {
        for (key, price) in key::ALL.iter().filter_map(|entry| Some((entry.key, prices.get(entry.key)?))) {
            let Price { unit, steps, source, date, note } = price;
            let status = note.as_deref().unwrap_or("ok");
            for Step { from, price } in steps {
                let _ = writeln!(out, "{key}\t{region}\t{unit}\t{from}\t{price}\t{source}\t{date}\t{status}");
            }
        }
    }
    out
}

fn line(price: &Price) -> String {
    let mut line = format!("{{ \"unit\": {}, {}", quoted(price.unit), amounts(&price.steps));
    let _ = write!(line, ", \"source\": {}, \"date\": {}", quoted(&price.source), quoted(&price.date));
    if let Some(note) = &price.note {
        let _ = write!(line, ", \"note\": {}", quoted(note));
    }
    line + " }"
}

fn amounts(steps: &[Step]) -> String {
    if let [only] = steps {
        return format!("\"price\": \"{}\"", only.price);
    }
    let step = |step: &Step| format!("{{ \"from\": \"{}\", \"price\": \"{}\" }}", step.from, step.price);
    format!("\"steps\": [{}]", steps.iter().map(step).collect::<Vec<_>>().join(", "))
}

fn quoted(text: &str) -> String {
    json::write(&Node::text(text)).trim_end().to_owned()
}
