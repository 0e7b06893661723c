//! Values that rest on an empty default: a module that others call has such where it wants the caller to say something.

use crate::diagnostic::{Path, Segment};
use crate::model::{self, References, walk};
use crate::terraform::{Address, Content, Document, Expression, Item, Literal, Section, Value};

/// Whether what a path leads to follows from a variable whose default is an empty text.
pub(super) fn rests_on_one(document: &Document, path: &Path) -> bool {
    let variables: Vec<Address> =
        document.items().iter().filter(|item| is_empty(item)).filter_map(Item::address).collect();
    let Some(argument) = path.segments().get(..4).filter(|_| !variables.is_empty()) else { return false };
    let is_it = |item: &&Item| argument.starts_with(model::path(item).segments());
    let Some(item) = document.items().iter().filter(|item| item.section != Section::Variable).find(is_it)
    else {
        return false;
    };
    let references = References::of(document);
    let mut rests = false;
    walk::of_item(item, &mut |spot, expression| {
        let Expression::Reference(reference) = expression else { return };
        let is_near = spot.path().segments().starts_with(argument) || is_repeated(&spot.path());
        let from = &reference.address;
        rests = rests
            || is_near
                && variables.iter().any(|variable| from == variable || references.reach(from, variable));
    });
    rests
}

/// `each.value` and what a `dynamic` block makes follow from what they are made for.
fn is_repeated(path: &Path) -> bool {
    path.segments().iter().any(|step| matches!(step, Segment::Key(name) if name == "for_each"))
}

fn is_empty(item: &Item) -> bool {
    let default = item.block().and_then(|block| block.get("default"));
    let is_empty_text = |value: &Value| model::text(value) == Some("");
    item.section == Section::Variable
        && match default {
            Some(Content::Literal(Literal::Text(text))) => text.is_empty(),
            Some(Content::Value(value)) => is_empty_text(value),
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terraform::read;

    fn rests(default: &str, name: &str) -> bool {
        let text = format!(
            "variable \"name\" {{\n  default = {default}\n}}\nlocals {{\n  full = \"${{var.name}}-logs\"\n}}\nresource \"aws_elb\" \"main\" {{\n  name = {name}\n  x = var.name\n}}\n"
        );
        let document = read::module([("main.tf", text.as_str())]).0;
        rests_on_one(&document, &Path::of("resource.aws_elb.main.name"))
    }

    #[test]
    fn an_empty_default_is_a_placeholder_and_another_is_not() {
        assert!(
            rests("\"\"", "var.name") && rests("\"\"", "local.full") && rests("\"\"", "\"a-${local.full}\"")
        );
        assert!(!rests("\"\"", "\"a\"") && !rests("\"a\"", "local.full"));
    }
}
