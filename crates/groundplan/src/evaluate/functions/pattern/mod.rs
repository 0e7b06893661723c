//! Regular expressions, as far as people write them in Terraform.
//!
//! The syntax is that of RE2; what we do not know of it is not evaluated. <https://github.com/google/re2/wiki/Syntax>

mod parse;
mod run;

use std::sync::Arc;

use super::super::{Data, Known, Outcome, Reason};
use super::arguments::{Arguments, bounded};
use super::{Native, of};
use parse::Program;

pub(super) const TABLE: &[Native] = &[of("regex", regex), of("regexall", regexall), of("replace", replace)];

/// The places of a match and of its groups, in characters.
type Found = Vec<Option<usize>>;

fn regex(all: &Arguments<'_>) -> Outcome {
    let (program, text) = (Program::parse(&all.text(0)?)?, characters(&all.text(1)?));
    let mut search = run::Search::of(&program, &text, all)?;
    let found = search.find(0)?.ok_or(Reason::Fails("the pattern does not match"))?;
    result(&program, &text, &found)
}

fn regexall(all: &Arguments<'_>) -> Outcome {
    let (program, text) = (Program::parse(&all.text(0)?)?, characters(&all.text(1)?));
    let all = every(&program, &text, all)?;
    Ok(Known::list(all.iter().map(|found| result(&program, &text, found)).collect::<Outcome<_>>()?))
}

/// Between slashes a pattern, else text.
fn replace(all: &Arguments<'_>) -> Outcome {
    let (text, piece, by) = (all.text(0)?, all.text(1)?, all.text(2)?);
    let pattern = piece.strip_prefix('/').and_then(|piece| piece.strip_suffix('/'));
    let Some(pattern) = pattern else {
        bounded(text.matches(&*piece).count().saturating_mul(by.len()).saturating_add(text.len()))?;
        return Ok(text.replace(&*piece, &by).into());
    };
    let (program, text) = (Program::parse(pattern)?, characters(&text));
    let (mut made, mut at) = (String::new(), 0);
    for found in every(&program, &text, all)? {
        let (start, end) = whole(&found);
        made.extend(text.get(at..start).unwrap_or_default());
        expand(&program, &text, &found, &by, &mut made)?;
        bounded(made.len())?;
        at = end;
    }
    made.extend(text.get(at..).unwrap_or_default());
    Ok(made.into())
}

/// Whether a pattern is found in a text, where that can be known.
pub(crate) fn is_match(pattern: &str, text: &str) -> Option<bool> {
    let program = Program::parse(pattern).ok()?;
    let (text, unlimited) = (characters(text), Arguments(&[], &|_| Ok(())));
    let found = run::Search::of(&program, &text, &unlimited).ok()?.find(0).ok()?;
    Some(found.is_some())
}

fn characters(text: &str) -> Vec<char> {
    text.chars().collect()
}

/// Every match, from left to right. An empty one right behind another does not count.
fn every(program: &Program, text: &[char], arguments: &Arguments<'_>) -> Outcome<Vec<Found>> {
    let mut search = run::Search::of(program, text, arguments)?;
    let (mut all, mut at, mut last) = (Vec::new(), 0, None);
    while at <= text.len() {
        let Some(found) = search.find(at)? else { break };
        let (start, end) = whole(&found);
        at = if end > at { end } else { at + 1 };
        if start != end || last != Some(end) {
            all.push(found);
        }
        last = Some(end);
    }
    Ok(all)
}

fn whole(found: &Found) -> (usize, usize) {
    let place = |index: usize| found.get(index).copied().flatten().unwrap_or_default();
    (place(0), place(1))
}

/// The text of a group, if it took part.
fn group(text: &[char], found: &Found, index: usize) -> Option<String> {
    let place = |index: usize| found.get(index).copied().flatten();
    let range = place(2 * index)?..place(2 * index + 1)?;
    Some(text.get(range)?.iter().collect())
}

/// The whole of a match, or its groups, by name if they have names.
fn result(program: &Program, text: &[char], found: &Found) -> Outcome {
    let known = |index| group(text, found, index).map_or(Data::Null.into(), Known::from);
    let names: Vec<&str> = program.names.iter().map(|name| name.as_deref().unwrap_or_default()).collect();
    match names.iter().filter(|name| name.is_empty()).count() {
        _ if names.is_empty() => Ok(known(0)),
        0 => Ok(Known::object(names.iter().zip(1..).map(|(name, index)| (Arc::from(*name), known(index))))),
        count if count == names.len() => Ok(Known::tuple((1..=count).map(known).collect())),
        _ => Err(Reason::Fails("all groups must have a name, or none")),
    }
}

/// What a match is replaced by: `$1`, `${1}` and `${name}` are its groups, `$$` is a sign.
fn expand(program: &Program, text: &[char], found: &Found, by: &str, made: &mut String) -> Outcome<()> {
    let mut rest = by;
    while let Some((before, after)) = rest.split_once('$') {
        made.push_str(before);
        let (name, after) = reference(after);
        let index = match name {
            "$" => {
                made.push('$');
                None
            }
            "" => {
                made.push('$');
                None
            }
            name => name
                .parse()
                .ok()
                .or_else(|| Some(1 + program.names.iter().position(|known| known.as_deref() == Some(name))?)),
        };
        made.extend(index.and_then(|index| group(text, found, index)));
        rest = after;
        bounded(made.len())?;
    }
    made.push_str(rest);
    Ok(())
}

/// The name after a `$`, as long as it can be.
fn reference(text: &str) -> (&str, &str) {
    if let Some(rest) = text.strip_prefix('$') {
        return ("$", rest);
    }
    let is_name =
        |text: &str| !text.is_empty() && text.chars().all(|next| next.is_ascii_alphanumeric() || next == '_');
    if let Some((name, rest)) = text.strip_prefix('{').and_then(|text| text.split_once('}'))
        && is_name(name)
    {
        return (name, rest);
    }
    let end = text.find(|next: char| !next.is_ascii_alphanumeric() && next != '_').unwrap_or(text.len());
    text.split_at(end)
}
