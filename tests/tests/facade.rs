//! The names that the library promises: the list in `facade.txt` is all of them, and programs get by with it.

use std::collections::BTreeSet;

use groundplan_tests::{assert_none, repository};

/// As many names as somebody can have read.
const MOST: usize = 75;

const ROOT: &str = "crates/groundplan/src/lib.rs";

/// The root of the crate: modules and names, those that its documentation shows and those that it hides.
#[derive(Default)]
struct Root {
    modules: Vec<String>,
    names: Vec<String>,
    hidden: Vec<String>,
}

impl Root {
    fn read(text: &str) -> Self {
        let mut root = Self::default();
        let (declared, prelude) = text.split_once("\npub mod prelude {").expect("the prelude comes last");
        let code = declared.lines().filter(|line| !line.starts_with("//")).collect::<Vec<_>>().join(" ");
        for statement in code.split(';').map(str::trim) {
            let (is_hidden, statement) = match statement.strip_prefix("#[doc(hidden)]") {
                Some(rest) => (true, rest.trim()),
                None => (false, statement),
            };
            let of_module = statement.strip_prefix("pub mod ");
            let found = match (of_module, statement.strip_prefix("pub use ")) {
                (Some(name), _) => vec![name.to_owned()],
                (None, Some(tree)) => names(tree),
                (None, None) => continue,
            };
            match (is_hidden, of_module) {
                (true, _) => root.hidden.extend(found),
                (_, Some(_)) => root.modules.extend(found),
                (_, None) => root.names.extend(found),
            }
        }
        root.modules.push("prelude".to_owned());
        let known: BTreeSet<&String> = root.names.iter().collect();
        let prelude = names(prelude.split_once("pub use crate::").map_or("", |(_, tree)| tree));
        assert!(prelude.len() > 40 && prelude.iter().all(|name| known.contains(name)), "{prelude:?}");
        root
    }
}

/// What a `use` brings in: the words that no `::` follows.
fn names(tree: &str) -> Vec<String> {
    let paths = tree.split([',', '{', '}', ';']).map(str::trim);
    let last = paths.filter(|path| !path.is_empty() && !path.ends_with("::"));
    last.map(|path| path.rsplit("::").next().unwrap_or(path).to_owned()).collect()
}

fn root() -> Root {
    Root::read(&std::fs::read_to_string(repository::root().join(ROOT)).expect("the root can be read"))
}

#[test]
fn the_names_are_those_on_the_list() {
    let root = root();
    assert!((50..=MOST).contains(&root.names.len()), "{} names", root.names.len());
    let sorted =
        |names: &[String]| names.iter().cloned().collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>();
    let list = format!(
        "modules\n  {}\n\nnames\n  {}\n",
        sorted(&root.modules).join("\n  "),
        sorted(&root.names).join("\n  ")
    );
    let file = repository::root().join("tests/facade.txt");
    if std::env::var_os("GROUNDPLAN_UPDATE").is_some() {
        std::fs::write(&file, &list).expect("the list can be written");
    }
    assert_eq!(
        std::fs::read_to_string(file).expect("the list can be read"),
        list,
        "a name is promised, or taken back"
    );
}

#[test]
fn programs_need_nothing_that_is_hidden() {
    let hidden = root().hidden;
    let is_program = |file: &String| {
        let rust = ["crates/groundplan/examples/", "tests/rust-programs/"]
            .iter()
            .any(|folder| file.starts_with(folder));
        (rust && file.ends_with(".rs")) || file == "README.md"
    };
    let programs: Vec<String> = repository::files().into_iter().filter(is_program).collect();
    assert!(programs.len() > 15, "{programs:?}");
    let uses = programs.into_iter().flat_map(|file| {
        let text = std::fs::read_to_string(repository::root().join(&file)).expect("a program can be read");
        let used = hidden.iter().filter(|name| text.contains(&format!("groundplan::{name}"))).cloned();
        used.map(|name| format!("{file} uses {name}")).collect::<Vec<_>>()
    });
    assert_none(&uses.collect::<Vec<_>>());
}

#[test]
fn what_is_hidden_is_told_from_what_is_shown() {
    let text = "#[doc(hidden)]\npub mod a;\npub mod b;\nmod c;\npub use b::{D, e::F};\n// x\n#[doc(hidden)]\npub use {b::G, c::{H}};\n";
    let prelude = format!("\npub mod prelude {{\n pub use crate::{{{}}};\n}}\n", "D, ".repeat(41));
    let root = Root::read(&format!("{text}{prelude}"));
    assert_eq!(root.modules, ["b", "prelude"]);
    assert_eq!(root.names, ["D", "F"]);
    assert_eq!(root.hidden, ["a", "G", "H"]);
}
