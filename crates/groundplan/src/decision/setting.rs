use std::borrow::Cow;
use std::fmt::{self, Display};

use rust_decimal::{Decimal, RoundingStrategy};

use super::{Origins, Tier};

/// A default: its value per tier, why, and the controls that it meets.
#[derive(Debug)]
pub struct Setting<T: 'static> {
    /// The path in a spec, with `*` for a name: `services.*.logs.retention`.
    pub path: &'static str,
    /// The values for development, staging and production.
    pub tiers: [T; 3],
    /// What it is in a sentence, then an empty line, then why.
    pub text: &'static str,
    /// Ids of published controls: checkov's (`CKV…`), AWS Security Hub's (`ECS.5`), CIS.
    pub controls: &'static [&'static str],
}

impl<T: Clone + PartialEq + Display> Setting<T> {
    /// The value for a tier.
    #[must_use]
    pub fn at(&self, tier: Tier) -> T {
        let [development, staging, production] = &self.tiers;
        match tier {
            Tier::Development => development.clone(),
            Tier::Staging => staging.clone(),
            Tier::Production => production.clone(),
        }
    }

    /// Whether tiers differ.
    #[must_use]
    pub fn depends_on_tier(&self) -> bool {
        let [development, staging, production] = &self.tiers;
        development != staging || staging != production
    }

    /// Its row in `DEFAULTS.md`.
    #[must_use]
    pub fn row(&self) -> Row {
        let [development, staging, production] = &self.tiers;
        let tiers = [development.to_string(), staging.to_string(), production.to_string()];
        Row { path: self.path, tiers, text: self.text, controls: self.controls }
    }
}

impl<T> Setting<T> {
    /// The same setting with values that follow from these and from something else.
    pub(crate) fn map<U>(&self, value: impl Fn(&T) -> U) -> Setting<U> {
        let [development, staging, production] = &self.tiers;
        let tiers = [value(development), value(staging), value(production)];
        Setting { path: self.path, tiers, text: self.text, controls: self.controls }
    }
}

impl Row {
    /// The values in a sentence: `Default: 2; 3 in production.`, each between backticks.
    #[must_use]
    pub fn sentence(&self) -> String {
        let [first, rest @ ..] = &self.tiers;
        let is_one = rest.iter().all(|value| value == first);
        match formula(first) {
            Some(formula) if is_one => return format!("Default: {formula}."),
            _ if is_one => return format!("Default: `{first}`."),
            _ => {}
        }
        let named = Tier::ALL.iter().zip(&self.tiers).map(|(tier, value)| format!("`{value}` in {tier}"));
        format!("Default: {}.", named.collect::<Vec<_>>().join(", "))
    }

    /// The value, where it is the same in every tier and depends on nothing else.
    #[must_use]
    pub fn value(&self) -> Option<&str> {
        let [first, rest @ ..] = &self.tiers;
        let is_one = rest.iter().all(|value| value == first);
        (is_one && formula(first).is_none()).then_some(first)
    }
}

/// How a value is found that each environment has of its own: settings show it in parentheses.
fn formula(value: &str) -> Option<&str> {
    value.strip_prefix('(')?.strip_suffix(')')
}

/// A default as `DEFAULTS.md` shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The path in a spec.
    pub path: &'static str,
    /// The values for development, staging and production.
    pub tiers: [String; 3],
    /// What it is in a sentence, then an empty line, then why.
    pub text: &'static str,
    /// Ids of published controls.
    pub controls: &'static [&'static str],
}

/// Where a decided value came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The spec says so.
    Explicit,
    /// The tier decides.
    Tier,
    /// The same in every tier.
    Default,
    /// It follows from other values of the spec.
    Derived,
}

impl Origin {
    /// The name in a report.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Explicit => "explicit",
            Self::Tier => "tier",
            Self::Default => "default",
            Self::Derived => "derived",
        }
    }
}

/// One decided value: what, where it came from, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Decision {
    /// The path in the spec where another value could be set.
    pub path: String,
    /// The value.
    pub value: String,
    /// Where it came from.
    pub origin: Origin,
    /// The reason as its setting tells it; [`Decision::reason`] is the prose.
    pub(crate) text: Cow<'static, str>,
    /// Ids of published controls that it meets.
    pub controls: &'static [&'static str],
    /// What each way costs, where it is a choice and prices were asked for.
    pub costs: Vec<Cost>,
    /// The other decisions that it follows from.
    pub from: Origins,
}

/// What an environment costs with one value of a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cost {
    /// The value.
    pub value: String,
    /// What the whole environment is expected to cost a month, in US dollars.
    pub monthly: Decimal,
    /// Whether everything in it has a price; without, it costs more than this.
    pub is_whole: bool,
}

impl Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at_least = if self.is_whole { "" } else { "more than " };
        write!(
            f,
            "{at_least}{:.2} with {}",
            self.monthly.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero),
            self.value
        )
    }
}

impl Decision {
    /// What a spec says, and what has no default.
    pub(crate) fn stated(path: String, value: String) -> Self {
        let (origin, text) = (Origin::Explicit, Cow::Borrowed(""));
        Self { path, value, origin, text, controls: &[], costs: Vec::new(), from: Origins::NONE }
    }

    /// Why, in a sentence or two.
    #[must_use]
    pub fn reason(&self) -> String {
        self.text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Declares the defaults of a domain as statics, and `rows`, the list of them for `DEFAULTS.md`.
///
/// The doc comment is the reason: its first line says what it is, the rest why.
macro_rules! settings {
    ($(
        $(#[doc = $doc:literal])+
        $name:ident: $type:ty = $path:literal, $tiers:expr, [$($control:literal),* $(,)?];
    )+) => {
        $(
            $(#[doc = $doc])+
            pub(crate) static $name: $crate::decision::Setting<$type> = $crate::decision::Setting {
                path: $path,
                tiers: $tiers,
                text: concat!($($doc, "\n"),+),
                controls: &[$($control),*],
            };
        )+

        /// What the docs of builder methods say of each default: its value in each tier.
        #[allow(unused_macros, unused_imports)]
        pub(crate) mod docs {
            $(
                macro_rules! $name {
                    () => {
                        concat!("Default in development, staging and production: `", stringify!($tiers), "`.")
                    };
                }
                pub(crate) use $name;
            )+
        }

        /// The rows of this domain in `DEFAULTS.md`.
        pub(crate) fn rows() -> Vec<$crate::decision::Row> {
            vec![$($name.row()),+]
        }
    };
}

pub(crate) use settings;
