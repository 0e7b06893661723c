//! Several stacks that are made together: the files that were looked at and accepted, in Rust and on the
//! command line, and what is found between stacks.
//!
//! `GROUNDPLAN_UPDATE=1` accepts what is made now.

use std::path::PathBuf;
use std::process::Command;

use groundplan::diagnostic::Report;
use groundplan::{App, Error, Synthesis};
use groundplan_tests::golden::{self, Tree, differences};
use groundplan_tests::{assert_none, cli, repository, yaml};

fn folder(name: &str) -> PathBuf {
    repository::root().join("tests/programs").join(name)
}

fn synth(program: &str, stacks: &[&str]) -> Result<Synthesis, Error> {
    let example = repository::root().join("examples").join(program);
    let specs = if example.is_dir() { example } else { folder(program) };
    let add = |all: App, name: &&str| {
        let text = std::fs::read_to_string(specs.join(format!("{name}.yaml"))).expect("the spec is there");
        all.node(yaml::read(&text)).called(format!("{name}.yaml"))
    };
    stacks.iter().fold(App::new(), add).synth()
}

fn report(made: &Result<Synthesis, Error>) -> &Report {
    match made {
        Ok(synthesis) => synthesis.report(),
        Err(error) => error.report(),
    }
}

/// The examples whose stacks are made together: teams on a platform, and an application beside what exists.
const EXAMPLES: [(&str, &[&str]); 2] =
    [("teams", &["orders", "payments", "platform"]), ("existing", &["legacy"])];

/// The files that say what stacks give each other.
const BETWEEN: [&str; 3] = ["exports.tf.json", "imports.tf.json", "README.md"];

/// The files that say what is made where others share.
const TAKEN: [&str; 6] = [
    "network.tf.json",
    "cluster.tf.json",
    "load_balancer.tf.json",
    "dns.tf.json",
    "outputs.tf.json",
    "service_api.tf.json",
];

#[test]
fn every_program_makes_what_was_accepted() {
    let own = [("shop-on-platform", &["shop", "platform"][..]), ("wrong", &["platform", "shop", "twin"])];
    for (program, stacks) in own.into_iter().chain(EXAMPLES) {
        let is_example = EXAMPLES.iter().any(|(name, _)| *name == program);
        let made = synth(program, stacks);
        let mut tree = Tree::from([("report.txt".to_owned(), report(&made).to_string())]);
        for file in made.iter().flat_map(Synthesis::files) {
            if BETWEEN.iter().chain(TAKEN.iter().filter(|_| is_example)).any(|name| file.path.ends_with(name))
            {
                tree.insert(file.path, file.text);
            }
        }
        assert_eq!(made.is_err(), program == "wrong", "{}", report(&made));
        assert_none(&differences(&folder(program).join("expected"), &tree));
    }
}

#[test]
fn a_stack_is_the_same_alone_and_among_others_but_for_what_only_the_others_know() {
    let together = synth("shop-on-platform", &["shop", "platform"]).expect("accepted");
    let alone = synth("shop-on-platform", &["platform"]).expect("accepted");
    let among = |path: &str| {
        let path = format!("platform/{path}");
        together.files().into_iter().find(|file| file.path == path).map(|file| file.text)
    };
    for file in alone.files() {
        assert_eq!(among(&file.path).as_ref(), Some(&file.text), "{}", file.path);
    }
    assert!(together.report().diagnostics().is_empty(), "{}", together.report());
}

#[test]
fn what_is_wrong_with_one_stack_is_told_with_its_name() {
    let made = synth("wrong", &["platform", "shop", "twin"]);
    let files: Vec<_> = report(&made).diagnostics().iter().map(|finding| finding.file.as_deref()).collect();
    assert!(
        ["platform.yaml", "shop.yaml", "twin.yaml"].iter().all(|file| files.contains(&Some(file))),
        "{files:?}"
    );
}

#[test]
fn the_command_line_takes_several_specs() {
    let out = tempfile::tempdir().expect("a folder can be made");
    let specs = ["shop.yaml", "platform.yaml"].map(|name| folder("shop-on-platform").join(name));
    let synth = |more: &[&str]| {
        let mut command = Command::new(cli::groundplan());
        command.arg("synth").args(&specs).arg("--out").arg(out.path()).args(more);
        repository::run(&mut command)
    };
    let printed = synth(&[]);
    assert!(
        printed.contains("shop/environments/live/imports.tf.json") && printed.contains("\nplatform\n"),
        "{printed}"
    );
    let mut made = golden::read(out.path());
    assert!(made.remove(".groundplan.json").is_some(), "the output says which files are groundplan's");
    let wanted = synthesis_tree();
    assert_none(&golden::compare(&wanted, &made));
    let again = synth(&["--environment", "dev", "--report", "json"]);
    assert!(!again.contains("environments/live") && again.contains("platform/environments/dev"), "{again}");
    assert_none(&golden::compare(&made, &{
        let mut kept = golden::read(out.path());
        kept.remove(".groundplan.json");
        kept
    }));
}

fn synthesis_tree() -> Tree {
    let made = synth("shop-on-platform", &["shop", "platform"]).expect("accepted");
    made.files().into_iter().map(|file| (file.path, file.text)).collect()
}

#[test]
fn the_command_line_points_at_the_spec_that_is_wrong() {
    let mut command = Command::new(cli::groundplan());
    let specs = ["platform.yaml", "shop.yaml"].map(|name| folder("wrong").join(name));
    let output = command.arg("check").args(&specs).output().expect("it runs");
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(!output.status.success());
    assert!(printed.contains("shop.yaml:9:8") && printed.contains("try: platform"), "{printed}");
    assert!(printed.contains("platform/production → shop/production → platform/production"), "{printed}");
}
