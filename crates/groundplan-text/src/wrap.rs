//! Prose in lines of even length.

/// How wide prose may be.
pub const WIDTH: usize = 96;

/// Breaks prose into lines of at most `width` characters; a longer word keeps its line to itself.
///
/// ```
/// assert_eq!(groundplan_text::wrap::wrap("a bb  ccc", 4), ["a bb", "ccc"]);
/// ```
#[must_use]
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Prose, each line after `indent` spaces.
#[must_use]
pub fn indented(text: &str, indent: usize) -> String {
    let lines = wrap(text, WIDTH.saturating_sub(indent));
    lines.iter().map(|line| format!("{:indent$}{line}\n", "")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_whole() {
        assert_eq!(wrap("a bb  ccc dddddddd e", 5), ["a bb", "ccc", "dddddddd", "e"]);
        assert!(wrap("", 5).is_empty());
        assert_eq!(indented("a b", 2), "  a b\n");
    }
}
