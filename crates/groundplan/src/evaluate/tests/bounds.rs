//! What takes long, or grows without end.

use super::super::{Evaluator, Instance, Known, Reason, Variables};
use super::document;
use crate::terraform::{Expression, read};

#[test]
fn what_grows_without_end_is_not_evaluated() {
    let document = document();
    let evaluator = Evaluator::new(&document, Variables::new());
    let value = |text: &str| evaluator.value(&Expression::raw(text).into(), &Instance::NONE);
    assert!(!value("local.d9").is_whole());
    assert_eq!(value("local.one").reason(), Some(Reason::Cycle));
    assert_eq!(value("setproduct(range(1000), range(1000))").reason(), Some(Reason::Limit));
    let nested = "[for a in range(1000) : [for b in range(1000) : [for c in range(1000) : c]]]";
    assert_eq!(value(nested).reason(), Some(Reason::Limit));
    let chain: String =
        (1..3_000).map(|at| format!("locals {{\n l{at} = [local.l{}]\n}}\n", at - 1)).collect();
    let (long, _) = read::module([("main.tf", format!("locals {{\n l0 = 1\n}}\n{chain}"))]);
    let evaluator = Evaluator::new(&long, Variables::new());
    assert!(!evaluator.local("l2999").is_whole());
    for at in 0..3_000 {
        let _ = evaluator.local(&format!("l{at}"));
    }
}

#[test]
fn what_takes_long_ends_soon_and_is_not_known() {
    let document = document();
    let evaluator = Evaluator::new(&document, Variables::new());
    let thousand = "range(1000)";
    let text = "join(\"\", range(1000))";
    let nested = |body: &str| format!("[for a in {thousand} : [for b in {thousand} : {body}]]");
    let cases = [
        nested("1 if false"),
        nested("[for c in range(1000) : 1 if false]"),
        nested("true ? range(1000) : range(1000)"),
        nested("range(1000) == range(1000)"),
        nested("regex(\"(a*)*b|(a|aa)+c\", \"aaaaaaaaaaaaaaaaaaaaaaaa\")"),
        nested("distinct(range(1000))"),
        nested("setunion(range(1000), range(1000))"),
        format!(
            "\"%{{for a in {thousand}}}%{{for b in {thousand}}}%{{for c in {thousand}}}%{{endfor}}%{{endfor}}%{{endfor}}\""
        ),
        format!("\"%{{for a in {thousand}}}${{{text}}}%{{endfor}}\""),
        format!("join({text}, {thousand})"),
        format!("replace({text}, \"\", {text})"),
        format!("replace({text}, \"/1?/\", {text})"),
        format!("formatlist({text}, {thousand})"),
        format!("indent(1000, join(\"\\n\", {thousand}))"),
        format!("format(\"%1000000000s\", {text})"),
        format!("setproduct({thousand}, {thousand})"),
        format!("regex(\"{}\", \"a\")", "(".repeat(100_000)),
        format!("regex(\"{}\", \"a\")", "a|".repeat(100_000)),
    ];
    for case in cases {
        let known = evaluator.value(&Expression::raw(&case).into(), &Instance::NONE);
        let shown = case.get(..200).unwrap_or(&case);
        assert!(!known.is_whole() && !matches!(known.reason(), Some(Reason::Fails(_))), "{shown}");
    }
}

#[test]
fn what_is_asked_for_first_changes_no_answer() {
    let chain: String =
        (1..400).map(|at| format!("locals {{\n l{at} = \"${{local.l{}}}x\"\n}}\n", at - 1)).collect();
    let circle = "locals {\n a = [local.b, 1]\n b = [local.a, local.c]\n c = [local.b]\n d = [local.c, 2]\n l0 = \"\"\n}\n";
    let (document, _) = read::module([("main.tf", format!("{circle}{chain}"))]);
    let names: Vec<String> = ["a", "b", "c", "d"]
        .map(str::to_owned)
        .into_iter()
        .chain((0..400).map(|at| format!("l{at}")))
        .collect();
    let forth = Evaluator::new(&document, Variables::new());
    let back = Evaluator::new(&document, Variables::new());
    names.iter().for_each(|name| drop(forth.local(name)));
    names.iter().rev().for_each(|name| drop(back.local(name)));
    for name in &names {
        assert_eq!(forth.local(name), back.local(name), "{name}");
    }
    assert_eq!(forth.local("l399"), Known::from("x".repeat(399)));
    assert_eq!(forth.local("d").reason(), Some(Reason::Cycle));
}
