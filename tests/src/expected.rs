//! What each case is expected to make: one text a case, beside its spec.
//!
//! - `cases/rules/CASE/expected.txt` is what is found.
//! - `cases/documents/expected.txt` is what is found in all of its documents.
//! - `cases/stack/baseline/expected/` holds every file of a plain stack in three tiers, under its own name.
//! - `cases/DOMAIN/CASE/expected.diff` says how everything else differs from that: see [`crate::baseline`].
//!
//! `GROUNDPLAN_UPDATE=1` rewrites them, to be looked at in the diff.

use std::fmt::Write;
use std::path::Path;
use std::sync::LazyLock;

use groundplan::decision::Tier;
use groundplan::{Decisions, Synthesis};
use serde_json::Value;

use crate::baseline::{self, Origin};
use crate::case::Case;
use crate::golden::{self, Tree};
use crate::root::entries;

/// The case that the others are compared with.
pub const BASELINE: &str = "stack/baseline";

/// The names of the baseline that others may have in their place.
const NAMES: [&str; 2] = ["web", "worker"];

/// Domains whose cases are about files around environments too.
const WHOLE: [&str; 2] = ["state", "stack"];

static WANTED: LazyLock<(Tree, Vec<Decisions>)> = LazyLock::new(|| {
    let case = Case::find(BASELINE, "spec");
    (made(BASELINE, &case), case.accepted().decisions().to_vec())
});

/// What differs from what was accepted.
///
/// # Panics
///
/// When files cannot be read or written, or what is made cannot be compared with the baseline.
#[must_use]
pub fn differences(folder: &str) -> Vec<String> {
    let case = Case::find(folder, "spec");
    let made = made(folder, &case);
    if folder == BASELINE {
        return golden::differences(&case.folder().join("expected"), &made);
    }
    let (name, text) = match made.get("report.txt") {
        Some(report) if made.len() == 1 => ("expected.txt", report.clone()),
        _ => ("expected.diff", baseline::diff(&WANTED.0, &made, &origins(&case))),
    };
    difference(&case.folder().join(name), text)
}

/// What differs from one text that was accepted.
///
/// # Panics
///
/// When the file cannot be written.
#[must_use]
pub fn difference(file: &Path, made: String) -> Vec<String> {
    if std::env::var_os("GROUNDPLAN_UPDATE").is_some() {
        std::fs::write(file, &made).expect("the file can be written");
    }
    let name = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let tree = |text: String| Tree::from([(name.clone(), text)]);
    let expected = std::fs::read_to_string(file).map_or_else(|_| Tree::new(), tree);
    golden::compare(&expected, &tree(made))
}

/// Everything that a case makes and is about. Rules are about what is found only.
fn made(folder: &str, case: &Case) -> Tree {
    let mut tree = Tree::new();
    let report = case.report().to_string();
    if !report.is_empty() {
        tree.insert("report.txt".to_owned(), report);
    }
    let domain = folder.split('/').next().unwrap_or_default();
    if let (Ok(synthesis), true) = (case.synth(), domain != "rules") {
        let is_shown = |path: &str| WHOLE.contains(&domain) || path.starts_with("environments/");
        let files = synthesis.files().into_iter().filter(|file| is_shown(&file.path));
        tree.extend(files.map(|file| (file.path, file.text)));
        tree.insert("decisions.txt".to_owned(), decisions(synthesis));
    }
    tree
}

/// What each folder of a case is compared with: the environment of the same tier.
fn origins(case: &Case) -> Vec<Origin> {
    let spec: Value = serde_json::from_str(&case.json()).expect("a spec is JSON");
    let synthesis = case.accepted();
    let made = synthesis.decisions().iter().filter(|made| !made.environment.is_empty());
    let mut origins: Vec<Origin> = made
        .map(|made| {
            let of_tier = of_tier(made.tier);
            let folder = |name: &str| format!("environments/{name}");
            let mut names = names(&spec, (&of_tier.environment, &made.environment));
            let blocks = block_of(of_tier).zip(block_of(made)).filter(|(old, new)| old != new);
            names.extend(blocks.map(|(old, new)| (old, vec![new])));
            Origin { folder: folder(&made.environment), from: folder(&of_tier.environment), names }
        })
        .collect();
    let names = origins.iter().flat_map(|origin| origin.names.clone()).collect();
    origins.push(Origin { names, ..Origin::default() });
    origins
}

/// The first two numbers of an environment's own addresses, from which those of its subnets follow: `10.213`.
fn block_of(made: &Decisions) -> Option<String> {
    let cidr = made.decisions.iter().find(|decision| decision.path == "network.cidr")?;
    cidr.value.strip_suffix(".0.0/16").map(str::to_owned)
}

/// The baseline's environment of a tier.
fn of_tier(tier: Option<Tier>) -> &'static Decisions {
    WANTED.1.iter().find(|made| made.tier == tier).expect("the baseline has every tier")
}

/// The baseline's names, each with those that an environment may have in their place.
fn names(spec: &Value, (old, new): (&str, &str)) -> Vec<(String, Vec<String>)> {
    let environment = &spec["environments"][new];
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let region = text(&environment["region"]).or_else(|| text(&spec["region"]));
    let services = || entries(&spec["services"]).chain(entries(&environment["services"]));
    let mut names = vec![
        ("shop".to_owned(), text(&spec["stack"]).into_iter().collect()),
        ("eu-west-1".to_owned(), region.into_iter().collect()),
        (old.to_owned(), vec![new.to_owned()]),
    ];
    names.extend(NAMES.map(|old| (old.to_owned(), services().map(|(name, _)| name.to_owned()).collect())));
    names.iter_mut().for_each(|(old, new): &mut (String, Vec<String>)| new.retain(|new| new != old));
    names
}

/// What is decided for the whole stack, and for each environment in the order of their names.
fn decisions(synthesis: &Synthesis) -> String {
    let mut decided: Vec<&Decisions> = synthesis.decisions().iter().collect();
    decided.sort_by_key(|decided| &decided.environment);
    decided.into_iter().map(of_environment).collect::<Vec<_>>().join("\n")
}

fn of_environment(decided: &Decisions) -> String {
    let tier = decided.tier.map_or(String::new(), |tier| format!(" ({tier})"));
    let name = if decided.environment.is_empty() { "the whole stack" } else { &decided.environment };
    let mut out = format!("# {name}{tier}\n");
    for decision in &decided.decisions {
        writeln!(out, "{} = {}  [{}]", decision.path, decision.value, decision.origin.name())
            .expect("strings take text");
    }
    for waived in &decided.waived {
        writeln!(out, "waived {} at {}: {:?}", waived.rule.code, waived.path, waived.reason)
            .expect("strings take text");
    }
    out
}
