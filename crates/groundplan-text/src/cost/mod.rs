//! What specs, Terraform and plans cost a month.

pub mod advice;
mod bill;
mod budget;
mod subject;
mod usage;

pub use bill::{Asked, Bill};
pub use budget::{Held, Told};
pub use subject::{Priced, Subject, has, only};
pub use usage::UsageFile;

use crate::texts::Findings;
use crate::trouble::Trouble;

/// Why there is no bill.
#[derive(Clone, Debug)]
pub enum Failure {
    /// What was asked for cannot be.
    Use(Trouble),
    /// What is wrong with the texts; what belongs together stands together.
    Findings(Vec<Findings>),
}

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Self {
        Self::Use(trouble)
    }
}

impl From<Vec<Findings>> for Failure {
    fn from(findings: Vec<Findings>) -> Self {
        Self::Findings(findings)
    }
}
