//! A spec as a program.

use crate::place::{Place, SPEC};

#[test]
fn it_is_printed_or_written() {
    let place = Place::new();
    let printed = place.run_with(&["program", "-", "--language", "rust"], SPEC).ends(0);
    assert!(printed.output.contains("\nuse groundplan::prelude::*;\n"), "{}", printed.output);
    let words = ["program", "spec.yaml", "--language", "typescript", "--out", "stack.ts"];
    place.write("spec.yaml", SPEC);
    place.run(&words).ends(0).says("written  stack.ts");
    assert!(place.read("stack.ts").ends_with("\nexport default stack;\n"), "{}", place.read("stack.ts"));
}

#[test]
fn what_is_there_is_replaced_only_when_asked() {
    let place = Place::new();
    place.write("spec.yaml", SPEC);
    place.write("main.rs", "// by hand");
    let words = ["program", "spec.yaml", "--language", "rust", "--out", "main.rs"];
    place.run(&words).ends(2).says("main.rs is there already").says("--force");
    assert_eq!(place.read("main.rs"), "// by hand");
    place.run(&[&words[..], &["--force"]].concat()).ends(0);
    assert!(place.read("main.rs").contains("fn main()"));
}

#[test]
fn mistakes_of_form_are_told_and_nothing_is_written() {
    let place = Place::new();
    place.write("spec.yaml", "stack: shop\nregoin: eu-west-1\n");
    let words = ["program", "spec.yaml", "--language", "rust", "--out", "main.rs"];
    place.run(&words).ends(1).says("spec.yaml:2:1").says("try: region");
    assert!(!place.path("main.rs").exists());
    place.run(&["program", "spec.yaml"]).ends(2).says("--language");
}
