use super::{Setting, refused, wrong};
use crate::diagnostic::{Path, Report, Rule};
use crate::node::{Kind, Node, NodeValue};
use crate::terraform::read::{self, Strings};
use crate::terraform::{Key, Value};

/// Reads a file of values: `*.tfvars`, or `*.tfvars.json`, in which texts are plain.
pub(super) fn read(file: &str, text: &str) -> (Vec<Setting>, Report) {
    let mut report = Report::default();
    let is_json = file.ends_with(".json");
    let node = match read::parse(if is_json { "values.json" } else { "values.tf" }, text) {
        Ok(node) => node,
        Err(finding) => {
            report.add(finding.in_file(file));
            return (Vec::new(), report);
        }
    };
    let mut settings = Vec::new();
    let NodeValue::Map(entries) = node.value else {
        report.add(wrong_form(file, "expected an object with the names of variables"));
        return (settings, report);
    };
    for (name, node) in entries {
        let range = node.range.clone();
        match value(&node, is_json) {
            Ok(value) => settings.push(Setting { name, value, range }),
            Err(reason) => {
                let mut finding = wrong(&name, reason).in_file(file);
                finding.range = Some(range);
                report.add(finding);
            }
        }
    }
    (settings, report)
}

fn wrong_form(file: &str, message: &str) -> crate::diagnostic::Diagnostic {
    crate::diagnostic::Diagnostic::new(Rule::TERRAFORM_VARIABLE_VALUE, Path::root(), message).in_file(file)
}

fn value(node: &Node, is_json: bool) -> Result<Value, &'static str> {
    let is_block = |node: &Node| node.is_block;
    let has_block = match &node.value {
        NodeValue::List(nodes) => nodes.iter().any(is_block),
        _ => is_block(node),
    };
    if has_block {
        return Err("a block is not a value");
    }
    let value = if is_json { plain(node) } else { read::value(node, Strings::Plain) };
    refused(&value).map_or(Ok(value), Err)
}

/// JSON as it is: nothing in it is an expression.
fn plain(node: &Node) -> Value {
    match &node.value {
        NodeValue::Null => Value::Null,
        NodeValue::Scalar(text, Kind::Text) => Value::from(text.clone()),
        NodeValue::Scalar(text, Kind::Bool) => Value::Bool(text == "true"),
        NodeValue::Scalar(digits, Kind::Number) => {
            digits.parse().map_or_else(|_| Value::Decimal(digits.clone()), Value::Integer)
        }
        NodeValue::List(nodes) => Value::List(nodes.iter().map(plain).collect()),
        NodeValue::Map(entries) => {
            Value::Object(entries.iter().map(|(key, node)| (Key::from(key.clone()), plain(node))).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(file: &str, text: &str) -> Vec<String> {
        let (settings, report) = read(file, text);
        let settings = settings.iter().map(|one| format!("{} = {:?}", one.name, one.value));
        settings.chain(report.diagnostics().iter().map(|one| one.message.clone())).collect()
    }

    #[test]
    fn both_syntaxes_hold_values() {
        assert_eq!(shown("a.tfvars", "m = 2\n"), ["m = Integer(2)"]);
        let json = shown("a.tfvars.json", r#"{"m": "${x}"}"#);
        assert_eq!(json, [format!("m = {:?}", Value::from("${x}"))]);
    }

    #[test]
    fn what_is_not_a_value_is_refused() {
        assert_eq!(
            shown("a.tfvars", "a = var.b\nb = upper(\"x\")\nc {\n}\nd = -1\n")[1..],
            [
                "invalid value of variable `a`: nothing is referred to here",
                "invalid value of variable `b`: functions are not called here",
                "invalid value of variable `c`: a block is not a value",
            ]
        );
        assert!(shown("a.tfvars", "a = [\n")[0].starts_with("this is not Terraform"));
        assert_eq!(shown("a.tfvars.json", "[1]"), ["expected an object with the names of variables"]);
    }
}
