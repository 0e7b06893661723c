//! The parts of the npm package that follow from JSON Schemas: of specs, and of options and answers.
//!
//! A field that is new, renamed or documented otherwise in Rust cannot be forgotten in TypeScript.

mod api;
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
pub(crate) fn files() -> BTreeMap<&'static str, String> {
    let types = Types::of_specs();
    BTreeMap::from([
        ("pkg/src/answers.ts", api::answers()),
        ("pkg/src/options.ts", api::options()),
        ("pkg/src/spec.ts", spec::text(&types)),
        ("pkg/src/builder/fields.ts", fields::text(&types)),
        ("pkg/src/builder/tables.ts", tables::text(&types)),
        ("pkg/tests/builder/kitchen-sink.literal.ts", literal::text()),
        ("pkg/tests/builder/patches.json", patches::text()),
    ])
}

/// How a generated file begins.
fn head(from: &str) -> String {
    format!("// Made from {from} by `cargo xtask codegen`; not edited by hand.\n\n")
}
