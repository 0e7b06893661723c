//! Values as JSON and back.

use std::sync::Arc;

use super::super::convert::{digits, ordered};
use super::super::{Data, Known, Outcome, Reason};
use crate::node::{self, Kind, Node, NodeValue};

/// A value as Terraform writes it.
pub(super) fn encode(known: &Known) -> Outcome<String> {
    let mut out = String::new();
    write(&mut out, known)?;
    Ok(out)
}

fn write(out: &mut String, known: &Known) -> Outcome<()> {
    match &known.data {
        Data::Unknown(unknown) => return Err(unknown.reason),
        Data::Null => out.push_str("null"),
        Data::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Data::Number(number) => out.push_str(&digits(*number)),
        Data::Text(text) => out.push_str(&quoted(text)?),
        data @ (Data::Tuple(_) | Data::List(_) | Data::Set(_)) => {
            out.push('[');
            for (at, element) in ordered(data.clone())?.iter().enumerate() {
                out.push_str(if at > 0 { "," } else { "" });
                write(out, element)?;
            }
            out.push(']');
        }
        Data::Object(all) | Data::Map(all) => {
            out.push('{');
            for (at, (name, value)) in all.iter().enumerate() {
                out.push_str(if at > 0 { "," } else { "" });
                out.push_str(&quoted(name)?);
                out.push(':');
                write(out, value)?;
            }
            out.push('}');
        }
    }
    Ok(())
}

/// A text in quotes: Terraform escapes what HTML would take for its own as well.
pub(super) fn quoted(text: &str) -> Outcome<String> {
    // Versions of Terraform differ in how they write these.
    if text.contains(['\u{8}', '\u{c}', '\u{7f}']) {
        return Err(Reason::Uncertain);
    }
    let quoted = serde_json::to_string(text).map_err(|_| Reason::Uncertain)?;
    let escapes = [
        ("<", "\\u003c"),
        (">", "\\u003e"),
        ("&", "\\u0026"),
        ("\u{2028}", "\\u2028"),
        ("\u{2029}", "\\u2029"),
    ];
    Ok(escapes.into_iter().fold(quoted, |text, (from, to)| text.replace(from, to)))
}

/// The value of a JSON text.
pub(super) fn decode(text: &str) -> Outcome {
    // Half of a pair of surrogates is replaced by another character there.
    if text.to_ascii_lowercase().contains("\\ud") {
        return Err(Reason::Uncertain);
    }
    match node::json::parse(text) {
        Ok(node) => of_node(&node),
        // Of a key twice, the last counts; and depth is bounded here.
        Err(finding) if finding.rule.code != "spec/syntax" || text.len() > 10_000 => Err(Reason::Uncertain),
        Err(_) => Err(Reason::Fails("the text is not JSON")),
    }
}

fn of_node(node: &Node) -> Outcome {
    Ok(match &node.value {
        NodeValue::Null => Data::Null.into(),
        NodeValue::Scalar(text, Kind::Text) => Known::from(text.as_str()),
        NodeValue::Scalar(text, Kind::Bool) => Known::from(text == "true"),
        NodeValue::Scalar(text, Kind::Number) => super::super::convert::parse_number(text)?.into(),
        NodeValue::List(all) => Known::tuple(all.iter().map(of_node).collect::<Outcome<_>>()?),
        NodeValue::Map(all) => {
            let entry = |(name, node): &(String, Node)| Ok((Arc::from(name.as_str()), of_node(node)?));
            Known::object(all.iter().map(entry).collect::<Outcome<Vec<_>>>()?)
        }
    })
}
