//! Prepares text of the native syntax for hcl-edit, which refuses what HCL allows: a byte order mark, line breaks anywhere
//! within parentheses, brackets and templates, comments there, and a key twice in one object, of which the last counts.
//!
//! Such breaks, comments and items become spaces, so that every byte keeps its place, and places of findings hold. A heredoc
//! `<<-EOT` becomes ` <<EOT`: its indentation is taken off here, because hcl-edit does so by rules of its own.
//! A parser of our own would be many times as large, and every other one for Rust needs C.

use std::borrow::Cow;
use std::ops::Range;

/// What is before a heredoc without indentation, where it begins once it is prepared.
pub(in crate::terraform) const FLUSH: &str = "<-";

/// A file.
pub(in crate::terraform) fn of_file(text: &str) -> Cow<'_, str> {
    prepared(text, Mode::Body { is_value: false })
}

/// An expression on its own: what surrounded it, if anything, was a template.
pub(in crate::terraform) fn of_expression(text: &str) -> Cow<'_, str> {
    prepared(text, Mode::Inside)
}

/// A template.
pub(super) fn of_template(text: &str) -> Cow<'_, str> {
    prepared(text, Mode::Heredoc { marker: "" })
}

/// What editors on Windows put before a text.
const BYTE_ORDER_MARK: char = '\u{feff}';

fn prepared<'a>(text: &'a str, mode: Mode<'a>) -> Cow<'a, str> {
    let mut layout = Layout { text, at: 0, modes: vec![mode], made: None };
    if text.starts_with(BYTE_ORDER_MARK) {
        layout.at = BYTE_ORDER_MARK.len_utf8();
        layout.blank(0..layout.at);
    }
    while layout.step() {}
    layout.made.and_then(|made| String::from_utf8(made).ok()).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// What the text is in at a place.
enum Mode<'a> {
    /// A file or the body of a block: a line is an argument, or the head of a block.
    Body { is_value: bool },
    /// The items of an object, one a line.
    Object(Items<'a>),
    /// Brackets, parentheses, a `for` or an interpolation: line breaks mean nothing.
    Inside,
    /// A text in quotes.
    Quoted,
    /// The lines up to a marker; the rest of the text, where the marker is empty.
    Heredoc { marker: &'a str },
}

/// The items of an object so far.
#[derive(Default)]
struct Items<'a> {
    done: Vec<(&'a str, Range<usize>)>,
    start: Option<usize>,
    key: Option<&'a str>,
}

struct Layout<'a> {
    text: &'a str,
    at: usize,
    modes: Vec<Mode<'a>>,
    made: Option<Vec<u8>>,
}

impl<'a> Layout<'a> {
    /// Goes on by at least a character; `false` at the end.
    fn step(&mut self) -> bool {
        let Some(next) = self.rest().chars().next() else { return false };
        match self.modes.last() {
            Some(Mode::Quoted) => self.literal(next, "\""),
            Some(Mode::Heredoc { marker }) => self.literal(next, marker),
            Some(_) => self.code(next),
            None => return false,
        }
        true
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Text that is not code, up to an interpolation or its end.
    fn literal(&mut self, next: char, end: &str) {
        let rest = self.rest();
        let is_quoted = end == "\"";
        if rest.starts_with("$${") || rest.starts_with("%%{") {
            self.at += 3;
        } else if rest.starts_with("${") || rest.starts_with("%{") {
            self.at += 2;
            self.modes.push(Mode::Inside);
        } else if is_quoted && next == '\\' {
            self.at += 1 + rest.chars().nth(1).map_or(0, char::len_utf8);
        } else {
            self.at += next.len_utf8();
            let is_end = if is_quoted { matches!(next, '"' | '\n') } else { next == '\n' && self.ends(end) };
            if is_end {
                self.modes.pop();
            }
        }
    }

    /// Whether the line from here is the marker of a heredoc, which is passed then, with its line break: that one has to
    /// stay.
    fn ends(&mut self, marker: &str) -> bool {
        let line = self.rest().split_inclusive('\n').next().unwrap_or_default();
        let is_end = !marker.is_empty() && line.trim() == marker;
        if is_end {
            let kept = matches!(self.modes.iter().rev().nth(1), Some(Mode::Inside));
            self.at += if kept { line.len() } else { line.trim_end().len() };
        }
        is_end
    }

    fn code(&mut self, next: char) {
        let rest = self.rest();
        match next {
            '#' => self.comment(rest.find('\n')),
            '/' if rest.starts_with("//") => self.comment(rest.find('\n')),
            '/' if rest.starts_with("/*") => self.comment(rest.find("*/").map(|end| end + 2)),
            '<' if rest.starts_with("<<") => self.heredoc(rest),
            '"' => self.open(Mode::Quoted),
            '(' | '[' => self.open(Mode::Inside),
            '{' => self.open(self.brace(rest)),
            ')' | ']' | '}' => self.close(),
            '\n' | '\r' => self.line_break(),
            _ => self.character(next, rest),
        }
    }

    fn character(&mut self, next: char, rest: &'a str) {
        let at = self.at;
        let is_operator = ["==", "=>", "::"].iter().any(|operator| rest.starts_with(operator));
        match self.modes.last_mut() {
            Some(Mode::Body { is_value }) => *is_value |= next == '=' && !is_operator,
            Some(Mode::Object(_)) if next == ',' => self.item(),
            Some(Mode::Object(items)) => items.character(self.text, at, next, is_operator),
            _ => {}
        }
        self.at += if is_operator { 2 } else { next.len_utf8() };
    }

    fn open(&mut self, mode: Mode<'a>) {
        let at = self.at;
        if let Some(Mode::Object(items)) = self.modes.last_mut() {
            items.start.get_or_insert(at);
        }
        self.at += 1;
        self.modes.push(mode);
    }

    /// What a brace opens.
    fn brace(&self, rest: &str) -> Mode<'a> {
        if matches!(self.modes.last(), Some(Mode::Body { is_value: false })) {
            return Mode::Body { is_value: false };
        }
        let inner = after_space(rest.get(1..).unwrap_or_default());
        let after = inner.strip_prefix("for").filter(|after| after.starts_with(char::is_whitespace));
        match after.map(after_space) {
            Some(after) if !after.starts_with(['=', ':']) => Mode::Inside,
            _ => Mode::Object(Items::default()),
        }
    }

    fn close(&mut self) {
        self.item();
        self.at += 1;
        if self.modes.len() > 1 {
            self.modes.pop();
        }
    }

    fn line_break(&mut self) {
        match self.modes.last_mut() {
            Some(Mode::Body { is_value }) => *is_value = false,
            Some(Mode::Object(_)) => self.item(),
            Some(Mode::Inside) => self.blank(self.at..self.at + 1),
            _ => {}
        }
        self.at += 1;
    }

    fn comment(&mut self, length: Option<usize>) {
        let end = length.map_or(self.text.len(), |length| self.at + length);
        if matches!(self.modes.last(), Some(Mode::Inside)) {
            self.blank(self.at..end);
        }
        self.at = end;
    }

    /// `<<EOT` or `<<-EOT`, and the break after it.
    fn heredoc(&mut self, rest: &'a str) {
        let line = rest.split_inclusive('\n').next().unwrap_or_default();
        let marker = line.trim_start_matches('<').trim_start_matches('-').trim();
        let at = self.at;
        if let Some(Mode::Object(items)) = self.modes.last_mut() {
            items.start.get_or_insert(at);
        }
        if line.starts_with("<<-") {
            self.blank(at..at + 1);
            self.put(at + 2, b'<');
        }
        self.at += line.len();
        let is_marker = !marker.is_empty() && line.ends_with('\n');
        if is_marker && !self.ends_at_once(marker) {
            self.modes.push(Mode::Heredoc { marker });
        }
    }

    /// A heredoc without a line.
    fn ends_at_once(&mut self, marker: &'a str) -> bool {
        self.modes.push(Mode::Heredoc { marker });
        let ends = self.ends(marker);
        self.modes.pop();
        ends
    }

    /// Ends an item of an object. An earlier one of the same key does not count.
    fn item(&mut self) {
        let at = self.at;
        let Some(Mode::Object(items)) = self.modes.last_mut() else { return };
        let (Some(key), Some(start)) = (items.key.take(), items.start.take()) else { return };
        let earlier = items.done.iter().position(|(known, _)| *known == key);
        let earlier = earlier.map(|index| items.done.remove(index).1);
        items.done.push((key, start..at));
        if let Some(range) = earlier {
            let comma = self.text.get(range.end..).is_some_and(|after| after.starts_with(','));
            self.blank(range.start..range.end + usize::from(comma));
        }
    }

    fn blank(&mut self, range: Range<usize>) {
        range.for_each(|at| self.put(at, b' '));
    }

    fn put(&mut self, at: usize, byte: u8) {
        let text = self.text;
        let made = self.made.get_or_insert_with(|| text.as_bytes().to_vec());
        made.get_mut(at).into_iter().for_each(|place| *place = byte);
    }
}

impl<'a> Items<'a> {
    /// A character of a key, or between a key and its value.
    fn character(&mut self, text: &'a str, at: usize, next: char, is_operator: bool) {
        let is_sign = matches!(next, '=' | ':') && !is_operator;
        match (self.start, self.key) {
            (Some(start), None) if is_sign => {
                let key = text.get(start..at).unwrap_or_default().trim();
                let quoted = key.strip_prefix('"').and_then(|key| key.strip_suffix('"'));
                self.key = Some(quoted.unwrap_or(key));
            }
            (None, _) if !next.is_whitespace() => self.start = Some(at),
            _ => {}
        }
    }
}

/// What follows white space and comments.
fn after_space(text: &str) -> &str {
    let text = text.trim_start();
    if text.starts_with('#') || text.starts_with("//") {
        return after_space(text.split_once('\n').map_or("", |(_, rest)| rest));
    }
    match text.strip_prefix("/*") {
        Some(comment) => after_space(comment.split_once("*/").map_or("", |(_, rest)| rest)),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_and_comments_inside_become_spaces() {
        for (text, expected) in [
            ("a = [\n1, # one\n2]\nb = 1 # two\n", "a = [ 1,       2]\nb = 1 # two\n"),
            ("a = (x\n? y // why\n: z)\n", "a = (x ? y        : z)\n"),
            ("a = { for k in x :\n k => 1 }\n", "a = { for k in x :  k => 1 }\n"),
            ("a = { b = f(\n1)\n c = 2\n}\n", "a = { b = f( 1)\n c = 2\n}\n"),
            ("a = \"${f(\n\"}\")}\"\n", "a = \"${f( \"}\")}\"\n"),
            ("a {\n b = 1\n}\n", "a {\n b = 1\n}\n"),
            ("a = [<<E\n x [\n E\n, 1\n]\n", "a = [<<E\n x [\n E\n, 1 ]\n"),
            ("a = \"# [ \\\" (\"\nb = 1\n", "a = \"# [ \\\" (\"\nb = 1\n"),
            ("a = [1 /* \n */ ]", "a = [1         ]"),
        ] {
            assert_eq!(of_file(text), expected);
        }
    }

    #[test]
    fn of_two_items_of_a_key_the_last_counts() {
        for (text, expected) in [
            ("a = { x = 1, y = 2, x = 3 }", "a = {        y = 2, x = 3 }"),
            ("a = {\n x = {\n b = 1\n }\n \"x\" : 2\n}", "a = {\n                \n \"x\" : 2\n}"),
            ("a = { x = 1, y = { x = 2 } }", "a = { x = 1, y = { x = 2 } }"),
            ("a = { (f(x)) = 1, (f(x)) = 2 }", "a = {             (f(x)) = 2 }"),
            ("a = { for = 1, b = x == y ? { c = 1 } : 2 }", "a = { for = 1, b = x == y ? { c = 1 } : 2 }"),
            ("a {\n x = 1\n}\nb {\n x = 1\n}\n", "a {\n x = 1\n}\nb {\n x = 1\n}\n"),
            ("a = { x = <<E\n1\nE\n x = 2 }", "a = {            \n x = 2 }"),
        ] {
            assert_eq!(of_file(text), expected);
        }
    }

    #[test]
    fn expressions_and_templates_are_prepared_too() {
        assert_eq!(of_expression("a\n+ b"), "a + b");
        assert_eq!(of_template("x\n${a\n+ b}\n$${c\n}"), "x\n${a + b}\n$${c\n}");
    }
}
