//! Values that are in no plan and no state, in places that are.

use crate::diagnostic::{Report, Rule, rules};
use crate::model::{Model, Place};
use crate::terraform::{Content, Directive, Expression, Mode, Part, Reference, Section, Text, Value};

rules! {
    /// What is ephemeral goes only where nothing is kept.
    ///
    /// Arguments of resources and data sources, and outputs that are not marked `ephemeral`, are in the plan and in the state.
    /// Terraform refuses an ephemeral value in them, except in write-only arguments.
    TERRAFORM_EPHEMERAL = error "terraform/ephemeral", "https://developer.hashicorp.com/terraform/language/manage-sensitive-data/ephemeral";
}

/// Blocks that may hold ephemeral values, being read at once.
const APART: [&str; 3] = ["connection", "lifecycle", "provisioner"];

/// Functions whose result is ephemeral where an argument is.
const PASSING: [&str; 14] = [
    "base64encode",
    "format",
    "join",
    "jsonencode",
    "length",
    "lower",
    "nonsensitive",
    "replace",
    "sensitive",
    "sha256",
    "tolist",
    "tostring",
    "trimspace",
    "upper",
];

/// How far local values are followed.
const DEEPEST: usize = 8;

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    let is_declared = |variable: Place<'_>| variable.boolean("ephemeral") == Some(true);
    if model.section(Section::Ephemeral).next().is_none()
        && !model.section(Section::Variable).any(is_declared)
    {
        return;
    }
    for section in [Section::Resource, Section::Data] {
        for place in model.section(section).filter(|place| is_known(&place.item.resource_type)) {
            for (name, value) in place.entries() {
                if !APART.contains(&name) && !name.ends_with("_wo") {
                    kept(&place, name, value, report);
                }
            }
        }
    }
    for output in model.section(Section::Output).filter(|output| output.lacks("ephemeral")) {
        if let Some(value) = output.value_of("value") {
            kept(&output, "value", value, report);
        }
    }
}

/// Types of which the names of all write-only arguments end alike.
fn is_known(kind: &str) -> bool {
    kind.starts_with("aws_") || kind == "terraform_data"
}

fn kept(place: &Place<'_>, name: &str, value: &Value, report: &mut Report) {
    if let Some(reference) = carried(place.model, value, 0) {
        let message = format!("{} is ephemeral, and this is kept in the state", reference.address);
        let finding = place.found(Rule::TERRAFORM_EPHEMERAL, name, message).given(reference);
        report.add(finding.wants("a value that is not ephemeral, or a write-only argument"));
    }
}

/// The ephemeral object that a value is made of for certain.
fn carried<'a>(model: &'a Model<'a>, value: &'a Value, depth: usize) -> Option<&'a Reference> {
    let inner = |value| carried(model, value, depth + 1);
    match value {
        _ if depth > DEEPEST => None,
        Value::List(all) => all.iter().find_map(inner),
        Value::Object(entries) => {
            entries.iter().filter(|(name, _)| !name.ends_with("_wo")).find_map(|(_, one)| inner(one))
        }
        Value::Text(text) => in_text(model, text, depth),
        Value::Expression(expression) => in_expression(model, expression, depth),
        _ => None,
    }
}

fn in_text<'a>(model: &'a Model<'a>, text: &'a Text, depth: usize) -> Option<&'a Reference> {
    text.parts().iter().find_map(|part| match part {
        Part::Expression(expression) => in_expression(model, expression, depth + 1),
        Part::Directive(directive) => match &**directive {
            Directive::If { condition, .. } => in_expression(model, condition, depth + 1),
            Directive::For { .. } => None,
        },
        Part::Literal(_) => None,
    })
}

fn in_expression<'a>(
    model: &'a Model<'a>,
    expression: &'a Expression,
    depth: usize,
) -> Option<&'a Reference> {
    let inner = |value| carried(model, value, depth + 1);
    match expression {
        Expression::Reference(reference) => referred(model, reference, depth),
        Expression::Value(value) | Expression::Prefix(_, value) => inner(value),
        Expression::Evaluated(evaluated) => inner(&evaluated.of),
        Expression::Attribute(of, _) | Expression::Splat(of, _) => in_expression(model, of, depth + 1),
        Expression::Call(name, arguments) if PASSING.contains(&name.as_str()) => {
            arguments.iter().find_map(inner)
        }
        Expression::Conditional(values) => values.first().and_then(inner),
        _ => None,
    }
}

fn referred<'a>(model: &'a Model<'a>, reference: &'a Reference, depth: usize) -> Option<&'a Reference> {
    match reference.address.mode {
        Mode::Ephemeral => Some(reference),
        Mode::Variable => {
            let mut variables = model.section(Section::Variable);
            let variable = variables.find(|variable| variable.item.name == reference.address.name)?;
            (variable.boolean("ephemeral") == Some(true)).then_some(reference)
        }
        Mode::Local if reference.path.is_empty() => {
            let local = model.document.get(&reference.address)?;
            match &local.content {
                Content::Value(value) => carried(model, value, depth + 1),
                _ => None,
            }
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::trial::found;

    fn refused(rest: &str) -> usize {
        let text = format!(
            "variable \"secret\" {{\n  ephemeral = true\n}}\nvariable \"plain\" {{}}\nephemeral \"aws_x\" \"e\" {{}}\n\
             locals {{\n  copy = var.secret\n  both = {{\n    a = var.secret\n    b = 1\n  }}\n}}\n{rest}\n"
        );
        found("terraform/ephemeral", &text).len()
    }

    #[test]
    fn what_is_kept_is_not_ephemeral() {
        let of = |value: &str| refused(&format!("resource \"aws_x\" \"a\" {{\n  name = {value}\n}}"));
        for wrong in [
            "var.secret",
            "ephemeral.aws_x.e.id",
            "\"a-${var.secret}\"",
            "upper(var.secret)",
            "jsonencode({ a = var.secret })",
            "[{ a = var.secret }]",
            "local.copy",
            "var.secret ? 1 : 2",
            "\"%{ if var.secret }x%{ endif }\"",
        ] {
            assert_eq!(of(wrong), 1, "{wrong}");
        }
        for right in [
            "var.plain",
            "ephemeralasnull(var.secret)",
            "can(var.secret)",
            "issensitive(var.secret)",
            "local.both.b",
            "var.plain == null ? var.secret : 1",
            "{ a = 1 }[var.secret]",
        ] {
            assert_eq!(of(right), 0, "{right}");
        }
    }

    #[test]
    fn outputs_are_marked_and_write_only_arguments_take_it() {
        assert_eq!(refused("output \"o\" {\n  value = var.secret\n}"), 1);
        assert_eq!(refused("output \"o\" {\n  value = var.secret\n  ephemeral = true\n}"), 0);
        for taken in [
            "resource \"aws_x\" \"a\" {\n  password_wo = var.secret\n}",
            "resource \"other_x\" \"a\" {\n  password = var.secret\n}",
            "resource \"aws_x\" \"a\" {\n  connection {\n    host = var.secret\n  }\n}",
            "module \"m\" {\n  source = \"./m\"\n  a = var.secret\n}",
            "provider \"aws\" {\n  token = var.secret\n}",
        ] {
            assert_eq!(refused(taken), 0, "{taken}");
        }
    }
}
