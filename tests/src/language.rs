//! The traps of Terraform's JSON syntax: what it silently misreads, or refuses only when it is applied.

use std::collections::BTreeSet;

use groundplan::File;
use groundplan::spec::json;
use serde_json::Value;

use crate::root::{Root, blocks, entries, texts, walk};
use crate::template::{Piece, expressions, pieces, references, try_plain};

/// Everything about a root module that Terraform would misread.
#[must_use]
pub fn faults(root: &Root) -> Vec<String> {
    let checks =
        [terraform_block, empty_blocks, labels, bare_lists, unresolved, directives, live_keys, booleans];
    let found = checks.into_iter().flat_map(|check| check(root));
    found.map(|fault| format!("{}: {fault}", root.folder)).collect()
}

/// Duplicate names in an object, of which Terraform or a reader silently keeps one.
#[must_use]
pub fn duplicates(files: &[File]) -> Vec<String> {
    let json = files.iter().filter(|file| file.path.ends_with(".json"));
    let found = json.filter_map(|file| Some((file, json::parse(&file.text).err()?)));
    found.map(|(file, finding)| format!("{}: {finding}", file.path)).collect()
}

/// The `terraform` block takes no expression, and scanners skip a file that contains it, so it has its own file.
fn terraform_block(root: &Root) -> Vec<String> {
    let mut faults = Vec::new();
    for (name, file) in &root.files {
        let others = entries(file).any(|(key, _)| !["terraform", "//"].contains(&key));
        let has_block = file["terraform"].is_object();
        if has_block != (name == "terraform.tf.json") || (has_block && others) {
            faults.push(format!("{name} shares its file with the terraform block"));
        }
        walk(&file["terraform"], name, &mut |path, text| {
            if text.contains("${") || text.contains("%{") {
                faults.push(format!("{path} holds `{text}`, which is taken literally"));
            }
        });
    }
    if !root.files.contains_key("terraform.tf.json") {
        faults.push("there is no terraform block".to_owned());
    }
    faults
}

/// `"resource": {}` is an error.
fn empty_blocks(root: &Root) -> Vec<String> {
    let empty = |(name, file): (&String, &Value)| {
        let sections = entries(file).filter(|(key, _)| *key != "//");
        let empty: Vec<String> = sections
            .flat_map(|(key, section)| std::iter::once((key.to_owned(), section)).chain(typed(key, section)))
            .filter(|(_, value)| value.as_object().is_some_and(serde_json::Map::is_empty))
            .map(|(key, _)| format!("{name} has an empty `{key}`"))
            .collect();
        empty
    };
    root.files.iter().flat_map(empty).collect()
}

/// The types within `resource` and `data`, whose bodies may be empty while they may not.
fn typed<'a>(key: &str, section: &'a Value) -> Vec<(String, &'a Value)> {
    match key {
        "resource" | "data" => entries(section).map(|(kind, value)| (kind.to_owned(), value)).collect(),
        _ => Vec::new(),
    }
}

fn labels(root: &Root) -> Vec<String> {
    let addresses = addresses(root);
    addresses
        .iter()
        .filter(|address| !address.split('.').all(is_identifier))
        .map(|address| format!("{address} is not an address"))
        .collect()
}

fn is_identifier(name: &str) -> bool {
    let legal = |character: char| character.is_ascii_alphanumeric() || matches!(character, '_' | '-');
    name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_') && name.chars().all(legal)
}

/// `depends_on` and `ignore_changes` are lists of bare names; with `${` around them they fail.
fn bare_lists(root: &Root) -> Vec<String> {
    let known = addresses(root);
    let mut faults = Vec::new();
    for (kind, label, body) in root.all_resources() {
        for list in [&body["depends_on"], &body["lifecycle"]["ignore_changes"]]
            .into_iter()
            .filter(|list| !list.is_null())
        {
            let names = texts(list);
            if names.is_empty()
                || names.len() != list.as_array().map_or(0, Vec::len)
                || names.iter().any(|name| name.contains("${"))
            {
                faults.push(format!("{kind}.{label}: {list} is not a list of bare names"));
            }
        }
        let gone = texts(&body["depends_on"]).into_iter().filter(|address| !known.contains(*address));
        faults
            .extend(gone.map(|address| format!("{kind}.{label} depends on {address}, which does not exist")));
    }
    faults
}

/// The addresses of everything that can be referred to.
#[must_use]
pub fn addresses(root: &Root) -> BTreeSet<String> {
    let resources = root.all_resources().map(|(kind, label, _)| format!("{kind}.{label}"));
    let data = root
        .section("data")
        .flat_map(|(kind, labelled)| entries(labelled).map(move |(label, _)| format!("data.{kind}.{label}")));
    let named = [("locals", "local"), ("variable", "var"), ("module", "module")];
    let named = named
        .into_iter()
        .flat_map(|(section, prefix)| root.section(section).map(move |(name, _)| format!("{prefix}.{name}")));
    resources.chain(data).chain(named).collect()
}

/// References lead somewhere.
fn unresolved(root: &Root) -> Vec<String> {
    let known = addresses(root);
    let mut faults = Vec::new();
    templates(root, &mut |path, text| {
        let referred = expressions(text).into_iter().flat_map(|expression| references(&expression));
        let gone = referred.filter(|address| !known.contains(address));
        faults.extend(gone.map(|address| format!("{path} refers to {address}, which does not exist")));
    });
    faults
}

/// No `%{` is ever meant.
fn directives(root: &Root) -> Vec<String> {
    let mut faults = Vec::new();
    templates(root, &mut |path, text| {
        if pieces(text).iter().any(|piece| matches!(piece, Piece::Directive(_))) {
            faults.push(format!("{path} holds a directive: {text}"));
        }
    });
    faults
}

/// Names in objects are templates too: those of tags, which users give.
fn live_keys(root: &Root) -> Vec<String> {
    let mut faults = Vec::new();
    for section in ["provider", "locals", "resource", "module"] {
        for (name, value) in root.section(section) {
            keys(value, &mut |key| {
                if try_plain(key).is_none() {
                    faults.push(format!("{section} {name} has the live key `{key}`"));
                }
            });
        }
    }
    faults
}

fn keys<'a>(value: &'a Value, visit: &mut impl FnMut(&'a str)) {
    value.as_array().into_iter().flatten().for_each(|value| keys(value, visit));
    for (key, value) in entries(value) {
        visit(key);
        keys(value, visit);
    }
}

/// Strings that Terraform evaluates: not those of comments, of the `terraform` block, of variables, and
/// of descriptions of outputs.
fn templates<'a>(root: &'a Root, visit: &mut impl FnMut(&str, &'a str)) {
    for (name, file) in &root.files {
        for section in ["provider", "locals", "data", "resource", "module", "output"] {
            walk(&file[section], &format!("{name} {section}"), visit);
        }
    }
}

/// Terraform takes literals there, and no expression.
fn booleans(root: &Root) -> Vec<String> {
    let mut faults = Vec::new();
    for (kind, label, body) in root.all_resources() {
        for lifecycle in blocks(body, "lifecycle") {
            for name in ["create_before_destroy", "prevent_destroy"] {
                if !lifecycle[name].is_null() && !lifecycle[name].is_boolean() {
                    faults.push(format!("{kind}.{label}.{name} is not a literal"));
                }
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::{duplicates, faults};
    use crate::root::Root;
    use groundplan::File;

    const HEAD: &str = r#"{"terraform": {"required_version": ">= 1.10"}}"#;

    fn of(head: &str, rest: &str) -> Vec<String> {
        let file = |name: &str, text: &str| File {
            path: format!("bootstrap/{name}.tf.json"),
            text: text.to_owned(),
        };
        faults(&Root::all(&[file("terraform", head), file("x", rest)])[0])
    }

    #[test]
    fn a_sound_module_has_no_faults() {
        let sound = r#"{"resource": {"aws_vpc": {"main": {"tags": {"a": "$${x} %%{y}"}}}},
            "output": {"id": {"value": "${aws_vpc.main.id}"}}}"#;
        assert_eq!(of(HEAD, sound), [""; 0]);
    }

    #[test]
    fn planted_faults_are_caught() {
        for planted in [
            r#"{"resource": {}}"#,
            r#"{"resource": {"aws_vpc": {}}}"#,
            r#"{"resource": {"aws_vpc": {"2nd": {}}}}"#,
            r#"{"resource": {"aws_vpc": {"a": {"depends_on": ["${aws_vpc.a}"]}}}}"#,
            r#"{"resource": {"aws_vpc": {"a": {"depends_on": "aws_vpc.a"}}}}"#,
            r#"{"resource": {"aws_vpc": {"a": {"depends_on": ["aws_vpc.b"]}}}}"#,
            r#"{"resource": {"aws_vpc": {"a": {"lifecycle": {"ignore_changes": ["${x}"]}}}}}"#,
            r#"{"resource": {"aws_vpc": {"a": {"lifecycle": {"prevent_destroy": "${true}"}}}}}"#,
            r#"{"output": {"a": {"value": "${local.gone}"}}}"#,
            r#"{"locals": {"a": "%{ if true }x%{ endif }"}}"#,
            r#"{"provider": {"aws": {"default_tags": {"tags": {"${x.y}": "z"}}}}}"#,
            r#"{"terraform": {}}"#,
        ] {
            assert!(!of(HEAD, planted).is_empty(), "{planted}");
        }
        assert!(!of(r#"{"terraform": {"backend": {"s3": {"key": "${var.key}"}}}}"#, "{}").is_empty());
        assert!(!of(r#"{"terraform": {}, "locals": {"a": 1}}"#, "{}").is_empty());
    }

    #[test]
    fn names_that_stand_twice_are_caught() {
        let text = r#"{"resource": {"aws_vpc": {"a": {}, "a": {}}}}"#.to_owned();
        assert_eq!(duplicates(&[File { path: "bootstrap/x.tf.json".to_owned(), text }]).len(), 1);
    }
}
