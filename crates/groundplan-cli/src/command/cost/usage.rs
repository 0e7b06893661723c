use std::path::Path;

use groundplan_text::Trouble;
use groundplan_text::cost::UsageFile;

use crate::reading;

/// Reads a usage file in Infracost's format, if one was named.
pub(in crate::command) fn read(path: Option<&Path>) -> Result<UsageFile, Trouble> {
    let Some(path) = path else { return Ok(UsageFile::default()) };
    if !path.is_file() {
        return Err(Trouble::new(format!("there is no usage file {}", path.display())));
    }
    reading::spec(path).map(UsageFile::of)
}
