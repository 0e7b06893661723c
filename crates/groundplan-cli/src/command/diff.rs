//! `groundplan diff`.

use groundplan::statement::{self, Comparison, escape, short};
use groundplan::terraform::{Difference, Document};
use serde_json::{Value, json};

use super::cost::subject::{Priced, Subject};
use super::cost::{form, usage};
use crate::arguments::{Diff, Statement};
use crate::outcome::Outcome;
use crate::show::number;
use crate::trouble::Trouble;

/// Reads and prices both, and tells what differs.
pub(super) fn run(arguments: &Diff) -> Result<Outcome, Trouble> {
    let usage = usage::read(arguments.usage.as_deref())?;
    if usage.failed {
        return Ok(Outcome { findings: usage.findings, failed: true, ..Outcome::default() });
    }
    let price = |path| -> Result<Result<Priced, String>, Trouble> {
        Ok(Subject::read(std::slice::from_ref(path), None)?.price(&usage.usage))
    };
    let (old, new) = match (price(&arguments.old)?, price(&arguments.new)?) {
        (Ok(old), Ok(new)) => (old, new),
        (Err(findings), _) | (_, Err(findings)) => {
            return Ok(Outcome { findings, failed: true, ..Outcome::default() });
        }
    };
    let comparison = Comparison::of(&old.estimate, &new.estimate);
    let modules = modules(&old.documents, &new.documents);
    let output = match arguments.format {
        Statement::Json => machine(&comparison, &modules),
        Statement::Table => {
            table(&modules) + "\n" + &statement::write_comparison(&comparison, form(arguments.format))
        }
        Statement::Markdown => {
            markdown(&modules) + "\n" + &statement::write_comparison(&comparison, form(arguments.format))
        }
        Statement::Html => page(&modules, &statement::write_comparison(&comparison, form(arguments.format))),
    };
    Ok(Outcome { output, findings: usage.findings, failed: false })
}

/// A root module and what differs in it.
struct Changed {
    name: String,
    differences: Vec<Difference>,
}

/// Root modules of the same name; where each side has but one, those two.
fn modules(old: &[(String, Document)], new: &[(String, Document)]) -> Vec<Changed> {
    let nothing = Document::new();
    if let ([(_, old)], [(name, new)]) = (old, new) {
        return vec![Changed { name: name.clone(), differences: old.differences(new) }];
    }
    let find = |all: &'_ [(String, Document)], name: &str| all.iter().position(|(known, _)| known == name);
    let mut names: Vec<&String> = old.iter().map(|(name, _)| name).collect();
    names.extend(new.iter().map(|(name, _)| name).filter(|name| find(old, name).is_none()));
    let of = |name: &String| {
        let before = find(old, name).and_then(|at| old.get(at)).map_or(&nothing, |(_, document)| document);
        let after = find(new, name).and_then(|at| new.get(at)).map_or(&nothing, |(_, document)| document);
        Changed { name: name.clone(), differences: before.differences(after) }
    };
    names.into_iter().map(of).collect()
}

fn table(modules: &[Changed]) -> String {
    let mut out = String::new();
    for module in modules {
        let count = number(module.differences.len(), "block");
        out += &format!("{}: {count} of the configuration differ\n", short(&module.name));
        for difference in &module.differences {
            out += &format!("  {}\n", difference.to_string().replace('\n', "\n  "));
        }
    }
    out
}

/// What GitHub leaves for the configuration when the cost has its part of a comment.
const MOST: usize = 30_000;

fn markdown(modules: &[Changed]) -> String {
    let mut out = String::from("### Configuration\n");
    for module in modules.iter().filter(|module| !module.differences.is_empty()) {
        let count = number(module.differences.len(), "block");
        out += &format!(
            "\n<details><summary>{}: {count} differ</summary>\n\n````diff\n",
            escape(short(&module.name))
        );
        for (at, difference) in module.differences.iter().enumerate() {
            let told = format!("{difference}\n").replace("````", "` ` ` `");
            if out.len() + told.len() > MOST {
                out += &format!("and {} more\n", module.differences.len() - at);
                break;
            }
            out += &told;
        }
        out += "````\n\n</details>\n";
    }
    if modules.iter().all(|module| module.differences.is_empty()) {
        out += "\nNothing differs.\n";
    }
    out
}

/// The page of the cost, with the configuration before it.
fn page(modules: &[Changed], cost: &str) -> String {
    let told = format!("<h1>Configuration</h1>\n<pre>{}</pre>\n", escape(&table(modules)));
    cost.replacen("<body>\n", &format!("<body>\n{told}"), 1)
}

fn machine(comparison: &Comparison, modules: &[Changed]) -> String {
    let cost: Value =
        serde_json::from_str(&statement::write_comparison(comparison, groundplan::statement::Form::Json))
            .unwrap_or_default();
    let argument = |(path, old, new): &(String, Option<String>, Option<String>)| json!({ "path": path, "before": old, "after": new });
    let difference = |one: &Difference| {
        json!({
            "address": one.address,
            "kind": one.kind(),
            "arguments": one.arguments.iter().map(argument).collect::<Value>(),
        })
    };
    let modules = modules.iter().map(|module| {
        json!({ "name": module.name, "differences": module.differences.iter().map(difference).collect::<Value>() })
    });
    super::json(&json!({ "configuration": modules.collect::<Value>(), "cost": cost }))
}
