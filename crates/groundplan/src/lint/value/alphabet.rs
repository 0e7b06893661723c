//! Characters that an argument takes, and where.

use super::facts::Fact;
use super::judge::Wrong;
use crate::diagnostic::Rule;

pub(super) fn wrong(fact: Fact, text: &str) -> Option<Wrong> {
    let mut sets = fact.words();
    let middle = sets.next()?;
    let (first, last) = sets.next().zip(sets.next()).unwrap_or_else(|| (middle.clone(), middle.clone()));
    let count = text.chars().count();
    let refused = text.chars().enumerate().find_map(|(at, one)| {
        // Of a text of one character, only what holds for all places is known.
        let (set, place) = match at {
            _ if count == 1 => (if takes(&first, one) { &first } else { &middle }, ""),
            0 => (&first, " at the start"),
            at if at + 1 == count => (&last, " at the end"),
            _ => (&middle, ""),
        };
        (!takes(set, one)).then_some((one, set, place))
    });
    let (one, set, place) = refused?;
    let place = if takes(&middle, one) { place } else { "" };
    let rule = if fact.is_sure { Rule::VALUE_CHARACTERS } else { Rule::VALUE_DOUBTED };
    let name = if one == ' ' { "a space".to_owned() } else { format!("`{one}`") };
    let mended = (one == '_' && set.contains('-') && place.is_empty()).then(|| text.replace('_', "-"));
    let mended = mended.filter(|mended| mended.chars().all(|one| takes(&middle, one)));
    Some(Wrong::new(rule, format!("{name} is not taken{place}"), listed(set)).hint(mended))
}

/// Whether a set has a character. Control characters are never refused.
fn takes(set: &str, one: char) -> bool {
    if set == "any" || one.is_ascii_control() {
        return true;
    }
    match one {
        'a'..='z' if set.contains("a-z") => true,
        'A'..='Z' if set.contains("A-Z") => true,
        '0'..='9' if set.contains("0-9") => true,
        '-' => signs(set).contains('-'),
        one if one.is_ascii() => signs(set).contains(one),
        _ => set.contains('…'),
    }
}

/// A set without its runs.
fn signs(set: &str) -> String {
    ["a-z", "A-Z", "0-9"].iter().fold(set.to_owned(), |set, run| set.replacen(run, "", 1))
}

/// A set in words.
fn listed(set: &str) -> String {
    let letters = match (set.contains("a-z"), set.contains("A-Z")) {
        (true, true) => Some("letters"),
        (true, false) => Some("lower-case letters"),
        (false, true) => Some("upper-case letters"),
        (false, false) => None,
    };
    let digits = set.contains("0-9").then_some("digits");
    let signs = signs(set).replace(['…', ' '], "");
    let space = signs_have_space(set).then_some("spaces");
    let mut kinds: Vec<String> = [letters, digits, space].into_iter().flatten().map(str::to_owned).collect();
    if !signs.is_empty() {
        kinds.push(format!("`{signs}`"));
    }
    match kinds.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}

fn signs_have_space(set: &str) -> bool {
    set.contains(' ')
}

#[cfg(test)]
mod tests {
    use super::{listed, takes};

    #[test]
    fn runs_are_not_read_as_hyphens() {
        assert!(takes("a-z0-9-", '-') && !takes("a-z0-9", '-') && takes("a-z", 'q') && !takes("a-z", 'Q'));
        assert!(!takes("a-z_", 'é') && takes("a-z…", 'é') && takes("a-z", '\n') && takes("any", '_'));
    }

    #[test]
    fn sets_are_put_in_words() {
        assert_eq!(listed("a-zA-Z0-9-_"), "letters, digits and `-_`");
        assert_eq!(listed("a-z 0-9"), "lower-case letters, digits and spaces");
    }
}
