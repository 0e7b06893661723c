//! Terraform itself as the judge, where this machine has it.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};

use groundplan::File;
use serde_json::Value;

use crate::{golden, repository};

/// Whether `terraform` can be run.
#[must_use]
pub fn has_terraform() -> bool {
    Command::new("terraform").arg("version").output().is_ok_and(|output| output.status.success())
}

/// Has every root module judged by `tfcheck`, two at a time; what was refused. `None`, and a line that says
/// so, on machines without it.
///
/// # Panics
///
/// When the judge cannot be run.
#[must_use]
pub fn refused(specs: &[(String, Vec<File>)]) -> Option<Vec<String>> {
    let Some(program) = repository::judge("oracle/tfcheck") else {
        println!("tfcheck was not asked: this machine doesn't have it");
        return None;
    };
    let half = specs.len().div_ceil(2).max(1);
    let found = std::thread::scope(|scope| {
        let halves: Vec<_> =
            specs.chunks(half).map(|specs| scope.spawn(|| judge_all(&program, specs))).collect();
        halves.into_iter().flat_map(|half| half.join().expect("the judge ends")).collect()
    });
    Some(found)
}

fn judge_all(program: &Path, specs: &[(String, Vec<File>)]) -> Vec<String> {
    specs.iter().flat_map(|(spec, files)| judge(program, spec, files)).collect()
}

/// Judges the last root module of an output, which is an environment.
fn judge(program: &Path, spec: &str, files: &[File]) -> Option<String> {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let tree = files.iter().map(|file| (file.path.clone(), file.text.clone())).collect();
    golden::write(&folder.path().join("out"), &tree);
    let last = files.last().and_then(|file| file.path.rsplit_once('/')).expect("files lie in folders").0;
    let backend = ["--backend-config", "bucket=s", "--backend-config", "region=eu-west-1"];
    let output = Command::new(program).arg(folder.path().join("out").join(last)).args(backend).output();
    let output = output.expect("the judge can be run");
    (!output.status.success()).then(|| format!("{spec}\n{}", text(&output)))
}

/// The addresses of the resources that Terraform plans for the root module `live` of a folder. `None`, and a line that
/// says so, on machines without `tfcheck`.
///
/// # Panics
///
/// When Terraform refuses it.
#[must_use]
pub fn planned(folder: &Path) -> Option<BTreeSet<String>> {
    let Some(program) = repository::judge("oracle/tfcheck") else {
        println!("tfcheck was not asked: this machine doesn't have it");
        return None;
    };
    let plan = folder.join("plan.json");
    let mut command = Command::new(program);
    command.arg(folder.join("live")).arg("--root").arg(folder).arg("--plan").arg("--out").arg(&plan);
    repository::run(&mut command);
    let plan = std::fs::read_to_string(plan).expect("the judge writes the plan");
    let plan: Value = serde_json::from_str(&plan).expect("the plan is JSON");
    let changes = plan["resource_changes"].as_array().into_iter().flatten();
    let managed = changes.filter(|change| change["mode"] == "managed");
    Some(managed.filter_map(|change| Some(change["address"].as_str()?.to_owned())).collect())
}

/// Evaluates templates as outputs of a module of their own; what they came to.
///
/// # Panics
///
/// When Terraform refuses them.
#[must_use]
pub fn evaluate(templates: &[String]) -> Vec<String> {
    let outputs = templates.iter().enumerate();
    let module: serde_json::Map<_, _> =
        outputs.map(|(at, template)| (format!("v{at}"), serde_json::json!({ "value": template }))).collect();
    let module = serde_json::json!({ "output": module }).to_string();
    outputs_of(&[("main.tf.json".to_owned(), module)], templates.len())
}

/// Applies a module that makes nothing but outputs of text, `v0`, `v1` and so on; what they came to.
///
/// # Panics
///
/// When Terraform refuses it.
#[must_use]
pub fn outputs_of(files: &[(String, String)], count: usize) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder can be made");
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).expect("the file can be written");
    }
    let terraform = |words: &[&str]| {
        let output = Command::new("terraform")
            .current_dir(folder.path())
            .env("CHECKPOINT_DISABLE", "1")
            .args(words)
            .output();
        let output = output.expect("terraform can be run");
        assert!(output.status.success(), "{}", text(&output));
        output.stdout
    };
    terraform(&["apply", "-auto-approve", "-input=false", "-no-color"]);
    let values: serde_json::Value =
        serde_json::from_slice(&terraform(&["output", "-json"])).expect("the outputs are JSON");
    let value = |at| values[format!("v{at}")]["value"].as_str().expect("it is text").to_owned();
    (0..count).map(value).collect()
}

/// The variables of a module that needs no provider from elsewhere, and what it makes and yields, as Terraform shows them of a
/// plan. What it shows of other expressions in JSON are their characters, not their values.
///
/// # Panics
///
/// When Terraform refuses it.
#[must_use]
pub fn plan_of(files: &[(String, String)]) -> serde_json::Value {
    let folder = tempfile::tempdir().expect("a folder can be made");
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).expect("the file can be written");
    }
    let terraform = |words: &[&str]| {
        let mut command = Command::new("terraform");
        command.current_dir(folder.path()).env("CHECKPOINT_DISABLE", "1").args(words);
        let output = command.output().expect("terraform can be run");
        assert!(output.status.success(), "{}", text(&output));
        output.stdout
    };
    terraform(&["init", "-input=false", "-no-color"]);
    terraform(&["plan", "-input=false", "-no-color", "-out=plan"]);
    let shown: serde_json::Value =
        serde_json::from_slice(&terraform(&["show", "-json", "plan"])).expect("a plan is shown as JSON");
    let variables = &shown["configuration"]["root_module"]["variables"];
    serde_json::json!({ "variables": variables, "values": shown["planned_values"] })
}

/// Has Terraform validate a file in the native syntax that needs no provider from elsewhere; what it refuses.
///
/// # Panics
///
/// When Terraform cannot be run.
#[must_use]
pub fn refuses(file: &str) -> Option<String> {
    let folder = tempfile::tempdir().expect("a folder can be made");
    std::fs::write(folder.path().join("main.tf"), file).expect("the file can be written");
    let terraform = |words: &[&str]| {
        let mut command = Command::new("terraform");
        command.current_dir(folder.path()).env("CHECKPOINT_DISABLE", "1").args(words);
        command.output().expect("terraform can be run")
    };
    let output = terraform(&["init", "-backend=false", "-input=false", "-no-color"]);
    let output = if output.status.success() { terraform(&["validate", "-no-color"]) } else { output };
    (!output.status.success()).then(|| text(&output))
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}
