//! What a spec says of a thing that exists already: it is named in one way, and keeps what it has.

use super::Resolver;
use crate::diagnostic::{Diagnostic, Path, Rule};

/// A thing that this stack does not make.
pub(crate) struct Foreign {
    pub(crate) rule: Rule,
    /// The key of the domain.
    pub(crate) place: &'static str,
    /// What it is called in a text.
    pub(crate) thing: &'static str,
    /// The two keys by which it is named.
    pub(crate) ways: [&'static str; 2],
}

impl Foreign {
    /// Reports what a spec decides of it, each a key with its value, and that it is named in both ways.
    pub(crate) fn check(
        &self,
        kept: impl IntoIterator<Item = (&'static str, Option<String>)>,
        is_named_twice: bool,
        resolver: &mut Resolver<'_>,
    ) {
        let (thing, [first, second]) = (self.thing, self.ways);
        for (key, given) in kept {
            let Some(given) = given else { continue };
            let message = format!("`{key}` belongs to the {thing} that exists, and is not decided here");
            let finding = self.finding(key, message).given(given);
            resolver.report(finding.wants(format!("no such key beside `{first}` or `{second}`")));
        }
        if is_named_twice {
            let finding = self.finding(second, format!("the {thing} is named in two ways"));
            resolver.report(finding.wants(format!("one of `{first}` and `{second}`")));
        }
    }

    fn finding(&self, key: &str, message: String) -> Diagnostic {
        Diagnostic::new(self.rule, Path::of(self.place).key(key), message)
    }
}
