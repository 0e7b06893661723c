/// How wide a comment may be.
const WIDEST: usize = 100;

/// Text as lines of comment, broken between words. Whatever is in it stays in the comment.
pub(super) fn lines(text: &str, depth: usize) -> String {
    let indent = " ".repeat(depth * 2);
    let text = text.replace(|character: char| character.is_control() && character != '\n', " ");
    text.split('\n').flat_map(|line| broken(line, WIDEST - depth * 2 - 2)).fold(
        String::new(),
        |mut out, line| {
            out.push_str(format!("{indent}# {line}").trim_end());
            out.push('\n');
            out
        },
    )
}

/// A line broken where it is too wide. Further lines are indented by two more than the first.
fn broken(line: &str, width: usize) -> Vec<String> {
    let start = line.len() - line.trim_start().len();
    let (indent, words) = line.split_at_checked(start).unwrap_or(("", line));
    let mut lines = vec![indent.to_owned()];
    let mut is_first = true;
    for word in words.split_whitespace() {
        let Some(last) = lines.last_mut() else { continue };
        if !is_first && last.chars().count() + 1 + word.chars().count() > width {
            lines.push(format!("{indent}  {word}"));
        } else {
            last.push_str(if is_first { "" } else { " " });
            last.push_str(word);
        }
        is_first = false;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn nothing_leaves_a_comment() {
        assert_eq!(lines("a\nlocals {}\r\n\n${x} */", 0), "# a\n# locals {}\n#\n# ${x} */\n");
        assert_eq!(lines("a", 1), "  # a\n");
    }

    #[test]
    fn long_lines_are_broken_between_words() {
        let text = lines(&"word ".repeat(40), 0);
        assert_eq!(text.lines().count(), 3);
        assert!(text.lines().all(|line| line.len() <= 100 && line.starts_with("# ") && !line.ends_with(' ')));
        assert!(text.lines().skip(1).all(|line| line.starts_with("#   word")));
        assert_eq!(text.matches("word").count(), 40);
        assert_eq!(lines(&"x".repeat(200), 0).lines().count(), 1, "a word stays whole");
    }
}
