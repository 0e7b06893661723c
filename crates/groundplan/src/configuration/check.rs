//! Calls, by what the called modules declare.

use super::arguments::is_input;
use super::call_providers;
use super::enter::{Failing, Refused};
use crate::diagnostic::{Diagnostic, Report, Rule, nearest, one_of};
use crate::model::{path, walk};
use crate::terraform::{Block, Content, Document, Expression, Item, Key, Literal, Mode, Reference, Section};

/// The document that a call leads to, by the name of the call.
type Called<'a> = dyn Fn(&str) -> Option<&'a Document> + 'a;

/// What Terraform refuses in the calls of a document, and in what refers to them.
pub(super) fn calls(document: &Document, called: &Called<'_>) -> Report {
    let mut report = Report::default();
    for call in document.items().iter().filter(|item| item.section == Section::Module) {
        if let Some(module) = called(&call.name) {
            arguments(call, module, &mut report);
            required(call, module, &mut report);
            call_providers::check(call, module, &mut report);
        }
    }
    walk::expressions(document, &mut |spot, expression| {
        let Some((reference, output)) = output(expression).filter(|_| !spot.is_tried) else { return };
        let Some(module) = called(&reference.address.name) else { return };
        if !names(module, Section::Output).any(|name| *name == output) {
            let message = format!("the module has no output `{output}`");
            let near = nearest(output, names(module, Section::Output).map(Key::as_str)).map(str::to_owned);
            let finding = spot.found(Rule::TERRAFORM_MODULE_OUTPUT, message);
            report.add(finding.given(expression).wants(known(module, Section::Output)).maybe_hint(near));
        }
    });
    report
}

fn arguments(call: &Item, module: &Document, report: &mut Report) {
    let given = call.block().into_iter().flat_map(|block| block.entries());
    for (name, _) in given.filter(|(name, _)| is_input(name)) {
        if !names(module, Section::Variable).any(|known| known == name) {
            let message = format!("the module has no variable `{name}`");
            let near = nearest(name, names(module, Section::Variable).map(Key::as_str)).map(str::to_owned);
            let finding = found(call, Rule::TERRAFORM_MODULE_ARGUMENT, name, message).given(name);
            report.add(finding.wants(known(module, Section::Variable)).maybe_hint(near));
        }
    }
}

fn required(call: &Item, module: &Document, report: &mut Report) {
    let variables = module.items().iter().filter(|item| item.section == Section::Variable);
    for variable in variables {
        let is_required = variable.block().is_some_and(|block| block.get("default").is_none());
        let is_given = call.block().is_some_and(|block| block.get(&variable.name).is_some());
        if is_required && !is_given {
            let message = format!("missing argument `{}` of the module", variable.name);
            let finding = found(call, Rule::TERRAFORM_MODULE_REQUIRED, "", message);
            report.add(finding.wants(format!("`{}`, which has no default", variable.name)));
        }
    }
}

/// A value that the variable does not take.
pub(super) fn refused(call: &Item, module: &Document, refused: &Refused) -> Diagnostic {
    let variable = refused.variable.as_str();
    let message = format!("invalid value of variable `{variable}` of the module: {}", refused.why);
    let declared =
        module.items().iter().find(|item| item.section == Section::Variable && item.name == *variable);
    found(call, refused.by.rule(), variable, message)
        .wants(refused.by.wants(type_of(declared.and_then(Item::block))))
}

/// What a variable takes.
pub(super) fn type_of(variable: Option<&Block>) -> String {
    match variable.and_then(|block| block.get("type")) {
        Some(Content::Literal(Literal::Bare(words))) => words.to_string(),
        Some(Content::Literal(Literal::Text(words))) => words.clone(),
        _ => "a value".to_owned(),
    }
}

/// An expression that Terraform cannot evaluate.
pub(super) fn failing(failing: &Failing) -> Diagnostic {
    let message = format!("the expression fails: {}", failing.why);
    Diagnostic::new(Rule::TERRAFORM_EVALUATION, failing.path.clone(), message)
        .in_file(format!("{}.tf.json", failing.file))
        .given(&failing.given)
        .wants("an expression that yields a value, or `try(…)` with another one where it does not")
}

/// A call of a folder that is not there.
pub(super) fn not_there(call: &Item, source: &str) -> Diagnostic {
    let message = format!("the folder `{source}` is not there, or has no Terraform in it");
    found(call, Rule::TERRAFORM_MODULE_FOLDER, "source", message)
        .given(source)
        .wants("the folder of the module")
}

pub(super) fn found(call: &Item, rule: Rule, name: &str, message: String) -> Diagnostic {
    let path = if name.is_empty() { path(call) } else { path(call).key(name) };
    Diagnostic::new(rule, path, message).in_file(format!("{}.tf.json", call.file))
}

fn names(module: &Document, section: Section) -> impl Iterator<Item = &Key> {
    module.items().iter().filter(move |item| item.section == section).map(|item| &item.name)
}

/// The names that there are.
fn known(module: &Document, section: Section) -> String {
    let names: Vec<&str> = names(module, section).map(Key::as_str).collect();
    match names.as_slice() {
        [] => format!("no {} of the module, which has none", section.name()),
        names => one_of(names),
    }
}

/// The output of a module that an expression refers to.
fn output(expression: &Expression) -> Option<(&Reference, &str)> {
    let whole = |inner: &'_ Expression| -> bool {
        matches!(inner, Expression::Reference(reference) if is_instance(reference))
    };
    match expression {
        Expression::Reference(reference) if reference.address.mode == Mode::Module => {
            let (_, path) = after_key(&reference.path);
            Some((reference, first_step(path))).filter(|(_, name)| !name.is_empty())
        }
        Expression::Splat(inner, path) if whole(inner) => Some((reference(inner)?, first_step(path))),
        Expression::Attribute(inner, name) => match &**inner {
            Expression::Index(inner, _) if whole(inner) => Some((reference(inner)?, name.as_str())),
            inner if whole(inner) => Some((reference(inner)?, name.as_str())),
            _ => None,
        },
        _ => None,
    }
}

fn reference(expression: &Expression) -> Option<&Reference> {
    match expression {
        Expression::Reference(reference) => Some(reference),
        _ => None,
    }
}

/// Whether a reference is a module, or an instance of one.
fn is_instance(reference: &Reference) -> bool {
    let (_, rest) = after_key(&reference.path);
    reference.address.mode == Mode::Module && rest.is_empty()
}

/// The key at the head of a path, and what follows it.
fn after_key(path: &str) -> (&str, &str) {
    match path.find(']').filter(|_| path.starts_with('[')) {
        Some(end) => {
            let (key, rest) = path.split_at(end + 1);
            (key, rest.strip_prefix('.').unwrap_or(rest))
        }
        None => ("", path),
    }
}

fn first_step(path: &str) -> &str {
    path.split(['.', '[']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terraform::read;

    const MODULE: &str = "
variable \"name\" {}
variable \"size\" {
  default = 1
}
output \"arn\" {
  value = 1
}
";

    fn found(text: &str) -> Vec<String> {
        let document = |text: &str| read::module([("main.tf", text)]).0;
        let (caller, module) = (document(text), document(MODULE));
        let called = |name: &str| (name == "m").then_some(&module);
        calls(&caller, &called)
            .diagnostics()
            .iter()
            .map(|one| format!("{} {}", one.path, one.message))
            .collect()
    }

    #[test]
    fn what_a_call_gives_is_what_the_module_declares() {
        let call = "module \"m\" {\n  source = \"./m\"\n  nmae = 1\n  depends_on = []\n}\nmodule \"other\" {\n  x = 1\n}\n";
        assert_eq!(
            found(call),
            [
                "module.m.nmae the module has no variable `nmae`",
                "module.m missing argument `name` of the module"
            ]
        );
    }

    #[test]
    fn outputs_are_found_behind_keys_and_splats() {
        let call = "module \"m\" {\n  source = \"./m\"\n  name = 1\n}\n";
        let missing = ["module.m.nope", "module.m[0].nope.x", "module.m[*].nope", "module.m[each.key].nope"];
        for reference in missing {
            let found = found(&format!("{call}locals {{\n  x = {reference}\n}}\n"));
            assert_eq!(found, ["locals.x the module has no output `nope`"], "{reference}");
        }
        for reference in [
            "module.m.arn",
            "module.m[\"a\"].arn",
            "module.m[*].arn",
            "module.m",
            "module.z.nope",
            "try(module.m.nope, 1)",
            "can(module.m.nope.x)",
        ] {
            let nothing: [&str; 0] = [];
            assert_eq!(found(&format!("{call}locals {{\n  x = {reference}\n}}\n")), nothing, "{reference}");
        }
    }
}
