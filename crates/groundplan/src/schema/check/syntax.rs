//! What the native syntax distinguishes and JSON does not: blocks, and arguments that hold objects.

use super::Check;
use super::place::Place;
use crate::diagnostic::{Report, Rule};
use crate::schema::{Attribute, BlockSchema, Kind, Nesting, Schema, Type};
use crate::terraform::{Block, Content, Document, Item};

/// Reports blocks where the provider wants arguments, and arguments where it wants blocks, in what was read from the
/// native syntax, before `normalize_blocks`. `is_native` tells by the name of a document's file.
#[must_use]
pub fn check_syntax(document: &Document, schema: &Schema, is_native: impl Fn(&str) -> bool) -> Report {
    let check = Check::new(document, schema);
    document.items().iter().filter(|item| is_native(&item.file)).for_each(|item| check.syntax_of(item));
    let mut report = Report::default();
    check.findings.into_inner().into_iter().for_each(|finding| report.add(finding));
    report
}

impl Check<'_> {
    fn syntax_of(&self, item: &Item) {
        let Some(kind) = Kind::parse(item.section.name()) else { return };
        let name = if kind == Kind::Provider { &item.name } else { &item.resource_type };
        if let (Some(schema), Some(block)) = (self.get(kind, name), item.block()) {
            self.placed(item, &mut |place| self.syntax(block, &schema, place));
        }
    }

    fn syntax(&self, block: &Block, schema: &BlockSchema, place: &Place<'_>) {
        for (name, content) in block.entries() {
            let place = place.key(name);
            match (schema.attribute(name), schema.block(name)) {
                (Some(attribute), _) => self.is_argument(name, attribute, content, &place),
                (None, Some(nested)) if nested.nesting != Nesting::Map => match content {
                    Content::Value(_) => self.wants_block(name, &place),
                    Content::Block(inner) => self.syntax(inner, &nested.block, &place),
                    Content::Blocks(several) => several
                        .iter()
                        .enumerate()
                        .for_each(|(at, inner)| self.syntax(inner, &nested.block, &place.index(at))),
                    _ => {}
                },
                _ => {}
            }
        }
    }

    fn is_argument(&self, name: &str, attribute: &Attribute, content: &Content, place: &Place<'_>) {
        let is_block = matches!(content, Content::Block(_) | Content::Blocks(_));
        let may_be = attribute.block_fields().is_some() || attribute.ty == Type::Dynamic;
        if is_block && !may_be {
            let in_list = matches!(attribute.ty, Type::List(_) | Type::Set(_));
            let hint = if in_list { format!("{name} = [{{…}}]") } else { format!("{name} = {{…}}") };
            let finding = place.finding(Rule::BLOCK, format!("`{name}` is an argument, not a block"));
            self.add(finding.given("a block").wants("a value after an equals sign").hint(hint));
        }
    }

    fn wants_block(&self, name: &str, place: &Place<'_>) {
        let finding = place.finding(Rule::BLOCK, format!("`{name}` is a block, not an argument"));
        self.add(finding.given("an argument").wants("no equals sign").hint(format!("{name} {{…}}")));
    }
}
