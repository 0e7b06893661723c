//! What is wrong with a text of the native syntax that cannot be parsed: what was opened and not closed, and mistakes that have a
//! name. The parser knows only where it gave up.

use std::ops::Range;

/// The reason in words, and the place to look at; `None` where what the parser says is the best there is.
pub(super) fn reason(text: &str, at: usize) -> Option<(String, usize)> {
    if let Some(conflict) = conflict(text) {
        return Some(("a conflict of a merge was left in it".to_owned(), conflict));
    }
    let mut scan = Scan { text, open: Vec::new(), settings: Vec::new() };
    if let Err(unclosed) = scan.run(text.len()) {
        return Some(unclosed);
    }
    here(text, at)
}

/// The first line that `git` left between two versions.
fn conflict(text: &str) -> Option<usize> {
    let mut start = 0;
    text.split_inclusive('\n').find_map(|line| {
        let at = start;
        start += line.len();
        ["<<<<<<< ", ">>>>>>> "].iter().any(|mark| line.starts_with(mark)).then_some(at)
    })
}

/// What is wrong at the place at which the parser gave up.
fn here(text: &str, at: usize) -> Option<(String, usize)> {
    let (before, rest) = text.split_at_checked(at)?;
    let name = identifier(rest);
    let is_set = |name: &str| {
        let rest = rest.get(name.len()..).unwrap_or_default().trim_start_matches([' ', '\t']);
        !name.is_empty() && rest.starts_with('=') && !rest.starts_with("==")
    };
    if is_set(name) {
        let mut scan = Scan { text, open: Vec::new(), settings: Vec::new() };
        scan.run(at).ok();
        let body = scan.open.last().copied();
        let first = scan.settings.iter().find(|known| known.body == body && known.name == name);
        if let Some(first) = first {
            let line = line_of(text, first.at);
            return Some((format!("`{name}` is set twice, first in line {line}"), at));
        }
    }
    let own_line = before.rsplit('\n').next().unwrap_or_default();
    let next = rest.trim_start_matches([' ', '\t']);
    let second = identifier(next);
    let follows = next.get(second.len()..).unwrap_or_default().trim_start_matches([' ', '\t']);
    let is_second = !second.is_empty() && follows.starts_with('=') && !follows.starts_with("==");
    if is_second && own_line.contains('=') {
        let place = at + rest.len() - next.len();
        return Some((format!("`{second}` has to begin a line of its own"), place));
    }
    match rest.chars().next()? {
        ':' if identifier(own_line.trim_start()) == own_line.trim() => {
            Some((format!("an argument is set by `=`: `{} = …`", own_line.trim()), at))
        }
        '\'' => Some(("a text is in double quotes".to_owned(), at)),
        _ => None,
    }
}

fn identifier(text: &str) -> &str {
    let is_part = |one: char| one.is_alphanumeric() || matches!(one, '_' | '-');
    let end = text.find(|one: char| !is_part(one)).unwrap_or(text.len());
    let (name, _) = text.split_at(end);
    if name.starts_with(|first: char| first.is_ascii_digit() || first == '-') { "" } else { name }
}

fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

/// Something that was opened: a bracket, a quote, or `${` within a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Open {
    sign: u8,
    at: usize,
    is_template: bool,
}

/// An argument that is set in a body.
struct Setting<'a> {
    body: Option<Open>,
    name: &'a str,
    at: usize,
}

/// A text while it is read up to some place.
struct Scan<'a> {
    text: &'a str,
    open: Vec<Open>,
    settings: Vec<Setting<'a>>,
}

impl Scan<'_> {
    /// Reads; fails where something is not closed, or closed by something else.
    fn run(&mut self, end: usize) -> Result<(), (String, usize)> {
        let mut at = 0;
        while at < end {
            at = match self.open.last() {
                Some(Open { sign: b'"', at: begin, .. }) => self.quoted(at, *begin)?,
                _ => self.plain(at)?,
            };
        }
        match self.open.last() {
            Some(open) => Err((format!("`{}` is opened here and never closed", self.sign(*open)), open.at)),
            None => Ok(()),
        }
    }

    fn sign(&self, open: Open) -> &str {
        self.text.get(open.at..open.at + if open.is_template { 2 } else { 1 }).unwrap_or("{")
    }

    fn begins(&self, at: usize, sign: &str) -> bool {
        self.text.as_bytes().get(at..).is_some_and(|rest| rest.starts_with(sign.as_bytes()))
    }

    /// One step within a quoted text.
    fn quoted(&mut self, at: usize, begin: usize) -> Result<usize, (String, usize)> {
        let is_escape = self.begins(at, "\\") || self.begins(at, "$${") || self.begins(at, "%%{");
        match self.text.as_bytes().get(at) {
            Some(b'\n') => {
                let template = self.open.iter().rev().find(|open| open.is_template);
                let template =
                    template.filter(|open| line_of(self.text, open.at) == line_of(self.text, begin));
                return Err(match template {
                    Some(open) => (format!("`{}` is opened here and not closed", self.sign(*open)), open.at),
                    None => ("a quote is opened here and not closed in its line".to_owned(), begin),
                });
            }
            _ if is_escape => return Ok(at + if self.begins(at, "\\") { 2 } else { 3 }),
            _ if self.begins(at, "${") || self.begins(at, "%{") => {
                self.open.push(Open { sign: b'{', at, is_template: true });
                return Ok(at + 2);
            }
            Some(b'"') => {
                self.open.pop();
            }
            _ => {}
        }
        Ok(at + 1)
    }

    /// One step outside of texts.
    fn plain(&mut self, at: usize) -> Result<usize, (String, usize)> {
        let rest = self.text.as_bytes().get(at..).unwrap_or_default();
        let line_end = || at + rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
        match rest {
            [b'#', ..] | [b'/', b'/', ..] => return Ok(line_end()),
            [b'/', b'*', ..] => {
                let length = self.text.get(at..).and_then(|rest| rest.find("*/"));
                let unclosed = || ("a comment is opened here and never closed".to_owned(), at);
                return length.map(|length| at + length + 2).ok_or_else(unclosed);
            }
            [b'<', b'<', ..] => return self.heredoc(at),
            [sign @ (b'"' | b'{' | b'[' | b'('), ..] => {
                self.open.push(Open { sign: *sign, at, is_template: false });
            }
            [sign @ (b'}' | b']' | b')'), ..] => self.close(*sign, at)?,
            [b'=', next, ..] if !matches!(next, b'=' | b'>') => self.set(at),
            _ => {}
        }
        Ok(at + 1)
    }

    fn close(&mut self, sign: u8, at: usize) -> Result<(), (String, usize)> {
        let closed = char::from(sign);
        let Some(open) = self.open.pop() else { return Err((format!("`{closed}` closes nothing"), at)) };
        let expected = match open.sign {
            b'{' => b'}',
            b'[' => b']',
            _ => b')',
        };
        if sign == expected {
            return Ok(());
        }
        let line = line_of(self.text, open.at);
        Err((format!("`{closed}` where the `{}` of line {line} is not closed", self.sign(open)), at))
    }

    /// Remembers the name before an equals sign.
    fn set(&mut self, at: usize) {
        let before = self.text.get(..at).unwrap_or_default().trim_end_matches([' ', '\t']);
        let start = before.rfind(|one: char| !(one.is_alphanumeric() || matches!(one, '_' | '-')));
        let start = start.map_or(0, |start| start + before.get(start..).map_or(1, first_length));
        let name = before.get(start..).unwrap_or_default();
        let is_body = self.open.last().is_none_or(|open| open.sign == b'{');
        if !name.is_empty() && is_body {
            self.settings.push(Setting { body: self.open.last().copied(), name, at: start });
        }
    }

    /// All of a text of several lines.
    fn heredoc(&mut self, at: usize) -> Result<usize, (String, usize)> {
        let rest = self.text.get(at + 2..).unwrap_or_default();
        let mark = rest.strip_prefix('-').unwrap_or(rest);
        let name = identifier(mark);
        if name.is_empty()
            || !mark.get(name.len()..).unwrap_or_default().trim_start_matches('\r').starts_with('\n')
        {
            return Ok(at + 2);
        }
        let lines: Vec<Range<usize>> = lines(self.text, at);
        let end = lines
            .iter()
            .skip(1)
            .find(|line| self.text.get((*line).clone()).is_some_and(|line| line.trim() == name));
        let unclosed = || (format!("the text that begins here has no end: a line with `{name}` alone"), at);
        end.map(|line| line.end).ok_or_else(unclosed)
    }
}

fn first_length(text: &str) -> usize {
    text.chars().next().map_or(1, char::len_utf8)
}

/// The lines from a place on, without their ends.
fn lines(text: &str, from: usize) -> Vec<Range<usize>> {
    let mut start = from;
    let rest = text.get(from..).unwrap_or_default();
    rest.split('\n')
        .map(|line| {
            let range = start..start + line.len();
            start += line.len() + 1;
            range
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::native;

    /// The message, with the line and the text of the place.
    #[track_caller]
    fn found(text: &str) -> String {
        let finding = native::parse(text).unwrap_err();
        let at = finding.range.clone().unwrap_or_default().start;
        let line = super::line_of(text, at);
        let rest: String = text[at..].chars().take(3).take_while(|one| *one != '\n').collect();
        format!("{} ({line}: {rest})", finding.message.trim_start_matches("this is not Terraform: "))
    }

    #[test]
    fn what_is_not_closed_is_shown_where_it_was_opened() {
        assert_eq!(
            found("resource \"a\" \"b\" {\n  name = \"q\"\n"),
            "`{` is opened here and never closed (1: {)"
        );
        let two = "locals {\n  a = 1\n}\nresource \"a\" \"b\" {\n  c {\n}\nlocals {\n  d = 2\n}\n";
        assert_eq!(found(two), "`{` is opened here and never closed (4: {)");
        assert_eq!(
            found("locals {\n  a = \"q\n  b = 1\n}\n"),
            "a quote is opened here and not closed in its line (2: \"q)"
        );
        assert_eq!(found("locals {\n  a = [1, 2\n}\n"), "`}` where the `[` of line 2 is not closed (3: })");
        assert_eq!(found("locals {\n  a = f(1\n}\n"), "`}` where the `(` of line 2 is not closed (3: })");
        assert_eq!(found("locals {\n}\n}\n"), "`}` closes nothing (3: })");
        assert_eq!(
            found("locals {\n  a = 1 /* b\n}\n"),
            "a comment is opened here and never closed (2: /* )"
        );
        assert_eq!(
            found("locals {\n  a = <<EOF\nb\n  EOFF\n}\n"),
            "the text that begins here has no end: a line with `EOF` alone (2: <<E)"
        );
        assert_eq!(
            found("locals {\n  a = \"x-${var.b\"\n}\n"),
            "`${` is opened here and not closed (2: ${v)"
        );
    }

    #[test]
    fn mistakes_have_names() {
        assert_eq!(
            found("resource \"a\" \"b\" {\n  name = \"q\"\n  c = { name = 1 }\n  name = \"r\"\n}\n"),
            "`name` is set twice, first in line 2 (4: nam)"
        );
        assert_eq!(found("locals {\n  name: 1\n}\n"), "an argument is set by `=`: `name = …` (2: : 1)");
        assert_eq!(found("locals {\n  a = 'q'\n}\n"), "a text is in double quotes (2: 'q')");
        assert_eq!(
            found("variable \"a\" { type = string default = 1 }\n"),
            "`default` has to begin a line of its own (1: def)"
        );
        assert_eq!(
            found("<<<<<<< HEAD\nlocals {}\n=======\n>>>>>>> x\n"),
            "a conflict of a merge was left in it (1: <<<)"
        );
    }

    #[test]
    fn what_is_in_texts_and_comments_opens_nothing() {
        let text = "locals {\n  a = \"}{ ${f(\"]\")} $${ \\\" \"\n  # { \"\n  b = <<-EOT\n    \" {\n  EOT\n  /* { */\n  c = = 1\n}\n";
        assert!(found(text).ends_with("(8: = 1)"), "{}", found(text));
    }
}
