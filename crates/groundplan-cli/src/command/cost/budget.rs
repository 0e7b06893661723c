use groundplan_text::cost::{BudgetCheck, BudgetProblem};

use crate::style::{ERROR, WARNING, paint};

/// What became of the budgets, a line each.
pub(super) fn text(check: &BudgetCheck) -> String {
    let line = |problem: &BudgetProblem| match problem {
        BudgetProblem::Over(over) => format!("{}: {over}\n", paint(ERROR, "over budget")),
        BudgetProblem::Missing(text) => format!("{}: {text}\n", paint(WARNING, "warning")),
        BudgetProblem::Nothing(text) => format!("{}: {text}\n", paint(ERROR, "error")),
    };
    check.problems.iter().map(line).collect()
}
