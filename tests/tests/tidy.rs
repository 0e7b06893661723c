//! Checks of the repository's files that keep it readable, and the core pure.

use std::collections::BTreeSet;
use std::process::Command;

use groundplan::cost::price::key;
use groundplan::rules;
use groundplan_tests::rust_source::{self, Source, core};
use groundplan_tests::{assert_none, expected, modules, repository};

/// The files that may name resources of AWS: what makes Terraform, and the handles that others refer by.
const MAY_NAME_RESOURCES: [&str; 38] = [
    "emit.rs",
    "listener.rs",
    "dns.rs",
    "certificate.rs",
    "waf.rs",
    "access.rs",
    "roles.rs",
    "scaling.rs",
    "cluster.rs",
    "container.rs",
    "endpoint.rs",
    "flow_log.rs",
    "topic.rs",
    "alarm.rs",
    // Where the bundled schema is not the provider's own.
    "schema/check/approximate.rs",
    // The handles by which others refer to what a domain makes.
    "address.rs",
    // What looks up things that nobody here makes.
    "existing.rs",
    "aws/bucket.rs",
    "aws/security_group.rs",
    "aws/policy.rs",
    "aws/context.rs",
    "aws/logs/mod.rs",
    "aws/logs/kept.rs",
    // Which attributes of resources are not ARNs.
    "rules/arn.rs",
    // What a builder method changes in Terraform, for its documentation.
    "examples.rs",
    // A handle that users call: `Network::vpc_id`.
    "aws/network/spec.rs",
    "stack/pipeline/access.rs",
    // Rules on a listener are compared over stacks.
    "stack/pipeline/shared_listener.rs",
    "stack/pipeline/root.rs",
    // What a spec says of its use, by the addresses that are charged for it.
    "stack/money/usage.rs",
    // Documents how protection is lifted, by resource type.
    "stack/output/destroy.rs",
    "stack/output/readme_environment.rs",
    // Selects what is drawn by resource type; layout and drawing do not depend on it.
    "diagram/scene.rs",
    "diagram/elsewhere.rs",
    // What is asserted of resources, and what stands in for them, when they are tested.
    "test_file/agreement.rs",
    "test_file/guard.rs",
    "test_file/import.rs",
    "test_file/mock.rs",
];

/// Tables of facts, which may be longer.
const TABLES: [&str; 2] = ["unit/region.rs", "aws/load_balancer/defaults.rs"];

const LONGEST_FILE: usize = 400;
const LONGEST_FUNCTION: usize = 60;

#[test]
fn modules_name_only_those_before_them() {
    let sources = core();
    assert!(sources.len() > 50, "{} files were read", sources.len());
    assert_none(&sources.iter().flat_map(modules::later).collect::<Vec<_>>());
    assert_none(&modules::circles(&sources));
}

#[test]
fn only_what_makes_terraform_names_resources() {
    // Documents are linted, compared and priced by resource type.
    let allowed = |path: &str| {
        path.starts_with("lint/")
            || path.starts_with("change/")
            || path.starts_with("cost/")
            || MAY_NAME_RESOURCES.iter().any(|name| path == *name || path.ends_with(&format!("/{name}")))
    };
    let unmatched_addresses =
        core().into_iter().filter(|source| !allowed(&source.path) && source.path != "terraform/macros.rs");
    let naming =
        unmatched_addresses.filter(|source| source.code.contains("\"aws_")).map(|source| source.path);
    assert_none(&naming.collect::<Vec<_>>());
}

#[test]
fn every_file_that_may_name_resources_exists() {
    let sources = core();
    let unused = MAY_NAME_RESOURCES
        .into_iter()
        .filter(|name| !sources.iter().any(|source| source.path.ends_with(name)));
    assert_none(&unused.map(str::to_owned).collect::<Vec<_>>());
}

#[test]
fn the_core_is_pure() {
    assert_none(&core().iter().flat_map(impurities).collect::<Vec<_>>());
    let planted = Source::new("x.rs", "let a = b.unwrap();\nuse std::fs;\n");
    assert_eq!(impurities(&planted).len(), 2);
}

#[test]
fn texts_are_pure() {
    let sources = rust_source::of("groundplan-text");
    assert!(sources.len() > 20, "{} files were read", sources.len());
    assert_none(&sources.iter().flat_map(touches).collect::<Vec<_>>());
    let planted = Source::new("x.rs", "use std::io::Read;\nuse clap::Parser;\n");
    assert_eq!(touches(&planted).len(), 2);
}

/// What is impure, or belongs to a terminal.
fn touches(source: &Source) -> Vec<String> {
    let outside = ["std::io", "anstream", "anstyle", "clap"].into_iter();
    let found = outside.filter(|word| source.code.contains(word));
    let found = found.map(|word| format!("{} holds {word}", source.path));
    impurities(source).into_iter().chain(found).collect()
}

#[test]
fn commands_reach_the_machine_through_the_system_only() {
    let sources = rust_source::of("groundplan-cli");
    let (machine, commands): (Vec<_>, Vec<_>) =
        sources.iter().partition(|source| ["main.rs", "system/native.rs"].contains(&source.path.as_str()));
    assert_eq!(machine.len(), 2);
    assert_none(&commands.into_iter().flat_map(reaches_out).collect::<Vec<_>>());
    assert!(machine.into_iter().flat_map(reaches_out).count() > 5);
    let planted = Source::new("x.rs", "if path.is_dir() { println!(\"{}\", 1) }");
    assert_eq!(reaches_out(&planted).len(), 2);
}

/// Access to the machine that bypasses the `System`.
fn reaches_out(source: &Source) -> Vec<String> {
    const WORDS: [&str; 13] = [
        "std::fs",
        "std::env",
        "std::process",
        "fs::",
        "::stdin()",
        "::stdout()",
        "::stderr()",
        "println!(",
        ".is_dir()",
        ".is_file()",
        ".exists()",
        ".metadata()",
        "tempfile",
    ];
    let found = WORDS.into_iter().filter(|word| source.code.contains(word));
    found.map(|word| format!("{} holds {word}", source.path)).collect()
}

/// What reaches outside, depends on chance, or stops the program.
fn impurities(source: &Source) -> Vec<String> {
    const WORDS: [&str; 20] = [
        "std::fs",
        "std::env",
        "std::net::Tcp",
        "std::process",
        "std::thread",
        "SystemTime",
        "Instant",
        "HashMap",
        "HashSet",
        "f64",
        "f32",
        ".unwrap()",
        ".expect(",
        "panic!(",
        "unreachable!(",
        "todo!(",
        "unimplemented!(",
        "println!(",
        "unsafe ",
        "dbg!(",
    ];
    let found = WORDS.into_iter().filter(|word| source.code.contains(word));
    found.map(|word| format!("{} holds {word}", source.path)).collect()
}

#[test]
fn files_and_functions_are_short() {
    let sources = core();
    let mut lengths: Vec<usize> =
        sources.iter().flat_map(Source::functions).map(|(_, lines)| lines).collect();
    let mut files: Vec<usize> = sources.iter().map(|source| source.text.lines().count()).collect();
    println!("functions: {}", percentiles(&mut lengths));
    println!("files: {}", percentiles(&mut files));
    assert!(lengths.len() > 300, "{} functions were measured", lengths.len());
    assert!(at(&lengths, 50) <= 8 && at(&lengths, 90) <= 30, "{}", percentiles(&mut lengths));
    let of_measure = |source: &&Source| !TABLES.contains(&source.path.as_str());
    let edges = rust_source::of("groundplan-text");
    let long = sources.iter().chain(&edges).filter(of_measure).flat_map(too_long);
    assert_none(&long.collect::<Vec<_>>());
}

fn too_long(source: &Source) -> Vec<String> {
    let lines = source.text.lines().count();
    let file = (lines > LONGEST_FILE).then(|| format!("{} has {lines} lines", source.path));
    let functions = source.functions().into_iter().filter(|(_, lines)| *lines > LONGEST_FUNCTION);
    file.into_iter()
        .chain(functions.map(|(name, lines)| format!("{} {name} has {lines} lines", source.path)))
        .collect()
}

fn at(sorted: &[usize], percent: usize) -> usize {
    sorted.get(sorted.len() * percent / 100).copied().unwrap_or_default()
}

fn percentiles(numbers: &mut [usize]) -> String {
    numbers.sort_unstable();
    let longest = numbers.last().copied().unwrap_or_default();
    format!(
        "{} in all, half under {}, nine in ten under {}, the longest {longest}",
        numbers.len(),
        at(numbers, 50),
        at(numbers, 90)
    )
}

#[test]
fn every_file_of_source_says_what_it_holds() {
    // What is written of specs is included by a test, where no file can say what it holds.
    let is_source = |file: &String| {
        file.ends_with(".rs") && file.starts_with("tests/") && !file.starts_with("tests/rust-programs/")
    };
    let mute =
        repository::files().into_iter().filter(is_source).filter(|file| !text(file).starts_with("//!"));
    assert_none(&mute.collect::<Vec<_>>());
}

/// A case holds what differs from the baseline, in one file: whole trees would be copies of it.
#[test]
fn cases_are_few_files() {
    const MOST: usize = 650;
    let files = repository::files().into_iter().filter(|file| file.starts_with("tests/cases/"));
    let files: Vec<String> = files.collect();
    assert!(files.len() > 400 && files.len() <= MOST, "{} files of cases", files.len());
    let is_tree = |file: &&String| file.contains("/expected/") && !file.contains(expected::BASELINE);
    assert_none(&files.iter().filter(is_tree).cloned().collect::<Vec<_>>());
}

#[test]
fn every_rule_is_explained() {
    let rules = rules();
    let codes: BTreeSet<&str> = rules.iter().map(|rule| rule.code).collect();
    assert_eq!(codes.len(), rules.len(), "two rules share a code");
    let waivers: BTreeSet<String> = rules.iter().filter_map(groundplan::diagnostic::Rule::waiver).collect();
    assert_eq!(waivers.len(), rules.iter().filter(|rule| rule.waivable).count(), "two rules share a waiver");
    for rule in &rules {
        assert!(is_code(rule.code), "{} is not area/kebab-case", rule.code);
        assert!(
            rule.summary().ends_with('.') && rule.summary().len() < 120,
            "{}: {}",
            rule.code,
            rule.summary()
        );
        assert!(!rule.why().is_empty(), "{} has no reason", rule.code);
        let url = rule
            .source
            .strip_prefix("https://")
            .is_some_and(|rest| rest.contains('.') && !rest.contains(' '));
        assert!(url || rule.source == "groundplan", "{} comes from `{}`", rule.code, rule.source);
    }
}

fn is_code(code: &str) -> bool {
    let kebab = |word: &str| {
        let legal =
            word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        legal && !word.is_empty() && !word.starts_with('-') && !word.ends_with('-') && !word.contains("--")
    };
    matches!(code.split('/').collect::<Vec<_>>().as_slice(), [area, name] if kebab(area) && kebab(name))
}

#[test]
fn every_price_is_used() {
    let is_family = |source: &Source| source.path.starts_with("cost/aws/");
    let families: Vec<Source> = core().into_iter().filter(is_family).collect();
    let used: BTreeSet<&str> = families.iter().flat_map(|source| source.words("key::")).collect();
    assert!(used.len() > 100, "{} prices are used", used.len());
    let known = key::ALL.iter().map(|entry| format!("key::{}", constant(entry.key)));
    assert_none(&known.filter(|name| !used.contains(name.as_str())).collect::<Vec<_>>());
}

/// The constant of a key: `NAT_GATEWAY_HOUR` of `nat/gateway-hour`.
fn constant(key: &str) -> String {
    key.replace(['/', '-', '.'], "_").to_uppercase()
}

#[test]
fn every_default_is_explained() {
    let rows = groundplan::defaults();
    assert!(rows.len() > 30, "{} defaults", rows.len());
    for row in rows {
        let mut lines = row.text.trim().lines();
        assert!(
            lines.next().is_some_and(|first| first.trim().ends_with('.')),
            "{} has no description",
            row.path
        );
        assert!(lines.any(|line| !line.trim().is_empty()), "{} has no reason", row.path);
        let known = [
            "CKV",
            "CIS",
            "EC2",
            "ECS",
            "ELB",
            "KMS",
            "S3",
            "SNS",
            "CloudWatch",
            "SecretsManager",
            "IAM",
            "RDS",
        ];
        assert!(
            row.controls.iter().all(|control| known.iter().any(|start| control.starts_with(start))),
            "{}",
            row.path
        );
    }
}

#[test]
fn the_core_does_not_know_the_browser() {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let mut tree = Command::new(cargo);
    tree.current_dir(repository::root()).args([
        "tree",
        "--package",
        "groundplan",
        "--edges",
        "normal",
        "--prefix",
        "none",
    ]);
    let tree = repository::run(&mut tree);
    assert!(tree.contains("serde_json"), "the tree was read: {tree}");
    assert!(!tree.contains("wasm-bindgen"), "{tree}");
}

#[test]
fn the_project_speaks_only_of_itself() {
    let failures = repository::files().into_iter().flat_map(|file| foreign_words(&file, &text(&file)));
    assert_none(&failures.collect::<Vec<_>>());
    let planted = [folders()[0].as_str(), "main, Issue", " #5"].concat();
    assert_eq!(foreign_words("x", &planted).len(), 2);
    let planted = ["\"resolved\": \"https:", "//npm.mirror.example:4873/a.tgz\""].concat();
    assert_eq!(foreign_words("x", &planted).len(), 1);
    assert_eq!(foreign_words("x", "https://registry.terraform.io/a, ./work/x, $root/y"), [""; 0]);
}

/// Folders of a machine, in pieces, since this file is checked too.
fn folders() -> [String; 4] {
    [["/wo", "rk/"], ["/ro", "ot/"], ["/ho", "me/"], ["/Us", "ers/"]].map(|pieces| pieces.concat())
}

fn foreign_words(file: &str, text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let folders = folders().into_iter().filter(|folder| names_folder(text, folder));
    let issue = lower.contains(&["issue", " #"].concat()).then(|| ["issue", " #"].concat());
    let hosts = registry_hosts(&lower);
    folders.chain(issue).chain(hosts).map(|word| format!("{file} holds {word}")).collect()
}

/// A folder at the start of a path, and not in the middle of one.
fn names_folder(text: &str, folder: &str) -> bool {
    text.match_indices(folder).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        !before.is_some_and(|before| before.is_alphanumeric() || "._-*}~".contains(before))
    })
}

/// Hosts from which packages are fetched: which one a machine uses is its own affair. Terraform's registry
/// is part of a provider's address.
fn registry_hosts(text: &str) -> Vec<String> {
    const PUBLIC: [&str; 2] = ["registry.terraform.io", "registry.example.com"];
    const SIGNS: [&str; 6] = ["registry", "mirror", "artifact", "nexus", "proxy", "verdaccio"];
    let urls = text.split("://").skip(1);
    let hosts = urls
        .map(|rest| rest.split(['/', ':', '"', '\'', ' ', ')', '`', '\n', '>']).next().unwrap_or_default());
    let strange = hosts.filter(|host| SIGNS.iter().any(|sign| host.contains(sign)) && !PUBLIC.contains(host));
    strange.map(str::to_owned).collect()
}

/// The text of a file; empty if it is not text.
fn text(file: &str) -> String {
    let bytes = std::fs::read(repository::root().join(file)).unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}
