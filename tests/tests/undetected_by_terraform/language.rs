//! What Terraform's JSON syntax silently misreads.

use groundplan_tests::assert_none;
use groundplan_tests::case::{accepted, all_roots};
use groundplan_tests::language::{duplicates, faults};

#[test]
fn the_language_is_used_as_terraform_reads_it() {
    let failures = all_roots()
        .into_iter()
        .flat_map(|(name, root)| faults(root).into_iter().map(move |fault| format!("{name}: {fault}")));
    assert_none(&failures.collect::<Vec<_>>());
    let failures = accepted().into_iter().flat_map(|case| duplicates(&case.accepted().files()));
    assert_none(&failures.collect::<Vec<_>>());
}

#[test]
fn variables_are_literals() {
    for (name, root) in all_roots() {
        for (variable, body) in root.section("variable") {
            let type_is_bare = body["type"].as_str().is_some_and(|kind| !kind.contains("${"));
            let plain = body["description"].as_str().is_some_and(|text| !text.contains("$${"));
            assert!(type_is_bare && plain, "{name} {variable}: {body}");
        }
    }
}
