use std::fmt::{self, Write};

use super::{Layout, template, write_expression};
use crate::terraform::{Key, Part, Value};

/// How wide a list may be on one line.
const WIDEST_LIST: usize = 80;

/// A value as an expression.
pub(in crate::terraform) fn write_value(f: &mut dyn Write, value: &Value, layout: Layout) -> fmt::Result {
    match value {
        Value::Null => f.write_str("null"),
        Value::Bool(value) => write!(f, "{value}"),
        Value::Integer(value) => write!(f, "{value}"),
        Value::Decimal(value) => f.write_str(value),
        Value::Text(text) => match text.parts() {
            // `terraform fmt` takes quotes off where nothing but an expression is in them.
            [Part::Expression(only)] if layout != Layout::Line => write_expression(f, only, layout),
            _ => template::write_string(f, text, layout),
        },
        Value::Expression(value) => write_expression(f, value, layout),
        Value::List(values) => write_list(f, values, layout),
        Value::Object(entries) => write_object(f, entries, layout),
    }
}

/// A value as text of a file, its further lines below a depth.
pub(in crate::terraform) fn value_text(value: &Value, depth: usize) -> String {
    text_of(value, Layout::Lines(depth))
}

fn text_of(value: &Value, layout: Layout) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = write_value(&mut text, value, layout);
    text
}

/// A new line at a depth.
pub(in crate::terraform) fn line(f: &mut dyn Write, depth: usize) -> fmt::Result {
    write!(f, "\n{:width$}", "", width = depth * 2)
}

pub(super) fn write_separated(f: &mut dyn Write, values: &[Value], layout: Layout) -> fmt::Result {
    values.iter().enumerate().try_for_each(|(index, value)| {
        if index > 0 {
            f.write_str(", ")?;
        }
        write_value(f, value, layout)
    })
}

/// Whether one of the values takes several lines.
pub(super) fn is_long(values: &[Value], depth: usize) -> bool {
    values.iter().any(|value| value_text(value, depth + 1).contains('\n'))
}

/// Each value on lines of its own, and then a new line.
pub(super) fn write_stacked(f: &mut dyn Write, values: &[Value], end: &str, depth: usize) -> fmt::Result {
    for (index, value) in values.iter().enumerate() {
        line(f, depth + 1)?;
        write_value(f, value, Layout::Lines(depth + 1))?;
        f.write_str(if index + 1 == values.len() { end } else { "," })?;
    }
    line(f, depth)
}

fn write_list(f: &mut dyn Write, values: &[Value], layout: Layout) -> fmt::Result {
    f.write_char('[')?;
    match layout {
        Layout::Lines(depth) if is_stacked(values, depth) => write_stacked(f, values, ",", depth)?,
        _ => write_separated(f, values, layout.flat())?,
    }
    f.write_char(']')
}

/// Whether each element of a list has lines of its own.
pub(super) fn is_stacked(values: &[Value], depth: usize) -> bool {
    is_long(values, depth) || width(values) > WIDEST_LIST
}

fn width(values: &[Value]) -> usize {
    values.iter().map(|value| text_of(value, Layout::Inline).chars().count() + 2).sum()
}

fn write_object(f: &mut dyn Write, entries: &[(Key, Value)], layout: Layout) -> fmt::Result {
    match layout {
        _ if entries.is_empty() => f.write_str("{}"),
        Layout::Line => write_quoted_entries(f, entries),
        Layout::Inline => write_entries(f, entries),
        Layout::Lines(depth) => {
            let entry =
                |(key, value): &(Key, Value)| (template::object_key(key), value_text(value, depth + 1));
            let entries: Vec<(String, String)> = entries.iter().map(entry).collect();
            f.write_char('{')?;
            write_assignments(f, &entries, depth + 1)?;
            line(f, depth)?;
            f.write_char('}')
        }
    }
}

fn write_quoted_entries(f: &mut dyn Write, entries: &[(Key, Value)]) -> fmt::Result {
    f.write_char('{')?;
    for (index, (key, value)) in entries.iter().enumerate() {
        f.write_str(if index > 0 { ", \"" } else { "\"" })?;
        template::write_quoted_literal(f, key)?;
        f.write_str("\" = ")?;
        write_value(f, value, Layout::Line)?;
    }
    f.write_char('}')
}

fn write_entries(f: &mut dyn Write, entries: &[(Key, Value)]) -> fmt::Result {
    f.write_str("{ ")?;
    for (index, (key, value)) in entries.iter().enumerate() {
        f.write_str(if index > 0 { ", " } else { "" })?;
        write!(f, "{} = ", template::object_key(key))?;
        write_value(f, value, Layout::Inline)?;
    }
    f.write_str(" }")
}

/// Names and values on lines of their own, the signs of neighbours below each other. A value of several
/// lines has no neighbours; a heredoc has, since `terraform fmt` looks at the line that begins it.
pub(in crate::terraform) fn write_assignments(
    f: &mut dyn Write,
    rows: &[(String, String)],
    depth: usize,
) -> fmt::Result {
    let is_short = |value: &str| !value.contains('\n') || value.starts_with("<<");
    for run in rows.chunk_by(|(_, a), (_, b)| is_short(a) && is_short(b)) {
        let widest = run.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default();
        for (name, value) in run {
            line(f, depth)?;
            write!(f, "{name:widest$} = {value}")?;
        }
    }
    Ok(())
}
