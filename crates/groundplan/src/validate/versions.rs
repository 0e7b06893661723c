//! The versions that the modules of a root module take together, and those that its lock file selects.

use std::collections::{BTreeMap, BTreeSet};

use super::pinned::{self, LOCK};
use crate::configuration::Written;
use crate::diagnostic::{Diagnostic, Rule};
use crate::lint::version_constraint::{Constraint, constraints, normal};
use crate::node::lookup::{child, text};
use crate::node::{Node, NodeValue};
use crate::schema::{self, Schema};
use crate::terraform::{Version, VersionConstraint, read};

/// The name of a file, given the place of its folder among all and its name without ending.
type Name<'a> = &'a dyn Fn(usize, &str) -> String;

/// What is found, each with the place of its folder among all.
pub(super) fn check(written: &[Written], lock: Option<&str>, name: Name<'_>) -> Vec<(usize, Diagnostic)> {
    let mut found = Vec::new();
    let mut taken: BTreeMap<String, Vec<Taken<'_>>> = BTreeMap::new();
    let (locked, mut stale) = (lock.map(locked).unwrap_or_default(), BTreeSet::new());
    for (at, module) in written.iter().enumerate().filter(|(_, module)| module.is_called) {
        // What is at odds within one module is its own affair.
        let mut own: BTreeMap<String, Vec<VersionConstraint>> = BTreeMap::new();
        for one in constraints(&module.document) {
            let Some(parsed) = VersionConstraint::parse(one.text) else { continue };
            // One constraint of each provider is enough to say so.
            if let Some(finding) = outside(&one, &parsed, &locked).filter(|_| !stale.contains(&one.of)) {
                stale.insert(one.of.clone());
                found.push((at, finding));
            }
            let of_own = own.entry(one.of.clone()).or_default();
            of_own.push(parsed.clone());
            let is_met = VersionConstraint::are_met_together(of_own);
            let all = taken.entry(one.of.clone()).or_default();
            let was_met = are_met(all);
            all.push(Taken { parsed, text: one.text, file: name(at, &one.item.file) });
            if is_met && was_met && !are_met(all) {
                found.push((at, apart(&one, all)));
            }
        }
    }
    found
}

/// What is newer than the last minor version of the provider that all modules take, or that is selected.
pub(super) fn newer(written: &[Written], lock: Option<&str>, schema: &Schema) -> Vec<(usize, Diagnostic)> {
    let called = || written.iter().enumerate().filter(|(_, module)| module.is_called);
    let documents = called().map(|(_, module)| &module.document);
    let Some(minor) = pinned::last_minor(documents, lock, schema) else { return Vec::new() };
    let of_module = |(at, module): (usize, &Written)| {
        let mut document = module.document.clone();
        schema::normalize_blocks(&mut document, schema);
        schema::newer_than(&document, schema, minor).into_iter().map(move |finding| (at, finding))
    };
    called().flat_map(of_module).collect()
}

/// A constraint that one of the modules has.
struct Taken<'a> {
    parsed: VersionConstraint,
    text: &'a str,
    /// The file that has it: `modules/network/versions.tf`.
    file: String,
}

fn are_met(all: &[Taken<'_>]) -> bool {
    VersionConstraint::are_met_together(&all.iter().map(|one| one.parsed.clone()).collect::<Vec<_>>())
}

/// The last of all constraints has no version in common with the others, mostly with one of them.
fn apart(one: &Constraint<'_>, all: &[Taken<'_>]) -> Diagnostic {
    let (last, others) = all.split_last().map_or((None, all), |(last, others)| (Some(last), others));
    let is_apart = |other: &&Taken<'_>| {
        last.is_some_and(|last| {
            !VersionConstraint::are_met_together(&[other.parsed.clone(), last.parsed.clone()])
        })
    };
    let of = &one.of;
    match others.iter().find(is_apart) {
        Some(other) => {
            let message = format!("no version of {of} meets this and `{}` of {}", other.text, other.file);
            one.found(Rule::TERRAFORM_VERSIONS_APART, message)
                .wants(format!("a range that has a version in common with `{}`", other.text))
        }
        None => {
            let message = format!("no version of {of} meets this and the constraints of the other modules");
            one.found(Rule::TERRAFORM_VERSIONS_APART, message)
                .wants("a range that has a version in common with theirs")
        }
    }
}

/// A version that the lock file has, and the constraint does not take.
fn outside(
    one: &Constraint<'_>,
    parsed: &VersionConstraint,
    locked: &[(String, Version)],
) -> Option<Diagnostic> {
    let (_, version) = locked.iter().find(|(source, _)| one.is_of_provider() && *source == one.of)?;
    let message = format!("{LOCK} selects {version} of {}", one.of);
    let finding = || {
        one.found(Rule::TERRAFORM_LOCK, message)
            .wants("a constraint that takes it, or `terraform init -upgrade`")
    };
    (!parsed.takes(version)).then(finding)
}

/// The sources of providers in a lock file, with their versions.
fn locked(lock: &str) -> Vec<(String, Version)> {
    let Ok(node) = read::parse("lock.tf", lock) else { return Vec::new() };
    let Some(providers) = child(&node, "provider") else { return Vec::new() };
    let blocks = match &providers.value {
        NodeValue::List(blocks) => blocks.as_slice(),
        _ => std::slice::from_ref(providers),
    };
    let labelled = blocks.iter().flat_map(|block: &Node| match &block.value {
        NodeValue::Map(labels) => labels.as_slice(),
        _ => &[],
    });
    labelled
        .filter_map(|(source, body)| Some((normal(source), Version::parse(text(body, "version")?)?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::configuration::{Folder, Tree};

    fn requires(version: &str) -> String {
        format!(
            "terraform {{\n  required_providers {{\n    aws = {{\n      source = \"hashicorp/aws\"\n      version = \"{version}\"\n    }}\n  }}\n}}\n"
        )
    }

    fn report(root: &str, module: &str, lock: Option<&str>) -> crate::diagnostic::Report {
        let root = format!("{}module \"m\" {{\n  source = \"./m\"\n}}\n", requires(root));
        let module = requires(module);
        let folder = Folder { path: "m".to_owned(), files: vec![("main.tf", &module)] };
        let lock = lock.map(|version| {
            format!("provider \"registry.terraform.io/hashicorp/aws\" {{\n  version = \"{version}\"\n}}\nprovider \"registry.terraform.io/hashicorp/random\" {{\n  version = \"3.0.0\"\n}}\n")
        });
        let tree = Tree {
            files: vec![("main.tf", &root)],
            is_whole: true,
            folders: vec![folder],
            lock: lock.as_deref(),
            ..Tree::default()
        };
        crate::validate::modules(&tree, None).report
    }

    fn found(root: &str, module: &str, lock: Option<&str>) -> Vec<String> {
        let report = report(root, module, lock);
        let line = |one: &crate::diagnostic::Diagnostic| {
            format!("{} {}", one.rule.code, one.file.clone().unwrap_or_default())
        };
        report.diagnostics().iter().map(line).collect()
    }

    #[test]
    fn modules_share_one_version() {
        assert_eq!(found(">= 6.0", "~> 5.0", None), ["terraform/versions-apart m/main.tf"]);
        let report = report(">= 6.0", "~> 5.0", None);
        let message = "no version of hashicorp/aws meets this and `>= 6.0` of main.tf";
        assert_eq!(report.diagnostics().first().map(|one| one.message.as_str()), Some(message));
        assert_eq!(found(">= 5.0", "~> 5.0", None), [""; 0]);
        assert_eq!(found("~> 5.0, >= 6.0", ">= 5", None), ["terraform/version-constraint main.tf"]);
    }

    #[test]
    fn what_is_newer_than_the_version_selected_is_found() {
        let of = |version: &str, kind: &str| {
            let text = format!(
                "{}resource \"{kind}\" \"a\" {{\n  vector_bucket_name = \"abc\"\n}}\n",
                requires(version)
            );
            let tree = Tree { files: vec![("main.tf", &text)], is_whole: true, ..Tree::default() };
            let report = crate::validate::modules(&tree, Some(super::Schema::bundled())).report;
            let mut found = report.diagnostics().iter();
            found.find(|one| one.rule.code == "schema/unknown-type").map(|one| one.message.clone())
        };
        let message = "there is no resource `aws_s3vectors_vector_bucket` in version 6.0 of the AWS provider";
        assert_eq!(of("6.0.0", "aws_s3vectors_vector_bucket").as_deref(), Some(message));
        assert!(of("< 6.25", "aws_s3vectors_vector_bucket").is_some());
        for taken in ["~> 6.2", "6.25.1", ">= 6.0", "6.66.0"] {
            assert_eq!(of(taken, "aws_s3vectors_vector_bucket"), None, "{taken}");
        }
    }

    #[test]
    fn the_lock_file_is_within_the_constraints() {
        assert_eq!(found(">= 5.0", "~> 5.0", Some("5.31.0")), [""; 0]);
        assert_eq!(found(">= 6.0", ">= 5.0", Some("5.31.0")), ["terraform/lock main.tf"]);
        assert_eq!(found(">= 6.0", ">= 6.1", Some("5.31.0")), ["terraform/lock main.tf"], "once");
        assert_eq!(found(">= 5.0", ">= 5.90", Some("5.31.0")), ["terraform/lock m/main.tf"]);
    }
}
