use groundplan::change::{Change, Effect, ObjectChange};

/// A change that a pipeline does not let pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denied {
    /// An object is replaced. New versions of task definitions and their like pass.
    Replaced,
    /// An object is destroyed.
    Destroyed,
    /// Data is lost.
    DataLost,
    /// Something stops.
    Interrupted,
    /// Something is left behind in AWS.
    Forgotten,
    /// Terraform or AWS refuses the apply.
    Refused,
    /// It is not known what happens.
    Unknown,
}

impl Denied {
    /// Every change that can be denied.
    pub const ALL: [Self; 7] = [
        Self::Replaced,
        Self::Destroyed,
        Self::DataLost,
        Self::Interrupted,
        Self::Forgotten,
        Self::Refused,
        Self::Unknown,
    ];

    /// The word for it: `data-lost`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Replaced => "replaced",
            Self::Destroyed => "destroyed",
            Self::DataLost => "data-lost",
            Self::Interrupted => "interrupted",
            Self::Forgotten => "forgotten",
            Self::Refused => "refused",
            Self::Unknown => "unknown",
        }
    }

    fn applies(self, object: &ObjectChange) -> bool {
        match self {
            Self::Replaced => object.is_replaced(),
            Self::Destroyed => object.effect == Effect::Destroyed,
            Self::DataLost => object.loses_data(),
            Self::Interrupted => object.interrupted.is_some(),
            Self::Forgotten => object.effect == Effect::Forgotten,
            Self::Refused => object.refused.is_some(),
            Self::Unknown => !object.perhaps.is_empty() && !object.effect.ends(),
        }
    }
}

/// A line for each object and each reason for which its change is denied.
pub(super) fn lines(module: &str, change: &Change, denied: &[Denied]) -> Vec<String> {
    let of_object = |object: &ObjectChange| {
        let words: Vec<&str> =
            denied.iter().filter(|one| one.applies(object)).map(|one| one.name()).collect();
        (!words.is_empty()).then(|| format!("{module}: {} is denied: {}", object.address, words.join(", ")))
    };
    let mut lines: Vec<String> = change.objects.iter().filter_map(of_object).collect();
    if denied.contains(&Denied::Unknown) {
        let line = |unknown: &groundplan::change::Unknown| {
            format!("{module}: {} is denied: unknown", unknown.address)
        };
        lines.extend(change.unknown.iter().map(line));
    }
    lines
}
