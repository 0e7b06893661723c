use std::borrow::Cow;

use super::comment;
use super::heredoc::heredoc;
use super::inline::Inlined;
use super::label::{Header, blocks};
use crate::decision::Origins;
use crate::terraform::expression::{line, record_value, value_text, write_assignments};
use crate::terraform::span::{Recorder, breaks, last_line};
use crate::terraform::{Block, Content, Expression, Key, Literal, Section, Value};

/// The position of a body, which decides what its names mean.
#[derive(Clone, Debug)]
pub(super) enum Place<'a> {
    /// In a top-level block.
    Top(Section, &'a Inlined<'a>),
    /// In `backend` or `cloud`.
    Storage,
    /// Anywhere else.
    Inner,
}

/// An entry of a body.
enum Entry<'a> {
    Argument(Row<'a>),
    Block(Header<'a>, &'a Origins, &'a Block, Place<'a>),
    /// A nested block of literals, such as `required_providers`.
    Literals(&'a Key, Vec<(String, String)>),
    Comment(String),
}

/// An argument, and how it is written.
struct Row<'a> {
    name: &'a Key,
    /// What it follows from, beside what its name knows.
    origins: Origins,
    value: Cow<'a, Value>,
    text: String,
}

/// Writes a body after its opening brace, and the brace that closes it.
pub(super) fn write(
    out: &mut String,
    block: &Block,
    depth: usize,
    place: &Place<'_>,
    recorder: &mut Recorder,
) {
    let entries: Vec<Entry<'_>> =
        block.entries().flat_map(|(name, content)| entries(name, content, depth + 1, place)).collect();
    let is_row = |entry: &Entry<'_>| matches!(entry, Entry::Argument(..) | Entry::Comment(_));
    let mut is_first = true;
    for run in entries.chunk_by(|a, b| is_row(a) && is_row(b)) {
        out.push_str(if is_first { "" } else { "\n" });
        match run {
            [Entry::Block(header, origins, body, place)] => {
                let _ = line(out, depth + 1);
                let open = recorder.open(&header.path(), origins, || last_line(out));
                out.push_str(&header.to_string());
                write(out, body, depth + 1, place, recorder);
                recorder.close(open, || last_line(out));
            }
            [Entry::Literals(name, rows)] => literals(out, name, rows, depth + 1, recorder),
            rows => arguments(out, rows, depth + 1, recorder),
        }
        is_first = false;
    }
    close(out, is_first, depth);
}

fn close(out: &mut String, is_empty: bool, depth: usize) {
    if !is_empty {
        // Writing to a string cannot fail.
        let _ = line(out, depth);
    }
    out.push('}');
}

fn literals(out: &mut String, name: &Key, rows: &[(String, String)], depth: usize, recorder: &mut Recorder) {
    let _ = line(out, depth);
    let open = recorder.named(name, || last_line(out));
    out.push_str(&format!("{name} {{"));
    let _ = write_assignments(out, rows, depth + 1);
    close(out, rows.is_empty(), depth);
    recorder.close(open, || last_line(out));
}

/// Arguments with the comments between them.
fn arguments(out: &mut String, entries: &[Entry<'_>], depth: usize, recorder: &mut Recorder) {
    for run in entries.chunk_by(|a, b| matches!((a, b), (Entry::Argument(..), Entry::Argument(..)))) {
        if let [Entry::Comment(text)] = run {
            out.push('\n');
            out.push_str(comment::lines(text, depth).trim_end());
            continue;
        }
        let row = |entry: &Entry<'_>| match entry {
            Entry::Argument(row) => Some((row.name.to_string(), row.text.clone())),
            _ => None,
        };
        let rows: Vec<(String, String)> = run.iter().filter_map(row).collect();
        if recorder.is_on() {
            record_arguments(run, last_line(out), depth, recorder);
        }
        let _ = write_assignments(out, &rows, depth);
    }
}

/// Records the arguments below a line.
fn record_arguments(run: &[Entry<'_>], line: usize, depth: usize, recorder: &mut Recorder) {
    let mut at = line;
    for entry in run {
        let Entry::Argument(row) = entry else { continue };
        at += 1;
        let open = recorder.open(row.name, &row.name.origins().and(&row.origins), || at);
        record_value(recorder, &row.value, depth, at);
        at += breaks(&row.text);
        recorder.close(open, || at);
    }
}

fn entries<'a>(name: &'a Key, content: &'a Content, depth: usize, place: &Place<'a>) -> Vec<Entry<'a>> {
    match (content, name.as_str()) {
        (Content::Literal(Literal::Text(text)), "//") => vec![Entry::Comment(text.clone())],
        (Content::Literal(Literal::Object(entries)), _) if is_literal_block(name, place) => {
            let row =
                |(key, literal): &(String, Literal)| (key.clone(), value_text(&value(literal), depth + 1));
            vec![Entry::Literals(name, entries.iter().map(row).collect())]
        }
        (Content::Block(_) | Content::Blocks(_), _) => {
            let inner = match (place, name.as_str()) {
                (Place::Top(Section::Terraform, _), "backend" | "cloud") => Place::Storage,
                _ => Place::Inner,
            };
            let labels = labels(name, place);
            let found = blocks(content).into_iter().flat_map(|body| Header::nested(name, body, labels));
            found.map(|(header, body)| Entry::Block(header, name.origins(), body, inner.clone())).collect()
        }
        (Content::Literal(Literal::Text(words)), "type")
            if matches!(place, Place::Top(Section::Variable, _)) =>
        {
            let (value, text) = (Cow::Owned(Value::Null), words.clone());
            vec![Entry::Argument(Row { name, origins: Origins::NONE, value, text })]
        }
        _ => value_of(content).map(|value| argument(name, value, depth, place)).into_iter().collect(),
    }
}

fn argument<'a>(name: &'a Key, value: Cow<'a, Value>, depth: usize, place: &Place<'_>) -> Entry<'a> {
    let encoded = match place {
        Place::Top(_, inlined) => inlined.put_into(&value),
        _ => None,
    };
    let (value, origins) = match encoded {
        Some((encoded, origins)) => (Cow::Owned(encoded), origins),
        None => (value, Origins::NONE),
    };
    let text = match &*value {
        Value::Text(text) => heredoc(text, depth),
        _ => None,
    };
    let text = text.unwrap_or_else(|| value_text(&value, depth));
    Entry::Argument(Row { name, origins, value, text })
}

/// Objects of literals that are blocks in the native syntax.
fn is_literal_block(name: &Key, place: &Place<'_>) -> bool {
    match place {
        Place::Top(Section::Terraform, _) => name == "required_providers",
        Place::Storage => name == "workspaces",
        _ => false,
    }
}

/// How many labels a nested block has.
fn labels(name: &Key, place: &Place<'_>) -> usize {
    match (place, name.as_str()) {
        (Place::Top(Section::Terraform, _), "backend" | "provider_meta") => 1,
        (Place::Top(Section::Resource, _), "provisioner") => 1,
        (Place::Top(Section::Check, _), "data") => 2,
        (_, "dynamic") => 1,
        _ => 0,
    }
}

/// A content as a value; `None` for blocks.
pub(super) fn value_of(content: &Content) -> Option<Cow<'_, Value>> {
    match content {
        Content::Value(value) => Some(Cow::Borrowed(value)),
        Content::Literal(literal) => Some(Cow::Owned(value(literal))),
        Content::Addresses(addresses) => {
            Some(Cow::Owned(words(addresses.iter().map(|address| address.to_string().into()))))
        }
        Content::Names(names) => Some(Cow::Owned(words(names.iter().cloned()))),
        Content::Block(_) | Content::Blocks(_) => None,
    }
}

fn words(words: impl Iterator<Item = Key>) -> Value {
    Value::List(words.map(|word| Value::Expression(Expression::Symbol(word))).collect())
}

/// A literal as the value that means the same where Terraform evaluates templates.
fn value(literal: &Literal) -> Value {
    match literal {
        Literal::Null => Value::Null,
        Literal::Bool(value) => Value::Bool(*value),
        Literal::Integer(value) => Value::Integer(*value),
        Literal::Decimal(digits) => Value::Decimal(digits.clone()),
        Literal::Bare(words) => Value::Expression(Expression::Symbol(words.clone())),
        Literal::Text(text) => Value::Text(text.clone().into()),
        Literal::List(values) => Value::List(values.iter().map(value).collect()),
        Literal::Object(entries) => {
            Value::Object(entries.iter().map(|(key, literal)| (key.clone().into(), value(literal))).collect())
        }
    }
}
