//! Environments and stacks that may have another name: what runs stays under the state key of the former one.

use std::collections::{BTreeMap, BTreeSet};

use groundplan::change::{Change, Effect};
use groundplan::report::short;

use super::Changed;

/// A root module of one side, as far as its name tells where its state is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The key of its state, where its backend says one.
    pub(super) key: Option<String>,
    /// Whether a spec makes it.
    pub(super) is_of_spec: bool,
}

/// A line for each name that may be another one for the same.
pub(super) fn hints(modules: &[Changed]) -> String {
    let mut lines: Vec<String> = Vec::new();
    for (old, new) in pairs(modules) {
        let line = hint(old, new);
        lines.extend(line.filter(|line| !lines.contains(line)));
    }
    lines.iter().map(|line| format!("hint: {line}\n")).collect()
}

/// Root modules of which one goes, and the one that comes with the same objects; one whose key differs is both.
fn pairs(modules: &[Changed]) -> Vec<(&Changed, &Changed)> {
    let gone = || modules.iter().filter(|module| module.before.is_some() && module.after.is_none());
    let new = || modules.iter().filter(|module| module.before.is_none() && module.after.is_some());
    let mut by_shape: BTreeMap<BTreeSet<&str>, (Vec<&Changed>, Vec<&Changed>)> = BTreeMap::new();
    gone().for_each(|module| by_shape.entry(shape(module)).or_default().0.push(module));
    new().for_each(|module| by_shape.entry(shape(module)).or_default().1.push(module));
    by_shape.remove(&BTreeSet::new());
    // Of several that are alike it is not known which is which.
    let renamed = by_shape.into_values().filter_map(|found| match (found.0.as_slice(), found.1.as_slice()) {
        ([old], [new]) => Some((*old, *new)),
        _ => None,
    });
    let is_elsewhere = |module: &&Changed| match (&module.before, &module.after) {
        (Some(old), Some(new)) => old.key != new.key && is_all_forgotten(&module.change),
        _ => false,
    };
    renamed.chain(modules.iter().filter(is_elsewhere).map(|module| (module, module))).collect()
}

/// The addresses of everything that goes or comes.
fn shape(module: &Changed) -> BTreeSet<&str> {
    module.change.objects.iter().map(|object| object.address.as_str()).collect()
}

fn is_all_forgotten(change: &Change) -> bool {
    !change.objects.is_empty() && change.objects.iter().all(|object| object.effect == Effect::Forgotten)
}

fn hint(old: &Changed, new: &Changed) -> Option<String> {
    let (before, after) = (old.before.as_ref()?, new.after.as_ref()?);
    let (from, to) = (short(&old.name), short(&new.name));
    let is_spec = before.is_of_spec && after.is_of_spec;
    let names = before.key.as_deref().and_then(names).zip(after.key.as_deref().and_then(names));
    if let Some(((stack, environment), (new_stack, new_environment))) = names.filter(|_| is_spec) {
        if environment == new_environment && stack != new_stack {
            return Some(format!(
                "if {new_stack} is {stack} by another name, `renamedFrom: {stack}` in its spec keeps what runs, with its state"
            ));
        }
        if stack == new_stack {
            return Some(format!(
                "if {new_environment} is {environment} by another name: an environment's name is part of its state key and of names \
                 in AWS, so everything of it runs on, billed, under {}; only the name {environment} keeps it",
                before.key.as_deref().unwrap_or_default()
            ));
        }
    }
    match (&before.key, &after.key) {
        (Some(key), _) if old.name == new.name => Some(format!(
            "everything of {from} runs on, billed, under the state key {key}, which its backend has to keep for Terraform to \
             know it"
        )),
        (Some(old), Some(new)) if old == new => Some(format!(
            "{to} has the state key of {from}, {old}, so that Terraform changes one into the other: compare these two folders alone"
        )),
        (Some(key), _) => Some(format!(
            "if {to} is {from} by another name: everything of it runs on, billed, under the state key {key}, which the backend \
             of {to} has to keep for Terraform to know it"
        )),
        (None, _) => None,
    }
}

/// The stack and the environment in the key of a spec's state.
fn names(key: &str) -> Option<(&str, &str)> {
    key.strip_suffix("/terraform.tfstate")?.split_once('/')
}

#[cfg(test)]
mod tests {
    use groundplan::cost::Usage;
    use groundplan::report::Form;

    use crate::cost::Subject;
    use crate::diff::Diff;
    use crate::{Source, Target};

    fn shown(old: &[(&str, &str)], new: &[(&str, &str)], form: Form) -> String {
        let priced = |texts: &[(&str, &str)]| {
            let targets = Target::all(texts.iter().map(|(name, text)| Source::new(*name, *text))).unwrap();
            Subject::of(targets, None, None).unwrap().price_whole(&Usage::default()).unwrap()
        };
        Diff::of(&priced(old), &priced(new), None).text(form)
    }

    fn hints(old: &[(&str, &str)], new: &[(&str, &str)]) -> Vec<String> {
        let shown = shown(old, new, Form::Table);
        shown.lines().filter_map(|line| line.strip_prefix("hint: ")).map(str::to_owned).collect()
    }

    const SPEC: &str = "stack: shop\nregion: eu-west-1\nenvironments: { dev: {}, live: { tier: production, alarms: none } }\n";

    #[test]
    fn an_environment_by_another_name_runs_on_under_its_former_key() {
        let hints_of = |new: &str| hints(&[("a.yaml", SPEC)], &[("a.yaml", new)]);
        let expected = "if prod is live by another name: an environment's name is part of its state key and of names in AWS, so \
                        everything of it runs on, billed, under shop/live/terraform.tfstate; only the name live keeps it";
        assert_eq!(hints_of(&SPEC.replace("live", "prod")), [expected]);
        assert!(
            hints_of(&SPEC.replace("live: {", "prod: { network: { egress: endpoints },")).is_empty(),
            "another shape"
        );
        assert!(hints_of(&SPEC.replace("live:", "live: { tier: staging, alarms: none }, prod:")).is_empty());
        let text = shown(&[("a.yaml", SPEC)], &[("a.yaml", &SPEC.replace("live", "prod"))], Form::Markdown);
        assert!(text.contains("\n\nhint: if prod is live by another name"), "{text}");
    }

    #[test]
    fn a_stack_by_another_name_is_said_to_be_so_in_its_spec() {
        let new = SPEC.replace("shop", "store");
        let expected = "if store is shop by another name, `renamedFrom: shop` in its spec keeps what runs, with its state";
        assert_eq!(hints(&[("a.yaml", SPEC)], &[("a.yaml", &new)]), [expected]);
        let renamed = new.replace("store", "store\nrenamedFrom: shop");
        assert!(hints(&[("a.yaml", SPEC)], &[("a.yaml", &renamed)]).is_empty());
    }

    #[test]
    fn a_folder_by_another_name_has_the_key_of_its_backend() {
        let root = |key: &str| {
            format!(
                "terraform {{\n  backend \"s3\" {{\n    key = \"{key}\"\n  }}\n}}\nresource \"aws_sqs_queue\" \"a\" {{\n}}\n"
            )
        };
        let (other, old, new) = (root("other"), root("a"), root("b"));
        let before = [("x/main.tf", old.as_str()), ("z/main.tf", "")];
        let found = hints(&before, &[("y/main.tf", &new), ("z/main.tf", "")]);
        assert!(found[0].contains("under the state key a, which the backend of y has to keep"), "{found:?}");
        let found = hints(&before, &[("y/main.tf", &old), ("z/main.tf", "")]);
        assert!(
            found[0].starts_with("y has the state key of x, a, so that Terraform changes one into the other")
        );
        let found = hints(&before, &[("x/main.tf", &new), ("z/main.tf", "")]);
        assert!(found[0].starts_with("everything of x runs on, billed, under the state key a"), "{found:?}");
        let two = [("y/main.tf", new.as_str()), ("w/main.tf", &other), ("z/main.tf", "")];
        assert!(hints(&before, &two).is_empty(), "it is not known which");
    }
}
