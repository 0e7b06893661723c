//! One spec, four front ends: YAML, JSON, the builder and the command line make the same bytes, and a spec
//! that is read and written loses nothing.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use groundplan::{File, Stack};
use groundplan_tests::assert_none;
use groundplan_tests::case::{Case, accepted, example, folders};
use groundplan_tests::{cli, golden, repository, yaml};
use serde_json::Value;

fn kitchen_sink() -> String {
    let file = repository::root().join("tests/kitchen_sink.yaml");
    let text = std::fs::read_to_string(file).expect("the kitchen sink can be read");
    groundplan::spec::json::write(&yaml::read(&text))
}

fn schema() -> Value {
    serde_json::from_str(&Stack::json_schema()).expect("the schema is JSON")
}

fn tree(files: &[File]) -> golden::Tree {
    files.iter().map(|file| (file.path.clone(), file.text.clone())).collect()
}

#[test]
fn yaml_json_and_what_is_written_back_make_the_same_files() {
    for case in accepted() {
        let files = case.accepted().files();
        let json = Stack::synth_json(&case.json()).expect("JSON is accepted as YAML is");
        assert_eq!(files, json.files(), "{}", case.name);
        let stack = Stack::from_json(&case.json()).expect("what makes files can be read");
        assert_eq!(files, stack.synth().expect("what was read makes files").files(), "{}", case.name);
    }
}

#[test]
fn the_builder_makes_the_files_of_its_spec() {
    let program = cli::example("shop");
    for file in example("shop").accepted().files() {
        let printed = repository::run(Command::new(&program).arg(&file.path));
        assert!(printed == file.text, "{} differs between builder and YAML", file.path);
    }
    let listed = repository::run(&mut Command::new(&program));
    assert_eq!(listed.lines().count(), example("shop").accepted().files().len());
}

#[test]
fn the_order_of_calls_does_not_matter() {
    use groundplan::prelude::*;
    let api = || EcsFargateService::new("api").image("ghcr.io/example/api:1");
    let one = Stack::new("s")
        .region(Region::EuWest1)
        .service(api().port(80).env("A", "b"))
        .environment(Environment::new("dev"));
    let environment = Environment::new("dev");
    let other = Stack::default()
        .environment(environment)
        .service(api().env("A", "b").port(80))
        .region(Region::EuWest1)
        .stack("s");
    assert_eq!(one.synth().expect("accepted").files(), other.synth().expect("accepted").files());
}

#[test]
fn a_spec_that_is_read_and_written_is_the_same() {
    let kitchen_sink = std::iter::once(("the kitchen sink".to_owned(), kitchen_sink()));
    let cases = accepted().into_iter().map(|case| (case.name.clone(), case.json()));
    for (name, text) in cases.chain(kitchen_sink) {
        let read = Stack::from_json(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let written = read.to_json();
        let again = Stack::from_json(&written).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(read, again, "{name}");
        assert_eq!(written, again.to_json(), "{name}");
    }
}

/// Units are written in one way and lists of one may be given bare, but no key may be lost.
#[test]
fn writing_loses_no_key() {
    let written: Value =
        serde_json::from_str(&Stack::from_json(&kitchen_sink()).expect("it is read").to_json())
            .expect("JSON");
    let explicit: Value = serde_json::from_str(&kitchen_sink()).expect("JSON");
    assert_eq!(lost("", &explicit, &written), [""; 0]);
}

fn lost(path: &str, explicit: &Value, written: &Value) -> Vec<String> {
    match explicit {
        Value::Object(entries) => {
            let inner = |(key, explicit): (&String, &Value)| match written.get(key) {
                Some(written) => lost(&format!("{path}.{key}"), explicit, written),
                None if is_shorthand(entries, written) => Vec::new(),
                None => vec![format!("{path}.{key}")],
            };
            entries.iter().flat_map(inner).collect()
        }
        Value::Array(explicit) => explicit
            .iter()
            .enumerate()
            .flat_map(|(at, explicit)| lost(&format!("{path}[{at}]"), explicit, &written[at]))
            .collect(),
        _ => Vec::new(),
    }
}

/// `{ reference: x }` is written as `x`.
fn is_shorthand(entries: &serde_json::Map<String, Value>, written: &Value) -> bool {
    entries.len() == 1 && written.is_string()
}

#[test]
fn the_kitchen_sink_sets_every_field() {
    let schema = schema();
    let spec = serde_json::from_str(&kitchen_sink()).expect("JSON");
    let mut seen = BTreeSet::new();
    cover(&schema, &schema, "Stack", &spec, &mut seen);
    let missing: Vec<String> = fields(&schema).difference(&seen).cloned().collect();
    assert_eq!(missing, [""; 0], "the kitchen sink lacks these");
    assert!(seen.len() > 100, "{} fields are compared", seen.len());
}

#[test]
fn a_field_that_is_missing_from_the_kitchen_sink_is_noticed() {
    let schema = schema();
    let mut spec: Value = serde_json::from_str(&kitchen_sink()).expect("JSON");
    spec["state"].as_object_mut().expect("a map").remove("noncurrentVersions");
    let mut seen = BTreeSet::new();
    cover(&schema, &schema, "Stack", &spec, &mut seen);
    let missing: Vec<String> = fields(&schema).difference(&seen).cloned().collect();
    assert!(missing.contains(&"State.noncurrentVersions".to_owned()), "{missing:?}");
}

/// The fields of every type in the schema: `Health.path`.
fn fields(schema: &Value) -> BTreeSet<String> {
    let of = |(name, body): (&str, &Value)| {
        let keys =
            body["properties"].as_object().into_iter().flatten().map(|(key, _)| format!("{name}.{key}"));
        keys.collect::<Vec<_>>()
    };
    let types = schema["$defs"].as_object().into_iter().flatten().map(|(name, body)| (name.as_str(), body));
    types.chain([("Stack", schema)]).flat_map(of).collect()
}

/// Walks schema and spec together, and notes each field of a type that the spec sets.
fn cover(schema: &Value, part: &Value, name: &str, spec: &Value, seen: &mut BTreeSet<String>) {
    if let Some(reference) = part["$ref"].as_str() {
        let name = reference.trim_start_matches("#/$defs/");
        cover(schema, &schema["$defs"][name], name, spec, seen);
    }
    for option in part["anyOf"].as_array().into_iter().flatten() {
        cover(schema, option, name, spec, seen);
    }
    for (key, field) in part["properties"].as_object().into_iter().flatten() {
        if let Some(value) = spec.get(key) {
            seen.insert(format!("{name}.{key}"));
            cover(schema, field, name, value, seen);
        }
    }
    if part["additionalProperties"].is_object() {
        spec.as_object()
            .into_iter()
            .flatten()
            .for_each(|(_, value)| cover(schema, &part["additionalProperties"], name, value, seen));
    }
    spec.as_array().into_iter().flatten().for_each(|value| cover(schema, &part["items"], name, value, seen));
}

#[test]
fn the_schema_explains_every_type_and_every_value_of_a_choice() {
    let schema = schema();
    let types = schema["$defs"].as_object().expect("the schema has types");
    let texts = |schema: &Value, key: &str| schema[key].as_array().map_or(0, Vec::len);
    let mute = types.iter().filter(|(_, schema)| {
        schema["description"].as_str().is_none_or(str::is_empty)
            || texts(schema, "enum") != texts(schema, "enumDescriptions")
    });
    assert_none(&mute.map(|(name, _)| name.clone()).collect::<Vec<_>>());
    assert!(types.values().any(|schema| texts(schema, "enum") > 1), "there are choices");
}

#[test]
fn every_case_keeps_to_the_schema() {
    let schema = schema();
    let failures = accepted().into_iter().flat_map(|case| {
        let spec = serde_json::from_str(&case.json()).expect("JSON");
        unknown(&schema, &schema, "", &spec).into_iter().map(move |key| format!("{}: {key}", case.name))
    });
    assert_none(&failures.collect::<Vec<_>>());
}

/// Keys of a spec that its schema doesn't know, which an editor would underline.
fn unknown(schema: &Value, part: &Value, path: &str, spec: &Value) -> Vec<String> {
    if let Some(reference) = part["$ref"].as_str() {
        return unknown(schema, &schema["$defs"][reference.trim_start_matches("#/$defs/")], path, spec);
    }
    if let Some(options) = part["anyOf"].as_array() {
        let results = options.iter().map(|option| unknown(schema, option, path, spec));
        return results.min_by_key(Vec::len).unwrap_or_default();
    }
    let Some(entries) = spec.as_object() else { return Vec::new() };
    let of = |(key, value): (&String, &Value)| {
        let path = format!("{path}.{key}");
        match (part["properties"].get(key), &part["additionalProperties"]) {
            (Some(field), _) => unknown(schema, field, &path, value),
            (None, more @ Value::Object(_)) => unknown(schema, more, &path, value),
            _ => vec![path],
        }
    };
    entries.iter().flat_map(of).collect()
}

/// Each spec in a folder of its own, deeper than where its case lies: where a spec lies decides nothing.
#[test]
fn the_command_line_writes_the_same_files_and_finds_the_same_wherever_the_spec_lies() {
    let cases = folders().into_iter().map(|folder| Case::find(&folder, "spec"));
    for case in cases.chain(["minimal", "shop"].map(example)) {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let deeper = folder.path().join("deeper");
        std::fs::create_dir_all(&deeper).expect("the folder can be made");
        let copy = deeper.join(case.file.file_name().expect("a file has a name"));
        std::fs::copy(&case.file, &copy).expect("the spec can be copied");
        let out = deeper.join("out");
        finds_the_same(&case, &copy, &out);
        assert_eq!(out.exists(), !case.expects_errors(), "{}: what is refused is not written", case.name);
        if !case.expects_errors() {
            writes_the_same(&case, &out);
        }
    }
}

fn finds_the_same(case: &Case, spec: &Path, out: &Path) {
    let mut command = Command::new(cli::groundplan());
    command.arg("synth").arg(spec).args(["--report", "json", "--out"]).arg(out);
    let output = command.output().expect("it runs");
    let report = String::from_utf8_lossy(&output.stdout);
    let report: Value =
        serde_json::from_str(&report).unwrap_or_else(|error| panic!("{}: {error}\n{report}", case.name));
    assert_eq!(output.status.success(), !case.expects_errors(), "{}", case.name);
    assert_eq!(reported(&report), found(case), "{}", case.name);
}

fn writes_the_same(case: &Case, out: &Path) {
    let mut made = golden::read(out);
    let manifest = made.remove(".groundplan.json").expect("the output says which files are groundplan's");
    assert_none(&golden::compare(&tree(&case.accepted().files()), &made));
    assert_eq!(listed(&manifest), made.keys().cloned().collect::<Vec<_>>(), "{}", case.name);
}

/// The files that a manifest claims for groundplan.
fn listed(manifest: &str) -> Vec<String> {
    let manifest: Value = serde_json::from_str(manifest).expect("the manifest is JSON");
    let mut names: Vec<String> =
        manifest["files"].as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect();
    names.sort();
    names
}

/// Code, path and message of each finding in a report for programs.
fn reported(report: &Value) -> Vec<[String; 3]> {
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap_or_default().to_owned();
    let findings = report["diagnostics"].as_array().into_iter().flatten();
    findings.map(|finding| ["code", "path", "message"].map(|key| text(finding, key))).collect()
}

/// The whole spec has no path, which is printed in words.
fn found(case: &Case) -> Vec<[String; 3]> {
    let path = |path: &groundplan::diagnostic::Path| match path.segments() {
        [] => String::new(),
        _ => path.to_string(),
    };
    let report = case.report();
    let findings = report.diagnostics().iter();
    findings.map(|found| [found.rule.code.to_owned(), path(&found.path), found.message.clone()]).collect()
}
