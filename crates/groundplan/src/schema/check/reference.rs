//! References to what providers make, followed through their types.

use std::sync::Arc;

use super::super::traversal::{self, Step, Traversal};
use super::part::Part;
use super::place::Place;
use super::{Check, elsewhere};
use crate::diagnostic::{Rule, nearest, one_of};
use crate::schema::block::Elsewhere;
use crate::schema::{BlockSchema, Kind, NestedBlock, Nesting, Type};
use crate::terraform::{Content, Expression, Item, Mode, Part as TextPart, Reference, Text, Value};

/// Where a reference has come to.
enum At {
    Body(Arc<BlockSchema>),
    Blocks(NestedBlock),
    Value(Type),
}

/// What is wrong with a step.
struct Lost {
    message: String,
    given: String,
    wants: String,
    hint: Option<String>,
    elsewhere: Option<Elsewhere>,
}

/// What a reference passes that is deprecated, with the provider's message.
type Deprecations = Vec<(String, String)>;

impl Check<'_> {
    /// Follows every reference in the value at a place.
    pub(super) fn references(&self, content: &Content, place: &Place<'_>) {
        self.part(Part::of(content), place);
    }

    fn part(&self, part: Part<'_>, place: &Place<'_>) {
        match part {
            Part::Value(value) => self.value_references(value, place),
            Part::Block(block) => {
                block.entries().for_each(|(name, content)| self.references(content, &place.key(name)));
            }
            Part::Blocks(blocks) => blocks
                .iter()
                .enumerate()
                .for_each(|(at, block)| self.part(Part::Block(block), &place.index(at))),
            Part::Literal(_) | Part::Bare => {}
        }
    }

    fn value_references(&self, value: &Value, place: &Place<'_>) {
        match value {
            Value::Text(text) => self.text_references(text, place),
            Value::Expression(expression) => self.expression_references(expression, place),
            Value::List(values) => {
                values.iter().enumerate().for_each(|(at, one)| self.value_references(one, &place.index(at)));
            }
            Value::Object(entries) => {
                entries.iter().for_each(|(key, one)| self.value_references(one, &place.key(key)));
            }
            _ => {}
        }
    }

    fn text_references(&self, text: &Text, place: &Place<'_>) {
        text.parts().iter().for_each(|part| match part {
            TextPart::Expression(expression) => self.expression_references(expression, place),
            TextPart::Directive(_) => {
                let whole = Value::Text(part.clone().into());
                self.expression_references(&Expression::Value(Box::new(whole)), place);
            }
            TextPart::Literal(_) => {}
        });
    }

    /// Whatever an expression is made of, its text is that of Terraform, and holds all its references.
    fn expression_references(&self, expression: &Expression, place: &Place<'_>) {
        match expression {
            Expression::Reference(reference) => self.reference(reference, place),
            // `jsonencode(local.policy)`: what is in brackets is in them alone.
            Expression::Call(_, arguments) if let Some(references) = references_alone(arguments) => {
                references.into_iter().for_each(|reference| self.reference(reference, place));
            }
            other => traversal::all(&other.to_string()).iter().for_each(|found| self.traversal(found, place)),
        }
    }

    fn reference(&self, reference: &Reference, place: &Place<'_>) {
        if let Some(traversal) = of_reference(reference) {
            self.traversal(&traversal, place);
        }
    }

    fn traversal(&self, traversal: &Traversal<'_>, place: &Place<'_>) {
        let mut passed = Vec::new();
        if let Some(Err(lost)) = self.follow(traversal, &mut passed) {
            lost.elsewhere.iter().for_each(|elsewhere| self.is_newer(elsewhere, &place.path()));
            let finding = place.finding(Rule::UNKNOWN_ATTRIBUTE, lost.message);
            self.add(finding.given(lost.given).wants(lost.wants).maybe_hint(lost.hint));
        }
        for (what, message) in passed {
            self.deprecated(&format!("the attribute `{what}`"), &message, place);
        }
    }

    /// The type of an expression that is nothing but a reference.
    pub(super) fn type_of(&self, expression: &Expression) -> Option<Type> {
        match expression {
            Expression::Reference(reference) => self.type_at(&of_reference(reference)?),
            // More than a reference, whatever is in it.
            Expression::Call(..) | Expression::Spread(..) | Expression::Binary(..) => None,
            other => self.type_at(&traversal::whole(&other.to_string())?),
        }
    }

    fn type_at(&self, traversal: &Traversal<'_>) -> Option<Type> {
        let (at, lists) = self.follow(traversal, &mut Vec::new())?.ok()?;
        let ty = match at {
            At::Body(block) => block.ty(),
            At::Blocks(nested) => nested.ty(),
            At::Value(ty) => ty,
        };
        Some((0..lists).fold(ty, |ty, _| Type::List(Box::new(ty))))
    }

    /// Where a reference leads, and how many splats it passes; `None` where that is not known.
    fn follow(
        &self,
        traversal: &Traversal<'_>,
        passed: &mut Deprecations,
    ) -> Option<Result<(At, usize), Lost>> {
        let kind = traversal.kind;
        let schema = self.get(kind, traversal.of)?;
        let item = self.find(kind, traversal.of, traversal.label);
        let (several, steps) = strip_instance(&traversal.steps, item)?;
        let mut lists = several;
        let mut at = At::Body(schema);
        for (number, step) in steps.iter().enumerate() {
            if matches!(step, Step::Splat) {
                lists += 1;
            }
            let is_whole = matches!(at, At::Value(Type::Dynamic));
            if is_whole {
                return None;
            }
            match step_into(at, step, passed) {
                Ok(next) => at = next,
                Err(mut lost) => {
                    lost.given = traversal.text(traversal.steps.len() - steps.len() + number + 1);
                    return Some(Err(lost));
                }
            }
        }
        Some(Ok((at, lists)))
    }
}

/// What a reference to something of a provider passes; `None` for others.
fn of_reference(reference: &Reference) -> Option<Traversal<'_>> {
    let address = &reference.address;
    let kind = match address.mode {
        Mode::Resource => Kind::Resource,
        Mode::Data => Kind::Data,
        Mode::Ephemeral => Kind::Ephemeral,
        _ => return None,
    };
    let steps = traversal::steps(&reference.path);
    Some(Traversal { kind, of: &address.resource_type, label: &address.name, steps })
}

/// The references that values are, where they are nothing else.
fn references_alone(values: &[Value]) -> Option<Vec<&Reference>> {
    let reference = |value| match value {
        &Value::Expression(Expression::Reference(ref reference)) => Some(reference),
        _ => None,
    };
    values.iter().map(reference).collect()
}

/// Drops `[0]` or `["key"]` after an object with several instances; returns how many lists remain.
fn strip_instance<'s, 't>(steps: &'s [Step<'t>], item: Option<&Item>) -> Option<(usize, &'s [Step<'t>])> {
    let several = item
        .and_then(Item::block)
        .map(|block| block.get("count").is_some() || block.get("for_each").is_some());
    match (steps.split_first(), several) {
        (Some((Step::Index(_), rest)), _) => Some((0, rest)),
        (Some((Step::Splat, rest)), _) => Some((1, rest)),
        // The list or map of all: nothing is known of what follows.
        (_, Some(true)) => None,
        _ => Some((0, steps)),
    }
}

fn step_into(at: At, step: &Step<'_>, passed: &mut Deprecations) -> Result<At, Lost> {
    match (at, step) {
        (At::Body(block), Step::Attribute(name)) => in_body(&block, name, passed),
        (At::Body(block), Step::Index(Some(name))) if !is_digits(name) => in_body(&block, name, passed),
        (At::Body(block), _) => Ok(At::Body(block)),
        (At::Blocks(nested), step) => in_blocks(nested, step, passed),
        (At::Value(ty), step) => in_type(ty, step).map(At::Value),
    }
}

fn in_body(block: &BlockSchema, name: &str, passed: &mut Deprecations) -> Result<At, Lost> {
    if let Some(attribute) = block.attribute(name) {
        passed.extend(attribute.deprecated.clone().map(|message| (name.to_owned(), message)));
        return Ok(attribute.nested.clone().map_or_else(|| At::Value(attribute.ty.clone()), At::Blocks));
    }
    match block.block(name) {
        Some(nested) => Ok(At::Blocks(nested.clone())),
        None => Err(lacking(name, block)),
    }
}

/// A name that the block has not, or that another version of the provider has there.
fn lacking(name: &str, block: &BlockSchema) -> Lost {
    let lost = unknown(name, block.names());
    let Some(elsewhere) = block.elsewhere.get(name) else { return lost };
    let (message, wants) = elsewhere::message(&lost.message, elsewhere);
    let hint = elsewhere::renamed(elsewhere, block);
    Lost { message, wants, hint, elsewhere: Some(elsewhere.clone()), ..lost }
}

fn in_blocks(nested: NestedBlock, step: &Step<'_>, passed: &mut Deprecations) -> Result<At, Lost> {
    match (nested.nesting, step) {
        (Nesting::Single | Nesting::Group, Step::Splat) => Ok(At::Body(nested.block)),
        (Nesting::Single | Nesting::Group, step) => step_into(At::Body(nested.block), step, passed),
        (Nesting::Set, Step::Index(_)) => Err(unordered()),
        (Nesting::Set | Nesting::List, Step::Attribute(name)) if !is_digits(name) => {
            Err(several(name, nested.nesting == Nesting::Set))
        }
        _ => Ok(At::Body(nested.block)),
    }
}

fn in_type(ty: Type, step: &Step<'_>) -> Result<Type, Lost> {
    match (ty, step) {
        (Type::Dynamic, _) => Ok(Type::Dynamic),
        (Type::Map(each), _) => Ok(*each),
        (Type::Set(_), Step::Index(_)) => Err(unordered()),
        (Type::Set(_), Step::Attribute(name)) => Err(several(name, true)),
        (Type::List(_), Step::Attribute(name)) if !is_digits(name) => Err(several(name, false)),
        (Type::List(each) | Type::Set(each), _) => Ok(*each),
        // Which element it is decides, and that is not always known.
        (Type::Tuple(_), _) => Ok(Type::Dynamic),
        (Type::Object(fields), Step::Attribute(name) | Step::Index(Some(name))) => {
            match fields.iter().find(|field| field.name == *name) {
                Some(field) => Ok(field.ty.clone()),
                None => Err(unknown(name, fields.iter().map(|field| field.name.as_str()))),
            }
        }
        (Type::Object(fields), _) => Ok(Type::Object(fields)),
        // A splat of a single value makes a list of one.
        (ty, Step::Splat) => Ok(ty),
        (ty, _) => Err(Lost {
            message: format!("a {ty} has nothing inside"),
            given: String::new(),
            wants: "the value itself".to_owned(),
            hint: None,
            elsewhere: None,
        }),
    }
}

fn unknown<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Lost {
    let known: Vec<&str> = known.collect();
    Lost {
        message: format!("there is no attribute `{name}`"),
        given: String::new(),
        wants: one_of(&known),
        hint: nearest(name, known.iter().copied()).map(str::to_owned),
        elsewhere: None,
    }
}

fn several(name: &str, set: bool) -> Lost {
    let (kind, hint) =
        if set { ("set", format!("one(…).{name}")) } else { ("list", format!("[0].{name}")) };
    Lost {
        message: format!("`{name}` is asked of a {kind}, not of one element"),
        given: String::new(),
        wants: format!("one element of the {kind}, or `[*].{name}` for all"),
        hint: Some(hint),
        elsewhere: None,
    }
}

fn unordered() -> Lost {
    Lost {
        message: "a set has no first element".to_owned(),
        given: String::new(),
        wants: "`one(…)`, `tolist(…)[0]`, or `[*]` for all".to_owned(),
        elsewhere: None,
        hint: Some("one(…)".to_owned()),
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
