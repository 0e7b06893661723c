//! The lines of the entries of a value that is laid out over several lines.

use super::value::{is_long, is_stacked};
use super::value_text;
use crate::terraform::span::{Recorder, breaks};
use crate::terraform::{Expression, Part, Value};

/// Notes the entries of objects in a value that begins in a line and is written at a depth.
pub(in crate::terraform) fn record_value(recorder: &mut Recorder, value: &Value, depth: usize, line: usize) {
    match value {
        Value::Object(entries) => {
            let mut at = line;
            for (name, value) in entries {
                at += 1;
                let open = recorder.named(name, || at);
                record_value(recorder, value, depth + 1, at);
                at += breaks(&value_text(value, depth + 1));
                recorder.close(open, || at);
            }
        }
        Value::List(values) if is_stacked(values, depth) => record_stacked(recorder, values, depth, line),
        Value::Expression(expression) => record_expression(recorder, expression, depth, line),
        Value::Text(text) => {
            if let [Part::Expression(only)] = text.parts() {
                record_expression(recorder, only, depth, line);
            }
        }
        _ => {}
    }
}

fn record_stacked(recorder: &mut Recorder, values: &[Value], depth: usize, line: usize) {
    let mut at = line;
    for value in values {
        at += 1;
        record_value(recorder, value, depth + 1, at);
        at += breaks(&value_text(value, depth + 1));
    }
}

fn record_expression(recorder: &mut Recorder, expression: &Expression, depth: usize, line: usize) {
    match expression {
        Expression::Value(value) => record_value(recorder, value, depth, line),
        Expression::Call(_, arguments) | Expression::Spread(_, arguments) => match arguments.as_slice() {
            [only] => record_value(recorder, only, depth, line),
            several if is_long(several, depth) => record_stacked(recorder, several, depth, line),
            _ => {}
        },
        _ => {}
    }
}
