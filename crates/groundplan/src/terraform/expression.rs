use std::fmt::{self, Write};

use super::identifier::is_identifier;
use super::{Address, Key, Part, Text, Value};

/// A reference to an attribute of an object: rendered bare inside an expression, and as `${…}`
/// inside a string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The object.
    pub address: Address,
    /// The attribute, and the way into it: `arn`, `names[0]`; empty for the whole object.
    pub path: Key,
}

impl Reference {
    /// Parses a reference to an attribute: `aws_vpc.main.id`, `data.aws_partition.current.partition`,
    /// `var.api_tag`, `module.queue.arn`, `aws_subnet.main.ids[0]`.
    ///
    /// ```
    /// use groundplan::terraform::Reference;
    /// assert_eq!(Reference::parse("aws_vpc.main.id").map(|found| found.address.to_string()).as_deref(), Some("aws_vpc.main"));
    /// assert_eq!(Reference::parse("aws_vpc.main.id + 1"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (head, rest) = text.split_once('.')?;
        let (address, path) = match head {
            "var" | "local" | "module" => {
                let (name, path) = split_step(rest);
                let address = match head {
                    "var" => Address::variable(name.to_owned()),
                    "local" => Address::local(name.to_owned()),
                    _ => Address::module(name.to_owned()),
                };
                (address, path)
            }
            "data" => {
                let (kind, rest) = rest.split_once('.')?;
                let (name, path) = split_step(rest);
                (Address::data(kind.to_owned(), name.to_owned()), path)
            }
            kind => {
                let (name, path) = split_step(rest);
                (Address::resource(kind.to_owned(), name.to_owned()), path)
            }
        };
        let whole = matches!(address.mode, super::Mode::Variable | super::Mode::Local) && path.is_empty();
        let names =
            [&address.kind, &address.name].into_iter().all(|name| name.is_empty() || is_identifier(name));
        let reference = Self { path: path.to_owned().into(), address };
        (names && !reference.address.name.is_empty() && (whole || is_path(path))).then_some(reference)
    }
}

fn split_step(text: &str) -> (&str, &str) {
    text.split_once('.').unwrap_or((text, ""))
}

/// Attributes joined by dots, each with any number of `[0]` or `["key"]`.
fn is_path(path: &str) -> bool {
    path.split('.').all(|step| {
        let (name, indices) = step.split_at(step.find('[').unwrap_or(step.len()));
        is_identifier(name) && is_indices(indices)
    })
}

fn is_indices(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('[') else { return text.is_empty() };
    let Some((index, rest)) = rest.split_once(']') else { return false };
    let quoted = index.strip_prefix('"').and_then(|index| index.strip_suffix('"'));
    let number = !index.is_empty() && index.bytes().all(|byte| byte.is_ascii_digit());
    (number || quoted.is_some_and(is_identifier)) && is_indices(rest)
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.address, f)?;
        if !self.path.is_empty() {
            f.write_char('.')?;
            f.write_str(&self.path)?;
        }
        Ok(())
    }
}

/// A Terraform expression.
///
/// `Display` writes it as it stands inside `${…}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expression {
    /// A reference to another object.
    Reference(Reference),
    /// A call of one of Terraform's functions.
    Call(Key, Vec<Value>),
    /// An attribute of what another expression yields: `one(…).name`.
    Attribute(Box<Expression>, Key),
}

impl Expression {
    /// A call of one of Terraform's functions.
    ///
    /// ```
    /// use groundplan::terraform::{Address, Expression, Value};
    /// let list = Value::List(vec![Address::local("api_container").whole().into()]);
    /// assert_eq!(Expression::call("jsonencode", [list]).to_string(), "jsonencode([local.api_container])");
    /// ```
    #[must_use]
    pub fn call<A: Into<Value>>(function: impl Into<Key>, arguments: impl IntoIterator<Item = A>) -> Self {
        Self::Call(function.into(), arguments.into_iter().map(Into::into).collect())
    }

    /// An attribute of what this expression yields.
    #[must_use]
    pub fn attr(self, name: impl Into<Key>) -> Self {
        Self::Attribute(Box::new(self), name.into())
    }

    /// Every object that this expression refers to, in reading order.
    pub fn references<'a>(&'a self, found: &mut Vec<&'a Reference>) {
        match self {
            Self::Reference(reference) => found.push(reference),
            Self::Call(_, arguments) => arguments.iter().for_each(|argument| argument.references(found)),
            Self::Attribute(inner, _) => inner.references(found),
        }
    }
}

impl From<Reference> for Expression {
    fn from(reference: Reference) -> Self {
        Self::Reference(reference)
    }
}

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reference(reference) => fmt::Display::fmt(reference, f),
            Self::Call(function, arguments) => {
                write!(f, "{function}(")?;
                write_separated(f, arguments)?;
                f.write_char(')')
            }
            Self::Attribute(inner, name) => write!(f, "{inner}.{name}"),
        }
    }
}

fn write_separated(f: &mut fmt::Formatter<'_>, values: &[Value]) -> fmt::Result {
    values.iter().enumerate().try_for_each(|(index, value)| {
        if index > 0 {
            f.write_str(", ")?;
        }
        write_value(f, value)
    })
}

fn write_value(f: &mut fmt::Formatter<'_>, value: &Value) -> fmt::Result {
    match value {
        Value::Null => f.write_str("null"),
        Value::Bool(value) => write!(f, "{value}"),
        Value::Integer(value) => write!(f, "{value}"),
        Value::Decimal(value) => f.write_str(value),
        Value::Text(value) => write_string(f, value),
        Value::Expression(value) => fmt::Display::fmt(value, f),
        Value::List(values) => {
            f.write_char('[')?;
            write_separated(f, values)?;
            f.write_char(']')
        }
        Value::Object(entries) => {
            f.write_char('{')?;
            for (index, (key, value)) in entries.iter().enumerate() {
                f.write_str(if index > 0 { ", \"" } else { "\"" })?;
                write_literal(f, key)?;
                f.write_str("\" = ")?;
                write_value(f, value)?;
            }
            f.write_char('}')
        }
    }
}

/// A quoted template of the native syntax.
fn write_string(f: &mut fmt::Formatter<'_>, text: &Text) -> fmt::Result {
    f.write_char('"')?;
    for part in text.parts() {
        match part {
            Part::Literal(literal) => write_literal(f, literal)?,
            Part::Expression(expression) => write!(f, "${{{expression}}}")?,
        }
    }
    f.write_char('"')
}

/// Literal characters inside a quoted template: a newline there is a syntax error, and `${` starts
/// an interpolation.
fn write_literal(f: &mut fmt::Formatter<'_>, literal: &str) -> fmt::Result {
    let mut rest = literal.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            '\t' => f.write_str("\\t")?,
            '$' | '%' if rest.peek() == Some(&'{') => {
                f.write_char(character)?;
                f.write_char(character)?;
            }
            control if control.is_control() => write!(f, "\\u{:04x}", control as u32)?,
            other => f.write_char(other)?,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_inside_expressions_are_quoted_and_escaped() {
        let call = Expression::call("format", [Value::from("a \"b\"\n${c} %{d} $5 100%\\")]);
        assert_eq!(call.to_string(), r#"format("a \"b\"\n$${c} %%{d} $5 100%\\")"#);
    }

    #[test]
    fn objects_and_references_nest() {
        let value = Value::Object(vec![(
            "arn".into(),
            Value::List(vec![Address::resource("aws_s3_bucket", "logs").attr("arn").into()]),
        )]);
        let call = Expression::call("jsonencode", [value]);
        assert_eq!(call.to_string(), r#"jsonencode({"arn" = [aws_s3_bucket.logs.arn]})"#);
    }

    #[test]
    fn an_attribute_of_a_call() {
        let options = Address::resource("aws_acm_certificate", "api").attr("domain_validation_options");
        let name = Expression::call("one", [options]).attr("resource_record_name");
        assert_eq!(
            name.to_string(),
            "one(aws_acm_certificate.api.domain_validation_options).resource_record_name"
        );
    }
}
