//! What crosses the boundary, in both directions: run in Node and in a browser.
#![cfg(target_arch = "wasm32")]

use groundplan_wasm::{check, diff, estimate, explain, json_schema, load_schema, rules, synth, version};
use js_sys::{Array, Error, JSON, Reflect};
use serde_json::{Value, json};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

const SPEC: &str = "stack: shop\nregion: us-east-1\nenvironments: { dev: {} }\n";

fn texts(name: &str, text: &str) -> String {
    json!([{ "name": name, "text": text }]).to_string()
}

/// An answer as data, whether it crossed as an object or as text.
fn parsed(answer: Result<JsValue, JsValue>) -> Value {
    let answer = answer.expect("nothing is thrown");
    let text =
        answer.as_string().unwrap_or_else(|| JSON::stringify(&answer).expect("it is plain data").into());
    serde_json::from_str(&text).expect("it is JSON")
}

/// Options as JavaScript gives them.
fn options(json: &str) -> JsValue {
    JSON::parse(json).expect("it is JSON")
}

/// The error that is thrown: name, code, path, message, and the first thing to try.
fn thrown(api: Result<JsValue, JsValue>) -> [String; 5] {
    let error: Error = api.expect_err("something is thrown").dyn_into().expect("it is an Error");
    let text = |key: &str| {
        Reflect::get(&error, &key.into()).ok().and_then(|value| value.as_string()).unwrap_or_default()
    };
    let help: Array = Reflect::get(&error, &"help".into()).expect("it has help").unchecked_into();
    [text("name"), text("code"), text("path"), text("message"), help.get(0).as_string().unwrap_or_default()]
}

#[wasm_bindgen_test]
fn a_spec_becomes_files() {
    let made = parsed(synth(&texts("shop.yaml", SPEC), &options("{}")));
    assert_eq!(made["ok"], true);
    let paths: Vec<&str> =
        made["files"].as_array().expect("files").iter().filter_map(|file| file["path"].as_str()).collect();
    assert!(paths.contains(&"environments/dev/network.tf.json"), "{paths:?}");
    let native = parsed(synth(&texts("shop.yaml", SPEC), &options(r#"{"format":"hcl"}"#)));
    assert!(native["files"].to_string().contains("resource \\\"aws_vpc\\\""));
}

/// As objects they would be: serde-wasm-bindgen reads the keys that it knows, and leaves the others alone.
#[wasm_bindgen_test]
fn unknown_keys_are_not_dropped() {
    let found = parsed(check(
        &texts("shop.json", r#"{"stack":"shop","regoin":"eu-west-1","environments":{"dev":{}}}"#),
        &JsValue::UNDEFINED,
    ));
    assert_eq!((&found["ok"], &found["diagnostics"][0]["code"]), (&json!(false), &json!("spec/unknown-key")));
    assert_eq!(found["diagnostics"][0]["hint"], "region");
    let [name, code, path, message, help] =
        thrown(synth(&texts("shop.yaml", SPEC), &options(r#"{"fromat":"hcl"}"#)));
    assert_eq!(
        [&*name, &*code, &*path, &*help],
        ["GroundplanError", "usage", "fromat", "format"],
        "{message}"
    );
}

#[wasm_bindgen_test]
fn mistakes_are_found_all_at_once_with_their_places() {
    let text = "stack: shop # ä😀\nregion: mars\nnetwrk: {}\nenvironments: { dev: {} }\n";
    let found = parsed(check(&texts("shop.yaml", text), &JsValue::UNDEFINED));
    let findings = found["diagnostics"].as_array().expect("findings");
    assert!(findings.len() >= 2, "{found}");
    let unknown = findings.iter().find(|finding| finding["code"] == "spec/unknown-key").expect("it is found");
    let start = &unknown["range"]["start"];
    // Two bytes and four bytes; one and two UTF-16 code units.
    assert_eq!([&start["line"], &start["offset"], &start["index"]], [&json!(3), &json!(34), &json!(31)]);
}

#[wasm_bindgen_test]
fn wrong_use_is_thrown() {
    let [name, code, _, message, _] = thrown(synth("not JSON", &options("{}")));
    assert_eq!([&*name, &*code], ["GroundplanError", "usage"]);
    assert!(message.starts_with("this is not JSON: "), "{message}");
    let [.., help] = thrown(explain("service/sise"));
    assert!(help.contains("service/size"), "{help}");
    let [.., message, _] = thrown(estimate(&texts("shop.yaml", SPEC), &options(r#"{"environment":"prod"}"#)));
    assert!(message.contains("no environment prod"), "{message}");
}

#[wasm_bindgen_test]
fn bills_are_exact() {
    let text =
        "provider \"aws\" {\n  region = \"us-east-1\"\n}\nresource \"aws_nat_gateway\" \"main\" {\n}\n";
    let bill = parsed(estimate(&texts("main.tf", text), &options(r#"{"form":"markdown"}"#)));
    // 730 hours at 0.045 dollars.
    assert_eq!(bill["estimate"]["modules"][0]["lines"][0]["monthly"], "32.85");
    assert!(bill["text"].as_str().expect("a text").contains("32.85"));
    let twice = text.replace("{\n}", "{\n  count = 2\n}");
    let changed = parsed(diff(&texts("main.tf", text), &texts("main.tf", &twice), &options("{}")));
    assert_eq!(changed["diff"]["configuration"][0]["differences"][0]["action"], "update");
    assert!(changed["diff"]["cost"]["difference"]["low"].is_string(), "{changed}");
}

#[wasm_bindgen_test]
fn documents_are_held_against_the_schema_that_was_given() {
    let wrong = texts("main.tf", "resource \"x_thing\" \"a\" {\n  colour = 1\n}\n");
    let codes = |found: &Value| found["diagnostics"].to_string();
    assert!(!codes(&parsed(check(&wrong, &JsValue::UNDEFINED))).contains("schema/"), "no schema was given");
    let schema = r#"{"format_version":"1.0","provider_schemas":{"registry.terraform.io/hashicorp/x":{"resource_schemas":{"x_thing":{"version":0,"block":{"attributes":{"color":{"type":"number","optional":true}}}}}}}}"#;
    load_schema(schema.to_owned()).expect("it is a schema");
    assert!(
        codes(&parsed(check(&wrong, &JsValue::UNDEFINED))).contains("schema/unknown-argument"),
        "{}",
        codes(&parsed(check(&wrong, &JsValue::UNDEFINED)))
    );
    assert!(load_schema("no schema".to_owned()).is_err());
}

#[wasm_bindgen_test]
fn the_rest_is_json_or_text() {
    assert_eq!(parsed(explain("httpsRequired"))["code"], "load-balancer/https-required");
    assert!(parsed(rules()).as_array().expect("a list").len() > 100);
    assert!(parsed(Ok(json_schema().into()))["$defs"]["EcsFargateService"].is_object());
    assert_eq!(version(), env!("CARGO_PKG_VERSION"));
}

/// The stack of a module is small: what nests deeply must end in a finding, not in a crash.
#[wasm_bindgen_test]
fn depth_does_not_crash_the_module() {
    for text in ["[".repeat(100_000), "{ a: ".repeat(100_000), format!("stack: {}\n", "(".repeat(100_000))] {
        for name in ["deep.yaml", "deep.json"] {
            assert_eq!(parsed(check(&texts(name, &text), &JsValue::UNDEFINED))["ok"], false);
        }
    }
    for (open, close) in [("(", ")"), ("[", "]"), ("!", ""), ("f(", ")"), ("\"${", "}\"")] {
        let text = format!("locals {{\n  a = {}1{}\n}}\n", open.repeat(20_000), close.repeat(20_000));
        let _ = parsed(check(&texts("main.tf", &text), &JsValue::UNDEFINED));
        let json =
            json!({ "locals": { "a": format!("${{{}1{}}}", open.repeat(20_000), close.repeat(20_000)) } });
        let _ = parsed(check(&texts("main.tf.json", &json.to_string()), &JsValue::UNDEFINED));
    }
}
