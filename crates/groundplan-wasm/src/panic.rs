use std::panic::PanicHookInfo;

use wasm_bindgen::prelude::wasm_bindgen;

use crate::error::ApiError;

/// Turns a panic into an error with its message. Callers that catch it have to start the module anew: its memory may be
/// inconsistent.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|info| wasm_bindgen::throw_val(thrown(info).into())));
}

fn thrown(info: &PanicHookInfo<'_>) -> ApiError {
    ApiError::new("internal/panic", info.to_string().replace('\n', " "))
}
