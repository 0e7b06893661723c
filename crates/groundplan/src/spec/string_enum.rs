/// Declares a choice: an enum whose values have names in a spec.
///
/// The doc comment of a value says what changes in the cloud.
macro_rules! string_enum {
    (
        $(#[doc = $doc:literal])+
        pub enum $type:ident { $( $(#[doc = $value_doc:literal])+ $value:ident = $name:literal, )+ }
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

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.name())
            }
        }

        impl std::str::FromStr for $type {
            type Err = $crate::unit::Invalid;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::ALL.iter().copied().find(|value| value.name() == text).ok_or_else(|| {
                    $crate::spec::not_a_value(text, &[$($name),+])
                })
            }
        }

        $crate::spec::scalar!($type, {
            "enum": [$($name),+],
            "enumDescriptions": [$(concat!($($value_doc, "\n"),+)),+],
            "description": concat!($($doc, "\n"),+),
        });
    };
}

pub(crate) use string_enum;

use crate::diagnostic::nearest;
use crate::unit::Invalid;

/// Why a text is none of the names of a choice.
pub(crate) fn not_a_value(text: &str, names: &[&'static str]) -> Invalid {
    let wanted = Invalid::new(format!("one of {}", names.join(", ")));
    match nearest(text, names.iter().copied()) {
        Some(name) => wanted.hint(name),
        None => wanted,
    }
}
