//! Keys of `for_each` that Terraform has to know before it makes anything.

use crate::diagnostic::{Report, Rule, rules};
use crate::model::{Model, Place, reference};
use crate::terraform::{Expression, For, Mode, Operator, Reference, Section, Value};

rules! {
    /// The keys of `for_each`, and `count`, are known before anything is made.
    ///
    /// They are part of addresses. The id or ARN of a resource is known when it exists: the first plan fails, and later ones
    /// do not. Keys are names that are written here; what is known later goes into the values of a map.
    TERRAFORM_KEYS = warning "terraform/for-each-keys", "https://developer.hashicorp.com/terraform/language/meta-arguments/for_each#limitations-on-values-used-in-for_each";
}

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    for section in [Section::Resource, Section::Data, Section::Module] {
        for place in model.section(section) {
            if let Some(late) = place.value_of("count").and_then(|value| late_count(&place, value)) {
                let message = "the number of instances is known only after something else is made";
                let finding = place.found(Rule::TERRAFORM_KEYS, "count", message).given(late);
                report.add(finding.wants("a condition on a variable, or on what is written here"));
            }
            let Some(late) = place.value_of("for_each").and_then(|value| late_keys(&place, value)) else {
                continue;
            };
            let message = "the keys are known only after something else is made";
            let finding = place.found(Rule::TERRAFORM_KEYS, "for_each", message).given(late);
            report.add(finding.wants("keys that are written here, with what is known later as their values"));
        }
    }
}

/// What a key is made of that is certainly not known at first.
fn late_keys(place: &Place<'_>, value: &Value) -> Option<String> {
    match place.model.follow_locals(value).as_expression()? {
        Expression::Call(name, arguments) if name == "toset" => {
            match place.model.follow_locals(arguments.first()?) {
                Value::List(elements) => elements.iter().find_map(|element| late(place, element)),
                value => late_splat(place, value.as_expression()?),
            }
        }
        Expression::For(each) => late_of_for(place, each),
        _ => None,
    }
}

/// What a number follows from that is certainly not known at first. Whether it is null is known.
fn late_count(place: &Place<'_>, value: &Value) -> Option<String> {
    let Expression::Conditional(values) = place.model.follow_locals(value).as_expression()? else {
        return None;
    };
    let [condition, then, otherwise] = values.as_slice() else { return None };
    let Expression::Binary(left, Operator::Equal | Operator::NotEqual, right) = condition.as_expression()?
    else {
        return None;
    };
    let is_plain = |value: &Value| matches!(value, Value::Text(text) if text.as_literal().is_some());
    let key = match (&**left, &**right) {
        (key, other) | (other, key) if is_plain(other) => key,
        _ => return None,
    };
    (then != otherwise).then(|| late(place, key)).flatten()
}

/// The keys of an object: those in parentheses, and those of `for`.
fn late_of_for(place: &Place<'_>, each: &For) -> Option<String> {
    let (Some(key), _) = each.body()? else { return None };
    if let Value::List(pairs) = each.collection() {
        let keys = pairs.iter().filter_map(|pair| match pair {
            Value::List(pair) => pair.first(),
            _ => None,
        });
        return keys.into_iter().find_map(|key| late(place, key));
    }
    let Expression::Reference(made) = each.collection().as_expression()? else { return None };
    let attribute = match key.as_expression()? {
        Expression::Symbol(name) => name.strip_prefix(each.bound().1.as_str())?.strip_prefix('.')?.to_owned(),
        Expression::Attribute(inner, attribute) => match &**inner {
            Expression::Symbol(name) if name == each.bound().1 => attribute.to_string(),
            _ => return None,
        },
        _ => return None,
    };
    let target = aws(place, made)?;
    let has_instances = made.path.is_empty() && each.condition().is_none() && has_several(&target);
    (has_instances && is_late(&target, &attribute)).then(|| format!("{made}: {attribute}"))
}

/// One key.
fn late(place: &Place<'_>, key: &Value) -> Option<String> {
    let reference = reference(place.model.follow_locals(key))?;
    let attribute = reference.path.rsplit('.').next().unwrap_or_default();
    let is_one = !reference.path.contains('*');
    aws(place, reference).filter(|target| is_one && is_late(target, attribute)).map(|_| reference.to_string())
}

/// Keys taken from every instance of a resource.
fn late_splat(place: &Place<'_>, expression: &Expression) -> Option<String> {
    let (made, attribute) = match expression {
        Expression::Splat(inner, attribute) => match &**inner {
            Expression::Reference(made) if made.path.is_empty() => (made, attribute.as_str()),
            _ => return None,
        },
        Expression::Reference(made) => (made, made.path.strip_prefix("[*].")?),
        _ => return None,
    };
    let target = aws(place, made)?;
    (has_several(&target) && is_late(&target, attribute)).then(|| format!("{}[*].{attribute}", made.address))
}

/// Whether a resource certainly has an instance to take a key from.
fn has_several(target: &Place<'_>) -> bool {
    let is_counted = target.integer("count").is_some_and(|count| count > 0);
    let is_named = match target.value("for_each") {
        Some(Value::Object(entries)) => !entries.is_empty(),
        Some(Value::Expression(Expression::Call(name, arguments))) if name == "toset" => {
            matches!(arguments.first(), Some(Value::List(elements)) if !elements.is_empty())
        }
        _ => false,
    };
    is_counted || is_named
}

fn aws<'a>(place: &Place<'a>, reference: &Reference) -> Option<Place<'a>> {
    let kind = reference.address.resource_type.as_str();
    let is_aws = reference.address.mode == Mode::Resource && kind.starts_with("aws_");
    place.model.target(reference, &[kind]).filter(|_| is_aws)
}

/// Whether an attribute is what the provider learns when it makes the resource.
fn is_late(target: &Place<'_>, attribute: &str) -> bool {
    matches!(attribute, "id" | "arn") && target.lacks(attribute)
}

#[cfg(test)]
mod tests {
    use super::super::trial::found;

    fn late(for_each: &str) -> usize {
        let text = format!(
            "variable \"on\" {{}}\nresource \"aws_subnet\" \"a\" {{\n  count = 2\n}}\nresource \"aws_subnet\" \"b\" {{\n  count = var.on ? 1 : 0\n}}\n\
             resource \"aws_vpc\" \"c\" {{\n  cidr_block = \"10.0.0.0/16\"\n}}\nresource \"aws_route_table_association\" \"x\" {{\n  for_each = {for_each}\n}}\n"
        );
        found("terraform/for-each-keys", &text).len()
    }

    #[test]
    fn ids_are_known_too_late_to_be_keys_and_not_to_be_values() {
        for known_late in [
            "toset([aws_vpc.c.id])",
            "toset([\"a\", aws_subnet.a[0].id])",
            "toset(aws_subnet.a[*].id)",
            "{ for s in aws_subnet.a : s.id => s }",
            "{ (aws_vpc.c.arn) = 1 }",
        ] {
            assert_eq!(late(known_late), 1, "{known_late}");
        }
        for known in [
            "{ a = aws_vpc.c.id }",
            "toset([aws_vpc.c.cidr_block])",
            "{ for i, s in aws_subnet.a : i => s.id }",
            "{ for s in aws_subnet.a : s.cidr_block => s }",
        ] {
            assert_eq!(late(known), 0, "{known}");
        }
    }

    #[test]
    fn a_number_that_follows_from_an_id_is_known_too_late() {
        let late = |count: &str| {
            let text = format!(
                "resource \"aws_vpc\" \"c\" {{\n  cidr_block = \"10.0.0.0/16\"\n}}\nresource \"aws_eip\" \"x\" {{\n  count = {count}\n}}\n"
            );
            found("terraform/for-each-keys", &text).len()
        };
        for known_late in ["aws_vpc.c.arn != \"\" ? 1 : 0", "\"a\" == aws_vpc.c.id ? 1 : 0"] {
            assert_eq!(late(known_late), 1, "{known_late}");
        }
        for known in [
            "aws_vpc.c.arn != null ? 1 : 0",
            "aws_vpc.c.cidr_block != \"\" ? 1 : 0",
            "aws_vpc.c.arn != \"\" ? 1 : 1",
            "length([aws_vpc.c.id])",
        ] {
            assert_eq!(late(known), 0, "{known}");
        }
    }

    #[test]
    fn a_set_that_may_be_empty_may_have_known_keys() {
        assert_eq!(late("toset(aws_subnet.b[*].id)"), 0);
        assert_eq!(late("{ for s in aws_subnet.b : s.id => s }"), 0);
        assert_eq!(late("{ for s in aws_subnet.a : s.id => s if s.availability_zone == \"a\" }"), 0);
    }
}
