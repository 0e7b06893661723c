//! Writes expressions in Terraform's native syntax: on one line, or over several where there is room.

use std::fmt::{self, Write};

use super::{Expression, For, Operator};
use crate::terraform::identifier::is_identifier;
use crate::terraform::{Directive, Key, Part, Text, Value};

/// Where an expression is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::terraform) enum Layout {
    /// On one line: inside a string.
    Line,
    /// Over several lines, at this depth: in a file of its own.
    Lines(usize),
}

impl Layout {
    fn deeper(self) -> Self {
        match self {
            Self::Line => Self::Line,
            Self::Lines(depth) => Self::Lines(depth + 1),
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
            f.write_char('[')?;
            write_value(f, index, Layout::Line)?;
            f.write_char(']')
        }
        Expression::Splat(inner, path) => {
            write_inner(f, inner, STEP, layout)?;
            f.write_str("[*]")?;
            if path.is_empty() || path.starts_with('[') { f.write_str(path) } else { write!(f, ".{path}") }
        }
        Expression::Prefix(sign, value) => {
            f.write_char(sign.sign())?;
            write_operand(f, value, STEP, layout)
        }
        Expression::Binary(left, operator, right) => write_binary(f, left, *operator, right, layout),
        Expression::Conditional(values) => write_conditional(f, values, layout),
        Expression::For(each) => write_for(f, each, layout),
        Expression::Invalid(invalid) => f.write_str(&invalid.text),
    }
}

fn write_call(f: &mut dyn Write, name: &str, arguments: &[Value], end: &str, layout: Layout) -> fmt::Result {
    write!(f, "{name}(")?;
    write_separated(f, arguments, layout)?;
    write!(f, "{end})")
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
    f.write_str(if key.is_some() { "{for " } else { "[for " })?;
    if let Some(index) = &each.key {
        write!(f, "{index}, ")?;
    }
    write!(f, "{} in ", each.value)?;
    write_value(f, &each.collection, layout)?;
    f.write_str(" : ")?;
    if let Some(key) = key {
        write_value(f, key, layout)?;
        f.write_str(" => ")?;
    }
    write_value(f, body, layout)?;
    f.write_str(if each.group { "..." } else { "" })?;
    if let Some(condition) = &each.condition {
        f.write_str(" if ")?;
        write_value(f, condition, layout)?;
    }
    f.write_char(if key.is_some() { '}' } else { ']' })
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
        _ => STEP,
    }
}

fn write_separated(f: &mut dyn Write, values: &[Value], layout: Layout) -> fmt::Result {
    values.iter().enumerate().try_for_each(|(index, value)| {
        if index > 0 {
            f.write_str(", ")?;
        }
        write_value(f, value, layout)
    })
}

/// A value as an expression.
pub(in crate::terraform) fn write_value(f: &mut dyn Write, value: &Value, layout: Layout) -> fmt::Result {
    match value {
        Value::Null => f.write_str("null"),
        Value::Bool(value) => write!(f, "{value}"),
        Value::Integer(value) => write!(f, "{value}"),
        Value::Decimal(value) => f.write_str(value),
        Value::Text(value) => write_string(f, value),
        Value::Expression(value) => write_expression(f, value, layout),
        Value::List(values) => write_list(f, values, layout),
        Value::Object(entries) => write_object(f, entries, layout),
    }
}

fn write_list(f: &mut dyn Write, values: &[Value], layout: Layout) -> fmt::Result {
    let inner = layout.deeper();
    f.write_char('[')?;
    match inner {
        Layout::Lines(depth) if has_room(values) => {
            for value in values {
                line(f, depth)?;
                write_value(f, value, inner)?;
                f.write_char(',')?;
            }
            line(f, depth.saturating_sub(1))?;
        }
        _ => write_separated(f, values, layout)?,
    }
    f.write_char(']')
}

/// Whether a list reads better with an element a line.
fn has_room(values: &[Value]) -> bool {
    let nested = |value: &Value| matches!(value, Value::Object(_) | Value::List(_));
    values.iter().any(nested) || values.iter().map(width).sum::<usize>() > 80
}

fn width(value: &Value) -> usize {
    let mut text = String::new();
    let _ = write_value(&mut text, value, Layout::Line);
    text.len() + 2
}

fn write_object(f: &mut dyn Write, entries: &[(Key, Value)], layout: Layout) -> fmt::Result {
    match layout.deeper() {
        Layout::Lines(depth) if !entries.is_empty() => write_lines(f, entries, depth),
        _ => write_entries(f, entries),
    }
}

fn write_entries(f: &mut dyn Write, entries: &[(Key, Value)]) -> fmt::Result {
    f.write_char('{')?;
    for (index, (key, value)) in entries.iter().enumerate() {
        f.write_str(if index > 0 { ", \"" } else { "\"" })?;
        write_literal(f, key)?;
        f.write_str("\" = ")?;
        write_value(f, value, Layout::Line)?;
    }
    f.write_char('}')
}

/// One entry a line, the signs of neighbours below each other.
fn write_lines(f: &mut dyn Write, entries: &[(Key, Value)], depth: usize) -> fmt::Result {
    f.write_char('{')?;
    for run in entries.chunk_by(|(_, a), (_, b)| is_short(a) && is_short(b)) {
        let widest = run.iter().map(|(key, _)| object_key(key).chars().count()).max().unwrap_or_default();
        for (key, value) in run {
            line(f, depth)?;
            write!(f, "{:widest$} = ", object_key(key))?;
            write_value(f, value, Layout::Lines(depth))?;
        }
    }
    line(f, depth.saturating_sub(1))?;
    f.write_char('}')
}

/// Whether a value fits on the line of its name.
pub(in crate::terraform) fn is_short(value: &Value) -> bool {
    match value {
        Value::Object(entries) => entries.is_empty(),
        Value::List(values) => !has_room(values),
        Value::Expression(expression) => {
            let mut long = false;
            expression.visit(&mut |inner| {
                if let Expression::Call(_, arguments) | Expression::Spread(_, arguments) = inner {
                    long |= arguments.iter().any(|argument| !is_short(argument));
                }
            });
            !long
        }
        _ => true,
    }
}

fn object_key(key: &Key) -> String {
    if is_identifier(key) && !["null", "true", "false", "for"].contains(&key.as_str()) {
        return key.to_string();
    }
    let mut text = String::from('"');
    let _ = write_literal(&mut text, key);
    text + "\""
}

pub(in crate::terraform) fn line(f: &mut dyn Write, depth: usize) -> fmt::Result {
    write!(f, "\n{:width$}", "", width = depth * 2)
}

fn write_string(f: &mut dyn Write, text: &Text) -> fmt::Result {
    f.write_char('"')?;
    write_quoted(f, text)?;
    f.write_char('"')
}

/// The inside of a quoted template.
pub(in crate::terraform) fn write_quoted(f: &mut dyn Write, text: &Text) -> fmt::Result {
    write_parts(f, text, write_literal, write_quoted)
}

/// A template that stands by itself: the content of a string in JSON, or of a heredoc. Nothing but
/// `${` and `%{` is special there.
pub(in crate::terraform) fn write_template(f: &mut dyn Write, text: &Text) -> fmt::Result {
    write_parts(f, text, write_plain, write_template)
}

type Writes<T> = fn(&mut dyn Write, &T) -> fmt::Result;

fn write_parts(f: &mut dyn Write, text: &Text, literals: Writes<str>, inner: Writes<Text>) -> fmt::Result {
    let parts = text.parts();
    let following = parts.iter().skip(1).map(Some).chain([None]);
    parts.iter().zip(following).try_for_each(|(part, next)| match part {
        Part::Literal(literal) => {
            let (literal, signs) = split_sign(literal, next);
            literals(f, literal)?;
            if signs.is_empty() { Ok(()) } else { write!(f, "${{\"{signs}\"}}") }
        }
        Part::Expression(expression) => write!(f, "${{{expression}}}"),
        Part::Directive(directive) => write_directive(f, directive, inner),
    })
}

/// Takes the `$`s off the end of a literal before an interpolation, and the `%`s before a directive: with
/// what follows they would be the sign of an escape, so they are written as an interpolation of their own.
pub(in crate::terraform) fn split_sign<'a>(literal: &'a str, next: Option<&Part>) -> (&'a str, &'a str) {
    let sign = match next {
        Some(Part::Expression(_)) => '$',
        Some(Part::Directive(_)) => '%',
        _ => return (literal, ""),
    };
    literal.split_at(literal.trim_end_matches(sign).len())
}

/// `%{ if … }` or `%{ for … }`, with the texts inside written as their place wants.
fn write_directive(f: &mut dyn Write, directive: &Directive, inner: Writes<Text>) -> fmt::Result {
    match directive {
        Directive::If { condition, then, otherwise } => {
            write!(f, "%{{ if {condition} }}")?;
            inner(f, then)?;
            if let Some(otherwise) = otherwise {
                f.write_str("%{ else }")?;
                inner(f, otherwise)?;
            }
            f.write_str("%{ endif }")
        }
        Directive::For { key, value, collection, body } => {
            let key = key.as_ref().map(|key| format!("{key}, ")).unwrap_or_default();
            write!(f, "%{{ for {key}{value} in {collection} }}")?;
            inner(f, body)?;
            f.write_str("%{ endfor }")
        }
    }
}

/// Doubles the sign of `${` and `%{`, which would start a template. A lone `$` or `%` stays: Terraform
/// does not unescape it.
fn write_plain(f: &mut dyn Write, literal: &str) -> fmt::Result {
    let mut rest = literal.chars().peekable();
    while let Some(character) = rest.next() {
        f.write_char(character)?;
        if matches!(character, '$' | '%') && rest.peek() == Some(&'{') {
            f.write_char(character)?;
        }
    }
    Ok(())
}

/// Literal characters inside a quoted template: a newline there is a syntax error, and `${` starts
/// an interpolation.
fn write_literal(f: &mut dyn Write, literal: &str) -> fmt::Result {
    let mut rest = literal.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            '\t' => f.write_str("\\t")?,
            '$' | '%' if rest.peek() == Some(&'{') => {
                f.write_char(character)?;
                f.write_char(character)?;
            }
            control if control.is_control() => write!(f, "\\u{:04x}", control as u32)?,
            other => f.write_char(other)?,
        }
    }
    Ok(())
}
