//! What happens to the folder that is written into.

use std::fs;

use crate::place::{Place, SPEC};

const CHANGES: &str = "An apply changes what runs";

#[test]
fn the_second_run_changes_nothing() {
    let place = Place::new();
    place.synth(&[]).ends(0).says("created    .gitignore");
    let before = place.tree("out");
    place.synth(&[]).ends(0).changes_nothing();
    assert_eq!(place.tree("out"), before);
}

#[test]
fn a_changed_spec_changes_what_it_concerns() {
    let place = Place::new();
    place.synth(&[]).ends(0);
    place.write("spec.yaml", &SPEC.replace("dev: {}", "dev: { network: { zones: 3 } }"));
    let ran = place.synth(&[]).ends(0).says("changed    environments/dev/network.tf.json");
    ran.says("unchanged  environments/test/network.tf.json");
}

#[test]
fn what_an_apply_would_do_to_what_runs_is_shown() {
    let place = Place::new();
    let ran = place.synth(&[]).ends(0);
    assert!(!ran.output.contains(CHANGES), "nothing runs yet: {}", ran.output);
    place.write("spec.yaml", &SPEC.replace("dev: {}", "dev: { network: { cidr: 10.99.0.0/16 } }"));
    let ran = place.synth(&[]).ends(0).says(CHANGES).says("  environments/dev: ");
    let ran = ran.says("aws_vpc.main: cidr_block").says("interrupted: everything in the VPC");
    assert!(!ran.output.contains("environments/test: "), "{}", ran.output);
    place.write(
        "spec.yaml",
        "stack: shop\nregion: eu-west-1\nenvironments: { dev: { network: { cidr: 10.99.0.0/16 } } }\n",
    );
    place.synth(&[]).ends(0).says("environments/test: ").says("forgotten");
}

#[test]
fn a_foreign_file_that_cannot_be_read_leaves_the_change_unknown() {
    let place = Place::new();
    place.synth(&[]).ends(0);
    fs::write(place.path("out/environments/dev/mine.tf"), [0xff, 0xfe, 0x00]).unwrap();
    place.write("spec.yaml", &SPEC.replace("dev: {}", "dev: { network: { zones: 3 } }"));
    place.synth(&[]).ends(0).says("changed    environments/dev/network.tf.json").says("not known");
}

#[test]
fn an_error_leaves_the_folder_as_it_is() {
    let place = Place::new();
    place.synth(&[]).ends(0);
    let before = place.tree("");
    let wrong = SPEC.replace("eu-west-1", "nowhere");
    place.run_with(&["synth", "-", "--out", "out"], &wrong).ends(1).says("nothing was written");
    place.run_with(&["synth", "-", "--out", "other"], &wrong).ends(1);
    assert_eq!(place.tree(""), before);
}

#[test]
fn a_file_of_somebody_else_is_not_overwritten() {
    let place = Place::new();
    place.write("out/README.md", "mine\n");
    place.write("out/notes.txt", "mine as well\n");
    let before = place.tree("");
    place.synth(&[]).ends(2).says("README.md  (groundplan did not write it)").says("--force");
    assert_eq!(place.tree(""), before);
    place.synth(&["--force"]).ends(0).says("changed    README.md");
    assert_ne!(place.read("out/README.md"), "mine\n");
    assert_eq!(place.read("out/notes.txt"), "mine as well\n");
}

#[test]
fn nor_is_what_was_changed_by_hand() {
    let place = Place::new();
    place.synth(&[]).ends(0);
    let path = "out/environments/dev/network.tf.json";
    let written = place.read(path);
    place.write(path, "{}\n");
    place.write("spec.yaml", &SPEC.replace("  dev: {}\n", ""));
    let before = place.tree("out");
    place.synth(&[]).ends(2).says("environments/dev/network.tf.json  (changed since groundplan wrote it)");
    assert_eq!(place.tree("out"), before);
    place.write("spec.yaml", SPEC);
    place.synth(&[]).ends(2);
    place.write(path, &written.replace('\n', "\r\n"));
    place.synth(&[]).ends(0).changes_nothing();
    place.write(path, "{}\n");
    place.synth(&["--force"]).ends(0);
    assert_eq!(place.read(path), written);
}

#[test]
fn what_is_no_longer_made_is_removed() {
    let place = Place::new();
    place.synth(&[]).ends(0);
    place.write("out/environments/test/mine_override.tf.json", "{}");
    place.write("spec.yaml", "stack: shop\nregion: eu-west-1\nenvironments: { live: {} }\n");
    let ran = place.synth(&[]).ends(0).says("removed    environments/dev/network.tf.json");
    ran.says("environments/dev is gone from here, not from AWS");
    assert!(!place.path("out/environments/dev").exists());
    assert_eq!(fs::read_dir(place.path("out/environments/test")).unwrap().count(), 1);
    assert!(!place.read("out/.groundplan.json").contains("environments/dev"));
}

#[test]
fn one_syntax_takes_the_place_of_the_other() {
    let place = Place::new();
    place.synth(&[]).ends(0);
    let json = place.tree("out");
    place.write("out/environments/dev/mine_override.tf.json", "{}");
    let ran = place.synth(&["--format", "hcl"]).ends(0).says("removed    environments/dev/network.tf.json");
    let ran = ran.says("created    environments/dev/network.tf").says("changed    README.md");
    assert!(!ran.output.contains("is gone from here"), "{}", ran.output);
    assert!(!ran.output.contains(CHANGES), "{}", ran.output);
    let names: Vec<String> =
        place.tree("out").into_keys().map(|path| path.to_string_lossy().into_owned()).collect();
    let left: Vec<&String> = names.iter().filter(|name| name.ends_with(".tf.json")).collect();
    assert!(left.len() == 1 && left[0].ends_with("mine_override.tf.json"), "{left:?}");
    assert!(place.read("out/environments/dev/network.tf").contains("# - network.egress = nat (tier): "));
    assert!(place.read("out/README.md").contains("`*_override.tf`"));
    assert!(place.read("out/.gitignore").starts_with("# Commit *.tf, *_override.tf, "));
    place.synth(&["--format", "hcl"]).ends(0).changes_nothing();
    fs::remove_file(place.path("out/environments/dev/mine_override.tf.json")).unwrap();
    place.synth(&["--format", "json"]).ends(0).says("removed    environments/dev/network.tf");
    assert_eq!(place.tree("out"), json);
}

#[test]
fn a_file_changed_by_hand_outlives_its_syntax() {
    let place = Place::new();
    place.synth(&[]).ends(0);
    place.write("out/environments/dev/network.tf.json", "{}\n");
    let before = place.tree("out");
    place.synth(&["--format", "hcl"]).ends(2).says("environments/dev/network.tf.json  (changed since");
    assert_eq!(place.tree("out"), before);
    place.synth(&["--format", "yaml"]).ends(2).says("json, hcl");
}

#[test]
fn one_environment_can_be_written_alone() {
    let place = Place::new();
    place.synth(&["--environment", "dev"]).ends(0);
    assert!(place.path("out/bootstrap/state.tf.json").exists());
    assert!(!place.path("out/environments/test").exists());
    assert!(place.read("out/README.md").contains("environments/test"));
    place.synth(&[]).ends(0);
    place.write("spec.yaml", &SPEC.replace("eu-west-1", "eu-central-1"));
    let before = place.tree("out/environments/test");
    place.synth(&["--environment", "dev"]).ends(0).says("changed    environments/dev/provider.tf.json");
    assert_eq!(place.tree("out/environments/test"), before);
    place.synth(&[]).ends(0).says("changed    environments/test/provider.tf.json");
    place.synth(&["--environment", "tset"]).ends(2).says("dev, test").says("--environment test");
}

#[test]
fn tests_come_and_go_with_their_option() {
    let place = Place::new();
    let (file, readme) = ("out/environments/dev/tests/dev.tftest.json", "out/README.md");
    place.synth(&["--tests"]).ends(0).says("created    environments/dev/tests/dev.tftest.json");
    assert!(place.path("out/bootstrap/tests/bootstrap.tftest.json").exists());
    assert!(place.read(file).contains("mock_provider"));
    assert!(place.read(readme).contains("terraform -chdir=environments/dev test\n"));
    assert!(place.read("out/.groundplan.json").contains("environments/dev/tests/dev.tftest.json"));
    place.synth(&["--tests"]).ends(0).changes_nothing();
    let ran = place.synth(&[]).ends(0).says("removed    environments/dev/tests/dev.tftest.json");
    assert!(!ran.output.contains("gone from here") && !ran.errors.contains("gone from here"));
    assert!(!place.path("out/environments/dev/tests").exists());
    assert!(!place.read(readme).contains("## Test it"));
}

#[test]
fn a_folder_that_cannot_be_is_refused() {
    let place = Place::new();
    let before = place.tree("");
    place.run(&["synth", "spec.yaml", "--out", "spec.yaml"]).ends(2).says("is not a folder");
    place.run(&["synth", "spec.yaml", "--out", "spec.yaml/out"]).ends(2);
    assert_eq!(place.tree(""), before);
    place.write("out/environments", "a file where a folder must be");
    fs::create_dir(place.path("out/README.md")).unwrap();
    let before = place.tree("");
    place
        .synth(&["--force"])
        .ends(2)
        .says("environments  (should be a folder")
        .says("README.md  (should be a file)");
    assert_eq!(place.tree(""), before);
}

#[test]
fn a_list_that_cannot_be_read_is_not_guessed_at() {
    let place = Place::new();
    place.synth(&[]).ends(0);
    place.write("out/.groundplan.json", "<<<<<<< HEAD\n");
    place.synth(&[]).ends(2).says("is not what groundplan wrote");
    place.synth(&["--force"]).ends(0);
    place.synth(&[]).ends(0).changes_nothing();
    fs::remove_file(place.path("out/.groundplan.json")).unwrap();
    place.synth(&[]).ends(0).says("created    .groundplan.json");
}

#[test]
fn a_run_that_is_killed_leaves_nothing_for_long() {
    let place = Place::new();
    let services: String =
        (0..40).map(|number| format!("  s{number}: {{ image: 'ghcr.io/a/b:1' }}\n")).collect();
    place.write("large.yaml", &format!("{SPEC}services:\n{services}"));
    let mut run = place.start(&["synth", "large.yaml", "--out", "out"]);
    let is_staging = |name: &str| name.starts_with(".groundplan-");
    while run.try_wait().unwrap().is_none() && !place.names("out").iter().any(|name| is_staging(name)) {
        std::thread::yield_now();
    }
    run.kill().unwrap();
    run.wait().unwrap();
    place.synth(&[]).ends(0);
    let healed = place.tree("out");
    assert!(!place.names("out").iter().any(|name| is_staging(name)));
    fs::remove_dir_all(place.path("out")).unwrap();
    place.synth(&[]).ends(0);
    assert_eq!(healed, place.tree("out"));
}

#[test]
fn what_a_run_left_is_removed_and_what_only_looks_like_it_is_not() {
    let place = Place::new();
    place.write("out/.groundplan-a1B2c3/new-0", "half");
    place.write("out/.groundplan-mine01/notes.txt", "mine");
    let ran = place.synth(&[]).ends(0).says("Removed out").says(".groundplan-a1B2c3: a run of groundplan");
    assert!(!ran.errors.contains("mine01"), "{}", ran.errors);
    assert!(!place.path("out/.groundplan-a1B2c3").exists());
    assert_eq!(place.read("out/.groundplan-mine01/notes.txt"), "mine");
    assert!(place.read("out/.gitignore").lines().any(|line| line == ".groundplan-*/"));
    place.write("out/.groundplan-a1B2c3/old-0", "half");
    place.synth(&["--report", "json"]).ends(0).says("Removed out").json();
    assert!(!place.path("out/.groundplan-a1B2c3").exists());
}

#[test]
fn a_manifest_has_no_power_over_what_others_wrote() {
    let place = Place::new();
    place.synth(&[]).ends(0);
    let others =
        ["terraform.tfvars", ".git/config", "environments/dev/mine_override.tf", "bootstrap/backend.tf.json"];
    others.iter().for_each(|path| place.write(&format!("out/{path}"), ""));
    // The hash of nothing.
    let listed: String =
        others.iter().map(|path| format!("\"{path}\": \"fnv1a:cbf29ce484222325\", ")).collect();
    let manifest = place.read("out/.groundplan.json");
    place.write(
        "out/.groundplan.json",
        &manifest.replacen("\"files\": {", &format!("\"files\": {{ {listed}"), 1),
    );
    let ran = place.synth(&[]).ends(0);
    for path in others {
        assert_eq!(place.read(&format!("out/{path}")), "", "{path}");
        assert!(ran.errors.contains(path), "{}", ran.errors);
        assert!(!ran.output.contains(path), "{}", ran.output);
    }
    assert_eq!(place.read("out/.groundplan.json"), manifest);
    assert_eq!(place.synth(&[]).ends(0).errors, "");
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_a_link_is_refused() {
    use std::os::unix::fs::symlink;
    let place = Place::new();
    fs::create_dir(place.path("elsewhere")).unwrap();
    symlink(place.path("elsewhere"), place.path("out")).unwrap();
    for options in [&[][..], &["--force"]] {
        place.synth(options).ends(2).says("out is a symbolic link").says("the folder that it leads to");
    }
    assert!(place.tree("elsewhere").is_empty());
    fs::remove_dir(place.path("elsewhere")).unwrap();
    place.synth(&[]).ends(2).says("out is a symbolic link");
    fs::create_dir(place.path("elsewhere")).unwrap();
    place.run(&["synth", "spec.yaml", "--out", "elsewhere"]).ends(0);
}

#[cfg(unix)]
#[test]
fn links_lead_nowhere() {
    use std::os::unix::fs::symlink;
    let place = Place::new();
    place.write("elsewhere/keep", "");
    fs::create_dir(place.path("out")).unwrap();
    symlink(place.path("elsewhere"), place.path("out/environments")).unwrap();
    let before = place.tree("elsewhere");
    for options in [&[][..], &["--force"]] {
        place.synth(options).ends(2).says("environments  (should be a folder, and no link to one)");
    }
    fs::remove_file(place.path("out/environments")).unwrap();
    symlink(place.path("elsewhere/keep"), place.path("out/README.md")).unwrap();
    place.synth(&[]).ends(2).says("README.md  (a symbolic link)");
    place.synth(&["--force"]).ends(0);
    assert!(!place.path("out/README.md").is_symlink());
    assert_eq!(place.tree("elsewhere"), before);
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_into_stays_as_it_is() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    place.synth(&[]).ends(0);
    let folder = place.path("out/environments/test");
    let allow = |mode| fs::set_permissions(&folder, fs::Permissions::from_mode(mode)).unwrap();
    allow(0o555);
    // Permissions do not stop root.
    let is_bound = fs::write(folder.join("probe"), "").is_err();
    let before = place.tree("out");
    place.write("spec.yaml", &SPEC.replace("eu-west-1", "eu-central-1"));
    let ran = place.synth(&[]);
    allow(0o755);
    if is_bound {
        ran.ends(2).says("cannot write").says("environments/test");
        assert_eq!(place.tree("out"), before);
    }
    place.run(&["synth", "spec.yaml", "--out", "/proc/groundplan"]).ends(2);
}
