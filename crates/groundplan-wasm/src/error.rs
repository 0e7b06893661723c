use groundplan_text::UsageError;
use js_sys::{Array, Error, Reflect};
use wasm_bindgen::JsValue;

/// Wrong use, as JavaScript gets it: an `Error` with `name`, `code`, `path` and `help`.
#[derive(Debug)]
pub(crate) struct ApiError {
    code: &'static str,
    message: String,
    path: String,
    help: Vec<String>,
}

impl ApiError {
    pub(crate) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), path: String::new(), help: Vec::new() }
    }
}

impl From<UsageError> for ApiError {
    fn from(error: UsageError) -> Self {
        let lines = std::iter::once(error.message()).chain(error.lines().iter().map(String::as_str));
        Self {
            code: "usage",
            message: lines.collect::<Vec<_>>().join("\n"),
            path: error.option().to_owned(),
            help: error.tries().to_vec(),
        }
    }
}

/// No class of ours: the package makes one of it, and every runtime knows `Error`.
impl From<ApiError> for JsValue {
    fn from(misuse: ApiError) -> Self {
        let error = Error::new(&misuse.message);
        error.set_name("GroundplanError");
        let help: Array = misuse.help.iter().map(JsValue::from).collect();
        for (key, value) in
            [("code", misuse.code.into()), ("path", misuse.path.into()), ("help", JsValue::from(help))]
        {
            // An error that was made a line ago takes every property.
            let _ = Reflect::set(&error, &key.into(), &value);
        }
        error.into()
    }
}
