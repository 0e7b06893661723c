use crate::diagnostic::{Diagnostic, Path, Rule};
use crate::terraform::{Block, Content, Directive, Document, Expression, For, Item, Key, Part, Text, Value};

/// The location of an expression, and the names that enclosing `for`s and `dynamic` blocks define there.
pub(crate) struct Spot<'a> {
    pub(crate) item: &'a Item,
    steps: Vec<Step<'a>>,
    pub(crate) bound: Vec<&'a str>,
    /// Whether it is an argument of `try` or `can`, which take what fails.
    pub(crate) is_tried: bool,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

impl<'a> Spot<'a> {
    /// Something found at the argument that holds the expression.
    pub(crate) fn found(&self, rule: Rule, message: impl Into<String>) -> Diagnostic {
        let file = format!("{}.tf.json", self.item.file);
        Diagnostic::new(rule, self.path(), message).in_file(file)
    }

    /// The place in Terraform's JSON.
    pub(crate) fn path(&self) -> Path {
        self.steps.iter().fold(super::path(self.item), |path, step| match step {
            Step::Key(key) => path.key(*key),
            Step::Index(index) => path.index(*index),
        })
    }

    /// Whether the way to here leads through an argument or block of this name.
    pub(crate) fn is_within(&self, name: &str) -> bool {
        self.steps.iter().any(|step| matches!(step, Step::Key(key) if *key == name))
    }
}

/// Sees every expression of a document, and all within those, in reading order.
pub(crate) fn expressions<'a>(document: &'a Document, see: &mut dyn FnMut(&Spot<'a>, &'a Expression)) {
    document.items().iter().for_each(|item| of_item(item, see));
}

/// Sees every expression of one top-level block.
pub(crate) fn of_item<'a>(item: &'a Item, see: &mut dyn FnMut(&Spot<'a>, &'a Expression)) {
    let mut bound = Vec::new();
    if let Content::Block(block) = &item.content {
        iterators(block, &mut bound);
    }
    let mut walk = Walk { spot: Spot { item, steps: Vec::new(), bound, is_tried: false }, see };
    walk.content(&item.content);
}

/// The names of the iterators of `dynamic` blocks, wherever they are in a block.
fn iterators<'a>(block: &'a Block, found: &mut Vec<&'a str>) {
    for (name, content) in block.entries() {
        match content {
            Content::Value(value) => iterators_in(name, value, found),
            Content::Block(inner) => iterators_of(name, inner, found),
            Content::Blocks(several) => several.iter().for_each(|inner| iterators_of(name, inner, found)),
            _ => {}
        }
    }
}

fn iterators_of<'a>(name: &str, block: &'a Block, found: &mut Vec<&'a str>) {
    if name == "dynamic" {
        found.extend(block.entries().map(|(label, _)| label.as_str()));
    }
    iterators(block, found);
}

fn iterators_in<'a>(name: &str, value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::List(values) => values.iter().for_each(|value| iterators_in(name, value, found)),
        Value::Object(entries) => {
            for (key, value) in entries {
                found.extend((name == "dynamic").then_some(key.as_str()));
                iterators_in(key, value, found);
            }
        }
        Value::Expression(Expression::Symbol(iterator)) if name == "iterator" => found.push(iterator),
        Value::Text(text) if name == "iterator" => found.extend(text.as_literal()),
        _ => {}
    }
}

struct Walk<'a, 'f> {
    spot: Spot<'a>,
    see: &'f mut dyn FnMut(&Spot<'a>, &'a Expression),
}

impl<'a> Walk<'a, '_> {
    fn content(&mut self, content: &'a Content) {
        match content {
            Content::Value(value) => self.value(value),
            Content::Block(block) => self.block(block),
            Content::Blocks(blocks) => {
                for (at, block) in blocks.iter().enumerate() {
                    self.step(Step::Index(at), |walk| walk.block(block));
                }
            }
            Content::Addresses(_) | Content::Names(_) | Content::Literal(_) => {}
        }
    }

    fn block(&mut self, block: &'a Block) {
        for (name, content) in block.entries() {
            self.step(Step::Key(name), |walk| walk.content(content));
        }
    }

    fn step(&mut self, step: Step<'a>, then: impl FnOnce(&mut Self)) {
        self.spot.steps.push(step);
        then(self);
        self.spot.steps.pop();
    }

    fn value(&mut self, value: &'a Value) {
        match value {
            Value::Expression(expression) => self.expression(expression),
            Value::Text(text) => self.text(text),
            Value::List(values) => {
                for (at, value) in values.iter().enumerate() {
                    self.step(Step::Index(at), |walk| walk.value(value));
                }
            }
            Value::Object(entries) => {
                for (name, value) in entries {
                    self.step(Step::Key(name), |walk| walk.value(value));
                }
            }
            Value::Null | Value::Bool(_) | Value::Integer(_) | Value::Decimal(_) => {}
        }
    }

    /// Parts of an expression have the same location as the expression.
    fn expression(&mut self, expression: &'a Expression) {
        (self.see)(&self.spot, expression);
        match expression {
            Expression::Value(value) | Expression::Prefix(_, value) => self.inner(value),
            Expression::Call(name, arguments) | Expression::Spread(name, arguments) => {
                let outside = self.spot.is_tried;
                self.spot.is_tried |= matches!(name.as_str(), "try" | "can");
                self.all(arguments);
                self.spot.is_tried = outside;
            }
            Expression::Attribute(inner, _) | Expression::Splat(inner, _) => self.expression(inner),
            Expression::Index(inner, index) => {
                self.expression(inner);
                self.inner(index);
            }
            Expression::Binary(left, _, right) => {
                self.inner(left);
                self.inner(right);
            }
            Expression::Conditional(values) => self.all(values.as_ref()),
            Expression::For(each) => self.each(each),
            Expression::Evaluated(evaluated) => self.inner(&evaluated.of),
            _ => {}
        }
    }

    fn all(&mut self, values: &'a [Value]) {
        values.iter().for_each(|value| self.inner(value));
    }

    fn inner(&mut self, value: &'a Value) {
        match value {
            Value::List(values) => self.all(values),
            Value::Object(entries) => entries.iter().for_each(|(_, value)| self.inner(value)),
            other => self.value(other),
        }
    }

    fn each(&mut self, each: &'a For) {
        self.inner(each.collection());
        self.with(each.names(), |walk| each.inner().for_each(|value| walk.inner(value)));
    }

    fn with(&mut self, names: impl Iterator<Item = &'a Key>, then: impl FnOnce(&mut Self)) {
        let known = self.spot.bound.len();
        self.spot.bound.extend(names.map(Key::as_str));
        then(self);
        self.spot.bound.truncate(known);
    }

    fn text(&mut self, text: &'a Text) {
        for part in text.parts() {
            match part {
                Part::Literal(_) => {}
                Part::Expression(expression) => self.expression(expression),
                Part::Directive(directive) => self.directive(directive),
            }
        }
    }

    fn directive(&mut self, directive: &'a Directive) {
        match directive {
            Directive::If { condition, then, otherwise } => {
                self.expression(condition);
                self.text(then);
                otherwise.iter().for_each(|text| self.text(text));
            }
            Directive::For { key, value, collection, body } => {
                self.expression(collection);
                self.with(key.iter().chain([value]), |walk| walk.text(body));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terraform::block;

    #[test]
    fn places_and_names_of_a_for_are_known() {
        let text = "[for zone in local.zones : \"%{ for x in zone }${x}%{ endfor }\"]";
        let mut document = Document::new();
        document.file("main").resource("a_b", "c", block! { d { e = Expression::raw(text) } });
        let mut seen = Vec::new();
        expressions(&document, &mut |spot, expression| {
            if let Expression::Symbol(name) = expression {
                seen.push((spot.path().to_string(), name.to_string(), spot.bound.join(" ")));
            }
        });
        let at =
            |name: &str, bound: &str| ("resource.a_b.c.d.e".to_owned(), name.to_owned(), bound.to_owned());
        assert_eq!(seen, [at("zone", "zone"), at("x", "zone x")]);
    }
}
