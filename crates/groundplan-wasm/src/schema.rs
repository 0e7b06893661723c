use std::cell::Cell;

use groundplan::schema::Schema;

use crate::error::Misuse;

thread_local! {
    /// The schema in use. It is given once, or a few times, and lives as long as the module.
    static CURRENT: Cell<Option<&'static Schema>> = const { Cell::new(None) };
}

/// What documents are held against, if a schema was given.
pub(crate) fn current() -> Option<&'static Schema> {
    CURRENT.get()
}

/// Reads a schema that takes the place of the one before.
pub(crate) fn load(text: String) -> Result<(), Misuse> {
    let read = Schema::read(text)
        .map_err(|error| Misuse::new("schema", format!("this is no provider schema: {error}")))?;
    CURRENT.set(Some(Box::leak(Box::new(read))));
    Ok(())
}
