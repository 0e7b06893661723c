//! What the AWS provider was asked beside its schema: which values it refuses, and which changes replace a resource.
//!
//! These tables are part of the program or, as in browsers, of the file that holds the schema, so that they are loaded with it
//! and not before.

use std::borrow::Cow;
use std::sync::OnceLock;

/// A table of answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// The values that arguments take.
    Values,
    /// The arguments that exclude or need each other.
    Combinations,
    /// The arguments whose change replaces a resource.
    Replaces,
}

/// The tables in the order in which they follow a schema.
const ALL: [Asked; 3] = [Asked::Values, Asked::Combinations, Asked::Replaces];

/// The tables that came with a schema.
static GIVEN: OnceLock<[String; 3]> = OnceLock::new();

impl Asked {
    /// The table; `None` where it is neither part of the program nor given yet.
    pub(crate) fn text(self) -> Option<&'static str> {
        self.bundled().or_else(|| {
            let at = ALL.iter().position(|one| *one == self)?;
            Some(GIVEN.get()?.get(at)?.as_str())
        })
    }

    #[cfg(feature = "bundled-schema")]
    #[expect(clippy::unnecessary_wraps, reason = "without the feature there is none")]
    fn bundled(self) -> Option<&'static str> {
        Some(match self {
            Self::Values => include_str!("../schema/values.txt"),
            Self::Combinations => include_str!("../schema/combinations.txt"),
            Self::Replaces => include_str!("../schema/replaces.txt"),
        })
    }

    #[cfg(not(feature = "bundled-schema"))]
    #[expect(clippy::unused_self, reason = "with the feature it tells the table")]
    fn bundled(self) -> Option<&'static str> {
        None
    }

    /// How the first line of a table begins.
    fn head(self) -> &'static str {
        match self {
            Self::Values => "\nvalues 1 ",
            Self::Combinations => "\ncombinations 1 ",
            Self::Replaces => "\nreplaces 1 ",
        }
    }
}

/// A schema without the tables that follow it, which are kept; the first ones that are given stay. What is part of the program
/// has none.
pub(crate) fn take(text: Cow<'static, str>) -> Cow<'static, str> {
    let Cow::Owned(mut text) = text else { return text };
    let mut tables = [const { String::new() }; 3];
    for (table, asked) in tables.iter_mut().zip(ALL).rev() {
        let Some(at) = text.rfind(asked.head()) else { return text.into() };
        *table = text.split_off(at + 1);
    }
    // They are those of one package, so a second set says the same.
    drop(GIVEN.set(tables));
    text.into()
}

#[cfg(all(test, feature = "bundled-schema"))]
mod tests {
    use super::*;

    #[test]
    fn tables_are_taken_from_behind_a_schema() {
        let schema = "schema 1 registry.terraform.io/hashicorp/aws 1.0.0\n";
        let tables: String = ALL.iter().filter_map(|one| one.text()).collect();
        assert_eq!(take(format!("{schema}{tables}").into()), schema);
        assert_eq!(take(schema.to_owned().into()), schema);
        let are_given =
            |given: &[String; 3]| ALL.iter().zip(given).all(|(one, given)| one.text() == Some(given));
        assert!(GIVEN.get().is_some_and(are_given));
    }
}
