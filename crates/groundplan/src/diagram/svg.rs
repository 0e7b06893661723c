use std::fmt::Write;

use super::layout::{Frame, Labelled, Layout, Line};
use crate::report::escape;

/// The default style, which a page can override.
const STYLE: &str = "\
.diagram{background:var(--diagram-paper,#fbfaf7);color:var(--diagram-ink,#1b1b19);font:12px/1.4 Inter,system-ui,sans-serif}\
.diagram text{fill:var(--diagram-ink,#1b1b19)}\
.diagram .caption,.diagram .ports{fill:var(--diagram-muted,#66645d);font-size:11px}\
.diagram rect{fill:none;stroke:var(--diagram-line,#8d8a80);stroke-width:1}\
.diagram .node rect{fill:var(--diagram-paper,#fbfaf7)}\
.diagram .vpc rect{stroke-dasharray:4 4}\
.diagram .public rect,.diagram .private rect{stroke-opacity:.35}\
.diagram .internet rect,.diagram .network rect{stroke:none}\
.diagram .loadBalancer rect{stroke:var(--diagram-accent,#1f4fd8)}\
.diagram .loadBalancer text{fill:var(--diagram-accent,#1f4fd8)}\
.diagram path{fill:none;stroke:var(--diagram-accent,#1f4fd8);stroke-width:1.25}\
.diagram .out path{stroke:var(--diagram-line,#8d8a80);stroke-dasharray:3 3}";

pub(super) fn write(layout: &Layout) -> String {
    let (width, height) = (layout.width, layout.height);
    let title = escape(&layout.title);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"diagram\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" role=\"img\" aria-label=\"{title}\"><title>{title}</title><style>{STYLE}</style>\n"
    );
    layout.frames.iter().for_each(|frame| out += &self::frame(frame));
    layout.lines.iter().for_each(|line| out += &self::line(line));
    layout.boxes.iter().for_each(|one| out += &node(one));
    out + "</svg>\n"
}

fn frame(frame: &Frame) -> String {
    let rect = frame.rect;
    format!(
        "<g class=\"frame {}\" data-address=\"{}\"><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"8\"/>\
         <text class=\"caption\" x=\"{}\" y=\"{}\">{}</text></g>\n",
        frame.kind,
        escape(&frame.address),
        rect.x,
        rect.y,
        rect.width,
        rect.height,
        rect.x + 10,
        rect.y + 16,
        escape(&cut(&frame.caption, rect.width - 16)),
    )
}

fn line(line: &Line) -> String {
    let mut out = format!("<g class=\"line {}\"><path d=\"{}\">", line.kind, line.path);
    // Writing to a string cannot fail.
    let _ = write!(out, "<title>{}</title></path>", escape(&line.title));
    if let Some((words, x, y)) = &line.words {
        let _ = write!(out, "<text class=\"ports\" x=\"{x}\" y=\"{y}\">{}</text>", escape(words));
    }
    out + "</g>\n"
}

fn node(one: &Labelled) -> String {
    let rect = one.rect;
    format!(
        "<g class=\"node {}\" data-address=\"{}\"><title>{}</title><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" \
         rx=\"6\"/><text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text></g>\n",
        one.node.kind,
        escape(&one.node.address),
        escape(&one.title),
        rect.x,
        rect.y,
        rect.width,
        rect.height,
        rect.x + rect.width / 2,
        rect.y + rect.height / 2 + 4,
        escape(&cut(&one.node.label, rect.width - 10)),
    )
}

/// As much of a text as there is room for, at 6 pixels a character, which is what they are on average.
fn cut(text: &str, width: i32) -> String {
    let most = usize::try_from(width / 6).unwrap_or_default();
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}
