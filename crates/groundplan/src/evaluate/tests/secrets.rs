//! What is sensitive: nothing of it is written.

use super::super::{Data, Evaluator, Instance, Known, Reason, Variables};
use super::{assert_left, document};
use crate::terraform::Expression;

#[test]
fn secrets_are_never_written() {
    assert_left(&[
        ("var.secret", "var.secret"),
        ("\"${var.secret}-${var.size}\"", "\"${var.secret}-2\""),
        ("[for name in [var.secret] : name]", "[for name in [var.secret] : name]"),
        ("merge(local.hidden, { size = var.size })", "merge(local.hidden, {\"size\" = 2})"),
        ("sensitive(local.tags.env)", "sensitive(local.tags.env)"),
        ("\"${aws_vpc.main.id}-${var.secret}\"", "\"${aws_vpc.main.id}-${var.secret}\""),
        ("{ a = var.secret, b = var.size }", "{\"a\" = var.secret, \"b\" = 2}"),
        ("local.hidden.open + var.size", "3"),
        ("join(var.secret, toset(var.zones))", "join(var.secret, toset([\"a\", \"b\"]))"),
    ]);
}

#[test]
fn nothing_that_is_made_of_secrets_is_written_of_what_is_not_known() {
    let loops = "\"%{ for s in var.secrets }${s},%{ endfor }${aws_vpc.main.id}\"";
    assert_left(&[
        (loops, loops),
        (
            "[for s in var.secrets : \"${s}-${aws_vpc.main.id}\"]",
            "[for s in var.secrets : \"${s}-${aws_vpc.main.id}\"]",
        ),
        (
            "[for s in var.secrets : \"${s}-${aws_vpc.main.id}\"][0]",
            "[for s in var.secrets : \"${s}-${aws_vpc.main.id}\"][0]",
        ),
        (
            "{ for k, s in var.secret_map : k => [s, aws_vpc.main.id] }",
            "{for k, s in var.secret_map : k => [s, aws_vpc.main.id]}",
        ),
        ("var.secret_on ? aws_vpc.main.id : \"x\"", "var.secret_on ? aws_vpc.main.id : \"x\""),
        (
            "\"%{ if var.secret_on }a%{ endif }${aws_vpc.main.id}\"",
            "\"%{ if var.secret_on }a%{ endif }${aws_vpc.main.id}\"",
        ),
        (
            "join(\",\", concat(var.secrets, [aws_vpc.main.id]))",
            "join(\",\", concat(var.secrets, [aws_vpc.main.id]))",
        ),
        ("aws_vpc.main.tags[var.secret]", "aws_vpc.main.tags[var.secret]"),
        ("zipmap([var.secret], [aws_vpc.main.id])", "zipmap([var.secret], [aws_vpc.main.id])"),
        (
            "jsonencode({ a = var.secret, b = aws_vpc.main.id })",
            "jsonencode({\"a\" = var.secret, \"b\" = aws_vpc.main.id})",
        ),
        (
            "[for x in aws_vpc.main.ids : \"${x}${var.secret}\"]",
            "[for x in aws_vpc.main.ids : \"${x}${var.secret}\"]",
        ),
    ]);
}

#[test]
fn what_is_sensitive_and_not_known_stays_sensitive_without_anything_left_of_it() {
    let document = document();
    let evaluator = Evaluator::new(&document, Variables::new());
    let value = |text: &str| evaluator.value(&Expression::raw(text).into(), &Instance::NONE);
    for text in [
        "sensitive(aws_vpc.main.id)",
        "\"${aws_vpc.main.id}-${var.secret}\"",
        "jsonencode([var.secret, aws_vpc.main.id])",
        "upper(aws_vpc.main.on ? var.secret : \"x\")",
        "sensitive(\"${aws_vpc.main.id}-x\")",
    ] {
        let known = value(text);
        assert!(known.is_sensitive(), "{text}");
        assert!(matches!(&known.data, Data::Unknown(unknown) if unknown.residual.is_none()), "{text}");
    }
    let left = Known::unknown(Reason::Apply, Some(Expression::raw("aws_vpc.main.id").into()));
    assert!(matches!(left.marked(true).data, Data::Unknown(unknown) if unknown.residual.is_none()));
    assert_eq!(format!("{:?}", value("[var.secret]")), "Tuple([(sensitive value)])");
}
