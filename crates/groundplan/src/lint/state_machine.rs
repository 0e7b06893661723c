//! State machines: JSON in the Amazon States Language.

use crate::diagnostic::{Report, Rule, nearest, rules};
use crate::model::{Model, Place};

rules! {
    /// A state machine begins at a state that it has, and each state leads to one, or ends.
    ///
    /// Terraform checks only that it is JSON; AWS refuses the machine.
    AWS_STATE_MACHINE = error "aws/state-machine", "https://states-language.net/spec.html";
}

/// <https://states-language.net/spec.html#statetypes>
const TYPES: [&str; 8] = ["Pass", "Task", "Choice", "Wait", "Succeed", "Fail", "Parallel", "Map"];

/// Types that neither end by a field nor have one next state.
const WITHOUT_NEXT: [&str; 3] = ["Choice", "Succeed", "Fail"];

/// The deepest machine within machines that is looked at.
const DEEPEST: usize = 8;

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    for place in model.resources("aws_sfn_state_machine") {
        let Some(json) = place.json("definition") else { continue };
        for machine in place.objects(&json, place.below.clone().key("definition")) {
            of_machine(&machine, 0, report);
        }
    }
}

fn of_machine(machine: &Place<'_>, depth: usize, report: &mut Report) {
    for name in ["StartAt", "States"].into_iter().filter(|name| machine.lacks(name)) {
        let finding = machine.found(Rule::AWS_STATE_MACHINE, name, format!("the machine has no `{name}`"));
        report.add(finding.wants("StartAt: the name of a state, and States: an object of them"));
    }
    let holders = machine.blocks("States");
    let [states] = holders.as_slice() else { return };
    let names: Vec<&str> = states.entries().into_iter().map(|(name, _)| name).collect();
    if names.is_empty() || names.iter().any(|name| name.contains("${")) {
        return;
    }
    leads(machine, "StartAt", &names, report);
    for name in &names {
        for state in states.blocks(name) {
            of_state(&state, &names, depth, report);
        }
    }
}

fn of_state(state: &Place<'_>, names: &[&str], depth: usize, report: &mut Report) {
    kind(state, report);
    leads(state, "Next", names, report);
    leads(state, "Default", names, report);
    for choice in ["Choices", "Catch"].into_iter().flat_map(|name| state.blocks(name)) {
        leads(&choice, "Next", names, report);
    }
    let may_end = state.may_have("Next") || state.may_have("End");
    if state.text("Type").is_some_and(|kind| TYPES.contains(&kind) && !WITHOUT_NEXT.contains(&kind))
        && !may_end
    {
        let finding =
            state.found(Rule::AWS_STATE_MACHINE, "Next", "the state leads to none, and does not end");
        report.add(finding.wants("Next: the name of a state, or End: true").hint("\"End\": true"));
    }
    if depth < DEEPEST {
        for inner in ["Branches", "Iterator", "ItemProcessor"].into_iter().flat_map(|name| state.blocks(name))
        {
            of_machine(&inner, depth + 1, report);
        }
    }
}

fn kind(state: &Place<'_>, report: &mut Report) {
    if state.lacks("Type") {
        let finding = state.found(Rule::AWS_STATE_MACHINE, "Type", "the state has no type");
        return report.add(finding.wants(TYPES.join(", ")));
    }
    if let Some(given) = state.text("Type").filter(|given| !TYPES.contains(given)) {
        let finding = state.found(Rule::AWS_STATE_MACHINE, "Type", "unknown type of a state").given(given);
        let near = nearest(given, TYPES.into_iter()).map(str::to_owned);
        report.add(finding.wants(TYPES.join(", ")).maybe_hint(near));
    }
}

/// Where an argument leads is a state of the machine.
fn leads(place: &Place<'_>, name: &str, names: &[&str], report: &mut Report) {
    if let Some(given) = place.text(name).filter(|given| !names.contains(given) && !given.contains("${")) {
        let finding =
            place.found(Rule::AWS_STATE_MACHINE, name, "the machine has no such state").given(given);
        let near = nearest(given, names.iter().copied()).map(str::to_owned);
        report.add(finding.wants(crate::diagnostic::one_of(names)).maybe_hint(near));
    }
}

#[cfg(test)]
mod tests {
    use super::super::trial::found;

    fn of(machine: &str) -> Vec<String> {
        let text = format!(
            "resource \"aws_sfn_state_machine\" \"a\" {{\n  definition = jsonencode({machine})\n}}\n"
        );
        let start = "resource.aws_sfn_state_machine.a.definition.";
        found("aws/state-machine", &text).iter().map(|path| path.replace(start, "")).collect()
    }

    #[test]
    fn states_lead_to_states() {
        let end = "{ Type = \"Succeed\" }";
        let machine = |start: &str, first: &str| {
            of(&format!("{{ StartAt = \"{start}\", States = {{ First = {first}, Last = {end} }} }}"))
        };
        assert_eq!(machine("First", "{ Type = \"Pass\", Next = \"Last\" }"), [""; 0]);
        assert_eq!(machine("First", "{ Type = \"Task\", Resource = var.a, End = true }"), [""; 0]);
        assert_eq!(machine("Frist", "{ Type = \"Pass\", End = true }"), ["StartAt"]);
        assert_eq!(machine("First", "{ Type = \"Pas\", Next = \"Last\" }"), ["States.First.Type"]);
        assert_eq!(machine("First", "{ Type = \"Pass\", Next = \"Gone\" }"), ["States.First.Next"]);
        assert_eq!(machine("First", "{ Type = \"Pass\" }"), ["States.First.Next"]);
        assert_eq!(
            machine("First", "{ Type = \"Choice\", Choices = [{ Next = \"Gone\" }], Default = \"Last\" }"),
            ["States.First.Choices[0].Next"]
        );
        assert_eq!(
            machine(
                "First",
                "{ Type = \"Parallel\", End = true, Branches = [{ StartAt = \"X\", States = { Y = { Type = \"Fail\" } } }] }"
            ),
            ["States.First.Branches[0].StartAt"]
        );
        assert_eq!(of("{ StartAt = var.a, States = var.b }"), [""; 0]);
        assert_eq!(of("{ StartAt = \"A\", States = merge(var.a, var.b) }"), [""; 0]);
    }
}
