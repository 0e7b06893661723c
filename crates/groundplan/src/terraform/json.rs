//! Writes a [`Document`] in Terraform's JSON syntax: one pass over the data, straight into text.
//!
//! Resources are grouped by type, in the order of types' names and, within a type, in the order
//! added. A block that occurs once is an object, a repeated one a list. One argument a line, since a
//! diagnostic of Terraform quotes the line.

use std::fmt::{self, Write};

use super::escape::{Escaped, push_escaped, push_template_literal};
use super::expression::{split_sign, write_template};
use super::span::{Open, Recorder, Rendered};
use super::{
    Address, Block, Content, Document, Expression, Item, Key, Literal, Part, Reference, Section, Text, Value,
};
use crate::decision::Origins;
use crate::unit::sort_by;

/// The files of a document that are wanted, sorted by name. With spans, they know what their lines are.
pub(super) fn render(
    document: &Document,
    is_wanted: impl Fn(&Key) -> bool,
    with_spans: bool,
) -> Vec<Rendered> {
    let mut items: Vec<&Item> = document.items().iter().filter(|item| is_wanted(&item.file)).collect();
    sort_by(&mut items, |a, b| {
        (&a.file, a.section, &a.resource_type).cmp(&(&b.file, b.section, &b.resource_type))
    });
    items
        .chunk_by(|a, b| a.file == b.file)
        .filter_map(|items| items.first().map(|first| (&first.file, items)))
        .map(|(file, items)| render_file(document, file, items, with_spans))
        .collect()
}

fn render_file(document: &Document, file: &Key, items: &[&Item], with_spans: bool) -> Rendered {
    let (text, recorder) = (String::with_capacity(items.len() * 512), Recorder::new(with_spans));
    let mut out = Writer { text, depth: 0, first: true, line: 1, recorder };
    out.open('{');
    let comments: Vec<&str> = document.comments(file).collect();
    if !comments.is_empty() {
        out.key("//");
        out.comments(&comments);
    }
    for section in items.chunk_by(|a, b| a.section == b.section) {
        out.section(section);
    }
    out.close('}');
    out.text.push('\n');
    Rendered { name: format!("{file}.tf.json"), text: out.text, spans: out.recorder.finish() }
}

struct Writer {
    text: String,
    depth: usize,
    first: bool,
    /// The number of the line that is written.
    line: usize,
    recorder: Recorder,
}

impl Writer {
    fn section(&mut self, items: &[&Item]) {
        let Some(first) = items.first() else { return };
        self.key(first.section.name());
        match first.section {
            Section::Terraform if items.len() == 1 => self.item(first),
            section if section.is_unnamed() => self.list(items, |out, item| out.item(item)),
            section if section.is_typed() => {
                self.open('{');
                for of_type in items.chunk_by(|a, b| a.resource_type == b.resource_type) {
                    self.key(of_type.first().map_or("", |item| &item.resource_type));
                    self.labelled(of_type);
                }
                self.close('}');
            }
            Section::Provider => self.providers(items),
            _ => self.labelled(items),
        }
    }

    /// One configuration of a provider is an object, several are a list.
    fn providers(&mut self, items: &[&Item]) {
        let mut items = items.to_vec();
        sort_by(&mut items, |a, b| a.name.cmp(&b.name));
        self.open('{');
        for of_name in items.chunk_by(|a, b| a.name == b.name) {
            self.key(of_name.first().map_or("", |item| &item.name));
            match of_name {
                [only] => self.item(only),
                several => self.list(several, |out, item| out.item(item)),
            }
        }
        self.close('}');
    }

    fn labelled(&mut self, items: &[&Item]) {
        self.open('{');
        for item in items {
            self.key(&item.name);
            self.item(item);
        }
        self.close('}');
    }

    fn item(&mut self, item: &Item) {
        let line = self.line;
        let open = self.recorder.item(item, || line);
        self.content(&item.content);
        self.end(open);
    }

    /// Begins what a name stands for.
    fn begin(&mut self, name: &Key) -> Option<Open> {
        let line = self.line;
        self.recorder.named(name, || line)
    }

    fn end(&mut self, open: Option<Open>) {
        let line = self.line;
        self.recorder.close(open, || line);
    }

    fn content(&mut self, content: &Content) {
        match content {
            Content::Value(value) => self.value(value),
            Content::Block(block) => self.block(block),
            Content::Blocks(blocks) => self.list(blocks, Self::block),
            Content::Addresses(addresses) => self.list(addresses, Self::address),
            Content::Names(names) => self.list(names, |out, name| out.bare(name)),
            Content::Literal(literal) => self.literal(literal),
        }
    }

    fn block(&mut self, block: &Block) {
        self.open('{');
        for (name, content) in block.entries() {
            self.name(name);
            let open = self.begin(name);
            self.content(content);
            self.end(open);
        }
        self.close('}');
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::Null => self.text.push_str("null"),
            Value::Bool(value) => self.plain(value),
            Value::Integer(value) => self.plain(value),
            Value::Decimal(digits) => self.text.push_str(digits),
            Value::Text(text) => self.template(text),
            Value::Expression(Expression::Evaluated(evaluated)) => self.value(&evaluated.of),
            Value::Expression(expression) => self.expression(expression),
            Value::List(values) => self.list(values, Self::value),
            Value::Object(entries) => self.entries(entries),
        }
    }

    fn entries(&mut self, entries: &[(Key, Value)]) {
        self.open('{');
        for (key, value) in entries {
            self.template_key(key);
            let open = self.begin(key);
            self.value(value);
            self.end(open);
        }
        self.close('}');
    }

    fn literal(&mut self, literal: &Literal) {
        match literal {
            Literal::Null => self.text.push_str("null"),
            Literal::Bool(value) => self.plain(value),
            Literal::Integer(value) => self.plain(value),
            Literal::Decimal(digits) => self.text.push_str(digits),
            Literal::Bare(words) => self.bare(words),
            Literal::Text(text) => self.bare(text),
            Literal::List(values) => self.list(values, Self::literal),
            Literal::Object(entries) => self.literals(entries),
        }
    }

    fn plain(&mut self, value: impl fmt::Display) {
        // Writing to a string cannot fail.
        let _ = write!(self.text, "{value}");
    }

    /// A string that Terraform evaluates as a template.
    fn template(&mut self, text: &Text) {
        self.text.push('"');
        match text.parts() {
            [Part::Literal(literal)] => push_template_literal(&mut self.text, literal),
            parts => parts.iter().enumerate().for_each(|(at, part)| self.part(part, parts.get(at + 1))),
        }
        self.text.push('"');
    }

    fn part(&mut self, part: &Part, next: Option<&Part>) {
        match part {
            Part::Literal(literal) => {
                let (literal, signs) = split_sign(literal, next);
                push_template_literal(&mut self.text, literal);
                if !signs.is_empty() {
                    self.interpolation(&Expression::Value(Box::new(Value::from(signs.to_owned()))));
                }
            }
            Part::Expression(expression) => self.interpolation(expression),
            Part::Directive(_) => {
                // Writing to a string cannot fail.
                let _ = write_template(&mut Escaped(&mut self.text), &part.clone().into());
            }
        }
    }

    fn expression(&mut self, expression: &Expression) {
        self.text.push('"');
        self.interpolation(expression);
        self.text.push('"');
    }

    fn interpolation(&mut self, expression: &Expression) {
        self.text.push_str("${");
        match expression {
            Expression::Reference(reference) => self.reference(reference),
            other => {
                // Writing to a string cannot fail.
                let _ = write!(Escaped(&mut self.text), "{other}");
            }
        }
        self.text.push('}');
    }

    /// Most expressions are references, and most references need no escape.
    fn reference(&mut self, reference: &Reference) {
        reference.address.pieces().into_iter().for_each(|piece| self.text.push_str(piece));
        if !reference.path.is_empty() {
            if !reference.path.starts_with('[') {
                self.text.push('.');
            }
            push_escaped(&mut self.text, &reference.path);
        }
    }

    fn address(&mut self, address: &Address) {
        self.text.push('"');
        address.pieces().into_iter().for_each(|piece| self.text.push_str(piece));
        self.text.push('"');
    }

    /// A string that Terraform takes literally.
    fn bare(&mut self, text: &str) {
        self.text.push('"');
        push_escaped(&mut self.text, text);
        self.text.push('"');
    }

    fn comments(&mut self, lines: &[&str]) {
        match lines {
            [line] => self.bare(line),
            lines => self.list(lines, |out, line| out.bare(line)),
        }
    }

    fn list<T>(&mut self, values: &[T], mut each: impl FnMut(&mut Self, &T)) {
        self.open('[');
        for value in values {
            self.next();
            each(self, value);
        }
        self.close(']');
    }

    fn literals(&mut self, entries: &[(String, Literal)]) {
        self.open('{');
        for (key, literal) in entries {
            self.key(key);
            let line = self.line;
            let open = self.recorder.open(key, &Origins::NONE, || line);
            self.literal(literal);
            self.end(open);
        }
        self.close('}');
    }

    /// A name that the program knows has nothing to escape.
    fn name(&mut self, key: &Key) {
        if key.is_static() {
            self.next();
            self.text.push('"');
            self.text.push_str(key);
            self.text.push_str("\": ");
        } else {
            self.key(key);
        }
    }

    /// A key of an object value, which Terraform evaluates as a template too.
    fn template_key(&mut self, key: &Key) {
        self.next();
        self.text.push('"');
        push_template_literal(&mut self.text, key);
        self.text.push_str("\": ");
    }

    fn key(&mut self, key: &str) {
        self.next();
        self.text.push('"');
        push_escaped(&mut self.text, key);
        self.text.push_str("\": ");
    }

    fn open(&mut self, bracket: char) {
        self.text.push(bracket);
        self.depth += 1;
        self.first = true;
    }

    fn next(&mut self) {
        if !self.first {
            self.text.push(',');
        }
        self.first = false;
        self.line();
    }

    fn close(&mut self, bracket: char) {
        self.depth = self.depth.saturating_sub(1);
        if !self.first {
            self.line();
        }
        self.text.push(bracket);
        self.first = false;
    }

    fn line(&mut self) {
        const INDENT: &str = "                                                                ";
        self.line += 1;
        self.text.push('\n');
        let mut width = self.depth * 2;
        while width > 0 {
            let step = width.min(INDENT.len());
            self.text.push_str(INDENT.get(..step).unwrap_or_default());
            width -= step;
        }
    }
}

#[cfg(test)]
mod tests;
