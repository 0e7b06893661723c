//! What changes from one spec, folder or plan to another: configuration and cost.

use groundplan::report::data::ComparisonData;
use groundplan::report::{self, Comparison, Form, escape, short};
use groundplan::schema::Schema;
use groundplan::terraform::{Difference, Document, InstanceAddress};
use serde::Serialize;

use crate::cost::Priced;
use crate::machine;
use crate::number::number;

/// What differs between two things that were priced.
pub struct Diff {
    modules: Vec<Changed>,
    comparison: Comparison,
}

impl Diff {
    /// Compares root modules of the same name or, where each side has but one, those two. What a provider marks as
    /// sensitive is hidden, by the schema.
    #[must_use]
    pub fn of(old: &Priced, new: &Priced, schema: Option<&Schema>) -> Self {
        let comparison = Comparison::of(&old.estimate, &new.estimate);
        Self { modules: modules(&old.documents, &new.documents, schema), comparison }
    }

    /// It, in a form.
    #[must_use]
    pub fn text(&self, form: Form) -> String {
        let cost = || report::write_comparison(&self.comparison, form);
        match form {
            Form::Json => machine::pretty(&self.data()),
            Form::Table => table(&self.modules) + "\n" + &cost(),
            Form::Markdown => markdown(&self.modules) + "\n" + &cost(),
            Form::Html => page(&self.modules, &cost()),
        }
    }

    /// It, for programs.
    #[must_use]
    pub fn data(&self) -> DiffData<'_> {
        let cost = ComparisonData::from(&self.comparison);
        DiffData { configuration: self.modules.iter().map(ModuleDiff::from).collect(), cost }
    }
}

/// What changes from one to the other: configuration and cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "codegen", schemars(rename = "Diff"))]
pub struct DiffData<'a> {
    /// The root modules.
    pub configuration: Vec<ModuleDiff<'a>>,
    /// The bill.
    pub cost: ComparisonData<'a>,
}

/// What changes in one root module.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub struct ModuleDiff<'a> {
    /// Its name.
    pub name: &'a str,
    /// The blocks that differ.
    pub differences: Vec<BlockDiff<'a>>,
}

/// What changes in one block of the configuration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "codegen", schemars(rename = "Difference"))]
pub struct BlockDiff<'a> {
    /// The block.
    pub address: &'a InstanceAddress,
    /// What becomes of it.
    #[cfg_attr(feature = "codegen", schemars(extend("enum" = ["create", "update", "delete"])))]
    pub action: &'static str,
    /// The arguments that differ; none of a block that is created or deleted.
    pub arguments: Vec<ArgumentDiff<'a>>,
}

/// What changes in an argument.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub struct ArgumentDiff<'a> {
    /// Its path within the block.
    pub path: &'a str,
    /// The value before, as JSON.
    pub before: Option<&'a str>,
    /// The value after, as JSON.
    pub after: Option<&'a str>,
}

impl<'a> From<&'a Changed> for ModuleDiff<'a> {
    fn from(module: &'a Changed) -> Self {
        Self { name: &module.name, differences: module.differences.iter().map(BlockDiff::from).collect() }
    }
}

impl<'a> From<&'a Difference> for BlockDiff<'a> {
    fn from(difference: &'a Difference) -> Self {
        let arguments = difference.arguments.iter().map(|(path, before, after)| ArgumentDiff {
            path,
            before: before.as_deref(),
            after: after.as_deref(),
        });
        Self {
            address: &difference.address,
            action: difference.action.name(),
            arguments: arguments.collect(),
        }
    }
}

/// A root module and what differs in it.
struct Changed {
    name: String,
    differences: Vec<Difference>,
}

/// Root modules of the same name; where each side has but one, those two.
fn modules(old: &[(String, Document)], new: &[(String, Document)], schema: Option<&Schema>) -> Vec<Changed> {
    let differences = |old: &Document, new: &Document| match schema {
        Some(schema) => old.differences_without(new, &|place, block| schema.hide_sensitive(place, block)),
        None => old.differences(new),
    };
    let nothing = Document::new();
    if let ([(_, old)], [(name, new)]) = (old, new) {
        return vec![Changed { name: name.clone(), differences: differences(old, new) }];
    }
    let find = |all: &'_ [(String, Document)], name: &str| all.iter().position(|(known, _)| known == name);
    let mut names: Vec<&String> = old.iter().map(|(name, _)| name).collect();
    names.extend(new.iter().map(|(name, _)| name).filter(|name| find(old, name).is_none()));
    let of = |name: &String| {
        let before = find(old, name).and_then(|at| old.get(at)).map_or(&nothing, |(_, document)| document);
        let after = find(new, name).and_then(|at| new.get(at)).map_or(&nothing, |(_, document)| document);
        Changed { name: name.clone(), differences: differences(before, after) }
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
