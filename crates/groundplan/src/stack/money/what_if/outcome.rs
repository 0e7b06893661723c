use std::sync::Arc;

use crate::cost::{Range, Unpriced};
use crate::diagnostic::Report;
use crate::terraform::{Difference, Document};

/// What an environment becomes.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// What everything in it is expected to cost a month.
    pub monthly: Range,
    /// What it costs as it is.
    pub monthly_now: Range,
    /// What is found then and is not found now.
    pub report: Report,
    /// What has no price then, and had one, or was not there.
    pub newly_unpriced: Vec<Unpriced>,
    /// Whether everything has a price, before and after.
    pub is_whole: bool,
    pub(super) before: Arc<Document>,
    pub(super) after: Arc<Document>,
}

impl Outcome {
    /// What is saved a month, below zero where more is paid. `None` where something has no price then that had one, or was
    /// not there: the saving is unknown.
    #[must_use]
    pub fn saving(&self) -> Option<Range> {
        self.newly_unpriced.is_empty().then(|| self.monthly_now.less(self.monthly))
    }

    /// What changes in the configuration.
    #[must_use]
    pub fn differences(&self) -> Vec<Difference> {
        self.before.differences(&self.after)
    }
}
