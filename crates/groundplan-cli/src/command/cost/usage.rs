use std::path::Path;

use groundplan_text::UsageError;
use groundplan_text::cost::UsageFile;

use crate::spec_files;
use crate::system::{System, is_file};

/// Reads a usage file in Infracost's format, if one was named.
pub(in crate::command) fn read(system: &dyn System, path: Option<&Path>) -> Result<UsageFile, UsageError> {
    let Some(path) = path else { return Ok(UsageFile::default()) };
    if !is_file(system, path) {
        return Err(UsageError::new(format!("there is no usage file {}", path.display())));
    }
    spec_files::spec(system, path).map(UsageFile::of)
}
