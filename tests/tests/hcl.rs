//! Terraform's native syntax: it means what the JSON means, is laid out as `terraform fmt` does it, and
//! keeps every text as it was.

use std::process::Command;

use groundplan::Format;
use groundplan::terraform::{Document, Expression, For, Output, Text, Value, Variable, call};
use groundplan_tests::baseline::{self, Origin};
use groundplan_tests::case::{accepted, example};
use groundplan_tests::documents::document;
use groundplan_tests::golden::{Tree, differences, write};
use groundplan_tests::meaning::faults;
use groundplan_tests::{assert_none, expected, generate, judge, repository};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Production and the bootstrap are kept whole, a module in a file; of the other environments, what differs from
/// production.
#[test]
fn the_example_is_what_was_accepted() {
    let files = example("shop").accepted().files_as(Format::Hcl).into_iter();
    let others = ["dev", "staging"].map(|name| format!("environments/{name}"));
    let (rest, whole): (Tree, Tree) = files
        .map(|file| (file.path, file.text))
        .partition(|(path, _)| others.iter().any(|folder| path.starts_with(folder)));
    let origin = |folder: String| {
        let new = folder.rsplit('/').next().map(str::to_owned).into_iter().collect();
        let names = vec![("production".to_owned(), new)];
        Origin { folder, from: "environments/production".to_owned(), names }
    };
    let folder = repository::root().join("tests/hcl");
    assert_none(&differences(&folder.join("shop"), &one_file_a_module(&whole)));
    let text = baseline::diff(&whole, &rest, &others.map(origin));
    assert_none(&expected::difference(&folder.join("shop.diff"), text));
}

/// The files of each root module one after the other, each below its name.
fn one_file_a_module(files: &Tree) -> Tree {
    let mut out = Tree::new();
    for (path, text) in files {
        match path.rsplit_once('/') {
            Some((folder, name)) => {
                let module = out.entry(format!("{folder}.tf")).or_default();
                module.push_str(&format!("##### {name} #####\n\n{text}\n"));
            }
            None => drop(out.insert(path.clone(), text.clone())),
        }
    }
    out
}

#[test]
fn every_module_means_the_same() {
    let mut modules = 0;
    let mut wrong = Vec::new();
    for case in accepted() {
        for (folder, document) in case.accepted().documents() {
            modules += 1;
            let faults = faults(document);
            wrong.extend(faults.into_iter().map(|fault| format!("{} {folder}: {fault}", case.name)));
        }
    }
    assert!(modules > 50, "{modules} modules");
    assert_none(&wrong);
}

proptest! {
    #![proptest_config(generate::config(2000))]

    #[test]
    fn random_documents_mean_the_same(document in document()) {
        prop_assert_eq!(faults(&document), [""; 0], "{:?}", document.render_hcl());
    }
}

#[test]
fn what_random_documents_seldom_hold_survives() {
    let mut document = Document::new();
    let mut file = document.file("main");
    file.add(Variable::new("lines").description("a\n  b\n").default("${a}\n\"b\"\n"));
    let object = Value::Object(vec![("k".into(), "$${a} %%{b} $$${c}".into())]);
    file.add(Output::new("escapes", call::jsonencode(object)));
    let minus = For::each("v", vec![1]).key("k").only(-1).object(Expression::symbol("k"), -2);
    file.add(Output::new("minus", minus));
    assert_eq!(faults(&document), [""; 0], "{:?}", document.render_hcl());
    assert_eq!(document.render_hcl()[0].1.matches("<<-EOT").count(), 2);
}

#[test]
fn terraform_fmt_changes_nothing() {
    if !judge::has_terraform() {
        println!("terraform fmt was not run: terraform is not on PATH");
        return;
    }
    let mut tree = Tree::new();
    for (number, case) in accepted().iter().enumerate() {
        let files = case.accepted().files_as(Format::Hcl).into_iter();
        tree.extend(files.map(|file| (format!("case{number}/{}", file.path), file.text)));
    }
    for (number, document) in generate::samples(document(), 300).iter().enumerate() {
        let files = document.render_hcl().into_iter();
        tree.extend(files.map(|(name, text)| (format!("random{number}/{name}"), text)));
    }
    let folder = tempfile::tempdir().expect("a folder can be made");
    let out = folder.path().join("out");
    write(&out, &tree);
    let mut fmt = Command::new("terraform");
    let output = fmt.args(["fmt", "-check", "-diff", "-recursive", "-no-color"]).arg(&out).output();
    let output = output.expect("terraform can be run");
    let output_text =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}", output_text.chars().take(4000).collect::<String>());
}

const LINES: [&str; 20] = [
    "",
    "a",
    "  a",
    "a ",
    " ",
    "\ta",
    "EOT",
    "  EOT",
    "EOTa",
    "- \"b\"",
    "\\n",
    "# c",
    "${x}",
    "%{ if y }",
    "$$${z}",
    "é",
    "e\u{301}",
    "a\r",
    "\u{1}",
    "$",
];

/// Text of several lines, with an expression in it now and then.
fn lines() -> impl Strategy<Value = (Vec<&'static str>, bool, bool)> {
    (vec(select(LINES.to_vec()), 1..5), any::<bool>(), any::<bool>())
}

#[test]
fn terraform_reads_lines_as_they_were() {
    if !judge::has_terraform() {
        println!("terraform was not asked: it is not on PATH");
        return;
    }
    let samples = generate::samples(lines(), 400);
    let mut document = Document::new();
    let mut wanted = Vec::new();
    for (at, (lines, has_end, has_expression)) in samples.iter().enumerate() {
        let text = lines.join("\n") + if *has_end { "\n" } else { "" };
        let head = if *has_expression { Text::from(call::upper("head")) } else { Text::from("HEAD") };
        wanted.push(format!("HEAD{text}"));
        document.file("main").add(Output::new(format!("v{at}"), Text::join([head, Text::from(text)])));
    }
    let files = document.render_hcl();
    let heredocs = files[0].1.matches("<<-EOT\n").count();
    assert!(heredocs > 20 && heredocs < 350, "{heredocs} of {} are heredocs", samples.len());
    let read = judge::outputs_of(&files, samples.len());
    // Terraform composes what can be composed.
    let composed = |text: &str| text.replace("e\u{301}", "é");
    let wrong = read.iter().zip(&wanted).filter(|(read, wanted)| composed(wanted) != **read);
    assert_none(&wrong.map(|(read, wanted)| format!("{wanted:?} is read as {read:?}")).collect::<Vec<_>>());
}

#[test]
fn what_the_tests_refer_to_is_there() {
    let mut named = 0;
    for case in accepted() {
        let files = case.accepted().files_with_tests(Format::Hcl);
        for test in files.iter().filter(|file| file.path.ends_with(".tftest.json")) {
            let module = test.path.split("/tests/").next().expect("tests lie in a module");
            let own = files.iter().filter(|file| file.path.ends_with(".tf"));
            let own: Vec<_> =
                own.filter(|file| file.path.rsplit_once('/').is_some_and(|of| of.0 == module)).collect();
            for name in test.text.split("local.").skip(1).filter_map(|rest| rest.split('.').next()) {
                named += 1;
                let is_there = |file: &&groundplan::File| file.text.contains(&format!("\n  {name} = {{"));
                assert!(own.iter().any(is_there), "{} has no local value {name}", test.path);
            }
        }
    }
    assert!(named > 20, "{named} local values are named");
}
