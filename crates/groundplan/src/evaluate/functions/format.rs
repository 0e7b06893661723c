//! `format` and `formatlist`.
//!
//! <https://developer.hashicorp.com/terraform/language/functions/format>

use rust_decimal::{Decimal, RoundingStrategy};

use super::super::convert::{boolean, digits, number, text};
use super::super::operator::is_binary;
use super::super::{Data, Known, Outcome, Reason};
use super::arguments::{Arguments, bounded, texts, whole};
use super::string::characters;
use super::{Native, json, of};

pub(super) const TABLE: &[Native] = &[of("format", format), of("formatlist", formatlist)];

/// How wide a value may be made.
const WIDEST: usize = 1_000;

fn format(all: &Arguments<'_>) -> Outcome {
    Ok(formatted(&all.text(0)?, all.from(1))?.into())
}

/// A text for each element of the lists among the arguments, which have one length.
fn formatlist(all: &Arguments<'_>) -> Outcome {
    let lists = (1..all.0.len()).map(|place| match &all.any(place)?.data {
        Data::Tuple(_) | Data::List(_) | Data::Set(_) => all.list(place).map(Some),
        _ => Ok(None),
    });
    let lists = lists.collect::<Outcome<Vec<_>>>()?;
    let mut lengths = lists.iter().flatten().map(|list| list.len());
    let length = lengths.next().unwrap_or(1);
    if lengths.any(|other| other != length) {
        return Err(Reason::Fails("the lists must have the same length"));
    }
    let pattern = all.text(0)?;
    bounded(pattern.len().saturating_mul(length))?;
    let one = |at: usize| {
        let arguments = all.from(1).iter().zip(&lists).map(|(single, list)| match list {
            Some(list) => list.get(at).cloned().ok_or(Reason::Uncertain),
            None => Ok(single.clone()),
        });
        formatted(&pattern, &arguments.collect::<Outcome<Vec<_>>>()?)
    };
    Ok(texts((0..length).map(one).collect::<Outcome<Vec<_>>>()?))
}

/// What follows `%` up to its letter.
#[derive(Default)]
struct Verb {
    flags: String,
    width: usize,
    precision: Option<usize>,
    letter: char,
    place: Option<usize>,
}

fn formatted(pattern: &str, arguments: &[Known]) -> Outcome<String> {
    let (mut made, mut rest, mut next, mut used) = (String::new(), pattern, 0, 0);
    while let Some((before, after)) = rest.split_once('%') {
        made.push_str(before);
        if let Some(after) = after.strip_prefix('%') {
            made.push('%');
            rest = after;
            continue;
        }
        let (verb, after) = verb(after).ok_or(Reason::Uncertain)?;
        rest = after;
        let place = match verb.place {
            Some(place) => place.checked_sub(1).ok_or(Reason::Fails("arguments are counted from one"))?,
            None => next,
        };
        let known = arguments.get(place).ok_or(Reason::Fails("there are too few arguments"))?;
        next = place + 1;
        used = used.max(next);
        made.push_str(&value(&verb, known)?);
        bounded(made.len())?;
    }
    if used < arguments.len() {
        return Err(Reason::Fails("there are too many arguments"));
    }
    made.push_str(rest);
    Ok(made)
}

fn verb(text: &str) -> Option<(Verb, &str)> {
    let mut verb = Verb::default();
    let rest = text.trim_start_matches(|flag| "-+ 0#".contains(flag));
    verb.flags = text.get(..text.len() - rest.len())?.to_owned();
    let (width, mut rest) = count(rest)?;
    verb.width = width.unwrap_or(0);
    if let Some(after) = rest.strip_prefix('.') {
        let (precision, after) = count(after)?;
        (verb.precision, rest) = (Some(precision.unwrap_or(0)), after);
    }
    if let Some((place, after)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        (verb.place, rest) = (Some(place.parse().ok()?), after);
    }
    let mut characters = rest.chars();
    verb.letter = characters.next()?;
    (verb.width <= WIDEST && verb.precision.unwrap_or(0) <= WIDEST).then_some((verb, characters.as_str()))
}

/// A number, if there is one; `None` where it is too large.
fn count(text: &str) -> Option<(Option<usize>, &str)> {
    let rest = text.trim_start_matches(|character: char| character.is_ascii_digit());
    let digits = text.get(..text.len() - rest.len())?;
    Some((if digits.is_empty() { None } else { Some(digits.parse().ok()?) }, rest))
}

fn value(verb: &Verb, known: &Known) -> Outcome<String> {
    if let Some(reason) = known.first_unknown() {
        return Err(reason);
    }
    match (verb.letter, &known.data) {
        // Terraform gives nothing certain for null.
        (_, Data::Null) => Err(Reason::Uncertain),
        ('v', _) if verb.flags.contains('#') => padded(verb, json::encode(known)?, false),
        ('v', Data::Text(text)) => padded(verb, text.as_ref().to_owned(), false),
        ('v', Data::Bool(_)) => padded(verb, text(&known.data)?.as_ref().to_owned(), false),
        // Others are written with an exponent.
        ('v', Data::Number(number)) if is_plain(*number) => padded(verb, digits(*number), true),
        ('v', Data::Number(_)) => Err(Reason::Uncertain),
        ('v', _) => padded(verb, json::encode(known)?, false),
        ('s', _) => cut(verb, &text(&known.data)?),
        ('q', _) if verb.precision.is_none() => padded(verb, json::quoted(&text(&known.data)?)?, false),
        ('t', _) => Ok(boolean(&known.data)?.to_string()),
        ('d', _) if verb.precision.is_none() => {
            let number = number(&known.data)?;
            let number = if number.is_integer() { whole(number)? } else { return Err(Reason::Uncertain) };
            signed(verb, number.to_string())
        }
        ('f', _) => signed(verb, fixed(number(&known.data)?, verb.precision.unwrap_or(6))?),
        ('x' | 'X' | 'o' | 'b', data) if verb.precision.is_none() && !verb.flags.contains('#') => {
            based(verb, data)
        }
        ('e' | 'E' | 'g' | 'G' | 'q' | 'd' | 'x' | 'X' | 'o' | 'b', _) => Err(Reason::Uncertain),
        _ => Err(Reason::Fails("unknown verb")),
    }
}

fn based(verb: &Verb, data: &Data) -> Outcome<String> {
    let number = number(data)?;
    let number = if number.is_integer() { whole(number)? } else { return Err(Reason::Uncertain) };
    let (sign, number) = (if number < 0 { "-" } else { "" }, number.unsigned_abs());
    let digits = match verb.letter {
        'x' => format!("{number:x}"),
        'X' => format!("{number:X}"),
        'o' => format!("{number:o}"),
        _ => format!("{number:b}"),
    };
    signed(verb, format!("{sign}{digits}"))
}

/// Whether `%v` writes a number without an exponent.
fn is_plain(number: Decimal) -> bool {
    let (size, least) = (number.abs(), Decimal::new(1, 4));
    size.is_zero() || (size >= least && size < Decimal::from_i128_with_scale(10_i128.pow(21), 0))
}

/// A number with so many places; the middle between two is certain only where binary fractions hold it.
fn fixed(number: Decimal, places: usize) -> Outcome<String> {
    let places = u32::try_from(places).ok().filter(|places| *places <= 20).ok_or(Reason::Uncertain)?;
    let rounded = |strategy| number.round_dp_with_strategy(places, strategy);
    let is_middle =
        rounded(RoundingStrategy::MidpointTowardZero) != rounded(RoundingStrategy::MidpointAwayFromZero);
    if is_middle && !is_binary(number) {
        return Err(Reason::Uncertain);
    }
    let mut made = rounded(RoundingStrategy::MidpointNearestEven);
    if made.is_zero() && number.is_sign_negative() && !number.is_zero() {
        return Err(Reason::Uncertain);
    }
    made.rescale(places);
    Ok(made.to_string())
}

/// Text, of which the precision says how many characters count.
fn cut(verb: &Verb, text: &str) -> Outcome<String> {
    let text = match verb.precision.filter(|precision| *precision > 0) {
        Some(precision) => characters(text)?.into_iter().take(precision).collect(),
        None => text.to_owned(),
    };
    if verb.flags.contains(['+', ' ', '#']) { Err(Reason::Uncertain) } else { padded(verb, text, false) }
}

/// A number with its sign.
fn signed(verb: &Verb, digits: String) -> Outcome<String> {
    let sign = match (digits.starts_with('-'), verb.flags.contains('+'), verb.flags.contains(' ')) {
        (false, true, _) => "+",
        (false, false, true) => " ",
        _ => "",
    };
    padded(verb, format!("{sign}{digits}"), true)
}

fn padded(verb: &Verb, text: String, is_number: bool) -> Outcome<String> {
    if verb.width == 0 {
        return Ok(text);
    }
    let missing = verb.width.saturating_sub(characters(&text)?.len());
    if verb.flags.contains('-') {
        return Ok(format!("{text}{:missing$}", ""));
    }
    if !verb.flags.contains('0') {
        return Ok(format!("{:missing$}{text}", ""));
    }
    let digits = if is_number { text.trim_start_matches(['-', '+', ' ']) } else { &text };
    let sign = text.strip_suffix(digits).unwrap_or_default();
    Ok(format!("{sign}{}{digits}", "0".repeat(missing)))
}
