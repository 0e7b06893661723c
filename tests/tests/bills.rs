//! The bills of the examples in two regions, as they were looked at and accepted.
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
    [(Form::Table, "txt"), (Form::Json, "json"), (Form::Markdown, "md"), (Form::Html, "html")];

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
        let said = entries.iter_mut().find(|(key, _)| key == "region").expect("an example says its region");
        said.1 = Node::text(region);
    }
    spec
}

#[test]
fn the_bills_of_the_examples_are_what_was_accepted() {
    let mut made = Tree::new();
    for (name, spec) in examples() {
        for region in REGIONS {
            let program = App::new().node(within(spec.clone(), region));
            let synthesis = program.synth().expect("an example is accepted");
            let estimate = synthesis.estimate(PriceBook::bundled(), &Usage::new());
            for (form, ending) in FORMS {
                let show = Show { details: form == Form::Table, grouping: Grouping::Service };
                made.insert(format!("{name}.{region}.{ending}"), write(&estimate, form, show));
            }
        }
    }
    assert!(made.len() >= 16, "{} bills", made.len());
    assert_none(&differences(&repository::root().join("tests/bills"), &made));
}

#[test]
fn what_changes_between_two_regions_is_what_was_accepted() {
    let (_, spec) = examples().into_iter().find(|(name, _)| name == "shop").expect("the example");
    let [before, after] = REGIONS.map(|region| {
        let synthesis = App::new().node(within(spec.clone(), region)).synth().expect("it is accepted");
        synthesis.estimate(PriceBook::bundled(), &Usage::new()).with_allowances()
    });
    let comparison = Comparison::of(&before, &after);
    let made = FORMS.map(|(form, ending)| (format!("shop.{ending}"), write_comparison(&comparison, form)));
    assert_none(&differences(&repository::root().join("tests/bills-compared"), &made.into_iter().collect()));
}
