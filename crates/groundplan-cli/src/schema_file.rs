use std::borrow::Cow;
use std::fs;
use std::path::Path;

use groundplan::schema::Schema;

use crate::trouble;
use groundplan_text::Trouble;

/// Reads a provider schema: the output of `terraform providers schema -json`, or its compact form.
pub(crate) fn read(path: &Path) -> Result<Schema, Trouble> {
    let text = fs::read_to_string(path).map_err(|error| trouble::with("read", path, &error))?;
    Schema::read(text).map_err(|error| {
        let trouble = Trouble::new(format!("{} is no provider schema", path.display()));
        error.to_string().lines().fold(trouble, Trouble::line)
    })
}

/// What to hold Terraform against: the schema of the program, in which the providers of a file take the place
/// of those of the same address.
pub(crate) fn chosen(path: Option<&Path>) -> Result<Cow<'static, Schema>, Trouble> {
    Ok(match path {
        Some(path) => Cow::Owned(Schema::bundled().with(&read(path)?)),
        None => Cow::Borrowed(Schema::bundled()),
    })
}
