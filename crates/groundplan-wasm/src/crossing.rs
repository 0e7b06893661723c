//! How options and answers cross to JavaScript: as objects where that is as quick as text, else as JSON text, which the
//! package reads. `ARCHITECTURE.md` has the figures.

use serde::Serialize;
use serde_json::Value;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

use crate::error::ApiError;

/// An object, or a string that holds JSON.
pub(crate) type Answer = Result<JsValue, JsValue>;

/// An answer as an object, which looks like what `JSON.parse` makes of the text.
pub(crate) fn object(answer: &impl Serialize) -> Answer {
    answer.serialize(&Serializer::json_compatible()).map_err(JsValue::from)
}

/// An answer as JSON text: quicker where there are many values.
pub(crate) fn text(answer: &impl Serialize) -> Answer {
    let text = serde_json::to_string(answer);
    text.map(JsValue::from).map_err(|error| ApiError::new("internal/json", error.to_string()).into())
}

/// Options as they were given: their own reader refuses keys that it does not know.
pub(crate) fn value(options: &JsValue) -> Result<Value, JsValue> {
    serde_wasm_bindgen::from_value(options.clone())
        .map_err(|error| ApiError::new("usage", format!("options are plain data: {error}")).into())
}
