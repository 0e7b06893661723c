//! Phrases that the repository's texts avoid, with the plain words that take their place, and a search for them.

/// A phrase, as words in lower case, and what to write in its place. `…` matches one to four words.
type Phrase = (&'static str, &'static str);

/// The phrases. Sources are searched whole, so they are banned as names of variables too.
pub const PHRASES: [Phrase; 34] = [
    ("said", "explicit, stated, set, or the thing itself"),
    ("told", "rendered, reported, given; `message` for a text"),
    ("nobody says", "not set"),
    ("nobody said", "not set"),
    ("nobody knows", "unknown"),
    ("nobody is told", "name the effect"),
    ("so that nobody", "name the effect"),
    ("what nobody", "name the thing"),
    ("somebody says", "set"),
    ("unsaid", "missing, not set"),
    ("whoever", "the user, the reader, callers"),
    ("is no", "is not a …"),
    ("are no", "are not …"),
    ("unless said otherwise", "by default"),
    ("says otherwise", "by default"),
    ("held against", "checked against, compared with"),
    ("hold … against", "check against, compare with"),
    ("holds … against", "checks against, compares with"),
    ("stands", "is, appears, occurs, is written"),
    ("stand", "are, appear, occur, are written"),
    ("means well", "name the fault"),
    ("stranger", "other users"),
    ("strangers", "unmatched, unknown"),
    ("rooms", "modules"),
    ("of the house", "of the repository"),
    ("faces", "front ends"),
    ("what a place that", "name the type"),
    ("a place that takes", "name the argument"),
    ("does not tell", "does not report, does not contain"),
    ("nothing to tell", "nothing to report"),
    ("goes before", "takes precedence over"),
    ("in its own words", "name the syntax"),
    ("own words", "raw blocks, Terraform's syntax"),
    ("no matter of", "name who decides it"),
];

/// Plain English that holds one of the phrases.
const PLAIN: [&str; 12] = [
    "there is no",
    "there are no",
    "is no longer",
    "are no longer",
    "is no more",
    "is no less",
    "are no more",
    "stands for",
    "stand for",
    "stands in for",
    "stand in for",
    "stand up to",
];

/// The phrases in a text, each with its line.
#[must_use]
pub fn found(file: &str, text: &str) -> Vec<String> {
    let words = words(text);
    let at = |index: usize| {
        let rest = words.get(index..).unwrap_or_default();
        let first = &rest.first().filter(|word| !word.text.is_empty())?.text;
        let begins = |phrase: &str| phrase.starts_with(first.as_str()) && matches(&pattern(phrase), rest);
        let phrase = PHRASES.iter().find(|(phrase, _)| begins(phrase))?;
        (!is_plain(&words, index)).then(|| report(file, rest[0].line, phrase))
    };
    (0..words.len()).filter_map(at).collect()
}

fn report(file: &str, line: usize, (phrase, plain): &Phrase) -> String {
    format!("{file}:{line}: \"{phrase}\" ({plain})")
}

/// A word in lower case; empty where punctuation ends a phrase.
struct Word {
    text: String,
    line: usize,
}

/// The words of a text. Marks of comments and of code in prose separate words, other punctuation ends a phrase.
fn words(text: &str) -> Vec<Word> {
    text.lines().enumerate().flat_map(|(line, text)| line_words(text, line + 1)).collect()
}

fn line_words(text: &str, line: usize) -> Vec<Word> {
    let is_word = |character: char| character.is_alphanumeric() || matches!(character, '_' | '\'' | '’');
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let same = |character: char| is_word(character) == is_word(first);
        let end = rest.find(|character| !same(character)).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        let separates = !is_word(first) && run.chars().all(|character| " \t/!*#`[]".contains(character));
        if !separates {
            let text = if is_word(first) { run.to_lowercase() } else { String::new() };
            words.push(Word { text, line });
        }
        rest = after;
    }
    words
}

fn pattern(phrase: &str) -> Vec<&str> {
    phrase.split(' ').collect()
}

/// Whether words begin with a pattern.
fn matches(pattern: &[&str], words: &[Word]) -> bool {
    match (pattern, words) {
        ([], _) => true,
        (["…", rest @ ..], words) => (1..=4).any(|skipped| {
            let gap = words.get(..skipped).is_some_and(|gap| gap.iter().all(|word| !word.text.is_empty()));
            gap && matches(rest, &words[skipped..])
        }),
        ([first, rest @ ..], [word, words @ ..]) => word.text == *first && matches(rest, words),
        ([_, ..], []) => false,
    }
}

/// Whether plain English that holds a phrase begins at most one word before it.
fn is_plain(words: &[Word], index: usize) -> bool {
    let starts = [index, index.saturating_sub(1)];
    starts.iter().any(|start| PLAIN.iter().any(|plain| matches(&pattern(plain), &words[*start..])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_found_across_lines_and_gaps() {
        let lines = |text: &str| found("x.rs", text).len();
        assert_eq!(lines("/// A key that is\n/// no key."), 1);
        assert_eq!(lines("let said = 1; // unless a spec says otherwise"), 2);
        assert_eq!(lines("Holds the document against its schema."), 1);
        assert_eq!(found("x.rs", "\n`x` is no `y`"), ["x.rs:2: \"is no\" (is not a …)"]);
    }

    #[test]
    fn plain_english_is_left_alone() {
        let lines = |text: &str| found("x.rs", text);
        assert_eq!(
            lines("There is no default. It is no longer used. What `a` stands for: is_said, aforesaid."),
            [""; 0]
        );
        assert_eq!(lines("As it is: no."), [""; 0]);
    }
}
