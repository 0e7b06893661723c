//! What was decided for the user, and why.
//!
//! Each default is a [`Setting`]: its value per [`Tier`], its reason, and the published controls that
//! it meets. Resolving a spec turns settings into [`Decision`]s, which say where each value came from, and
//! into [`Decided`] values, which carry their [`Origins`] into whatever is written with them.

mod decided;
mod origins;
mod setting;
mod tier;

pub use decided::Decided;
pub use origins::{DecisionId, Origins};
pub use setting::{Cost, Decision, Origin, Row, Setting};
pub use tier::Tier;

pub(crate) use setting::settings;
