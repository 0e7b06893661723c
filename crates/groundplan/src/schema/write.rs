//! Writes schemas in the compact form, which [`super::text`] describes.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::block::{Attribute, BlockSchema, NestedBlock};
use super::provider::{Kind, Provider};
use super::{Type, text};

/// A body this long is written once, and referred to where it occurs again. Shorter ones are easier to read
/// where they are used.
const WORTH_SHARING: usize = 4;

/// The compact form of providers.
pub(super) fn write(providers: &[Provider]) -> String {
    let mut writer = Writer::default();
    providers.iter().for_each(|provider| writer.provider(provider));
    writer.out
}

#[derive(Default)]
struct Writer<'a> {
    out: String,
    /// Where a body was written first.
    homes: BTreeMap<&'a BlockSchema, String>,
}

impl<'a> Writer<'a> {
    fn provider(&mut self, provider: &'a Provider) {
        self.line(0, &format!("{} {} {}", text::HEAD, provider.source, provider.version));
        self.line(
            0,
            &format!("{}{}", Kind::Provider.word(), deprecation(provider.block.deprecated.as_deref())),
        );
        self.body(&provider.block, 1, None);
        for (kind, name, block) in provider.types() {
            self.line(0, &format!("{} {name}{}", kind.word(), deprecation(block.deprecated.as_deref())));
            self.body(block, 1, Some(&home(kind, name)));
        }
    }

    fn body(&mut self, body: &'a BlockSchema, depth: usize, place: Option<&str>) {
        body.attributes.iter().for_each(|(name, attribute)| self.attribute(name, attribute, depth, place));
        body.blocks.iter().for_each(|(name, nested)| {
            let mut line = format!("{name} [{}]", nested.nesting.name());
            if nested.min > 0 || nested.max.is_some() {
                // Writing to a string cannot fail.
                let _ = write!(line, " {}..", nested.min);
                line += &nested.max.map(|max| max.to_string()).unwrap_or_default();
            }
            let note = deprecation(nested.block.deprecated.as_deref());
            self.nested(name, nested, [line, note], depth, place);
        });
    }

    fn attribute(&mut self, name: &str, attribute: &'a Attribute, depth: usize, place: Option<&str>) {
        let mut line = format!("{name} {}", mode(attribute));
        let note = deprecation(attribute.deprecated.as_deref());
        match &attribute.nested {
            Some(nested) => {
                line += &format!(" [{}]", nested.nesting.name());
                self.nested(name, nested, [line, note], depth, place);
            }
            None if attribute.ty == Type::String => self.line(depth, &(line + &note)),
            None => self.line(depth, &format!("{line} {}{note}", attribute.ty)),
        }
    }

    /// The line of what has a body, and the body, unless it was written before.
    fn nested(
        &mut self,
        name: &str,
        nested: &'a NestedBlock,
        [head, note]: [String; 2],
        depth: usize,
        place: Option<&str>,
    ) {
        let long = lines(&nested.block) >= WORTH_SHARING;
        if let Some(home) = self.homes.get(&*nested.block).filter(|_| long) {
            let line = format!("{head} @{home}{note}");
            return self.line(depth, &line);
        }
        self.line(depth, &(head + &note));
        let place = place.map(|place| format!("{place}.{name}"));
        self.body(&nested.block, depth + 1, place.as_deref());
        // Only now: a body cannot refer to one around it.
        if let Some(place) = place.filter(|_| long) {
            self.homes.entry(&nested.block).or_insert(place);
        }
    }

    fn line(&mut self, depth: usize, line: &str) {
        self.out.extend(std::iter::repeat_n(' ', depth));
        self.out.push_str(line);
        self.out.push('\n');
    }
}

/// The first step of a place: types of resources have no prefix.
fn home(kind: Kind, name: &str) -> String {
    match kind {
        Kind::Resource => name.to_owned(),
        other => format!("{}.{name}", other.word()),
    }
}

fn mode(attribute: &Attribute) -> String {
    let mode = match (attribute.required, attribute.optional, attribute.computed) {
        (true, ..) => "!",
        (_, true, true) => "~",
        (_, true, false) => "?",
        _ => "=",
    };
    let sensitive = if attribute.sensitive { "*" } else { "" };
    let write_only = if attribute.write_only { "w" } else { "" };
    format!("{mode}{sensitive}{write_only}")
}

/// A message stays on its line, whatever is in it.
fn deprecation(message: Option<&str>) -> String {
    let Some(message) = message else { return String::new() };
    let words: Vec<&str> = message.split_whitespace().collect();
    format!(" ^ {}", words.join(" ")).trim_end().to_owned()
}

fn lines(body: &BlockSchema) -> usize {
    let nested = body.attributes.values().filter_map(|attribute| attribute.nested.as_ref());
    let deeper: usize = nested.map(|nested| lines(&nested.block)).sum();
    body.attributes.len()
        + deeper
        + body.blocks.values().map(|nested| 1 + lines(&nested.block)).sum::<usize>()
}
