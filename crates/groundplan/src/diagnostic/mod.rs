//! What is wrong, or worth knowing, about a spec: found together, each with a stable code, the path,
//! what was given, what is allowed, and a hint that can be pasted.
//!
//! Knows nothing of AWS or Terraform.

mod finding;
mod nearest;
mod path;
mod report;
mod rule;
mod secrecy;

pub use finding::{Diagnostic, Severity};
pub use path::{Path, Segment};
pub use report::{Error, Report};
pub use rule::Rule;

pub(crate) use nearest::{likely, nearest, one_of};
pub(crate) use path::Scope;
pub(crate) use rule::{rule_severity, rule_waivable, rules};
