//! What would save money, beside a bill.

use std::fmt::Write;

use groundplan::Advice;
use groundplan::report::{Form, dollars};
use serde_json::{Value, json};

use crate::wrap::{WIDTH, wrap};

/// What is shown of it where people read.
const MOST: usize = 8;

/// A bill with what would make it smaller. Programs get all of it, people what saves most; a page has no place
/// for it.
#[must_use]
pub fn added(text: String, form: Form, advice: &[&Advice]) -> String {
    match form {
        Form::Table => text + &table(advice),
        Form::Markdown => text + &markdown(advice),
        Form::Json => with_advice(&text, advice).unwrap_or(text),
        Form::Html => text,
    }
}

fn table(advice: &[&Advice]) -> String {
    let mut out = String::new();
    for one in advice.iter().take(MOST) {
        let saves = dollars(one.saves.expected);
        let _ = writeln!(out, "  {saves:>9}  {}: {}", one.environment, one.setting);
        wrap(one.takes, WIDTH - 13).iter().for_each(|line| out += &format!("             {line}\n"));
    }
    if out.is_empty() {
        out
    } else {
        format!("\nwould save a month, laid over the environment in the spec:\n{out}")
    }
}

fn markdown(advice: &[&Advice]) -> String {
    let one = |one: &&Advice| {
        format!(
            "- **{}** a month in {}: `{}` ({})\n",
            dollars(one.saves.expected),
            one.environment,
            one.setting,
            one.takes
        )
    };
    let listed: String = advice.iter().take(MOST).map(one).collect();
    if listed.is_empty() {
        return listed;
    }
    format!("\n<details><summary>What would save money</summary>\n\n{listed}\n</details>\n")
}

fn with_advice(text: &str, advice: &[&Advice]) -> Option<String> {
    let mut value: Value = serde_json::from_str(text).ok()?;
    let listed = advice.iter().map(|one| {
        json!({
            "stack": one.stack,
            "environment": one.environment,
            "setting": one.setting,
            "saves": {
                "low": one.saves.low.normalize().to_string(),
                "expected": one.saves.expected.normalize().to_string(),
                "high": one.saves.high.normalize().to_string(),
            },
            "takes": one.takes,
        })
    });
    value.as_object_mut()?.insert("advice".to_owned(), listed.collect());
    Some(crate::machine::pretty(&value))
}
