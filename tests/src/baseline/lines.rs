//! What differs between two texts, by lines.

use super::order::common;

/// How many lines without others in their place are shown.
const SHOWN: usize = 3;

/// Lines that take the place of others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hunk {
    /// The first line that is replaced, counted from one; what is only added comes before it.
    pub(super) line: usize,
    pub(super) removed: Vec<String>,
    /// How many lines are gone that nothing replaces, and that are too many to be repeated.
    pub(super) gone: usize,
    pub(super) added: Vec<String>,
}

/// The hunks that lead from one text to another.
pub(super) fn hunks(base: &str, made: &str) -> Vec<Hunk> {
    let (base, made) = (split(base), split(made));
    let pairs = common(&base, &made);
    let ends = pairs.iter().copied().chain([(base.len(), made.len())]);
    let starts = [(0, 0)].into_iter().chain(pairs.iter().map(|(base, made)| (base + 1, made + 1)));
    let gaps = starts.zip(ends).filter(|(start, end)| start != end);
    gaps.map(|((from, at), (to, end))| hunk(from + 1, &base[from..to], &made[at..end])).collect()
}

fn hunk(line: usize, removed: &[&str], added: &[&str]) -> Hunk {
    let own = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect();
    match added.is_empty() && removed.len() > SHOWN {
        true => Hunk { line, removed: Vec::new(), gone: removed.len(), added: Vec::new() },
        false => Hunk { line, removed: own(removed), gone: 0, added: own(added) },
    }
}

/// The text that hunks lead to.
pub(super) fn apply(hunks: &[Hunk], base: &str) -> Result<String, String> {
    let mut lines: Vec<&str> = split(base);
    for Hunk { line, removed, gone, added } in hunks.iter().rev() {
        let range = line - 1..line - 1 + removed.len() + gone;
        if lines.get(range.clone()).is_none_or(|found| *gone == 0 && found != removed) {
            return Err(format!("line {line} is not {removed:?}"));
        }
        lines.splice(range, added.iter().map(String::as_str));
    }
    Ok(lines.join("\n"))
}

/// A text that ends with a line break has an empty line at its end.
fn split(text: &str) -> Vec<&str> {
    text.split('\n').collect()
}

#[cfg(test)]
mod tests {
    use super::{Hunk, apply, hunks};

    #[test]
    fn hunks_hold_what_differs() {
        let found = hunks("a\nb\nc\n", "a\nx\ny\nc\nz\n");
        let hunk = |line, removed: &[&str], added: &[&str]| Hunk {
            line,
            removed: removed.iter().map(|line| (*line).to_owned()).collect(),
            gone: 0,
            added: added.iter().map(|line| (*line).to_owned()).collect(),
        };
        assert_eq!(found, [hunk(2, &["b"], &["x", "y"]), hunk(4, &[], &["z"])]);
        assert_eq!(apply(&found, "a\nb\nc\n").unwrap(), "a\nx\ny\nc\nz\n");
        assert!(apply(&found, "a\nB\nc\n").is_err());
    }

    #[test]
    fn many_lines_without_others_in_their_place_are_counted() {
        let found = hunks("a\nb\nc\nd\ne\n", "a\n");
        assert_eq!(found, [Hunk { line: 2, removed: Vec::new(), gone: 4, added: Vec::new() }]);
        assert_eq!(apply(&found, "a\nb\nc\nd\ne\n").unwrap(), "a\n");
    }

    #[test]
    fn the_end_of_the_last_line_counts() {
        for (base, made) in [("a\n", "a"), ("", "a\n"), ("a", ""), ("", "\n")] {
            let found = hunks(base, made);
            assert_eq!((found.is_empty(), apply(&found, base).unwrap().as_str()), (false, made));
        }
    }
}
