//! The specs whose programs in Rust are in `tests/rust-programs/`, where they are compiled and run: together they call every
//! method that a program may call.

use groundplan_text::Source;
use groundplan_text::program::{Language, program};

use crate::codegen::root;

/// What each program is called, and its spec.
pub const PROGRAMS: [(&str, &str); 17] = [
    ("kitchen_sink", "tests/kitchen_sink.yaml"),
    ("shop", "examples/shop.yaml"),
    ("minimal", "examples/minimal.yaml"),
    ("three_environments", "tests/cases/stack/three-environments/spec"),
    ("hostile_text", "tests/cases/stack/hostile-text/spec"),
    ("waivers", "tests/cases/stack/waivers/spec"),
    ("renamed_things", "tests/cases/stack/renamed-things/spec"),
    ("constructs", "tests/cases/raw/constructs/spec"),
    ("expressions", "tests/cases/raw/expressions/spec"),
    ("overrides", "tests/cases/raw/overrides/spec"),
    ("providers", "tests/cases/raw/providers/spec"),
    ("resources", "tests/cases/raw/resources/spec"),
    ("environments", "tests/cases/cross_stack/environments/spec"),
    ("typed", "tests/cases/cross_stack/typed/spec"),
    ("scaling_all", "tests/cases/service/scaling-all/spec"),
    ("secrets_json_key", "tests/cases/service/secrets-json-key/spec"),
    ("odd", "tests/rust-programs/odd.yaml"),
];

/// The spec of a program.
///
/// # Panics
///
/// When it cannot be read.
#[must_use]
pub fn spec(path: &str) -> Source {
    let found = ["", ".yaml", ".json"].map(|ending| root().join(format!("{path}{ending}")));
    let file = found.into_iter().find(|file| file.is_file()).unwrap_or_else(|| panic!("{path} is missing"));
    let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{path}: {error}"));
    Source::new(file.display().to_string(), text)
}

/// The programs by their paths in the repository.
pub(crate) fn files() -> impl Iterator<Item = (String, String)> {
    PROGRAMS.into_iter().map(|(name, path)| {
        let text = program(&spec(path), Language::Rust).unwrap_or_else(|_| panic!("{path} has mistakes"));
        (format!("tests/rust-programs/{name}.rs"), text)
    })
}
