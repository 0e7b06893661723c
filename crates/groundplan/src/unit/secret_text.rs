//! Secrets in texts that are shown.

use std::borrow::Cow;
use std::ops::Range;

use super::secret::{is_called_secret, is_secret_value, password};

/// Names that hold the word and no secret: waivers of the rules about secrets.
const NAMES: [&str; 1] = ["secretInEnv"];

/// How references to something else in Terraform begin.
const ROOTS: [&str; 7] = ["var.", "local.", "module.", "data.", "each.", "path.", "self."];

/// A text of a spec, of Terraform or about them, with a star in place of each byte of a secret: places in it stay
/// what they were. Secrets are recognized by their names (`DB_PASSWORD: …`, `password = …`, `{ name: DB_PASSWORD, value: … }`)
/// and by their form, as [`looks_secret`](super::looks_secret) does.
///
/// ```
/// use groundplan::unit::without_secrets;
/// assert_eq!(without_secrets("env: { DB_PASSWORD: hunter2, MODE: fast }"), "env: { DB_PASSWORD: *******, MODE: fast }");
/// assert_eq!(without_secrets("git::https://ci:hunter2@example.com/a.git"), "git::https://ci:*******@example.com/a.git");
/// assert_eq!(without_secrets("password = var.db_password"), "password = var.db_password");
/// ```
#[must_use]
pub fn without_secrets(text: &str) -> Cow<'_, str> {
    covered(text, &secrets(text))
}

/// As [`without_secrets`], for texts that may say of what is called a secret where it is kept: only what has a secret's
/// form is covered.
pub(crate) fn without_tokens(text: &str) -> Cow<'_, str> {
    let key = private_key(text).into_iter();
    covered(text, &key.chain(by_form(text)).collect::<Vec<_>>())
}

fn covered<'a>(text: &'a str, found: &[Range<usize>]) -> Cow<'a, str> {
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    let is_secret = |at: usize| found.iter().any(|range| range.contains(&at));
    let star = |(at, character): (usize, char)| match is_secret(at) {
        true => "*".repeat(character.len_utf8()),
        false => character.to_string(),
    };
    Cow::Owned(text.char_indices().map(star).collect())
}

/// Whether a text is a reference to something else in Terraform: what it yields is not in the text.
pub(crate) fn is_reference(text: &str) -> bool {
    let inside = text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')).unwrap_or(text);
    let is_plain = |character: char| character.is_ascii_alphanumeric() || "_-.[]*\"".contains(character);
    let of_resource = |(kind, rest): (&str, &str)| kind.contains('_') && !rest.is_empty() && is_label(kind);
    inside.chars().all(is_plain)
        && (ROOTS.iter().any(|root| inside.starts_with(root))
            || inside.split_once('.').is_some_and(of_resource))
}

/// A type of resource: lower case, words joined by underscores.
fn is_label(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

fn secrets(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = private_key(text).into_iter().chain(by_form(text)).collect();
    let (mut pair, mut start) = (Pair::default(), 0);
    for line in text.split_inclusive('\n') {
        let assignments = line.match_indices([':', '=']).filter_map(|(at, _)| Assignment::at(line, at));
        let named = assignments.flat_map(|one| pair.after(&one, start).into_iter().chain(one.secret(start)));
        found.extend(named);
        start += line.len();
    }
    found
}

/// A private key, to its end.
fn private_key(text: &str) -> Option<Range<usize>> {
    let start = text.find(" PRIVATE KEY-----").and_then(|at| text.get(..at)?.rfind("-----BEGIN"))?;
    let rest = text.get(start..)?;
    let end = rest
        .find("-----END")
        .and_then(|at| Some(at + rest.get(at..)?.find(['\n', '"', '\'']).unwrap_or(rest.len() - at)));
    Some(start..start + end.unwrap_or(rest.len()))
}

/// Secrets that are recognized by their form: passwords in addresses, tokens, ids of access keys.
fn by_form(text: &str) -> Vec<Range<usize>> {
    let coarse = words(text, |character| character.is_whitespace() || "\"'`".contains(character));
    let addresses = coarse.filter_map(|(at, word)| {
        let inside = password(word)?;
        let start = at + word.find("://")? + word.get(word.find("://")?..)?.find(&format!(":{inside}@"))? + 1;
        Some(start..start + inside.len())
    });
    let is_part = |character: char| character.is_ascii_alphanumeric() || "_-.".contains(character);
    let fine = words(text, |character| !is_part(character));
    let tokens = fine.filter(|(_, word)| is_secret_value(word)).map(|(at, word)| at..at + word.len());
    addresses.chain(tokens).collect()
}

/// The words of a text, each with where it begins.
fn words(text: &str, is_end: impl Fn(char) -> bool) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split(is_end).map(move |word| {
        // A word has none of the characters that end one: its first occurrence is itself.
        let at = text.get(start..).and_then(|rest| rest.find(word)).map_or(start, |more| start + more);
        start = at + word.len();
        (at, word)
    })
}

/// `NAME: value` or `NAME = value` in a line.
struct Assignment<'a> {
    name: &'a str,
    /// The value, in its quotes.
    value: &'a str,
    /// Where the value begins in the line.
    at: usize,
    /// Whether what is not in quotes is an expression, as in HCL.
    in_hcl: bool,
}

impl<'a> Assignment<'a> {
    fn at(line: &'a str, sign: usize) -> Option<Self> {
        let (before, after) = (line.get(..sign)?, line.get(sign + 1..)?);
        // `a:b` is a part of a text; in JSON without spaces the name has quotes.
        let is_sign = line.get(sign..)?.starts_with('=')
            || before.ends_with('"')
            || after.starts_with(|next: char| next.is_whitespace() || "\"'".contains(next));
        let is_name = |character: char| character.is_ascii_alphanumeric() || "_-.".contains(character);
        let quoted = before.trim_end().trim_end_matches(['"', '\'']);
        let name = quoted.get(quoted.rfind(|character| !is_name(character)).map_or(0, |at| at + 1)..)?;
        let at = value_start(after) + sign + 1;
        let value = line.get(at..)?;
        let value = value.get(..length(value, before.contains(['{', '[', '('])))?.trim_end();
        let in_hcl = before.ends_with(' ') && line.get(sign..)?.starts_with("= ");
        is_sign.then_some(Self { name, value, at, in_hcl })
    }

    fn bare(&self) -> &str {
        self.value.trim_matches(['"', '\''])
    }

    fn secret(&self, start: usize) -> Option<Range<usize>> {
        let is_named = is_called_secret(self.name) && !NAMES.contains(&self.name);
        is_named.then(|| self.range(start)).flatten()
    }

    /// The literal text of the value; nothing where it is an object, a list or a reference.
    fn range(&self, start: usize) -> Option<Range<usize>> {
        let is_quoted = self.value.starts_with(['"', '\'']);
        if self.bare().is_empty() || self.value.starts_with(['{', '[']) || is_reference(self.bare()) {
            return None;
        }
        let is_number = self.value.bytes().all(|byte| byte.is_ascii_digit());
        let (from, to) = match self.in_hcl && !is_quoted && !is_number {
            true => (self.value.find('"')?, self.value.rfind('"')? + 1),
            false => (0, self.value.len()),
        };
        Some(start + self.at + from..start + self.at + to)
    }
}

/// Where a value begins: behind what says of which kind it is (`!!str`) and what it is called (`&password`).
fn value_start(after: &str) -> usize {
    let mut rest = after.trim_start();
    while rest.starts_with(['!', '&']) {
        rest = rest.split_once(' ').map_or("", |(_, rest)| rest).trim_start();
    }
    after.len() - rest.len()
}

/// How long a value is: to its closing quote; in an object on one line to what ends it there, or else to a comment.
fn length(value: &str, is_inside: bool) -> usize {
    let end = match value.chars().next() {
        Some(quote @ ('"' | '\'')) => closing(value, quote),
        _ if is_inside => value.find([',', '}', ']']),
        _ => value.find(" #"),
    };
    end.unwrap_or(value.len())
}

/// Behind the quote that ends a text: not one that is escaped by a backslash or doubled.
fn closing(value: &str, quote: char) -> Option<usize> {
    let mut characters = value.char_indices().skip(1).peekable();
    while let Some((at, character)) = characters.next() {
        let is_doubled = quote == '\'' && characters.peek().is_some_and(|(_, next)| *next == quote);
        if (character == '\\' && quote == '"') || (character == quote && is_doubled) {
            characters.next();
        } else if character == quote {
            return Some(at + 1);
        }
    }
    None
}

/// A name and a value that are two entries of an object, in either order: `{ name: DB_PASSWORD, value: hunter2 }`.
#[derive(Default)]
struct Pair {
    is_secret: Option<bool>,
    value: Option<Range<usize>>,
}

impl Pair {
    fn after(&mut self, one: &Assignment<'_>, start: usize) -> Option<Range<usize>> {
        if one.name.eq_ignore_ascii_case("name") {
            let is_secret = is_called_secret(one.bare());
            let value = self.value.take();
            self.is_secret = value.is_none().then_some(is_secret);
            return value.filter(|_| is_secret);
        }
        if !one.name.eq_ignore_ascii_case("value") {
            return None;
        }
        match self.is_secret.take() {
            Some(is_secret) => one.range(start).filter(|_| is_secret),
            None => {
                self.value = one.range(start);
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_not_shown_however_they_are_written() {
        for text in [
            "DB_PASSWORD: hunter2",
            "  dbPassword: 'hunter2'  # why",
            "env: { A: b, DB_PASSWORD: hunter2, C: d }",
            "env: [DB_PASSWORD=hunter2, A=b]",
            "{\"env\": {\"DB_PASSWORD\": \"a \\\"hunter2\"}}",
            "DB_PASSWORD: 'it''s hunter2'",
            "DB_PASSWORD: !!str &p hunter2",
            "secrets: { API_TOKEN: 'hunter2' }",
            "{\"API_TOKEN\":hunter2}",
            "password = \"hunter2\"",
            "password = join(\"-\", [\"hunter2\", var.x])",
            "environment = [{ name = \"DB_PASSWORD\", value = \"hunter2\" }]",
            "  \"name\": \"DB_PASSWORD\",\n  \"value\": \"hunter2\"\n",
            "  value = \"hunter2\"\n  name = \"DB_PASSWORD\"\n",
            "DATABASE: postgres://user:hunter2@db/x",
            "the source `git::https://ci:hunter2@example.com/a.git?ref=v1` follows a branch",
            "unknown key `ghp_hunter2C7e42F292c6912E7710c838347Ae178B4a`",
            "KEY: \"-----BEGIN RSA PRIVATE KEY-----\\nhunter2\\n-----END RSA PRIVATE KEY-----\"",
            "-----BEGIN PRIVATE KEY-----\nhunter2\n-----END PRIVATE KEY-----\nä",
        ] {
            let shown = without_secrets(text);
            assert!(!shown.contains("hunter2") && shown.contains("*******"), "{shown}");
            assert_eq!(shown.len(), text.len(), "{shown}");
        }
    }

    #[test]
    fn everything_else_is_shown() {
        for text in [
            "env: { PASSWORD_MIN_LENGTH: \"12\", MODE: fast }",
            "DB_PASSWORD: { $expr: aws_db_instance.main.password }",
            "password = var.db_password",
            "\"password\": \"${aws_secretsmanager_secret_version.db.secret_string}\"",
            "secrets: [api, db]",
            "API_TOKEN: \"\"",
            "waive: { secretInEnv: a hint for everybody }",
            "{ name = \"MODE\", value = \"fast\" }, { name = \"A\", value = \"b\" }",
            "image: public.ecr.aws/nginx/nginx:1.27.5-alpine # ünïcode",
            "https://example.com/a:b@c",
            "${aws_secretsmanager_secret.db.arn}:password::",
        ] {
            assert_eq!(without_secrets(text), text);
        }
    }

    #[test]
    fn only_the_secret_is_covered() {
        assert_eq!(without_secrets("  pässword ä\nTOKEN: ä # b\nC: d"), "  pässword ä\nTOKEN: ** # b\nC: d");
        assert_eq!(without_secrets("a: x://u:p@h x://u:q@h"), "a: x://u:*@h x://u:*@h");
        assert_eq!(
            without_secrets("[{name: TOKEN, value: a}, {name: B, value: c}]"),
            "[{name: TOKEN, value: *}, {name: B, value: c}]"
        );
    }
}
