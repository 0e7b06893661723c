//! What changes from one spec, folder or plan to another: configuration and cost.

use groundplan::report::{self, Comparison, Form, escape, short};
use groundplan::terraform::{Difference, Document};
use serde_json::{Value, json};

use crate::cost::Priced;
use crate::machine;
use crate::number::number;

/// What differs between two things that were priced.
pub struct Diff {
    modules: Vec<Changed>,
    comparison: Comparison,
}

impl Diff {
    /// Compares root modules of the same name or, where each side has but one, those two.
    #[must_use]
    pub fn of(old: &Priced, new: &Priced) -> Self {
        let comparison = Comparison::of(&old.estimate, &new.estimate);
        Self { modules: modules(&old.documents, &new.documents), comparison }
    }

    /// It, in a form.
    #[must_use]
    pub fn text(&self, form: Form) -> String {
        let cost = || report::write_comparison(&self.comparison, form);
        match form {
            Form::Json => machine::pretty(&self.json()),
            Form::Table => table(&self.modules) + "\n" + &cost(),
            Form::Markdown => markdown(&self.modules) + "\n" + &cost(),
            Form::Html => page(&self.modules, &cost()),
        }
    }

    /// It, for programs: `{configuration, cost}`. The configuration is a list of root modules with `name` and
    /// `differences`, each with `address`, `kind` and `arguments` (`path`, `before`, `after`).
    #[must_use]
    pub fn json(&self) -> Value {
        let cost = report::write_comparison(&self.comparison, Form::Json);
        let cost: Value = serde_json::from_str(&cost).unwrap_or_default();
        json!({ "configuration": self.modules.iter().map(of_module).collect::<Value>(), "cost": cost })
    }
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
            let block = format!("{difference}\n").replace("````", "` ` ` `");
            if out.len() + block.len() > MOST {
                out += &format!("and {} more\n", module.differences.len() - at);
                break;
            }
            out += &block;
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
    let configuration = format!("<h1>Configuration</h1>\n<pre>{}</pre>\n", escape(&table(modules)));
    cost.replacen("<body>\n", &format!("<body>\n{configuration}"), 1)
}

fn of_module(module: &Changed) -> Value {
    json!({ "name": module.name, "differences": module.differences.iter().map(of_block).collect::<Value>() })
}

fn of_block(one: &Difference) -> Value {
    let argument = |(path, old, new): &(String, Option<String>, Option<String>)| json!({ "path": path, "before": old, "after": new });
    json!({
        "address": one.address,
        "action": one.action.name(),
        "arguments": one.arguments.iter().map(argument).collect::<Value>(),
    })
}
