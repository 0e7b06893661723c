//! A pattern as steps.

use std::iter::Peekable;
use std::str::Chars;

use super::super::super::{Outcome, Reason};

/// How many steps a pattern may have, how many characters, and how deep its groups may be.
const LONGEST: usize = 2_000;
const LONGEST_TEXT: usize = 4_000;
const DEEPEST: u32 = 50;

/// A step of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A character of a set.
    One(Set),
    /// Goes on at the first place, or else at the second.
    Split(usize, usize),
    /// Keeps the place in the text.
    Save(usize),
    /// Holds at the start of the text, at its end, at the edge of a word, or elsewhere.
    Start,
    End,
    Edge(bool),
}

/// Characters in ranges, or all others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Set {
    ranges: Vec<(char, char)>,
    is_negated: bool,
}

impl Set {
    pub(super) fn has(&self, character: char) -> bool {
        self.ranges.iter().any(|(first, last)| (*first..=*last).contains(&character)) != self.is_negated
    }

    /// How many ranges are looked at.
    pub(super) fn size(&self) -> usize {
        self.ranges.len()
    }

    fn one(character: char) -> Self {
        Self { ranges: vec![(character, character)], is_negated: false }
    }
}

/// A parsed pattern.
pub(super) struct Program {
    pub(super) steps: Vec<Step>,
    /// Whether a letter is the same in another case.
    pub(super) ignores_case: bool,
    /// The names of its groups, where they have one.
    pub(super) names: Vec<Option<String>>,
}

/// A part of a pattern.
#[derive(Clone)]
struct Part {
    /// Steps, whose places are counted from their first.
    steps: Vec<Step>,
    /// Whether it takes at least one character.
    takes: bool,
}

struct Parser<'a> {
    rest: Peekable<Chars<'a>>,
    names: Vec<Option<String>>,
    ignores_case: bool,
    depth: u32,
}

impl Program {
    /// Parses a pattern; what we do not know of the syntax, or is wrong, is not evaluated.
    pub(super) fn parse(pattern: &str) -> Outcome<Self> {
        if pattern.len() > LONGEST_TEXT {
            return Err(Reason::Limit);
        }
        let (ignores_case, pattern) = match pattern.strip_prefix("(?i)") {
            Some(rest) => (true, rest),
            None => (false, pattern),
        };
        let mut parser =
            Parser { rest: pattern.chars().peekable(), names: Vec::new(), ignores_case, depth: 0 };
        // Of other letters, more than one may be the same in another case.
        if ignores_case && !pattern.is_ascii() {
            return Err(Reason::Function);
        }
        let part = parser.alternatives().filter(|_| parser.rest.peek().is_none());
        let part = part.filter(|part| part.steps.len() <= LONGEST).ok_or(Reason::Function)?;
        Ok(Self { steps: part.steps, ignores_case, names: parser.names })
    }
}

impl Parser<'_> {
    fn alternatives(&mut self) -> Option<Part> {
        self.depth += 1;
        if self.depth >= DEEPEST {
            return None;
        }
        let mut made = self.sequence()?;
        while self.rest.next_if_eq(&'|').is_some() {
            let other = self.sequence()?;
            made = either(made, other, false);
            if made.steps.len() > LONGEST {
                return None;
            }
        }
        self.depth -= 1;
        Some(made)
    }

    fn sequence(&mut self) -> Option<Part> {
        let mut made = Part { steps: Vec::new(), takes: false };
        while self.rest.peek().is_some_and(|next| !"|)".contains(*next)) {
            let part = self.repeated()?;
            made = then(made, part);
            if made.steps.len() > LONGEST {
                return None;
            }
        }
        Some(made)
    }

    fn repeated(&mut self) -> Option<Part> {
        let part = self.atom()?;
        let (least, most) = match self.rest.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => return self.counted(part),
            _ => return Some(part),
        };
        self.rest.next();
        self.times(part, least, most)
    }

    /// `{2}`, `{2,}` or `{2,3}`.
    fn counted(&mut self, part: Part) -> Option<Part> {
        self.rest.next();
        let mut text = String::new();
        while let Some(next) = self.rest.next_if(|next| *next != '}') {
            text.push(next);
        }
        self.rest.next()?;
        let (least, most) = match text.split_once(',') {
            Some((least, "")) => (least.parse().ok()?, None),
            Some((least, most)) => (least.parse().ok()?, Some(most.parse().ok()?)),
            None => (text.parse().ok()?, Some(text.parse().ok()?)),
        };
        self.times(part, least, most).filter(|_| most.is_none_or(|most| least <= most))
    }

    fn times(&mut self, part: Part, least: usize, most: Option<usize>) -> Option<Part> {
        let is_lazy = self.rest.next_if_eq(&'?').is_some();
        let is_again = self.rest.peek().is_some_and(|next| "*+?{".contains(*next));
        // What repeats nothing for ever has rules of its own.
        let is_plain = part.takes || most == Some(1);
        if is_again || !is_plain || least.max(most.unwrap_or(0)).checked_mul(part.steps.len())? > LONGEST {
            return None;
        }
        let empty = || Part { steps: Vec::new(), takes: false };
        let mut made = (0..least).fold(empty(), |made, _| then(made, part.clone()));
        match most {
            None => made = then(made, forever(part, is_lazy)),
            Some(most) => {
                let further = (least..most).fold(empty(), |further, _| {
                    let more = then(part.clone(), further);
                    if is_lazy { either(empty(), more, true) } else { either(more, empty(), true) }
                });
                made = then(made, further);
            }
        }
        Some(made)
    }

    fn atom(&mut self) -> Option<Part> {
        match self.rest.next()? {
            '(' => self.group(),
            '[' => self.class().map(|set| self.one(set)),
            '.' => Some(self.one(Set { ranges: vec![('\n', '\n')], is_negated: true })),
            '^' => Some(assertion(Step::Start)),
            '$' => Some(assertion(Step::End)),
            '\\' => self.escape(),
            '*' | '+' | '?' | '{' => None,
            other => Some(self.one(Set::one(other))),
        }
    }

    fn one(&self, mut set: Set) -> Part {
        if self.ignores_case {
            let letters =
                ('a'..='z').filter(|letter| set.has(*letter) || set.has(letter.to_ascii_uppercase()));
            let both = letters.flat_map(|letter| [letter, letter.to_ascii_uppercase()]).collect::<Vec<_>>();
            if !set.is_negated {
                set.ranges.extend(both.into_iter().map(|letter| (letter, letter)));
            }
        }
        Part { steps: vec![Step::One(set)], takes: true }
    }

    fn group(&mut self) -> Option<Part> {
        let name = if self.rest.next_if_eq(&'?').is_some() { self.head()? } else { Some(None) };
        let Some(name) = name else { return self.closed() };
        self.names.push(name);
        let index = self.names.len();
        let inner = self.closed()?;
        let saved = |place| Part { steps: vec![Step::Save(place)], takes: false };
        Some(then(then(saved(2 * index), inner), saved(2 * index + 1)))
    }

    /// What follows `(?`: nothing kept for `:`, a name for `P<name>`.
    fn head(&mut self) -> Option<Option<Option<String>>> {
        match self.rest.next()? {
            ':' => return Some(None),
            'P' => self.rest.next_if_eq(&'<').map(drop)?,
            '<' if self.rest.peek().is_some_and(|next| !"=!".contains(*next)) => {}
            _ => return None,
        }
        let mut name = String::new();
        while let Some(next) = self.rest.next_if(|next| next.is_ascii_alphanumeric() || *next == '_') {
            name.push(next);
        }
        self.rest.next_if_eq(&'>').map(|_| Some(Some(name)))
    }

    fn closed(&mut self) -> Option<Part> {
        let inner = self.alternatives()?;
        self.rest.next_if_eq(&')').map(|_| inner)
    }

    fn escape(&mut self) -> Option<Part> {
        match self.rest.peek()? {
            'b' | 'B' => Some(assertion(Step::Edge(self.rest.next() == Some('b')))),
            'A' => self.rest.next().map(|_| assertion(Step::Start)),
            'z' => self.rest.next().map(|_| assertion(Step::End)),
            _ => self.escaped().map(|set| self.one(set)),
        }
    }

    /// The characters that an escape means.
    fn escaped(&mut self) -> Option<Set> {
        let next = self.rest.next()?;
        let ranges: &[(char, char)] = match next.to_ascii_lowercase() {
            'd' => &[('0', '9')],
            'w' => &[('0', '9'), ('A', 'Z'), ('a', 'z'), ('_', '_')],
            's' => &[('\t', '\n'), ('\u{c}', '\r'), (' ', ' ')],
            _ => &[],
        };
        match next {
            _ if !ranges.is_empty() => {
                Some(Set { ranges: ranges.to_vec(), is_negated: next.is_ascii_uppercase() })
            }
            'n' => Some(Set::one('\n')),
            't' => Some(Set::one('\t')),
            'r' => Some(Set::one('\r')),
            other => other.is_ascii_punctuation().then(|| Set::one(other)),
        }
    }

    /// A class in brackets.
    fn class(&mut self) -> Option<Set> {
        let is_negated = self.rest.next_if_eq(&'^').is_some();
        let mut made = Set { ranges: Vec::new(), is_negated };
        let mut is_first = true;
        loop {
            let next = self.rest.next()?;
            if next == ']' && !is_first {
                // A class that ignores case and excludes letters is rare.
                return Some(made).filter(|_| !(self.ignores_case && is_negated));
            }
            is_first = false;
            let set = match next {
                '[' if self.rest.peek() == Some(&':') => self.named()?,
                '\\' => self.escaped()?,
                other => Set::one(other),
            };
            made.ranges.extend(self.range(set)?);
        }
    }

    /// A range, if a hyphen follows its first character.
    fn range(&mut self, set: Set) -> Option<Vec<(char, char)>> {
        let mut ahead = self.rest.clone();
        let is_range = ahead.next() == Some('-') && ahead.next().is_some_and(|next| next != ']');
        match set.ranges.as_slice() {
            [(first, only)] if is_range && first == only => {
                self.rest.next();
                let last = match self.rest.next()? {
                    '\\' => self.escaped()?,
                    other => Set::one(other),
                };
                let [(last, _)] = last.ranges.as_slice() else { return None };
                (first <= last).then(|| vec![(*first, *last)])
            }
            _ if set.is_negated || is_range => None,
            _ => Some(set.ranges),
        }
    }

    /// `[:alpha:]` within a class.
    fn named(&mut self) -> Option<Set> {
        self.rest.next();
        let mut name = String::new();
        while let Some(next) = self.rest.next_if(char::is_ascii_lowercase) {
            name.push(next);
        }
        let is_closed = self.rest.next() == Some(':') && self.rest.next() == Some(']');
        let ranges: &[(char, char)] = match name.as_str() {
            "alpha" => &[('A', 'Z'), ('a', 'z')],
            "digit" => &[('0', '9')],
            "alnum" => &[('0', '9'), ('A', 'Z'), ('a', 'z')],
            "lower" => &[('a', 'z')],
            "upper" => &[('A', 'Z')],
            "space" => &[('\t', '\r'), (' ', ' ')],
            "xdigit" => &[('0', '9'), ('A', 'F'), ('a', 'f')],
            "punct" => &[('!', '/'), (':', '@'), ('[', '`'), ('{', '~')],
            "word" => &[('0', '9'), ('A', 'Z'), ('a', 'z'), ('_', '_')],
            _ => return None,
        };
        is_closed.then(|| Set { ranges: ranges.to_vec(), is_negated: false })
    }
}

fn assertion(step: Step) -> Part {
    Part { steps: vec![step], takes: false }
}

/// Steps at another place.
fn shifted(steps: Vec<Step>, by: usize) -> impl Iterator<Item = Step> {
    steps.into_iter().map(move |step| match step {
        Step::Split(one, other) => Step::Split(one + by, other + by),
        step => step,
    })
}

fn then(mut first: Part, second: Part) -> Part {
    let by = first.steps.len();
    first.steps.extend(shifted(second.steps, by));
    Part { takes: first.takes || second.takes, ..first }
}

/// One of two, the first before the second. `can_be_empty` says that one of them is.
fn either(first: Part, second: Part, can_be_empty: bool) -> Part {
    let (one, other) = (first.steps.len(), second.steps.len());
    let end = one + other + 2;
    let mut steps = vec![Step::Split(1, one + 2)];
    steps.extend(shifted(first.steps, 1));
    steps.push(Step::Split(end, end));
    steps.extend(shifted(second.steps, one + 2));
    Part { steps, takes: first.takes && second.takes && !can_be_empty }
}

/// Any number of times.
fn forever(part: Part, is_lazy: bool) -> Part {
    let end = part.steps.len() + 2;
    let mut steps = vec![if is_lazy { Step::Split(end, 1) } else { Step::Split(1, end) }];
    steps.extend(shifted(part.steps, 1));
    steps.push(Step::Split(0, 0));
    Part { steps, takes: false }
}
