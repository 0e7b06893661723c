use std::ops::RangeInclusive;

use groundplan::spec::{Node, NodeValue, json};

/// A block of Terraform and the lines that it takes, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// As a bill and a comparison call it: `aws_vpc.main`, `data.aws_region.here`, `local.names`, `output.url`.
    pub address: String,
    /// Its lines.
    pub lines: RangeInclusive<usize>,
    /// What stands in it, the outer before the inner.
    pub arguments: Vec<Argument>,
}

/// An argument or a nested block: `health_check.path`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    /// Its path within the block.
    pub path: String,
    /// Its lines.
    pub lines: RangeInclusive<usize>,
}

/// The blocks of a file as groundplan writes it, in the order of the text; none of a text that is laid out otherwise.
///
/// ```
/// use groundplan_text::provenance::blocks;
/// let found = blocks("main.tf", "resource \"aws_vpc\" \"main\" {\n  cidr_block = \"10.0.0.0/16\"\n}\n");
/// assert_eq!((found[0].address.as_str(), found[0].lines.clone()), ("aws_vpc.main", 1..=3));
/// assert_eq!(found[0].arguments[0].path, "cidr_block");
/// ```
#[must_use]
pub fn blocks(name: &str, text: &str) -> Vec<Block> {
    if name.ends_with(".json") { of_json(text) } else { of_hcl(text) }
}

/// A place whose end is not seen yet, and how far its first line is indented.
struct Open {
    path: String,
    start: usize,
    indent: usize,
}

fn of_hcl(text: &str) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut heredoc: Option<String> = None;
    for (number, line) in (1..).zip(text.lines()) {
        if let Some(end) = &heredoc {
            if line.trim() == end {
                heredoc = None;
                let indent = open.last().map_or(0, |open| open.indent);
                close(&mut open, &mut found, indent, number);
            }
            continue;
        }
        let indent = line.len() - line.trim_start().len();
        let content = line.trim_start();
        if content.is_empty() || content.starts_with('#') {
            continue;
        }
        if content.starts_with(['}', ']', ')']) {
            close(&mut open, &mut found, indent, number);
            continue;
        }
        let Some(name) = name(content) else { continue };
        if indent == 0 {
            open.clear();
            found.push(Block { address: address(content), lines: number..=number, arguments: Vec::new() });
            open.push(Open { path: String::new(), start: number, indent });
        } else if open.last().is_some_and(|outer| outer.indent < indent) {
            let outer = open.last().map_or("", |outer| outer.path.as_str());
            let path = if outer.is_empty() { name } else { format!("{outer}.{name}") };
            open.push(Open { path, start: number, indent });
            heredoc = ends_later(content);
            if heredoc.is_none() && !content.ends_with(['{', '[', '(']) {
                close(&mut open, &mut found, indent, number);
            }
        }
    }
    found.into_iter().flat_map(apart).collect()
}

/// What follows a heredoc's mark.
fn ends_later(content: &str) -> Option<String> {
    let (_, mark) = content.rsplit_once("<<")?;
    let mark = mark.trim_start_matches('-');
    let is_mark = !mark.is_empty() && mark.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '_');
    is_mark.then(|| mark.to_owned())
}

/// Ends everything that is indented as far as this, or further.
fn close(open: &mut Vec<Open>, found: &mut [Block], indent: usize, number: usize) {
    while let Some(last) = open.pop_if(|last| last.indent >= indent) {
        let Some(block) = found.last_mut() else { return };
        if last.path.is_empty() {
            block.lines = last.start..=number;
        } else {
            block.arguments.push(Argument { path: last.path, lines: last.start..=number });
        }
    }
    if let Some(block) = found.last_mut() {
        block.arguments.sort_by_key(|argument| (*argument.lines.start(), usize::MAX - *argument.lines.end()));
    }
}

/// What a line begins: `name = …` or `name "label" {`.
fn name(content: &str) -> Option<String> {
    let content = content.trim_start_matches('"');
    let end = content.find(|sign: char| !(sign.is_ascii_alphanumeric() || "_-.:/".contains(sign)))?;
    let (name, rest) = content.split_at(end);
    let rest = rest.trim_start_matches('"').trim_start();
    (!name.is_empty() && (rest.starts_with(['=', '{', '"']))).then(|| name.to_owned())
}

/// `aws_vpc.main` of `resource "aws_vpc" "main" {`.
fn address(header: &str) -> String {
    let mut words = header.trim_end_matches(['{', '}']).split_whitespace().map(|word| word.trim_matches('"'));
    let kind = words.next().unwrap_or_default();
    told(kind, &words.collect::<Vec<_>>())
}

fn told(kind: &str, labels: &[&str]) -> String {
    match kind {
        "resource" => labels.join("."),
        "locals" => "local".to_owned(),
        "variable" => format!("var.{}", labels.join(".")),
        kind if labels.is_empty() => kind.to_owned(),
        kind => format!("{kind}.{}", labels.join(".")),
    }
}

/// Each local value is a block by itself.
fn apart(block: Block) -> Vec<Block> {
    if block.address != "local" {
        return vec![block];
    }
    let is_own = |argument: &&Argument| !argument.path.contains('.');
    let own = block.arguments.iter().filter(is_own);
    own.map(|value| {
        let below = format!("{}.", value.path);
        let inner = block.arguments.iter().filter_map(|argument| {
            let path = argument.path.strip_prefix(&below)?.to_owned();
            Some(Argument { path, lines: argument.lines.clone() })
        });
        Block {
            address: format!("local.{}", value.path),
            lines: value.lines.clone(),
            arguments: inner.collect(),
        }
    })
    .collect()
}

fn of_json(text: &str) -> Vec<Block> {
    let Ok(node) = json::parse(text) else { return Vec::new() };
    let lines = Lines::of(text);
    let mut found = Vec::new();
    for (section, node) in entries(&node) {
        let labels = match section.as_str() {
            "//" => continue,
            "resource" | "data" | "ephemeral" => 2,
            "terraform" => 0,
            _ => 1,
        };
        labelled(section, &mut Vec::new(), node, labels, &lines, &mut found);
    }
    found.sort_by_key(|block| *block.lines.start());
    found
}

fn labelled<'a>(
    section: &str,
    labels: &mut Vec<&'a str>,
    node: &'a Node,
    missing: usize,
    lines: &Lines,
    found: &mut Vec<Block>,
) {
    let Some(deeper) = missing.checked_sub(1) else {
        let kind = if section == "locals" { "local" } else { section };
        let mut arguments = Vec::new();
        inside(node, "", lines, &mut arguments);
        found.push(Block { address: told(kind, labels), lines: lines.of_range(&node.range), arguments });
        return;
    };
    if let NodeValue::List(items) = &node.value {
        items.iter().for_each(|item| labelled(section, labels, item, 0, lines, found));
    }
    for (label, inner) in entries(node) {
        labels.push(label);
        labelled(section, labels, inner, deeper, lines, found);
        labels.pop();
    }
}

fn inside(node: &Node, outer: &str, lines: &Lines, found: &mut Vec<Argument>) {
    if let NodeValue::List(items) = &node.value {
        items.iter().for_each(|item| inside(item, outer, lines, found));
    }
    for (key, inner) in entries(node) {
        let path = if outer.is_empty() { key.clone() } else { format!("{outer}.{key}") };
        found.push(Argument { path: path.clone(), lines: lines.of_range(&inner.range) });
        inside(inner, &path, lines, found);
    }
}

fn entries(node: &Node) -> &[(String, Node)] {
    match &node.value {
        NodeValue::Map(entries) => entries,
        _ => &[],
    }
}

/// Where the lines of a text begin.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        Self(std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect())
    }

    fn of_range(&self, range: &std::ops::Range<usize>) -> RangeInclusive<usize> {
        let line = |at: usize| self.0.partition_point(|start| *start <= at);
        line(range.start)..=line(range.end.saturating_sub(1).max(range.start))
    }
}

#[cfg(test)]
mod tests {
    use groundplan::Format;

    use super::*;
    use crate::input::Sources;

    fn files(format: Format) -> Vec<(String, String)> {
        let spec = include_str!("../../../../examples/shop.yaml");
        let made = Sources::yaml(spec).made().unwrap();
        let files = made.files_as(format).into_iter().filter(|file| file.path.contains(".tf"));
        files.map(|file| (file.path, file.text)).collect()
    }

    #[test]
    fn arguments_know_their_lines() {
        let text = "# why\n\nresource \"a_b\" \"c\" {\n  x = 1\n\n  y {\n    z = [\n      1,\n    ]\n  }\n}\n\nlocals {\n  d = {\n    e = 2\n  }\n}\n";
        let told = |block: &Block| {
            let arguments = block.arguments.iter().map(|one| format!("{} {:?}", one.path, one.lines));
            format!("{} {:?}: {}", block.address, block.lines, arguments.collect::<Vec<_>>().join(", "))
        };
        let found: Vec<String> = blocks("main.tf", text).iter().map(told).collect();
        assert_eq!(found, ["a_b.c 3..=11: x 4..=4, y 6..=10, y.z 7..=9", "local.d 14..=16: e 15..=15"]);
        let json = "{\n  \"resource\": {\n    \"a_b\": {\n      \"c\": {\n        \"x\": 1,\n        \"y\": {\n          \"z\": 2\n        }\n      }\n    }\n  }\n}\n";
        let found: Vec<String> = blocks("main.tf.json", json).iter().map(told).collect();
        assert_eq!(found, ["a_b.c 4..=9: x 5..=5, y 6..=8, y.z 7..=7"]);
    }

    /// In both syntaxes the same blocks are found, but for local values that are shown where they are used.
    #[test]
    fn every_line_of_every_file_is_of_a_block() {
        let mut seen = 0;
        for (path, text) in files(Format::Hcl) {
            let found = blocks(&path, &text);
            for (number, line) in (1..).zip(text.lines()) {
                let is_head = line.is_empty() || line.starts_with('#') || ["locals {", "}"].contains(&line);
                let is_of = found.iter().any(|block| block.lines.contains(&number));
                let is_apart = line.starts_with("  #") || line.trim().is_empty();
                assert!(is_head || is_of || is_apart, "{path}:{number}: {line}");
                seen += usize::from(is_of);
            }
        }
        assert!(seen > 500, "{seen}");
    }

    #[test]
    fn both_syntaxes_have_the_same_blocks() {
        let all = |format| {
            let files = files(format).into_iter();
            let mut found: Vec<String> = files
                .flat_map(|(path, text)| {
                    let folder = path.rsplit_once('/').unwrap().0.to_owned();
                    blocks(&path, &text).into_iter().map(move |block| format!("{folder} {}", block.address))
                })
                .filter(|address| !address.contains(" local."))
                .collect();
            found.sort();
            found
        };
        assert_eq!(all(Format::Hcl), all(Format::Json));
    }
}
