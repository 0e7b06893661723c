//! Blocks and values, distinguished by the schema.

use groundplan::schema::{Schema, normalize_blocks};
use groundplan::terraform::{Content, Document, read};
use groundplan_tests::assert_none;
use groundplan_tests::case::accepted;

#[test]
fn what_is_made_is_settled_already() {
    let mut failures = Vec::new();
    for case in accepted() {
        for (folder, document) in case.accepted().documents() {
            let mut normalized = document.clone();
            normalize_blocks(&mut normalized, Schema::bundled());
            if normalized != *document {
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
        for (folder, document) in case.accepted().documents() {
            let (read, _) = read::module(document.render());
            let mut normalized = read.clone();
            normalize_blocks(&mut normalized, Schema::bundled());
            blocks += count_blocks(&normalized) - count_blocks(&read);
            if normalized.render() != read.render() {
                failures.push(format!("{} {folder}", case.name));
            }
        }
    }
    assert!(blocks > 1000, "{blocks} blocks were found");
    assert_none(&failures);
}

fn count_blocks(document: &Document) -> usize {
    let bodies = document.items().iter().filter_map(|item| item.block());
    let is_block = |content: &Content| matches!(content, Content::Block(_) | Content::Blocks(_));
    bodies.map(|body| body.entries().filter(|(_, content)| is_block(content)).count()).sum()
}
