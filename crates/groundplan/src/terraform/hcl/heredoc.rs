use crate::terraform::expression::{is_plain, line, write_heredoc};
use crate::terraform::{Part, Text};

/// The word that ends a heredoc.
const END: &str = "EOT";

/// Text of several lines as an indented heredoc, where Terraform reads it back exactly as it is; `None`
/// where a quoted string has to do.
pub(super) fn heredoc(text: &Text, depth: usize) -> Option<String> {
    let written = written(text)?;
    let lines: Vec<&str> = written.strip_suffix('\n')?.split('\n').collect();
    let starts = |line: &&str| line.starts_with(|first: char| first != ' ');
    if lines.len() < 2 || !lines.iter().all(|line| is_safe(line)) || !lines.iter().any(starts) {
        return None;
    }
    let mut out = format!("<<-{END}");
    for text in &lines {
        let depth = if text.is_empty() { 0 } else { depth + 1 };
        // Writing to a string cannot fail.
        let _ = line(&mut out, depth);
        out.push_str(text);
    }
    let _ = line(&mut out, depth);
    Some(out + END)
}

/// The template, unless a directive is in it: what it yields does not follow the lines.
fn written(text: &Text) -> Option<String> {
    let is_plain_part = |part: &Part| match part {
        Part::Literal(literal) => literal.chars().all(|character| character == '\n' || is_plain(character)),
        Part::Expression(_) => true,
        Part::Directive(_) => false,
    };
    let mut out = String::new();
    let _ = write_heredoc(&mut out, text);
    text.parts().iter().all(is_plain_part).then_some(out)
}

/// Whether a line means the same when all lines are indented. Terraform takes off what they have in
/// common, but not from lines of nothing but space; a line with the end word would be the last one.
fn is_safe(line: &str) -> bool {
    !line.ends_with(' ') && !line.trim_start().starts_with(END)
}

#[cfg(test)]
mod tests {
    use super::heredoc;
    use crate::terraform::{Address, Text};

    #[test]
    fn lines_stand_below_their_argument() {
        let text = Text::join([
            Text::from("a \"b\" \\ $${c}\n\n  d "),
            Text::from(Address::local("x").attr("y")),
            "\n".into(),
        ]);
        let expected = "<<-EOT\n    a \"b\" \\ $$${c}\n\n      d ${local.x.y}\n  EOT";
        assert_eq!(heredoc(&text, 1).unwrap(), expected);
    }

    #[test]
    fn what_would_not_survive_is_left_to_a_quoted_string() {
        for text in [
            "one line\n",
            "no newline\nat the end",
            "a\r\nb\n",
            "a\tb\nc\n",
            "a\n \nb\n",
            "a \nb\n",
            "  all\n  indented\n",
            "a\n  EOT\n",
            "a\nEOTx\n",
            "a\u{1}\nb\n",
            "e\u{301}\nb\n",
            "\n\n",
        ] {
            assert_eq!(heredoc(&text.to_owned().into(), 0), None, "{text:?}");
        }
    }
}
