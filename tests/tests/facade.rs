//! The names that the library promises: the list in `facade.txt` is all of them, and programs get by with it.

use std::collections::BTreeSet;

use groundplan_tests::rust_source::{Source, core};
use groundplan_tests::{assert_none, repository};

/// As many names as somebody can have read.
const MOST: usize = 75;

const ROOT: &str = "crates/groundplan/src/lib.rs";

/// The root of the crate: modules and names, those that its documentation shows and those that it hides.
#[derive(Default)]
struct Root {
    modules: Vec<String>,
    /// The names of what belongs together, each with its module.
    grouped: Vec<(String, String)>,
    names: Vec<String>,
    hidden: Vec<String>,
}

impl Root {
    fn read(text: &str) -> Self {
        let mut root = Self::default();
        let (declared, prelude) = text.split_once("\npub mod prelude {").expect("the prelude comes last");
        let code = declared.lines().filter(|line| !line.starts_with("//")).collect::<Vec<_>>().join(" ");
        let mut group = String::new();
        for statement in code.split(';').map(str::trim) {
            let (is_hidden, statement) = match statement.strip_prefix("#[doc(hidden)]") {
                Some(rest) => (true, rest.trim()),
                None => (false, statement),
            };
            // What comes before the next module closes the one before.
            let statement = statement.trim_start_matches('}').trim();
            let of_module = statement.strip_prefix("pub mod ");
            if let Some((module, inner)) = of_module.and_then(|module| module.split_once(" {")) {
                group = module.to_owned();
                root.modules.push(group.clone());
                root.group(&group, inner.trim().trim_start_matches("pub use "));
                continue;
            }
            if let (Some(tree), false) = (statement.strip_prefix("pub use crate::"), group.is_empty()) {
                root.group(&group, tree);
                continue;
            }
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
        let grouped = root.grouped.iter().map(|(_, name)| name);
        let known: BTreeSet<&String> = root.names.iter().chain(grouped).collect();
        let prelude: Vec<String> = prelude.split("pub use crate::").skip(1).flat_map(names).collect();
        assert!(prelude.len() > 40 && prelude.iter().all(|name| known.contains(name)), "{prelude:?}");
        root
    }

    fn group(&mut self, module: &str, tree: &str) {
        self.grouped.extend(names(tree).into_iter().map(|name| (module.to_owned(), name)));
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

/// The macros that programs may use: each is at the root of the crate, whichever file has it.
fn macros() -> Vec<String> {
    let of = |source: &Source| {
        let exported = source.text.split("#[macro_export]\nmacro_rules! ").skip(1);
        exported.filter_map(|rest| Some(rest.split_once(' ')?.0.to_owned())).collect::<Vec<_>>()
    };
    core().iter().flat_map(of).collect()
}

#[test]
fn the_names_are_those_on_the_list() {
    let root = root();
    assert!((50..=MOST).contains(&root.names.len()), "{} names", root.names.len());
    let sorted =
        |names: &[String]| names.iter().cloned().collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>();
    let grouped: Vec<String> =
        root.grouped.iter().map(|(module, name)| format!("{module}::{name}")).collect();
    let list = format!(
        "modules\n  {}\n\nmacros\n  {}\n\nnames\n  {}\n\nnames of modules\n  {}\n",
        sorted(&root.modules).join("\n  "),
        sorted(&macros()).join("\n  "),
        sorted(&root.names).join("\n  "),
        sorted(&grouped).join("\n  ")
    );
    assert!(grouped.len() > 5, "{grouped:?}");
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

/// Of a hundred builder methods, so many have an example at least.
const SHOWN: usize = 80;

/// The methods of the builders, and whether the documentation of each has an example.
fn builder_methods() -> Vec<(String, bool)> {
    let sources = core();
    let examples =
        &sources.iter().find(|source| source.path == "examples.rs").expect("there are examples").text;
    let is_builder = |source: &&Source| {
        source.code.contains("\nspec! {")
            || ["stack/app.rs", "raw/configuration.rs"].contains(&source.path.as_str())
    };
    let of = |source: &Source| {
        let fields = fields(&source.code).into_iter().map(|(of, field)| {
            let is_shown = examples.contains(&format!("({of} {field}) =>"));
            (format!("{of}::{field}"), is_shown)
        });
        let written = written_methods(&source.text);
        fields
            .chain(written.into_iter().map(|(name, is_shown)| (format!("{} {name}", source.path), is_shown)))
            .collect::<Vec<_>>()
    };
    sources.iter().filter(is_builder).flat_map(of).collect()
}

/// The fields in a `spec!` whose methods it makes: type and name.
fn fields(code: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut of = None;
    for line in code.lines() {
        if let Some(rest) = line.strip_prefix("    pub struct ") {
            of = rest.split(' ').next().map(str::to_owned);
        } else if line == "    }" {
            of = None;
        } else if let (Some(of), Some(field)) = (&of, line.strip_prefix("        ")) {
            let name: String = field.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
            let how = field[name.len()..].split(": ").next().unwrap_or_default();
            if !name.is_empty() && field.contains(": ") && !how.contains("manual") {
                found.push((of.clone(), name));
            }
        }
    }
    found
}

/// The public functions of a text, and whether an example is in the lines of documentation before each.
fn written_methods(text: &str) -> Vec<(String, bool)> {
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let mut is_shown = false;
    let mut found = Vec::new();
    for line in text.lines().map(str::trim_start) {
        match line.strip_prefix("pub fn ") {
            Some(rest) => {
                found.push((rest.split(['(', '<']).next().unwrap_or_default().to_owned(), is_shown))
            }
            None if line.starts_with("///") => is_shown |= line.contains("```"),
            None if line.starts_with("#[") => {}
            None => is_shown = false,
        }
    }
    found
}

#[test]
fn builder_methods_have_examples() {
    let methods = builder_methods();
    assert!(methods.len() > 150, "{} methods", methods.len());
    let missing: Vec<&str> =
        methods.iter().filter(|(_, is_shown)| !is_shown).map(|(name, _)| name.as_str()).collect();
    let shown = (methods.len() - missing.len()) * 100 / methods.len();
    println!(
        "{shown} % of {} builder methods have an example; without one: {}",
        methods.len(),
        missing.join(", ")
    );
    assert!(shown >= SHOWN, "{shown} %; without one: {}", missing.join(", "));
}

#[test]
fn methods_and_their_examples_are_found() {
    let spec = "spec! {\n    /// X.\n    pub struct A named name {\n        b(into): String,\n        c(manual): u8,\n        d: u8,\n    }\n}\n";
    let of_a = |name: &str| ("A".to_owned(), name.to_owned());
    assert_eq!(fields(spec), [of_a("b"), of_a("d")]);
    let text = "/// ```\n/// x\n/// ```\n#[must_use]\npub fn a<T>(t: T) {}\n\n/// Y.\npub fn b() {}\n";
    assert_eq!(written_methods(text), [("a".to_owned(), true), ("b".to_owned(), false)]);
}
