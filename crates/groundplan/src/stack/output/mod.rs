//! What is handed out: files, their texts, tests for `terraform test`, the record of decisions.

pub(super) mod app_readme;
mod destroy;
mod format;
pub(super) mod gitignore;
pub(super) mod readme;
pub(super) mod readme_environment;
pub(super) mod synthesis;
mod test_file;
pub(super) mod tool;

pub use format::Format;
pub use synthesis::{Decisions, File, Synthesis};
pub use tool::Tool;
