//! What a provider says that nobody may see.

use super::block::{Attribute, BlockSchema, NestedBlock};
use super::{Kind, Schema};
use crate::node::{Node, NodeValue};
use crate::terraform::hide_whole as hide;

impl Schema {
    /// Hides, in a block of a document, the arguments that its provider marks as sensitive or only takes to write. The
    /// place is that in Terraform's JSON: `resource.aws_db_instance.main`.
    /// References stay: they show nothing.
    pub fn hide_sensitive(&self, place: &str, block: &mut Node) {
        let mut steps = place.splitn(3, '.');
        let kind = match steps.next() {
            Some("resource") => Kind::Resource,
            Some("data") => Kind::Data,
            Some("ephemeral") => Kind::Ephemeral,
            _ => return,
        };
        if let Some(schema) = steps.next().and_then(|name| self.get(kind, name)) {
            hide_block(&schema, block);
        }
    }
}

fn hide_block(schema: &BlockSchema, block: &mut Node) {
    let NodeValue::Map(entries) = &mut block.value else { return };
    for (name, value) in entries {
        match (schema.attribute(name), schema.block(name)) {
            (Some(attribute), _) => hide_attribute(attribute, value),
            (None, Some(nested)) => hide_nested(nested, value),
            (None, None) if name == "dynamic" => hide_dynamic(schema, value),
            (None, None) => {}
        }
    }
}

fn hide_attribute(attribute: &Attribute, value: &mut Node) {
    if attribute.sensitive || attribute.write_only {
        hide(value);
    } else if let Some(nested) = &attribute.nested {
        hide_nested(nested, value);
    }
}

/// One block, a list of them, or blocks by label.
fn hide_nested(nested: &NestedBlock, value: &mut Node) {
    match &mut value.value {
        NodeValue::List(blocks) => blocks.iter_mut().for_each(|block| hide_nested(nested, block)),
        NodeValue::Map(labels) if nested.nesting == super::Nesting::Map => {
            labels.iter_mut().for_each(|(_, block)| hide_block(&nested.block, block));
        }
        _ => hide_block(&nested.block, value),
    }
}

/// `dynamic: { NAME: { content: … } }`, or a list of them.
fn hide_dynamic(schema: &BlockSchema, value: &mut Node) {
    match &mut value.value {
        NodeValue::List(all) => all.iter_mut().for_each(|one| hide_dynamic(schema, one)),
        NodeValue::Map(entries) => {
            for (name, value) in entries {
                let Some(nested) = schema.block(name) else { continue };
                contents(value).into_iter().for_each(|content| hide_nested(nested, content));
            }
        }
        NodeValue::Scalar(..) | NodeValue::Null => {}
    }
}

fn contents(value: &mut Node) -> Vec<&mut Node> {
    match &mut value.value {
        NodeValue::List(all) => all.iter_mut().flat_map(contents).collect(),
        NodeValue::Map(entries) => {
            let content = entries.iter_mut().filter(|(key, _)| key == "content");
            content.map(|(_, content)| content).collect()
        }
        NodeValue::Scalar(..) | NodeValue::Null => Vec::new(),
    }
}
