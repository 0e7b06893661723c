//! What [`write`](super::write) wrote.

use super::block::Address;
use super::change::Change;
use super::edit::{Edit, Path, Step};
use super::json::{Json, unquoted};
use super::lines::Hunk;
use super::order::Place;
use super::patch::{Content, Part};
use super::renaming::Renaming;
use super::write::{is_plain, is_word};

type Result<T> = std::result::Result<T, String>;

/// The parts of a text.
pub(super) fn parts(text: &str) -> Result<Vec<Part>> {
    let mut starts: Vec<usize> = text.match_indices("== ").map(|(at, _)| at).collect();
    starts.retain(|at| *at == 0 || text[..*at].ends_with("\n\n"));
    let ends = starts.iter().skip(1).map(|next| next - 1).chain([text.len()]);
    starts.iter().zip(ends).map(|(start, end)| part(&text[*start..end])).collect()
}

fn part(text: &str) -> Result<Part> {
    let (head, rest) = text.split_once('\n').ok_or("a part has a head")?;
    let mut line = Line(head);
    line.eat("== ");
    let path = line.word()?;
    let from = if line.eat(" from ") { Some(line.word()?) } else { None };
    let mut renaming = Renaming::default();
    while line.eat(" with ") || line.eat(", ") {
        let old = line.word()?;
        line.expect(" → ")?;
        renaming.0.push((old, line.word()?));
    }
    let is_module = path.split('/').next_back().is_some_and(|name| !name.contains('.')) && from.is_some();
    let content = if is_module { module(rest)? } else { Content::Text(hunks(rest)?) };
    Ok(Part { path, from, renaming, content })
}

fn hunks(text: &str) -> Result<Vec<Hunk>> {
    let mut hunks: Vec<Hunk> = Vec::new();
    for line in text.split_terminator('\n') {
        match (line.split_at_checked(2), hunks.last_mut()) {
            (Some(("@ ", place)), _) => {
                let (line, removed) = place.split_once(" -").unwrap_or((place, "0"));
                hunks.push(Hunk { line: count(line)?, removed: count(removed)?, added: Vec::new() });
            }
            (Some(("+ ", line)), Some(hunk)) => hunk.added.push(line.to_owned()),
            _ => return Err(format!("`{line}` is not part of a hunk")),
        }
    }
    Ok(hunks)
}

fn count(text: &str) -> Result<usize> {
    text.parse().map_err(|error| format!("{text}: {error}"))
}

fn module(text: &str) -> Result<Content> {
    let (mut gone, mut files) = (Vec::new(), Vec::<(String, Vec<Change>)>::new());
    for entry in entries(text, "") {
        let mut line = Line(entry.0);
        match files.last_mut() {
            _ if line.eat("@ ") => files.push((line.word()?, Vec::new())),
            Some((_, changes)) => changes.push(change(line, &entry.1)?),
            None => {
                line.expect("- ")?;
                gone.push(line.word()?);
            }
        }
    }
    Ok(Content::Module(gone, files))
}

/// Lines with an indent, each with the lines below it that are indented further.
fn entries<'a>(text: &'a str, indent: &str) -> Vec<(&'a str, String)> {
    let deeper = format!("{indent}  ");
    let mut entries: Vec<(&str, String)> = Vec::new();
    for line in text.split_terminator('\n') {
        match entries.last_mut() {
            Some((_, below)) if line.starts_with(&deeper) => *below += &format!("{line}\n"),
            _ => entries.push((line.strip_prefix(indent).unwrap_or(line), String::new())),
        }
    }
    entries
}

fn change(mut line: Line<'_>, below: &str) -> Result<Change> {
    let edits = || {
        entries(below, "    ").into_iter().map(|(line, below)| edit(line, &below)).collect::<Result<Vec<_>>>()
    };
    match line.mark()? {
        '-' => Ok(Change::Removed(line.address()?)),
        '=' => Ok(Change::Changed(line.address()?, edits()?)),
        _ => {
            let address = line.address()?;
            let like = if line.eat(" like ") { Some(line.name()?) } else { None };
            let place = line.place(Line::address)?;
            Ok(Change::Added { address, place, like, edits: edits()? })
        }
    }
}

fn edit(line: &str, below: &str) -> Result<Edit> {
    let mut line = Line(line);
    if line.eat("~ ") {
        let path = line.path()?;
        line.expect(" with ")?;
        let old = line.name()?;
        line.expect(" → ")?;
        return Ok(Edit::Rename(path, old, line.name()?));
    }
    let mark = line.mark()?;
    let path = line.path()?;
    if mark == '-' {
        return Ok(Edit::Remove(path));
    }
    let place = line.place(Line::name)?;
    line.expect(" = ")?;
    let value = Json::parse(&format!("{}\n{below}", line.0))?;
    Ok(if mark == '=' { Edit::Replace(path, value) } else { Edit::Insert(path, place, value) })
}

/// What is left of a line.
#[derive(Clone, Copy)]
struct Line<'a>(&'a str);

impl Line<'_> {
    fn eat(&mut self, text: &str) -> bool {
        let rest = self.0.strip_prefix(text);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    fn expect(&mut self, text: &str) -> Result<()> {
        if self.eat(text) { Ok(()) } else { Err(format!("expected `{text}` at `{}`", self.0)) }
    }

    fn mark(&mut self) -> Result<char> {
        let mark = ['-', '=', '+'].into_iter().find(|mark| self.eat(&format!("{mark} ")));
        mark.ok_or_else(|| format!("expected a mark at `{}`", self.0))
    }

    fn word(&mut self) -> Result<String> {
        self.text(is_word)
    }

    fn name(&mut self) -> Result<String> {
        self.text(is_plain)
    }

    fn text(&mut self, is_part: fn(char) -> bool) -> Result<String> {
        let end = match self.0.strip_prefix('"') {
            Some(inner) => end_of_text(inner).ok_or_else(|| format!("{} does not end", self.0))? + 2,
            None => self.0.find(|next| !is_part(next)).unwrap_or(self.0.len()),
        };
        let (text, rest) = self.0.split_at(end);
        self.0 = rest;
        if text.starts_with('"') { unquoted(text) } else { Ok(text.to_owned()) }
    }

    fn address(&mut self) -> Result<Address> {
        let mut address = vec![self.name()?];
        while self.eat(".") {
            address.push(self.name()?);
        }
        Ok(address)
    }

    fn path(&mut self) -> Result<Path> {
        let mut path = Path::new();
        if self.eat(".") {
            return Ok(path);
        }
        loop {
            if self.eat("[") {
                let (index, rest) = self.0.split_once(']').ok_or("an index ends with ]")?;
                path.push(place_in_list(index)?);
                self.0 = rest;
            } else if path.is_empty() || self.eat(".") {
                path.push(Step::Key(self.name()?));
            } else {
                return Ok(path);
            }
        }
    }

    fn place<K>(&mut self, read: fn(&mut Self) -> Result<K>) -> Result<Place<K>> {
        if self.eat(" last") {
            Ok(Place::Last)
        } else if self.eat(" before ") {
            Ok(Place::Before(read(self)?))
        } else {
            Ok(Place::Usual)
        }
    }
}

/// `2`, or from the end `-1` and `end`.
fn place_in_list(index: &str) -> Result<Step> {
    Ok(match index.strip_prefix('-') {
        _ if index == "end" => Step::FromEnd(0),
        Some(index) => Step::FromEnd(count(index)?),
        None => Step::Index(count(index)?),
    })
}

/// Where a quoted text ends, behind its first quote.
fn end_of_text(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    text.char_indices().find_map(|(at, next)| {
        let is_end = next == '"' && !is_escaped;
        is_escaped = next == '\\' && !is_escaped;
        is_end.then_some(at)
    })
}
