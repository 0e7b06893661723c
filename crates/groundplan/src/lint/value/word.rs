//! Words of which an argument takes a few.

use super::facts::Fact;
use super::judge::Wrong;
use crate::diagnostic::{Rule, nearest};

/// How many words a finding lists.
const MOST: usize = 16;

pub(super) fn wrong(fact: Fact, text: &str) -> Option<Wrong> {
    if text.is_empty() || fact.kind == "words~" && fact.words().any(|word| word.eq_ignore_ascii_case(text)) {
        return None;
    }
    among(&fact.words().collect::<Vec<_>>(), text)
}

/// What is wrong with a text that is to be one of a few words.
pub(in crate::lint) fn among(words: &[String], text: &str) -> Option<Wrong> {
    if words.iter().any(|word| word == text) {
        return None;
    }
    match words.iter().find(|word| is_misspelt(text, word)) {
        Some(word) => {
            Some(Wrong::new(Rule::VALUE_WORD, "misspelt value", one_of(words)).hint(Some(word.clone())))
        }
        None => {
            let near = nearest(text, words.iter().rev().map(String::as_str)).map(str::to_owned);
            Some(Wrong::new(Rule::VALUE_UNLISTED, "no such value is known here", one_of(words)).hint(near))
        }
    }
}

/// Whether a text can only be another spelling of a word: of other case or hyphens, or with one letter wrong within it. AWS
/// names what is new by other digits, or appends to what there is.
fn is_misspelt(text: &str, word: &str) -> bool {
    if plain(text) == plain(word) {
        return true;
    }
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let is_longer =
        text.starts_with(word) || word.starts_with(text) || text.ends_with(word) || word.ends_with(text);
    word.len() > 3
        && !is_longer
        && digits(text) == digits(word)
        && strsim::damerau_levenshtein(text, word) == 1
}

/// Letters and digits alone, in lower case.
fn plain(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|one| one.to_ascii_lowercase()).collect()
}

fn one_of(words: &[String]) -> String {
    let (shown, rest) = words.split_at_checked(MOST).unwrap_or((words, &[]));
    let shown =
        shown.iter().map(|word| if word.is_empty() { "\"\"" } else { word }).collect::<Vec<_>>().join(", ");
    match (words.len(), rest.len()) {
        (1, _) => shown,
        (_, 0) => format!("one of {shown}"),
        (_, more) => format!("one of {shown} and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::is_misspelt;

    #[test]
    fn other_case_hyphens_and_one_wrong_letter_are_misspelt() {
        for (text, word) in [
            ("Application", "application"),
            ("no-rebalance", "no_rebalance"),
            ("aplication", "application"),
            ("FARGAET", "FARGATE"),
        ] {
            assert!(is_misspelt(text, word), "{text}");
        }
    }

    #[test]
    fn what_may_be_new_is_not() {
        for (text, word) in [
            ("gp4", "gp3"),
            ("HTTPS", "HTTP"),
            ("ipv8", "ipv4"),
            ("nodejs28.x", "nodejs26.x"),
            ("asymmetric", "symmetric"),
            ("x", "y"),
            ("TCP", "UDP"),
        ] {
            assert!(!is_misspelt(text, word), "{text}");
        }
    }
}
