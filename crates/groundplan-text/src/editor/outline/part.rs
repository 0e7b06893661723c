use std::ops::Range;

use groundplan::diagnostic::Segment;

/// The kind of value of a [`Part`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Nothing yet.
    Empty,
    /// A single value, plain or in quotes.
    Scalar,
    /// A text over several lines, after `|` or `>`.
    Literal,
    /// A map in lines of their own.
    BlockMap,
    /// A list in lines of their own.
    BlockList,
    /// `{ … }`, closed or not.
    FlowMap,
    /// `[ … ]`, closed or not.
    FlowList,
}

impl Shape {
    pub(crate) fn is_flow(self) -> bool {
        matches!(self, Self::FlowMap | Self::FlowList)
    }
}

/// An entry of a map, an item of a list, or the whole text, as far as it is written.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    /// The part around it; `None` for the whole text.
    pub(crate) parent: Option<usize>,
    /// The step from there to here; nothing for the whole text.
    pub(crate) step: Option<Segment>,
    /// In block style, the column of its key or dash; nothing for the whole text.
    pub(crate) column: Option<usize>,
    /// Whether it is between braces or brackets.
    pub(crate) in_flow: bool,
    /// The key, with its quotes.
    pub(crate) key: Option<Range<usize>>,
    /// The position of the colon or the dash.
    pub(crate) mark: Option<usize>,
    /// All of it: in flow style up to the comma or the closing bracket.
    pub(crate) span: Range<usize>,
    /// The value's kind.
    pub(crate) shape: Shape,
    /// The value, with its quotes or brackets.
    pub(crate) value: Range<usize>,
    /// Whether the closing bracket is there.
    pub(crate) closed: bool,
    /// Whether a single value is on a line below its key.
    pub(crate) below: bool,
    /// In block style, the column of its children.
    pub(crate) indent: usize,
    /// Its children.
    pub(crate) children: Vec<usize>,
}

impl Part {
    pub(super) fn new(parent: Option<usize>, step: Option<Segment>, start: usize) -> Self {
        Self {
            parent,
            step,
            column: None,
            in_flow: false,
            key: None,
            mark: None,
            span: start..start,
            shape: Shape::Empty,
            value: start..start,
            closed: false,
            below: false,
            indent: 0,
            children: Vec::new(),
        }
    }

    /// Whether this is an item of a list.
    pub(crate) fn is_item(&self) -> bool {
        matches!(self.step, Some(Segment::Index(_)))
    }
}
