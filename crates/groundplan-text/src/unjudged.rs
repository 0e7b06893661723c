//! What a check could not judge, so that "sound" does not claim it.

use std::collections::BTreeSet;

use groundplan::configuration::Modules;
use groundplan::schema::{Kind, Schema};
use groundplan::terraform::{Item, Section};

use crate::number::number;

/// What was not judged of a root module, in a few words; nothing where everything was.
pub(crate) fn unjudged(modules: &Modules, schema: Option<&Schema>) -> Option<String> {
    let calls =
        Some(modules.unread.len()).filter(|count| *count > 0).map(|count| number(count, "module call"));
    let foreign = schema.and_then(|schema| foreign(modules, schema));
    let variables = Some(open_variables(modules)).filter(|count| *count > 0);
    let variables = variables.map(|count| match count {
        1 => "what follows from a variable without a value".to_owned(),
        _ => format!("what follows from {count} variables without a value"),
    });
    let actions = Some(actions(modules)).filter(|count| *count > 0).map(|count| number(count, "action"));
    let parts: Vec<String> = calls.into_iter().chain(foreign).chain(actions).chain(variables).collect();
    (!parts.is_empty()).then(|| format!("not judged: {}", parts.join(", ")))
}

/// The resources and data sources of providers that the schema lacks.
fn foreign(modules: &Modules, schema: &Schema) -> Option<String> {
    let written = modules.written.iter().filter(|written| written.is_called);
    let items = written.flat_map(|written| written.document.items());
    let foreign: Vec<&Item> = items.filter(|item| is_foreign(item, schema)).collect();
    let providers: BTreeSet<&str> = foreign.iter().map(|item| provider(item)).collect();
    let names: Vec<&str> = providers.into_iter().collect();
    (!foreign.is_empty()).then(|| format!("{} of {}", number(foreign.len(), "resource"), names.join(", ")))
}

/// The schema has no actions.
fn actions(modules: &Modules) -> usize {
    let written = modules.written.iter().filter(|written| written.is_called);
    written
        .flat_map(|written| written.document.items())
        .filter(|item| item.section == Section::Action)
        .count()
}

fn is_foreign(item: &Item, schema: &Schema) -> bool {
    let kind = match item.section {
        Section::Resource => Kind::Resource,
        Section::Data => Kind::Data,
        Section::Ephemeral => Kind::Ephemeral,
        _ => return false,
    };
    provider(item) != "terraform" && !schema.owns(kind, &item.resource_type)
}

/// By the first part of the type's name.
fn provider(item: &Item) -> &str {
    item.resource_type.split('_').next().unwrap_or_default()
}

/// How many variables of the root module have no value: the arguments that they decide are not known.
fn open_variables(modules: &Modules) -> usize {
    let Some(root) = modules.instances.first() else { return 0 };
    // What is set from outside and hidden has no default either.
    let is_given = |item: &Item| root.arguments.iter().any(|(name, _)| *name == item.name);
    let variables = root.document.items().iter().filter(|item| item.section == Section::Variable);
    let open = variables.filter(|item| item.block().is_none_or(|block| block.get("default").is_none()));
    open.filter(|item| !is_given(item)).count()
}

#[cfg(test)]
mod tests {
    use groundplan::schema::Schema;

    use crate::check::Checked;
    use crate::input::{Source, Target};

    fn verdict(text: &str) -> String {
        let targets = Target::all([Source::new("x/main.tf", text)]).unwrap();
        Checked::of(targets, Some(Schema::bundled())).terraform[0].text.clone()
    }

    #[test]
    fn what_was_not_judged_is_named() {
        let whole = "resource \"aws_vpc\" \"a\" {\n  cidr_block = \"10.0.0.0/16\"\n}\nresource \"terraform_data\" \"a\" {}\n";
        assert_eq!(verdict(whole), "x is sound: a root module of 1 file, by hashicorp/aws 6.66.0");
        let parts = "variable \"a\" {}\nvariable \"b\" {\n  default = null\n}\nresource \"random_id\" \"a\" {}\nresource \"helm_release\" \"a\" {}\naction \"aws_lambda_invoke\" \"a\" {}\n\
                     module \"vpc\" {\n  source  = \"terraform-aws-modules/vpc/aws\"\n  version = \"6.0.0\"\n}\n";
        assert_eq!(
            verdict(parts),
            "x has no errors: a root module of 1 file, by hashicorp/aws 6.66.0; not judged: 1 module call, 2 resources of helm, random, \
             1 action, what follows from a variable without a value"
        );
    }
}
