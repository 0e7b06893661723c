//! What would save money, beside a bill.

use std::fmt::Write;

use groundplan::Advice;
use groundplan::report::data::AdviceData;
use groundplan::report::{Form, dollars};

use crate::wrap::{WIDTH, wrap};

/// What is shown of it where people read.
const MOST: usize = 8;

/// A bill with what would make it smaller: what saves most. A page has no place for it, and programs get `data`.
#[must_use]
pub fn added(text: String, form: Form, advice: &[Advice]) -> String {
    match form {
        Form::Table => text + &table(advice),
        Form::Markdown => text + &markdown(advice),
        Form::Json | Form::Html => text,
    }
}

fn table(advice: &[Advice]) -> String {
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

fn markdown(advice: &[Advice]) -> String {
    let one = |one: &Advice| {
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

/// Advice for programs.
pub(super) fn data(advice: &[Advice]) -> Vec<AdviceData<'_>> {
    advice
        .iter()
        .map(|one| AdviceData {
            stack: &one.stack,
            environment: &one.environment,
            setting: &one.setting,
            saves: one.saves.into(),
            takes: one.takes,
        })
        .collect()
}
