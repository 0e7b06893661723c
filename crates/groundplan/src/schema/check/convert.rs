//! Which types Terraform turns into which.
//! <https://developer.hashicorp.com/terraform/language/expressions/types#type-conversion>

use crate::schema::Type;

/// Whether some value of a type can be turned into another type.
pub(super) fn can_become(from: &Type, to: &Type) -> bool {
    match (from, to) {
        (Type::Dynamic, _) | (_, Type::Dynamic) => true,
        (Type::Number, Type::Bool) | (Type::Bool, Type::Number) => false,
        (from, to) if from.is_primitive() && to.is_primitive() => true,
        (Type::List(a) | Type::Set(a), Type::List(b) | Type::Set(b)) => can_become(a, b),
        (Type::Tuple(elements), Type::List(to) | Type::Set(to)) => {
            elements.iter().all(|one| can_become(one, to))
        }
        (Type::List(_) | Type::Set(_), Type::Tuple(_)) => true,
        (Type::Tuple(a), Type::Tuple(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| can_become(a, b))
        }
        (Type::Map(a), Type::Map(b)) => can_become(a, b),
        (Type::Object(fields), Type::Map(to)) => fields.iter().all(|field| can_become(&field.ty, to)),
        (Type::Map(from), Type::Object(fields)) => fields.iter().all(|field| can_become(from, &field.ty)),
        (Type::Object(_), Type::Object(fields)) => fields.iter().all(|field| {
            from.field(&field.name).map_or(field.optional, |from| can_become(&from.ty, &field.ty))
        }),
        _ => false,
    }
}

/// Whether Terraform turns text into a primitive type.
pub(super) fn text_becomes(text: &str, to: &Type) -> bool {
    match to {
        Type::String | Type::Dynamic => true,
        Type::Bool => matches!(text, "true" | "false" | "1" | "0"),
        Type::Number => is_number(text),
        _ => false,
    }
}

/// Digits with a sign, fraction and exponent, as far as there are any.
fn is_number(text: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let exponent = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let has_digits = !(whole.is_empty() && fraction.is_empty());
    has_digits && !exponent.is_empty() && [whole, fraction, exponent].into_iter().all(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn becomes(from: &str, to: &str) -> bool {
        can_become(&Type::parse(from).unwrap(), &Type::parse(to).unwrap())
    }

    #[test]
    fn conversions_are_those_of_terraform() {
        for (from, to) in [
            ("string", "bool"),
            ("number", "string"),
            ("any", "list(string)"),
            ("set(number)", "list(string)"),
            ("object({a=string})", "map(number)"),
            ("map(string)", "object({a=number})"),
            ("object({a=string,b=bool})", "object({a=number,c=optional(string)})"),
            ("tuple([string,bool])", "set(string)"),
        ] {
            assert!(becomes(from, to), "{from} {to}");
        }
        for (from, to) in [
            ("number", "bool"),
            ("bool", "number"),
            ("string", "list(string)"),
            ("list(string)", "string"),
            ("object({a=string})", "list(string)"),
            ("map(list(string))", "map(string)"),
            ("object({a=string})", "object({a=string,b=string})"),
            ("tuple([string])", "tuple([string,string])"),
        ] {
            assert!(!becomes(from, to), "{from} {to}");
        }
    }

    #[test]
    fn text_that_is_no_number_or_boolean_stays_text() {
        for (text, to, expected) in [
            ("12", Type::Number, true),
            ("-1.5e+3", Type::Number, true),
            (".5", Type::Number, true),
            ("", Type::Number, false),
            ("1.", Type::Number, true),
            ("12 GB", Type::Number, false),
            ("1e", Type::Number, false),
            ("true", Type::Bool, true),
            ("1", Type::Bool, true),
            ("yes", Type::Bool, false),
            ("True", Type::Bool, false),
        ] {
            assert_eq!(text_becomes(text, &to), expected, "{text} {to}");
        }
    }
}
