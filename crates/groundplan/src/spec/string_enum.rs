/// Declares a choice: an enum whose values have names in a spec.
///
/// The doc comment of a value says what changes in the cloud.
macro_rules! string_enum {
    (
        $(#[doc = $doc:literal])+
        pub enum $type:ident { $( $(#[doc = $value_doc:literal])+ $value:ident = $name:literal $(also [$($also:literal),+])?, )+ }
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum $type { $( $(#[doc = $value_doc])+ $value, )+ }

        impl $type {
            /// Every value.
            pub const ALL: &[Self] = &[$(Self::$value),+];

            /// The name in a spec.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$value => $name),+ }
            }
        }

        impl $crate::spec::Renamed for $type {}

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.name())
            }
        }

        impl std::str::FromStr for $type {
            type Err = $crate::unit::Invalid;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::ALL.iter().copied().find(|value| value.name() == text).ok_or_else(|| {
                    $crate::spec::not_a_value(text, &[$($name),+], &[$(($name, &[$($($also),+)?])),+])
                })
            }
        }

        $crate::spec::scalar!($type, "value", {
            "enum": [$($name),+],
            "enumDescriptions": [$(concat!($($value_doc, "\n"),+)),+],
            "description": concat!($($doc, "\n"),+),
        });
    };
}

pub(crate) use string_enum;

use crate::diagnostic::likely;
use crate::unit::Invalid;

/// What others call a value of a choice.
pub(crate) type ValueSynonyms = (&'static str, &'static [&'static str]);

/// Why a text is none of the names of a choice.
pub(crate) fn not_a_value(text: &str, names: &[&'static str], synonyms: &[ValueSynonyms]) -> Invalid {
    let wanted = Invalid::new(format!("one of {}", names.join(", ")));
    let is_called = |names: &[&str]| names.iter().any(|name| name.eq_ignore_ascii_case(text));
    let synonym = synonyms.iter().find(|(_, names)| is_called(names)).map(|(name, _)| *name);
    match synonym.or_else(|| likely(text, names.iter().copied())) {
        Some(name) => wanted.hint(name),
        None => wanted,
    }
}
