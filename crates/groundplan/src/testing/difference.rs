use std::fmt;

use super::Match;
use super::seen;
use crate::diagnostic::Path;
use crate::terraform::Value;

/// A longer value is cut: its start identifies it.
const LONGEST: usize = 160;

/// One value that differs from the matcher.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Difference {
    path: Path,
    wanted: String,
    found: String,
    /// How much it counts when the closest candidate is chosen.
    pub(super) weight: usize,
}

impl Difference {
    /// The value differs or is missing.
    pub(super) fn new(path: &Path, wanted: &Match, found: Option<&Value>) -> Self {
        let found = found.map_or_else(|| "nothing".to_owned(), seen::shown);
        Self { path: path.clone(), wanted: seen::wanted(wanted), found, weight: wanted.leaves() }
    }

    /// The same with a custom text for the wanted value.
    pub(super) fn of(path: &Path, wanted: String, found: String, weight: usize) -> Self {
        Self { path: path.clone(), wanted, found, weight }
    }

    /// Adds a note to the found value.
    pub(super) fn add(&mut self, note: &str) {
        self.found = format!("{}; {note}", self.found);
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path == Path::root() {
            f.write_str("  the whole\n")?;
        } else {
            writeln!(f, "  {}", self.path)?;
        }
        writeln!(f, "    wanted  {}", cut(&self.wanted))?;
        writeln!(f, "    found   {}", cut(&self.found))
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => text.get(..at).unwrap_or_default().to_owned() + " …",
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_values_are_cut() {
        let text = Difference::new(&Path::of("a"), &"x".repeat(500).into(), None).to_string();
        assert_eq!(text, format!("  a\n    wanted  \"{} …\n    found   nothing\n", "x".repeat(LONGEST - 1)));
    }
}
