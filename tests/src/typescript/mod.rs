//! The parts of the npm package that follow from the spec's JSON Schema, made from it.
//!
//! The golden test `typescript` writes them with `GROUNDPLAN_UPDATE=1`, and else holds them against what is
//! there: a field that is new, renamed or told otherwise in Rust cannot be forgotten in TypeScript.

mod doc;
mod fields;
mod literal;
mod patches;
mod schema;
mod spec;
mod tables;
mod types;

use std::collections::BTreeMap;

use schema::Types;

/// Generated files by their paths in the repository.
///
/// # Panics
///
/// When the schema says something that has no form in TypeScript yet.
#[must_use]
pub fn files() -> BTreeMap<&'static str, String> {
    let types = Types::of_specs();
    BTreeMap::from([
        ("pkg/src/spec.ts", spec::text(&types)),
        ("pkg/src/builder/fields.ts", fields::text(&types)),
        ("pkg/src/builder/tables.ts", tables::text(&types)),
        ("pkg/tests/builder/kitchen-sink.literal.ts", literal::text()),
        ("pkg/tests/builder/patches.json", patches::text()),
    ])
}

/// How a generated file begins.
fn head(from: &str) -> String {
    format!("// Made from {from} by the golden test `typescript`; not edited by hand.\n\n")
}
