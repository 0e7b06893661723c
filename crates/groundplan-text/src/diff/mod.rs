//! What changes from one spec, folder or plan to another: what runs, configuration and cost.

mod change;
mod deny;
mod ignored;
mod left;
mod moved;
mod renamed;
mod roots;

pub use change::text as change_text;
pub use deny::Denied;

use std::borrow::Cow;
use std::collections::BTreeSet;

use groundplan::change::{Change, Summary};
use groundplan::configuration::UnreadCall;
use groundplan::cost::Estimate;
use groundplan::report::data::ComparisonData;
use groundplan::report::{self, Comparison, Form, escape, short};
use groundplan::schema::Schema;
use groundplan::terraform::{Difference, InstanceAddress};
use serde::Serialize;

use self::renamed::Place;
use crate::cost::Priced;
use crate::machine;

/// What differs between two things that were priced.
pub struct Diff {
    modules: Vec<Changed>,
    comparison: Comparison,
    unread: Vec<UnreadCall>,
}

impl Diff {
    /// Compares root modules of the same name or, where each side has but one, those two. What a provider marks as
    /// sensitive is hidden, by the schema.
    #[must_use]
    pub fn of(old: &Priced, new: &Priced, schema: Option<&Schema>) -> Self {
        Self::made(old, new, schema, true)
    }

    /// As [`Diff::of`], of two environments side by side: neither becomes the other, so that nothing is left behind.
    #[must_use]
    pub fn side_by_side(old: &Priced, new: &Priced, schema: Option<&Schema>) -> Self {
        Self::made(old, new, schema, false)
    }

    fn made(old: &Priced, new: &Priced, schema: Option<&Schema>, is_change: bool) -> Self {
        let mut modules = roots::changed(&roots::of(old), &roots::of(new), schema);
        if !is_change {
            modules.iter_mut().for_each(|module| (module.before, module.after) = (None, None));
        }
        for (name, planned) in &new.planned {
            let module = modules.iter_mut().find(|module| module.name == *name);
            module.into_iter().for_each(|module| module.change = planned.clone());
        }
        let (priced_before, priced_after) =
            (readable(&old.estimate, &modules), readable(&new.estimate, &modules));
        let before = moved::under_new_addresses(&priced_before, &modules);
        let (kept, after);
        if is_change {
            kept = ignored::as_before(&priced_after, &before, &modules);
            after = left::with_forgotten(&kept, &before, &modules);
        } else {
            after = Cow::Borrowed(&*priced_after);
        }
        let comparison = Comparison::of(&before, &after);
        let mut unread = new.unread_calls();
        unread.extend(old.unread_calls().into_iter().filter(|call| !new.unread_calls().contains(call)));
        Self { modules, comparison, unread }
    }

    /// Whether anything was compared: where each root module has a side that cannot be read, nothing was.
    #[must_use]
    pub fn is_of_anything(&self) -> bool {
        self.modules.is_empty() || self.modules.iter().any(|module| !module.is_unreadable)
    }

    /// The calls of modules that were not entered, on either side.
    #[must_use]
    pub fn unread_calls(&self) -> Vec<UnreadCall> {
        self.unread.clone()
    }

    /// What happens to objects, counted over all root modules.
    #[must_use]
    pub fn summary(&self) -> Summary {
        change::total(&self.modules)
    }

    /// The changes that are denied, a line each.
    #[must_use]
    pub fn denied(&self, denied: &[Denied]) -> Vec<String> {
        let of = |module: &Changed| deny::lines(report::short(&module.name), &module.change, denied);
        self.modules.iter().flat_map(of).collect()
    }

    /// It, in a form.
    #[must_use]
    pub fn text(&self, form: Form) -> String {
        let cost = || report::write_comparison(&self.comparison, form);
        match form {
            Form::Json => machine::pretty(&self.data()),
            Form::Table => format!("{}\n{}\n{}", change::table(&self.modules), table(&self.modules), cost()),
            Form::Markdown => {
                format!("{}\n{}\n{}", change::markdown(&self.modules), markdown(&self.modules), cost())
            }
            Form::Html => page(&self.modules, &cost()),
        }
    }

    /// It, for programs.
    #[must_use]
    pub fn data(&self) -> DiffData<'_> {
        let cost = ComparisonData::from(&self.comparison);
        let configuration = self.modules.iter().map(ModuleDiff::from).collect();
        DiffData { summary: self.summary(), configuration, cost, unread_calls: &self.unread }
    }
}

/// What changes from one to the other: configuration and cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "codegen", schemars(rename = "Diff"))]
pub struct DiffData<'a> {
    /// What happens to objects, counted over all root modules.
    pub summary: Summary,
    /// The root modules.
    pub configuration: Vec<ModuleDiff<'a>>,
    /// The bill.
    pub cost: ComparisonData<'a>,
    /// The calls of modules that were not read, on either side.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    #[serde(rename = "unreadCalls")]
    #[cfg_attr(feature = "codegen", schemars(rename = "unreadCalls"))]
    pub unread_calls: &'a [UnreadCall],
}

/// What changes in one root module.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub struct ModuleDiff<'a> {
    /// Its name.
    pub name: &'a str,
    /// What an apply does to what runs.
    pub change: &'a Change,
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
        Self {
            name: &module.name,
            change: &module.change,
            differences: module.differences.iter().map(BlockDiff::from).collect(),
        }
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
    change: Change,
    differences: Vec<Difference>,
    /// Whether one side cannot be read, so that nothing was compared.
    is_unreadable: bool,
    /// The resources of which `ignore_changes` leaves arguments to others.
    ignoring: BTreeSet<String>,
    /// Where its state was; `None` for a root module that is new.
    before: Option<Place>,
    /// Where its state is; `None` for one that is gone.
    after: Option<Place>,
}

impl Changed {
    /// Whether arguments of a resource are left to others.
    fn leaves_alone(&self, address: &str) -> bool {
        self.ignoring.contains(address)
    }
}

/// The bill of what can be read on both sides.
fn readable<'a>(estimate: &'a Estimate, modules: &[Changed]) -> Cow<'a, Estimate> {
    let is_lacking = |name: &str| modules.iter().any(|module| module.is_unreadable && module.name == name);
    if !estimate.modules.iter().any(|module| is_lacking(&module.name)) {
        return Cow::Borrowed(estimate);
    }
    let mut estimate = estimate.clone();
    estimate.modules.retain(|module| !is_lacking(&module.name));
    Cow::Owned(estimate)
}

fn table(modules: &[Changed]) -> String {
    let mut out = String::new();
    for module in modules.iter().filter(|module| !module.is_unreadable) {
        out += &format!(
            "{}: {}\n",
            short(&module.name),
            differing(module.differences.len(), " of the configuration")
        );
        for difference in &module.differences {
            out += &format!("  {}\n", difference.to_string().replace('\n', "\n  "));
        }
    }
    out
}

/// How many blocks differ, in a sentence.
fn differing(count: usize, of: &str) -> String {
    match count {
        0 => "the configuration is the same".to_owned(),
        1 => format!("1 block{of} differs"),
        _ => format!("{count} blocks{of} differ"),
    }
}

/// What GitHub leaves for the configuration when the cost has its part of a comment.
const MOST: usize = 20_000;

fn markdown(modules: &[Changed]) -> String {
    let mut out = String::from("### Configuration\n");
    for module in modules.iter().filter(|module| !module.differences.is_empty()) {
        let count = differing(module.differences.len(), "");
        out +=
            &format!("\n<details><summary>{}: {count}</summary>\n\n````diff\n", escape(short(&module.name)));
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
    let (change, configuration) = (escape(&change::table(modules)), escape(&table(modules)));
    let configuration = format!(
        "<h1>What runs: {}</h1>\n<pre>{change}</pre>\n<h1>Configuration</h1>\n<pre>{configuration}</pre>\n",
        change::summary(modules)
    );
    cost.replacen("<body>\n", &format!("<body>\n{configuration}"), 1)
}
