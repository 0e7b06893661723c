//! The rules about arguments, as `scripts/values` writes them.

use std::sync::OnceLock;

use super::by_hand;
use crate::asked::Asked;
use crate::unit::Lookup;

/// A line of the table of rules: `length! 1 64`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fact {
    /// What kind of rule it is: `length`.
    pub(super) kind: &'static str,
    words: &'static str,
    /// Whether AWS's own description of its API has it.
    pub(super) is_sure: bool,
    /// Whether an empty text is taken whatever the rule says.
    pub(super) takes_empty: bool,
}

/// The arguments of a type, by their path without indices, with the numbers of their rules.
pub(super) struct Arguments {
    kind: String,
    of: Lookup<String, &'static str>,
}

struct Table {
    facts: Vec<Fact>,
    /// The lines below each type, or the name of a type that has the same.
    types: Lookup<&'static str, &'static str>,
}

static TABLE: OnceLock<Table> = OnceLock::new();

/// The table, where it is there.
fn table() -> Option<&'static Table> {
    let text = Asked::Values.text()?;
    Some(TABLE.get_or_init(|| Table::of(text)))
}

impl Fact {
    /// What follows the kind, without what stands for spaces.
    pub(super) fn words(self) -> impl Iterator<Item = String> + Clone {
        self.words.split(' ').filter(|word| !word.is_empty()).map(|word| word.replace('␣', " "))
    }

    pub(super) fn parse(line: &'static str) -> Self {
        let (head, words) = line.split_once(' ').unwrap_or((line, ""));
        let kind = head.trim_end_matches(['?', '!']);
        let flags = head.get(kind.len()..).unwrap_or_default();
        Self { kind, words, is_sure: flags.contains('!'), takes_empty: flags.contains('?') }
    }
}

impl Table {
    fn of(text: &'static str) -> Self {
        let mut table = Self { facts: Vec::new(), types: Lookup::default() };
        let (_, mut rest) = text.split_once('\n').unwrap_or_default();
        while let Some((line, below)) = rest.split_once('\n') {
            let length =
                below.split_inclusive('\n').take_while(|line| line.starts_with(' ')).map(str::len).sum();
            let (arguments, next) = below.split_at_checked(length).unwrap_or((below, ""));
            match (line.strip_prefix("= "), line.split_once(' ')) {
                (Some(fact), _) => table.facts.push(Fact::parse(fact)),
                (None, Some((kind, same))) => drop(table.types.insert(kind, same)),
                (None, None) => drop(table.types.insert(line, arguments)),
            }
            rest = next;
        }
        table
    }
}

/// What is known of the arguments of a type.
pub(super) fn of_type(kind: &str) -> Option<Arguments> {
    let table = table()?;
    let lines = *table.types.get(kind)?;
    let lines = if lines.starts_with(' ') { lines } else { table.types.get(lines)? };
    let (mut of, mut above) = (Lookup::default(), Vec::new());
    for line in lines.lines() {
        let content = line.trim_start();
        above.truncate((line.len() - content.len()).saturating_sub(1));
        match content.split_once(' ') {
            Some((name, numbers)) => {
                of.insert([&above[..], &[name]].concat().join("."), numbers);
            }
            None => above.push(content),
        }
    }
    Some(Arguments { kind: kind.to_owned(), of })
}

impl Arguments {
    /// The rules about an argument, by its path without indices.
    pub(super) fn rules(&self, path: &str) -> Option<Vec<Fact>> {
        if let Some(rule) = by_hand::rule(&self.kind, path) {
            return Some(vec![Fact::parse(rule)]);
        }
        let (facts, numbers) = (&table()?.facts, self.of.get(path)?.split(','));
        Some(numbers.filter_map(|at| facts.get(at.parse::<usize>().ok()?).copied()).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::super::{form, judge};
    use super::*;

    #[test]
    fn every_line_is_read() {
        let table = table().unwrap();
        assert!(table.facts.len() > 500 && table.types.len() > 1000);
        for kind in table.types.keys() {
            let arguments = of_type(kind).unwrap();
            for (path, numbers) in &arguments.of {
                let rules = arguments.rules(path).unwrap();
                assert_eq!(rules.len(), numbers.split(',').count(), "{kind} {path}");
            }
        }
        for fact in &table.facts {
            assert!(judge::KINDS.contains(&fact.kind), "{fact:?}");
            let pattern = fact.words().next().filter(|_| fact.kind == "matches");
            assert!(pattern.is_none_or(|pattern| form::matches(&pattern, "a").is_some()), "{fact:?}");
        }
    }

    #[test]
    fn rules_by_hand_come_first() {
        let of = |kind, path| of_type(kind).and_then(|arguments| arguments.rules(path)).unwrap_or_default();
        let timeout = of("aws_lambda_function", "timeout");
        assert_eq!(timeout.iter().map(|fact| fact.kind).collect::<Vec<_>>(), ["range"]);
        assert_eq!(timeout[0].words().collect::<Vec<_>>(), ["1", "900"]);
        for fact in by_hand::all() {
            assert!(judge::KINDS.contains(&fact.kind) && fact.is_sure, "{fact:?}");
        }
    }

    #[test]
    fn flags_follow_the_kind() {
        let fact = Fact::parse("arn?! a␣b c");
        assert_eq!((fact.kind, fact.is_sure, fact.takes_empty), ("arn", true, true));
        assert_eq!(fact.words().collect::<Vec<_>>(), ["a b", "c"]);
    }
}
