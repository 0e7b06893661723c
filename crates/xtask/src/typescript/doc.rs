//! Doc comments in TypeScript's form.

/// The longest line of a comment, its indentation included.
const WIDTH: usize = 110;

/// A doc comment of paragraphs, each of which is wrapped; what begins with `- ` is an item of a list.
pub(super) fn comment(indent: &str, paragraphs: &[String]) -> String {
    let width = WIDTH - indent.len() - " * ".len();
    let lines: Vec<String> = paragraphs
        .iter()
        .enumerate()
        .flat_map(|(at, text)| separated(paragraphs, at, wrap(text, width)))
        .collect();
    match lines.as_slice() {
        [line] if line.len() + indent.len() + "/**  */".len() <= WIDTH => format!("{indent}/** {line} */\n"),
        lines => {
            let lines = lines.iter().map(|line| format!("{indent} * {line}").trim_end().to_owned() + "\n");
            format!("{indent}/**\n{}{indent} */\n", lines.collect::<String>())
        }
    }
}

/// An empty line before each paragraph but the first, and but between the items of a list.
fn separated(paragraphs: &[String], at: usize, lines: Vec<String>) -> Vec<String> {
    let is_item = |at: usize| paragraphs.get(at).is_some_and(|text| text.starts_with("- "));
    let gap = at > 0 && !(is_item(at) && is_item(at - 1));
    gap.then(String::new).into_iter().chain(lines).collect()
}

fn wrap(text: &str, width: usize) -> Vec<String> {
    let text = text.replace("*/", "*\\/");
    let mut lines: Vec<String> = Vec::new();
    // Further lines of an item are indented like its text.
    let inner = if text.starts_with("- ") { "  " } else { "" };
    for word in text.split_whitespace() {
        let fits = |line: &&mut String| line.chars().count() + 1 + word.chars().count() <= width;
        let indent = if lines.is_empty() { "" } else { inner };
        match lines.last_mut().filter(fits) {
            Some(line) => *line += &format!(" {word}"),
            None => lines.push(format!("{indent}{word}")),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::comment;

    #[test]
    fn short_texts_take_a_line_and_long_ones_are_wrapped() {
        assert_eq!(comment("  ", &["A path, `/v1/*/x`.".to_owned()]), "  /** A path, `/v1/*\\/x`. */\n");
        let long = comment("", &["word ".repeat(30), "- one".to_owned(), "- two".to_owned()]);
        assert!(long.lines().all(|line| line.len() <= 110), "{long}");
        assert!(long.contains("word\n *\n * - one\n * - two\n"), "{long}");
    }
}
