//! Blocks with everything known in them, and as the instances that `count` and `for_each` make.

use super::dynamic;
use super::views::{Place, Views};
use crate::evaluate::Instance;
use crate::terraform::{Block, Content, Expression, Item, Key, Reference, Value};

/// More instances of one block are left together, as one block.
const MOST: usize = 200;

/// The block in which everything known is written as a literal. How many instances there are is still up to `count` and `for_each`.
pub(super) fn reduced(views: &Views<'_>, item: &Item) -> Item {
    let content = content(views, &item.content, &Place::default());
    Item { content, ..item.clone() }
}

/// The block with a set again where `for_each` was written as the list of its elements, so that it makes instances.
pub(super) fn with_sets(mut item: Item) -> Item {
    if let Content::Block(block) = &mut item.content
        && let Some(Content::Value(value)) = block.get_mut("for_each")
    {
        let list = match &*value {
            Value::Expression(Expression::Evaluated(evaluated)) => &evaluated.value,
            value => value,
        };
        if matches!(list, Value::List(_)) {
            *value = Expression::call("toset", [list.clone()]).into();
        }
    }
    item
}

/// The instances of a block, each under its own name: `main[0]`, `main["a"]`. Of very many, one block says how many; `None`
/// where it is not known which there are.
pub(crate) fn instances(views: &Views<'_>, item: &Item) -> Option<Vec<Item>> {
    let block = item.block()?;
    let all = views.all(block)?;
    if all.len() > MOST {
        return Some(vec![together(views, item, &all)]);
    }
    let each = all.into_iter().map(|(key, place)| {
        let mut body = body(views, block, &place);
        body.entries_mut().retain(|(name, _)| name != "count" && name != "for_each");
        let name = format!("{}{key}", item.name).into();
        Item { name, content: Content::Block(body), ..without_content(item) }
    });
    Some(each.collect())
}

/// One block for many instances. A set would be written as a list, which is not counted: a map of the same keys is.
fn together(views: &Views<'_>, item: &Item, all: &[(String, Place)]) -> Item {
    let mut reduced = reduced(views, item);
    let keys = all.iter().map(|(_, place)| place.key());
    let entries = keys.map(|key| {
        let key = key?;
        Some((Key::from(key.clone()), Value::from(key)))
    });
    if let Content::Block(block) = &mut reduced.content
        && let Some(Content::Value(Value::List(_))) = block.get("for_each")
        && let Some(entries) = entries.collect::<Option<Vec<_>>>()
    {
        block.put("for_each", Content::Value(Value::Object(entries)));
    }
    reduced
}

/// An item to be given another content.
fn without_content(item: &Item) -> Item {
    Item {
        file: item.file.clone(),
        section: item.section,
        resource_type: item.resource_type.clone(),
        name: item.name.clone(),
        content: Content::Value(Value::Null),
    }
}

/// A variable with the value that it has; without a default where it has another one that is not known.
pub(super) fn variable(views: &Views<'_>, item: &Item, is_given: bool) -> Item {
    let mut variable = item.clone();
    if let Content::Block(block) = &mut variable.content
        && is_given
    {
        let own = Value::Expression(Expression::Reference(own_reference(item)));
        let value = views.written.reduced(&own, &Instance::NONE);
        block.entries_mut().retain(|(name, _)| name != "default");
        if value != own && is_literal(&value) {
            block.put("default", Content::Value(value));
        }
    }
    variable
}

fn own_reference(variable: &Item) -> Reference {
    crate::terraform::Address::variable(variable.name.clone()).attr("")
}

fn is_literal(value: &Value) -> bool {
    let mut is_literal = true;
    value.visit(&mut |expression| is_literal &= matches!(expression, Expression::Value(_)));
    is_literal
}

fn content(views: &Views<'_>, content: &Content, place: &Place) -> Content {
    match content {
        Content::Value(value) => Content::Value(views.reduced(value, place)),
        Content::Block(block) => Content::Block(body(views, block, place)),
        Content::Blocks(blocks) => {
            Content::Blocks(blocks.iter().map(|block| body(views, block, place)).collect())
        }
        Content::Addresses(_) | Content::Names(_) | Content::Literal(_) => content.clone(),
    }
}

fn body(views: &Views<'_>, block: &Block, place: &Place) -> Block {
    let mut reduced = Block::new();
    for (name, content) in block.entries() {
        match content {
            Content::Value(dynamic) if name == "dynamic" => {
                dynamic::expand(views, dynamic, place, &mut reduced);
            }
            content => add(&mut reduced, name.clone(), self::content(views, content, place)),
        }
    }
    reduced
}

/// Adds blocks to those that a `dynamic` block before them has made.
fn add(body: &mut Block, name: Key, content: Content) {
    match (body.get_mut(&name), content) {
        (Some(Content::Blocks(made)), Content::Block(one)) => made.insert(0, one),
        (Some(Content::Blocks(made)), Content::Blocks(several)) => drop(made.splice(0..0, several)),
        (_, content) => body.put(name, content),
    }
}
