//! How characters are written into JSON, and into JSON that Terraform reads as templates.

use std::fmt::{self, Write};

/// Escapes for JSON whatever is written through it.
pub(super) struct Escaped<'a>(pub(super) &'a mut String);

impl Write for Escaped<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        push_escaped(self.0, text);
        Ok(())
    }
}

/// Where `${` or `%{` begins. Both hold a brace, which few texts have.
fn template_start(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let opens = |pair: &[u8]| matches!(pair, b"${" | b"%{");
    bytes.contains(&b'{').then(|| bytes.windows(2).position(opens)).flatten()
}

/// Doubles the sign of `${` and `%{`, which would start a template. A lone `$` or `%` stays: Terraform
/// does not unescape it.
pub(super) fn push_template_literal(out: &mut String, literal: &str) {
    let mut rest = literal;
    while let Some(at) = template_start(rest) {
        let (before, after) = rest.split_at(at);
        push_escaped(out, before);
        out.push_str(if after.starts_with('$') { "$${" } else { "%%{" });
        rest = after.get(2..).unwrap_or_default();
    }
    push_escaped(out, rest);
}

pub(super) fn push_escaped(out: &mut String, text: &str) {
    // Looks at every byte without a branch, which the compiler turns into vector instructions.
    let needs_escape = |byte: u8| byte < 0x20 || byte == b'"' || byte == b'\\';
    if text.bytes().fold(false, |found, byte| found | needs_escape(byte)) {
        text.chars().for_each(|character| push_escaped_character(out, character));
    } else {
        out.push_str(text);
    }
}

fn push_escaped_character(out: &mut String, character: char) {
    match character {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '\0'..' ' => {
            let _ = write!(out, "\\u{:04x}", u32::from(character));
        }
        other => out.push(other),
    }
}
