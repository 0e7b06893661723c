//! Whether a document in the native syntax means what it means in JSON.

use std::collections::BTreeSet;

use groundplan::terraform::{
    Address, Block, Content, Document, Expression, Item, Mode, Section, Value, read,
};

use crate::golden::{self, Tree};

/// What is read back otherwise than it was written.
pub fn faults(document: &Document) -> Vec<String> {
    let written = document.render_hcl();
    let (again, report) = read::module(written.iter().map(|(name, text)| (name, text)));
    let expected = with_local_values_in_place(document, &again);
    let mut faults: Vec<String> = report.diagnostics().iter().map(ToString::to_string).collect();
    let (expected, read) = (expected.render(), again.render());
    let of = |files: &[(String, String)]| files.iter().cloned().collect::<Tree>();
    faults.extend(golden::compare(&of(&expected), &of(&read)));
    let spaced = written.iter().filter(|(_, text)| text.lines().any(|line| line.ends_with(' ')));
    faults.extend(spaced.map(|(name, _)| format!("{name} has a space at the end of a line")));
    let ends = |text: &str| text.ends_with('\n') && !text.ends_with("\n\n");
    faults
        .extend(written.iter().filter(|(_, text)| !ends(text)).map(|(name, _)| format!("{name} ends badly")));
    faults
}

/// A list of one block is that block.
fn single(block: &mut Block) {
    for (_, content) in block.entries_mut() {
        if let Content::Blocks(blocks) = content
            && let [only] = blocks.as_slice()
        {
            *content = Content::Block(only.clone());
        }
        match content {
            Content::Block(block) => single(block),
            Content::Blocks(blocks) => blocks.iter_mut().for_each(single),
            _ => {}
        }
    }
}

/// The document without comments, and with `jsonencode(local.x)` filled in where `x` is gone.
fn with_local_values_in_place(document: &Document, again: &Document) -> Document {
    let known: BTreeSet<Address> = again.addresses().into_iter().collect();
    let is_gone = |item: &Item| {
        item.section == Section::Locals && item.address().is_some_and(|address| !known.contains(&address))
    };
    let mut filled = Document::new();
    filled.items_mut().extend(document.items().iter().filter(|item| !is_gone(item)).cloned());
    for item in filled.items_mut() {
        if let Content::Block(block) = &mut item.content {
            single(block);
        }
    }
    for local in document.items().iter().filter(|item| is_gone(item)) {
        let Content::Value(value) = &local.content else { panic!("a local value is a value") };
        let mut uses = 0;
        for item in filled.items_mut() {
            let Content::Block(block) = &mut item.content else { continue };
            for (_, content) in block.entries_mut() {
                if let Content::Value(Value::Expression(Expression::Call(function, arguments))) = content
                    && function == "jsonencode"
                {
                    arguments.iter_mut().for_each(|argument| uses += fill(argument, &local.name, value));
                }
            }
        }
        assert_eq!(uses, 1, "{} is gone, and was used elsewhere", local.name);
    }
    filled
}

/// Puts a value where a local value is named, alone or as the only element of a list.
fn fill(place: &mut Value, name: &str, value: &Value) -> usize {
    match place {
        Value::List(elements) if elements.len() == 1 => {
            elements.iter_mut().map(|element| fill(element, name, value)).sum()
        }
        Value::Expression(Expression::Reference(found))
            if found.address.mode == Mode::Local && found.address.name == name && found.path.is_empty() =>
        {
            *place = value.clone();
            1
        }
        _ => 0,
    }
}
