//! Arguments that Terraform does not evaluate: the `terraform` block, sources of modules, defaults of variables.

use crate::diagnostic::{Diagnostic, Report, Rule, Severity, nearest, rules};
use crate::evaluate::{Evaluator, Reason, Variables};
use crate::model::Place;
use crate::model::{Model, path};
use crate::terraform::{
    Backend, Block, Content, Document, Expression, Item, Literal, Mode, Origin, Reference, Section, Value,
    at_tag, is_bounded,
};

rules! {
    /// Versions and the sources of modules are plain text.
    ///
    /// Terraform reads them before it evaluates anything, and refuses `${…}` there.
    TERRAFORM_LITERAL = error "terraform/literal", "https://developer.hashicorp.com/terraform/language/modules/sources";

    /// A backend holds plain values.
    ///
    /// In Terraform's JSON an expression there is neither evaluated nor refused: the state ends up in a bucket,
    /// or under a key, with the name `${var.bucket}`.
    TERRAFORM_BACKEND_VALUE = error "terraform/backend-value", "https://developer.hashicorp.com/terraform/language/syntax/json#terraform-block";

    /// A variable's default and description are plain values.
    ///
    /// Terraform does not evaluate them: in JSON, `${var.a}` and the escape `$${a}` are kept as those characters; in the
    /// native syntax, it refuses a reference and a function.
    TERRAFORM_DEFAULT = warning "terraform/default", "https://developer.hashicorp.com/terraform/language/syntax/json#variable-blocks";

    /// State is kept in exactly one backend that Terraform supports, with arguments that it has.
    ///
    /// Terraform refuses others, and two at once.
    TERRAFORM_BACKEND = error "terraform/backend", "https://developer.hashicorp.com/terraform/language/backend";

    /// A module has a source.
    ///
    /// Terraform refuses a module without one.
    TERRAFORM_MODULE_SOURCE = error "terraform/module-source", "https://developer.hashicorp.com/terraform/language/modules/sources";

    /// Only modules from a registry have a version.
    ///
    /// Terraform refuses a version beside a path or a repository; those are pinned in the source.
    TERRAFORM_MODULE_VERSION = error "terraform/module-version", "https://developer.hashicorp.com/terraform/language/modules/syntax#version";

    /// A module's source is pinned.
    ///
    /// A branch, or a version without an upper bound, may be another module tomorrow: the same commit of your
    /// repository would then deploy something else.
    TERRAFORM_MODULE_PINNED = warning "terraform/module-pinned", "https://developer.hashicorp.com/terraform/language/modules/sources#selecting-a-revision";
}

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    let mut backends = 0;
    for item in model.document.items().iter().filter(|item| item.section == Section::Terraform) {
        let Some(block) = item.block() else { continue };
        version(item, block, report);
        let kinds = block.get("backend").map(labels).unwrap_or_default();
        let held = kinds.len() + usize::from(block.get("cloud").is_some());
        backends += held;
        kinds.iter().for_each(|(kind, content)| backend(item, kind, content, report));
        if backends > 1 && held > 0 {
            let message = "two backends";
            report.add(found(item, Rule::TERRAFORM_BACKEND, &["backend"], message).wants("one backend"));
        }
    }
    model.section(Section::Module).for_each(|module| self::module(&module, report));
    model.section(Section::Variable).for_each(|variable| default(&variable, report));
}

pub(super) fn found(item: &Item, rule: Rule, way: &[&str], message: impl Into<String>) -> Diagnostic {
    let at = way.iter().fold(path(item), |path, key| path.key(*key));
    Diagnostic::new(rule, at, message).in_file(format!("{}.tf.json", item.file))
}

fn version(item: &Item, block: &Block, report: &mut Report) {
    if let Some(Content::Literal(Literal::Text(version))) = block.get("required_version")
        && version.contains("${")
    {
        let finding =
            found(item, Rule::TERRAFORM_LITERAL, &["required_version"], "a version cannot be an expression");
        report.add(finding.given(version).wants("the version as plain text").hint(">= 1.10"));
    }
}

/// The blocks of a labelled block: labels and bodies.
pub(super) fn labels(content: &Content) -> Vec<(&str, &Content)> {
    match content {
        Content::Block(block) => block.entries().map(|(label, body)| (label.as_str(), body)).collect(),
        Content::Blocks(blocks) => {
            blocks.iter().flat_map(Block::entries).map(|(label, body)| (label.as_str(), body)).collect()
        }
        _ => Vec::new(),
    }
}

fn backend(item: &Item, kind: &str, content: &Content, report: &mut Report) {
    if !Backend::KINDS.contains(&kind) {
        let message = format!("unknown backend `{kind}`");
        let finding = found(item, Rule::TERRAFORM_BACKEND, &["backend", kind], message).given(kind);
        let hint = nearest(kind, Backend::KINDS.into_iter()).map(str::to_owned);
        report.add(finding.wants(format!("one of {}", Backend::KINDS.join(", "))).maybe_hint(hint));
    }
    let Content::Block(body) = content else { return };
    super::backend::check(item, kind, body, report);
    for (name, content) in body.entries() {
        if let Some(text) = expression_in(content) {
            let message = "a backend is not evaluated: the state would be stored under these characters";
            let finding = found(item, Rule::TERRAFORM_BACKEND_VALUE, &["backend", kind, name], message);
            report.add(finding.given(text).wants(
                "a plain value, or none: `terraform init -backend-config` gives what differs between environments",
            ));
        }
    }
}

/// The text of `${…}` in a literal argument; in the native syntax, of an expression that has to be evaluated.
fn expression_in(content: &Content) -> Option<String> {
    match content {
        Content::Literal(literal) if evaluated_in(literal).is_some() => {
            written_in(literal).map(str::to_owned)
        }
        Content::Literal(literal) if written_in(literal).is_some() => None,
        Content::Literal(literal) => literal_with(literal, "${").map(str::to_owned),
        Content::Value(Value::Expression(expression)) => Some(format!("${{{expression}}}")),
        _ => None,
    }
}

/// The first expression of the native syntax in a literal, as it is written.
fn written_in(literal: &Literal) -> Option<&str> {
    match literal {
        Literal::Object(entries) => match entries.as_slice() {
            [(mark, Literal::Text(text))] if mark == "$expr" => Some(text),
            entries => entries.iter().find_map(|(_, literal)| written_in(literal)),
        },
        Literal::List(literals) => literals.iter().find_map(written_in),
        _ => None,
    }
}

fn literal_with<'a>(literal: &'a Literal, sign: &str) -> Option<&'a str> {
    match literal {
        Literal::Text(text) => text.contains(sign).then_some(text),
        Literal::List(literals) => literals.iter().find_map(|literal| literal_with(literal, sign)),
        Literal::Object(entries) => entries.iter().find_map(|(_, literal)| literal_with(literal, sign)),
        _ => None,
    }
}

/// A default that the type of its variable does not take.
fn wrong_default(variable: &Place<'_>, block: &Block, report: &mut Report) {
    let is_null =
        matches!(block.get("default"), Some(Content::Literal(Literal::Null) | Content::Value(Value::Null)));
    let message = if is_null && variable.boolean("nullable") == Some(false) {
        Some("the default is null, and `nullable` is false")
    } else if block.get("default").is_some() {
        let mut own = Document::new();
        own.items_mut().push(variable.item.clone());
        match Evaluator::new(&own, Variables::new()).variable(&variable.item.name).reason() {
            Some(Reason::Fails(why)) => Some(why),
            _ => None,
        }
    } else {
        None
    };
    if let Some(message) = message {
        let mut finding =
            variable.found(Rule::TERRAFORM_DEFAULT, "default", format!("invalid default: {message}"));
        finding.rule.severity = Severity::Error;
        report.add(finding.wants("a value of the type of the variable"));
    }
}

/// The first reference or call in an expression within a literal of the native syntax.
fn evaluated_in(literal: &Literal) -> Option<Expression> {
    match literal {
        Literal::Object(entries) => match entries.as_slice() {
            [(mark, Literal::Text(text))] if mark == "$expr" => evaluated(&Expression::raw(text)),
            entries => entries.iter().find_map(|(_, literal)| evaluated_in(literal)),
        },
        Literal::List(literals) => literals.iter().find_map(evaluated_in),
        _ => None,
    }
}

fn evaluated(expression: &Expression) -> Option<Expression> {
    let (mut found, mut binds) = (None, false);
    expression.visit(&mut |one| {
        binds |= matches!(one, Expression::For(_));
        let is_evaluated = match one {
            Expression::Reference(_) | Expression::Call(..) | Expression::Spread(..) => true,
            // It may be a name that a `for` binds.
            Expression::Symbol(_) => !binds,
            _ => false,
        };
        if is_evaluated && found.is_none() {
            found = Some(one.clone());
        }
    });
    found
}

fn default(variable: &Place<'_>, report: &mut Report) {
    let Some(block) = variable.item.block() else { return };
    if let Some(Content::Literal(literal)) = block.get("default")
        && let Some(evaluated) = evaluated_in(literal)
    {
        let message = match evaluated {
            Expression::Call(..) | Expression::Spread(..) => "a default cannot call functions",
            _ => "a default cannot refer to anything",
        };
        let mut finding = variable.found(Rule::TERRAFORM_DEFAULT, "default", message);
        finding.rule.severity = Severity::Error;
        let wants = "plain values; a local value can refer to others and call functions";
        report.add(finding.given(evaluated).wants(wants));
        return;
    }
    wrong_default(variable, block, report);
    // Prose may well speak of `${…}`.
    for (name, sign) in [("default", "${"), ("description", "$${")] {
        let Some(Content::Literal(literal)) = block.get(name) else { continue };
        if let Some(text) = literal_with(literal, sign) {
            let message = "this argument is not evaluated: these characters are kept";
            let finding = variable.found(Rule::TERRAFORM_DEFAULT, name, message).given(text);
            let hint = text.contains("$${").then(|| text.replace("$${", "${"));
            report.add(finding.wants("plain text; a local value can refer to others").maybe_hint(hint));
        }
    }
}

/// Whether all that a module's source refers to are variables that are known before the plan, from Terraform 1.15 on.
fn follows_from_constants(module: &Place<'_>, name: &str) -> bool {
    let Some(Content::Literal(Literal::Object(entries))) =
        module.item.block().and_then(|block| block.get(name))
    else {
        return false;
    };
    let [(_, Literal::Text(text))] = entries.as_slice() else { return false };
    let mut references = Vec::new();
    let expression = Expression::raw(text);
    expression.references(&mut references);
    let is_constant = |reference: &&Reference| {
        let mut variables = module.model.section(Section::Variable);
        let is_named = |variable: &Place<'_>| variable.item.name == reference.address.name;
        reference.address.mode == Mode::Variable
            && variables.any(|one| is_named(&one) && one.boolean("const") == Some(true))
    };
    !references.is_empty() && references.iter().all(is_constant)
}

fn module(module: &Place<'_>, report: &mut Report) {
    let is_expression =
        |name: &str| module.text(name).map_or(module.may_have(name), |text| text.contains("${"));
    for name in ["source", "version"] {
        if is_expression(name) {
            if follows_from_constants(module, name) {
                return;
            }
            let message = format!("a module's {name} cannot be an expression");
            let finding = module.found(Rule::TERRAFORM_LITERAL, name, message);
            report.add(finding.given(module.text(name).unwrap_or("an expression")).wants("plain text"));
            return;
        }
    }
    match module.text("source").filter(|source| !source.is_empty()) {
        Some(source) => pinned(module, source, report),
        None => report.add(
            module
                .found(Rule::TERRAFORM_MODULE_SOURCE, "source", "missing source")
                .wants("a registry module, a repository with `?ref=`, or a path"),
        ),
    }
}

/// Whether a source has the parts of an address in a registry, a folder within the module left out, or is at a service that
/// Terraform knows without a scheme.
/// <https://developer.hashicorp.com/terraform/registry/modules/use>
fn is_registry_address(source: &str) -> bool {
    let address = source.split("//").next().unwrap_or(source);
    let is_elsewhere =
        source.contains(':') || source.contains("amazonaws.com/") || source.contains("googleapis.com/");
    is_elsewhere
        || (3..=4).contains(&address.split('/').count()) && address.split('/').all(|part| !part.is_empty())
}

fn pinned(module: &Place<'_>, source: &str, report: &mut Report) {
    if Origin::of(source) == Origin::Registry && !is_registry_address(source) {
        let finding = module.found(Rule::TERRAFORM_MODULE_SOURCE, "source", "invalid source of a module");
        let hint = Some(format!("./{source}")).filter(|_| !source.contains("${"));
        let wants = "a registry module NAMESPACE/NAME/PROVIDER, a repository with `?ref=`, or a path that begins with ./";
        report.add(finding.given(source).wants(wants).maybe_hint(hint));
        return;
    }
    match (Origin::of(source), module.text("version")) {
        (Origin::Registry, Some(version)) if is_bounded(version) => {}
        (Origin::Registry, version) => {
            let finding = module.found(Rule::TERRAFORM_MODULE_PINNED, "version", "the version is not pinned");
            report.add(
                finding.given(version.unwrap_or("no version")).wants(
                    "an exact version, or one that is bounded above: `4.2.1`, `~> 4.2`, `>= 4.2, < 5.0`",
                ),
            );
        }
        (_, Some(version)) => {
            let message = "only modules from a registry have a version";
            let finding = module.found(Rule::TERRAFORM_MODULE_VERSION, "version", message).given(version);
            report.add(finding.wants("no version; a repository is pinned in its source by `?ref=`"));
        }
        (Origin::Repository { pinned: false }, None) => {
            let message = "the source follows a branch";
            let finding = module.found(Rule::TERRAFORM_MODULE_PINNED, "source", message).given(source);
            report.add(finding.wants("a tag or commit: `?ref=…`").hint(at_tag(source, "v1.0.0")));
        }
        (Origin::Local | Origin::Archive | Origin::Repository { pinned: true }, None) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::super::trial::found;

    #[test]
    fn an_address_in_a_registry_has_three_parts_or_four() {
        let of = |source: &str| {
            found("terraform/module-source", &format!("module \"a\" {{\n  source = \"{source}\"\n}}\n")).len()
        };
        for wrong in ["ns", "a/b", "modules/vpc", "a/b/c/d/e", "example.com/foo.zip", "a//b"] {
            assert_eq!(of(wrong), 1, "{wrong}");
        }
        for right in [
            "a/b/c",
            "example.com/a/b/c",
            "a/b/c//d",
            "./ns",
            "../a",
            "s3.amazonaws.com/a/b/c/d.zip",
            "git@example.com:a",
            "https://example.com/a.zip",
            "github.com/a/b",
        ] {
            assert_eq!(of(right), 0, "{right}");
        }
    }
}
