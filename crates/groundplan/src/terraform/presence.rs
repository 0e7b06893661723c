//! Whether a value is null. What is written is not always set: `var.own ? null : "api"` may be either.

use super::{Content, Expression, Literal, Mode, Part, Reference, Text, Value};

/// What is known of a value without evaluating it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Presence {
    /// Certainly not null.
    Set,
    /// Certainly null, which is as good as left out.
    Unset,
    /// One or the other.
    Unknown,
}

/// Functions that return null where they are given it, or something that may be null.
/// <https://developer.hashicorp.com/terraform/language/functions>
const MAY_RETURN_NULL: [&str; 16] = [
    "element",
    "ephemeralasnull",
    "jsondecode",
    "lookup",
    "nonsensitive",
    "one",
    "sensitive",
    "tobool",
    "tolist",
    "tomap",
    "tonumber",
    "toset",
    "tostring",
    "try",
    "values",
    "yamldecode",
];

/// Attributes that every object of the provider has once it is there.
const ALWAYS_THERE: [&str; 5] = ["arn", "arn_suffix", "dns_name", "id", "json"];

impl Presence {
    /// Of a value; references are not followed.
    pub(crate) fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Unset,
            Value::Text(text) => of_text(text),
            Value::Expression(expression) => of_expression(expression),
            Value::List(values) if values.is_empty() => Self::Unknown,
            _ => Self::Set,
        }
    }

    /// Of the content of a name.
    pub(crate) fn of_content(content: &Content) -> Self {
        match content {
            Content::Value(value) => Self::of(value),
            Content::Literal(Literal::Null) => Self::Unset,
            _ => Self::Set,
        }
    }

    /// Of either of two.
    fn or(self, other: Self) -> Self {
        if self == other { self } else { Self::Unknown }
    }
}

/// A text with nothing but an expression in it is that expression.
fn of_text(text: &Text) -> Presence {
    match text.parts() {
        [Part::Expression(expression)] => of_expression(expression),
        _ => Presence::Set,
    }
}

fn of_expression(expression: &Expression) -> Presence {
    match expression {
        Expression::Value(value) => Presence::of(value),
        Expression::Evaluated(evaluated) => Presence::of(&evaluated.value),
        Expression::Conditional(values) => {
            let [_, then, otherwise] = &**values;
            Presence::of(then).or(Presence::of(otherwise))
        }
        Expression::Call(name, _) | Expression::Spread(name, _) => {
            let is_own = !name.contains("::") && !MAY_RETURN_NULL.contains(&name.as_str());
            if is_own { Presence::Set } else { Presence::Unknown }
        }
        Expression::Reference(reference) => of_reference(reference),
        Expression::Symbol(name) => {
            let is_known = matches!(name.as_str(), "each.key" | "count.index")
                || ["path.", "terraform."].iter().any(|head| name.starts_with(head));
            if is_known { Presence::Set } else { Presence::Unknown }
        }
        Expression::Splat(..) | Expression::For(_) | Expression::Prefix(..) | Expression::Binary(..) => {
            Presence::Set
        }
        Expression::Attribute(..) | Expression::Index(..) | Expression::Invalid(_) => Presence::Unknown,
    }
}

fn of_reference(reference: &Reference) -> Presence {
    let last = reference.path.rsplit('.').next().unwrap_or_default();
    let is_object = matches!(reference.address.mode, Mode::Resource | Mode::Data | Mode::Ephemeral);
    match is_object && ALWAYS_THERE.contains(&last) {
        true => Presence::Set,
        false => Presence::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_may_be_null() {
        for (text, expected) in [
            ("\"a\"", Presence::Set),
            ("null", Presence::Unset),
            ("var.x", Presence::Unknown),
            ("\"${var.x}\"", Presence::Unknown),
            ("\"a-${var.x}\"", Presence::Set),
            ("var.x ? null : \"a\"", Presence::Unknown),
            ("var.x ? \"b\" : \"a\"", Presence::Set),
            ("var.x ? null : null", Presence::Unset),
            ("each.value.name", Presence::Unknown),
            ("each.key", Presence::Set),
            ("try(var.x, null)", Presence::Unknown),
            ("merge(var.x, {})", Presence::Set),
            ("aws_vpc.main[0].id", Presence::Set),
            ("aws_vpc.main.ipv6_cidr_block", Presence::Unknown),
            ("module.a.id", Presence::Unknown),
            ("[for x in var.x : x]", Presence::Set),
            ("var.x[0]", Presence::Unknown),
        ] {
            assert_eq!(Presence::of(&Value::from(Expression::parse(text).unwrap())), expected, "{text}");
        }
    }
}
