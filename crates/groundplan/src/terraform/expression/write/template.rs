use std::fmt::{self, Write};

use super::Layout;
use super::write_expression;
use crate::terraform::identifier::is_identifier;
use crate::terraform::{Directive, Expression, Key, Part, Text};

/// How literal characters are written.
type Literals = fn(&mut dyn Write, &str) -> fmt::Result;

pub(super) fn write_string(f: &mut dyn Write, text: &Text, layout: Layout) -> fmt::Result {
    f.write_char('"')?;
    write_parts(f, text, write_quoted_literal, layout.flat())?;
    f.write_char('"')
}

/// A template that is the content of a string in JSON. Nothing but `${` and `%{` is special there.
pub(in crate::terraform) fn write_template(f: &mut dyn Write, text: &Text) -> fmt::Result {
    write_parts(f, text, write_plain_literal, Layout::Line)
}

/// A template that is the content of a heredoc. Nothing but `${` and `%{` is special there either.
pub(in crate::terraform) fn write_heredoc(f: &mut dyn Write, text: &Text) -> fmt::Result {
    write_parts(f, text, write_plain_literal, Layout::Inline)
}

/// The name of an entry of an object.
pub(super) fn object_key(key: &Key) -> String {
    if is_identifier(key) && !["null", "true", "false", "for"].contains(&key.as_str()) {
        return key.to_string();
    }
    let mut quoted = String::new();
    // Writing to a string cannot fail.
    let _ = write_quoted_literal(&mut quoted, key);
    let mut text = String::from('"');
    for character in quoted.chars() {
        let _ = match character {
            plain if is_plain(plain) => text.write_char(plain),
            other => write!(text, "\\U{:08x}", u32::from(other)),
        };
    }
    text + "\""
}

/// Whether a character is one column of its own whatever its neighbours are. Names are aligned by columns,
/// and counting those of other scripts would take tables of Unicode.
pub(in crate::terraform) fn is_plain(character: char) -> bool {
    matches!(character,
        ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' // Latin
        | '\u{370}'..='\u{482}' // Greek, Cyrillic
        | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' // Kana
        | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}') // Han, Hangul
}

fn write_parts(f: &mut dyn Write, text: &Text, literals: Literals, layout: Layout) -> fmt::Result {
    let parts = text.parts();
    let following = parts.iter().skip(1).map(Some).chain([None]);
    parts.iter().zip(following).try_for_each(|(part, next)| match part {
        Part::Literal(literal) => {
            let (literal, signs) = split_sign(literal, next);
            literals(f, literal)?;
            if signs.is_empty() { Ok(()) } else { write!(f, "${{\"{signs}\"}}") }
        }
        Part::Expression(expression) => write_interpolation(f, expression, layout),
        Part::Directive(directive) => write_directive(f, directive, literals, layout),
    })
}

/// `${…}`: braces inside are set apart by a space, like `terraform fmt` does.
fn write_interpolation(f: &mut dyn Write, expression: &Expression, layout: Layout) -> fmt::Result {
    let text = text_of(expression, layout)?;
    let is_apart = |side: bool| if side && layout != Layout::Line { " " } else { "" };
    let (start, end) = (is_apart(text.starts_with('{')), is_apart(text.ends_with('}')));
    write!(f, "${{{start}{text}{end}}}")
}

fn text_of(expression: &Expression, layout: Layout) -> Result<String, fmt::Error> {
    let mut text = String::new();
    write_expression(&mut text, expression, layout)?;
    Ok(text)
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
fn write_directive(
    f: &mut dyn Write,
    directive: &Directive,
    literals: Literals,
    layout: Layout,
) -> fmt::Result {
    let space = if layout == Layout::Line { " " } else { "" };
    match directive {
        Directive::If { condition, then, otherwise } => {
            let condition = layout.after("if", &text_of(condition, layout)?);
            write!(f, "%{{{space}{condition}{space}}}")?;
            write_parts(f, then, literals, layout)?;
            if let Some(otherwise) = otherwise {
                write!(f, "%{{{space}else{space}}}")?;
                write_parts(f, otherwise, literals, layout)?;
            }
            write!(f, "%{{{space}endif{space}}}")
        }
        Directive::For { key, value, collection, body } => {
            let key = key.as_ref().map(|key| format!("{key}, ")).unwrap_or_default();
            let collection = layout.after("in", &text_of(collection, layout)?);
            write!(f, "%{{{space}for {key}{value} {collection}{space}}}")?;
            write_parts(f, body, literals, layout)?;
            write!(f, "%{{{space}endfor{space}}}")
        }
    }
}

/// Doubles the sign of `${` and `%{`, which would start a template. A lone `$` or `%` stays: Terraform
/// does not unescape it.
fn write_plain_literal(f: &mut dyn Write, literal: &str) -> fmt::Result {
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
pub(in crate::terraform) fn write_quoted_literal(f: &mut dyn Write, literal: &str) -> fmt::Result {
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
