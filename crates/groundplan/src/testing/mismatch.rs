use std::fmt;

use super::difference::Difference;

/// Further differences are only counted.
const MOST: usize = 8;

/// Why an assertion failed: the closest candidate, the wanted and the found values.
///
/// `Debug` reads like `Display`, so that `unwrap()` in a test says what is wrong.
#[derive(Clone, PartialEq, Eq)]
pub struct Mismatch {
    headline: String,
    candidates: Vec<(Option<String>, Vec<Difference>)>,
}

impl Mismatch {
    pub(super) fn new(headline: impl Into<String>) -> Self {
        Self { headline: headline.into(), candidates: Vec::new() }
    }

    /// With the differences of the candidate that the headline names.
    pub(super) fn with(mut self, differences: Vec<Difference>) -> Self {
        self.candidates.push((None, differences));
        self
    }

    /// With the differences of one candidate of several.
    pub(super) fn of(mut self, address: String, differences: Vec<Difference>) -> Self {
        self.candidates.push((Some(address), differences));
        self
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.headline)?;
        let mut left = MOST;
        for (address, differences) in &self.candidates {
            if let (Some(address), 1..) = (address, left) {
                writeln!(f, "{address}")?;
            }
            differences.iter().take(left).try_for_each(|difference| difference.fmt(f))?;
            left = left.saturating_sub(differences.len());
        }
        let all: usize = self.candidates.iter().map(|(_, differences)| differences.len()).sum();
        match all.saturating_sub(MOST) {
            0 => Ok(()),
            1 => writeln!(f, "  … and 1 more difference"),
            more => writeln!(f, "  … and {more} more differences"),
        }
    }
}

impl fmt::Debug for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Mismatch {}
