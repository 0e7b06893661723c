//! The configurations of providers that a called module works with.
//! <https://developer.hashicorp.com/terraform/language/modules/develop/providers>

use crate::terraform::{Block, Content, Item, Literal, Section, Value};

/// The configurations that a call passes on: those it names, under the names of the called module, and the ones without
/// alias.
pub(super) fn passed(call: &Block, of_caller: &[Item]) -> Vec<Item> {
    let named = match call.get("providers") {
        Some(Content::Literal(Literal::Object(entries))) => entries.as_slice(),
        _ => &[],
    };
    let renamed = named.iter().filter_map(|(inner, outer)| {
        let Literal::Bare(outer) = outer else { return None };
        let found = of_caller.iter().find(|item| name(item) == **outer)?;
        Some(with_alias(found, inner))
    });
    let mut passed: Vec<Item> = renamed.collect();
    let inherited = of_caller.iter().filter(|item| alias(item).is_none());
    let others: Vec<Item> = inherited.filter(|item| !has(&passed, item)).cloned().collect();
    passed.extend(others);
    passed
}

/// The configurations of a module: its own ones, and of those passed to it what it has not itself.
pub(super) fn all(own: Vec<Item>, passed: &[Item]) -> Vec<Item> {
    let others: Vec<Item> = passed.iter().filter(|item| !has(&own, item)).cloned().collect();
    others.into_iter().chain(own).collect()
}

fn has(items: &[Item], item: &Item) -> bool {
    items.iter().any(|known| name(known) == name(item))
}

/// `aws`, or `aws.virginia`.
fn name(provider: &Item) -> String {
    match alias(provider) {
        Some(alias) => format!("{}.{alias}", provider.name),
        None => provider.name.to_string(),
    }
}

fn alias(provider: &Item) -> Option<&str> {
    match provider.block()?.get("alias")? {
        Content::Literal(Literal::Text(alias)) => Some(alias),
        Content::Value(Value::Text(alias)) => alias.as_literal(),
        _ => None,
    }
}

/// The same configuration under another name.
fn with_alias(provider: &Item, name: &str) -> Item {
    let (plain, alias) = name.split_once('.').map_or((name, None), |(plain, alias)| (plain, Some(alias)));
    let mut renamed = provider.clone();
    renamed.section = Section::Provider;
    renamed.name = plain.to_owned().into();
    if let Content::Block(block) = &mut renamed.content {
        block.entries_mut().retain(|(name, _)| name != "alias");
        block.set("alias", alias.map(Literal::from));
    }
    renamed
}
