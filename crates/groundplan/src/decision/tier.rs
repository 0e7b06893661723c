use std::fmt;

/// How an environment is treated: what is free is on in every tier, what is cheap in staging and
/// production, what is dear in production.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// Throw-away; one person's bill.
    Development,
    /// Like production, smaller.
    Staging,
    /// What customers use.
    Production,
}

impl Tier {
    /// Every tier.
    pub const ALL: [Tier; 3] = [Tier::Development, Tier::Staging, Tier::Production];

    /// The name in a spec.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Development => "development",
            Self::Staging => "staging",
            Self::Production => "production",
        }
    }
}

impl fmt::Display for Tier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
