//! Each line of what is made, and the decisions that it follows from: as recorded, as accepted, and as another
//! value of each decision shows.

use std::collections::{BTreeMap, BTreeSet};

use groundplan::decision::{DecisionId, Origins};
use groundplan::diagnostic::Path;
use groundplan::spec::{Node, NodeValue};
use groundplan::terraform::{Document, InstanceAddress, Rendered, Span};
use groundplan::{App, Format, Synthesis};
use groundplan_tests::{assert_none, golden, repository, yaml};

const SHOP: &str = include_str!("../../examples/shop.yaml");
const FOLDER: &str = "environments/production";

/// Other values for every decision of the shop's production, and for some of what its spec says: the path within
/// the environment, and values in YAML.
const OTHERS: &str = include_str!("../origins/others.yaml");

fn shop() -> Node {
    yaml::read(SHOP)
}

fn made(spec: Node) -> Option<Synthesis> {
    App::new().node(spec).unvalidated().synth().ok()
}

fn files(made: &Synthesis, format: Format) -> Vec<Rendered> {
    let all = made.files_with_spans(format).into_iter();
    all.filter(|file| file.name.starts_with(FOLDER)).collect()
}

fn document(made: &Synthesis) -> &Document {
    made.environment("production").expect("the shop has a production")
}

/// The paths of decisions, in the order in which they were decided.
fn paths(document: &Document, origins: &Origins) -> Vec<String> {
    let mut paths: Vec<String> = Vec::new();
    for decision in origins.iter().filter_map(|id| document.decision(id)) {
        if !paths.contains(&decision.path) {
            paths.push(decision.path.clone());
        }
    }
    paths
}

/// The innermost block, argument or entry that each line belongs to, and what it and all around it follow from.
fn by_line(file: &Rendered) -> Vec<(Option<&Span>, BTreeSet<DecisionId>)> {
    let mut lines = vec![(None, BTreeSet::new()); file.text.lines().count()];
    // The outer come before the inner.
    for span in &file.spans {
        for number in span.lines.clone() {
            let (innermost, ids) = &mut lines[number - 1];
            *innermost = Some(span);
            ids.extend(span.origins.iter());
        }
    }
    lines
}

/// A file with, behind each line that begins something, the decisions that this follows from.
fn annotated(document: &Document, file: &Rendered) -> String {
    let mut text = format!("== {}\n", file.name);
    for (number, (line, (span, _))) in (1..).zip(file.text.lines().zip(by_line(file))) {
        let span = span.filter(|span| *span.lines.start() == number);
        let paths = span.map(|span| paths(document, &span.origins)).unwrap_or_default();
        let because = if paths.is_empty() { String::new() } else { format!("   <- {}", paths.join(", ")) };
        text.push_str(&format!("{line}{because}\n"));
    }
    text
}

#[test]
fn each_line_of_the_shop_follows_from_what_was_accepted() {
    let made = made(shop()).expect("the shop is made");
    let mut text = String::new();
    for file in files(&made, Format::Hcl) {
        let comments = file.text.lines().take_while(|line| line.starts_with('#')).count();
        let whole = annotated(document(&made), &file);
        let (title, rest) = whole.split_once('\n').expect("a file has a title");
        let rest: Vec<&str> = rest.lines().skip(comments).collect();
        text.push_str(&format!("{title}\n{}\n", rest.join("\n")));
    }
    let tree = BTreeMap::from([("shop.production.txt".to_owned(), text)]);
    let folder = repository::root().join("tests/origins/expected");
    assert_none(&golden::differences(&folder, &tree));
}

#[test]
fn every_line_is_of_a_block() {
    let made = made(shop()).expect("the shop is made");
    let mut stray = Vec::new();
    for file in files(&made, Format::Hcl) {
        for (line, (span, _)) in file.text.lines().zip(by_line(&file)) {
            let is_between = line.is_empty() || line.starts_with('#') || ["locals {", "}"].contains(&line);
            if !is_between && span.is_none() {
                stray.push(format!("{}: {line}", file.name));
            }
        }
    }
    assert_none(&stray);
}

/// A place in a root module: a block, and a path within.
type Place = (InstanceAddress, String);

/// The lines at each place, how many there are of each, and what they and all around them follow from.
type Places = BTreeMap<(Place, String), (usize, BTreeSet<DecisionId>)>;

fn places(files: &[Rendered]) -> Places {
    let mut places = Places::new();
    for file in files {
        for (line, (span, origins)) in file.text.lines().zip(by_line(file)) {
            let Some(span) = span else { continue };
            let words: Vec<&str> = line.trim().trim_end_matches(',').split_whitespace().collect();
            if words.iter().any(|word| word.chars().any(char::is_alphanumeric)) {
                let place = (span.address.clone(), span.path.clone());
                let (count, ids) = places.entry((place, words.join(" "))).or_default();
                *count += 1;
                ids.extend(origins);
            }
        }
    }
    places
}

/// A decision, and all that it follows from itself.
fn closure(document: &Document, ids: &BTreeSet<DecisionId>) -> BTreeSet<String> {
    let mut open: Vec<DecisionId> = ids.iter().copied().collect();
    let mut seen = BTreeSet::new();
    let mut found = BTreeSet::new();
    while let Some(id) = open.pop() {
        if let Some(decision) = document.decision(id).filter(|_| seen.insert(id)) {
            found.insert(decision.path.clone());
            open.extend(decision.from.iter());
        }
    }
    found
}

/// Both syntaxes lay out the same document, so they record the same of each place.
#[test]
fn both_syntaxes_say_the_same() {
    let made = made(shop()).expect("the shop is made");
    let origins = |format| {
        let mut found: BTreeMap<Place, BTreeSet<String>> = BTreeMap::new();
        for file in files(&made, format) {
            for span in &file.spans {
                let all = paths(document(&made), &span.origins);
                found.entry((span.address.clone(), span.path.clone())).or_default().extend(all);
            }
        }
        found
    };
    let (json, hcl) = (origins(Format::Json), origins(Format::Hcl));
    let is_inlined = |place: &Place| json.keys().any(|key| *key == *place) || place.0.starts_with("local.");
    let differ = hcl.iter().filter(|(place, _)| is_inlined(place)).filter(|(place, paths)| {
        // An argument that shows a local value follows from what this follows from as well.
        !json.get(*place).is_some_and(|known| known.is_subset(paths))
    });
    assert_none(&differ.map(|(place, paths)| format!("{place:?}: {paths:?}")).collect::<Vec<_>>());
    assert!(hcl.len() > 800, "{}", hcl.len());
}

fn put(node: &mut Node, path: &[&str], value: Node) {
    let Some((key, rest)) = path.split_first() else {
        *node = value;
        return;
    };
    if !matches!(node.value, NodeValue::Map(_)) {
        *node = Node::map(Vec::new());
    }
    let NodeValue::Map(entries) = &mut node.value else { return };
    match entries.iter_mut().find(|(known, _)| known == key) {
        Some((_, inner)) => put(inner, rest, value),
        None => {
            let mut inner = Node::map(Vec::new());
            put(&mut inner, rest, value);
            entries.push(((*key).to_owned(), inner));
        }
    }
}

/// Another value, and what has to be set beside it.
struct Other {
    value: Node,
    beside: Vec<(String, Node)>,
}

impl Other {
    fn of(node: Node) -> Self {
        let beside = node.get(&Path::of("beside")).map(|node| node.value.clone());
        match (node.get(&Path::of("value")).cloned(), beside) {
            (Some(value), Some(NodeValue::Map(beside))) => Self { value, beside },
            _ => Self { value: node, beside: Vec::new() },
        }
    }

    /// The shop's production as it is, and with the other value.
    fn made(&self, path: &str) -> (Option<Synthesis>, Option<Synthesis>) {
        let mut spec = shop();
        self.beside.iter().for_each(|(path, value)| put_own(&mut spec, path, value));
        let before = made(spec.clone());
        put_own(&mut spec, path, &self.value);
        (before, made(spec))
    }
}

fn put_own(spec: &mut Node, path: &str, value: &Node) {
    let own: Vec<&str> = ["environments", "production"].into_iter().chain(path.split('.')).collect();
    put(spec, &own, value.clone());
}

/// The table of other values: each path with its values.
fn others() -> Vec<(String, Vec<Other>)> {
    let NodeValue::Map(entries) = yaml::read(OTHERS).value else { panic!("a table") };
    let values = |node: Node| match node.value {
        NodeValue::List(values) => values.into_iter().map(Other::of).collect(),
        _ => panic!("values in a list"),
    };
    entries.into_iter().map(|(path, node)| (path, values(node))).collect()
}

/// Whether one of the paths is that of a decision, or of something in it or around it.
fn names(paths: &BTreeSet<String>, path: &str) -> bool {
    let is_below = |a: &str, b: &str| a.strip_prefix(b).is_some_and(|rest| rest.starts_with('.'));
    paths.iter().any(|known| known == path || is_below(known, path) || is_below(path, known))
}

/// What changes with another value and does not name its decision; and whether anything changes.
fn unnamed(path: &str, before: &Synthesis, after: &Synthesis) -> (bool, Vec<String>) {
    let mut found = Vec::new();
    let mut changes = false;
    for format in [Format::Hcl, Format::Json] {
        let (old, new) = (places(&files(before, format)), places(&files(after, format)));
        for (side, other, document) in [(&old, &new, document(before)), (&new, &old, document(after))] {
            for (line, (count, ids)) in side {
                let ((address, within), text) = line;
                if other.get(line).is_some_and(|(known, _)| known >= count) {
                    continue;
                }
                changes = true;
                let paths = closure(document, ids);
                if !names(&paths, path) {
                    found.push(format!("{path}: {address} {within}: `{text}` follows from {paths:?}"));
                }
            }
        }
    }
    (changes, found)
}

/// The recording is sound: whatever another value of a decision changes names that decision.
#[test]
fn what_another_value_changes_names_its_decision() {
    let mut found = Vec::new();
    for (path, values) in others() {
        let mut changes = false;
        for value in &values {
            match value.made(&path) {
                (Some(before), Some(after)) => {
                    let (changed, unnamed) = unnamed(&path, &before, &after);
                    changes |= changed;
                    found.extend(unnamed);
                }
                _ => found.push(format!("{path}: another value is refused")),
            }
        }
        if !changes {
            found.push(format!("{path}: nothing changes"));
        }
    }
    found.sort();
    found.dedup();
    assert_none(&found);
}

#[test]
fn every_decision_has_another_value() {
    let made = made(shop()).expect("the shop is made");
    let of_production = made.decisions().iter().filter(|of| of.environment == "production");
    let known: Vec<String> = others().into_iter().map(|(path, _)| path).collect();
    let missing = of_production.flat_map(|of| &of.decisions).filter(|one| !known.contains(&one.path));
    assert_none(&missing.map(|one| format!("{} = {}", one.path, one.value)).collect::<Vec<_>>());
}
