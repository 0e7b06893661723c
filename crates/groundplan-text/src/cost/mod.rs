//! What specs, Terraform and plans cost a month.

pub mod advice;
mod bill;
mod budget;
mod subject;
mod usage;

pub use bill::{Asked, Bill};
pub use budget::{BudgetCheck, BudgetProblem};
pub use subject::{Priced, RootModule, Subject, has, only};
pub use usage::UsageFile;

use crate::input::Findings;
use crate::input::UsageError;

/// Why there is no bill.
#[derive(Clone, Debug)]
pub enum Failure {
    /// The request is invalid.
    Use(UsageError),
    /// The errors in the texts, grouped by app.
    Findings(Vec<Findings>),
}

impl From<UsageError> for Failure {
    fn from(error: UsageError) -> Self {
        Self::Use(error)
    }
}

impl From<Vec<Findings>> for Failure {
    fn from(findings: Vec<Findings>) -> Self {
        Self::Findings(findings)
    }
}
