//! The README of a folder that holds several stacks: what comes first.

use super::cross_stack::Place;
use super::spec::Stack;

/// The text, with the environments of all stacks in the order in which they can be applied.
pub(super) fn text(stacks: &[&Stack], order: &[Place]) -> String {
    let names: Vec<&str> = stacks.iter().map(|stack| name(stack)).collect();
    let mut out = format!(
        "# Infrastructure of {}\n\nMade by groundplan. Change the specs and synthesize again; files that were changed by hand are not overwritten.\n\n\
         | stack | commands |\n|---|---|\n",
        names.join(", ")
    );
    for name in &names {
        out += &format!("| {name} | [`{name}/README.md`]({name}/README.md); they are run from `{name}` |\n");
    }
    out += "\n## Order\n\nMake the place for the state of each stack first: phase 1 of its README. Then apply the environments in this order,\n\
            since an environment reads what those before it export:\n\n";
    for (number, (stack, environment)) in (1..).zip(order) {
        let name = stacks.get(*stack).map_or("", |stack| name(stack));
        out += &format!("{number}. `{name}/environments/{environment}`\n");
    }
    out += "\nDestroy in the opposite order. An environment that reads what is gone can be neither planned nor destroyed.\n";
    out
}

fn name(stack: &Stack) -> &str {
    stack.stack.as_deref().unwrap_or_default()
}
