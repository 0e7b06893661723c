//! Every type of the provider: the least that it takes is accepted, and not one argument more or less.

use groundplan::schema::{Kind, Schema, check};
use groundplan::terraform::{Block, Document};
use groundplan_tests::{assert_none, minimal};

const KINDS: [Kind; 3] = [Kind::Resource, Kind::Data, Kind::Ephemeral];

/// Every type with its least body.
fn all() -> Vec<(Kind, &'static str, Block)> {
    let schema = Schema::bundled();
    let of_kind = |kind| schema.names(kind).map(move |name| (kind, name));
    let types = KINDS.into_iter().flat_map(of_kind);
    types.map(|(kind, name)| (kind, name, minimal::block(&schema.get(kind, name).unwrap()))).collect()
}

fn codes(document: &Document) -> Vec<String> {
    let report = check(document, Schema::bundled());
    report.diagnostics().iter().map(|finding| format!("{} {}", finding.rule.code, finding.path)).collect()
}

#[test]
fn the_least_of_every_type_is_accepted() {
    let all = all();
    let count = |kind| all.iter().filter(|(of, ..)| *of == kind).count();
    assert_eq!((count(Kind::Resource), count(Kind::Data)), (1725, 683));
    let mut failures = Vec::new();
    for (kind, name, body) in all {
        let found = codes(&minimal::with(kind, name, body));
        failures.extend(
            found
                .iter()
                .filter(|line| !line.starts_with("schema/deprecated"))
                .map(|line| format!("{name}: {line}")),
        );
    }
    assert_none(&failures);
}

#[test]
fn one_argument_more_is_refused() {
    let mut failures = Vec::new();
    for (kind, name, mut body) in all() {
        body.set("no_such_argument", "x");
        let expected = format!("schema/unknown-argument {}.{name}.minimal.no_such_argument", kind.word());
        let found = codes(&minimal::with(kind, name, body));
        if !found.contains(&expected) {
            failures.push(format!("{name}: {found:?}"));
        }
    }
    assert_none(&failures);
}

#[test]
fn one_argument_less_is_refused() {
    let (mut failures, mut tried) = (Vec::new(), 0);
    for (kind, name, body) in all() {
        for left_out in body.entries().map(|(argument, _)| argument.clone()) {
            tried += 1;
            let mut less = Block::new();
            for (argument, _) in body.entries().filter(|(argument, _)| **argument != left_out) {
                if let Some(groundplan::terraform::Content::Value(value)) = body.get(argument) {
                    less.set(argument.clone(), value.clone());
                }
            }
            let expected = format!("schema/missing-argument {}.{name}.minimal", kind.word());
            let found = codes(&minimal::with(kind, name, less));
            if !found.contains(&expected) {
                failures.push(format!("{name} without {left_out}: {found:?}"));
            }
        }
    }
    assert!(tried > 4000, "{tried} arguments were left out");
    assert_none(&failures);
}
