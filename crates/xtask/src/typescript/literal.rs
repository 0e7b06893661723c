//! The kitchen sink as a literal in TypeScript, which the compiler checks against the types.

use serde_json::Value;

use super::head;
use crate::rust_programs;

/// The file.
pub(super) fn text() -> String {
    let pretty = serde_json::to_string_pretty(&kitchen_sink()).expect("it can be written");
    head("`tests/kitchen_sink.yaml`")
        + "import type { StackSpec } from '../../src/spec.js';\n\n"
        + &format!("export const kitchenSink: StackSpec = {pretty};\n")
}

/// The spec that sets every field.
pub(super) fn kitchen_sink() -> Value {
    let spec = rust_programs::spec("tests/kitchen_sink.yaml").parse().expect("the kitchen sink can be read");
    serde_json::from_str(&groundplan::spec::json::write(&spec)).expect("what is written is JSON")
}
