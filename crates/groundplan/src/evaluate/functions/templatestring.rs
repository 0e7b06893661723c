//! Text that is a template itself.

use super::super::scope::Scope;
use super::super::{Data, Evaluator, Instance, Known, Outcome, Reason};
use super::arguments::Arguments;
use crate::terraform::{Expression, Value, parse_template};

/// What a template yields, in which only the given variables have a meaning.
pub(super) fn run(evaluator: &Evaluator<'_>, known: &[Known]) -> Outcome {
    let take = |steps| evaluator.take(steps);
    let arguments = Arguments(known, &take);
    let (text, variables) = (arguments.text(0)?, arguments.map(1)?);
    arguments.take(8 * text.len())?;
    let names: Vec<String> = variables.keys().map(|name| name.to_string()).collect();
    let template = parse_template(&text, &names).map_err(|_| Reason::Fails("the text is not a template"))?;
    let mut is_closed = true;
    template.visit(&mut |expression| match expression {
        Expression::Reference(_) => is_closed = false,
        // A template that calls itself would not end.
        Expression::Call(name, _) | Expression::Spread(name, _) => is_closed &= name != "templatestring",
        _ => {}
    });
    if !is_closed {
        return Err(Reason::Uncertain);
    }
    let named = variables.iter().fold(Instance::NONE, |named, (name, value)| named.with(name, value.clone()));
    let is_sensitive = known.iter().any(Known::has_sensitive);
    let made = evaluator.eval(&as_text(template), Scope::of(&named)).marked(is_sensitive);
    match made.data {
        Data::Null => Err(Reason::Fails("the template yields null")),
        _ => made.reason().map_or(Ok(made), Err),
    }
}

/// Of nothing but an expression, the text.
fn as_text(template: Value) -> Value {
    match template {
        Value::Text(text) => Value::Text(text),
        value => Expression::call("tostring", [value]).into(),
    }
}
