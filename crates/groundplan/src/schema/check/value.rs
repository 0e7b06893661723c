use super::Check;
use super::convert::{can_become, text_becomes};
use super::part::{Bodies, Part, noun};
use super::place::Place;
use crate::diagnostic::{Rule, nearest, one_of};
use crate::schema::{Attribute, Field, Nesting, Type};
use crate::terraform::{Expression, Key, Literal, Part as TextPart, Text, Value};

impl Check<'_> {
    /// The value of an argument.
    pub(super) fn argument(&self, name: &str, attribute: &Attribute, part: Part<'_>, place: &Place<'_>) {
        match part {
            Part::Value(value) => self.value_of(attribute, value, place),
            Part::Literal(literal) => self.literal(&attribute.ty, literal, place),
            Part::Block(_) | Part::Blocks(_) => self.block_as_argument(name, attribute, part, place),
            Part::Bare if attribute.ty == Type::Dynamic => {}
            Part::Bare => self.wrong(&attribute.ty, part.noun(), place),
        }
    }

    fn value_of(&self, attribute: &Attribute, value: &Value, place: &Place<'_>) {
        match (&attribute.nested, value) {
            (Some(nested), Value::Object(_) | Value::List(_)) => {
                let is_list = matches!(value, Value::List(_));
                let wants_list = matches!(nested.nesting, Nesting::List | Nesting::Set);
                let Bodies::Some(bodies) = Part::Value(value).bodies() else {
                    return self.value(&attribute.ty, value, place);
                };
                if is_list != wants_list || nested.nesting == Nesting::Map {
                    return self.value(&attribute.ty, value, place);
                }
                for (at, body) in bodies {
                    self.body(body, &nested.block, &[], &place.maybe_index(at));
                }
            }
            _ => self.value(&attribute.ty, value, place),
        }
    }

    /// In Terraform's JSON a block is an object. Where the argument takes one, it means the same.
    fn block_as_argument(&self, name: &str, attribute: &Attribute, part: Part<'_>, place: &Place<'_>) {
        let takes = match (&attribute.ty, part) {
            (Type::Object(_) | Type::Map(_) | Type::Dynamic, Part::Block(_)) => true,
            (Type::List(each) | Type::Set(each), Part::Blocks(_)) => {
                matches!(**each, Type::Object(_) | Type::Map(_) | Type::Dynamic)
            }
            _ => false,
        };
        if !takes {
            let finding = place.finding(Rule::BLOCK, format!("`{name}` is an argument, and no nested block"));
            let finding = finding.given(part.noun()).wants(format!("a value of type {}", attribute.ty));
            let is_list = matches!(attribute.ty, Type::List(_) | Type::Set(_));
            self.add(finding.maybe_hint(is_list.then(|| format!("\"{name}\": [{{}}]"))));
        }
    }

    pub(super) fn value(&self, ty: &Type, value: &Value, place: &Place<'_>) {
        match (value, ty) {
            (Value::Null, _) | (_, Type::Dynamic) => {}
            (Value::Expression(expression), _) => self.expression(ty, expression, place),
            (Value::Text(text), _) => self.text(ty, text, place),
            (Value::List(values), Type::List(each) | Type::Set(each)) => {
                values.iter().enumerate().for_each(|(at, one)| self.value(each, one, &place.index(at)));
            }
            (Value::List(values), Type::Tuple(each)) if values.len() == each.len() => {
                let pairs = values.iter().zip(each).enumerate();
                pairs.for_each(|(at, (one, ty))| self.value(ty, one, &place.index(at)));
            }
            (Value::Object(entries), Type::Map(each)) => {
                entries.iter().for_each(|(key, one)| self.value(each, one, &place.key(key)));
            }
            (Value::Object(entries), Type::Object(fields)) => self.object(fields, entries, place),
            (Value::Bool(_), Type::Bool | Type::String) => {}
            (Value::Integer(_) | Value::Decimal(_), Type::Number | Type::String) => {}
            _ => self.wrong(ty, noun(value), place),
        }
    }

    fn object(&self, fields: &[Field], entries: &[(Key, Value)], place: &Place<'_>) {
        for (key, value) in entries {
            let place = place.key(key);
            match fields.iter().find(|field| *key == *field.name) {
                Some(field) => self.value(&field.ty, value, &place),
                None => self.unknown_field(key, fields, &place),
            }
        }
        let is_set = |field: &Field| entries.iter().any(|(key, _)| *key == *field.name);
        let missing = fields.iter().filter(|field| !field.optional && !is_set(field));
        self.missing_fields(&missing.collect::<Vec<_>>(), place);
    }

    /// All in one: an object that is written by hand lacks many at once.
    fn missing_fields(&self, missing: &[&Field], place: &Place<'_>) {
        if missing.is_empty() {
            return;
        }
        let each = |write: &dyn Fn(&Field) -> String| {
            missing.iter().map(|field| write(field)).collect::<Vec<_>>().join(", ")
        };
        let verb = if missing.len() == 1 { "is" } else { "are" };
        let names = each(&|field| format!("`{}`", field.name));
        let wants = each(&|field| format!("`{}`: {}", field.name, field.ty));
        let finding = place.finding(Rule::MISSING_ARGUMENT, format!("{names} {verb} missing"));
        let finding = finding.wants(format!("{wants}; every attribute of the object, if only as null"));
        self.add(finding.hint(each(&|field| format!("\"{}\": null", field.name))));
    }

    fn unknown_field(&self, key: &str, fields: &[Field], place: &Place<'_>) {
        let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
        let finding =
            place.finding(Rule::UNKNOWN_ARGUMENT, format!("there is no attribute `{key}` in this object"));
        let near = nearest(key, names.iter().copied()).map(str::to_owned);
        self.add(finding.given(key).wants(one_of(&names)).maybe_hint(near));
    }

    fn text(&self, ty: &Type, text: &Text, place: &Place<'_>) {
        match text.parts() {
            // `"${a.b.c}"` is what it holds, of whatever type.
            [TextPart::Expression(expression)] => self.expression(ty, expression, place),
            [TextPart::Literal(literal)] if !text_becomes(literal, ty) => {
                self.wrong(ty, format!("\"{literal}\""), place);
            }
            [] if !text_becomes("", ty) => self.wrong(ty, "\"\"".to_owned(), place),
            // What comes out may be a number or boolean.
            [_, _, ..] if !ty.is_primitive() => self.wrong(ty, "text".to_owned(), place),
            _ => {}
        }
    }

    fn expression(&self, ty: &Type, expression: &Expression, place: &Place<'_>) {
        if let Expression::Evaluated(evaluated) = expression {
            return self.value(ty, &evaluated.value, place);
        }
        let Some(from) = self.type_of(expression) else { return };
        if !can_become(&from, ty) {
            self.wrong(ty, format!("{expression}, which is {}", short(&from)), place);
        }
    }

    fn literal(&self, ty: &Type, literal: &Literal, place: &Place<'_>) {
        match (literal, ty) {
            (_, Type::Dynamic) => {}
            (Literal::List(values), Type::List(each) | Type::Set(each)) => {
                values.iter().enumerate().for_each(|(at, one)| self.literal(each, one, &place.index(at)));
            }
            (Literal::Object(entries), Type::Map(each)) => {
                entries.iter().for_each(|(key, one)| self.literal(each, one, &place.key(key)));
            }
            (Literal::Text(text), _) if text.contains("${") || text_becomes(text, ty) => {}
            (Literal::Text(text), _) => self.wrong(ty, format!("\"{text}\""), place),
            (Literal::Bool(_), Type::Number) | (Literal::Integer(_), Type::Bool) => {
                self.wrong(ty, Part::Literal(literal).noun(), place);
            }
            (Literal::Bool(_) | Literal::Integer(_) | Literal::List(_), Type::Object(_) | Type::Map(_))
            | (Literal::Bool(_) | Literal::Integer(_) | Literal::Object(_), Type::List(_) | Type::Set(_))
            | (Literal::List(_) | Literal::Object(_), Type::String | Type::Number | Type::Bool) => {
                self.wrong(ty, Part::Literal(literal).noun(), place);
            }
            _ => {}
        }
    }

    fn wrong(&self, ty: &Type, given: String, place: &Place<'_>) {
        let finding = place.finding(Rule::SCHEMA_TYPE, format!("this is not {}", article(ty)));
        self.add(finding.given(&given).wants(short(ty)).maybe_hint(mend(ty, &given)));
    }
}

/// A type in few words: objects of many attributes fill pages.
fn short(ty: &Type) -> String {
    match ty {
        Type::Object(fields) => {
            let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
            format!("object of {}", names.join(", "))
        }
        Type::List(each) if matches!(**each, Type::Object(_)) => format!("list of {}", short(each)),
        Type::Set(each) if matches!(**each, Type::Object(_)) => format!("set of {}", short(each)),
        other => other.to_string(),
    }
}

fn article(ty: &Type) -> &'static str {
    match ty {
        Type::String => "a string",
        Type::Number => "a number",
        Type::Bool => "a boolean",
        Type::Dynamic => "a value",
        Type::List(_) => "a list",
        Type::Set(_) => "a set, which is written as a list",
        Type::Map(_) => "a map",
        Type::Object(_) => "an object",
        Type::Tuple(_) => "a list of fixed length",
    }
}

/// What was most likely meant.
fn mend(ty: &Type, given: &str) -> Option<String> {
    let word = given.trim_matches('"').to_lowercase();
    match ty {
        Type::Bool if ["yes", "on", "true", "enabled"].contains(&word.as_str()) => Some("true".to_owned()),
        Type::Bool if ["no", "off", "false", "disabled"].contains(&word.as_str()) => Some("false".to_owned()),
        Type::List(_) | Type::Set(_) if given.starts_with('"') => Some(format!("[{given}]")),
        Type::List(_) | Type::Set(_) if given == "an object" => Some("[{…}]".to_owned()),
        _ => None,
    }
}
