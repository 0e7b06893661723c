//! The kitchen sink as a literal in TypeScript, to be held against the types.

use serde_json::Value;

use super::head;
use crate::{repository, yaml};

/// The file.
pub(super) fn text() -> String {
    let pretty = serde_json::to_string_pretty(&kitchen_sink()).expect("it can be written");
    head("`tests/kitchen_sink.yaml`")
        + "import type { StackSpec } from '../../src/spec.js';\n\n"
        + &format!("export const kitchenSink: StackSpec = {pretty};\n")
}

/// The spec that sets every field.
pub(super) fn kitchen_sink() -> Value {
    let file = repository::root().join("tests/kitchen_sink.yaml");
    let text = std::fs::read_to_string(file).expect("the kitchen sink can be read");
    let json = groundplan::spec::json::write(&yaml::read(&text));
    serde_json::from_str(&json).expect("what is written is JSON")
}
