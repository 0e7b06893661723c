//! Mistakes that neither `terraform validate` nor a plan finds, and that AWS refuses, or worse, accepts.
//!
//! Where a spec can say it, it is an error with a code. Where no spec can, the property is held over the
//! root modules of all cases.

mod language;
mod load_balancer;
mod network;
mod rights;
mod services;
mod tasks;
mod watch;

use groundplan_tests::assert_none;
use groundplan_tests::case::{all_roots, codes_of_yaml};
use groundplan_tests::root::Root;
use serde_json::Value;

/// The codes found about a service in development, with more words about it.
fn service(words: &str) -> Vec<&'static str> {
    let image = if words.contains("image:") { "" } else { "image: {repository: shop/web, tag: v1}, " };
    codes_of_yaml(&format!(
        "{{stack: shop, region: eu-west-1, loadBalancer: {{scheme: internal}}, services: {{web: {{{image}{words}}}}}, environments: {{dev: {{}}}}}}"
    ))
}

/// The codes found about a stack in development, with more words about it.
fn stack(words: &str) -> Vec<&'static str> {
    codes_of_yaml(&format!("{{stack: shop, region: eu-west-1, environments: {{dev: {{}}}}, {words}}}"))
}

/// Holds every resource of a type in all cases against a property; some must be there.
fn every(kind: &str, check: impl Fn(&Root, &str, &Value) -> Option<String>) {
    let roots = all_roots();
    assert!(roots.iter().any(|(_, root)| root.count(kind) > 0), "no case has a {kind}");
    let mut failures = Vec::new();
    for (name, root) in &roots {
        for (label, body) in root.resources(kind) {
            failures.extend(check(root, label, body).map(|wrong| format!("{name} {kind}.{label} {wrong}")));
        }
    }
    assert_none(&failures);
}

/// A property that holds, or else a sentence about it.
fn must(holds: bool, wrong: &str) -> Option<String> {
    (!holds).then(|| wrong.to_owned())
}
