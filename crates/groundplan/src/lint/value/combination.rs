//! Arguments that exclude or need each other, as `scripts/combinations` writes them.

use std::sync::OnceLock;

use crate::asked::Asked;
use crate::diagnostic::{Report, Rule};
use crate::model::{Model, Place};
use crate::terraform::Section;
use crate::unit::Lookup;

/// A line of the table: `x . name name_prefix`.
struct Combination {
    kind: &'static str,
    /// The blocks that lead to the body that it is about; a dot is the resource itself.
    above: &'static str,
    names: Vec<&'static str>,
}

struct Table {
    combinations: Vec<Combination>,
    /// The numbers of those about each type. Data sources begin with `data.`.
    types: Lookup<&'static str, &'static str>,
}

static TABLE: OnceLock<Table> = OnceLock::new();

/// The table, where it is there.
fn table() -> Option<&'static Table> {
    let text = Asked::Combinations.text()?;
    Some(TABLE.get_or_init(|| Table::of(text)))
}

impl Table {
    fn of(text: &'static str) -> Self {
        let mut table = Self { combinations: Vec::new(), types: Lookup::default() };
        for line in text.lines().skip(1) {
            match line.strip_prefix("= ") {
                Some(combination) => {
                    let mut words = combination.split(' ');
                    let (kind, above) = words.next().zip(words.next()).unwrap_or_default();
                    table.combinations.push(Combination { kind, above, names: words.collect() });
                }
                None => table.types.extend(line.split_once(' ')),
            }
        }
        table
    }

    fn about(&self, kind: &str) -> impl Iterator<Item = &Combination> {
        let numbers = self.types.get(kind).into_iter().flat_map(|numbers| numbers.split(','));
        numbers.filter_map(|at| self.combinations.get(at.parse::<usize>().ok()?))
    }
}

/// Reports what is set together and must not be, and what lacks beside something that needs it.
pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    each_body(model, &mut |combination, body| match combination.kind {
        "x" | "1" => excluded(combination, body, report),
        "&" => needed_beside(combination, body, report),
        _ => {}
    });
}

/// Reports where nothing is set of several of which one has to be. Only of what is written: a module that others call may lack
/// what each caller gives.
pub(super) fn check_written(model: &Model<'_>, report: &mut Report) {
    each_body(model, &mut |combination, body| {
        if matches!(combination.kind, "1" | "+") && combination.names.iter().all(|name| lacks(body, name)) {
            let one = if combination.kind == "1" { "one" } else { "one or more" };
            let finding =
                body.found(Rule::VALUE_NEEDED, "", format!("none of {} is set", shown(&combination.names)));
            report.add(finding.wants(format!("{one} of them")));
        }
    });
}

fn each_body(model: &Model<'_>, see: &mut dyn FnMut(&Combination, &Place<'_>)) {
    let Some(table) = table() else { return };
    for (section, prefix) in [(Section::Resource, ""), (Section::Data, "data.")] {
        for place in model.section(section) {
            for combination in table.about(&format!("{prefix}{}", place.item.resource_type)) {
                let start = vec![place.clone()];
                let steps = combination.above.split('.').filter(|step| !step.is_empty());
                let bodies = steps
                    .fold(start, |bodies, step| bodies.iter().flat_map(|body| body.blocks(step)).collect());
                bodies.iter().for_each(|body| see(combination, body));
            }
        }
    }
}

fn excluded(combination: &Combination, body: &Place<'_>, report: &mut Report) {
    let set: Vec<&str> = combination.names.iter().copied().filter(|name| has(body, name)).collect();
    let [_, second, ..] = set.as_slice() else { return };
    // What is about several arguments is about their block.
    let at = if combination.names.len() == 2 { second.split('.').next().unwrap_or_default() } else { "" };
    let finding = body.found(Rule::VALUE_EXCLUDED, at, format!("{} exclude each other", shown(&set)));
    report.add(finding.wants(format!("one of {}", combination.names.join(", "))));
}

fn needed_beside(combination: &Combination, body: &Place<'_>, report: &mut Report) {
    let Some((first, others)) = combination.names.split_first().filter(|(first, _)| has(body, first)) else {
        return;
    };
    let missing: Vec<&str> = others.iter().copied().filter(|name| lacks(body, name)).collect();
    if !missing.is_empty() {
        let finding = body.found(Rule::VALUE_NEEDED, first, format!("`{first}` needs {}", shown(&missing)));
        report.add(finding.wants(format!("{first} together with {}", others.join(", "))));
    }
}

/// Whether an argument, perhaps of a block below, is certainly set.
fn has(body: &Place<'_>, path: &str) -> bool {
    match path.split_once('.') {
        Some((block, inner)) => body.blocks(block).iter().any(|body| has(body, inner)),
        None => body.has(path),
    }
}

/// Whether it is certainly not set.
fn lacks(body: &Place<'_>, path: &str) -> bool {
    match path.split_once('.') {
        Some((block, inner)) => {
            body.lacks(block)
                || !body.is_dynamic(block)
                    && body.value(block).is_none_or(|value| body.are_all_objects(value))
                    && body.blocks(block).iter().all(|body| lacks(body, inner))
        }
        None => body.lacks(path),
    }
}

/// `a`, `b` and `c`, in quotes.
fn shown(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terraform::{Document, Expression, block};

    #[test]
    fn every_line_is_read() {
        let table = table().unwrap();
        assert!(table.combinations.len() > 300 && table.types.len() > 250);
        for combination in &table.combinations {
            assert!(["x", "1", "+", "&"].contains(&combination.kind) && combination.names.len() > 1);
        }
        for (kind, numbers) in &table.types {
            assert_eq!(table.about(kind).count(), numbers.split(',').count(), "{kind}");
        }
    }

    fn found(kind: &'static str, body: crate::terraform::Block) -> Vec<String> {
        let mut document = Document::new();
        document.file("main").resource(kind, "a", body);
        let mut report = Report::default();
        let model = Model::of(&document);
        check(&model, &mut report);
        check_written(&model, &mut report);
        report.diagnostics().iter().map(|one| one.message.clone()).collect()
    }

    #[test]
    fn what_is_null_or_may_be_excludes_nothing() {
        let kind = "aws_iam_instance_profile";
        let both = block! { name = "a", name_prefix = "b" };
        assert_eq!(found(kind, both), ["`name` and `name_prefix` exclude each other"]);
        let null = block! { name = "a", name_prefix = Expression::raw("null") };
        assert_eq!(found(kind, null), [""; 0]);
        let either = block! { name = "a", name_prefix = Expression::raw("var.own ? null : \"b\"") };
        assert_eq!(found(kind, either), [""; 0]);
        let unknown = block! { name = "a", name_prefix = Expression::raw("var.prefix") };
        assert_eq!(found(kind, unknown), [""; 0]);
    }
}
