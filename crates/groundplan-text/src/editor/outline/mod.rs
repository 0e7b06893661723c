//! The positions of values in a text that may be incomplete: found from the text itself, since a parser only reports that
//! the text is wrong. It never fails; where something is missing, the most likely is assumed.

mod block;
mod flow;
mod part;
mod place;
mod scan;

use std::ops::Range;

use groundplan::diagnostic::{Path, Segment};

pub(crate) use part::{Part, Shape};
pub(crate) use place::{Cursor, Place};

use super::Notation;
use scan::Scan;

/// A text and the tree of its parts. The first part is the whole text.
pub(crate) struct Outline<'a> {
    pub(crate) text: &'a str,
    pub(crate) notation: Notation,
    parts: Vec<Part>,
    quiet: Vec<Range<usize>>,
}

impl<'a> Outline<'a> {
    /// Reads a text once from start to end.
    pub(crate) fn of(text: &'a str, notation: Notation) -> Self {
        let mut scan = Scan::new(text, notation);
        match notation {
            Notation::Yaml => scan.block(),
            Notation::Json => scan.json(),
        }
        let Scan { parts, quiet, .. } = scan;
        let mut outline = Self { text, notation, parts, quiet };
        outline.close();
        outline
    }

    /// Ends each part in block style where the last of its children ends.
    fn close(&mut self) {
        // Children come after their parent.
        for at in (0..self.parts.len()).rev() {
            let Some((start, end)) = self.part(at).and_then(|part| self.extent(part)) else { continue };
            if let Some(part) = self.parts.get_mut(at) {
                part.span.end = end;
                if matches!(part.shape, Shape::BlockMap | Shape::BlockList) {
                    part.value = start..end;
                }
            }
        }
    }

    /// Where the value of a part in block style begins, and where all of the part ends.
    fn extent(&self, part: &Part) -> Option<(usize, usize)> {
        let inner = || part.children.iter().filter_map(|child| self.part(*child));
        let start = inner().next().map_or(part.value.start, |first| first.span.start);
        let ends = inner().map(|inner| inner.span.end);
        let end = ends.chain([part.value.end]).fold(part.span.end, usize::max);
        (!part.in_flow).then_some((start, end))
    }

    pub(crate) fn part(&self, at: usize) -> Option<&Part> {
        self.parts.get(at)
    }

    pub(crate) fn slice(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or_default()
    }

    /// The single value of a part, without its quotes.
    pub(crate) fn scalar(&self, at: usize) -> Option<String> {
        let part = self.part(at).filter(|part| part.shape == Shape::Scalar)?;
        Some(super::quote::unquoted(self.slice(part.value.clone()), self.notation))
    }

    /// The child of a part under this step. A single value counts as a list of one.
    pub(crate) fn child(&self, at: usize, step: &Segment) -> Option<usize> {
        let is_list = |part: &Part| matches!(part.shape, Shape::BlockList | Shape::FlowList | Shape::Empty);
        if *step == Segment::Index(0) && !is_list(self.part(at)?) {
            return Some(at);
        }
        let mut children = self.part(at)?.children.iter().copied();
        children.find(|child| self.part(*child).is_some_and(|part| part.step.as_ref() == Some(step)))
    }

    /// The part at a path.
    pub(crate) fn find(&self, path: &[Segment]) -> Option<usize> {
        path.iter().try_fold(0, |at, step| self.child(at, step))
    }

    /// The names of the children of a path, in the order written.
    pub(crate) fn names(&self, path: &[Segment]) -> Vec<String> {
        let children = self.find(path).and_then(|at| self.part(at)).map(|part| part.children.as_slice());
        children.unwrap_or_default().iter().filter_map(|child| self.name(*child)).collect()
    }

    /// The key of an entry.
    pub(crate) fn name(&self, at: usize) -> Option<String> {
        match self.part(at)?.step.clone()? {
            Segment::Key(name) => Some(name),
            Segment::Index(_) => None,
        }
    }

    /// The way from the whole text to a part.
    pub(crate) fn path(&self, at: usize) -> Path {
        let mut steps = Vec::new();
        let mut part = self.part(at);
        while let Some(found) = part {
            steps.extend(found.step.clone());
            part = found.parent.and_then(|parent| self.part(parent));
        }
        steps.into_iter().rev().fold(Path::root(), Path::step)
    }

    /// Where the line begins that a place is in.
    pub(crate) fn line_start(&self, at: usize) -> usize {
        self.slice(0..at).rfind('\n').map_or(0, |feed| feed + 1)
    }

    /// Where the line ends that a place is in, before what ends it.
    pub(crate) fn line_end(&self, at: usize) -> usize {
        let rest = self.slice(at..self.text.len());
        let line = rest.split('\n').next().unwrap_or_default();
        at + line.strip_suffix('\r').unwrap_or(line).len()
    }

    /// What ends the lines of this text.
    pub(crate) fn line_break(&self) -> &'static str {
        if self.text.contains("\r\n") { "\r\n" } else { "\n" }
    }
}

#[cfg(test)]
mod tests;
