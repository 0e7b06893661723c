//! Expressions of all constructs, made by chance.

use proptest::prelude::*;

use super::super::{Evaluator, Instance, Variables};
use super::document;
use crate::terraform::{Expression, Value};

/// Expressions of all constructs, most of which mean something.
fn expressions() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec![
        "null",
        "true",
        "0",
        "1.5",
        "-3",
        "\"a\"",
        "\"\"",
        "\"ü\"",
        "[]",
        "{}",
        "var.size",
        "var.secret",
        "var.secrets",
        "var.secret_map",
        "var.secret_on",
        "var.unset",
        "var.zones",
        "local.tags",
        "local.hidden",
        "local.left",
        "local.d3",
        "aws_vpc.main.id",
        "aws_subnet.counted",
        "aws_subnet.keyed",
        "x",
        "each.key",
        "1000000",
        "local.one",
    ]);
    leaf.prop_map(str::to_owned).prop_recursive(5, 40, 4, |inner| {
        let operator = prop::sample::select(vec!["+", "-", "*", "/", "%", "==", "!=", "<", ">=", "&&", "||"]);
        let function = prop::sample::select(crate::terraform::FUNCTIONS);
        prop_oneof![
            (inner.clone(), operator, inner.clone()).prop_map(|(a, sign, b)| format!("({a} {sign} {b})")),
            (function, prop::collection::vec(inner.clone(), 0..4)).prop_map(|(function, all)| format!(
                "{}({})",
                function.name,
                all.join(", ")
            )),
            (inner.clone(), inner.clone(), inner.clone()).prop_map(|(a, b, c)| format!("({a} ? {b} : {c})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("[for x in {a} : {b}]")),
            (inner.clone(), inner.clone(), inner.clone())
                .prop_map(|(a, b, c)| format!("{{for k, x in {a} : k => {b} if {c}}}")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("[{a}, {b}]")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{{ a = {a}, b = {b} }}")),
            (inner.clone(), inner.clone())
                .prop_map(|(a, b)| format!("\"${{{a}}}-%{{ for x in {b} }}${{x}}%{{ endfor }}\"")),
            (inner.clone(), inner.clone())
                .prop_map(|(a, b)| format!("\"%{{ if {a} }}${{{b}}}%{{ endif }}${{aws_vpc.main.id}}\"")),
            inner.clone().prop_map(|a| format!("{a}[*]")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{a}[{b}]")),
            inner.prop_map(|a| format!("max({a}...)")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_expression_panics_or_gives_a_secret_away(text in expressions()) {
        let document = document();
        let evaluator = Evaluator::new(&document, Variables::new());
        let value = Value::from(Expression::raw(&text));
        let known = evaluator.value(&value, &Instance::NONE);
        let reduced = evaluator.reduced(&value, &Instance::NONE);
        let written = Expression::from(reduced.clone()).to_string();
        let reveals = ["nonsensitive", "issensitive"].iter().any(|name| text.contains(name));
        prop_assert!(reveals || !written.contains("hunter2"), "{text}\n{written}");
        let printed = format!("{known:?}");
        prop_assert!(reveals || !printed.contains("hunter2"), "{text}\n{printed}");
        // What is known is written as it is, whatever it was computed from.
        let again = evaluator.value(&reduced, &Instance::NONE);
        if known.is_primitive() {
            prop_assert_eq!(again, known, "{}\n{}", text, written);
        }
    }
}
