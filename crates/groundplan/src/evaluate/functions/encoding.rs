use std::sync::Arc;

use super::super::{Known, Outcome, Reason};
use super::arguments::Arguments;
use super::{Native, json, of};

pub(super) const TABLE: &[Native] = &[
    of("base64decode", |all| {
        Ok(String::from_utf8(from_base64(&all.text(0)?)?).map_err(|_| Reason::Uncertain)?.into())
    }),
    of("base64encode", |all| Ok(base64(all.text(0)?.as_bytes()).into())),
    of("csvdecode", |all| csv(&all.text(0)?)),
    of("jsondecode", |all| json::decode(&all.text(0)?)),
    of("jsonencode", |all| Ok(json::encode(all.any(0)?)?.into())),
    of("textdecodebase64", |all| is_utf8(&all.text(1)?).and_then(|()| decoded(all))),
    of("textencodebase64", |all| {
        is_utf8(&all.text(1)?).and_then(|()| Ok(base64(all.text(0)?.as_bytes()).into()))
    }),
    of("urlencode", |all| Ok(url(&all.text(0)?).into())),
];

/// Other encodings of characters are not evaluated.
fn is_utf8(name: &str) -> Outcome<()> {
    if name.eq_ignore_ascii_case("utf-8") { Ok(()) } else { Err(Reason::Function) }
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Bytes in Base64.
pub(super) fn base64(bytes: &[u8]) -> String {
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let bits =
            (0..3).fold(0_usize, |bits, at| bits << 8 | usize::from(chunk.get(at).copied().unwrap_or(0)));
        for at in 0..4_usize {
            let letter = ALPHABET.get(bits >> (18 - 6 * at) & 63).copied().unwrap_or(b'=');
            out.push(if at <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    out
}

fn decoded(all: &Arguments<'_>) -> Outcome {
    Ok(String::from_utf8(from_base64(&all.text(0)?)?).map_err(|_| Reason::Uncertain)?.into())
}

fn from_base64(text: &str) -> Outcome<Vec<u8>> {
    let fails = Reason::Fails("the text is not Base64");
    // The decoder skips line breaks.
    let text = text.replace(['\r', '\n'], "");
    let digits = text.trim_end_matches('=');
    if !text.len().is_multiple_of(4) || text.len() - digits.len() > 2 || digits.len() % 4 == 1 {
        return Err(fails);
    }
    let (mut out, mut bits, mut count) = (Vec::new(), 0_u32, 0_u32);
    for letter in digits.bytes() {
        let digit = ALPHABET.iter().position(|known| *known == letter).ok_or(fails)?;
        bits = (bits << 6 | u32::try_from(digit).unwrap_or(0)) & 0xffff;
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push(u8::try_from(bits >> count & 255).unwrap_or(0));
        }
    }
    Ok(out)
}

fn url(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b' ' => out.push('+'),
            b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => out.push(char::from(byte)),
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// The rows of a CSV text as objects, named by the first.
fn csv(text: &str) -> Outcome {
    let mut rows = rows(text)?.into_iter();
    let names = rows.next().ok_or(Reason::Fails("the header is missing"))?;
    let mut distinct = names.clone();
    distinct.sort();
    distinct.dedup();
    if distinct.len() != names.len() {
        return Err(Reason::Fails("a column is there twice"));
    }
    let object = |row: Vec<String>| match row.len() == names.len() {
        true => Ok(Known::object(
            names.iter().map(|name| Arc::from(name.as_str())).zip(row.into_iter().map(Known::from)),
        )),
        false => Err(Reason::Fails("a row has another number of fields")),
    };
    Ok(Known::list(rows.map(object).collect::<Outcome<_>>()?))
}

fn rows(text: &str) -> Outcome<Vec<Vec<String>>> {
    let (mut rows, mut row, mut field) = (Vec::new(), Vec::new(), String::new());
    // A line ends with one character or two, within quotes too.
    let text = text.strip_suffix('\r').unwrap_or(text).replace("\r\n", "\n");
    let (mut is_quoted, mut was_quoted, mut characters) = (false, false, text.chars().peekable());
    while let Some(character) = characters.next() {
        match character {
            '"' if is_quoted && characters.peek() == Some(&'"') => field.extend(characters.next()),
            '"' if is_quoted && characters.peek().is_none_or(|next| ",\n".contains(*next)) => {
                is_quoted = false
            }
            '"' if !is_quoted && field.is_empty() && !was_quoted => (is_quoted, was_quoted) = (true, true),
            '"' => return Err(Reason::Uncertain),
            ',' if !is_quoted => {
                was_quoted = false;
                row.push(std::mem::take(&mut field));
            }
            '\n' if !is_quoted && row.is_empty() && field.is_empty() && !was_quoted => {}
            '\n' if !is_quoted => {
                was_quoted = false;
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            other => field.push(other),
        }
    }
    if is_quoted {
        return Err(Reason::Uncertain);
    }
    if !row.is_empty() || !field.is_empty() || was_quoted {
        row.push(field);
        rows.push(row);
    }
    Ok(rows)
}
