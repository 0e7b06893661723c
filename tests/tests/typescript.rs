//! What the npm package takes from the spec is what the spec has: types, methods, tables.
//!
//! `GROUNDPLAN_UPDATE=1` writes the files.

use std::fs;

use groundplan_tests::golden::{Tree, compare};
use groundplan_tests::{assert_none, repository, typescript};

#[test]
fn generated_files_are_as_the_spec_has_it() {
    let made: Tree = typescript::files().into_iter().map(|(path, text)| (path.to_owned(), text)).collect();
    if std::env::var_os("GROUNDPLAN_UPDATE").is_some() {
        for (path, text) in &made {
            let file = repository::root().join(path);
            fs::create_dir_all(file.parent().expect("a file is in a folder"))
                .expect("the folder can be made");
            fs::write(file, text).expect("the file can be written");
        }
    }
    let read = |path: &String| fs::read_to_string(repository::root().join(path)).unwrap_or_default();
    let known: Tree = made.keys().map(|path| (path.clone(), read(path))).collect();
    assert_none(&compare(&known, &made));
}

#[test]
fn nothing_is_of_any_type() {
    let words = |text: &str| text.split(|c: char| !c.is_alphanumeric()).any(|word| word == "any");
    let code =
        |text: &String| text.lines().filter(|line| !line.trim_start().starts_with(['*', '/'])).any(words);
    let loose =
        typescript::files().into_iter().filter(|(_, text)| code(text)).map(|(path, _)| path.to_owned());
    assert_none(&loose.collect::<Vec<_>>());
}
