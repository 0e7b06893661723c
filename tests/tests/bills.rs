//! The bills of the examples in two regions, and what changes from one to the other, as they were looked at and
//! accepted.
//!
//! `GROUNDPLAN_UPDATE=1` accepts what is made now.

use groundplan::App;
use groundplan::cost::{PriceBook, Usage};
use groundplan::report::{Comparison, Form, Grouping, Show, write, write_comparison};
use groundplan::spec::{Node, NodeValue};
use groundplan_tests::golden::{Tree, differences};
use groundplan_tests::{assert_none, repository, yaml};

const REGIONS: [&str; 2] = ["us-east-1", "eu-central-1"];
const FORMS: [(Form, &str); 4] =
    [(Form::Table, "txt"), (Form::Json, "json"), (Form::Markdown, "txt"), (Form::Html, "html")];

/// The examples by name.
fn examples() -> Vec<(String, Node)> {
    let folder = repository::root().join("examples");
    let files = std::fs::read_dir(&folder)
        .expect("there are examples")
        .map(|entry| entry.expect("it can be read").path());
    let mut specs: Vec<_> =
        files.filter(|path| path.extension().is_some_and(|ending| ending == "yaml")).collect();
    specs.sort();
    let read = |path: std::path::PathBuf| {
        let name = path.file_stem().and_then(|stem| stem.to_str()).expect("a name").to_owned();
        (name, yaml::read(&std::fs::read_to_string(&path).expect("it can be read")))
    };
    specs.into_iter().map(read).collect()
}

fn within(mut spec: Node, region: &str) -> Node {
    if let NodeValue::Map(entries) = &mut spec.value {
        let entry = entries.iter_mut().find(|(key, _)| key == "region").expect("an example has a region");
        entry.1 = Node::text(region);
    }
    spec
}

/// What is written of one example, for each region and for what changes between them.
fn written(spec: &Node, form: Form) -> [(String, String); 3] {
    let [first, second] = REGIONS.map(|region| {
        let program = App::new().node(within(spec.clone(), region));
        let synthesis = program.synth().expect("an example is accepted");
        synthesis.estimate(PriceBook::bundled(), &Usage::new())
    });
    let show = Show { details: form == Form::Table, grouping: Grouping::Service };
    let [before, after] = REGIONS.map(str::to_owned);
    let change = Comparison::of(&first.clone().with_allowances(), &second.clone().with_allowances());
    [
        (before.clone(), write(&first, form, show)),
        (after.clone(), write(&second, form, show)),
        (format!("{before} to {after}"), write_comparison(&change, form)),
    ]
}

/// One text of a form, in which each part is as it was written: so a price that changes is a diff of
/// few files.
fn together(parts: &[(String, String)], form: Form) -> String {
    let of = |(name, text): &(String, String)| match form {
        Form::Json => format!("\"{name}\":\n{text}"),
        Form::Html => format!("<!-- {name} -->\n{text}"),
        Form::Table => format!("# {name}\n\n{text}"),
        Form::Markdown => format!("# {name}, in Markdown\n\n{text}"),
    };
    let parts: Vec<String> = parts.iter().map(of).collect();
    if form == Form::Json { format!("{{\n{}}}\n", parts.join(",\n")) } else { parts.join("\n") }
}

#[test]
fn the_bills_of_the_examples_are_what_was_accepted() {
    let mut made = Tree::new();
    for (name, spec) in examples() {
        for (form, ending) in FORMS {
            let file = made.entry(format!("{name}.{ending}")).or_default();
            file.push_str(&together(&written(&spec, form), form));
        }
    }
    assert!(made.len() >= 6, "{} files of bills", made.len());
    assert_none(&differences(&repository::root().join("tests/bills"), &made));
}
