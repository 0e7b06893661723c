//! A panic never escapes as a crash: alone in its file, since the module is not to be used after it.
#![cfg(target_arch = "wasm32")]

use js_sys::{Error, Function, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn a_panic_becomes_an_error() {
    groundplan_wasm::start();
    let fails: Function = Closure::once_into_js(|| -> () { panic!("the sky falls") }).unchecked_into();
    let error: Error =
        fails.call0(&JsValue::NULL).expect_err("it is thrown").dyn_into().expect("it is an Error");
    let text = |key: &str| {
        Reflect::get(&error, &key.into()).ok().and_then(|value| value.as_string()).unwrap_or_default()
    };
    assert_eq!([text("name"), text("code")], ["GroundplanError", "internal/panic"]);
    assert!(text("message").contains("the sky falls"), "{}", text("message"));
}
