//! What was decided for the user, and why.
//!
//! Each default is a [`Setting`]: its value per [`Tier`], its reason, and the published controls that
//! it meets. Resolving a spec turns settings into [`Decision`]s, which say where each value came from.

mod setting;
mod tier;

pub use setting::{Cost, Decision, Origin, Row, Setting};
pub use tier::Tier;

pub(crate) use setting::settings;
