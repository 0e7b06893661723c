//! Nothing stops at any offset of any text, and every answer fits the text.

use groundplan_tests::case::{Case, example};
use groundplan_tests::{repository, yaml};
use groundplan_text::api;
use groundplan_text::editor::{Completions, Notation, complete, fixes, hover, utf16};
use proptest::prelude::*;

/// The specs that set most, in a notation.
pub(crate) fn texts(notation: Notation) -> Vec<String> {
    let sink = repository::root().join("tests/kitchen_sink.yaml");
    let sink = std::fs::read_to_string(sink).expect("the kitchen sink can be read");
    let yaml = [sink, example("shop").text(), example("minimal").text()];
    match notation {
        Notation::Yaml => yaml.to_vec(),
        Notation::Json => yaml.iter().map(|text| groundplan::spec::json::write(&yaml::read(text))).collect(),
    }
}

const NOTATIONS: [Notation; 2] = [Notation::Yaml, Notation::Json];

fn fits(text: &str, offset: usize, found: &Completions) {
    let range = found.range.clone();
    assert!(text.get(range.clone()).is_some(), "{range:?} is not in {text:?}");
    assert!(range.start <= offset && offset <= range.end, "{range:?} is not at {offset} of {text:?}");
    for item in &found.items {
        assert!(item.insert.is_char_boundary(item.caret), "{item:?}");
        assert!(!item.label.is_empty() && item.caret <= item.insert.len(), "{item:?}");
    }
}

fn ask(text: &str, offset: usize, notation: Notation) {
    fits(text, offset, &complete(text, offset, notation));
    if let Some(found) = hover(text, offset, notation) {
        assert!(found.range.contains(&offset) || found.range.end == offset, "{found:?} is not at {offset}");
    }
}

#[test]
fn every_offset_of_whole_texts() {
    for notation in NOTATIONS {
        for text in texts(notation) {
            text.char_indices().for_each(|(offset, _)| ask(&text, offset, notation));
        }
    }
}

#[test]
fn the_end_of_every_prefix() {
    for notation in NOTATIONS {
        for text in texts(notation) {
            text.char_indices().for_each(|(end, _)| ask(&text[..end], end, notation));
        }
    }
}

#[test]
fn every_offset_of_every_prefix_of_the_smallest() {
    for notation in NOTATIONS {
        let text = texts(notation).pop().expect("there are texts");
        for (end, _) in text.char_indices() {
            text[..end].char_indices().for_each(|(offset, _)| ask(&text[..end], offset, notation));
        }
    }
}

#[test]
fn fixes_of_texts_that_have_changed_since() {
    for name in ["service-size", "spec-unknown-key", "network-public-tasks", "alarms-email", "service-scale"]
    {
        let case = Case::find(&format!("rules/{name}"), "spec");
        let (text, report) = (case.text(), case.report());
        for (end, _) in text.char_indices().step_by(3) {
            for fix in
                report.diagnostics().iter().flat_map(|finding| fixes(finding, &text[..end], Notation::Yaml))
            {
                assert!(
                    fix.edits.iter().all(|edit| text[..end].get(edit.range.clone()).is_some()),
                    "{fix:?}"
                );
            }
        }
    }
}

#[test]
fn what_is_offered_at_the_end_of_a_line_of_another_system_is_the_same() {
    let text = texts(Notation::Yaml).remove(0);
    let windows = text.replace('\n', "\r\n");
    let labels = |text: &str, offset: usize| -> Vec<String> {
        complete(text, offset, Notation::Yaml).items.into_iter().map(|item| item.label).collect()
    };
    for (line, (feed, _)) in text.match_indices('\n').enumerate() {
        assert_eq!(labels(&text, feed), labels(&windows, feed + line), "line {line}");
    }
}

#[test]
fn json_answers_count_utf16_code_units() {
    let text = "# 😀 ä\nstack: shop\nnetwork:\n  eg\n";
    let offset = utf16::of_byte(text, text.len() - 1);
    let found = api::complete(text, offset, Notation::Yaml);
    assert_eq!((found.to, found.from), (offset, offset - 2));
    assert_eq!((found.items[0].label.as_str(), found.items[0].caret), ("egress", 8));
    assert_eq!(api::hover(text, 9, Notation::Yaml).map(|found| found.from), Some(7));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn texts_with_holes_and_slips(
        which in 0..3_usize,
        is_json: bool,
        at in 0..6000_usize,
        length in 0..80_usize,
        junk in "[\\[\\]{},:'\"#|>&*!\\- \n\r\tab\\\\ä😀\u{a0}]{0,12}",
        near in 0..60_usize,
    ) {
        let notation = NOTATIONS[usize::from(is_json)];
        let text = texts(notation).swap_remove(which);
        let start = boundary(&text, at % (text.len() + 1));
        let end = boundary(&text, start + length).max(start);
        let text = format!("{}{junk}{}", &text[..start], &text[end..]);
        ask(&text, boundary(&text, (start + near).saturating_sub(20)), notation);
        ask(&text, boundary(&text, start + junk.len()), notation);
    }

    #[test]
    fn texts_of_nothing_but_signs(
        text in "[\\[\\]{},:'\"#|>&*!\\- \n\r\tab\\\\ä😀\u{a0}]{0,60}",
        is_json: bool,
    ) {
        let notation = NOTATIONS[usize::from(is_json)];
        (0..=text.len()).filter(|at| text.is_char_boundary(*at)).for_each(|at| ask(&text, at, notation));
    }
}

fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
}

#[test]
fn depth_does_not_matter() {
    let deep = "{a: [".repeat(20_000);
    ask(&deep, deep.len(), Notation::Yaml);
    let deep: String = (0..800).map(|level| format!("{:level$}a:\n", "")).collect();
    ask(&deep, deep.len(), Notation::Yaml);
    let dashes = "- ".repeat(20_000);
    ask(&dashes, dashes.len(), Notation::Yaml);
}
