use groundplan_text::cost::{Held, Told};

use crate::style::{ERROR, WARNING, paint};

/// What became of the budgets, a line each.
pub(super) fn text(held: &Held) -> String {
    let line = |told: &Told| match told {
        Told::Over(over) => format!("{}: {over}\n", paint(ERROR, "over budget")),
        Told::Missing(text) => format!("{}: {text}\n", paint(WARNING, "warning")),
        Told::Nothing(text) => format!("{}: {text}\n", paint(ERROR, "error")),
    };
    held.told.iter().map(line).collect()
}
