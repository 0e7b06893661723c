use std::cell::Cell;

use groundplan::schema::Schema;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::error::ApiError;

thread_local! {
    /// The schema in use. It is given once, or a few times, and lives as long as the module.
    static CURRENT: Cell<Option<&'static Schema>> = const { Cell::new(None) };
}

/// The schema that documents are checked against, if one was given.
pub(crate) fn current() -> Option<&'static Schema> {
    CURRENT.get()
}

/// Takes the schema of the AWS provider that is part of the package, with what else the provider was asked. Only its heads are looked at, which is quick.
///
/// # Errors
///
/// When the text is not a schema.
#[wasm_bindgen(js_name = loadOwnSchema)]
pub fn load_own_schema(text: String) -> Result<(), JsValue> {
    take(Schema::parse(text)).map_err(JsValue::from)
}

/// Reads all of a schema, which takes the place of the one before.
pub(crate) fn load(text: String) -> Result<(), ApiError> {
    take(Schema::read(text))
}

fn take(read: Result<Schema, groundplan::Error>) -> Result<(), ApiError> {
    let schema =
        read.map_err(|error| ApiError::new("schema", format!("the text is not a provider schema: {error}")))?;
    CURRENT.set(Some(Box::leak(Box::new(schema))));
    Ok(())
}
