//! What differs between two texts, by lines.

use super::order::common;

/// Lines that take the place of others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hunk {
    /// The first line that is replaced, counted from one; what is only added comes before it.
    pub(super) line: usize,
    /// How many lines are replaced.
    pub(super) removed: usize,
    pub(super) added: Vec<String>,
}

/// The hunks that lead from one text to another.
pub(super) fn hunks(base: &str, made: &str) -> Vec<Hunk> {
    let (base, made) = (split(base), split(made));
    let pairs = common(&base, &made);
    let ends = pairs.iter().copied().chain([(base.len(), made.len())]);
    let starts = [(0, 0)].into_iter().chain(pairs.iter().map(|(base, made)| (base + 1, made + 1)));
    let gaps = starts.zip(ends).filter(|(start, end)| start != end);
    let hunk = |((from, at), (to, end)): ((usize, usize), (usize, usize))| Hunk {
        line: from + 1,
        removed: to - from,
        added: made[at..end].iter().map(|line| (*line).to_owned()).collect(),
    };
    gaps.map(hunk).collect()
}

/// The text that hunks lead to.
pub(super) fn apply(hunks: &[Hunk], base: &str) -> Result<String, String> {
    let mut lines: Vec<&str> = split(base);
    for Hunk { line, removed, added } in hunks.iter().rev() {
        let start = line.checked_sub(1).ok_or("lines are counted from one")?;
        let range = start..start + removed;
        if range.end > lines.len() {
            return Err(format!("there is no line {}", range.end));
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
        let hunk = |line, removed, added: &[&str]| Hunk {
            line,
            removed,
            added: added.iter().map(|line| (*line).to_owned()).collect(),
        };
        assert_eq!(found, [hunk(2, 1, &["x", "y"]), hunk(4, 0, &["z"])]);
        assert_eq!(apply(&found, "a\nb\nc\n").unwrap(), "a\nx\ny\nc\nz\n");
        assert!(apply(&found, "a\n").is_err());
    }

    #[test]
    fn the_end_of_the_last_line_counts() {
        for (base, made) in [("a\n", "a"), ("", "a\n"), ("a", ""), ("", "\n")] {
            let found = hunks(base, made);
            assert_eq!((found.is_empty(), apply(&found, base).unwrap().as_str()), (false, made));
        }
    }
}
