//! Generated documents: every construct, with values and expressions of every kind.

use groundplan::terraform::{
    Address, Block, Check, Condition, Content, Document, Expression, For, Import, Key, Lifecycle, Literal,
    Moved, Operator, Output, Prefix, Provider, Reference, Removed, Text, TypeConstraint, Value, Variable,
    call,
};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::generate::hostile;

/// Documents of up to a handful of blocks.
pub fn document() -> impl Strategy<Value = Document> {
    vec((0..9usize, name(), value(), value(), literal()), 1..8).prop_map(|parts| {
        let mut document = Document::new();
        for (at, (kind, name, first, second, literal)) in parts.into_iter().enumerate() {
            // Addresses are unique, as they are in every module.
            add(&mut document, kind, format!("{name}_{at}"), first, second, literal);
        }
        document
    })
}

fn add(document: &mut Document, kind: usize, name: String, first: Value, second: Value, literal: Literal) {
    let mut file = document.file("main");
    let held = first.clone();
    let condition = || Condition::new(held.clone(), "it does \"not\" ${hold}");
    match kind {
        0 => drop(file.resource("aws_x", name, body(first, second))),
        1 => drop(file.data("aws_x", name, body(first, second))),
        2 => drop(file.ephemeral("aws_x", name, body(first, second))),
        3 => drop(file.local(name, first)),
        4 => file.add(Variable::new(name).kind(TypeConstraint::Any).default(literal).validation(condition())),
        5 => file.add(Output::new(name, first).description("a ${b}").sensitive().precondition(condition())),
        6 => file.add(Provider::new("aws").alias(name).set("region", second)),
        7 => {
            let (old, new) =
                (Address::resource("aws_x", format!("{name}_old")), Address::resource("aws_x", name));
            file.add(Moved::new(&old, &new));
            file.add(Import::new(&new, second).provider(Literal::bare("aws.west")));
            file.add(Removed::new(&old));
        }
        _ => file.add(Check::new(name).data("aws_x", "found", body(second, Value::Null)).assert(condition())),
    }
}

fn body(first: Value, second: Value) -> Block {
    let mut body = Block::new();
    body.set("first", first);
    body.set("second", second);
    let lifecycle = Lifecycle::new().prevent_destroy(true).ignore_changes(["first"]);
    body.set("provider", Literal::bare("aws.west"));
    body.put("depends_on", Content::Addresses(vec![Address::module("other")]));
    body.lifecycle(lifecycle).count(call::length(Address::local("x").whole()))
}

fn name() -> impl Strategy<Value = String> {
    "[a-z][a-z0-9_]{0,6}"
}

fn literal() -> impl Strategy<Value = Literal> {
    prop_oneof![
        any::<bool>().prop_map(Literal::from),
        any::<i64>().prop_map(Literal::from),
        hostile().prop_map(Literal::from),
        vec(hostile(), 0..3).prop_map(Literal::from),
    ]
}

/// Values, text that Terraform would misread among them.
pub fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        Just(Value::Decimal("1.50".to_owned())),
        hostile().prop_map(Value::from),
        reference().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::List),
            vec((hostile(), inner.clone()), 0..4).prop_map(object),
            vec((hostile(), inner.clone()), 1..4).prop_map(text),
            expression(inner).prop_map(Value::from),
        ]
    })
}

fn reference() -> impl Strategy<Value = Reference> {
    let addresses = [
        Address::resource("aws_vpc", "main"),
        Address::data("aws_region", "current"),
        Address::module("queue"),
        Address::local("x"),
    ];
    let paths = ["id", "names[0]", "a.b[\"c\"].d", "[0].id", "[*].arn"];
    (proptest::sample::select(addresses.to_vec()), proptest::sample::select(paths.to_vec()))
        .prop_map(|(address, path)| address.attr(path))
}

/// Terraform merges duplicate names, so none are generated.
fn object(entries: Vec<(String, Value)>) -> Value {
    let mut object: Vec<(Key, Value)> = Vec::new();
    for (key, value) in entries {
        if !object.iter().any(|(known, _)| *known == key.as_str()) && !key.starts_with("//") {
            object.push((key.into(), value));
        }
    }
    Value::Object(object)
}

fn text(pieces: Vec<(String, Value)>) -> Value {
    let pieces = pieces.into_iter().flat_map(|(literal, value)| {
        let inner = match value {
            Value::Expression(expression) => Text::from(expression),
            _ => Text::from(call::tostring(value)),
        };
        [Text::from(literal), inner]
    });
    Value::from(Text::join(pieces))
}

fn expression(inner: impl Strategy<Value = Value> + Clone) -> impl Strategy<Value = Expression> {
    (0..9usize, inner.clone(), inner.clone(), inner).prop_map(|(kind, a, b, c)| {
        let of = |value: &Value| match value {
            Value::Expression(expression) => expression.clone(),
            other => call::tostring(other.clone()),
        };
        match kind {
            0 => call::merge([a, b, c]),
            1 => Expression::Spread("concat".into(), vec![a]),
            2 => of(&a).attr("name"),
            3 => of(&a).index(b),
            4 => of(&a).splat("id"),
            5 => Expression::Prefix(Prefix::Not, Box::new(a)),
            6 => Expression::Binary(
                Box::new(Expression::Binary(Box::new(a), Operator::Or, Box::new(b)).into()),
                Operator::Multiply,
                Box::new(c),
            ),
            7 => of(&a).then(b, c),
            _ => For::each("v", a).key("k").only(b).object(Expression::symbol("k"), c),
        }
    })
}
