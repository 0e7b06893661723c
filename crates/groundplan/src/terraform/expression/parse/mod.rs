//! Reads Terraform's native syntax: expressions, and templates such as every string of its JSON syntax.
//!
//! hcl-edit parses; what it found is turned into the same data that is built by methods.

pub(in crate::terraform) mod layout;
mod template;
mod traversal;

use std::fmt;

use hcl_edit::Span;
use hcl_edit::expr::{self as hcl, ObjectKey};

use self::template::Kind;
use super::{Expression, For, Operator, Prefix, Reference};
use crate::terraform::{Key, Value};

/// Text that is not an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// The text.
    pub text: String,
    /// What is wrong.
    pub message: String,
    /// Where, in bytes.
    pub at: usize,
}

impl SyntaxError {
    fn new(text: &str, error: &hcl_edit::parser::Error) -> Self {
        let location = error.location();
        let message = error.message().replace('\n', "; ");
        let message = match message.is_empty() {
            true => "it ends too early, or something does not belong here".to_owned(),
            false => message,
        };
        Self { text: text.to_owned(), message, at: location.offset().min(text.len()) }
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not an expression: {}", self.text, self.message)
    }
}

impl std::error::Error for SyntaxError {}

impl Expression {
    /// Parses an expression of Terraform's native syntax, without `${` and `}`.
    ///
    /// ```
    /// use groundplan::terraform::Expression;
    /// let expression = Expression::parse("var.size == \"large\" ? 4 : length(aws_subnet.private)")?;
    /// assert_eq!(expression.to_string(), "var.size == \"large\" ? 4 : length(aws_subnet.private)");
    /// assert!(Expression::parse("1 +").is_err());
    /// # Ok::<(), groundplan::terraform::SyntaxError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Text that is not an expression, with the place where it stops being one.
    pub fn parse(text: &str) -> Result<Self, SyntaxError> {
        Self::parse_within(text, &[])
    }

    /// Parses an expression in a place that defines names of its own, as a `dynamic` block does.
    pub(in crate::terraform) fn parse_within(text: &str, names: &[String]) -> Result<Self, SyntaxError> {
        let head = text.split(['.', '[']).next().unwrap_or_default();
        let is_known = is_symbol(head) || names.iter().any(|name| name == head);
        match Reference::parse(text) {
            Some(reference) if !is_known => Ok(Self::Reference(reference)),
            _ => {
                let prepared = layout::of_expression(text);
                let parsed = hcl_edit::parser::parse_expr(prepared.trim());
                let parsed = parsed.map_err(|error| SyntaxError::new(text, &error))?;
                let start = prepared.len() - prepared.trim_start().len();
                let scope = Scope { names: names.to_vec(), text: text.get(start..).unwrap_or_default() };
                Ok(into_expression(scope.value(&parsed)))
            }
        }
    }

    /// An expression as text, for what the methods do not cover. It is parsed at once; text that is
    /// not an expression is reported with everything else when the document is checked.
    ///
    /// ```
    /// use groundplan::terraform::Expression;
    /// assert_eq!(Expression::raw("var.a+1").to_string(), "var.a + 1");
    /// ```
    #[must_use]
    pub fn raw(text: impl AsRef<str>) -> Self {
        Self::parse(text.as_ref()).unwrap_or_else(|error| Self::Invalid(Box::new(error)))
    }
}

/// Parses a template, the content of a string in Terraform's JSON syntax, in a place that may define names
/// of its own.
pub(crate) fn parse_template(text: &str, names: &[String]) -> Result<Value, SyntaxError> {
    if !text.contains("${") && !text.contains("%{") {
        return Ok(Value::from(text.to_owned()));
    }
    let parsed = hcl_edit::parser::parse_template(&layout::of_template(text))
        .map_err(|error| SyntaxError::new(text, &error))?;
    Ok(Scope { names: names.to_vec(), text }.text(&parsed, Kind::Quoted).into())
}

fn into_expression(value: Value) -> Expression {
    match value {
        Value::Expression(expression) => expression,
        value => Expression::Value(Box::new(value)),
    }
}

/// What a place defines by itself: these heads are not types of resources.
fn is_symbol(head: &str) -> bool {
    matches!(head, "each" | "count" | "self" | "path" | "terraform" | "run" | "provider" | "action")
}

/// What surrounds an expression.
#[derive(Clone)]
struct Scope<'a> {
    /// The variables that enclosing `for`s define.
    names: Vec<String>,
    /// The text as it was before it was prepared.
    text: &'a str,
}

impl Scope<'_> {
    fn with(&self, names: &[Option<&str>]) -> Self {
        let more = names.iter().flatten().map(|name| (*name).to_owned());
        Self { names: self.names.iter().cloned().chain(more).collect(), text: self.text }
    }

    fn value(&self, parsed: &hcl::Expression) -> Value {
        match parsed {
            hcl::Expression::Null(_) => Value::Null,
            hcl::Expression::Bool(value) => Value::Bool(*value.value()),
            hcl::Expression::Number(number) => self.number(number),
            hcl::Expression::String(text) => Value::from(text.value().clone()),
            hcl::Expression::Array(array) => {
                Value::List(array.iter().map(|value| self.value(value)).collect())
            }
            hcl::Expression::Object(object) => self.object(object),
            hcl::Expression::StringTemplate(text) => {
                self.elements(text.iter().collect(), Kind::Quoted).into()
            }
            hcl::Expression::HeredocTemplate(heredoc) => {
                let start = parsed.span().map_or(0, |span| span.start);
                let is_flush = self.text.get(start..).is_some_and(|text| text.starts_with(layout::FLUSH));
                self.text(&heredoc.template, if is_flush { Kind::Flush } else { Kind::Heredoc }).into()
            }
            hcl::Expression::Parenthesis(inner) => self.value(inner.inner()),
            other => Value::Expression(self.expression(other)),
        }
    }

    fn boxed(&self, parsed: &hcl::Expression) -> Box<Value> {
        Box::new(self.value(parsed))
    }

    fn expression(&self, parsed: &hcl::Expression) -> Expression {
        match parsed {
            hcl::Expression::Variable(name) => Expression::Symbol(name.as_str().to_owned().into()),
            hcl::Expression::Conditional(parsed) => Expression::Conditional(Box::new([
                self.value(&parsed.cond_expr),
                self.value(&parsed.true_expr),
                self.value(&parsed.false_expr),
            ])),
            hcl::Expression::FuncCall(call) => self.call(call),
            hcl::Expression::Traversal(traversal) => self.traversal(traversal),
            hcl::Expression::UnaryOp(unary) => {
                let sign = match unary.operator.value() {
                    hcl::UnaryOperator::Neg => Prefix::Negate,
                    hcl::UnaryOperator::Not => Prefix::Not,
                };
                Expression::Prefix(sign, self.boxed(&unary.expr))
            }
            hcl::Expression::BinaryOp(binary) => Expression::Binary(
                self.boxed(&binary.lhs_expr),
                operator(*binary.operator.value()),
                self.boxed(&binary.rhs_expr),
            ),
            hcl::Expression::ForExpr(parsed) => self.for_expression(parsed),
            other => Expression::Value(self.boxed(other)),
        }
    }

    /// Numbers keep their digits.
    fn number(&self, number: &hcl_edit::Formatted<hcl_edit::Number>) -> Value {
        let digits = number.as_repr().map_or_else(|| number.value().to_string(), |repr| repr.to_string());
        // `- 1` is one number.
        let digits = digits.replace(' ', "");
        match digits.parse() {
            Ok(whole) => Value::Integer(whole),
            Err(_) => Value::Decimal(digits),
        }
    }

    fn object(&self, object: &hcl::Object) -> Value {
        let plain = |key: &ObjectKey| match key {
            ObjectKey::Ident(name) => Some(Key::from(name.as_str().to_owned())),
            ObjectKey::Expression(hcl::Expression::Variable(name)) => Some(name.as_str().to_owned().into()),
            ObjectKey::Expression(hcl::Expression::Number(number)) => Some(number.value().to_string().into()),
            ObjectKey::Expression(key) => key.as_str().map(|key| key.to_owned().into()),
        };
        let entries: Option<Vec<(Key, Value)>> =
            object.iter().map(|(key, value)| Some((plain(key)?, self.value(value.expr())))).collect();
        entries.map_or_else(|| self.computed_object(object), Value::Object)
    }

    fn computed_object(&self, object: &hcl::Object) -> Value {
        let key = |key: &ObjectKey| match key {
            ObjectKey::Ident(name) => Value::from(name.as_str().to_owned()),
            ObjectKey::Expression(key) => self.value(key),
        };
        let pairs = object.iter().map(|(name, value)| (key(name), self.value(value.expr())));
        For::of_pairs(pairs.collect()).into()
    }

    fn call(&self, call: &hcl::FuncCall) -> Expression {
        let namespace = call.name.namespace.iter().map(|part| format!("{}::", part.as_str()));
        let name: Key = format!("{}{}", namespace.collect::<String>(), call.name.name.as_str()).into();
        let arguments = call.args.iter().map(|argument| self.value(argument)).collect();
        match call.args.expand_final() {
            true => Expression::Spread(name, arguments),
            false => Expression::Call(name, arguments),
        }
    }

    fn for_expression(&self, parsed: &hcl::ForExpr) -> Expression {
        let intro = &parsed.intro;
        let inner =
            self.with(&[intro.key_var.as_ref().map(|key| key.as_str()), Some(intro.value_var.as_str())]);
        let mut each = For::each(intro.value_var.as_str().to_owned(), self.value(&intro.collection_expr));
        if let Some(key) = &intro.key_var {
            each = each.key(key.as_str().to_owned());
        }
        if let Some(condition) = &parsed.cond {
            each = each.only(inner.value(&condition.expr));
        }
        if parsed.grouping {
            each = each.grouped();
        }
        let body = inner.value(&parsed.value_expr);
        match &parsed.key_expr {
            Some(key) => each.object(inner.value(key), body),
            None => each.list(body),
        }
    }
}

fn operator(operator: hcl::BinaryOperator) -> Operator {
    match operator {
        hcl::BinaryOperator::Eq => Operator::Equal,
        hcl::BinaryOperator::NotEq => Operator::NotEqual,
        hcl::BinaryOperator::LessEq => Operator::LessOrEqual,
        hcl::BinaryOperator::GreaterEq => Operator::GreaterOrEqual,
        hcl::BinaryOperator::Less => Operator::Less,
        hcl::BinaryOperator::Greater => Operator::Greater,
        hcl::BinaryOperator::Plus => Operator::Add,
        hcl::BinaryOperator::Minus => Operator::Subtract,
        hcl::BinaryOperator::Mul => Operator::Multiply,
        hcl::BinaryOperator::Div => Operator::Divide,
        hcl::BinaryOperator::Mod => Operator::Modulo,
        hcl::BinaryOperator::And => Operator::And,
        hcl::BinaryOperator::Or => Operator::Or,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terraform::Part;

    /// What is parsed and written again.
    fn written(text: &str) -> String {
        Expression::parse(text).unwrap().to_string()
    }

    #[test]
    fn every_construct_survives() {
        for text in [
            "1 + 2 * 3",
            "(1 + 2) * 3",
            "1 - (2 - 3)",
            "-(1 + 2)",
            "!var.a && (var.b || var.c)",
            "var.a == 1 ? \"x\" : var.b ? \"y\" : \"z\"",
            "max(var.numbers...)",
            "provider::aws::arn_parse(var.arn).account",
            "[for k, v in var.map : \"${k}=${v}\" if v != null]",
            "{for s in var.list : s => upper(s)...}",
            "aws_instance.web[*].id",
            "aws_subnet.main[each.key].id",
            "data.aws_availability_zones.all.names[count.index]",
            "values(aws_subnet.main)[*].tags.Name",
            "local.a[0][\"b-c\"].d",
            "path.module",
            "\"%{ if var.a }yes ${var.b}%{ else }no%{ endif }\"",
            "\"a\\n\\\"$${x}\\\" %%{y} 100% $5\"",
            "{\"a\" = 1, \"b\" = [true, null, 1.50]}",
        ] {
            assert_eq!(written(text), text);
        }
    }

    #[test]
    fn other_spellings_mean_the_same() {
        assert_eq!(written("aws_instance.web.*.id"), "aws_instance.web[*].id");
        assert_eq!(written("aws_subnet.p.*.ids.0"), "aws_subnet.p[*].ids[0]");
        assert_eq!(written("resource.aws_vpc.main[0].id"), "aws_vpc.main[0].id");
        assert_eq!(written("a.b.0.c"), "a.b[0].c");
        assert_eq!(written("{ a = 1, \"b\" : 2 }"), "{\"a\" = 1, \"b\" = 2}");
        assert_eq!(written("<<-E\n  a\n  b ${var.x}\n  E\n"), "\"a\\nb ${var.x}\\n\"");
        assert_eq!(written("\"a ${~ var.x ~} b\""), "\"a${var.x}b\"");
        assert_eq!(written("\"a${\"b\"}c\""), "\"abc\"");
        assert_eq!(written("{ (var.k) = 1 }"), "{for entry in [[var.k, 1]] : entry[0] => entry[1]}");
    }

    #[test]
    fn a_step_after_a_splat_is_taken_once() {
        let ids = Reference::parse("aws_subnet.a[*].id").map(Expression::from).unwrap();
        assert_eq!(ids.index(0).to_string(), "(aws_subnet.a[*].id)[0]");
        assert_eq!(written("(aws_subnet.a[*].id)[0]"), "(aws_subnet.a[*].id)[0]");
        assert_eq!(written("aws_subnet.a.*.id[0]"), "(aws_subnet.a[*].id)[0]");
        assert_eq!(written("aws_subnet.a.*.id[var.x]"), "(aws_subnet.a[*].id)[var.x]");
        assert_eq!(written("aws_subnet.a[*].ids[0]"), "aws_subnet.a[*].ids[0]");
        assert_eq!(written("a.b[*].c[var.x]"), "[for element in a.b : element.c[var.x]]");
    }

    #[test]
    fn names_of_a_for_are_no_references() {
        let expression = Expression::parse("[for vpc in aws_vpc.all : vpc.main.id]").unwrap();
        let mut found = Vec::new();
        expression.references(&mut found);
        assert_eq!(found.iter().map(ToString::to_string).collect::<Vec<_>>(), ["aws_vpc.all"]);
    }

    #[test]
    fn a_sign_before_an_interpolation_is_no_escape() {
        let value = parse_template("costs $${literal} ${\"$\"}${var.price}", &[]).unwrap();
        let Value::Text(text) = &value else { panic!("{value:?}") };
        assert_eq!(text.parts().first(), Some(&Part::Literal("costs ${literal} $".into())));
        let quoted = Expression::Value(Box::new(value)).to_string();
        assert_eq!(quoted, "\"costs $${literal} ${\"$\"}${var.price}\"");
    }

    #[test]
    fn what_is_no_expression_has_a_place() {
        for (text, at) in [("1 +", 1), ("var.a)", 5), ("\"${\"", 1), ("", 0), ("a b", 1)] {
            let error = Expression::parse(text).unwrap_err();
            assert_eq!(error.at, at, "{text}: {error}");
        }
        assert!(matches!(Expression::raw("1 +"), Expression::Invalid(_)));
    }
}
