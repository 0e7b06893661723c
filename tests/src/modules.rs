//! The modules of the core, in the order in which they may name each other: each only those before it.

use std::collections::{BTreeMap, BTreeSet};

use crate::rust_source::Source;

/// Each module with the modules that it may name.
const MODULES: [(&str, &[&str]); 25] = [
    ("unit", &[]),
    ("asked", &[]),
    ("diagnostic", &["unit"]),
    ("examples", &[]),
    ("decision", &["unit", "diagnostic"]),
    ("node", &["unit", "diagnostic"]),
    ("terraform", &["unit", "diagnostic", "decision", "node"]),
    ("evaluate", &["unit", "diagnostic", "decision", "node", "terraform"]),
    ("reference", &["terraform"]),
    ("schema", &["unit", "asked", "diagnostic", "node", "terraform", "evaluate"]),
    ("model", &["unit", "diagnostic", "node", "terraform", "evaluate"]),
    ("configuration", &["unit", "diagnostic", "node", "terraform", "evaluate", "schema", "model"]),
    ("lint", &["unit", "asked", "diagnostic", "node", "terraform", "evaluate", "model"]),
    ("change", &["unit", "asked", "diagnostic", "node", "terraform", "evaluate", "schema", "configuration"]),
    (
        "validate",
        &["unit", "diagnostic", "node", "terraform", "evaluate", "schema", "model", "configuration", "lint"],
    ),
    ("cost", &["unit", "diagnostic", "decision", "node", "terraform", "evaluate", "model"]),
    ("report", &["unit", "terraform", "configuration", "cost"]),
    ("diagram", &["terraform", "model", "report"]),
    ("testing", &["unit", "diagnostic", "node", "terraform"]),
    ("spec", &["unit", "diagnostic", "decision", "examples", "node", "terraform", "reference"]),
    ("raw", &["unit", "diagnostic", "decision", "node", "terraform", "model", "reference", "spec"]),
    ("aws", &["unit", "diagnostic", "decision", "node", "terraform", "reference", "spec"]),
    ("composition", &["unit", "diagnostic", "decision", "node", "terraform", "reference", "spec", "aws"]),
    (
        "stack",
        &[
            "unit",
            "diagnostic",
            "decision",
            "node",
            "terraform",
            "evaluate",
            "schema",
            "model",
            "configuration",
            "lint",
            "validate",
            "cost",
            "report",
            "spec",
            "raw",
            "aws",
            "composition",
        ],
    ),
    (
        "lib",
        &[
            "unit",
            "diagnostic",
            "decision",
            "node",
            "terraform",
            "evaluate",
            "reference",
            "schema",
            "model",
            "configuration",
            "change",
            "lint",
            "validate",
            "cost",
            "report",
            "diagram",
            "testing",
            "spec",
            "raw",
            "aws",
            "composition",
            "stack",
        ],
    ),
];

/// What `aws/mod.rs` passes on of the first domain, under its own name.
const PASSED_ON: [&str; 5] = ["EnvironmentContext", "Resolver", "Waived", "account_id", "partition"];

/// Names of later modules in a file.
#[must_use]
pub fn later(source: &Source) -> Vec<String> {
    let modules = modules_named(source).into_iter().filter(|named| !may_name(&module(&source.path), named));
    modules.map(|named| format!("{} names {named}", source.path)).collect()
}

/// Domains within `aws` that name each other, directly or around a circle. Their order is that of what they name, so that a
/// new one needs no line here.
#[must_use]
pub fn circles(sources: &[Source]) -> Vec<String> {
    let mut named: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for source in sources {
        if let Some(own) = domain(&source.path) {
            named.entry(own).or_default().extend(domains_named(source));
        }
    }
    // Whatever names nothing that is left cannot be in a circle.
    while let Some(done) = named.keys().find(|own| names_none(own, &named)).cloned() {
        named.remove(&done);
    }
    named.into_iter().map(|(own, others)| format!("aws/{own} is in a circle by {others:?}")).collect()
}

fn names_none(own: &String, named: &BTreeMap<String, BTreeSet<String>>) -> bool {
    named[own].iter().all(|other| other == own || !named.contains_key(other))
}

fn module(path: &str) -> String {
    path.split('/').next().unwrap_or(path).trim_end_matches(".rs").to_owned()
}

fn domain(path: &str) -> Option<String> {
    let inner = path.strip_prefix("aws/")?;
    Some(module(inner))
}

fn may_name(module: &str, named: &str) -> bool {
    module == named || MODULES.iter().any(|(known, earlier)| *known == module && earlier.contains(&named))
}

/// The modules after `crate::`; a macro passed through the root of the crate is not one.
fn modules_named(source: &Source) -> Vec<String> {
    named_after(source, "crate::")
        .into_iter()
        .filter(|name| MODULES.iter().any(|(module, _)| module == name))
        .collect()
}

/// The domains after `crate::aws::`, and the names in the braces after it.
fn domains_named(source: &Source) -> impl Iterator<Item = String> {
    let named = named_after(source, "crate::aws::").into_iter();
    named.map(|name| if PASSED_ON.contains(&name.as_str()) { "context".to_owned() } else { name })
}

/// The first names of the paths after a prefix: of `crate::{aws::key, unit}`, `aws` and `unit`.
fn named_after(source: &Source, prefix: &str) -> Vec<String> {
    let rests = source.code.match_indices(prefix).map(|(at, _)| &source.code[at + prefix.len()..]);
    rests.flat_map(first_names).collect()
}

fn first_names(rest: &str) -> Vec<String> {
    match rest.strip_prefix('{') {
        Some(inner) => inner[..closing(inner)].split(',').map(|one| leading_name(one.trim())).collect(),
        None => vec![leading_name(rest)],
    }
}

/// Where the brace that was opened before is closed; what lies in inner braces is blanked by the comma rule.
fn closing(text: &str) -> usize {
    let mut depth = 0_usize;
    let end = text.char_indices().find(|(_, character)| match character {
        '{' => {
            depth += 1;
            false
        }
        '}' if depth == 0 => true,
        '}' => {
            depth -= 1;
            false
        }
        _ => false,
    });
    end.map_or(text.len(), |(at, _)| at)
}

fn leading_name(text: &str) -> String {
    text.chars().take_while(|character| character.is_ascii_alphanumeric() || *character == '_').collect()
}

#[cfg(test)]
mod tests {
    use super::{MODULES, circles, later};
    use crate::rust_source::Source;

    #[test]
    fn planted_arrows_are_caught() {
        for (path, code, caught) in [
            ("unit/days.rs", "use crate::aws::Resolver;", 1),
            ("unit/days.rs", "use super::Invalid;", 0),
            ("terraform/json.rs", "use crate::spec::Map;", 1),
            ("spec/field.rs", "use crate::{aws::key::Encryption, unit::Days};", 1),
            ("aws/service/mod.rs", "use crate::stack::Stack;", 1),
            ("stack/mod.rs", "use crate::aws::module;", 0),
            ("aws/key/mod.rs", "// use crate::stack::Stack;", 0),
        ] {
            assert_eq!(later(&Source::new(path, code)).len(), caught, "{path}: {code}");
        }
    }

    #[test]
    fn modules_are_in_order() {
        for (at, (module, earlier)) in MODULES.iter().enumerate() {
            let before: Vec<&str> = MODULES.iter().take(at).map(|(module, _)| *module).collect();
            assert!(earlier.iter().all(|one| before.contains(one)), "{module}");
        }
    }

    #[test]
    fn planted_circles_are_caught() {
        let of = |files: &[(&str, &str)]| {
            let sources: Vec<Source> = files.iter().map(|(path, code)| Source::new(path, code)).collect();
            circles(&sources).len()
        };
        let service = ("aws/service/emit.rs", "use crate::aws::{EnvironmentContext, key, network};");
        let network = ("aws/network/mod.rs", "use crate::aws::Resolver; use crate::aws::key::Blueprint;");
        let context = ("aws/context.rs", "use crate::unit::fit;");
        assert_eq!(of(&[service, network, context]), 0);
        let key = ("aws/key/mod.rs", "fn f() { crate::aws::service::RULES }");
        assert_eq!(of(&[service, network, key, context]), 3);
    }
}
