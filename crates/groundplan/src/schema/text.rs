//! The compact form of providers' schemas: a line for each thing, a level deeper for what is in it.
//!
//! ```text
//! schema 1 registry.terraform.io/hashicorp/aws 6.66.0
//! provider
//!  region ?
//! resource aws_sqs_queue
//!  arn =
//!  delay_seconds ? number
//!  timeouts [single] 0..1
//!   create ?
//! data aws_sqs_queue ^ use another
//! ```
//!
//! An attribute is a name and `!` required, `?` optional, `~` optional and computed, or `=` computed, with
//! `*` when it is sensitive and `w` when it is write-only, then its type unless that is `string`. A block is a
//! name and its nesting in brackets, then how often it may occur. An attribute with a nesting has a body like
//! a block. `@aws_lb_listener.action` in place of a body refers to an identical body on an earlier line. `^` marks
//! deprecations, with the provider's message to the end of the line. `+` after a name, or before that of a type, is what a version
//! lacks and a newer one has (`schema/since.txt`).

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::block::{Attribute, BlockSchema, NestedBlock, Nesting};
use super::provider::Kind;
use super::{Schema, Type};

/// How the first line of each provider begins: the version of this form.
pub(super) const HEAD: &str = "schema 1";

/// What could not be read: where in the text, and what was expected.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unreadable {
    pub(super) at: usize,
    pub(super) wants: &'static str,
}

type Decoded<T> = Result<T, Unreadable>;

/// Decodes the body whose lines are in a range, each at least so deep.
pub(super) fn body(schema: &Schema, range: Range<usize>, depth: usize) -> Decoded<BlockSchema> {
    let lines = Lines { text: &schema.text, at: range.start, end: range.start };
    Decoder { schema, lines, shared: BTreeMap::new() }.whole(range, depth)
}

/// Decodes the lines of a type.
struct Decoder<'a> {
    schema: &'a Schema,
    lines: Lines<'a>,
    /// The bodies that lines refer to, by their places, with where they end: one that is named a hundred times is decoded
    /// once.
    shared: BTreeMap<&'a str, (usize, Arc<BlockSchema>)>,
}

/// A line without its indent.
#[derive(Clone, Copy)]
struct Line<'a> {
    at: usize,
    depth: usize,
    text: &'a str,
    /// Where the next line begins.
    next: usize,
}

struct Lines<'a> {
    text: &'a str,
    at: usize,
    end: usize,
}

impl<'a> Lines<'a> {
    fn peek(&self) -> Option<Line<'a>> {
        let rest = self.text.get(self.at..self.end).filter(|rest| !rest.is_empty())?;
        let length = rest.find('\n').unwrap_or(rest.len());
        let text = rest.get(..length)?.trim_start_matches(' ');
        Some(Line { at: self.at, depth: length - text.len(), text, next: self.at + length + 1 })
    }

    fn next_at(&mut self, depth: usize) -> Option<Line<'a>> {
        let line = self.peek().filter(|line| line.depth == depth)?;
        self.at = line.next.min(self.end);
        Some(line)
    }
}

impl<'a> Decoder<'a> {
    /// The body whose lines are in a range.
    fn whole(&mut self, range: Range<usize>, depth: usize) -> Decoded<BlockSchema> {
        let lines = Lines { text: &self.schema.text, at: range.start, end: range.end };
        let outer = std::mem::replace(&mut self.lines, lines);
        let body = self.body(depth)?;
        match std::mem::replace(&mut self.lines, outer).peek() {
            None => Ok(body),
            Some(line) => Err(Unreadable {
                at: line.at,
                wants: "a line that is at most one level deeper than the one before",
            }),
        }
    }

    fn body(&mut self, depth: usize) -> Decoded<BlockSchema> {
        let mut body = BlockSchema::default();
        while let Some(line) = self.lines.next_at(depth) {
            let (text, deprecated) = split_note(line.text);
            let mut words = text.split(' ');
            let (name, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
            let entry = Entry { line, words: words.collect(), deprecated };
            match nesting(second) {
                Some(nesting) => {
                    body.blocks.insert(name.to_owned(), self.block(nesting, entry)?);
                }
                None => {
                    body.attributes.insert(name.to_owned(), self.attribute(second, entry)?);
                }
            }
        }
        Ok(body)
    }

    fn block(&mut self, nesting: Nesting, entry: Entry<'a>) -> Decoded<NestedBlock> {
        let (range, words) = match entry.words.split_first() {
            Some((first, rest)) if first.contains("..") => (Some(*first), rest),
            _ => (None, entry.words.as_slice()),
        };
        let bounds = range.map_or(Some((0, None)), bounds);
        let (min, max) = bounds.ok_or(entry.wants("a number of blocks such as `0..1`"))?;
        let mut block = self.nested(words, &entry)?;
        if let Some(message) = entry.deprecated {
            Arc::make_mut(&mut block).deprecated = Some(message.to_owned());
        }
        Ok(NestedBlock { nesting, min, max, block })
    }

    fn attribute(&mut self, mode: &str, entry: Entry<'a>) -> Decoded<Attribute> {
        let mut attribute =
            read_mode(mode).ok_or(entry.wants("a name, then `!`, `?`, `~`, `=`, `+` or a nesting"))?;
        attribute.deprecated = entry.deprecated.map(str::to_owned);
        match entry.words.split_first() {
            None => {}
            Some((first, rest)) if let Some(nesting) = nesting(first) => {
                let block = self.nested(rest, &entry)?;
                let nested = NestedBlock { nesting, min: 0, max: None, block };
                attribute.ty = nested.ty();
                attribute.nested = Some(nested);
            }
            Some((first, [])) => attribute.ty = Type::parse(first).ok_or(entry.wants("a type"))?,
            Some(_) => return Err(entry.wants("one type")),
        }
        Ok(attribute)
    }

    /// The lines below, or those of the place that is named.
    fn nested(&mut self, words: &[&'a str], entry: &Entry<'a>) -> Decoded<Arc<BlockSchema>> {
        match words {
            [] => self.body(entry.line.depth + 1).map(Arc::new),
            [word] => {
                let place = word.strip_prefix('@').ok_or(entry.wants(EARLIER))?;
                self.shared(place, entry)
            }
            _ => Err(entry.wants("nothing more on this line")),
        }
    }

    /// The body at the place that a line names.
    fn shared(&mut self, place: &'a str, entry: &Entry<'a>) -> Decoded<Arc<BlockSchema>> {
        let before = entry.line.at;
        if let Some((_, known)) = self.shared.get(place).filter(|(end, _)| *end <= before) {
            return Ok(known.clone());
        }
        let (range, depth) = find(self.schema, place, before).ok_or(entry.wants(EARLIER))?;
        let end = range.end;
        let body = Arc::new(self.whole(range, depth)?);
        self.shared.insert(place, (end, body.clone()));
        Ok(body)
    }
}

/// What a line that names a place wants.
const EARLIER: &str = "a body on an earlier line";

struct Entry<'a> {
    line: Line<'a>,
    words: Vec<&'a str>,
    deprecated: Option<&'a str>,
}

impl Entry<'_> {
    fn wants(&self, wants: &'static str) -> Unreadable {
        Unreadable { at: self.line.at, wants }
    }
}

/// The lines of the body at a place such as `aws_lb_listener.action`, and their depth. It ends before the
/// line that names it, so that no body can hold itself.
fn find(schema: &Schema, place: &str, before: usize) -> Option<(Range<usize>, usize)> {
    let mut steps = place.split('.');
    let first = steps.next()?;
    let (kind, name) = match Kind::parse(first) {
        Some(kind) => (kind, steps.next()?),
        None => (Kind::Resource, first),
    };
    let mut range = schema.find(kind, name)?.body.clone();
    let mut depth = 1;
    for step in steps {
        range = below(&schema.text, range, depth, step)?;
        depth += 1;
    }
    (range.end <= before).then_some((range, depth))
}

/// The lines below the one of a name.
fn below(text: &str, range: Range<usize>, depth: usize, name: &str) -> Option<Range<usize>> {
    let mut lines = Lines { text, at: range.start, end: range.end };
    let is_named = |line: &Line<'_>| line.depth == depth && line.text.split(' ').next() == Some(name);
    let named = std::iter::from_fn(|| lines.skip()).find(is_named)?;
    let start = named.next.min(range.end);
    let mut lines = Lines { text, at: start, end: range.end };
    let end = std::iter::from_fn(|| lines.skip()).find(|line| line.depth <= depth);
    Some(start..end.map_or(range.end, |line| line.at))
}

impl<'a> Lines<'a> {
    fn skip(&mut self) -> Option<Line<'a>> {
        let line = self.peek()?;
        self.at = line.next.min(self.end);
        Some(line)
    }
}

/// The text before the mark of deprecation, and the message after it.
pub(super) fn split_note(text: &str) -> (&str, Option<&str>) {
    // Nearly no line has the character, which is faster to look for than a text of two.
    if !text.contains('^') {
        return (text, None);
    }
    match text.split_once(" ^") {
        Some((head, message)) => (head, Some(message.trim_start())),
        None => (text, None),
    }
}

fn nesting(word: &str) -> Option<Nesting> {
    Nesting::parse(word.strip_prefix('[')?.strip_suffix(']')?)
}

fn bounds(word: &str) -> Option<(u64, Option<u64>)> {
    let (min, max) = word.split_once("..")?;
    let max = if max.is_empty() { None } else { Some(max.parse().ok()?) };
    Some((min.parse().ok()?, max))
}

fn read_mode(mode: &str) -> Option<Attribute> {
    let rest = mode.get(1..)?;
    let (sensitive, rest) = rest.strip_prefix('*').map_or((false, rest), |rest| (true, rest));
    let (required, optional, computed) = match mode.get(..1)? {
        "!" => (true, false, false),
        "?" => (false, true, false),
        "~" => (false, true, true),
        "=" => (false, false, true),
        "+" => (false, false, false),
        _ => return None,
    };
    let write_only = rest == "w";
    (write_only || rest.is_empty()).then_some(Attribute {
        required,
        optional,
        computed,
        sensitive,
        write_only,
        deprecated: None,
        ty: Type::String,
        nested: None,
    })
}
