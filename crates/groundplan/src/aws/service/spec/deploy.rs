use crate::aws::service::defaults;
use crate::spec::spec;

spec! {
    /// How new tasks take the place of old ones.
    pub struct Deploy {
        /// Whether `terraform apply` waits until the new tasks run and the old ones are gone, and fails if AWS brought
        /// the old ones back.
        wait_for_steady_state(default WAIT_FOR_STEADY_STATE, also ["wait"]): bool,
    }
}

impl Deploy {
    /// A deployment in which everything is left to the defaults.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let deploy = Deploy::new().wait_for_steady_state(true);
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}
