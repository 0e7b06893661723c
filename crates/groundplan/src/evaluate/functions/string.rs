use super::super::{Known, Outcome, Reason};
use super::arguments::{Arguments, bounded, size, texts};
use super::{Native, of};

pub(super) const TABLE: &[Native] = &[
    of("chomp", |all| Ok(all.text(0)?.trim_end_matches(['\r', '\n']).into())),
    of("endswith", |all| Ok(all.text(0)?.ends_with(&*all.text(1)?).into())),
    of("indent", indent),
    of("join", join),
    of("lower", |all| cased(&all.text(0)?, |from| Box::new(from.to_lowercase()))),
    of("split", split),
    of("startswith", |all| Ok(all.text(0)?.starts_with(&*all.text(1)?).into())),
    of("strcontains", |all| Ok(all.text(0)?.contains(&*all.text(1)?).into())),
    of("strrev", |all| Ok(characters(&all.text(0)?)?.into_iter().rev().collect::<String>().into())),
    of("substr", substr),
    of("title", title),
    of("trim", trim),
    of("trimprefix", |all| trimmed(all, |text, piece| text.strip_prefix(piece))),
    of("trimspace", |all| Ok(all.text(0)?.trim().into())),
    of("trimsuffix", |all| trimmed(all, |text, piece| text.strip_suffix(piece))),
    of("upper", |all| cased(&all.text(0)?, |from| Box::new(from.to_uppercase()))),
];

/// The characters that a reader sees, where each is one code point.
pub(super) fn characters(text: &str) -> Outcome<Vec<char>> {
    let is_plain = |character: char| {
        character.is_ascii()
            || matches!(character, '\u{a0}'..='\u{2ff}' | '\u{400}'..='\u{482}' | '\u{48a}'..='\u{52f}')
            || matches!(character, '\u{2010}'..='\u{2027}' | '\u{20ac}' | '\u{4e00}'..='\u{9fff}')
    };
    // A line break of two characters is seen as one.
    let is_plain = !text.contains("\r\n") && text.chars().all(is_plain);
    if is_plain { Ok(text.chars().collect()) } else { Err(Reason::Uncertain) }
}

/// Text with each character in another case, where that is one character.
fn cased(text: &str, change: fn(char) -> Box<dyn Iterator<Item = char>>) -> Outcome {
    let one = |character: char| {
        let mut changed = change(character);
        changed.next().filter(|_| changed.next().is_none()).ok_or(Reason::Uncertain)
    };
    Ok(text.chars().map(one).collect::<Outcome<String>>()?.into())
}

fn indent(all: &Arguments<'_>) -> Outcome {
    let spaces = size(all.integer(0)?)?;
    if spaces > 1_000 {
        return Err(Reason::Limit);
    }
    let text = all.text(1)?;
    bounded(text.len() + text.matches('\n').count() * spaces)?;
    Ok(text.replace('\n', &format!("\n{:spaces$}", "")).into())
}

fn join(all: &Arguments<'_>) -> Outcome {
    let mut pieces = Vec::new();
    for place in 1..all.0.len() {
        pieces.extend(all.texts(place)?);
    }
    let separator = all.text(0)?;
    bounded(pieces.iter().map(|piece| piece.len().saturating_add(separator.len())).sum())?;
    Ok(pieces.join(&*separator).into())
}

fn split(all: &Arguments<'_>) -> Outcome {
    let (separator, text) = (all.text(0)?, all.text(1)?);
    match separator.is_empty() {
        true => Ok(texts(text.chars().map(String::from))),
        false => Ok(texts(text.split(&*separator))),
    }
}

fn substr(all: &Arguments<'_>) -> Outcome {
    let characters = characters(&all.text(0)?)?;
    let (offset, length) = (all.integer(1)?, all.integer(2)?);
    let count = i64::try_from(characters.len()).map_err(|_| Reason::Limit)?;
    if offset >= 0 && length == 0 {
        return Ok("".into());
    }
    let start = if offset < 0 { offset.saturating_add(count).max(0) } else { offset };
    let length = if length <= 0 { count } else { length };
    let (start, length) = (size(start)?, size(length)?);
    Ok(characters.into_iter().skip(start).take(length).collect::<String>().into())
}

/// A word begins after what is neither letter, digit nor underscore.
fn title(all: &Arguments<'_>) -> Outcome {
    let text = all.text(0)?;
    if !text.is_ascii() {
        return Err(Reason::Uncertain);
    }
    let mut before = ' ';
    let word = |character: char| character.is_ascii_alphanumeric() || character == '_';
    let upper = text.chars().map(|character| {
        let is_first = !word(std::mem::replace(&mut before, character));
        if is_first { character.to_ascii_uppercase() } else { character }
    });
    Ok(upper.collect::<String>().into())
}

fn trim(all: &Arguments<'_>) -> Outcome {
    let cut = all.text(1)?;
    Ok(all.text(0)?.trim_matches(|character| cut.contains(character)).into())
}

fn trimmed(all: &Arguments<'_>, strip: for<'t> fn(&'t str, &str) -> Option<&'t str>) -> Outcome {
    let (text, piece) = (all.text(0)?, all.text(1)?);
    Ok(Known::from(strip(&text, &piece).unwrap_or(&text)))
}
