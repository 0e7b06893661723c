//! References in the text of expressions: `aws_subnet.public[0].id`, `data.aws_vpc.x.tags["Name"]`.

use super::Kind;

/// A reference to what a provider makes, step by step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Traversal<'a> {
    pub(super) kind: Kind,
    /// The type: `aws_subnet`.
    pub(super) of: &'a str,
    pub(super) label: &'a str,
    pub(super) steps: Vec<Step<'a>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step<'a> {
    /// `.name`, and `.0` in old notation.
    Attribute(&'a str),
    /// `[0]` or `["key"]`, and `None` for an expression in brackets.
    Index(Option<&'a str>),
    /// `[*]` or `.*`
    Splat,
}

impl Traversal<'_> {
    /// The reference as far as a number of steps.
    pub(super) fn text(&self, steps: usize) -> String {
        let head = match self.kind {
            Kind::Resource => format!("{}.{}", self.of, self.label),
            kind => format!("{}.{}.{}", kind.word(), self.of, self.label),
        };
        self.steps.iter().take(steps).fold(head, |text, step| match step {
            Step::Attribute(name) => format!("{text}.{name}"),
            Step::Index(Some(key)) if key.bytes().all(|byte| byte.is_ascii_digit()) => {
                format!("{text}[{key}]")
            }
            Step::Index(Some(key)) => format!("{text}[\"{key}\"]"),
            Step::Index(None) => format!("{text}[…]"),
            Step::Splat => format!("{text}[*]"),
        })
    }
}

/// The steps of a path: `ids[0]`, `[0].id`.
pub(super) fn steps(path: &str) -> Vec<Step<'_>> {
    let mut rest = path;
    if path.is_empty() || path.starts_with('[') {
        return take_steps(&mut rest);
    }
    let Some(first) = take_name(&mut rest) else { return Vec::new() };
    std::iter::once(first).chain(std::iter::from_fn(|| take_step(&mut rest))).collect()
}

/// The reference that the text begins with.
fn one(text: &str) -> Option<Traversal<'_>> {
    take(&mut &*text)
}

/// The reference that the text is, from end to end.
pub(super) fn whole(text: &str) -> Option<Traversal<'_>> {
    let mut rest = text;
    let traversal = take(&mut rest)?;
    rest.is_empty().then_some(traversal)
}

/// All references in the text of an expression, those within brackets and templates too.
pub(super) fn all(text: &str) -> Vec<Traversal<'_>> {
    let mut found = Vec::new();
    let mut scanner = Scanner { rest: text, quotes: Vec::new(), found: &mut found };
    while scanner.step().is_some() {}
    found
}

/// Walks over an expression and knows when it is inside a quoted text.
struct Scanner<'a, 'f> {
    rest: &'a str,
    /// For each text that is open: how many braces are open in the template within, `None` outside of one.
    quotes: Vec<Option<usize>>,
    found: &'f mut Vec<Traversal<'a>>,
}

impl Scanner<'_, '_> {
    fn step(&mut self) -> Option<()> {
        let next = self.rest.chars().next()?;
        match self.quotes.last_mut() {
            Some(template @ None) => self.rest = quoted(self.rest, template)?,
            Some(Some(braces)) if next == '{' => {
                *braces += 1;
                self.skip(1);
            }
            Some(template @ Some(0)) if next == '}' => {
                *template = None;
                self.skip(1);
            }
            Some(Some(braces)) if next == '}' => {
                *braces = braces.saturating_sub(1);
                self.skip(1);
            }
            _ => self.code(next),
        }
        if self.quotes.last() == Some(&None) && self.rest.starts_with('"') {
            self.quotes.pop();
            self.skip(1);
        }
        Some(())
    }

    fn code(&mut self, next: char) {
        match next {
            '"' => {
                self.quotes.push(None);
                self.skip(1);
            }
            start if is_start(start) => self.word(),
            // `.name` after a bracket or a call is a step of something else.
            '.' => self.skip(1 + self.rest.get(1..).map_or(0, |rest| word(rest).len())),
            other => self.skip(other.len_utf8()),
        }
    }

    fn word(&mut self) {
        let before = self.rest;
        let mut rest = before;
        match take(&mut rest) {
            Some(traversal) => {
                let taken = before.get(..before.len() - rest.len()).unwrap_or_default();
                self.found.push(traversal);
                // The brackets may contain references.
                let inner = taken.match_indices('[').filter_map(|(at, _)| taken.get(at + 1..));
                let inner = inner.filter(|inner| inner.starts_with(is_start));
                inner.for_each(|inner| self.found.extend(one(inner)));
                self.rest = rest;
            }
            None => self.skip(word(before).len()),
        }
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }
}

/// Over one character of a quoted text, or into the template that begins there.
fn quoted<'a>(rest: &'a str, template: &mut Option<usize>) -> Option<&'a str> {
    for literal in ["$${", "%%{"] {
        if let Some(after) = rest.strip_prefix(literal) {
            return Some(after);
        }
    }
    if let Some(after) = rest.strip_prefix("${").or(rest.strip_prefix("%{")) {
        *template = Some(0);
        return Some(after);
    }
    let mut characters = rest.chars();
    if characters.next() == Some('\\') {
        characters.next();
    }
    Some(characters.as_str())
}

fn take<'a>(rest: &mut &'a str) -> Option<Traversal<'a>> {
    let mut after = *rest;
    let first = take_word(&mut after)?;
    let kind = match first {
        "data" => Kind::Data,
        "ephemeral" => Kind::Ephemeral,
        _ => Kind::Resource,
    };
    let of = if kind == Kind::Resource { first } else { take_dotted(&mut after)? };
    // Names of types have an underscore; `var`, `each`, `local` and variables of `for` are something else.
    if !of.contains('_') {
        return None;
    }
    let label = take_dotted(&mut after)?;
    let traversal = Traversal { kind, of, label, steps: take_steps(&mut after) };
    *rest = after;
    Some(traversal)
}

fn take_steps<'a>(rest: &mut &'a str) -> Vec<Step<'a>> {
    std::iter::from_fn(|| take_step(rest)).collect()
}

fn take_step<'a>(rest: &mut &'a str) -> Option<Step<'a>> {
    if let Some(after) = rest.strip_prefix("[*]") {
        *rest = after;
        return Some(Step::Splat);
    }
    if let Some(inner) = rest.strip_prefix('[') {
        let end = closing(inner)?;
        let index = inner.get(..end)?.trim();
        *rest = inner.get(end + 1..)?;
        let quoted = index.strip_prefix('"').and_then(|index| index.strip_suffix('"'));
        let plain = quoted.filter(|key| !key.contains(['"', '\\', '$', '%']));
        let digits =
            Some(index).filter(|index| !index.is_empty() && index.bytes().all(|b| b.is_ascii_digit()));
        return Some(Step::Index(plain.or(digits)));
    }
    let mut after = rest.strip_prefix('.')?;
    let step = take_name(&mut after)?;
    *rest = after;
    Some(step)
}

/// What may follow a dot.
fn take_name<'a>(rest: &mut &'a str) -> Option<Step<'a>> {
    if let Some(after) = rest.strip_prefix('*') {
        *rest = after;
        return Some(Step::Splat);
    }
    let name = word(rest);
    let name = if name.is_empty() { digits(rest) } else { name };
    *rest = rest.get(name.len()..)?;
    (!name.is_empty()).then_some(Step::Attribute(name))
}

/// Where the bracket that was opened before is closed.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut in_text = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' => in_text = !in_text,
            b'[' if !in_text => depth += 1,
            b']' if !in_text && depth == 0 => return Some(at),
            b']' if !in_text => depth -= 1,
            _ => {}
        }
    }
    None
}

fn take_word<'a>(rest: &mut &'a str) -> Option<&'a str> {
    let name = word(rest);
    *rest = rest.get(name.len()..)?;
    (!name.is_empty()).then_some(name)
}

fn take_dotted<'a>(rest: &mut &'a str) -> Option<&'a str> {
    *rest = rest.strip_prefix('.')?;
    take_word(rest)
}

fn is_start(character: char) -> bool {
    character.is_alphabetic() || character == '_'
}

/// The identifier that a text begins with.
fn word(text: &str) -> &str {
    let is_part = |character: char| character.is_alphanumeric() || matches!(character, '_' | '-');
    if !text.starts_with(is_start) {
        return "";
    }
    text.get(..text.find(|character| !is_part(character)).unwrap_or(text.len())).unwrap_or_default()
}

fn digits(text: &str) -> &str {
    let end = text.find(|character: char| !character.is_ascii_digit()).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(expression: &str) -> Vec<String> {
        all(expression).iter().map(|found| found.text(usize::MAX)).collect()
    }

    #[test]
    fn references_are_found_wherever_they_stand() {
        for (expression, expected) in [
            ("aws_vpc.main.id", &["aws_vpc.main.id"][..]),
            ("one(aws_vpc.main[*].tags[\"Name\"]) + 1", &["aws_vpc.main[*].tags[\"Name\"]"]),
            ("data.aws_vpc.a.id == aws_vpc.b.0.id", &["data.aws_vpc.a.id", "aws_vpc.b.0.id"]),
            ("format(\"a aws_vpc.x.id ${aws_vpc.y.id} $${aws_vpc.z.id}\", 1)", &["aws_vpc.y.id"]),
            ("\"${jsonencode({ \"a\" = aws_vpc.y.id })} aws_vpc.x.id\"", &["aws_vpc.y.id"]),
            ("[for s in aws_subnet.all : s.id if s.az == var.az_name.x]", &["aws_subnet.all"]),
            ("aws_subnet.all[each.key].id", &["aws_subnet.all[…].id"]),
            ("f(x).aws_vpc.main", &[]),
            ("module.a_b.c_d.e", &["module.a_b.c_d.e"]),
            ("\"\\\"aws_vpc.x.id\"", &[]),
        ] {
            let expected: Vec<&str> =
                expected.iter().copied().filter(|one| !one.starts_with("module")).collect();
            assert_eq!(texts(expression), expected, "{expression}");
        }
    }

    #[test]
    fn only_what_is_a_reference_from_end_to_end_has_a_type() {
        assert!(whole("aws_vpc.main[0].id").is_some());
        assert!(whole("aws_vpc.main.id + 1").is_none());
        assert!(whole("f(aws_vpc.main.id)").is_none());
    }
}
