//! Names of blocks and arguments, and bare words: what is written into the native syntax as it is.

use crate::diagnostic::{Diagnostic, Path, Report, Rule, rules};
use crate::model::{Model, path};
use crate::terraform::{
    Block, Content, Expression, Item, Literal, RESERVED_VARIABLES, Section, Value, is_identifier,
};

rules! {
    /// Names begin with a letter or underscore and hold letters, digits, underscores and hyphens.
    ///
    /// Terraform refuses a dot, a space or a leading digit, also in types and in the names of arguments, and variables with
    /// the name of a module's argument.
    TERRAFORM_NAME = error "terraform/name", "https://developer.hashicorp.com/terraform/language/syntax/configuration#identifiers";

    /// Where Terraform wants a type, there is one.
    ///
    /// `string`, `number`, `bool` and `any`, and `list`, `set`, `map`, `object` and `tuple` of them; in an object, `optional`.
    /// The native syntax has them without quotes.
    TERRAFORM_TYPE = error "terraform/type", "https://developer.hashicorp.com/terraform/language/expressions/type-constraints";
}

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    for item in model.document.items() {
        labels(item, report);
        if let Some(block) = item.block() {
            Names { item, report }.body(block, &path(item), Labels::None);
        }
    }
}

fn labels(item: &Item, report: &mut Report) {
    // A plan names each instance: `main["a"]`.
    let name = item.name.split('[').next().unwrap_or_default();
    let is_reserved = item.section == Section::Variable && RESERVED_VARIABLES.contains(&name);
    let section = item.section.name();
    if !item.section.is_unnamed() && (!is_identifier(name) || is_reserved) {
        report.add(misnamed(item, path(item), name, &format!("the name of a {section}")));
    }
    if item.section.is_typed() && !is_identifier(&item.resource_type) {
        report.add(misnamed(item, path(item), &item.resource_type, &format!("the type of a {section}")));
    }
}

fn misnamed(item: &Item, at: Path, name: &str, what: &str) -> Diagnostic {
    let finding = Diagnostic::new(Rule::TERRAFORM_NAME, at, format!("`{name}` cannot be {what}"));
    let near: String = name.chars().map(|one| if one.is_ascii_alphanumeric() { one } else { '_' }).collect();
    let near = if is_identifier(&near) { near } else { format!("_{near}") };
    finding
        .in_file(format!("{}.tf.json", item.file))
        .given(name)
        .wants("a letter or underscore, then letters, digits, underscores and hyphens")
        .maybe_hint((near != name).then_some(near))
}

/// What the names in a body are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Labels {
    /// Arguments and blocks.
    None,
    /// Labels of blocks, and so many further ones below each.
    Further(u8),
}

/// The names in a block while they are looked at.
struct Names<'a> {
    item: &'a Item,
    report: &'a mut Report,
}

impl Names<'_> {
    fn body(&mut self, block: &Block, at: &Path, labels: Labels) {
        for (name, content) in block.entries().filter(|(name, _)| *name != "//") {
            let place = at.clone().key(name.as_str());
            if !is_identifier(name) {
                self.report.add(misnamed(self.item, place, name, "the name of an argument or block"));
                continue;
            }
            self.content(name, content, &place, labels);
        }
    }

    fn content(&mut self, name: &str, content: &Content, place: &Path, labels: Labels) {
        let inner = match labels {
            Labels::Further(0) => Labels::None,
            Labels::Further(more) => Labels::Further(more - 1),
            Labels::None => self.labels(name),
        };
        match content {
            Content::Block(block) => self.body(block, place, inner),
            Content::Blocks(blocks) => {
                for (at, block) in blocks.iter().enumerate() {
                    self.body(block, &place.clone().index(at), inner);
                }
            }
            Content::Literal(literal) => self.literal(name, literal, place),
            Content::Names(words) => {
                let begins = if name == "replace_triggered_by" { Begin::Object } else { Begin::Word };
                for (at, word) in words.iter().enumerate() {
                    self.traversal(word, begins, &place.clone().index(at));
                }
            }
            Content::Value(_) | Content::Addresses(_) => {}
        }
    }

    /// How many labels blocks of a name have, in a top-level block.
    fn labels(&self, name: &str) -> Labels {
        match (self.item.section, name) {
            (Section::Terraform, "backend" | "provider_meta" | "state_store") => Labels::Further(0),
            (Section::Resource | Section::Removed, "provisioner") => Labels::Further(0),
            (Section::Check, "data") => Labels::Further(1),
            _ => Labels::None,
        }
    }

    fn literal(&mut self, name: &str, literal: &Literal, place: &Path) {
        match literal {
            Literal::Bare(words) if name == "type" && self.is_constraint() => self.constraint(words, place),
            Literal::Bare(words) => self.traversal(words, Begin::Word, place),
            Literal::Object(entries) if matches!(name, "providers" | "required_providers") => {
                for (key, literal) in entries {
                    let place = place.clone().key(key.as_str());
                    if !is_provider(key, name == "providers") {
                        self.report.add(misnamed(self.item, place, key, "the name of a provider"));
                    } else if let Literal::Bare(words) = literal {
                        self.traversal(words, Begin::Word, &place);
                    }
                }
            }
            _ => {}
        }
    }

    fn is_constraint(&self) -> bool {
        matches!(self.item.section, Section::Variable | Section::Output)
    }

    fn constraint(&mut self, words: &str, place: &Path) {
        if !Expression::parse(words).is_ok_and(|parsed| is_type(&parsed)) {
            let finding = Diagnostic::new(Rule::TERRAFORM_TYPE, place.clone(), "this is not a type");
            let wants = "a type: `string`, `number`, `bool`, `any`, `list(string)`, `object({ a = string })`";
            self.report.add(self.given(finding, words).wants(wants));
        }
    }

    fn traversal(&mut self, words: &str, begins: Begin, place: &Path) {
        if !Expression::parse(words).is_ok_and(|parsed| is_traversal(&parsed, begins)) {
            let finding = Diagnostic::new(Rule::TERRAFORM_BARE, place.clone(), "expected a bare reference");
            self.report.add(self.given(finding, words).wants("names with dots, and keys in brackets"));
        }
    }

    fn given(&self, finding: Diagnostic, words: &str) -> Diagnostic {
        finding.in_file(format!("{}.tf.json", self.item.file)).given(words)
    }
}

/// `aws`, and where configurations of providers are named, `aws.west`.
fn is_provider(name: &str, has_alias: bool) -> bool {
    match name.split_once('.') {
        Some((name, alias)) => has_alias && is_identifier(name) && is_identifier(alias),
        None => is_identifier(name),
    }
}

/// `string`, `list(string)`, `object({ a = optional(number, 1) })`. What a default is does not matter here.
fn is_type(expression: &Expression) -> bool {
    let of = |value: &Value| match value {
        Value::Expression(expression) => is_type(expression),
        _ => false,
    };
    match expression {
        // Of old, a list or map of anything.
        Expression::Symbol(name) => {
            matches!(name.as_str(), "string" | "number" | "bool" | "any" | "list" | "map")
        }
        Expression::Call(name, arguments) => match (name.as_str(), arguments.as_slice()) {
            ("list" | "set" | "map", [each]) => of(each),
            ("tuple", [Value::List(each)]) => each.iter().all(of),
            ("object", [Value::Object(entries)]) => entries.iter().all(|(_, each)| match each {
                Value::Expression(Expression::Call(name, arguments)) if name == "optional" => {
                    matches!(arguments.as_slice(), [each] | [each, _] if of(each))
                }
                each => of(each),
            }),
            _ => false,
        },
        _ => false,
    }
}

/// How a traversal begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Begin {
    /// With a name: `all`, `tags`.
    Word,
    /// With an object: `aws_x.y`.
    Object,
}

/// `all`, `aws.west`, `tags["Name"]`, `module.x["a"].aws_y.z[each.key]`.
fn is_traversal(expression: &Expression, begins: Begin) -> bool {
    match expression {
        Expression::Reference(_) => true,
        Expression::Symbol(_) => begins == Begin::Word,
        Expression::Attribute(inner, _) | Expression::Index(inner, _) | Expression::Splat(inner, _) => {
            is_traversal(inner, begins)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_is_one_of_terraforms() {
        let is_one = |text: &str| Expression::parse(text).is_ok_and(|parsed| is_type(&parsed));
        let types = [
            "string",
            "list(any)",
            "map",
            "tuple([string, number])",
            "object({ a = optional(list(string), [\"//\"]), b = map(object({ c = bool })) })",
            "object({\n  a = string\n  b = number\n})",
        ];
        types.iter().for_each(|text| assert!(is_one(text), "{text}"));
        let others = [
            "strng",
            "set",
            "tuple",
            "optional(string)",
            "list(optional(string))",
            "tuple([optional(string)])",
            "object({ a = optional(optional(string)) })",
            "object({ a = optional(string, 1, 2) })",
            "list()",
            "list(string, string)",
            "object([string])",
            "string\n}\nresource \"a\" \"b\" {",
            "1",
            "",
        ];
        others.iter().for_each(|text| assert!(!is_one(text), "{text}"));
    }

    #[test]
    fn a_traversal_leads_through_names_and_keys() {
        let is_one =
            |text: &str| Expression::parse(text).is_ok_and(|parsed| is_traversal(&parsed, Begin::Word));
        let good = [
            "all",
            "aws.west",
            "tags[\"a b\"]",
            "container_definitions",
            "module.x[\"a.b\"].aws_y.z[each.key]",
            "aws_x.y[0]",
            "aws.regions[each.key]",
        ];
        good.iter().for_each(|text| assert!(is_one(text), "{text}"));
        let bad = ["aws}\nresource \"a\" \"b\" {", "a + b", "f(x)", "\"text\"", "1"];
        bad.iter().for_each(|text| assert!(!is_one(text), "{text}"));
        let is_object = |text: &str| Expression::raw(text);
        assert!(is_traversal(&is_object("aws_x.y"), Begin::Object));
        assert!(!is_traversal(&is_object("a"), Begin::Object));
    }
}
