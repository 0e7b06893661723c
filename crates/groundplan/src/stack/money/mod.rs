//! What root modules cost, what they are used for, and what another spec would change about both.

mod advice;
mod alternatives;
pub(super) mod costing;
pub(super) mod usage;
mod used;
mod what_if;

pub use advice::Advice;
pub use costing::OverBudget;
pub use used::ServiceUse;
pub use what_if::{Outcome, WhatIf};
