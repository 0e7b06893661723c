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

/// Takes a schema that was made by us: each type is decoded when it is asked for.
pub(crate) fn load_own(text: String) -> Result<(), Misuse> {
    take(Schema::parse(text))
}

/// Reads all of a schema, which takes the place of the one before.
pub(crate) fn load(text: String) -> Result<(), Misuse> {
    take(Schema::read(text))
}

fn take(read: Result<Schema, groundplan::Error>) -> Result<(), Misuse> {
    let schema =
        read.map_err(|error| Misuse::new("schema", format!("this is no provider schema: {error}")))?;
    CURRENT.set(Some(Box::leak(Box::new(schema))));
    Ok(())
}
