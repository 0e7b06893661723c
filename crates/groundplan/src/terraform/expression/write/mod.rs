//! Writes expressions in Terraform's native syntax: on one line, or over several where there is room.

mod spans;
mod template;
mod value;

use std::fmt::{self, Write};

use super::{Expression, For, Operator};
use crate::terraform::Value;

pub(in crate::terraform) use spans::record_value;
pub(in crate::terraform) use template::{
    is_plain, split_sign, write_heredoc, write_quoted_literal, write_template,
};
pub(in crate::terraform) use value::{line, value_text, write_assignments, write_value};

use value::{is_long, write_separated, write_stacked};

/// Where an expression is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::terraform) enum Layout {
    /// On one line, inside a string of Terraform's JSON syntax.
    Line,
    /// On one line of the native syntax, spaced as `terraform fmt` does it.
    Inline,
    /// Over several lines, at this depth: in a file of its own.
    Lines(usize),
}

impl Layout {
    /// For what has to stay on one line.
    fn flat(self) -> Self {
        match self {
            Self::Line => Self::Line,
            Self::Inline | Self::Lines(_) => Self::Inline,
        }
    }

    /// What follows a word. `terraform fmt` takes `if` and `in` for names of functions where a parenthesis
    /// follows, and a sign behind a word for a subtraction.
    fn after(self, word: &str, text: &str) -> String {
        match text.chars().next() {
            _ if self == Self::Line => format!("{word} {text}"),
            Some('-') => format!("{word} - {}", text.trim_start_matches('-')),
            Some('(') if word != "=>" => format!("{word}{text}"),
            Some('[') if word.ends_with("if") => format!("{word}{text}"),
            _ => format!("{word} {text}"),
        }
    }

    /// The white space inside of braces.
    fn braces(self) -> (&'static str, &'static str) {
        match self {
            Self::Line => ("{", "}"),
            Self::Inline | Self::Lines(_) => ("{ ", " }"),
        }
    }
}

/// How tightly prefix operators bind, and what can be followed by a step.
const PREFIX: u8 = 7;
const STEP: u8 = 8;

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_expression(f, self, Layout::Line)
    }
}

fn write_expression(f: &mut dyn Write, expression: &Expression, layout: Layout) -> fmt::Result {
    match expression {
        Expression::Reference(reference) => write!(f, "{reference}"),
        Expression::Symbol(name) => f.write_str(name),
        Expression::Value(value) => write_value(f, value, layout),
        Expression::Call(function, arguments) => write_call(f, function, arguments, "", layout),
        Expression::Spread(function, arguments) => write_call(f, function, arguments, "...", layout),
        Expression::Attribute(inner, name) => {
            write_inner(f, inner, STEP, layout)?;
            write!(f, ".{name}")
        }
        Expression::Index(inner, index) => {
            write_inner(f, inner, STEP, layout)?;
            // `terraform fmt` drops a bare `true` or `false` here.
            let is_bare = layout != Layout::Line && matches!(**index, Value::Bool(_) | Value::Null);
            f.write_str(if is_bare { "[(" } else { "[" })?;
            write_value(f, index, layout.flat())?;
            f.write_str(if is_bare { ")]" } else { "]" })
        }
        Expression::Splat(inner, path) => {
            write_inner(f, inner, STEP, layout)?;
            f.write_str("[*]")?;
            if path.is_empty() || path.starts_with('[') { f.write_str(path) } else { write!(f, ".{path}") }
        }
        Expression::Prefix(sign, value) => {
            f.write_char(sign.sign())?;
            write_operand(f, value, STEP, layout.flat())
        }
        Expression::Binary(left, operator, right) => write_binary(f, left, *operator, right, layout.flat()),
        Expression::Conditional(values) => write_conditional(f, values, layout.flat()),
        Expression::For(each) => write_for(f, each, layout),
        Expression::Evaluated(evaluated) => write_value(f, &evaluated.of, layout),
        Expression::Invalid(invalid) => f.write_str(&invalid.text),
    }
}

/// A single argument may open over several lines behind the parenthesis; of several, each then has lines
/// of its own, since `terraform fmt` indents by the brackets that a line leaves open.
fn write_call(f: &mut dyn Write, name: &str, arguments: &[Value], end: &str, layout: Layout) -> fmt::Result {
    write!(f, "{name}(")?;
    match (layout, arguments) {
        (Layout::Lines(depth), [_, _, ..]) if is_long(arguments, depth) => {
            let end = if end.is_empty() { "," } else { end };
            write_stacked(f, arguments, end, depth)?;
            f.write_char(')')
        }
        _ => {
            write_separated(f, arguments, layout)?;
            write!(f, "{end})")
        }
    }
}

fn write_binary(
    f: &mut dyn Write,
    left: &Value,
    operator: Operator,
    right: &Value,
    layout: Layout,
) -> fmt::Result {
    write_operand(f, left, operator.level(), layout)?;
    write!(f, " {operator} ")?;
    write_operand(f, right, operator.level() + 1, layout)
}

fn write_conditional(f: &mut dyn Write, values: &[Value; 3], layout: Layout) -> fmt::Result {
    let [condition, then, otherwise] = values;
    write_operand(f, condition, 1, layout)?;
    f.write_str(" ? ")?;
    write_operand(f, then, 1, layout)?;
    f.write_str(" : ")?;
    write_operand(f, otherwise, 0, layout)
}

fn write_for(f: &mut dyn Write, each: &For, layout: Layout) -> fmt::Result {
    let Some((key, body)) = &each.body else { return Ok(()) };
    let (open, close) = if key.is_some() { layout.braces() } else { ("[", "]") };
    write!(f, "{open}for ")?;
    if let Some(index) = &each.key {
        write!(f, "{index}, ")?;
    }
    write!(f, "{} ", each.value)?;
    write_after(f, "in", &each.collection, layout.flat())?;
    f.write_str(" : ")?;
    match key {
        Some(key) => {
            write_value(f, key, layout.flat())?;
            f.write_char(' ')?;
            write_after(f, "=>", body, layout)?;
        }
        None => write_value(f, body, layout)?,
    }
    f.write_str(if each.group { "..." } else { "" })?;
    if let Some(condition) = &each.condition {
        f.write_char(' ')?;
        write_after(f, "if", condition, layout.flat())?;
    }
    f.write_str(close)
}

/// A value after a word.
fn write_after(f: &mut dyn Write, word: &str, value: &Value, layout: Layout) -> fmt::Result {
    let mut text = String::new();
    write_value(&mut text, value, layout)?;
    f.write_str(&layout.after(word, &text))
}

/// In parentheses where it binds less tightly than its place.
fn write_operand(f: &mut dyn Write, value: &Value, level: u8, layout: Layout) -> fmt::Result {
    match value {
        Value::Expression(expression) => write_inner(f, expression, level, layout),
        Value::Integer(..0) if level >= STEP => {
            f.write_char('(')?;
            write_value(f, value, layout)?;
            f.write_char(')')
        }
        value => write_value(f, value, layout),
    }
}

fn write_inner(f: &mut dyn Write, expression: &Expression, level: u8, layout: Layout) -> fmt::Result {
    if level_of(expression) >= level {
        return write_expression(f, expression, layout);
    }
    f.write_char('(')?;
    write_expression(f, expression, layout)?;
    f.write_char(')')
}

fn level_of(expression: &Expression) -> u8 {
    match expression {
        Expression::Conditional(_) | Expression::Invalid(_) => 0,
        Expression::Binary(_, operator, _) => operator.level(),
        // A step after a splat would be taken in every element.
        Expression::Prefix(..) | Expression::Splat(..) => PREFIX,
        Expression::Reference(reference) if reference.path.contains("[*]") => PREFIX,
        Expression::Evaluated(evaluated) => match &evaluated.of {
            Value::Expression(of) => level_of(of),
            _ => STEP,
        },
        _ => STEP,
    }
}
