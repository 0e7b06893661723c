//! The configurations of providers that a call passes on, by what the called module has and wants.
//! <https://developer.hashicorp.com/terraform/language/modules/develop/providers>

use super::check::found;
use crate::diagnostic::{Report, Rule};
use crate::terraform::{Block, Content, Document, Item, Literal, Section};

/// What Terraform refuses in a call, given the called module.
pub(super) fn check(call: &Item, module: &Document, report: &mut Report) {
    let Some(block) = call.block() else { return };
    let passed = passed(block);
    for alias in aliases(module) {
        if passed.as_ref().is_some_and(|passed| !passed.contains(&alias)) {
            let message = format!("the module needs {alias}, which is not passed");
            let finding = found(call, Rule::TERRAFORM_MODULE_PROVIDER, "", message);
            report.add(finding.wants(format!("`providers` with {alias}, as in `configuration_aliases`")));
        }
    }
    let repeats = ["count", "for_each", "depends_on"].into_iter().find(|name| block.get(name).is_some());
    let own = module.items().iter().find(|item| item.section == Section::Provider && is_configured(item));
    if let Some((repeats, own)) = repeats.zip(own) {
        let message = format!("the module configures {} itself, and cannot have `{repeats}`", own.name);
        let finding = found(call, Rule::TERRAFORM_MODULE_PROVIDER, repeats, message);
        report.add(finding.wants(format!("no `{repeats}`, or a module that is passed its providers")));
    }
    if module.items().iter().any(|item| item.section == Section::Import) {
        let message = "the module has `import` blocks, which only a root module may have".to_owned();
        report.add(
            found(call, Rule::TERRAFORM_MODULE_IMPORT, "", message).wants("`import` in the root module"),
        );
    }
}

/// The names under which configurations are passed: `aws.west`; `None` where they are made by an expression.
fn passed(call: &Block) -> Option<Vec<String>> {
    match call.get("providers") {
        None => Some(Vec::new()),
        Some(Content::Literal(Literal::Object(entries))) => {
            Some(entries.iter().map(|(name, _)| name.clone()).collect())
        }
        Some(_) => None,
    }
}

/// Whether a `provider` block says more than its name; one that does not stands for what is passed.
fn is_configured(provider: &Item) -> bool {
    provider.block().is_some_and(|block| block.entries().any(|(name, _)| *name != "alias"))
}

/// The aliases that a module wants to be passed, without those that it has itself.
fn aliases(module: &Document) -> Vec<String> {
    let settings = module.items().iter().filter(|item| item.section == Section::Terraform);
    let required = settings.filter_map(|item| match item.block()?.get("required_providers")? {
        Content::Literal(Literal::Object(providers)) => Some(providers),
        _ => None,
    });
    let mut found = Vec::new();
    for (_, provider) in required.flatten() {
        let Literal::Object(entries) = provider else { continue };
        let wanted = entries.iter().filter(|(name, _)| name == "configuration_aliases");
        wanted.for_each(|(_, literal)| names(literal, &mut found));
    }
    found
}

/// `aws.west` in a literal, in either syntax.
fn names(literal: &Literal, found: &mut Vec<String>) {
    match literal {
        Literal::Text(text) if text.contains('.') => found.push(text.trim().to_owned()),
        Literal::List(all) => all.iter().for_each(|one| names(one, found)),
        Literal::Object(entries) => entries.iter().for_each(|(_, one)| names(one, found)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terraform::read;

    fn found(call: &str, module: &str) -> Vec<String> {
        let document = |text: &str| read::module([("main.tf", text)]).0;
        let (caller, module) =
            (document(&format!("module \"m\" {{\n  source = \"./m\"\n  {call}\n}}\n")), document(module));
        let mut report = Report::default();
        caller.items().iter().for_each(|call| check(call, &module, &mut report));
        report.diagnostics().iter().map(|one| format!("{} {}", one.path, one.message)).collect()
    }

    #[test]
    fn what_a_module_wants_is_passed() {
        let module = "terraform {\n  required_providers {\n    aws = {\n      source = \"hashicorp/aws\"\n      configuration_aliases = [aws.a, aws.b]\n    }\n  }\n}\n";
        let only_a = "providers = {\n    aws.a = aws\n  }";
        assert_eq!(found(only_a, module), ["module.m the module needs aws.b, which is not passed"]);
        assert_eq!(found("providers = {\n    aws.a = aws\n    aws.b = aws.x\n  }", module), [""; 0]);
        assert_eq!(found("", module).len(), 2);
    }

    #[test]
    fn a_module_with_its_own_providers_is_there_once() {
        let own = "provider \"aws\" {\n  region = \"eu-west-1\"\n}\n";
        assert_eq!(
            found("count = 2", own),
            ["module.m.count the module configures aws itself, and cannot have `count`"]
        );
        assert_eq!(found("for_each = {}", own).len(), 1);
        assert_eq!(found("depends_on = [aws_eip.a]", own).len(), 1);
        assert_eq!(found("", own), [""; 0]);
        assert_eq!(
            found("count = 2", "provider \"aws\" {}\nprovider \"aws\" {\n  alias = \"x\"\n}\n"),
            [""; 0]
        );
    }

    #[test]
    fn a_called_module_imports_nothing() {
        let import = "import {\n  to = aws_eip.a\n  id = \"x\"\n}\n";
        assert_eq!(found("", import).len(), 1);
    }
}
