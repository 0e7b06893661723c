use std::ops::RangeInclusive;

use super::{InstanceAddress, Item, Key, Section};
use crate::decision::Origins;

/// The lines of a rendered file that one block, argument or entry of an object takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The block, as a bill calls it: `aws_vpc.main`, `local.api_container`, `output.url`, `terraform`.
    pub address: InstanceAddress,
    /// The names that lead to it within the block: `health_check.path`; empty for the whole block.
    pub path: String,
    /// Its lines, from 1.
    pub lines: RangeInclusive<usize>,
    /// The decisions that it follows from, beside those of what encloses it.
    pub origins: Origins,
}

/// A rendered file that knows what its lines are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// Its name.
    pub name: String,
    /// Its text.
    pub text: String,
    /// What its lines are, the outer before the inner.
    pub spans: Vec<Span>,
}

impl Rendered {
    /// What encloses a line, from the block inwards; nothing for a line between blocks.
    pub fn at(&self, line: usize) -> impl Iterator<Item = &Span> {
        self.spans.iter().filter(move |span| span.lines.contains(&line))
    }

    /// The decisions that a line follows from.
    #[must_use]
    pub fn origins(&self, line: usize) -> Origins {
        self.at(line).map(|span| &span.origins).collect()
    }

    pub(super) fn into_file(self) -> (String, String) {
        (self.name, self.text)
    }
}

/// How a bill, a comparison and a person call an item.
pub(super) fn address(item: &Item) -> InstanceAddress {
    match (item.section, item.address()) {
        (Section::Provider, _) => format!("provider.{}", item.name).into(),
        (_, Some(address)) => address.to_string().into(),
        (section, None) => section.name().into(),
    }
}

/// Notes the lines of what is written, while it is written; or nothing, where nobody asks.
#[derive(Debug, Default)]
pub(super) struct Recorder {
    is_on: bool,
    spans: Vec<Span>,
    address: InstanceAddress,
    path: String,
    /// The number of lines before the text being written.
    before: usize,
}

/// A span whose end is not written yet: its number, and how long the path was.
pub(super) struct Open(usize, usize);

impl Recorder {
    pub(super) fn new(is_on: bool) -> Self {
        Self { is_on, ..Self::default() }
    }

    pub(super) fn finish(self) -> Vec<Span> {
        self.spans
    }

    /// What is written next comes after this many lines.
    pub(super) fn after(&mut self, lines: usize) {
        self.before = lines;
    }

    /// Begins an item.
    pub(super) fn item(&mut self, item: &Item, line: impl FnOnce() -> usize) -> Option<Open> {
        if self.is_on {
            self.address = address(item);
            self.path.clear();
        }
        self.open("", item.name.origins(), line)
    }

    /// Begins what a name stands for.
    pub(super) fn named(&mut self, name: &Key, line: impl FnOnce() -> usize) -> Option<Open> {
        self.open(name, name.origins(), line)
    }

    pub(super) fn open(
        &mut self,
        name: &str,
        origins: &Origins,
        line: impl FnOnce() -> usize,
    ) -> Option<Open> {
        if !self.is_on {
            return None;
        }
        let length = self.path.len();
        if !self.path.is_empty() && !name.is_empty() {
            self.path.push('.');
        }
        self.path.push_str(name);
        let line = self.before + line();
        let (address, path) = (self.address.clone(), self.path.clone());
        self.spans.push(Span { address, path, lines: line..=line, origins: origins.clone() });
        Some(Open(self.spans.len() - 1, length))
    }

    pub(super) fn close(&mut self, open: Option<Open>, line: impl FnOnce() -> usize) {
        let Some(Open(number, length)) = open else { return };
        self.path.truncate(length);
        if let Some(span) = self.spans.get_mut(number) {
            span.lines = *span.lines.start()..=self.before + line();
        }
    }

    /// Whether anybody asks.
    pub(super) fn is_on(&self) -> bool {
        self.is_on
    }
}

/// The number of the line that a text ends in.
pub(super) fn last_line(text: &str) -> usize {
    1 + breaks(text)
}

/// How many lines a text begins after its first.
pub(super) fn breaks(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::super::{Document, Expression, Value, block, list, object};
    use super::*;
    use crate::decision::{Decided, DecisionId};

    fn document() -> Document {
        let mut document = Document::new();
        let mut file = document.file("main");
        file.comment("Why.");
        let policy = file.local("policy", object! { "Statement": list![object! { "Effect": "Allow" }] });
        let count = Decided::new(1, Origins::TIER);
        let mut file = file.because(&Origins::REGION);
        file.resource(
            "a_b",
            "c",
            block! {
                x      = count,
                y { z = Value::List(vec![object! { "long": "x".repeat(60) }, object! { "long": "y" }]) }
                policy = Expression::call("jsonencode", [policy.whole()]),
            },
        );
        file.local("d", object! { "e": 2 });
        document
    }

    /// Each span with its first line, which has to begin with its last name.
    fn spans(is_native: bool) -> Vec<String> {
        let file = document().render_spans(is_native).remove(0);
        let lines = file.spans.iter().map(|span| {
            let line = file.text.lines().nth(span.lines.start() - 1).unwrap_or_default().trim();
            let name = span.path.rsplit('.').next().unwrap_or_default();
            assert!(name.is_empty() || line.trim_matches('"').starts_with(name), "{span:?}: {line}");
            format!("{} {} {:?}", span.address, span.path, span.lines)
        });
        lines.collect()
    }

    #[test]
    fn names_know_their_lines() {
        let native = [
            "local.d  4..=6",
            "local.d e 5..=5",
            "a_b.c  9..=30",
            "a_b.c x 10..=10",
            "a_b.c y 12..=21",
            "a_b.c y.z 13..=20",
            "a_b.c y.z.long 15..=15",
            "a_b.c y.z.long 18..=18",
            "a_b.c policy 23..=29",
            "a_b.c policy.Statement 24..=28",
            "a_b.c policy.Statement.Effect 26..=26",
        ];
        assert_eq!(spans(true), native, "{}", document().render_spans(true).remove(0).text);
        assert!(
            spans(false).contains(&"local.policy Statement.Effect 7..=7".to_owned()),
            "{:?}",
            spans(false)
        );
    }

    #[test]
    fn a_line_follows_from_what_encloses_it_too() {
        for is_native in [true, false] {
            let file = document().render_spans(is_native).remove(0);
            let x = file.spans.iter().find(|span| (&*span.address, &*span.path) == ("a_b.c", "x")).unwrap();
            let origins = file.origins(*x.lines.start());
            assert_eq!(origins.iter().collect::<Vec<_>>(), [DecisionId::TIER, DecisionId::REGION]);
            assert_eq!(x.origins, Origins::TIER);
        }
    }

    #[test]
    fn text_is_the_same_without() {
        let (document, files) = (document(), |all: Vec<Rendered>| all.into_iter().map(Rendered::into_file));
        assert_eq!(files(document.render_spans(true)).collect::<Vec<_>>(), document.render_hcl());
        assert_eq!(files(document.render_spans(false)).collect::<Vec<_>>(), document.render());
    }
}
