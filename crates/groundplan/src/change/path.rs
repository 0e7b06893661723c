//! What a path leads to: `.name`, `["name"]`, `[0]`.

use super::known::{Known, Open};

/// The part of a value that a path leads to; of an expression, the expression for that part.
pub(super) fn step(known: Known, path: &str) -> Option<Known> {
    let Some((first, rest)) = first_step(path) else { return path.is_empty().then_some(known) };
    match (known, first) {
        (Known::Object(mut entries), Step::Name(name)) => step(entries.remove(name)?, rest),
        (Known::List(values), Step::Index(index)) => step(values.into_iter().nth(index)?, rest),
        (Known::Open(open), _) => {
            let text = format!("({})::{path}", open.text);
            Some(Known::Open(Open { text, references: open.references, ..Open::default() }))
        }
        _ => None,
    }
}

/// A step of a path.
#[derive(Clone, Copy)]
pub(super) enum Step<'a> {
    /// `.name` or `["name"]`.
    Name(&'a str),
    /// `[0]`.
    Index(usize),
}

/// The first step of a path, and the rest.
pub(super) fn first_step(path: &str) -> Option<(Step<'_>, &str)> {
    let path = path.strip_prefix('.').unwrap_or(path);
    let Some(bracket) = path.strip_prefix('[') else {
        let (name, rest) = path.split_at(path.find(['.', '[']).unwrap_or(path.len()));
        return (!name.is_empty()).then_some((Step::Name(name), rest));
    };
    if let Some(quoted) = bracket.strip_prefix('"') {
        let (name, rest) = quoted.split_once("\"]")?;
        return (!name.contains('\\')).then_some((Step::Name(name), rest));
    }
    let (index, rest) = bracket.split_once(']')?;
    Some((Step::Index(index.parse().ok()?), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_followed_step_by_step() {
        let inner = Known::Object([("b.c".to_owned(), Known::Scalar("x".to_owned()))].into());
        let value = Known::Object([("a".to_owned(), Known::List(vec![inner]))].into());
        let at = |path: &str| step(value.clone(), path).map(|known| known.text());
        assert_eq!(at("a[0][\"b.c\"]").as_deref(), Some("\"x\""));
        assert_eq!((at("a[1]"), at("a[*].b")), (None, None));
        let open = Known::Open(Open { text: "var.x".to_owned(), ..Open::default() });
        assert_eq!(step(open, "a").map(|known| known.text()).as_deref(), Some("(var.x)::a"));
    }
}
