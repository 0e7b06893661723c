//! Terraform's templates: what a JSON string means to it, and what it refers to.

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Characters, with `$${` and `%%{` as Terraform reads them.
    Characters(String),
    /// The text between `${` and its `}`.
    Expression(String),
    /// The text between `%{` and its `}`.
    Directive(String),
}

/// Takes a template apart, as Terraform does.
///
/// # Panics
///
/// When an expression has no end.
#[must_use]
pub fn pieces(template: &str) -> Vec<Piece> {
    try_pieces(template).unwrap_or_else(|| panic!("an expression without an end: {template}"))
}

fn try_pieces(template: &str) -> Option<Vec<Piece>> {
    let mut found = Vec::new();
    let mut plain = String::new();
    let mut rest = template;
    while let Some(first) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix("$${").or_else(|| rest.strip_prefix("%%{")) {
            plain.push(first);
            plain.push('{');
            rest = after;
        } else if let Some(after) = rest.strip_prefix("${").or_else(|| rest.strip_prefix("%{")) {
            found.push(Piece::Characters(std::mem::take(&mut plain)));
            let end = end_of_expression(after)?;
            let inner = after[..end].to_owned();
            found.push(if first == '$' { Piece::Expression(inner) } else { Piece::Directive(inner) });
            rest = &after[end + 1..];
        } else {
            plain.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    found.push(Piece::Characters(plain));
    found.retain(|piece| *piece != Piece::Characters(String::new()));
    Some(found)
}

fn end_of_expression(text: &str) -> Option<usize> {
    let (mut depth, mut quoted, mut escaped) = (0, false, false);
    for (at, character) in text.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '{' if !quoted => depth += 1,
            '}' if !quoted && depth == 0 => return Some(at),
            '}' if !quoted => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The characters that a template without expressions stands for.
///
/// # Panics
///
/// When it holds an expression or a directive.
#[must_use]
pub fn plain(template: &str) -> String {
    try_plain(template).unwrap_or_else(|| panic!("`{template}` is not plain"))
}

/// As [`plain`]; `None` when Terraform would evaluate something, or fail to.
#[must_use]
pub fn try_plain(template: &str) -> Option<String> {
    match try_pieces(template)?.as_slice() {
        [] => Some(String::new()),
        [Piece::Characters(text)] => Some(text.clone()),
        _ => None,
    }
}

/// The expressions in a template.
#[must_use]
pub fn expressions(template: &str) -> Vec<String> {
    let expression = |piece| match piece {
        Piece::Expression(text) => Some(text),
        _ => None,
    };
    pieces(template).into_iter().filter_map(expression).collect()
}

/// The addresses of the objects that an expression refers to: `aws_vpc.main`, `data.aws_partition.current`,
/// `local.api_container`, `var.api_tag`.
#[must_use]
pub fn references(expression: &str) -> Vec<String> {
    let is_part = |character: char| character.is_ascii_alphanumeric() || "_-.".contains(character);
    let unquoted: Vec<&str> = expression.split('"').step_by(2).collect();
    let words = unquoted.iter().flat_map(|text| text.split(|character| !is_part(character)));
    words.filter_map(address).collect()
}

fn address(word: &str) -> Option<String> {
    let steps: Vec<&str> = word.split('.').collect();
    match steps.as_slice() {
        ["data", kind, name, ..] => Some(format!("data.{kind}.{name}")),
        [mode @ ("var" | "local" | "module"), name, ..] => Some(format!("{mode}.{name}")),
        [kind, name, ..] if kind.contains('_') => Some(format!("{kind}.{name}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{expressions, plain, references};

    #[test]
    fn only_doubled_signs_before_a_brace_are_unescaped() {
        assert_eq!(plain("$${amount} %%{ if } $5 100% $$x $$${y}"), "${amount} %{ if } $5 100% $$x $${y}");
    }

    #[test]
    fn expressions_end_at_their_own_brace() {
        let template = r#"a ${jsonencode({"k" = "}"})} b ${aws_vpc.main.id}"#;
        assert_eq!(expressions(template), [r#"jsonencode({"k" = "}"})"#, "aws_vpc.main.id"]);
    }

    #[test]
    fn references_are_addresses() {
        let expression =
            r#"one(aws_acm_certificate.a-b.options).name + data.aws_partition.current.partition + "aws_x.y""#;
        assert_eq!(references(expression), ["aws_acm_certificate.a-b", "data.aws_partition.current"]);
        assert_eq!(references("jsonencode([local.api_container])"), ["local.api_container"]);
    }

    #[test]
    #[should_panic(expected = "is not plain")]
    fn a_live_expression_is_not_plain() {
        let _ = plain("${x}");
    }
}
