use std::panic::PanicHookInfo;

use wasm_bindgen::prelude::wasm_bindgen;

use crate::error::ApiError;

/// Makes an error of a panic that says what happened. Whoever catches it starts the module anew: the memory of this one
/// is as the panic left it.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|info| wasm_bindgen::throw_val(thrown(info).into())));
}

fn thrown(info: &PanicHookInfo<'_>) -> ApiError {
    ApiError::new("internal/panic", info.to_string().replace('\n', " "))
}
