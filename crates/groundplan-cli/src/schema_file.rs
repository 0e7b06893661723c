use std::borrow::Cow;
use std::path::Path;

use groundplan::schema::Schema;
use groundplan_text::Trouble;

use crate::system::System;
use crate::{reading, trouble};

/// Reads a provider schema: the output of `terraform providers schema -json`, or its compact form.
pub(crate) fn read(system: &dyn System, path: &Path) -> Result<Schema, Trouble> {
    Schema::read(reading::whole(system, path)?).map_err(|error| {
        let trouble = Trouble::new(format!("{} is no provider schema", path.display()));
        error.to_string().lines().fold(trouble, Trouble::line)
    })
}

/// The schema that the machine has.
pub(crate) fn own(system: &dyn System) -> Result<&Schema, Trouble> {
    system.schema().map_err(|error| {
        Trouble::new(format!("cannot read the schema of the AWS provider: {}", trouble::reason(&error)))
    })
}

/// What to hold Terraform against: the schema that the machine has, in which the providers of a file take the
/// place of those of the same address.
pub(crate) fn chosen<'a>(system: &'a dyn System, path: Option<&Path>) -> Result<Cow<'a, Schema>, Trouble> {
    let own = own(system)?;
    Ok(match path {
        Some(path) => Cow::Owned(own.with(&read(system, path)?)),
        None => Cow::Borrowed(own),
    })
}
