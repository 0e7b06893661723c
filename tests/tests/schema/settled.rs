//! Blocks and values, told apart by the schema.

use groundplan::schema::{Schema, settle};
use groundplan::terraform::{Content, Document};
use groundplan_tests::case::accepted;
use groundplan_tests::{assert_none, raw};
use serde_json::Value;

#[test]
fn what_is_made_is_settled_already() {
    let mut failures = Vec::new();
    for case in accepted() {
        for (folder, document) in case.accepted().documents() {
            let mut settled = document.clone();
            settle(&mut settled, Schema::bundled());
            if settled != *document {
                failures.push(format!("{} {folder}", case.name));
            }
        }
    }
    assert_none(&failures);
}

#[test]
fn nothing_is_lost_from_what_is_read() {
    let (mut failures, mut blocks) = (Vec::new(), 0);
    for case in accepted() {
        for root in case.roots() {
            for (file, json) in &root.files {
                let read = raw::document(&known_sections(json));
                let mut settled = read.clone();
                settle(&mut settled, Schema::bundled());
                blocks += count_blocks(&settled);
                if settled.render() != read.render() {
                    failures.push(format!("{} {file}", case.name));
                }
            }
        }
    }
    assert!(blocks > 1000, "{blocks} blocks were found");
    assert_none(&failures);
}

/// The sections that can be read here.
fn known_sections(file: &Value) -> Value {
    let sections = file.as_object().expect("a file is an object").iter();
    let known = sections.filter(|(name, _)| ["resource", "data", "provider"].contains(&name.as_str()));
    Value::Object(known.map(|(name, section)| (name.clone(), section.clone())).collect())
}

fn count_blocks(document: &Document) -> usize {
    let bodies = document.items().iter().filter_map(|item| item.block());
    let is_block = |content: &Content| matches!(content, Content::Block(_) | Content::Blocks(_));
    bodies.map(|body| body.entries().filter(|(_, content)| is_block(content)).count()).sum()
}
