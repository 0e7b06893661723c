use std::borrow::Cow;
use std::path::Path;

use groundplan::schema::Schema;
use groundplan_text::UsageError;

use crate::system::System;
use crate::{spec_files, usage_error};

/// Reads a provider schema: the output of `terraform providers schema -json`, or its compact form.
pub(crate) fn read(system: &dyn System, path: &Path) -> Result<Schema, UsageError> {
    Schema::read(spec_files::whole(system, path)?).map_err(|error| {
        let usage_error = UsageError::new(format!("{} is not a provider schema", path.display()));
        error.to_string().lines().fold(usage_error, UsageError::line)
    })
}

/// The built-in schema.
pub(crate) fn own(system: &dyn System) -> Result<&Schema, UsageError> {
    system.schema().map_err(|error| {
        UsageError::new(format!(
            "cannot read the schema of the AWS provider: {}",
            usage_error::reason(&error)
        ))
    })
}

/// The schema to check against: the built-in one, in which the providers of a file replace those of the same
/// address.
pub(crate) fn chosen<'a>(system: &'a dyn System, path: Option<&Path>) -> Result<Cow<'a, Schema>, UsageError> {
    let own = own(system)?;
    Ok(match path {
        Some(path) => Cow::Owned(own.with(&read(system, path)?)),
        None => Cow::Borrowed(own),
    })
}
