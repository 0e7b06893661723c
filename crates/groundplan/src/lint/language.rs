//! Expressions and references that Terraform refuses or misreads.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Report, Rule, nearest, rules};
use crate::model::walk::{self, Spot};
use crate::model::{Model, path};
use crate::terraform::{Expression, Item, Mode, function};
use crate::unit::set_of;

rules! {
    /// An expression is written as Terraform writes expressions.
    ///
    /// Every string in Terraform's JSON is a template: `${aws:username}` in an IAM policy is read as an
    /// expression, and must be written `$${aws:username}`.
    TERRAFORM_EXPRESSION = error "terraform/expression", "https://developer.hashicorp.com/terraform/language/expressions/strings";

    /// A function is one that Terraform has, with as many arguments as it takes.
    ///
    /// Terraform has no user-defined functions; a misspelt one fails.
    TERRAFORM_FUNCTION = error "terraform/function", "https://developer.hashicorp.com/terraform/language/functions";

    /// A bare word is defined in its context.
    ///
    /// `each` is defined only with `for_each`, `count` with `count`, `self` in a postcondition; text without
    /// quotes is an undefined word.
    TERRAFORM_SYMBOL = error "terraform/symbol", "https://developer.hashicorp.com/terraform/language/expressions/references";

    /// A reference has a target in the module.
    ///
    /// A misspelt or removed object leaves references behind; Terraform refuses them.
    TERRAFORM_REFERENCE = error "terraform/reference", "https://developer.hashicorp.com/terraform/language/expressions/references";

    /// References of a module form no cycle.
    ///
    /// Terraform could not order their creation. Common cases are inline rules of two security groups that name
    /// each other, and a service and the alarm that guards its deployment.
    TERRAFORM_CYCLE = error "terraform/cycle", "https://developer.hashicorp.com/terraform/internals/graph";

    /// An address is unique.
    ///
    /// Terraform refuses a second resource of the same type and name, in any file of the module.
    TERRAFORM_DUPLICATE = error "terraform/duplicate", "https://developer.hashicorp.com/terraform/language/resources/syntax";
}

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    walk::expressions(model.document, &mut |spot, expression| {
        let found = syntax(spot, expression)
            .or_else(|| call(spot, expression))
            .or_else(|| symbol(model, spot, expression));
        found.into_iter().for_each(|finding| report.add(finding));
    });
    references(model, report);
    duplicates(model, report);
}

fn syntax(spot: &Spot<'_>, expression: &Expression) -> Option<Diagnostic> {
    let Expression::Invalid(error) = expression else { return None };
    let is_policy_variable = error.text.contains("${aws:") || error.text.contains("${saml:");
    let hint =
        is_policy_variable.then(|| error.text.replace("${aws:", "$${aws:").replace("${saml:", "$${saml:"));
    let message = format!("invalid expression: {}", error.message);
    let finding = spot.found(Rule::TERRAFORM_EXPRESSION, message).given(&error.text);
    Some(finding.wants("an expression, or `$${` and `%%{` where the characters are meant").maybe_hint(hint))
}

/// Functions that OpenTofu has, or Terraform 1.15, and no Terraform before.
///
/// Sources: <https://opentofu.org/docs/language/functions/>, <https://developer.hashicorp.com/terraform/language/functions/convert>.
const ELSEWHERE: [&str; 4] = ["base64gunzip", "cidrcontains", "convert", "urldecode"];

fn call(spot: &Spot<'_>, expression: &Expression) -> Option<Diagnostic> {
    let (name, given, is_spread) = match expression {
        Expression::Call(name, arguments) => (name, arguments.len(), false),
        Expression::Spread(name, arguments) => (name, arguments.len(), true),
        _ => return None,
    };
    let plain = name.strip_prefix("core::").unwrap_or(name);
    if plain.contains("::") || ELSEWHERE.contains(&plain) {
        return None;
    }
    let Some(known) = function(plain) else {
        let names = crate::terraform::FUNCTIONS.iter().map(|function| function.name);
        let finding = spot.found(Rule::TERRAFORM_FUNCTION, format!("Terraform has no function `{plain}`"));
        let hint = nearest(plain, names).map(str::to_owned);
        return Some(finding.given(plain).wants("a function of Terraform").maybe_hint(hint));
    };
    let too_few = given < known.least && !is_spread;
    let too_many = known.most.is_some_and(|most| given > most) && !is_spread;
    (too_few || too_many).then(|| {
        let finding =
            spot.found(Rule::TERRAFORM_FUNCTION, format!("`{plain}` takes another number of arguments"));
        finding.given(expression).wants(arguments(known.least, known.most))
    })
}

fn arguments(least: usize, most: Option<usize>) -> String {
    match most {
        Some(most) if most == least => format!("{least} of them"),
        Some(most) => format!("{least} to {most} of them"),
        None => format!("{least} or more of them"),
    }
}

fn symbol(model: &Model<'_>, spot: &Spot<'_>, expression: &Expression) -> Option<Diagnostic> {
    let Expression::Symbol(name) = expression else { return None };
    let head = name.split(['.', '[']).next().unwrap_or_default();
    // The second argument of `convert` is a type.
    if spot.bound.contains(&head) || TYPES.contains(&head) && converts(spot.item) {
        return None;
    }
    let (message, wants) = match head {
        "each" if !has(spot.item, "for_each") => ("`each` is not defined here", "`for_each` beside it"),
        "count" if !has(spot.item, "count") => ("`count` is not defined here", "`count` beside it"),
        "self" if !["postcondition", "provisioner", "connection"].iter().any(|name| spot.is_within(name)) => {
            ("`self` is not defined here", "the address of the resource; `self` is for postconditions")
        }
        "path" if !matches!(name.as_str(), "path.module" | "path.root" | "path.cwd") => {
            ("unknown path", "path.module, path.root or path.cwd")
        }
        "each" | "count" | "self" | "path" | "terraform" | "run" | "provider" | "action" => return None,
        _ => ("undefined name", "a reference, or text in quotes"),
    };
    let finding = spot.found(Rule::TERRAFORM_SYMBOL, message).given(name).wants(wants);
    Some(finding.maybe_hint(meant(model, head)))
}

/// Types by a word.
const TYPES: [&str; 4] = ["any", "bool", "number", "string"];

/// Whether a block calls `convert` anywhere.
fn converts(item: &Item) -> bool {
    let mut found = false;
    walk::of_item(item, &mut |_, expression| {
        found |= matches!(expression, Expression::Call(name, _) if name == "convert");
    });
    found
}

fn has(item: &Item, name: &str) -> bool {
    let block = item.block();
    // The data source in a check has no count of its own.
    block.is_some_and(|block| block.get(name).is_some())
}

/// A variable, local value or resource of that name.
fn meant(model: &Model<'_>, name: &str) -> Option<String> {
    let named = model.document.items().iter().filter(|item| item.name == *name);
    let mut addresses = named.filter_map(Item::address);
    addresses.find(|address| matches!(address.mode, Mode::Variable | Mode::Local)).map(|it| it.to_string())
}

fn references(model: &Model<'_>, report: &mut Report) {
    let unresolved = &model.references.unresolved;
    let addresses = model.references.addresses.iter().filter(|_| !unresolved.is_empty());
    let known = set_of(addresses.map(ToString::to_string));
    for one in unresolved {
        let name = one.reference.address.to_string();
        let near = nearest(&name, known.iter().map(String::as_str)).map(str::to_owned);
        let message = format!("unknown object {name}");
        let file = format!("{}.tf.json", one.item.file);
        let finding = Diagnostic::new(Rule::TERRAFORM_REFERENCE, one.path.clone(), message).in_file(file);
        report.add(finding.given(&one.reference).wants("the address of something in it").maybe_hint(near));
    }
    for cycle in model.references.cycles() {
        let Some(item) = cycle.item else { continue };
        let finding = Diagnostic::new(Rule::TERRAFORM_CYCLE, path(item), "references form a cycle")
            .in_file(format!("{}.tf.json", item.file));
        report.add(finding.given(cycle.names.join(" → ")).wants("no cycle of references"));
    }
}

/// Blocks without names, and aliased configurations of a provider, may occur several times.
fn duplicates(model: &Model<'_>, report: &mut Report) {
    if model.references.addresses.windows(2).all(|pair| pair.first() != pair.last()) {
        return;
    }
    let mut seen = BTreeSet::new();
    for item in model.document.items() {
        let Some(address) = item.address() else { continue };
        if !seen.insert(address.clone()) {
            let finding = Diagnostic::new(
                Rule::TERRAFORM_DUPLICATE,
                path(item),
                format!("duplicate address {address}"),
            );
            let finding = finding.in_file(format!("{}.tf.json", item.file)).given(address);
            report.add(finding.wants("one block for each address"));
        }
    }
}
